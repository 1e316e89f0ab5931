//! Hand-ins carried on a stick or in an e-mail.

use std::fs;

use serde_json::json;

use crate::world::World;

#[test]
fn what_is_saved_as_files_can_be_taken_in_by_hand_and_again_from_the_mailbox() {
    let world = World::new();
    let team = world.study();
    world.sit(7.0);
    world.hand_in("baseline", 4);
    let stick = world.path("stick");
    let files = world.call("save_hand_ins", json!({ "path": stick }));
    let files: Vec<&str> = files.as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    assert!(files.iter().any(|file| file.starts_with("for-your-trainer/")), "{files:?}");
    assert!(files.iter().any(|file| file.starts_with("for-the-study/")), "{files:?}");
    let sharing = world.call("sharing", json!({}));
    assert_eq!(sharing["waiting"], 0);
    assert!(sharing["sent"].as_array().unwrap().iter().any(|sent| sent["by_hand"] == true));

    world.unlock(&team.trainer);
    let taken = world.call("take_hand_ins", json!({ "path": stick }));
    assert!(taken["new"].as_u64().unwrap() > 0, "{taken}");
    let not_ours = taken["set_aside"].as_array().unwrap();
    assert!(
        !not_ours.is_empty()
            && not_ours.iter().all(|file| file["why"] == "sealed for another reader")
    );
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["weeks"][0]["measured_minutes"], 7);

    // Renamed on its way, and sent through the mailbox as well: nothing twice.
    let first = format!("{stick}/{}", files.iter().find(|f| f.starts_with("for-your")).unwrap());
    let renamed = world.path("Hand-in (1).evk");
    fs::copy(&first, &renamed).unwrap();
    let again = world.call("take_hand_ins", json!({ "path": renamed }));
    assert_eq!((&again["new"], &again["known"]), (&json!(0), &json!(1)));
    world.unlock(&team.coach);
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    let collected = world.call("collect", json!({}));
    assert_eq!((&collected["new"], &collected["set_aside"]), (&json!(0), &json!([])));
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["gaps"], 0);
}

#[test]
fn a_hand_in_that_is_not_there_says_so() {
    let world = World::new();
    let team = world.study();
    world.unlock(&team.trainer);
    assert_eq!(world.refused("take_hand_ins", json!({ "path": "/no/such.evk" })).0, "not-found");
}

#[test]
fn a_receipt_comes_back_and_names_the_day() {
    let world = World::new();
    let team = world.study();
    world.sit(7.0);
    let sent = world.call("send_now", json!({}))["sent"].clone();
    assert!(sent.as_array().unwrap().iter().all(|one| one["received_on"].is_null()), "{sent}");
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    world.unlock(&team.coach);
    let sent = world.call("send_now", json!({}))["sent"].clone();
    for one in sent.as_array().unwrap() {
        let received = if one["channel"] == "progress" { json!("2026-01-15") } else { json!(null) };
        assert_eq!(one["received_on"], received, "{sent}");
    }
}

#[test]
fn a_receipt_that_somebody_else_made_is_none() {
    let world = World::new();
    let team = world.study();
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let receipts = world.letters("receipts");
    for file in fs::read_dir(receipts).unwrap().flatten() {
        let mut bytes = fs::read(file.path()).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(file.path(), bytes).unwrap();
    }
    world.unlock(&team.coach);
    let sent = world.call("send_now", json!({}))["sent"].clone();
    assert!(sent.as_array().unwrap().iter().all(|one| one["received_on"].is_null()), "{sent}");
}

#[test]
fn after_a_backup_is_brought_back_hand_ins_go_on_and_none_is_refused() {
    let world = World::new();
    let team = world.study();
    world.sit(7.0);
    world.call("send_now", json!({}));
    let backups = world.call("back_up_now", json!({}));
    let backup = backups["backups"][0]["name"].as_str().unwrap_or_default().to_owned();
    assert!(!backup.is_empty(), "{backups}");
    world.days_later(1);
    world.sit(8.0);
    world.call("send_now", json!({}));
    for minutes in [5.0, 6.0] {
        let input = json!({ "id": team.coach, "backup": backup, "passphrase": null });
        world.call("restore", input);
        world.unlock(&team.coach);
        world.sit(minutes);
        world.call("send_now", json!({}));
        world.days_later(1);
    }
    world.unlock(&team.trainer);
    let collected = world.call("collect", json!({}));
    assert_eq!(collected["set_aside"], json!([]));
    let coach = world.call("cohort", json!({}))["coaches"][0].clone();
    assert_eq!(coach["measured_minutes"], 7 + 8 + 5 + 6);
    assert_eq!(coach["gaps"], 0);
}
