//! The whole way through each kind of mailbox, with and without faults: the ledgers at its end are
//! the same.

use std::fs;

use serde_json::{Value, json};

use super::proxy::Proxy;
use super::servers::{Kind, PASSWORD, Server, USER};
use crate::world::{Team, World, open_raw};

type Login = Option<(&'static str, &'static str)>;
const OPENS: Login = Some((USER, PASSWORD));

/// A coach practices on three evenings and hands in a questionnaire.
fn evenings(world: &World) {
    for minutes in [7.0, 4.0, 9.0] {
        world.sit(minutes);
        world.call("send_now", json!({}));
        world.days_later(1);
    }
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
}

/// Everything that others sent to the two readers, without what differs from world to world.
fn received(world: &World, team: &Team) -> Vec<Vec<String>> {
    world.call("lock", json!({}));
    let of = |id: &str| {
        let raw = open_raw(&world.ledger(id));
        let mut statement = raw
            .prepare("SELECT kind || ' ' || day || ' ' || body FROM fact WHERE author <> 'me' ORDER BY number")
            .unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        // The number on a receipt is drawn anew in each world.
        let drawn = regex::Regex::new(r#""receipt":"[^"]*""#).unwrap();
        let mut facts: Vec<String> =
            rows.map(|row| drawn.replace(&row.unwrap(), "").into_owned()).collect();
        facts.sort();
        facts
    };
    vec![of(&team.trainer), of(&team.researcher)]
}

/// Collects as both readers until nothing is left; says how often somebody had to.
fn collect_all(world: &World, team: &Team, tries: usize) -> Value {
    let mut last = json!(null);
    for reader in [&team.trainer, &team.researcher] {
        world.unlock(reader);
        for _ in 0..tries {
            if let Ok(collected) = evenkeel_core::api::call(&world.app, "collect", json!({})) {
                last = collected;
            }
        }
    }
    last
}

/// What the way comes to on a plain folder.
fn on_a_folder() -> Vec<Vec<String>> {
    let world = World::new();
    let team = world.study();
    evenings(&world);
    collect_all(&world, &team, 1);
    let received = received(&world, &team);
    assert!(received[0].len() >= 5 && received[1].len() >= 2, "{received:?}");
    received
}

/// Says which fact differs, and not all that do not.
fn same(kind: Kind, received: &[Vec<String>]) {
    for (ours, theirs) in received.iter().zip(on_a_folder()) {
        let differs = ours.iter().zip(&theirs).find(|(one, other)| one != other);
        assert!(differs.is_none() && ours.len() == theirs.len(), "{kind:?}: {differs:?}");
    }
}

fn the_whole_way(kind: Kind) {
    let server = Server::start(kind);
    let world = World::new();
    let team = world.study_at(&server.address, OPENS);
    let test = world.call("try_mailbox", json!({ "address": server.address }));
    assert_eq!(test["works"], true, "{kind:?}: {test}");
    evenings(&world);
    let sharing = world.call("sharing", json!({}));
    assert_eq!((&sharing["waiting"], &sharing["trouble"]), (&json!(0), &json!(null)), "{kind:?}");
    let last = collect_all(&world, &team, 2);
    assert_eq!((&last["new"], &last["set_aside"]), (&json!(0), &json!([])), "{kind:?}");
    world.unlock(&team.coach);
    let sharing = world.call("send_now", json!({}));
    let sent = sharing["sent"].as_array().unwrap();
    assert!(sent.len() >= 6, "{sharing}");
    assert!(sent.iter().all(|one| one["received_on"].is_string()), "{kind:?}: {sent:?}");
    same(kind, &received(&world, &team));
}

#[test]
fn through_rclone_as_webdav() {
    the_whole_way(Kind::RcloneWebdav);
}

#[test]
fn through_rclone_as_s3() {
    the_whole_way(Kind::RcloneS3);
}

#[test]
fn through_wsgidav() {
    the_whole_way(Kind::WsgiDav);
}

#[test]
fn through_apache() {
    the_whole_way(Kind::Apache);
}

#[test]
fn through_moto_as_s3() {
    the_whole_way(Kind::Moto);
}

fn through_everything_that_goes_wrong(kind: Kind) -> Vec<String> {
    let server = Server::start(kind);
    let proxy = Proxy::before(server.port, 25);
    let address = server.address.replace(&server.port.to_string(), &proxy.port.to_string());
    let world = World::new();
    let team = world.study_at(&address, OPENS);
    evenings(&world);
    let mut tries = 0;
    loop {
        let sharing = world.call("send_now", json!({}));
        if sharing["waiting"] == 0 {
            break;
        }
        tries += 1;
        assert!(tries < 40, "{kind:?}: it never went out: {}", sharing["trouble"]);
    }
    collect_all(&world, &team, 6);
    proxy.calm();
    collect_all(&world, &team, 1);
    same(kind, &received(&world, &team));
    world.unlock(&team.trainer);
    assert_eq!(world.call("hand_ins", json!({}))["gaps"], json!([]), "{kind:?}");
    proxy.never_struck()
}

#[test]
fn whatever_goes_wrong_on_the_way_the_ledgers_end_the_same() {
    let webdav = through_everything_that_goes_wrong(Kind::RcloneWebdav);
    let s3 = through_everything_that_goes_wrong(Kind::RcloneS3);
    let missed: Vec<&String> = webdav.iter().filter(|fault| s3.contains(fault)).collect();
    assert!(missed.is_empty(), "these never happened: {missed:?}");
}

#[test]
fn a_wrong_password_is_told_in_plain_words_and_nothing_is_lost() {
    let server = Server::start(Kind::RcloneWebdav);
    let world = World::new();
    let team = world.study_at(&server.address, Some((USER, "not it")));
    world.sit(6.0);
    let sharing = world.call("send_now", json!({}));
    assert_eq!(sharing["trouble"]["code"], "mailbox-closed");
    assert!(sharing["waiting"].as_u64().unwrap() > 0);
    let test = world.call("try_mailbox", json!({ "address": server.address }));
    assert_eq!((&test["works"], &test["tried"][0]["step"]), (&json!(false), &json!("write")));
    world.login(&server.address, OPENS);
    assert_eq!(world.call("send_now", json!({}))["waiting"], 0);
    world.unlock(&team.trainer);
    let (code, _) = world.refused("collect", json!({}));
    assert_eq!(code, "mailbox-closed");
}

#[test]
fn the_password_of_a_mailbox_lies_in_the_ledger_and_nowhere_else() {
    let server = Server::start(Kind::RcloneWebdav);
    let world = World::new();
    let team = world.study_at(&server.address, OPENS);
    let views = world.call("mailboxes", json!({}));
    assert_eq!(views[0]["user"], USER);
    assert!(!views.to_string().contains(PASSWORD));
    world.call("save_own_data", json!({ "path": world.path("own") }));
    world.call("lock", json!({}));
    let mut files = Vec::new();
    crate::walls::collect_files(world.folder.path(), &mut files);
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let found = bytes.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes());
        assert!(!found, "{} holds the password", file.display());
    }
    assert!(crate::world::everything_in(&world.ledger(&team.coach)).contains(PASSWORD));
}

