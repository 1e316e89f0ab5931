//! What an export always is, whoever reads it.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::time::SystemTime;

use evenkeel_core::research::export::{ExportOptions, view};
use serde_json::Value;

use crate::study::{Desk, exported, files, stable};

#[test]
fn the_same_ledger_options_and_key_give_the_same_bytes() {
    let mut desk = Desk::new();
    let (first, _) = desk.export("first", &stable());
    let (second, _) = desk.export("second", &stable());
    let names: Vec<String> = files(&first).into_iter().map(|(name, _)| name).collect();
    for ((name, one), (_, other)) in files(&first).into_iter().zip(files(&second)) {
        assert!(one == other, "{name} differs");
    }
    for name in ["scores.xlsx", "import.sps", "redcap_data.csv", "data/table-practice_data.csv"] {
        assert!(names.iter().any(|own| own == name), "{name} is not in {names:?}");
    }
    let view = view(&desk.ledger, &desk.instruments, &ExportOptions::default()).unwrap();
    assert_eq!(view.past.len(), 2, "every export is recorded");
    assert!(view.past.iter().all(|past| past.by == "Ruth" && past.sums.len() == 64));
    assert_eq!(view.past[0].sums, view.past[1].sums);
}

#[test]
fn new_ids_are_new_each_time_and_change_nothing_else() {
    let mut desk = Desk::new();
    let ids = |name: &str, desk: &mut Desk| -> BTreeSet<String> {
        let (out, _) = desk.export(name, &ExportOptions::default());
        let people = fs::read_to_string(out.join("data/table-participants_data.csv")).unwrap();
        people.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    };
    let (first, second) = (ids("first", &mut desk), ids("second", &mut desk));
    assert_eq!((first.len(), second.len()), (60, 60));
    assert!(first.is_disjoint(&second));
}

#[test]
fn no_file_says_when_it_was_written_and_the_checksums_state_the_head() {
    let out = exported();
    for (name, _) in files(out) {
        let written = fs::metadata(out.join(&name)).unwrap().modified().unwrap();
        let since = written.duration_since(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(since.as_secs(), 315_532_800, "{name}");
    }
    let sums =
        Command::new("sha256sum").args(["-c", "SHA256SUMS"]).current_dir(out).output().unwrap();
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stdout));
    let report: Value =
        serde_json::from_slice(&fs::read(out.join("deidentification_report.json")).unwrap())
            .unwrap();
    let head = report["ledger_head"].as_str().unwrap();
    let sums = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    assert!(head.len() == 64 && sums.starts_with(&format!("# ledger head {head}\n")));
}

#[test]
fn psych_ds_explains_every_heading_of_every_table() {
    let out = exported();
    let described: Value =
        serde_json::from_slice(&fs::read(out.join("dataset_description.json")).unwrap()).unwrap();
    let names: BTreeSet<&str> = described["variableMeasured"]
        .as_array()
        .unwrap()
        .iter()
        .map(|variable| variable["name"].as_str().unwrap())
        .collect();
    for (file, bytes) in files(out).iter().filter(|(name, _)| name.starts_with("data/")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        for heading in text.lines().next().unwrap().split(',') {
            assert!(names.contains(heading), "{heading} of {file}");
        }
    }
}

#[test]
fn redcap_finds_a_field_for_every_column() {
    let out = exported();
    let text = fs::read_to_string(out.join("redcap_data_dictionary.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    assert_eq!(headings.len(), 18);
    assert_eq!((&headings[0], &headings[10]), ("Variable / Field Name", "Identifier?"));
    let mut known = BTreeSet::new();
    for row in reader.records() {
        let row = row.unwrap();
        assert!(known.insert(row[0].to_owned()), "{} is there twice", &row[0]);
        known.insert(format!("{}_complete", &row[1]));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(row[0].chars().all(plain) && row[1].chars().all(plain), "{row:?}");
    }
    let data = fs::read_to_string(out.join("redcap_data.csv")).unwrap();
    let columns: Vec<&str> = data.lines().next().unwrap().split(',').collect();
    assert_eq!(columns[0], "record_id");
    for column in columns {
        assert!(known.contains(column), "{column}");
    }
}

#[test]
fn small_counts_are_hidden_and_cannot_be_worked_out() {
    let flow = fs::read_to_string(exported().join("data/table-flow_data.csv")).unwrap();
    let mut hidden = 0;
    for row in csv::Reader::from_reader(flow.as_bytes()).records() {
        let row = row.unwrap();
        hidden += usize::from(&row[4] == "hidden");
        if let Ok(people) = row[3].parse::<u32>() {
            assert!(!(1..5).contains(&people), "{row:?}");
        }
    }
    assert!(hidden > 1, "{flow}");
}
