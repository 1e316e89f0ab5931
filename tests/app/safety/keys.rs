//! Ways into a ledger: added, changed and taken away without touching the ledger itself.

use std::fs;
use std::sync::atomic::Ordering;

use chrono::TimeDelta;
use evenkeel_core::people::open_at;
use evenkeel_core::store::keys::KeyFile;
use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World};

const NEW: &str = "another four quiet words";

fn unlock(world: &World, id: &str, words: Option<&str>) -> Result<(), String> {
    world.call("lock", json!({}));
    let input = json!({ "id": id, "passphrase": words });
    match evenkeel_core::api::call(&world.app, "unlock", input) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.code.name()),
    }
}

/// Makes a recovery code, types part of it back, and gives it as it was printed.
fn recovery_code(world: &World) -> String {
    let drawn = world.call("draw_recovery_code", json!({ "current": PASSPHRASE }));
    let groups: Vec<&str> =
        drawn["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    let typed: Vec<String> = drawn["ask"]
        .as_array()
        .unwrap()
        .iter()
        .map(|at| groups[at.as_u64().unwrap() as usize - 1].to_lowercase())
        .collect();
    let safety = world.call("confirm_recovery_code", json!({ "groups": typed }));
    assert_eq!(safety["recovery"], true);
    groups.join("-")
}

#[test]
fn a_changed_passphrase_opens_the_same_untouched_file() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    world.call("lock", json!({}));
    let before = fs::read(world.ledger(&renee)).unwrap();
    world.unlock(&renee);
    world.call("change_passphrase", json!({ "current": PASSPHRASE, "new": NEW }));
    world.call("lock", json!({}));
    assert_eq!(fs::read(world.ledger(&renee)).unwrap(), before, "the ledger was rewritten");
    assert_eq!(unlock(&world, &renee, Some(PASSPHRASE)), Err("wrong-passphrase".into()));
    assert_eq!(unlock(&world, &renee, Some(NEW)), Ok(()));
}

#[test]
fn nobody_changes_the_locks_without_the_passphrase() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let keys = fs::read(world.ledger(&renee).with_extension("evenkeel.keys")).unwrap();
    for (command, input) in [
        ("change_passphrase", json!({ "current": "not this one", "new": NEW })),
        ("draw_recovery_code", json!({ "current": null })),
        ("use_keychain", json!({ "current": "not this one", "on": true })),
    ] {
        assert_eq!(world.refused(command, input).0, "wrong-passphrase", "{command}");
    }
    let short = json!({ "current": PASSPHRASE, "new": "short" });
    assert_eq!(world.refused("change_passphrase", short).0, "refused");
    let confirm = json!({ "groups": ["00000", "00000"] });
    assert_eq!(world.refused("confirm_recovery_code", confirm).0, "refused");
    assert_eq!(fs::read(world.ledger(&renee).with_extension("evenkeel.keys")).unwrap(), keys);
}

#[test]
fn a_recovery_code_opens_however_it_is_typed_and_only_once_it_was_typed_back() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let drawn = world.call("draw_recovery_code", json!({ "current": PASSPHRASE }));
    assert_eq!(drawn["groups"].as_array().unwrap().len(), 6);
    let confirm = json!({ "groups": ["00000", "ZZZZZ"] });
    assert!(world.refused("confirm_recovery_code", confirm).1.contains("letter by letter"));
    assert_eq!(world.call("safety", json!({}))["recovery"], false);

    let code = recovery_code(&world);
    let typed = code.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " ");
    assert_eq!(unlock(&world, &renee, Some(&typed)), Ok(()));
    assert_eq!(world.call("safety", json!({}))["opened_by"], "recovery");
    // Who has the code can choose a new passphrase with it.
    world.call("change_passphrase", json!({ "current": code, "new": NEW }));
    assert_eq!(unlock(&world, &renee, Some(NEW)), Ok(()));
    assert_eq!(unlock(&world, &renee, Some(&code)), Ok(()));
    world.call("remove_recovery_code", json!({ "current": NEW }));
    assert_eq!(unlock(&world, &renee, Some(&code)), Err("wrong-passphrase".into()));
}

#[test]
fn a_mistyped_recovery_code_says_which_group_to_look_at() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let code = recovery_code(&world);
    world.call("lock", json!({}));
    for at in (0..code.len()).filter(|at| code.as_bytes()[*at] != b'-') {
        let other = if &code[at..=at] == "7" { "8" } else { "7" };
        let mistyped = format!("{}{other}{}", &code[..at], &code[at + 1..]);
        let keys = KeyFile::read(&world.ledger(&renee)).unwrap();
        // One slot is enough to try here: each takes its time by design.
        let only = KeyFile { slots: keys.slots.into_iter().skip(1).collect(), ..keys };
        let error = only.unlock(Some(&mistyped)).unwrap_err();
        assert!(error.detail.starts_with(&format!("Group {} ", at / 6 + 1)), "{error}");
    }
}

#[test]
fn recovery_codes_do_not_repeat_and_use_all_their_letters() {
    let world = World::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut letters = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let code = evenkeel_core::store::keys::recovery::draw(&*world.computer);
        letters.extend(code.chars().filter(|letter| *letter != '-'));
        assert!(seen.insert(code.to_string()));
    }
    assert_eq!(letters.len(), 32);
}

