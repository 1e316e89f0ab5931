//! What a coach does from day to day.

use serde_json::json;

use crate::world::{World, sit_of};

#[test]
fn two_steps_from_the_open_ledger_to_a_sit_that_is_in_the_log() {
    let world = World::new();
    world.person("Renee", "coach");
    let today = world.call("today", json!({}));
    assert_eq!(today["main"]["kind"], "practice");
    assert_eq!(today["week"], 1);
    let start =
        json!({ "practice": today["main"]["practice"], "choices": today["main"]["choices"] });
    let state = world.call("sit_start", start);
    assert_eq!(state["total_seconds"], 1800.0);
    world.computer.sound.pass(724.0);
    let stopped = world.call("sit_stop", json!({}));
    assert_eq!(stopped["noted"]["measured_seconds"], 724);
    assert_eq!(stopped["noted"]["to_the_bell"], false);
    let log = world.call("practice_log", json!({}));
    assert_eq!(log["sits"][0]["measured_seconds"], 724);
    assert_eq!(log["weeks"][0]["measured_minutes"], 12);
    assert_eq!(log["weeks"][0]["reported_minutes"], 0);
    assert_eq!(log["weeks"][0]["days_done"], 1);
}

#[test]
fn a_sit_that_goes_to_the_last_bell_is_noted_once_and_by_itself() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("sit_start", sit_of(10));
    world.computer.sound.pass(600.0);
    let state = world.call("sit", json!({}));
    assert_eq!(state["noted"]["measured_seconds"], 600);
    assert_eq!(state["noted"]["to_the_bell"], true);
    world.call("sit_stop", json!({}));
    assert_eq!(world.call("practice_log", json!({}))["sits"].as_array().unwrap().len(), 1);
}

#[test]
fn held_time_does_not_count() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("sit_start", sit_of(10));
    world.computer.sound.pass(100.0);
    assert_eq!(world.call("sit_brake", json!({}))["paused"], true);
    world.computer.sound.pass(100.0);
    assert_eq!(world.call("sit_resume", json!({}))["elapsed_seconds"], 100.0);
    world.computer.sound.pass(20.0);
    assert_eq!(world.call("sit_stop", json!({}))["noted"]["measured_seconds"], 120);
}

#[test]
fn closing_the_program_in_the_middle_notes_what_was_sat() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("sit_start", sit_of(10));
    world.computer.sound.pass(185.0);
    world.app.close().unwrap();
    world.unlock(&renee);
    let log = world.call("practice_log", json!({}));
    assert_eq!(log["sits"][0]["measured_seconds"], 185);
}

#[test]
fn a_sit_after_midnight_belongs_to_the_evening_before() {
    let world = World::new();
    world.person("Renee", "coach");
    world.at("2026-01-17T01:30");
    world.sit(5.0);
    assert_eq!(world.call("practice_log", json!({}))["sits"][0]["day"], "2026-01-16");
    world.at("2026-01-17T04:00");
    world.sit(5.0);
    assert_eq!(world.call("practice_log", json!({}))["sits"][0]["day"], "2026-01-17");
}

#[test]
fn minutes_entered_by_hand_stay_apart_from_minutes_measured() {
    let world = World::new();
    world.person("Renee", "coach");
    world.sit(10.0);
    let log = world
        .call("report_sit", json!({ "practice": "body-scan", "day": "2026-01-15", "minutes": 25 }));
    assert_eq!(log["weeks"][0]["measured_minutes"], 10);
    assert_eq!(log["weeks"][0]["reported_minutes"], 25);
    assert_eq!(log["weeks"][0]["days_done"], 1, "two sits on one day are one day");
}

#[test]
fn an_entry_for_a_day_to_come_or_of_no_length_is_refused_in_words() {
    let world = World::new();
    world.person("Renee", "coach");
    let entry = |day: &str, minutes: u32| {
        world.refused(
            "report_sit",
            json!({ "practice": "body-scan", "day": day, "minutes": minutes }),
        )
    };
    assert!(entry("2026-01-16", 10).1.contains("still to come"));
    assert!(entry("2026-01-15", 0).1.contains("from 1 to 240"));
    assert!(entry("2026-01-15", 241).1.contains("from 1 to 240"));
}

#[test]
fn a_section_that_was_read_stays_read() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let lesson = world.call("lesson", json!({ "part": "week-1" }));
    let section = lesson["sections"][0]["id"].clone();
    let mark = json!({ "part": "week-1", "section": section });
    world.call("mark_read", mark.clone());
    world.call("mark_read", mark);
    world.call("lock", json!({}));
    world.unlock(&renee);
    let read = world.call("lesson", json!({ "part": "week-1" }))["read"].clone();
    assert_eq!(read, json!([section]));
}

#[test]
fn the_comparison_arm_has_questionnaires_and_help_and_no_course_yet() {
    let world = World::new();
    world.person("Joan", "trainer");
    world.call(
        "create_cohort",
        json!({ "name": "Thursday", "starts_on": "2026-01-15", "mailbox": world.path("mailbox"),
                "study_file": null }),
    );
    let invited = world.call(
        "invite",
        json!({ "name": "Nadia", "arm": "comparison", "folder": world.path("outbox") }),
    );
    world.open_new(json!({ "name": "Nadia", "role": "coach", "passphrase": null,
                           "invitation": invited["path"] }));
    let start = world.call("start", json!({}));
    assert_eq!(start["takes_course"], false);
    let today = world.call("today", json!({}));
    assert_eq!(today["main"]["kind"], "questionnaire");
    assert_eq!(today["lesson"], json!(null));
    assert_eq!(today["informal"], json!([]));
}

#[test]
fn somebody_elses_screen_is_refused() {
    let world = World::new();
    world.person("Joan", "trainer");
    assert_eq!(world.refused("today", json!({})).0, "fault");
    world.person("Renee", "coach");
    assert_eq!(
        world.refused("invite", json!({ "name": "X", "arm": "course", "folder": "/tmp" })).0,
        "fault"
    );
    world.call("lock", json!({}));
    assert_eq!(world.refused("today", json!({})).0, "locked");
}
