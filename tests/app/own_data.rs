//! Everything of one's own, readable without the program.

use std::fs;

use serde_json::{Value, json};

use crate::world::World;

#[test]
fn everything_of_ones_own_is_a_folder_that_any_program_can_read() {
    let world = World::new();
    world.person("Renee", "coach");
    world.sit(7.0);
    let sit = json!({ "practice": "walking", "day": "2026-01-14", "minutes": 12 });
    world.call("report_sit", sit);
    let entry = json!({ "exercise": "reflection", "entry": null, "day": "2026-01-15",
                        "fields": { "text": "Rain, and \"quiet\",\nat last" } });
    world.call("keep_entry", entry);
    world.hand_in("baseline", 2);
    let held = json!({ "setting": "group", "minutes": 60 });
    world.call("note_meeting", json!({ "day": "2026-01-15", "held": held }));
    let folder = world.path("mine");
    let files = world.call("save_own_data", json!({ "path": folder }));
    assert_eq!(files.as_array().unwrap().len(), 9, "{files}");

    let read = |name: &str| fs::read_to_string(format!("{folder}/{name}")).unwrap();
    assert_eq!(
        read("practice.csv"),
        "day,practice,minutes_measured,minutes_entered,obstacles,comment\n\
         2026-01-14,Walking,,12,,\n2026-01-15,Body scan,7.0,,,\n"
    );
    let written: Vec<Vec<String>> = csv(&read("notebook.csv"));
    assert_eq!(
        written[1],
        ["2026-01-15", "A page of your own", "What is here", "Rain, and \"quiet\",\nat last"]
    );
    let answers = csv(&read("questionnaires.csv"));
    assert_eq!(answers.len(), 35, "34 items and the headings");
    assert!(!answers[1][4].is_empty(), "with the words of the question");
    assert_eq!(csv(&read("supervision.csv"))[1], ["2026-01-15", "group", "60"]);
    let all: Value = serde_json::from_str(&read("everything.json")).unwrap();
    assert!(all["facts"].as_array().unwrap().iter().any(|fact| fact["kind"] == "sit"));
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let world = World::new();
    world.person("Renee", "coach");
    let folder = world.path("mine");
    fs::create_dir_all(&folder).unwrap();
    fs::write(format!("{folder}/taxes.txt"), "keep").unwrap();
    assert!(
        world.refused("save_own_data", json!({ "path": folder })).1.contains("holds something")
    );
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
}

fn csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}
