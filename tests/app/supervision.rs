//! Supervision as a coach keeps it.

use serde_json::json;

use crate::world::{World, everything_in};

#[test]
fn an_agenda_is_kept_line_by_line_beside_the_weeks_questions() {
    let world = World::new();
    world.person("Renee", "coach");
    let view = world.call("supervision", json!({}));
    assert_eq!(view["questions"].as_array().unwrap().len(), 3, "{}", view["questions"]);
    let kept = world.call("keep_agenda", json!({ "lines": ["The night at bed 11", " ", "Rides"] }));
    assert_eq!(kept["agenda"]["lines"], json!(["The night at bed 11", "Rides"]));
    world.days_later(7);
    let later = world.call("supervision", json!({}));
    assert_eq!(later["agenda"], kept["agenda"]);
    assert_ne!(later["questions"], view["questions"], "each week has its own");
}

#[test]
fn minutes_add_up_and_a_meeting_entered_twice_can_be_taken_out() {
    let world = World::new();
    world.person("Renee", "coach");
    let meeting = |minutes: u32| json!({ "day": "2026-01-14", "held": { "setting": "group", "minutes": minutes } });
    world.call("note_meeting", meeting(60));
    let view = world.call("note_meeting", meeting(60));
    assert_eq!(view["minutes"], 120);
    let view = world.call("remove_meeting", json!({ "meeting": view["meetings"][0]["id"] }));
    assert_eq!(view["minutes"], 60);
    assert!(world.refused("note_meeting", meeting(0)).1.contains("1 to 480"));
    let later = json!({ "day": "2026-01-16", "held": { "setting": "peer", "minutes": 5 } });
    assert!(world.refused("note_meeting", later).1.contains("still to come"));
}

#[test]
fn an_agenda_longer_than_a_meeting_is_refused_and_the_old_one_stays() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("keep_agenda", json!({ "lines": ["One"] }));
    let many = vec!["line"; 31];
    assert!(world.refused("keep_agenda", json!({ "lines": many })).1.contains("30 lines"));
    let long = "x".repeat(2001);
    assert!(world.refused("keep_agenda", json!({ "lines": [long] })).1.contains("too long"));
    assert_eq!(world.call("supervision", json!({}))["agenda"]["lines"], json!(["One"]));
}

#[test]
fn none_of_it_leaves_the_computer() {
    let world = World::new();
    let team = world.study();
    world.call("keep_agenda", json!({ "lines": ["SplinterOfMine"] }));
    let held = json!({ "setting": "individual", "minutes": 45 });
    world.call("note_meeting", json!({ "day": "2026-01-15", "held": held }));
    world.call("send_now", json!({}));
    assert!(!world.call("sharing", json!({})).to_string().contains("Splinter"));
    for person in [&team.trainer, &team.researcher] {
        world.unlock(person);
        world.call("collect", json!({}));
        world.call("lock", json!({}));
        let ledger = everything_in(&world.ledger(person));
        assert!(!ledger.contains("Splinter") && !ledger.contains("supervised"));
    }
}
