//! Verify, rebuild, backup and restore as a script uses them.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::{copy_of, ctl, ctl_with, err, json};

#[test]
fn a_backup_is_made_listed_previewed_and_brought_back() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("trainer", &folder);
    let made = json(&ctl(&["backup", "--ledger", &ledger, "--json"]));
    let backup = made["backup"].as_str().unwrap();
    let listed = json(&ctl(&["backup", "--ledger", &ledger, "--list", "--json"]));
    assert_eq!((&listed[0]["path"], &listed[0]["reason"]), (&made["backup"], &"asked".into()));

    let before = json(&ctl(&["verify", &ledger, "--json"]));
    assert!(ctl(&["collect", "--ledger", &ledger]).status.success());
    let arguments = ["restore", "--ledger", &ledger, "--from", backup, "--json"];
    let preview = json(&ctl(&[&arguments[..], &["--preview"]].concat()));
    assert!(preview["lost"]["facts"].as_u64().unwrap() >= 1, "{preview}");
    let restored = json(&ctl(&arguments));
    assert_eq!(restored["changed"], preview);
    assert!(PathBuf::from(restored["kept"].as_str().unwrap()).is_file());
    let after = json(&ctl(&["verify", &ledger, "--json"]));
    assert!(after["facts"].as_u64() > before["facts"].as_u64(), "that it was restored is a fact");
}

#[test]
fn a_backup_becomes_a_ledger_elsewhere_and_overwrites_nothing() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let made = json(&ctl(&["backup", "--ledger", &ledger, "--json"]));
    let backup = made["backup"].as_str().unwrap();
    let other = folder.path().join("other.evenkeel").display().to_string();
    let wrong = ctl_with(&["restore", "--ledger", &other, "--from", backup], "not this one");
    assert_eq!(wrong.status.code(), Some(2), "{}", err(&wrong));
    assert!(!PathBuf::from(&other).exists());
    let brought = json(&ctl(&["restore", "--ledger", &other, "--from", backup, "--json"]));
    let verified = json(&ctl(&["verify", &other, "--json"]));
    assert_eq!(brought["facts"], verified["facts"]);

    let mut bytes = fs::read(backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(backup, bytes).unwrap();
    let damaged = ctl(&["restore", "--ledger", &ledger, "--from", backup]);
    assert_eq!(damaged.status.code(), Some(1), "{}", err(&damaged));
    assert!(err(&damaged).contains("Nothing was changed"), "{}", err(&damaged));
}

#[test]
fn read_models_are_made_again_and_are_the_same() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("trainer", &folder);
    let rebuilt = json(&ctl(&["rebuild", &ledger, "--json"]));
    assert_eq!(rebuilt["same"], true);
    assert!(rebuilt["rows"].as_u64().unwrap() > 100, "{rebuilt}");
}

#[test]
fn guessing_at_a_passphrase_gets_slow() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    for _ in 0..4 {
        let wrong = ctl_with(&["verify", &ledger], "not this one");
        assert!(err(&wrong).contains("does not open it"), "{}", err(&wrong));
    }
    let waiting = ctl_with(&["verify", &ledger], "not this one");
    assert!(err(&waiting).contains("Wait"), "{}", err(&waiting));
}
