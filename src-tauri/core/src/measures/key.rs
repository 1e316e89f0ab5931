//! What a key has to hold before anything is scored by it.

use std::collections::{BTreeMap, BTreeSet};

use super::score::Key;
use super::{Bands, Instrument, Rule, Scale};
use crate::course::Finding;
use crate::course::finding::line_of;
use crate::course::read;

/// Reads one instrument from text, wherever it came from; `file` is what findings call it.
///
/// # Errors
/// Everything in it that does not hold: an item in no scale or in two, a reversed item that its
/// scale does not hold, codes that do not ascend, a straight line that gives something else.
pub fn read(file: &str, source: &str) -> Result<Instrument, Vec<Finding>> {
    let instrument: Instrument = read::toml(file, source).map_err(|finding| vec![finding])?;
    let mut notes = Notes { file, source, findings: Vec::new() };
    names(&instrument, &mut notes);
    responses(&instrument, &mut notes);
    items(&instrument, &mut notes);
    for scale in &instrument.scales {
        self::scale(scale, &instrument, &mut notes);
    }
    membership(&instrument, &mut notes);
    marks(&instrument, &mut notes);
    if notes.findings.is_empty() {
        straight_lines(&instrument, &mut notes);
    }
    if notes.findings.is_empty() { Ok(instrument) } else { Err(notes.findings) }
}

/// What was found so far about one file.
struct Notes<'a> {
    file: &'a str,
    source: &'a str,
    findings: Vec<Finding>,
}

impl Notes<'_> {
    fn add(&mut self, problem: String, remedy: &str) {
        self.findings.push(Finding::new(self.file, problem, remedy));
    }

    fn add_at(&mut self, words: &str, problem: String, remedy: &str) {
        let line = line_of(self.source, words);
        self.findings.push(Finding::new(self.file, problem, remedy).at(line));
    }
}

fn names(instrument: &Instrument, notes: &mut Notes) {
    let is_plain = |id: &str| {
        !id.is_empty() && id.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_' | '-'))
    };
    if !is_plain(&instrument.id) {
        notes.add(
            format!("The instrument’s id “{}” is not in lower case.", instrument.id),
            "Use the letters a to z, digits, _ and -.",
        );
    }
    let mut columns = BTreeSet::from(["id".to_owned()]);
    for scale in &instrument.scales {
        if !is_plain(&scale.id) {
            notes.add(
                format!("The scale’s id “{}” is not in lower case.", scale.id),
                "Use the letters a to z, digits, _ and -.",
            );
        }
        for column in [scale.id.clone(), format!("{}_answered", scale.id)] {
            if !columns.insert(column.clone()) {
                notes.add(
                    format!("Two columns of an export would be called “{column}”."),
                    "Give each scale an id of its own.",
                );
            }
        }
    }
}

fn responses(instrument: &Instrument, notes: &mut Notes) {
    for (name, responses) in &instrument.responses {
        let codes = &responses.codes;
        if codes.len() < 2 || !codes.windows(2).all(|pair| pair[0] < pair[1]) {
            notes.add(
                format!("The codes of the responses “{name}” do not ascend."),
                "List at least two codes, the lowest first, each once.",
            );
        }
        if !responses.labels.is_empty() && responses.labels.len() != codes.len() {
            notes.add(
                format!(
                    "The responses “{name}” have {} codes and {} labels.",
                    codes.len(),
                    responses.labels.len()
                ),
                "Give each code one label.",
            );
        }
        let mut takers = instrument.items.iter().filter(|item| &item.responses == name).peekable();
        if takers.peek().is_none() {
            notes.add(
                format!("No item takes the responses “{name}”."),
                "Take them out, or name them in an item.",
            );
        }
        if responses.labels.is_empty() && takers.any(|item| !item.text.is_empty()) {
            notes.add(
                format!("Items with wording take the responses “{name}”, which have no labels."),
                "Write the labels, or leave the wording to whoever installs it.",
            );
        }
    }
}

fn items(instrument: &Instrument, notes: &mut Notes) {
    for (place, item) in (1_u32..).zip(&instrument.items) {
        if item.number != place {
            notes.add_at(
                &item.text,
                format!("Item {place} in the list has the number {}.", item.number),
                "Number the items 1, 2, 3 and so on, without gaps.",
            );
        }
        let known = instrument.responses.contains_key(&item.responses);
        if item.open && (!item.responses.is_empty() || item.text.is_empty()) {
            notes.add_at(
                &item.text,
                format!("Item {} is open, and takes responses or has no wording.", item.number),
                "An open question has wording and no responses.",
            );
        } else if !item.open && !known {
            notes.add_at(
                &item.text,
                format!("Item {} takes the responses “{}”.", item.number, item.responses),
                "Name a set of answers that the file defines.",
            );
        }
    }
    let worded = instrument.items.iter().filter(|item| !item.text.trim().is_empty()).count();
    if instrument.items.is_empty() {
        notes.add("There are no items.".to_owned(), "Write what is asked.");
    } else if worded != 0 && worded != instrument.items.len() {
        for item in instrument.items.iter().filter(|item| item.text.trim().is_empty()) {
            notes.add(format!("Item {} has no wording.", item.number), "Write it.");
        }
    }
}

