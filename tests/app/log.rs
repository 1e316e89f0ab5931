//! The log: entered, changed, taken back, imported and looked at.

use std::fs;

use serde_json::{Value, json};

use crate::world::{World, everything_in};

fn entry(world: &World, practice: &str, day: &str, minutes: u32) -> Value {
    world.call("report_sit", json!({ "practice": practice, "day": day, "minutes": minutes }))
}

/// Entered minutes of the first week, and its days.
fn first_week(log: &Value) -> (u64, u64) {
    let week = &log["weeks"][0];
    (week["reported_minutes"].as_u64().unwrap(), week["days_done"].as_u64().unwrap())
}

#[test]
fn a_change_of_an_entered_sit_replaces_it_and_the_ledger_keeps_what_it_was() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.at("2026-01-17T20:00");
    let sit = entry(&world, "body-scan", "2026-01-15", 25)["sits"][0]["id"].clone();
    let log = world.call(
        "change_sit",
        json!({ "sit": sit, "practice": "walking", "day": "2026-01-16", "minutes": 15,
                "reason": "wrong evening" }),
    );
    assert_eq!(log["sits"].as_array().unwrap().len(), 1);
    assert_eq!(log["sits"][0]["id"], sit, "it stays the same sit");
    assert_eq!(log["sits"][0]["title"], "Walking");
    assert_eq!(log["sits"][0]["changed"], true);
    assert_eq!(first_week(&log), (15, 1));
    assert_eq!(log["weeks"][0]["days"][0]["reported_minutes"], 0, "the first day is empty again");
    world.call("lock", json!({}));
    let all = everything_in(&world.ledger(&renee));
    assert!(all.contains("wrong evening") && all.contains("\"minutes\":25"));
}

#[test]
fn what_was_removed_or_changed_can_be_taken_back() {
    let world = World::new();
    world.person("Renee", "coach");
    let sit = entry(&world, "body-scan", "2026-01-15", 25)["sits"][0]["id"].clone();
    let it = json!({ "sit": sit });
    let removed = world.call("remove_sit", it.clone());
    assert_eq!(removed["sits"], json!([]));
    assert_eq!(first_week(&removed), (0, 0));
    assert_eq!(world.refused("remove_sit", it.clone()).0, "not-found");
    assert_eq!(first_week(&world.call("undo_sit", it.clone())), (25, 1));
    world.call(
        "change_sit",
        json!({ "sit": sit, "practice": "body-scan", "day": "2026-01-15", "minutes": 5,
                "reason": "" }),
    );
    assert_eq!(first_week(&world.call("undo_sit", it.clone())), (25, 1));
    assert_eq!(first_week(&world.call("undo_sit", it)), (5, 1), "and the taking back as well");
    let other = entry(&world, "walking", "2026-01-15", 9)["sits"][0]["id"].clone();
    assert_eq!(first_week(&world.call("undo_sit", json!({ "sit": other }))), (5, 1));
}

#[test]
fn a_measured_sit_can_be_written_to_and_not_be_changed() {
    let world = World::new();
    world.person("Renee", "coach");
    world.sit(7.0);
    let sit = world.call("practice_log", json!({}))["sits"][0]["id"].clone();
    let words = |comment: &str| {
        let words = json!({ "sit": sit, "obstacles": ["restless", "pain", "pain"],
                            "comment": comment });
        world.call("note_sit_words", words)["sits"][0].clone()
    };
    words("first");
    let noted = words(" left knee ");
    assert_eq!(noted["obstacles"], json!(["restless", "pain"]));
    assert_eq!(noted["comment"], "left knee");
    for command in ["remove_sit", "undo_sit"] {
        assert!(world.refused(command, json!({ "sit": sit })).1.contains("measured here"));
    }
    let log = world.call("practice_log", json!({}));
    assert_eq!(log["weeks"][0]["measured_minutes"], 7);
}

#[test]
fn a_group_sit_counts_as_a_day_and_says_what_it_is() {
    let world = World::new();
    world.person("Renee", "coach");
    let log = world.call(
        "report_sit",
        json!({ "practice": "group", "day": "2026-01-15", "minutes": 150,
                "obstacles": ["no-place"], "comment": "in the church hall" }),
    );
    assert_eq!(log["sits"][0]["title"], "Class or group sit");
    assert_eq!(log["sits"][0]["comment"], "in the church hall");
    assert_eq!(first_week(&log), (150, 1));
}

