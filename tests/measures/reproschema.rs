//! ReproSchema folders.

use std::fs;
use std::path::Path;

use evenkeel_core::measures::found::{CopyFormat, CopyFrom, Found};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::*;

fn write(folder: &Path, name: &str, value: &Value) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, serde_json::to_string_pretty(value).unwrap()).unwrap();
}

/// A folder with the activity, its items without endings, and answers kept apart.
pub fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let order: Vec<String> = (1..=6).map(|at| format!("items/n{at}")).collect();
    let properties: Vec<Value> = (1..=6)
        .map(|at| {
            json!({ "isAbout": format!("items/n{at}"), "variableName": format!("n{at}"),
                          "valueRequired": false, "isVis": true })
        })
        .collect();
    write(
        folder.path(),
        "nights_schema",
        &json!({ "@context": "https://example.org/contexts/reproschema", "category": "Activity",
                 "prefLabel": { "en": "Nights" }, "preamble": { "en": "Think of last week." },
                 "ui": { "addProperties": properties, "order": order },
                 "compute": [{ "variableName": "total", "jsExpression": "n1 + n2" }] }),
    );
    for (at, text) in (1..).zip(ITEMS) {
        let options = if [4, 5].contains(&at) { "../much" } else { "../often" };
        write(
            folder.path(),
            &format!("items/n{at}"),
            &json!({ "category": "Item", "question": { "en": text }, "ui": { "inputType": "radio" },
                     "responseOptions": options }),
        );
    }
    for (name, labels) in [("often", OFTEN), ("much", MUCH)] {
        let choices: Vec<Value> = (1..)
            .zip(labels)
            .map(|(value, label)| json!({ "name": { "en": label, "de": "x" }, "value": value }))
            .collect();
        write(folder.path(), name, &json!({ "minValue": 1, "maxValue": 5, "choices": choices }));
    }
    folder
}

fn read(path: &Path) -> Found {
    evenkeel_wording::read(CopyFrom::Path(path)).unwrap()
}

fn refuses(path: &Path, words: &str) {
    let error = evenkeel_wording::read(CopyFrom::Path(path)).unwrap_err();
    assert_eq!(error.code, evenkeel_core::Code::Refused);
    assert!(error.detail.contains(words), "{} does not say {words:?}", error.detail);
}

#[test]
fn an_activity_is_read_as_published_from_its_folder_or_its_file() {
    let folder = folder();
    let found = read(folder.path());
    assert_eq!(found.format, CopyFormat::ReproSchema);
    assert_eq!(found.parts[0].instructions, "Think of last week.");
    assert!(notes(&found).contains("computes scores of its own"));
    is_published(&found);
    is_published(&read(&folder.path().join("nights_schema")));
}

#[test]
fn limits_that_contradict_the_answers_are_reported_and_the_key_decides() {
    let folder = folder();
    let often = fs::read_to_string(folder.path().join("often")).unwrap();
    fs::write(folder.path().join("often"), often.replace("\"maxValue\": 5", "\"maxValue\": 3"))
        .unwrap();
    let found = read(folder.path());
    let said = notes(&found);
    assert!(said.contains("items/n1") && said.contains("highest answer is 3"), "{said}");
    is_published(&found);
}

#[test]
fn answers_inline_lists_of_languages_and_boxed_values_are_read() {
    let folder = folder();
    write(
        folder.path(),
        "items/n4",
        &json!({ "category": "Item",
                 "question": [{ "@value": "x", "@language": "de" },
                              { "@value": ITEMS[3], "@language": "en" }],
                 "responseOptions": { "choices": (1..).zip(MUCH).map(|(value, label)|
                     json!({ "name": label, "value": { "@value": value } })).collect::<Vec<_>>() } }),
    );
    is_published(&read(folder.path()));
}

#[test]
fn paths_that_lead_out_of_the_folder_are_refused() {
    for path in ["../../etc/passwd", "/etc/passwd", "items/../../x"] {
        let folder = folder();
        let text = fs::read_to_string(folder.path().join("nights_schema")).unwrap();
        fs::write(folder.path().join("nights_schema"), text.replace("items/n3", path)).unwrap();
        refuses(folder.path(), "leads out of the folder");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_refused() {
    let folder = folder();
    let outside = TempDir::new().unwrap();
    fs::copy(folder.path().join("items/n3"), outside.path().join("n3")).unwrap();
    fs::remove_file(folder.path().join("items/n3")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("n3"), folder.path().join("items/n3")).unwrap();
    refuses(folder.path(), "leads out of the folder");
}

#[test]
fn what_is_wrong_is_refused_with_its_place() {
    let broken = |change: &dyn Fn(&Path)| {
        let folder = folder();
        change(folder.path());
        folder
    };
    let folder = broken(&|path| fs::remove_file(path.join("items/n3")).unwrap());
    refuses(folder.path(), "item items/n3: The file “items/n3” is not there");
    let folder = broken(&|path| fs::write(path.join("items/n3"), "{\n \"x\": \n}").unwrap());
    refuses(folder.path(), "items/n3, line 3, column 1: This is not valid JSON");
    let folder = broken(&|path| fs::remove_file(path.join("nights_schema")).unwrap());
    refuses(folder.path(), "no ReproSchema activity");
    let folder = broken(&|path| write(path, "other_schema", &json!({ "category": "Activity" })));
    refuses(folder.path(), "nights_schema, other_schema");
    let folder = broken(&|path| {
        let text = fs::read_to_string(path.join("nights_schema")).unwrap();
        let away = text.replace("items/n3", "https://example.org/n3");
        fs::write(path.join("nights_schema"), away).unwrap();
    });
    refuses(folder.path(), "is not fetched");
    let missing = folder.path().join("none");
    let error = evenkeel_wording::read(CopyFrom::Path(&missing)).unwrap_err();
    assert_eq!(error.code, evenkeel_core::Code::NotFound);
}
