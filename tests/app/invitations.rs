//! Invitations: from a table, locked, written again, revoked, signed.

use std::fs;

use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World, day, everything_in};

fn trainer(world: &World) -> String {
    let id = world.person("Joan", "trainer");
    world.call(
        "create_cohort",
        json!({ "name": "Thursdays", "starts_on": day(2026, 1, 15),
                "mailbox": world.path("mailbox"), "study_file": null }),
    );
    id
}

fn names(world: &World, table: &[u8]) -> Value {
    let path = world.path("roster.csv");
    fs::write(&path, table).unwrap();
    world.call("preview_names", json!({ "path": path }))
}

fn enrol(world: &World, names: &[&str]) -> Vec<Value> {
    let people: Vec<Value> =
        names.iter().map(|name| json!({ "name": name, "arm": "course" })).collect();
    let view = world.call("enrol", json!({ "people": people }));
    view["coaches"].as_array().unwrap().clone()
}

fn write(world: &World, code: &Value, locked: bool) -> (String, Value) {
    let input = json!({ "codes": [code], "locked": locked, "folder": world.path("letters") });
    let view = world.call("write_invitations", input);
    let coach = view["coaches"].as_array().unwrap().iter().find(|one| one["code"] == *code);
    let path = format!("{}/{}.evenkeel-invitation", world.path("letters"), code.as_str().unwrap());
    (path, coach.unwrap()["phone_code"].clone())
}

#[test]
fn a_roster_from_a_table_shows_its_bad_rows_and_takes_the_good_ones() {
    let world = World::new();
    trainer(&world);
    let preview = names(
        &world,
        "Name;Arm\nImani Needle;course\n;course\nBen;sideways\nRenée;Control\nimani needle;\n"
            .as_bytes(),
    );
    let good: Vec<&str> = preview["good"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(good, ["Imani Needle", "Renée"]);
    assert_eq!(preview["good"][1]["arm"], "comparison");
    let bad = preview["bad"].as_array().unwrap();
    let lines: Vec<u64> = bad.iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 4, 6], "{bad:?}");
    assert!(bad[1]["why"].as_str().unwrap().contains("neither"), "{bad:?}");
    world.call("enrol", json!({ "people": preview["good"] }));
    let again = names(&world, b"Imani Needle\nOlu\n");
    assert_eq!(again["good"][0]["name"], "Olu", "no first line, and one is on the roster already");
    let latin = names(&world, b"Name\nRen\xe9e\n");
    assert!(latin["bad"][0]["why"].as_str().unwrap().contains("UTF-8"), "{latin}");
}

#[test]
fn names_never_leave_the_trainers_ledger() {
    let world = World::new();
    let joan = trainer(&world);
    let coaches = enrol(&world, &["Imani Needle"]);
    let (path, _) = write(&world, &coaches[0]["code"], false);
    world.call("lock", json!({}));
    assert!(everything_in(&world.ledger(&joan)).contains("Needle"));
    let text = fs::read_to_string(path).unwrap();
    assert!(!text.contains("Imani") && !text.contains("Needle"));
}

#[test]
fn a_locked_invitation_opens_with_its_code_however_it_is_typed() {
    let world = World::new();
    trainer(&world);
    let coaches = enrol(&world, &["Imani", "Ben"]);
    let (path, code) = write(&world, &coaches[0]["code"], true);
    let (_, other) = write(&world, &coaches[1]["code"], true);
    let code = code.as_str().unwrap();
    assert_ne!(Some(code), other.as_str());
    let text = fs::read_to_string(&path).unwrap();
    assert!(!text.contains("Thursdays") && !text.contains(code), "the file says nothing by itself");
    assert_eq!(world.refused("preview_invitation", json!({ "path": path })).0, "locked-invitation");
    let with = |code: &str| json!({ "path": path, "code": code });
    let mut typo = code.to_owned().into_bytes();
    typo[2] = if typo[2] == b'7' { b'8' } else { b'7' };
    let (_, words) = world.refused("preview_invitation", with(std::str::from_utf8(&typo).unwrap()));
    assert!(words.contains("One character"), "{words}");
    let (_, words) = world.refused("preview_invitation", with(other.as_str().unwrap()));
    assert!(words.contains("opens another invitation"), "{words}");
    for typed in [code.to_owned(), code.to_lowercase(), code.replace('-', " ")] {
        assert_eq!(world.call("preview_invitation", with(&typed))["cohort"], "Thursdays");
    }
    world.open_new(json!({ "name": "Imani", "role": "coach", "passphrase": PASSPHRASE,
                           "invitation": path, "code": code }));
    assert_eq!(world.call("sharing", json!({}))["cohort"], "Thursdays");
}

