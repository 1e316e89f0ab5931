//! Bad input, tried for real: each time a clear word, and nothing lost.

use std::fs;

use serde_json::json;

use crate::world::{PASSPHRASE, World, open_raw};

#[test]
fn a_wrong_passphrase_says_so_and_the_right_one_still_opens() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    world.call("lock", json!({}));
    let (code, words) =
        world.refused("unlock", json!({ "id": renee, "passphrase": "not this one" }));
    assert_eq!(code, "wrong-passphrase");
    assert!(words.contains("Nothing was lost"), "{words}");
    assert_eq!(world.refused("unlock", json!({ "id": renee, "passphrase": null })).0, code);
    world.unlock(&renee);
    assert_eq!(world.call("practice_log", json!({}))["sits"].as_array().unwrap().len(), 1);
}

#[test]
fn a_damaged_ledger_is_refused_and_left_as_it_is() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    let path = world.ledger(&renee);
    let good = fs::read(&path).unwrap();
    let places = [0, 20, 500, 4096 + 40, good.len() - 10];
    for place in places {
        let mut bad = good.clone();
        bad[place] ^= 0x40;
        fs::write(&path, &bad).unwrap();
        let opened = evenkeel_core::people::open_at(&path, Some(PASSPHRASE));
        let verdict = opened.and_then(|(_, ledger)| ledger.verify());
        match verdict {
            Err(error) => assert_eq!(error.code.name(), "damaged-ledger", "byte {place}: {error}"),
            Ok(verdict) => assert!(!verdict.ok, "byte {place} went unnoticed"),
        }
        assert_eq!(fs::read(&path).unwrap(), bad, "byte {place}: the file was touched");
    }
    for length in [0, 10, 4000, good.len() / 2] {
        fs::write(&path, &good[..length]).unwrap();
        let (code, words) =
            world.refused("unlock", json!({ "id": renee, "passphrase": PASSPHRASE }));
        assert_eq!(code, "damaged-ledger", "cut to {length}");
        assert!(words.contains("left as it is"), "{words}");
    }
    fs::write(&path, &good).unwrap();
    world.unlock(&renee);
}

#[test]
fn a_ledger_without_its_key_file_says_what_is_missing() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    let path = world.ledger(&renee);
    fs::rename(path.with_extension("evenkeel.keys"), world.path("elsewhere")).unwrap();
    let error = evenkeel_core::people::open_at(&path, Some(PASSPHRASE)).unwrap_err();
    assert_eq!(error.code.name(), "missing-keys");
}

#[test]
fn a_newer_ledger_is_refused_in_plain_words() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    open_raw(&world.ledger(&renee)).pragma_update(None, "user_version", 99).unwrap();
    let (code, words) = world.refused("unlock", json!({ "id": renee, "passphrase": PASSPHRASE }));
    assert_eq!(code, "newer-ledger");
    assert!(words.contains("Update Evenkeel"), "{words}");
}

#[test]
fn a_plain_database_is_never_taken_for_a_ledger() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    let path = world.ledger(&renee);
    fs::remove_file(&path).unwrap();
    let plain = rusqlite::Connection::open(&path).unwrap();
    plain.execute_batch("CREATE TABLE fact (body TEXT); PRAGMA user_version = 1;").unwrap();
    drop(plain);
    assert_eq!(
        world.refused("unlock", json!({ "id": renee, "passphrase": PASSPHRASE })).0,
        "damaged-ledger"
    );
}

#[test]
fn a_second_program_on_the_same_ledger_is_told() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let second = evenkeel_core::people::open_at(&world.ledger(&renee), Some(PASSPHRASE));
    assert_eq!(second.unwrap_err().code.name(), "ledger-in-use");
    world.sit(2.0);
}

#[test]
fn a_foreign_or_damaged_invitation_is_refused_before_anything_is_made() {
    let world = World::new();
    let team = world.study();
    let whole = fs::read_to_string(&team.invitation).unwrap();
    world.call("lock", json!({}));
    let people = world.call("start", json!({}))["people"].clone();
    let wrong_code = whole.replace(&team.code, "0000-0001");
    for (name, text) in [
        ("cut", &whole[..whole.len() / 2]),
        ("empty", ""),
        ("other", "{\"evenkeel\": \"study\"}"),
        ("noise", "\u{0}\u{1}\u{2}PK\u{3}"),
        ("mistyped", wrong_code.as_str()),
    ] {
        let path = world.path(name);
        fs::write(&path, text).unwrap();
        let (code, words) = world.refused("preview_invitation", json!({ "path": path }));
        assert_eq!(code, "foreign-invitation", "{name}");
        assert!(words.contains("Ask your trainer"), "{words}");
        let person =
            json!({ "name": "X", "role": "coach", "passphrase": null, "invitation": path });
        assert_eq!(world.refused("create_person", person).0, "foreign-invitation", "{name}");
    }
    assert_eq!(
        world.refused("preview_invitation", json!({ "path": world.path("none") })).0,
        "not-found"
    );
    assert_eq!(world.call("start", json!({}))["people"], people, "nobody was added");
}

