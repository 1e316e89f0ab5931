//! The reports, as a script gets them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::{copy_of, ctl, err, json};

#[test]
fn both_reports_and_their_tables_are_written_and_hold_no_name() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("trainer", &folder);
    let out = folder.path().join("reports").display().to_string();
    let made = json(&ctl(&["report", "--ledger", &ledger, "--out", &out, "--json"]));
    let files: Vec<&str> =
        made["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    assert!(files.contains(&"cohort-report.pdf") && files.contains(&"program-report.pdf"));
    assert!(!files.contains(&"program-counts.csv"), "counting is off");
    let pdf = fs::read(Path::new(&out).join("program-report.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let figures = fs::read_to_string(Path::new(&out).join("figures.csv")).unwrap();
    assert!(figures.contains("people,invited,,11,11,people"), "{figures}");
    for name in ["Renee", "Hector", "Joan"] {
        assert!(!figures.contains(name), "{name} stands in the tables");
    }
    let again = ctl(&["report", "--ledger", &ledger, "--out", &out]);
    assert_eq!(again.status.code(), Some(2), "{}", err(&again));
}

#[test]
fn a_smaller_set_than_coaches_were_told_is_refused_and_a_larger_one_hides_more() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("trainer", &folder);
    let with = |least: &str, name: &str| {
        let out = folder.path().join(name).display().to_string();
        (ctl(&["report", "--ledger", &ledger, "--out", &out, "--least", least]), out)
    };
    let (few, _) = with("3", "few");
    assert_eq!(few.status.code(), Some(2));
    assert!(err(&few).contains("coaches were told"), "{}", err(&few));
    let (many, out) = with("12", "many");
    assert!(many.status.success(), "{}", err(&many));
    let figures = fs::read_to_string(Path::new(&out).join("figures.csv")).unwrap();
    assert!(figures.contains("people,invited,,hidden,hidden,people"), "{figures}");
}
