//! Damaged and hostile copies: whatever the bytes, a reader answers and never falls over.
//!
//! The short run belongs to the tests. The long one is `cargo test -p evenkeel-wording --release
//! --test measures -- --ignored --nocapture`, ten minutes for each format unless
//! `EVENKEEL_FUZZ_SECONDS` says otherwise.

use std::time::{Duration, Instant};

use evenkeel_core::measures::found::{CopyFrom, Found};
use evenkeel_core::measures::reading::{self, CopyChoices};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::redcap::{HEADING, dictionary};
use crate::support::*;

/// A small generator of numbers (xorshift64*), so that a run can be told by its seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

/// What is put in, beside bytes: the words and signs that the formats give a meaning.
const PIECES: &[&str] = &[
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "|",
    "\r\n",
    "\n\n",
    "=",
    "1 = ",
    "7. ",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "{{",
    ":",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-1",
    "1e999",
    "NaN",
    "99999999999999999999",
    "radio",
    "item",
    "answerOption",
    "extension",
    "../",
    "/",
    "<",
    "</",
    "<br>",
    "<!--",
    "&#x",
    "&amp;",
    "\u{feff}",
    "\u{0}",
    "é",
    "ﬁ",
    "🙂",
    "\u{202e}",
    "A1",
    "SQ",
    "Q",
    "select_one ",
    "r=\"XFD1048576\"",
    "t=\"s\"",
    "<v>4294967295</v>",
    "</row>",
    "<row r=\"0\">",
    "PK\x03\x04",
    "#",
];