#[test]
fn a_locked_invitation_that_was_changed_is_refused() {
    let world = World::new();
    trainer(&world);
    let coaches = enrol(&world, &["Imani"]);
    let (path, code) = write(&world, &coaches[0]["code"], true);
    let mut file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let sealed = file["sealed"].as_str().unwrap().to_owned();
    let turned = if sealed.starts_with('0') { "1" } else { "0" };
    file["sealed"] = json!(format!("{turned}{}", &sealed[1..]));
    fs::write(&path, file.to_string()).unwrap();
    let refused = world.refused("preview_invitation", json!({ "path": path, "code": code }));
    assert_eq!(refused.0, "foreign-invitation");
}

#[test]
fn an_invitation_written_again_keeps_the_code_and_brings_new_dates() {
    let world = World::new();
    let joan = trainer(&world);
    let coaches = enrol(&world, &["Imani"]);
    let code = coaches[0]["code"].clone();
    let (path, _) = write(&world, &code, false);
    let coach = world.open_new(json!({ "name": "Imani", "role": "coach",
        "passphrase": PASSPHRASE, "invitation": path }));
    world.sit(5.0);
    world.call("send_now", json!({}));
    world.unlock(&joan);
    world.call("set_breaks", json!({ "breaks": [day(2026, 2, 12)] }));
    let (path, _) = write(&world, &code, false);
    world.unlock(&coach);
    let shares = json!({ "practice": true, "lessons": true });
    world.call(
        "join",
        json!({ "invitation": { "path": path }, "acceptance": { "signature": null, "shares": shares } }),
    );
    assert_eq!(world.call("today", json!({}))["ends_on"], "2026-03-18");
    world.call("send_now", json!({}));
    world.unlock(&joan);
    let collected = world.call("collect", json!({}));
    assert_eq!(collected["set_aside"], json!([]), "the keys stayed");
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["weeks"][0]["measured_minutes"], 5);
}

#[test]
fn somebody_who_is_here_already_cannot_take_another_ones_invitation() {
    let world = World::new();
    trainer(&world);
    let coaches = enrol(&world, &["Ben", "Imani"]);
    let (bens, _) = write(&world, &coaches[0]["code"], false);
    let (imanis, _) = write(&world, &coaches[1]["code"], false);
    world.open_new(json!({ "name": "Ben", "role": "coach", "passphrase": PASSPHRASE,
                           "invitation": bens }));
    let shares = json!({ "practice": true, "lessons": true });
    let joining = json!({ "invitation": { "path": imanis },
                          "acceptance": { "signature": null, "shares": shares } });
    let (_, words) = world.refused("join", joining.clone());
    assert!(words.contains("begin as somebody new"), "{words}");
    world.person("Alone", "coach");
    world.call("join", joining);
    assert_eq!(world.call("sharing", json!({}))["cohort"], "Thursdays", "alone, then invited");
}

