//! What a coach writes down, and that it stays with them.

use serde_json::{Value, json};

use crate::world::{World, everything_in};

/// Keeps one entry of an exercise on a day of January or later.
fn keep(world: &World, exercise: &str, day: &str, fields: Value) -> Value {
    world.call(
        "keep_entry",
        json!({ "exercise": exercise, "entry": null, "day": day, "fields": fields }),
    )
}

fn exercise(world: &World, id: &str) -> Value {
    world.call("exercise", json!({ "exercise": id }))
}

#[test]
fn what_was_written_is_there_again_the_latest_first() {
    let world = World::new();
    world.person("Renee", "coach");
    world.days_later(1);
    keep(&world, "pleasant-calendar", "2026-01-15", json!({ "happened": "Rain on the roof" }));
    let view =
        keep(&world, "pleasant-calendar", "2026-01-16", json!({ "happened": "A good pear" }));
    let entries = view["entries"].as_array().unwrap();
    assert_eq!(entries[0]["fields"]["happened"], "A good pear");
    assert_eq!(entries[1]["day"], "2026-01-15");
    let journal = world.call("journal", json!({}));
    let line = journal.as_array().unwrap().iter().find(|line| line["id"] == "pleasant-calendar");
    assert_eq!(line.unwrap()["kept"], 2);
    assert_eq!(line.unwrap()["times"], 6);
}

#[test]
fn an_entry_can_be_changed_and_the_old_words_stay_in_the_ledger() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let view =
        keep(&world, "stress-map", "2026-01-15", json!({ "body": "jaw", "urge": " leave \n" }));
    let id = view["entries"][0]["id"].as_str().unwrap().to_owned();
    let change = json!({ "exercise": "stress-map", "entry": id, "day": "2026-01-15",
                         "fields": { "body": "jaw and hands", "thought": "" } });
    let view = world.call("keep_entry", change);
    assert_eq!(view["entries"].as_array().unwrap().len(), 1);
    let entry = &view["entries"][0];
    assert_eq!(entry["fields"], json!({ "body": "jaw and hands" }), "and nothing that is empty");
    assert_eq!((entry["id"].as_str(), entry["changed"].as_bool()), (Some(&*id), Some(true)));
    world.call("lock", json!({}));
    let all = everything_in(&world.ledger(&renee));
    assert!(all.contains("leave"), "a fact is never changed");
}

#[test]
fn the_list_counts_entries_as_they_stand() {
    let world = World::new();
    world.person("Renee", "coach");
    world.days_later(5);
    let line = || {
        let journal = world.call("journal", json!({}));
        let lines = journal.as_array().unwrap().iter();
        let line = lines.clone().find(|line| line["id"] == "stress-map").unwrap();
        (line["kept"].as_u64().unwrap(), line["last"].clone())
    };
    assert_eq!(line(), (0, Value::Null));
    keep(&world, "stress-map", "2026-01-16", json!({ "body": "jaw" }));
    let view = keep(&world, "stress-map", "2026-01-18", json!({ "body": "neck" }));
    assert_eq!(line(), (2, json!("2026-01-18")));
    let id = view["entries"][0]["id"].clone();
    let earlier = json!({ "exercise": "stress-map", "entry": id, "day": "2026-01-15",
                          "fields": { "body": "neck" } });
    world.call("keep_entry", earlier);
    assert_eq!(line(), (2, json!("2026-01-16")), "a changed entry is one, on its new day");
    world.call("remove_entry", json!({ "exercise": "stress-map", "entry": id }));
    assert_eq!(line(), (1, json!("2026-01-16")));
}

#[test]
fn an_entry_can_be_taken_out_of_sight() {
    let world = World::new();
    world.person("Renee", "coach");
    let view = keep(&world, "stress-map", "2026-01-15", json!({ "body": "jaw" }));
    let id = &view["entries"][0]["id"];
    let view = world.call("remove_entry", json!({ "exercise": "stress-map", "entry": id }));
    assert_eq!(view["entries"], json!([]));
    let there = world.call("put_back_entry", json!({ "exercise": "stress-map", "entry": id }));
    assert_eq!(there["entries"][0]["fields"]["body"], "jaw", "and put back as it was");
    let kept = || {
        let lines = world.call("journal", json!({}));
        let line = lines.as_array().unwrap().iter().find(|line| line["id"] == "stress-map");
        line.unwrap()["kept"].clone()
    };
    assert_eq!(kept(), 1, "counted again");
    let view = world.call("remove_entry", json!({ "exercise": "stress-map", "entry": id }));
    assert_eq!(view["entries"], json!([]), "the latest holds");
    assert_eq!(kept(), 0);
}

