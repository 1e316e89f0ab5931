//! An invented questionnaire about nights, as key, fingerprints and words.

use std::collections::BTreeMap;
use std::io::Write as _;

use evenkeel_core::measures::fingerprint::{Fingerprints, fingerprint};
use evenkeel_core::measures::found::{Found, FoundItem};
use evenkeel_core::measures::reading::{self, CopyChoices, Reading};
use evenkeel_core::measures::verdict::ItemVerdict;
use evenkeel_core::measures::wording::read_key;
use evenkeel_core::measures::{Instrument, key};
use evenkeel_wording::Refusal;
use zip::write::SimpleFileOptions;

/// The six questions as they are "published"; some answers say how often, some how much.
pub const ITEMS: [&str; 6] = [
    "I fell asleep before midnight.",
    "A [neighbor] kept me up.",
    "I lay there and did sums.",
    "How deep was your sleep?",
    "How loud was the street to you?",
    "I dreamed of [neighbors] and trains.",
];

pub const OFTEN: [&str; 5] = ["Never", "Seldom", "Some nights", "Most nights", "Every night"];
pub const MUCH: [&str; 5] = ["Not at all", "A little", "Somewhat", "A lot", "Utterly"];

/// The words beside the answers of an item.
pub fn labels(item: usize) -> [&'static str; 5] {
    if [4, 5].contains(&item) { MUCH } else { OFTEN }
}

pub const KEY: &str = r#"
format_version = 1
id = "nights"
version = "1"
title = "Nights"
about = "Six invented questions."
licence = "CC0"
credit = "nobody"
citation = "none"
validated = false
minutes = 1
item = [
    { number = 1, responses = "often" },
    { number = 2, responses = "often" },
    { number = 3, responses = "often" },
    { number = 4, responses = "much" },
    { number = 5, responses = "much" },
    { number = 6, responses = "often" },
]

[target]
words = ["neighbor", "neighbors"]
bracketed = true
by = "nobody"

[responses.often]
codes = [1, 2, 3, 4, 5]
higher = "more often"

[responses.much]
codes = [1, 2, 3, 4, 5]
higher = "more"

[[straight]]
code = 1
gives = { rest = 14 }

[[scale]]
id = "rest"
title = "Rest"
about = "A higher number means more rest."
score = "sum"
least_answered = 6
rule_by = "us"
items = [1, 2, 3, 4, 5, 6]
reversed = [3, 5]
"#;

pub fn nights() -> Instrument {
    read_key("nights.toml", KEY).unwrap()
}

/// A key with other lines than [`KEY`].
pub fn changed(from: &str, to: &str) -> Instrument {
    assert!(KEY.contains(from), "{from} is not in the key");
    key::read("nights.toml", &KEY.replace(from, to)).unwrap()
}

pub fn prints() -> Fingerprints {
    let own = (1..).zip(ITEMS).map(|(number, text)| (fingerprint("nights", text), number));
    Fingerprints {
        format_version: 1,
        instruments: BTreeMap::from([("nights".to_owned(), own.collect())]),
        ..Fingerprints::default()
    }
}

pub fn read(name: &str, text: &str) -> Found {
    evenkeel_wording::read_bytes(name, text.as_bytes()).unwrap()
}

pub fn refused(name: &str, bytes: impl AsRef<[u8]>) -> Refusal {
    evenkeel_wording::read_bytes(name, bytes.as_ref()).unwrap_err()
}

/// Asserts where and why a copy is refused.
pub fn refuses(name: &str, bytes: impl AsRef<[u8]>, place: &str, reason: &str) {
    let refusal = refused(name, bytes);
    assert!(refusal.place.contains(place), "{refusal} is not at {place:?}");
    assert!(refusal.reason.contains(reason), "{refusal} does not say {reason:?}");
}

pub fn held(found: &Found, choices: &CopyChoices) -> Reading {
    reading::read(found, &nights(), &prints(), choices).unwrap()
}

/// Asserts that a copy is the published wording, whole, and can be installed.
pub fn is_published(found: &Found) -> Reading {
    let reading = held(found, &CopyChoices::default());
    assert_eq!(reading.hindrances, [""; 0], "{:?}", found.format);
    assert_eq!(reading.missing, [0; 0]);
    let verdicts: Vec<ItemVerdict> = reading.items.iter().map(|item| item.verdict).collect();
    assert_eq!(verdicts, [ItemVerdict::Published; 6]);
    let wording = reading.wording.as_ref().unwrap();
    let words = wording.word(&nights()).unwrap();
    assert_eq!(words.labels(&words.items[0]), OFTEN);
    assert_eq!(words.labels(&words.items[3]), MUCH);
    for (item, text) in words.items.iter().zip(ITEMS) {
        assert_eq!(item.text, text);
    }
    reading
}

pub fn codes(item: &FoundItem) -> Vec<&str> {
    item.options.iter().map(|option| option.code.as_str()).collect()
}

pub fn words(item: &FoundItem) -> Vec<&str> {
    item.options.iter().map(|option| option.label.as_str()).collect()
}

pub fn notes(found: &Found) -> String {
    let note =
        |note: &evenkeel_core::measures::found::Note| format!("{}: {}", note.place, note.words);
    found.notes.iter().map(note).collect::<Vec<_>>().join("\n")
}

/// A ZIP with these members.
pub fn zipped<T: AsRef<[u8]>>(members: &[(&str, T)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