fn scale(scale: &Scale, instrument: &Instrument, notes: &mut Notes) {
    let id = &scale.id;
    let items: BTreeSet<u32> = scale.items.iter().copied().collect();
    let reversed: BTreeSet<u32> = scale.reversed.iter().copied().collect();
    if items.is_empty() {
        notes.add(format!("The scale “{id}” has no items."), "Name its items.");
    }
    if items.len() != scale.items.len() || reversed.len() != scale.reversed.len() {
        notes.add(format!("The scale “{id}” names an item twice."), "Name each once.");
    }
    for number in &items {
        if !instrument.items.iter().any(|item| item.number == *number && !item.open) {
            notes.add(
                format!("The scale “{id}” names item {number}, which is not there."),
                "Name items that the file holds and that take codes.",
            );
        }
    }
    for number in reversed.difference(&items) {
        notes.add(
            format!("The scale “{id}” reverses item {number}, which it does not hold."),
            "Reverse only items of the scale.",
        );
    }
    if scale.least_answered == 0 || scale.least_answered as usize > scale.items.len() {
        notes.add(
            format!("The scale “{id}” wants {} answers.", scale.least_answered),
            &format!("Write a least_answered from 1 to {}.", scale.items.len()),
        );
    }
    if let Some(bands) = &scale.bands {
        check_bands(id, bands, range(instrument, scale), notes);
    }
    let sound = |known: f64| (0.0..1.0).contains(&known);
    if scale
        .precision
        .as_ref()
        .is_some_and(|p| !sound(p.reliability) || p.sd.is_nan() || p.sd <= 0.0)
    {
        notes.add(
            format!("The precision of “{id}” cannot be."),
            "Write a reliability from 0 to below 1, and a standard deviation above 0.",
        );
    }
}

fn check_bands(id: &str, bands: &Bands, (lowest, highest): (f64, f64), notes: &mut Notes) {
    let ascend = bands.band.windows(2).all(|pair| pair[0].from < pair[1].from);
    let first = bands.band.first().map(|band| band.from);
    let inside = bands.band.last().is_some_and(|band| band.from <= highest);
    if !ascend || first != Some(lowest) || !inside {
        notes.add(
            format!("The bands of “{id}” do not cover {lowest} to {highest}."),
            "List them from the lowest; the first one begins with the lowest score.",
        );
    }
}

/// Every item belongs to one scale; totals come on top, and open questions to none.
fn membership(instrument: &Instrument, notes: &mut Notes) {
    let mut homes: BTreeMap<u32, u32> = BTreeMap::new();
    for scale in instrument.scales.iter().filter(|scale| !scale.total) {
        for number in &scale.items {
            *homes.entry(*number).or_default() += 1;
        }
    }
    for item in instrument.items.iter().filter(|item| !item.open) {
        let problem = match homes.get(&item.number) {
            None if item.quasi.is_some() => continue,
            Some(_) if item.quasi.is_some() => {
                format!("Item {} is marked as one that people can be known by.", item.number)
            }
            Some(1) => continue,
            Some(count) => format!("Item {} is in {count} scales.", item.number),
            None => format!("Item {} is in no scale.", item.number),
        };
        notes.add_at(
            &item.text,
            problem,
            "Put it into one scale, or into none where quasi says that people can be known by it; \
             a scale over several others says total = true.",
        );
    }
}

/// What people can be known by has a column of its own in an export.
fn marks(instrument: &Instrument, notes: &mut Notes) {
    let mut columns = BTreeSet::new();
    for item in &instrument.items {
        let plain = item.column.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
            && item.column.starts_with(|c: char| c.is_ascii_lowercase());
        let fits = match item.quasi {
            None => item.column.is_empty(),
            Some(_) => !item.open && plain && columns.insert(&item.column),
        };
        if !fits {
            notes.add_at(
                &item.text,
                format!(
                    "Item {} is marked with quasi or column in a way that does not fit.",
                    item.number
                ),
                "Give an item with quasi a column of its own in a to z, 0 to 9 and _, and no other \
                 item one. An open question has neither.",
            );
        }
    }
}

/// The same answer everywhere gives what the file says: it shows a reversal that was forgotten,
/// or is one too many.
fn straight_lines(instrument: &Instrument, notes: &mut Notes) {
    if instrument.straight.is_empty() && !instrument.scales.is_empty() {
        notes.add(
            "There is no [[straight]] to check the key by.".to_owned(),
            "Work out by hand what the same answer everywhere gives on each scale, and write it.",
        );
    }
    let key = Key::of(instrument);
    for straight in &instrument.straight {
        for score in key.score(|_| Some(straight.code)) {
            let said = straight.gives.get(score.scale);
            if said.zip(score.value).is_some_and(|(said, value)| (said - value).abs() < 0.005) {
                continue;
            }
            let found = score.value.map_or("nothing".to_owned(), |value| format!("{value:.2}"));
            notes.add(
                format!(
                    "The answer {} everywhere gives {found} on “{}”, and the file says {}.",
                    straight.code,
                    score.scale,
                    said.map_or("nothing".to_owned(), f64::to_string)
                ),
                "Check the codes, the items and the reversed ones of this scale.",
            );
        }
        let known = |id: &str| instrument.scales.iter().any(|scale| scale.id == id);
        for scale in straight.gives.keys().filter(|id| !known(id)) {
            notes.add(
                format!("A straight line names the scale “{scale}”, which is not there."),
                "Name scales that the file holds.",
            );
        }
    }
}

/// The lowest and the highest score of a scale.
pub fn range(instrument: &Instrument, scale: &Scale) -> (f64, f64) {
    if scale.score == Rule::Percent {
        return (0.0, 100.0);
    }
    let bounds = scale.items.iter().filter_map(|number| {
        let item = instrument.items.iter().find(|item| item.number == *number)?;
        let codes = instrument.codes(item);
        Some((f64::from(*codes.first()?), f64::from(*codes.last()?)))
    });
    let (mut lowest, mut highest, mut items) = (0.0, 0.0, 0.0);
    for (low, high) in bounds {
        lowest += low;
        highest += high;
        items += 1.0;
    }
    match scale.score {
        Rule::Mean if items > 0.0 => (lowest / items, highest / items),
        _ => (lowest, highest),
    }
}
