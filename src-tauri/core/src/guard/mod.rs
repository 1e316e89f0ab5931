//! A second look at words that may leave the computer: what in them could point to a person.
//!
//! It points out and never blocks. It knows no person and asks no server: shapes of numbers and
//! addresses, forms of address, and a list of common given names. It misses what is rare and
//! points at what is harmless, and the screen says both.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;
use ts_rs::TS;

/// Something in a text that could point to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Pointer {
    /// What it looks like.
    pub kind: PointerKind,
    /// The words themselves.
    pub text: String,
}

/// What points to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PointerKind {
    /// A name.
    Name,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A whole date, such as a birthday.
    Date,
    /// A long number, such as that of a case or an insurance.
    Number,
}

/// Given names that are common in the United States, without those that are everyday words.
static NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("names.txt").split_whitespace().collect());

/// What each kind looks like; an earlier one wins where two meet.
static SHAPES: LazyLock<Vec<(PointerKind, Regex)>> = LazyLock::new(|| {
    let months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    [
        (PointerKind::Email, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+".to_owned()),
        (PointerKind::Date, r"\b\d{4}-\d{1,2}-\d{1,2}\b".to_owned()),
        (PointerKind::Date, r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b".to_owned()),
        (PointerKind::Date, format!(r"(?i)\b(?:{months})[a-z]*\.? \d{{1,2}},? (?:19|20)\d\d\b")),
        (PointerKind::Date, format!(r"(?i)\b\d{{1,2}} (?:{months})[a-z]*\.? (?:19|20)\d\d\b")),
        (
            PointerKind::Phone,
            r"(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ .-]\d{4}\b|\b\d{10}\b|\b\d{3}[.-]\d{4}\b"
                .to_owned(),
        ),
        (PointerKind::Number, r"\b\d{3}-\d{2}-\d{4}\b|\b[A-Z]{0,3}-?\d{6,}\b".to_owned()),
        (
            PointerKind::Name,
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Judge|Officer|Sister|Pastor)\.? \p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?"
                .to_owned(),
        ),
        (PointerKind::Name, r"\p{Lu}[\p{Ll}’'-]+(?: \p{Lu}[\p{Ll}’'-]+)*".to_owned()),
    ]
    .into_iter()
    .filter_map(|(kind, shape)| Some((kind, Regex::new(&shape).ok()?)))
    .collect()
});

/// What in a text could point to a person, in the order of the text; each once.
///
/// ```
/// use evenkeel_core::guard::{PointerKind, look_over};
/// let found = look_over("Call Denise at 217-555-0142.");
/// assert_eq!(found[0].kind, PointerKind::Name);
/// assert_eq!(found[1].text, "217-555-0142");
/// assert!(look_over("She laughed about the shoes.").is_empty());
/// ```
pub fn look_over(text: &str) -> Vec<Pointer> {
    let mut found: Vec<(usize, usize, PointerKind)> = Vec::new();
    for (at, (kind, shape)) in SHAPES.iter().enumerate() {
        let runs_of_capitals = at + 1 == SHAPES.len();
        for hit in shape.find_iter(text) {
            let (start, end) = if runs_of_capitals {
                match name_in(text, hit.start(), hit.as_str()) {
                    Some(name) => name,
                    None => continue,
                }
            } else {
                (hit.start(), hit.end())
            };
            if !found.iter().any(|&(from, to, _)| start < to && from < end) {
                found.push((start, end, *kind));
            }
        }
    }
    found.sort_unstable();
    let mut pointers: Vec<Pointer> = Vec::new();
    for (start, end, kind) in found {
        let pointer = Pointer { kind, text: text[start..end].to_owned() };
        if !pointers.contains(&pointer) {
            pointers.push(pointer);
        }
    }
    pointers
}

/// The part of a run of capitalised words that looks like a name, as its bytes in the text: from a
/// known given name on, or two capitals together in the middle of a sentence.
fn name_in(text: &str, start: usize, run: &str) -> Option<(usize, usize)> {
    let end = start + run.len();
    let mut from = start;
    for word in run.split(' ') {
        let bare = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
        if NAMES.contains(bare) {
            let end = if from + word.len() == end { from + bare.len() } else { end };
            return Some((from, end));
        }
        from += word.len() + 1;
    }
    let before = text[..start].trim_end();
    let opens = before.is_empty() || before.ends_with(['.', '?', '!', ':', '“', '"', '\n']);
    let words: Vec<&str> = run.split(' ').filter(|word| !is_everyday(word)).collect();
    (!opens && words.len() == 2 && words.len() == run.split(' ').count()).then_some((start, end))
}

/// Capitals that no person is: days, months, and what people in this work speak of.
fn is_everyday(word: &str) -> bool {
    const EVERYDAY: [&str; 34] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "English",
        "Spanish",
        "Narcan",
        "Medicaid",
        "Christmas",
        "Thanksgiving",
        "Easter",
        "Evenkeel",
        "Zoom",
        "Court",
        "Center",
        "County",
        "Street",
        "Avenue",
        "Hospital",
    ];
    EVERYDAY.contains(&word)
}
