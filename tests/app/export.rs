//! The researcher looks before exporting, and exports.

use std::fs;

use serde_json::{Value, json};

use crate::world::World;

/// The column of a table by its heading.
fn column(table: &str, heading: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = reader.headers().unwrap().iter().position(|own| own == heading).unwrap();
    reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

#[test]
fn with_21_people_it_says_who_stands_alone_and_what_cannot_be_promised() {
    let world = World::new();
    world.call("open_sample", json!({ "role": "researcher" }));
    let view = world.call("export_view", json!({}));
    let apart = &view["apart"];
    assert_eq!((&apart["people"], &apart["k"]), (&json!(21), &json!(5)));
    assert!(apart["alone"].as_u64().unwrap() > 10, "{apart}");
    assert!(apart["smallest"].as_u64().unwrap() >= 5, "{apart}");
    let known: Vec<&str> = apart["attributes"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(
        known,
        [
            "weeks_without_class",
            "withdrew",
            "age",
            "gender",
            "role",
            "years_in_work",
            "answered_in"
        ]
    );
    let promises = view["not_promised"].to_string();
    assert!(promises.contains("With 21 people, colleagues know who took part."), "{promises}");
    assert!(!promises.contains("HIPAA"), "{promises}");
    assert_eq!(view["past"], json!([]));

    let out = world.path("export");
    let done = world.call("export", json!({ "path": out }));
    assert_eq!((&done["participants"], done["sheets"].as_u64() > Some(21)), (&json!(21), true));
    assert!(done["done"].to_string().contains("follows the Safe Harbor list"), "{done}");
    let answers = fs::read_to_string(format!("{out}/data/table-answers_data.csv")).unwrap();
    let items: Vec<String> = column(&answers, "instrument")
        .into_iter()
        .zip(column(&answers, "item"))
        .filter(|(instrument, _)| instrument == "background")
        .map(|(_, item)| item)
        .collect();
    assert!(!items.is_empty() && items.iter().all(|item| item == "3"), "only the open question");
    let past = world.call("export_view", json!({}))["past"].clone();
    assert_eq!(past.as_array().unwrap().len(), 1);
    assert_eq!(past[0]["how"], json!({ "k": 5, "ids": "new", "texts": 0, "practice": false }));
    assert_eq!(past[0]["head"], done["head"]);
}

#[test]
fn without_coarsening_everybody_is_given_as_they_said() {
    let world = World::new();
    world.call("open_sample", json!({ "role": "researcher" }));
    let out = world.path("export");
    world.call("export", json!({ "path": out, "options": { "k": 1, "ids": "stable" } }));
    let people = fs::read_to_string(format!("{out}/data/table-participants_data.csv")).unwrap();
    let ages = column(&people, "age");
    assert!(ages.iter().any(|age| age == "45 to 49"), "{ages:?}");
    assert!(!people.contains("withheld"), "{people}");
    let report = fs::read_to_string(format!("{out}/deidentification_report.json")).unwrap();
    assert!(report.contains("k is 1"), "{report}");
    for k in [0, 101] {
        let again = world.path("again");
        let input = json!({ "path": again, "options": { "k": k } });
        let (_, words) = world.refused("export", input);
        assert!(words.contains("a number from 1 to 100"), "{words}");
    }
}

#[test]
fn practice_comes_from_a_list_by_code_and_leaves_as_study_days() {
    let world = World::new();
    let team = world.study();
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    let list = world.path("practice.csv");
    let code = &team.code;
    let text = format!(
        "code,day,kind,minutes\n{code},2026-01-16,measured,12\n{code},2026-01-16,measured,3\n\
         nobody,2026-01-16,entered,9\n"
    );
    fs::write(&list, text).unwrap();
    let export = |name: &str| {
        let out = world.path(name);
        world.call("export", json!({ "path": out, "options": { "practice": list } }));
        fs::read_to_string(format!("{out}/data/table-practice_data.csv")).unwrap()
    };
    let practice = export("export");
    assert_eq!(practice.lines().count(), 2, "{practice}");
    assert!(practice.ends_with(",2,measured,15\n") && !practice.contains(code), "{practice}");
    fs::write(&list, "code,day,kind,minutes\nK1,January,measured,3\n").unwrap();
    let out = world.path("other");
    let input = json!({ "path": out, "options": { "practice": list } });
    let (_, words) = world.refused("export", input);
    assert!(words.contains("Line 2 of the list of practice"), "{words}");
    assert!(!world.folder.path().join("other").exists(), "nothing was written");
}

#[test]
fn the_study_page_reminds_when_answers_have_been_kept_long_enough() {
    let world = World::new();
    let team = world.study();
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    let keeping = || world.call("study", json!({}))["keeping"].clone();
    assert_eq!(keeping(), Value::Null, "the protocol says nothing");
    let mut protocol = world.call("protocol", json!({}))["protocol"].clone();
    protocol["keeps_years"] = json!(5);
    world.call("set_protocol", json!({ "protocol": protocol, "reason": "The board asked." }));
    let said =
        |remind: bool, over: bool| json!({ "until": "2031-07-01", "remind": remind, "over": over });
    assert_eq!(keeping(), said(false, false));
    world.at("2031-05-01T12:00");
    assert_eq!(keeping(), said(true, false));
    world.at("2031-07-02T12:00");
    assert_eq!(keeping(), said(true, true));
}
