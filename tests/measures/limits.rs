//! Large files.

use std::time::Instant;

use evenkeel_core::measures::found::CopyFrom;
use tempfile::TempDir;

use crate::redcap::{HEADING, choices, dictionary, field};
use crate::support::*;

#[test]
fn a_file_of_ten_megabytes_is_read_right() {
    let long = "Words that say nothing. ".repeat(300);
    let mut text = dictionary();
    let mut at = 0;
    while text.len() < 10 << 20 {
        text += &field(&format!("d{at}"), "descriptive", &long, "").replace(",nights,", ",other,");
        at += 1;
    }
    let began = Instant::now();
    is_published(&read("large.csv", &text));
    assert!(began.elapsed().as_secs() < 30, "it took {:?}", began.elapsed());
}

#[test]
fn more_than_the_limits_is_refused_with_the_place() {
    let mut text = HEADING.to_owned();
    for at in 0..5001 {
        text += &field(&format!("q{at}"), "radio", "Well?", &choices(1));
    }
    refuses("many.csv", text, "row 5002 (q5000)", "more than 5000 questions");
    let long = dictionary().replace(ITEMS[3], &"x".repeat(9000));
    refuses("long.csv", long, "row 5", "too long to be one");
    let options: Vec<String> = (0..101).map(|code| format!("{code}, x")).collect();
    let text = dictionary().replace(&choices(1), &options.join("|"));
    refuses("wide.csv", text, "row 2", "more than 100 answers");
}

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("huge.csv");
    std::fs::File::create(&path).unwrap().set_len(evenkeel_wording::LARGEST_FILE + 1).unwrap();
    let error = evenkeel_wording::read(CopyFrom::Path(&path)).unwrap_err();
    assert!(error.detail.contains("huge.csv: This has more than 24 MB"), "{}", error.detail);
}