#[test]
fn what_cannot_be_kept_is_refused_in_words_and_loses_nothing() {
    let world = World::new();
    world.person("Renee", "coach");
    let entry = |day: &str, fields: Value| json!({ "exercise": "stress-map", "entry": null, "day": day, "fields": fields });
    let refused = |input: Value| world.refused("keep_entry", input);
    let (code, words) = refused(entry("2026-01-15", json!({ "body": "  " })));
    assert_eq!(code, "refused");
    assert!(words.contains("nothing written yet"), "{words}");
    let (_, words) = refused(entry("2026-01-16", json!({ "body": "jaw" })));
    assert!(words.contains("still to come"), "{words}");
    let (_, words) = refused(entry("2026-01-15", json!({ "body": "x".repeat(100_001) })));
    assert!(words.contains("longer"), "{words}");
    assert_eq!(refused(entry("2026-01-15", json!({ "shoe": "left" }))).0, "fault");
    let mut strange = entry("2026-01-15", json!({ "body": "jaw" }));
    strange["entry"] = json!("nobody");
    assert_eq!(refused(strange).0, "not-found");
    assert_eq!(exercise(&world, "stress-map")["entries"], json!([]));
}

#[test]
fn what_was_being_written_is_still_there_after_the_lights_went_out() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let draft = json!({ "exercise": "letter", "entry": null, "day": "2026-01-15",
                        "fields": { "letter": "Dear me, it is late and" } });
    let fields = exercise(&world, "letter")["exercise"]["fields"].clone();
    let field = fields[0]["id"].as_str().unwrap();
    let mut draft = draft;
    draft["fields"] = json!({ field: "Dear me, it is late and" });
    world.call("keep_draft", draft.clone());
    world.unlock(&renee);
    assert_eq!(exercise(&world, "letter")["draft"], draft);
    world.call("keep_entry", draft);
    assert_eq!(exercise(&world, "letter")["draft"], Value::Null, "what is kept is no draft");
}

#[test]
fn the_card_comes_back_in_weeks_4_and_8_and_the_letter_three_months_after_the_end() {
    let world = World::new();
    world.person("Renee", "coach");
    let again = || -> Vec<String> {
        let today = world.call("today", json!({}));
        let lines = today["again"].as_array().unwrap().clone();
        lines.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect()
    };
    world.at("2026-02-05T20:00");
    assert!(again().is_empty(), "nothing comes back that was never written");
    let first =
        |id: &str| exercise(&world, id)["exercise"]["fields"][0]["id"].as_str().unwrap().to_owned();
    keep(
        &world,
        "intention-card",
        "2026-01-15",
        json!({ first("intention-card"): "To come home" }),
    );
    keep(&world, "letter", "2026-01-20", json!({ first("letter"): "Dear me" }));
    assert_eq!(again(), ["intention-card"], "week 4");
    world.at("2026-02-12T20:00");
    assert!(again().is_empty(), "week 5");
    world.at("2026-03-05T20:00");
    assert_eq!(again(), ["intention-card"], "week 8");
    assert_eq!(exercise(&world, "letter")["waits_until"], "2026-06-10", "91 days after March 11");
    world.at("2026-06-09T20:00");
    assert!(again().is_empty(), "the day before");
    world.at("2026-06-10T20:00");
    assert_eq!(again(), ["letter"]);
    assert_eq!(exercise(&world, "letter")["waits_until"], Value::Null);
}

#[test]
fn the_answer_of_the_puzzle_waits_for_week_2() {
    let world = World::new();
    world.person("Renee", "coach");
    assert_eq!(exercise(&world, "nine-dots")["answer"], Value::Null);
    let view = exercise(&world, "nine-dots")["exercise"].to_string();
    assert!(!view.contains("points"), "nor is it anywhere else");
    world.days_later(7);
    let answer = exercise(&world, "nine-dots")["answer"].clone();
    assert_eq!(answer["points"].as_array().unwrap().len(), 5, "four lines");
}

#[test]
fn no_word_of_the_journal_leaves_the_computer() {
    let world = World::new();
    let team = world.study();
    let fields = exercise(&world, "letter")["exercise"]["fields"].clone();
    let field = fields[0]["id"].as_str().unwrap();
    keep(&world, "letter", "2026-01-15", json!({ field: "PrivateNeedleOfMine" }));
    let draft = json!({ "exercise": "stress-map", "entry": null, "day": "2026-01-15",
                        "fields": { "body": "PrivateNeedleOfMine" } });
    world.call("keep_draft", draft);
    world.sit(7.0);
    world.hand_in("baseline", 3);
    world.call("send_now", json!({}));
    let sharing = world.call("sharing", json!({})).to_string();
    assert!(!sharing.contains("PrivateNeedle") && !sharing.contains("journal"), "{sharing}");
    for person in [&team.trainer, &team.researcher] {
        world.unlock(person);
        assert!(world.call("collect", json!({}))["letters"].as_u64() != Some(0));
        world.call("lock", json!({}));
        let ledger = everything_in(&world.ledger(person));
        assert!(!ledger.contains("PrivateNeedle") && !ledger.contains("journal"));
    }
}
