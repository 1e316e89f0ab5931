//! A coach whose screens speak Spanish: help, a questionnaire, and what is in English still.

use std::fs;

use serde_json::{Value, json};

use crate::world::{World, everything_in};

fn speak(world: &World, language: &str) {
    world.call("set_language", json!({ "language": language }));
}

fn sheet() -> Value {
    json!({ "wave": "baseline", "instrument": "checkin" })
}

#[test]
fn a_coach_reads_help_and_answers_in_spanish_and_what_is_english_says_so() {
    let world = World::new();
    speak(&world, "es");
    let renee = world.person("Renee", "coach");
    let help = world.call("help", json!({}));
    assert_eq!(
        help["help"]["lines"][0]["about"].as_str().map(|about| about.contains("AYUDA")),
        Some(true)
    );
    assert_eq!(
        (&help["help"]["lang"], &help["help"]["lines"][0]["phone"]),
        (&json!(null), &json!("988"))
    );

    let runner = world.call("questionnaire", sheet());
    assert_eq!((&runner["lang"], &runner["title"]), (&json!("es"), &json!("Cómo te va")));
    assert_eq!(runner["items"][0]["codes"], json!([1, 2, 3, 4, 5]));
    let receipt = world.hand_in("baseline", 5);
    assert!(receipt["scores"].as_array().unwrap().iter().all(|score| score["value"] == 3.0));
    world.call("lock", json!({}));
    assert!(everything_in(&world.ledger(&renee)).contains("\"language\":\"es\""));
    world.unlock(&renee);

    let lesson = world.call("lesson", json!({ "part": "week-1" }));
    assert_eq!(lesson["lang"], "en-US");
    speak(&world, "en");
    assert_eq!(world.call("lesson", json!({ "part": "week-1" }))["lang"], json!(null));
    assert_eq!(world.call("help", json!({}))["help"]["lines"][0]["how"], "Call or text 988");
}

#[test]
fn a_language_that_nothing_is_translated_into_leaves_everything_in_the_first() {
    let world = World::new();
    speak(&world, "fr");
    world.person("Renee", "coach");
    assert_eq!(world.call("questionnaire", sheet())["lang"], "en");
    assert_eq!(world.call("help", json!({}))["help"]["lines"][0]["how"], "Call or text 988");
}

#[test]
fn a_questionnaire_that_was_begun_in_one_language_and_ended_in_another_says_both() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.answer("baseline", 1, json!({ "kind": "code", "code": 4 }));
    speak(&world, "es");
    let items = world.call("questionnaire", sheet())["items"].as_array().unwrap().len() as u64;
    for number in 2..=items {
        world.answer("baseline", number, json!({ "kind": "code", "code": 3 }));
    }
    world.call("hand_in", sheet());
    world.call("lock", json!({}));
    assert!(everything_in(&world.ledger(&renee)).contains("\"language\":\"en es\""));
}

#[test]
fn what_a_coach_asks_for_in_spanish_reaches_a_trainer_in_the_words_of_their_own_screen() {
    let world = World::new();
    let team = world.study();
    speak(&world, "es");
    world.unlock(&team.coach);
    let form = world.call("needs", json!({}))["form"].clone();
    assert_eq!((&form["lang"], &form["title"]), (&json!(null), &json!("Qué te ayudaría a venir")));
    let sent = json!({ "chosen": { "time": ["Tarde"], "place": ["Por video"] }, "note": "" });
    let after = world.call("send_needs", sent);
    assert_eq!(after["sent"]["needs"]["chosen"]["time"], json!(["Tarde"]));
    speak(&world, "en");
    assert_eq!(
        world.call("needs", json!({}))["sent"]["needs"]["chosen"]["time"],
        json!(["Afternoon"])
    );
}

#[test]
fn an_export_says_in_which_language_people_answered_and_stays_in_english() {
    let world = World::new();
    world.call("open_sample", json!({ "role": "researcher" }));
    speak(&world, "es");
    let out = world.path("export");
    world.call("export", json!({ "path": out }));
    let read = |name: &str| fs::read_to_string(format!("{out}/{name}")).unwrap();
    let people = read("data/table-participants_data.csv");
    let mut rows = csv::Reader::from_reader(people.as_bytes());
    let at = rows.headers().unwrap().iter().position(|own| own == "answered_in").unwrap();
    assert!(rows.records().all(|row| &row.unwrap()[at] == "en"));
    let codebook = read("codebook.csv");
    assert!(codebook.contains("Language in which our own questionnaires were answered"));
    assert!(codebook.contains("Time off was over before I felt rested."), "codes and words stay");
}