#[test]
fn what_comes_after_an_invitation_was_revoked_is_set_aside() {
    let world = World::new();
    let joan = trainer(&world);
    let coaches = enrol(&world, &["Imani", "Ben"]);
    let code = coaches.iter().find(|one| one["name"] == "Imani").unwrap()["code"].clone();
    let (path, _) = write(&world, &code, false);
    world.call("revoke_invitation", json!({ "code": code }));
    world.open_new(json!({ "name": "Imani", "role": "coach", "passphrase": PASSPHRASE,
                           "invitation": path }));
    world.sit(5.0);
    world.call("send_now", json!({}));
    world.unlock(&joan);
    let collected = world.call("collect", json!({}));
    let aside = collected["set_aside"].as_array().unwrap();
    assert!(collected["new"] == 0 && !aside.is_empty(), "{collected}");
    let rows = world.call("cohort", json!({}))["coaches"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 1, "who never joined is off the board");
    let (_, words) = world.refused(
        "write_invitations",
        json!({ "codes": [code], "locked": false, "folder": world.path("letters") }),
    );
    assert!(words.contains("was revoked"), "{words}");

    let view = world.call("unrevoke_invitation", json!({ "code": code }));
    let imani = |view: &Value| {
        let coaches = view["coaches"].as_array().unwrap().clone();
        coaches.into_iter().find(|one| one["code"] == code).unwrap()
    };
    assert_eq!(imani(&view)["revoked_on"], Value::Null);
    let collected = world.call("collect", json!({}));
    assert!(collected["new"].as_u64() > Some(0), "what was set aside comes: {collected}");
    assert_eq!(imani(&world.call("invitations", json!({})))["joined"], true);
}

/// A study that asks for consent, and an invitation to it.
fn asks_for_consent(world: &World) -> (String, String) {
    let rosa = world.person("Rosa", "researcher");
    let place = json!({ "name": "Coaches 2026", "mailbox": world.path("mailbox") });
    world.call("create_study", place);
    let mut asked = world.call("protocol", json!({}))["protocol"].clone();
    asked["consent"] = json!({ "version": 1, "text": "You are asked to take part. ".repeat(20) });
    world.call("set_protocol", json!({ "protocol": asked, "reason": null }));
    let file = world.call("save_study_file", json!({ "path": world.path("outbox") }));
    world.person("Joan", "trainer");
    world.call(
        "create_cohort",
        json!({ "name": "Thursdays", "starts_on": day(2026, 1, 15),
                "mailbox": world.path("mailbox"), "study_file": file }),
    );
    let coaches = enrol(world, &["Imani Needle"]);
    (rosa, write(world, &coaches[0]["code"], false).0)
}

#[test]
fn nobody_takes_part_without_signing_and_the_signature_stays_here() {
    let world = World::new();
    let (rosa, path) = asks_for_consent(&world);
    let preview = world.call("preview_invitation", json!({ "path": path }));
    assert_eq!(preview["consent"]["version"], 1);
    assert_eq!(preview["key_sign"].as_str().unwrap().len(), 9);
    let person = |acceptance: Value| {
        json!({ "name": "Imani", "role": "coach", "passphrase": PASSPHRASE,
                "invitation": path, "acceptance": acceptance })
    };
    let before = world.call("start", json!({}))["people"].as_array().unwrap().len();
    let (_, words) = world.refused("create_person", person(Value::Null));
    assert!(words.contains("sign it"), "{words}");
    let after = world.call("start", json!({}))["people"].as_array().unwrap().len();
    assert_eq!(before, after, "no half a person is left behind");

    let shares = json!({ "practice": false, "lessons": true, "supervision": false });
    let coach = world.open_new(person(json!({ "signature": "Imani Needle", "shares": shares })));
    let own = world.call("own_consent", json!({}));
    assert_eq!(own["signed"]["name"], "Imani Needle");
    assert_eq!(own["signed"]["at"], "2026-01-15T20:00:00-06:00");
    assert_eq!(own["shares"], shares);
    world.call("send_now", json!({}));
    world.unlock(&rosa);
    world.call("collect", json!({}));
    world.call("lock", json!({}));
    let researchers = everything_in(&world.ledger(&rosa));
    assert!(researchers.contains("consented") && !researchers.contains("Needle"));
    world.unlock(&coach);
}