#[test]
fn the_key_store_opens_a_ledger_only_where_that_was_chosen_and_only_while_it_answers() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    assert_eq!(world.call("safety", json!({}))["keychain"], false, "off by default");
    assert_eq!(unlock(&world, &renee, None), Err("wrong-passphrase".into()));
    world.unlock(&renee);
    world.computer.shelf.away.store(true, Ordering::Relaxed);
    let on = json!({ "current": PASSPHRASE, "on": true });
    assert_eq!(world.refused("use_keychain", on.clone()).0, "keychain-away");
    assert_eq!(world.call("safety", json!({}))["keychain"], false, "nothing was changed");
    world.computer.shelf.away.store(false, Ordering::Relaxed);
    world.call("use_keychain", on);
    assert_eq!(unlock(&world, &renee, None), Ok(()));
    assert_eq!(world.call("safety", json!({}))["opened_by"], "keychain");

    world.computer.shelf.away.store(true, Ordering::Relaxed);
    assert_eq!(unlock(&world, &renee, None), Err("keychain-away".into()));
    assert_eq!(unlock(&world, &renee, Some(PASSPHRASE)), Ok(()), "the passphrase still does");
    world.computer.shelf.away.store(false, Ordering::Relaxed);
    world.call("use_keychain", json!({ "current": PASSPHRASE, "on": false }));
    assert_eq!(unlock(&world, &renee, None), Err("wrong-passphrase".into()));
    assert!(world.computer.shelf.keys.lock().unwrap().is_empty());
}

#[test]
fn the_key_store_alone_opens_nothing() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("use_keychain", json!({ "current": PASSPHRASE, "on": true }));
    let stored = world.computer.shelf.keys.lock().unwrap()[&renee].clone();
    world.call("lock", json!({}));
    assert!(evenkeel_core::store::Ledger::open(&world.ledger(&renee), &stored).is_err());
}

#[test]
fn going_without_a_passphrase_takes_the_other_ways_along() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    recovery_code(&world);
    world.call("use_keychain", json!({ "current": PASSPHRASE, "on": true }));
    let safety = world.call("change_passphrase", json!({ "current": PASSPHRASE, "new": null }));
    assert_eq!(
        [&safety["passphrase"], &safety["recovery"], &safety["keychain"]],
        [&Value::Bool(false); 3]
    );
    assert_eq!(unlock(&world, &renee, None), Ok(()));
    let refused = world.refused("draw_recovery_code", json!({ "current": null }));
    assert!(refused.1.contains("Choose a passphrase first"), "{}", refused.1);
    world.call("change_passphrase", json!({ "current": null, "new": NEW }));
    assert_eq!(unlock(&world, &renee, None), Err("wrong-passphrase".into()));
    assert_eq!(unlock(&world, &renee, Some(NEW)), Ok(()));
}

#[test]
fn wrong_passphrases_slow_down_across_restarts_and_never_lock_out() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    let wrong = || unlock(&world, &renee, Some("not this one")).unwrap_err();
    let wait = || world.call("start", json!({}))["people"][0]["wait_seconds"].as_i64().unwrap();
    for _ in 0..4 {
        assert_eq!((wait(), wrong().as_str()), (0, "wrong-passphrase"));
    }
    assert_eq!(wait(), 5);
    let right = json!({ "id": renee, "passphrase": PASSPHRASE });
    let (code, words) = world.refused("unlock", right.clone());
    assert_eq!(code, "try-later", "even the right one waits");
    assert!(words.contains("Wait 5 seconds"), "{words}");

    // Another start of the program, and a clock set a year back or ahead, change nothing.
    let again = evenkeel_core::api::App::new(world.computer.clone()).unwrap();
    let refused = evenkeel_core::api::call(&again, "unlock", right.clone()).unwrap_err();
    assert_eq!(refused.code.name(), "try-later");
    for days in [-365, 365] {
        *world.computer.wrong_by.lock().unwrap() = TimeDelta::days(days);
        assert_eq!(wait(), 5, "{days} days");
    }
    *world.computer.wrong_by.lock().unwrap() = TimeDelta::zero();

    for expected in [10, 20, 40, 80, 160, 300, 300] {
        world.computer.pass(TimeDelta::seconds(wait()));
        assert_eq!(wrong(), "wrong-passphrase");
        assert_eq!(wait(), expected);
    }
    world.computer.pass(TimeDelta::seconds(300));
    world.call("unlock", right);
    assert_eq!(unlock(&world, &renee, Some("not this one")), Err("wrong-passphrase".into()));
    assert_eq!(wait(), 0, "the right one wipes the slate");
}

#[test]
fn a_key_file_of_a_newer_program_is_refused_in_plain_words() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    let path = world.ledger(&renee).with_extension("evenkeel.keys");
    let mut keys: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    keys["format_version"] = json!(99);
    keys["slots"][0]["kind"] = json!("retina");
    fs::write(&path, keys.to_string()).unwrap();
    let error = open_at(&world.ledger(&renee), Some(PASSPHRASE)).unwrap_err();
    assert_eq!(error.code.name(), "newer-ledger");
}

#[test]
fn only_its_owner_may_read_a_ledger_and_its_keys() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    let renee = world.person("Renee", "coach");
    for ending in ["evenkeel", "evenkeel.keys"] {
        let path = world.ledger(&renee).with_extension(ending);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
}