#[test]
fn a_cut_off_or_strange_hand_in_is_set_aside_and_the_others_are_taken() {
    let world = World::new();
    let team = world.study();
    world.sit(5.0);
    world.call("send_now", json!({}));
    let folder = world.letters("progress");
    let whole = fs::read(fs::read_dir(&folder).unwrap().flatten().next().unwrap().path()).unwrap();
    fs::write(folder.join("cut.evk"), &whole[..whole.len() - 100]).unwrap();
    fs::write(folder.join("empty.evk"), b"").unwrap();
    fs::write(folder.join("noise.evk"), vec![7u8; 9000]).unwrap();
    world.unlock(&team.trainer);
    let collected = world.call("collect", json!({}));
    let aside: Vec<&str> = collected["set_aside"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["name"].as_str().unwrap())
        .collect();
    assert_eq!(aside, ["cut.evk", "empty.evk", "noise.evk"]);
    assert!(collected["new"].as_u64().unwrap() >= 1);
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["weeks"][0]["measured_minutes"], 5);
}

#[test]
fn a_hand_in_of_somebody_not_invited_is_set_aside() {
    let world = World::new();
    let team = world.study();
    let text = fs::read_to_string(&team.invitation).unwrap();
    let mut forged: serde_json::Value = serde_json::from_str(&text).unwrap();
    forged["ticket"] = json!("0".repeat(32));
    let path = world.path("forged");
    fs::write(&path, forged.to_string()).unwrap();
    world.open_new(
        json!({ "name": "Mallory", "role": "coach", "passphrase": null, "invitation": path }),
    );
    world.sit(5.0);
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    let collected = world.call("collect", json!({}));
    assert!(!collected["set_aside"].as_array().unwrap().is_empty());
    let minutes = &world.call("cohort", json!({}))["coaches"][0]["measured_minutes"];
    assert_eq!(minutes, 0);
}

#[test]
fn another_key_cannot_speak_for_a_code_that_is_known() {
    let world = World::new();
    let team = world.study();
    world.sit(5.0);
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    // The same invitation on a second computer: a new ledger with keys of its own.
    world.open_new(json!({ "name": "Copy", "role": "coach", "passphrase": null,
                           "invitation": team.invitation }));
    world.sit(9.0);
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    let collected = world.call("collect", json!({}));
    assert!(!collected["set_aside"].as_array().unwrap().is_empty());
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["measured_minutes"], 5);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_named_and_the_roster_stays_as_it_was() {
    let world = World::new();
    let team = world.study();
    world.unlock(&team.trainer);
    let invite = json!({ "name": "Second", "arm": "course", "folder": "/proc/evenkeel" });
    let (code, words) = world.refused("invite", invite);
    assert!(["read-only", "not-found"].contains(&code.as_str()), "{code}: {words}");
    assert_eq!(world.call("cohort", json!({}))["coaches"].as_array().unwrap().len(), 1);
    world.unlock(&team.researcher);
    let (code, _) = world.refused("export", json!({ "path": "/sys/evenkeel" }));
    assert_eq!(code, "read-only");
}

#[test]
fn a_short_passphrase_or_an_empty_name_is_refused_and_nothing_is_made() {
    let world = World::new();
    let person = |name: &str, words: &str| {
        world.refused(
            "create_person",
            json!({ "name": name, "role": "coach", "passphrase": words,
                                               "invitation": null }),
        )
    };
    assert!(person("Renee", "short").1.contains("at least 8"));
    assert!(person("   ", "long enough words").1.contains("name"));
    assert_eq!(world.call("start", json!({}))["people"], json!([]));
}

#[test]
fn commands_refuse_what_is_not_in_their_list_of_fields() {
    let world = World::new();
    assert_eq!(
        world.refused("unlock", json!({ "id": "x", "passphrase": null, "extra": 1 })).0,
        "fault"
    );
    assert_eq!(world.refused("no_such_command", json!({})).0, "fault");
    assert_eq!(
        world.refused("unlock", json!({ "id": "../../etc/passwd", "passphrase": null })).0,
        "not-found"
    );
}
