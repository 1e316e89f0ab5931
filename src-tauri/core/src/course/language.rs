//! A content file's words in another language: `help.es.toml` beside `help.toml`.
//!
//! Such a file holds words alone, under the same ids. Codes, numbers, addresses and what a voice
//! says stay with the first file. It is taken whole or not at all, so that nobody reads half a page
//! in each language and no questionnaire is asked in two.

use toml::{Table, Value};

use super::desk::places;

/// The keys whose text people read; each has to be there in a translation.
#[rustfmt::skip]
const WORDS: [&str; 23] = [
    "about", "caution", "closing", "hint", "hours", "how", "label", "labels", "lead", "might",
    "note", "notice", "options", "recall", "scene", "short", "step_back", "steps", "subject",
    "tell", "text", "theme", "title",
];

/// Words that may be left out, as they are often the same in every language.
const NAMES: [&str; 2] = ["higher", "name"];

/// By which key the entries of a list are told apart, the first that an entry has.
const KEYS: [&str; 4] = ["id", "number", "part", "kind"];

/// What a voice says: its words come with a recording, and not from here.
const SPOKEN: &str = "cue";

/// Something in a translation that does not fit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Words that are not there.
    Missing(String),
    /// Something that the first file does not have, or that is no word of it.
    Extra(String),
    /// Words with other places, numbers or lines than the first ones.
    Differs(String),
}

/// Lays the words of a translation over a file, and says what does not fit.
pub(crate) fn lay_over(first: &mut Table, words: &Table) -> Vec<Gap> {
    let mut gaps = Vec::new();
    table(first, words, "", &mut gaps);
    gaps
}

fn table(first: &mut Table, words: &Table, at: &str, gaps: &mut Vec<Gap>) {
    for key in words.keys().filter(|key| !first.contains_key(*key)) {
        gaps.push(Gap::Extra(join(at, key)));
    }
    for (key, value) in first.iter_mut().filter(|(key, _)| *key != "format_version") {
        let (at, said) = (join(at, key), words.get(key));
        match (value, said) {
            _ if key == SPOKEN => gaps.extend(said.map(|_| Gap::Extra(at))),
            (Value::Table(first), Some(Value::Table(words))) => table(first, words, &at, gaps),
            (Value::Array(first), Some(Value::Array(words))) if has_tables(first) => {
                entries(first, words, &at, gaps);
            }
            (first, Some(said)) if is_words(key) => match fits(first, said) {
                true => *first = said.clone(),
                false => gaps.push(Gap::Differs(at)),
            },
            (first, Some(said)) if first != said => gaps.push(Gap::Extra(at)),
            (first, None) if needs_words(key, first) => gaps.push(Gap::Missing(at)),
            _ => {}
        }
    }
}

fn entries(first: &mut [Value], words: &[Value], at: &str, gaps: &mut Vec<Gap>) {
    let mut taken = 0;
    for (place, entry) in first.iter_mut().enumerate() {
        let Value::Table(entry) = entry else { continue };
        let key = KEYS.iter().find_map(|key| Some((*key, entry.get(*key)?.clone())));
        let (name, said) = match key {
            Some((key, value)) => (
                value.as_str().map_or_else(|| value.to_string(), str::to_owned),
                words.iter().find(|said| said.get(key) == Some(&value)),
            ),
            None => ((place + 1).to_string(), words.get(place)),
        };
        let at = format!("{at} “{name}”");
        match said.and_then(Value::as_table) {
            Some(said) => {
                taken += 1;
                table(entry, said, &at, gaps);
            }
            None if entry.iter().any(|(key, value)| needs_words(key, value)) => {
                gaps.push(Gap::Missing(at));
            }
            None => {}
        }
    }
    if taken < words.len() {
        gaps.push(Gap::Extra(format!("{at}: an entry that the first file does not have")));
    }
}

/// Whether words say the same thing by everything that can be counted: texts in one list, places
/// between braces, and numbers of three figures and more, as those of a help line.
fn fits(first: &Value, said: &Value) -> bool {
    match (first, said) {
        (Value::String(first), Value::String(said)) => {
            let sorted = |text: &str| {
                let mut all: Vec<String> = places(text).map(str::to_owned).collect();
                let figures = text.split(|c: char| !c.is_ascii_digit());
                all.extend(figures.filter(|run| run.len() > 2).map(str::to_owned));
                all.sort();
                all.dedup();
                all
            };
            first.trim().is_empty() == said.trim().is_empty() && sorted(first) == sorted(said)
        }
        (Value::Array(first), Value::Array(said)) => {
            first.len() == said.len() && first.iter().zip(said).all(|(one, other)| fits(one, other))
        }
        _ => false,
    }
}

fn is_words(key: &str) -> bool {
    WORDS.contains(&key) || NAMES.contains(&key)
}

fn needs_words(key: &str, value: &Value) -> bool {
    match value {
        Value::String(text) => WORDS.contains(&key) && !text.is_empty(),
        Value::Array(list) if has_tables(list) => {
            key != SPOKEN && list.iter().any(|entry| needs_words(key, entry))
        }
        Value::Array(list) => WORDS.contains(&key) && !list.is_empty(),
        Value::Table(table) => table.iter().any(|(key, value)| needs_words(key, value)),
        _ => false,
    }
}

fn has_tables(list: &[Value]) -> bool {
    list.iter().any(Value::is_table)
}

fn join(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}, {key}") }
}