fn mangle(dice: &mut Dice, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = corpus[dice.below(corpus.len())].clone();
    let most = [1, 2, 8][dice.below(3)];
    for _ in 0..=dice.below(most) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(7) {
            0 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] ^= 1 << dice.below(8);
            }
            1 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] = dice.next() as u8;
            }
            2 => {
                let end = (at + dice.below(64)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let piece = PIECES[dice.below(PIECES.len())].as_bytes();
                bytes.splice(at..at, piece.iter().copied());
            }
            4 => {
                let end = (at + dice.below(256)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            5 => bytes.truncate(at),
            _ => {
                let other = &corpus[dice.below(corpus.len())];
                let from = dice.below(other.len());
                let end = (from + dice.below(512)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
        }
    }
    bytes
}

/// Whatever was read is held against a key as well.
fn hold(found: &Found) {
    let prints = prints();
    let known = [nights()];
    let _ = reading::identify(found, &known, &prints);
    for unchecked in [false, true] {
        let choices = CopyChoices { unchecked, turned: Some(unchecked), ..CopyChoices::default() };
        let reading = reading::read(found, &known[0], &prints, &choices).unwrap();
        if let Some(wording) = reading.wording {
            wording.hold(&known[0], &prints).unwrap();
        }
    }
}

fn try_bytes(bytes: &[u8]) -> bool {
    match evenkeel_wording::read_bytes("copy", bytes) {
        Ok(found) => {
            hold(&found);
            true
        }
        Err(refusal) => {
            assert!(!refusal.place.is_empty() && refusal.reason.ends_with('.'), "{refusal}");
            false
        }
    }
}

fn try_text(bytes: &[u8]) -> bool {
    match evenkeel_wording::read_pasted(&String::from_utf8_lossy(bytes)) {
        Ok(found) => {
            hold(&found);
            true
        }
        Err(_) => false,
    }
}

/// One file of a ReproSchema folder, the others as they should be.
fn try_folder(bytes: &[u8]) -> bool {
    thread_local! {
        static FOLDER: TempDir = crate::reproschema::folder();
    }
    FOLDER.with(|folder| {
        let name = ["nights_schema", "items/n3", "often"][bytes.len() % 3];
        let path = folder.path().join(name);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, bytes).unwrap();
        let read = evenkeel_wording::read(CopyFrom::Path(folder.path()));
        std::fs::write(&path, whole).unwrap();
        read.map(|found| hold(&found)).is_ok()
    })
}

/// A workbook whose members are damaged before they are packed.
fn try_workbook(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let members: Vec<(&str, &str)> = text
        .split("\u{1}")
        .filter_map(|member| member.split_once('\u{2}'))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    let mut names = std::collections::BTreeSet::new();
    let members: Vec<_> = members.into_iter().filter(|(name, _)| names.insert(*name)).collect();
    try_bytes(&zipped(&members))
}

type Try = fn(&[u8]) -> bool;

/// Each format with copies to begin from.
fn targets() -> Vec<(&'static str, Vec<Vec<u8>>, Try)> {
    let bytes = |texts: &[String]| texts.iter().map(|text| text.clone().into_bytes()).collect();
    let dictionary_zip = zipped(&[("instrument.csv", dictionary()), ("OriginID.txt", "x".into())]);
    let book = crate::workbook::xlsform_book();
    let unpacked: String = crate::workbook::members(&book)
        .into_iter()
        .map(|(name, bytes)| format!("{name}\u{2}{}\u{1}", String::from_utf8_lossy(&bytes)))
        .collect();
    let html = dictionary().replace(ITEMS[2], "<p>I <b>lay</b>&nbsp;there &#8212; <!-- x --> sums");
    let folder = crate::reproschema::folder();
    let file = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    vec![
        ("redcap", bytes(&[dictionary(), HEADING.to_owned(), html]), try_bytes),
        ("redcap-zip", vec![dictionary_zip], try_bytes),
        ("fhir", bytes(&crate::fhir::all()), try_bytes),
        ("reproschema", vec![file("nights_schema"), file("items/n3"), file("often")], try_folder),
        ("workbook-zip", vec![book], try_bytes),
        ("workbook", vec![unpacked.into_bytes()], try_workbook),
        ("limesurvey", bytes(&[crate::limesurvey::survey()]), try_bytes),
        (
            "csv",
            bytes(&[crate::plain::with_choices(), crate::plain::paired(&|_| "1,2,3,4,5")]),
            try_bytes,
        ),
        ("text", bytes(&[crate::pasted::form()]), try_text),
    ]
}

/// Runs one format until the time is over, or a number of copies is reached.
fn run(name: &str, corpus: &[Vec<u8>], attempt: Try, seed: u64, until: Duration, most: u64) {
    let mut dice = Dice(seed | 1);
    let began = Instant::now();
    let (mut copies, mut taken, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while began.elapsed() < until && copies < most {
        let before = dice.0;
        let bytes = mangle(&mut dice, corpus);
        let started = Instant::now();
        let outcome = std::panic::catch_unwind(|| attempt(&bytes));
        slowest = slowest.max(started.elapsed());
        match outcome {
            Ok(read) => taken += u64::from(read),
            Err(_) => panic!("{name} falls over at the seed {before:#x}: {}", bytes.escape_ascii()),
        }
        copies += 1;
    }
    println!("{name:<13} {copies:>9} copies, {taken:>8} read, slowest {slowest:?}");
    assert!(slowest < Duration::from_secs(20), "{name} took {slowest:?} for one copy");
}

#[test]
fn a_thousand_damaged_copies_of_each_format_are_read_or_refused() {
    for (name, corpus, attempt) in targets() {
        for whole in &corpus {
            let _ = attempt(whole);
        }
        run(name, &corpus, attempt, 7, Duration::from_secs(60), 1000);
    }
}

#[test]
#[ignore = "ten minutes for each format"]
fn damaged_copies_for_ten_minutes_each() {
    let seconds = std::env::var("EVENKEEL_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let only = std::env::var("EVENKEEL_FUZZ_ONLY").ok();
    let seed = std::env::var("EVENKEEL_FUZZ_SEED").ok().and_then(|text| text.parse().ok());
    for (name, corpus, attempt) in targets() {
        if only.as_deref().is_none_or(|only| only == name) {
            let until = Duration::from_secs(seconds.unwrap_or(600));
            run(name, &corpus, attempt, seed.unwrap_or(0x5EED), until, u64::MAX);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_at_all_is_read_or_refused(text in "\\PC{0,400}") {
        try_text(text.as_bytes());
        try_bytes(text.as_bytes());
    }

    #[test]
    fn any_lines_of_a_form_are_read_or_refused(
        lines in proptest::collection::vec("([0-9]{1,4}[.)= ]{0,2})?[A-Za-z0-9 =|;,<>&\\[\\]]{0,40}", 0..30)
    ) {
        try_text(lines.join("\n").as_bytes());
    }

    #[test]
    fn any_bytes_at_all_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        try_bytes(&bytes);
    }
}
