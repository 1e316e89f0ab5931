//! `verify` on certificates: codes, files, and what they come to.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::{ctl, err, json as read_json};

/// Signed once by another program (Python’s cryptography), with a key that was thrown away: codes on
/// paper go on being read.
const CODE: &str = include_str!("certificate.txt");

fn out(arguments: &[&str]) -> (Option<i32>, String) {
    let output = ctl(arguments);
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_code_says_what_was_signed_and_what_no_code_can_show() {
    let (code, said) = out(&["verify", CODE]);
    assert_eq!(code, Some(0), "{said}");
    for part in [
        "Compare what it says with the paper",
        "Certificate of completion, number 7KQM-2X9T",
        "Renee S. took the course from January 15, 2026 to March 11, 2026",
        "Classes: 17 h 30 min",
        "Home practice: 12 h 15 min, of these 2 h entered by the coach",
        "Issued by Joan, Riverbend Family Recovery on March 12, 2026",
        "Anybody can make a key",
        "whether it was withdrawn",
    ] {
        assert!(said.contains(part), "“{part}” is not in {said}");
    }
}

#[test]
fn words_of_a_code_and_a_file_that_holds_it_are_the_same() {
    let spread: Vec<String> = CODE
        .trim()
        .as_bytes()
        .chunks(5)
        .map(|it| String::from_utf8_lossy(it).to_lowercase())
        .collect();
    let mut arguments = vec!["verify", "--json"];
    arguments.extend(spread.iter().map(String::as_str));
    let from_words = read_json(&ctl(&arguments));
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("copied.txt");
    fs::write(&file, format!("Here it is, Week 1:\n{CODE}\nBest, Joan")).unwrap();
    let from_file = read_json(&ctl(&["verify", "--json", &file.display().to_string()]));
    assert_eq!(from_words, from_file);
    assert_eq!(from_words["outcome"], json!("holds"));
    assert_eq!(from_words["statement"]["name"], json!("Renee S."));
}

#[test]
fn a_changed_code_a_short_one_and_another_key_are_findings() {
    let code = CODE.trim();
    let changed = format!("{}Z{}", &code[..300], &code[301..]);
    let changed =
        if changed == code { format!("{}0{}", &code[..300], &code[301..]) } else { changed };
    let (exit, said) = out(&["verify", &changed]);
    assert_eq!(exit, Some(1));
    assert!(said.contains("does not hold") && !said.contains("Renee"), "{said}");
    let (exit, said) = out(&["verify", &code[..code.len() - 40]]);
    assert_eq!(exit, Some(1));
    assert!(said.contains("ends too early"), "{said}");
    let key = "00000-00000-00000-00000-00000";
    let (exit, said) = out(&["verify", code, "--key", key]);
    assert_eq!(exit, Some(1));
    assert!(said.contains("NOT the key you gave"), "{said}");
    let known = read_json(&ctl(&["verify", code, "--json"]))["key"].as_str().unwrap().to_owned();
    assert_eq!(out(&["verify", code, "--key", &known.to_lowercase()]).0, Some(0));
}

#[test]
fn what_is_neither_file_nor_code_is_one_clear_line() {
    let neither = ctl(&["verify", "/no/such/file"]);
    assert_eq!(neither.status.code(), Some(2));
    assert_eq!(err(&neither).lines().count(), 1, "{}", err(&neither));
    assert!(err(&neither).contains("begins with EVK1"));
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("other.pdf");
    fs::write(&file, "%PDF-1.7 and no code").unwrap();
    let pdf = ctl(&["verify", &file.display().to_string()]);
    assert_eq!(pdf.status.code(), Some(2));
    assert!(err(&pdf).contains("No code was found in this PDF"), "{}", err(&pdf));
}
