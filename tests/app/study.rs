//! The whole way: invited, joined, practiced, handed in, collected, exported.

use std::fs;

use serde_json::json;

use crate::world::World;

#[test]
fn what_a_coach_does_reaches_the_board_and_the_export_and_nothing_more() {
    let world = World::new();
    let team = world.study();
    world.sit(7.0);
    world
        .call("report_sit", json!({ "practice": "body-scan", "day": "2026-01-15", "minutes": 20 }));
    world.hand_in("baseline", 4);
    let sharing = world.call("send_now", json!({}));
    assert_eq!(sharing["waiting"], 0, "{sharing}");

    world.unlock(&team.trainer);
    let collected = world.call("collect", json!({}));
    assert_eq!(collected["set_aside"], json!([]));
    let board = world.call("cohort", json!({}));
    let coach = &board["coaches"][0];
    assert_eq!(coach["name"], "Imani Needle");
    assert_eq!(coach["weeks"][0]["days"], 1);
    assert_eq!(coach["weeks"][0]["measured_minutes"], 7);
    assert_eq!(coach["weeks"][0]["reported_minutes"], 20);
    assert_eq!(coach["questionnaires"][0]["state"], "returned");
    assert_eq!(coach["gaps"], 0);

    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    let study = world.call("study", json!({}));
    assert_eq!(study["arms"][0]["joined"], 1);
    assert_eq!(study["arms"][0]["returned"], json!([1, 0, 0]));
    let out = world.path("export");
    let exported = world.call("export", json!({ "path": out }));
    assert_eq!(
        (exported["participants"].as_u64(), exported["sheets"].as_u64()),
        (Some(1), Some(1))
    );
    let answers = fs::read_to_string(format!("{out}/data/table-answers_data.csv")).unwrap();
    assert_eq!(answers.lines().count(), 1 + 34);
    let first = answers.lines().nth(1).unwrap();
    assert!(first.contains(",course,baseline,1,in-time,checkin,1,1,4,answered,"), "{first}");
    let scores = fs::read_to_string(format!("{out}/data/table-scores_data.csv")).unwrap();
    assert!(
        scores.contains(",course,baseline,1,in-time,checkin,burnout,3,6,mean-5-of-6\n"),
        "{scores}"
    );
    let codebook = fs::read_to_string(format!("{out}/codebook.csv")).unwrap();
    assert!(codebook.contains("checkin/34"), "every item is explained");
}

#[test]
fn collecting_again_changes_nothing() {
    let world = World::new();
    let team = world.study();
    world.sit(7.0);
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    let first = world.call("collect", json!({}));
    assert!(first["new"].as_u64().unwrap() > 0);
    let board = world.call("cohort", json!({}))["coaches"].clone();
    let again = world.call("collect", json!({}));
    assert_eq!(again["new"], 0);
    assert_eq!(again["known"], first["new"]);
    assert_eq!(world.call("cohort", json!({}))["coaches"], board);
}

#[test]
fn hand_ins_may_come_in_any_order_and_a_missing_one_shows() {
    let world = World::new();
    let team = world.study();
    world.call("send_now", json!({}));
    let folder = world.letters("progress");
    let first = fs::read_dir(&folder).unwrap().flatten().next().unwrap().path();
    let aside = world.folder.path().join("aside");
    fs::rename(&first, &aside).unwrap();
    world.sit(9.0);
    world.call("send_now", json!({}));

    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let coach = world.call("cohort", json!({}))["coaches"][0].clone();
    assert_eq!(coach["gaps"], 1);
    assert_eq!(coach["weeks"][0]["measured_minutes"], 9);
    fs::rename(&aside, &first).unwrap();
    world.call("collect", json!({}));
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["gaps"], 0);
}

#[test]
fn while_the_mailbox_is_away_everything_waits_and_then_goes_out() {
    let world = World::new();
    let team = world.study();
    let mailbox = world.folder.path().join("mailbox");
    let unplugged = world.folder.path().join("unplugged");
    world.call("send_now", json!({}));
    fs::rename(&mailbox, &unplugged).unwrap();
    world.sit(6.0);
    let sharing = world.call("send_now", json!({}));
    assert_eq!(sharing["trouble"]["code"], "mailbox-away");
    assert_eq!(sharing["waiting"], 1);
    fs::rename(&unplugged, &mailbox).unwrap();
    let sharing = world.call("send_now", json!({}));
    assert_eq!((&sharing["trouble"], &sharing["waiting"]), (&json!(null), &json!(0)));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["weeks"][0]["measured_minutes"], 6);
}

#[test]
fn who_came_to_a_class_can_be_noted_and_noted_again() {
    let world = World::new();
    let team = world.study();
    world.unlock(&team.trainer);
    let mark = |attendance: &str| world.attended(&team.code, 1, attendance);
    assert_eq!(mark("away")["coaches"][0]["weeks"][0]["attendance"], "away");
    assert_eq!(mark("made-up")["coaches"][0]["weeks"][0]["attendance"], "made-up");
}

#[test]
fn an_export_never_writes_over_anything() {
    let world = World::new();
    let team = world.study();
    world.unlock(&team.researcher);
    let out = world.path("export");
    fs::create_dir(&out).unwrap();
    fs::write(format!("{out}/mine.txt"), "keep me").unwrap();
    let (_, words) = world.refused("export", json!({ "path": out }));
    assert!(words.contains("empty folder"), "{words}");
    assert_eq!(fs::read_to_string(format!("{out}/mine.txt")).unwrap(), "keep me");
}

#[test]
fn two_exports_give_nobody_the_same_code_on_purpose() {
    let world = World::new();
    let team = world.study();
    world.hand_in("baseline", 2);
    world.call("send_now", json!({}));
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    let out = world.path("export");
    world.call("export", json!({ "path": out }));
    for file in ["data/table-participants_data.csv", "data/table-answers_data.csv", "README.txt"] {
        let text = fs::read_to_string(format!("{out}/{file}")).unwrap();
        assert!(!text.contains(&team.code), "{file} holds the study code");
    }
}

#[test]
fn a_place_that_is_no_mailbox_is_refused_and_nothing_is_set_up() {
    let world = World::new();
    world.person("Rosa Research", "researcher");
    for place in ["outbox", "htps://cloud.example/dav", "https://rosa:secret@cloud.example/dav"] {
        let (code, happened) =
            world.refused("create_study", json!({ "name": "Coaches", "mailbox": place }));
        assert_eq!(code, "refused", "{place}");
        assert!(!happened.contains("secret"), "{happened}");
    }
    assert_eq!(world.call("study", json!({}))["study"], json!(null));
}
