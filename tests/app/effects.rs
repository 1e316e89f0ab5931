//! Hard experiences, "please call me", and the week's question.

use std::fs;

use serde_json::{Value, json};

use crate::world::{World, everything_in};

fn hard(note: &str, tell_trainer: bool) -> Value {
    json!({ "day": "2026-01-15", "practice": "body-scan", "note": note,
            "how": { "unpleasant": true, "affected_day": false, "lasted": true },
            "tell_trainer": tell_trainer })
}

#[test]
fn a_hard_experience_is_noted_in_ones_own_words() {
    let world = World::new();
    world.person("Renee", "coach");
    let view = world.call("note_hard", hard("An old picture came.", true));
    assert_eq!(view["hard"][0]["note"], "An old picture came.");
    assert_eq!(view["hard"][0]["practice"], "Body scan");
    assert_eq!(view["hard"][0]["tell_trainer"], false, "there is no trainer to tell");
    assert_eq!(view["trainer"], Value::Null);
}

#[test]
fn nothing_said_is_no_note_and_a_day_to_come_is_none_either() {
    let world = World::new();
    world.person("Renee", "coach");
    let mut nothing = hard(" ", false);
    nothing["how"] = json!({ "unpleasant": false, "affected_day": false, "lasted": false });
    assert!(world.refused("note_hard", nothing).1.contains("one thing"));
    let mut later = hard("x", false);
    later["day"] = json!("2026-01-16");
    assert!(world.refused("note_hard", later).1.contains("still to come"));
    assert!(world.refused("please_call", json!({ "note": "x".repeat(501) })).1.contains("500"));
}

#[test]
fn please_call_me_reaches_the_trainer_with_its_line_and_a_hard_day_without_its_words() {
    let world = World::new();
    let team = world.study();
    world.call("note_hard", hard("SplinterOfMine", true));
    world.call("note_hard", hard("SplinterKeptQuiet", false));
    world.call("please_call", json!({ "note": "After six is good" }));
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let row = world.call("cohort", json!({}))["coaches"][0].clone();
    let call = &row["calls"][0];
    assert_eq!((&call["day"], &call["note"]), (&json!("2026-01-15"), &json!("After six is good")));
    assert_eq!(call["done_on"], Value::Null);
    assert_eq!(row["hard_on"], json!(["2026-01-15"]), "only the one the trainer was to hear of");
    world.call("lock", json!({}));
    assert!(!everything_in(&world.ledger(&team.trainer)).contains("Splinter"));
}

#[test]
fn the_study_gets_the_kind_of_it_and_no_words() {
    let world = World::new();
    let team = world.study();
    world.call("note_hard", hard("SplinterOfMine", false));
    world.call("please_call", json!({ "note": "SplinterForTrainer" }));
    world.days_later(7);
    assert_eq!(world.call("today", json!({}))["ask_about_week"], 1);
    world.call("answer_week", json!({ "week": 1, "answer": "something" }));
    world.call("answer_week", json!({ "week": 1, "answer": "nothing" }));
    assert_eq!(world.call("today", json!({}))["ask_about_week"], Value::Null, "asked once");
    world.call("send_now", json!({}));
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    let out = world.path("export");
    world.call("export", json!({ "path": out }));
    let hard = fs::read_to_string(format!("{out}/data/table-hard_data.csv")).unwrap();
    assert!(hard.starts_with("participant,study_day,unpleasant,affected_day,lasted\nP"), "{hard}");
    assert!(hard.ends_with(",1,1,0,1\n") && hard.lines().count() == 2, "{hard}");
    let weeks = fs::read_to_string(format!("{out}/data/table-weeks_data.csv")).unwrap();
    assert!(weeks.ends_with(",1,something\n") && weeks.lines().count() == 2, "{weeks}");
    world.call("lock", json!({}));
    assert!(!everything_in(&world.ledger(&team.researcher)).contains("Splinter"));
}

#[test]
fn the_question_is_about_the_week_that_is_over_and_does_not_pile_up() {
    let world = World::new();
    world.person("Renee", "coach");
    let asked = || world.call("today", json!({}))["ask_about_week"].clone();
    assert_eq!(asked(), Value::Null, "week 1 is not over");
    world.days_later(21);
    assert_eq!(asked(), 3, "the last one alone");
    world.days_later(7 * 5);
    assert_eq!(asked(), 8);
    world.days_later(7);
    assert_eq!(asked(), Value::Null, "after the course nothing is asked");
}

#[test]
fn words_that_leave_can_be_looked_over_first() {
    let world = World::new();
    let found = world.call("look_over", json!({ "text": "Denise, 217-555-0142" }));
    assert_eq!(found[0], json!({ "kind": "name", "text": "Denise" }));
    assert_eq!(found[1]["kind"], "phone");
}