#[test]
fn where_coaches_may_only_write_and_fetch_by_name_everything_still_goes() {
    let server = Server::start(Kind::RcloneWebdav);
    let proxy = Proxy::before(server.port, 0);
    let address = server.address.replace(&server.port.to_string(), &proxy.port.to_string());
    let world = World::new();
    let team = world.study_at(&address, OPENS);
    // Who looks after the store has made the folders, which trying it out does as well.
    for reader in [&team.trainer, &team.researcher] {
        world.unlock(reader);
        assert_eq!(world.call("try_mailbox", json!({ "address": address }))["works"], true);
    }
    proxy.narrow(true);
    world.unlock(&team.coach);
    world.sit(5.0);
    let sharing = world.call("send_now", json!({}));
    assert_eq!((&sharing["waiting"], &sharing["trouble"]), (&json!(0), &json!(null)), "{sharing}");
    let test = world.call("try_mailbox", json!({ "address": address }));
    assert_eq!((&test["works"], &test["tried"][0]["step"]), (&json!(true), &json!("write")));
    let tried = test["tried"].as_array().unwrap();
    let list = tried.iter().find(|tried| tried["step"] == "list").unwrap();
    assert_eq!(list["trouble"]["code"], "mailbox-closed", "{test}");
    proxy.narrow(false);
    collect_all(&world, &team, 1);
    proxy.narrow(true);
    world.unlock(&team.coach);
    let sharing = world.call("send_now", json!({}));
    let sent = sharing["sent"].as_array().unwrap();
    assert!(sent.iter().all(|one| one["received_on"].is_string()), "{sent:?}");
}
