//! What came of a study, as a script and as a reader get it.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::{copy_of, ctl, err, json};

/// Every figure in a tree: what has a formula.
fn figures<'a>(tree: &'a Value, found: &mut Vec<&'a Value>) {
    match tree {
        Value::Object(fields) => {
            if fields.contains_key("by") && fields.contains_key("kind") {
                found.push(tree);
            }
            fields.values().for_each(|field| figures(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| figures(item, found)),
        _ => {}
    }
}

/// The numbers of both arms together.
fn both(counts: &Value) -> u64 {
    counts.as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).sum()
}

#[test]
fn every_figure_of_an_analysis_names_its_formula_and_its_source() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let analysis = json(&ctl(&["analyse", "--ledger", &ledger, "--json"]));
    assert_eq!(analysis["participants"], 21);
    let mut found = Vec::new();
    figures(&analysis, &mut found);
    assert!(found.len() > 250, "{}", found.len());
    for figure in &found {
        let by = &figure["by"];
        assert!(by["name"].as_str().unwrap().len() > 10, "{figure}");
        let source = by["source"].as_str().unwrap();
        assert!(source.contains(" 19") || source.contains(" 20"), "{figure}");
        match figure["kind"].as_str().unwrap() {
            "known" => assert!(!figure["value"].is_null(), "{figure}"),
            _ => assert!(figure["why"].as_str().unwrap().ends_with('.'), "{figure}"),
        }
    }
    let scales = analysis["scales"].as_array().unwrap();
    assert_eq!(scales.len(), 6);
    assert_eq!(analysis["family"]["comparisons"], 12);
    for scale in scales {
        assert_eq!(scale["waves"].as_array().unwrap().len(), 3);
        for change in scale["changes"].as_array().unwrap() {
            let all = &change["all"];
            let lines = change["lines"].as_array().unwrap();
            assert_eq!(both(&all["n"]), lines.len() as u64);
            let moved: Vec<f64> = lines
                .iter()
                .filter(|line| line["arm"] == "course")
                .map(|line| line["after"].as_f64().unwrap() - line["before"].as_f64().unwrap())
                .collect();
            let mean = moved.iter().sum::<f64>() / moved.len() as f64;
            let said = all["moved"][0]["value"]["mean"].as_f64().unwrap();
            assert!((mean - said).abs() < 1e-12, "{mean} {said}");
            let adjusted = &all["adjusted"]["value"]["difference"];
            assert_eq!(adjusted["df"].as_f64().unwrap() as u64, both(&all["n"]) - 3);
            assert!(adjusted["p_holm"].as_f64() >= adjusted["p"].as_f64(), "{adjusted}");
        }
    }
}

#[test]
fn everybody_stands_in_the_flow_once_a_wave() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let analysis = json(&ctl(&["analyse", "--ledger", &ledger, "--json"]));
    let flow = &analysis["flow"];
    let step = |id: &str| {
        let steps = flow["steps"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).unwrap().clone()
    };
    assert_eq!(step("allocated")["arms"], serde_json::json!([11, 10]));
    assert_eq!(step("started")["arms"], Value::Null, "attendance is the trainer's");
    assert!(step("started")["words"].as_str().unwrap().contains("trainer’s ledger"));
    assert!(both(&step("analysed")["arms"]) <= 21);
    for wave in flow["waves"].as_array().unwrap() {
        for (arm, people) in wave["arms"].as_array().unwrap().iter().zip([11, 10]) {
            let places = ["in_time", "late", "in_part", "missed", "open", "not_due", "withdrew"];
            let sum: u64 = places.iter().map(|place| arm[place].as_u64().unwrap()).sum();
            assert_eq!(sum, people, "{wave}");
        }
    }
    let versions = analysis["quality"]["versions"].as_array().unwrap().iter();
    let of_all: u64 = versions
        .map(|version| {
            let items = if version["instrument"] == "checkin" { 34 } else { 5 };
            version["sheets"].as_u64().unwrap() * items
        })
        .sum();
    let items = analysis["quality"]["items"].as_array().unwrap();
    let asked: u64 = items.iter().map(|item| item["asked"].as_u64().unwrap()).sum();
    assert_eq!(asked, of_all);
    let missing = |what: &str| items.iter().map(|item| item[what].as_u64().unwrap()).sum::<u64>();
    assert!(missing("skipped") > 0 && missing("refused") > 0 && missing("not_asked") == 0);
}

#[test]
fn a_page_to_read_has_intervals_before_p_values_and_no_nonsense() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let page = ctl(&["analyse", "--ledger", &ledger]);
    assert!(page.status.success(), "{}", err(&page));
    let page = String::from_utf8(page.stdout).unwrap();
    let adjusted: Vec<&str> =
        page.lines().filter(|line| line.contains("Adjusted difference")).collect();
    assert_eq!(adjusted.len(), 12);
    for line in adjusted {
        assert!(line.find(" to ").unwrap() < line.find("p ").unwrap(), "{line}");
    }
    for never in ["NaN", "inf", "−0.00 ", "significant"] {
        assert!(!page.contains(never), "{never}");
    }
    assert!(page.contains("have both scores. That tells the arms apart to about"), "{page}");
    assert!(page.contains("12 comparisons") && page.contains("Vickers & Altman 2001"), "{page}");
}

#[test]
fn a_list_of_classes_shows_what_the_completer_rule_does() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let plain = json(&ctl(&["analyse", "--ledger", &ledger, "--json"]));
    let lines = plain["scales"][0]["changes"][0]["lines"].as_array().unwrap();
    assert!(plain["scales"][0]["changes"][0]["completers"].as_array().unwrap().is_empty());
    // One came to 4 classes, the next to 5, and so on round.
    let course = lines.iter().filter(|line| line["arm"] == "course");
    let rows: String = course
        .enumerate()
        .map(|(at, line)| format!("{},{}\n", line["code"].as_str().unwrap(), 4 + at % 4))
        .collect();
    let file = folder.path().join("classes.csv").display().to_string();
    fs::write(&file, format!("code,classes\n{rows}")).unwrap();
    let known = json(&ctl(&["analyse", "--ledger", &ledger, "--attendance", &file, "--json"]));
    let change = &known["scales"][0]["changes"][0];
    let n = |at: usize| change["completers"][at]["compared"]["n"].clone();
    assert_eq!(n(0), change["all"]["n"], "everybody listed came to four");
    assert!(n(1)[0].as_u64() < n(0)[0].as_u64() && n(2)[0].as_u64() < n(1)[0].as_u64());
    assert_eq!(n(2)[1], change["all"]["n"][1], "nobody of the comparison arm is left out");
    assert_eq!(change["completers"][1]["in_force"], true);
    let started = &known["flow"]["steps"][4];
    assert_eq!((&started["id"], started["arms"][1].as_u64()), (&"started".into(), Some(0)));

    fs::write(&file, "code,classes\nK7,many\n").unwrap();
    let bad = ctl(&["analyse", "--ledger", &ledger, "--attendance", &file]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(err(&bad).contains("Line 2 of the list of classes"), "{}", err(&bad));
}

#[test]
fn there_is_nothing_to_analyse_in_a_trainers_ledger() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("trainer", &folder);
    let analysis = ctl(&["analyse", "--ledger", &ledger]);
    assert_eq!(analysis.status.code(), Some(2));
}