#[test]
fn the_trainer_hears_of_changes_and_never_of_words() {
    let world = World::new();
    let team = world.study();
    world.at("2026-01-17T20:00");
    for (day, minutes) in [("2026-01-15", 25), ("2026-01-16", 31), ("2026-01-17", 12)] {
        world.call(
            "report_sit",
            json!({ "practice": "body-scan", "day": day, "minutes": minutes,
                    "obstacles": ["strong-feeling"], "comment": "Needle in the comment" }),
        );
        // Each goes in a hand-in of its own, and they are read in any order.
        world.call("send_now", json!({}));
    }
    let log = world.call("practice_log", json!({}));
    let id = |at: usize| log["sits"][at]["id"].clone();
    world.call(
        "change_sit",
        json!({ "sit": id(0), "practice": "body-scan", "day": "2026-01-17", "minutes": 20,
                "reason": "Needle in the reason" }),
    );
    world.call("send_now", json!({}));
    world.call("remove_sit", json!({ "sit": id(1) }));
    world.call("send_now", json!({}));
    world.call("remove_sit", json!({ "sit": id(2) }));
    world.call("undo_sit", json!({ "sit": id(2) }));
    let tick = json!({ "informal": "routine", "day": "2026-01-17", "word": "Needle in the tick" });
    world.call("tick_informal", tick);
    let sharing = world.call("send_now", json!({}));
    assert!(!sharing.to_string().contains("Needle in"), "{sharing}");

    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let row = world.call("cohort", json!({}))["coaches"][0].clone();
    assert_eq!(row["weeks"][0]["days"], 2, "{row}");
    assert_eq!(row["reported_minutes"], 45);
    assert_eq!(row["last_practice"], "2026-01-17");
    world.call("lock", json!({}));
    assert!(!everything_in(&world.ledger(&team.trainer)).contains("Needle in"));
}

#[test]
fn something_informal_is_ticked_with_a_word_and_unticked() {
    let world = World::new();
    world.person("Renee", "coach");
    let tick = |word: &str| {
        let tick = json!({ "informal": "routine", "day": "2026-01-15", "word": word });
        world.call("tick_informal", tick)["ticks"].clone()
    };
    tick("seat belt");
    let once = json!([{ "informal": "routine", "day": "2026-01-15", "word": "warm water" }]);
    assert_eq!(tick("warm water"), once, "one tick a day");
    assert_eq!(world.call("today", json!({}))["ticks"], once);
    let it = json!({ "informal": "routine", "day": "2026-01-15" });
    assert_eq!(world.call("untick_informal", it)["ticks"], json!([]));
    let unknown = json!({ "informal": "juggling", "day": "2026-01-15", "word": "" });
    assert_eq!(world.refused("tick_informal", unknown).0, "fault");
    let to_come = json!({ "informal": "routine", "day": "2026-01-16", "word": "" });
    assert!(world.refused("tick_informal", to_come).1.contains("still to come"));
}

#[test]
fn the_week_stands_beside_what_is_published_and_kinds_of_minutes_stay_apart() {
    let world = World::new();
    world.person("Renee", "coach");
    world.sit(10.0);
    world.sit(5.0);
    let log = entry(&world, "walking", "2026-01-15", 20);
    let week = &log["weeks"][0];
    assert_eq!(week["minutes_asked"], 180);
    let band = json!({ "from_minutes": 108, "usual_minutes": 115, "to_minutes": 124 });
    assert_eq!(week["band"], band);
    assert!(log["published"]["about"].as_str().unwrap().contains("43 studies"));
    assert_eq!(
        log["mix"],
        json!([
            { "practice": "body-scan", "title": "Body scan", "days": 1, "measured_minutes": 15,
              "reported_minutes": 0 },
            { "practice": "walking", "title": "Walking", "days": 1, "measured_minutes": 0,
              "reported_minutes": 20 },
        ])
    );
    let hours: Vec<u64> =
        log["hours"].as_array().unwrap().iter().map(|it| it["sits"].as_u64().unwrap()).collect();
    assert_eq!(hours.len(), 24);
    assert_eq!((hours[20], hours.iter().sum::<u64>()), (2, 2));
    assert_eq!(week["days"][0]["measured_minutes"], 15);
    assert_eq!(week["days"][0]["reported_minutes"], 20);
}

#[test]
fn the_files_of_ones_own_hold_the_log_as_it_is_now() {
    let world = World::new();
    world.person("Renee", "coach");
    let sit = entry(&world, "walking", "2026-01-15", 12)["sits"][0]["id"].clone();
    entry(&world, "body-scan", "2026-01-15", 30);
    world.call(
        "note_sit_words",
        json!({ "sit": sit, "obstacles": ["no-time", "sleepy"], "comment": "=1+1" }),
    );
    let log = world.call("practice_log", json!({}));
    world.call("remove_sit", json!({ "sit": log["sits"][0]["id"] }));
    let folder = world.path("mine");
    world.call("save_own_data", json!({ "path": folder }));
    let practice = fs::read_to_string(format!("{folder}/practice.csv")).unwrap();
    assert!(practice.contains("2026-01-15,Walking,,12,sleepy no-time,"), "{practice}");
    assert_eq!(practice.lines().count(), 2, "the removed one is in everything.json alone");
}
