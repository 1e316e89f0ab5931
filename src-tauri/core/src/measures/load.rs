//! Reading the instruments of a content folder.

use std::collections::{BTreeMap, BTreeSet};

use super::{Instrument, Scale};
use crate::course::finding::line_of;
use crate::course::read;
use crate::course::{ContentFolder, Finding};
use crate::error::Result;

/// Reads every instrument of the content folder, by id in alphabetical order.
///
/// # Errors
/// [`crate::Code::Content`] with the file and the remedy: an item in no scale or in two, a
/// reversed item that is not in its scale, codes that do not ascend, a label missing.
pub fn load(content: &ContentFolder) -> Result<Vec<Instrument>> {
    let mut instruments = Vec::new();
    for file in files(content)? {
        match parse(&file, &read::text(content, &file)?) {
            Ok(instrument) => instruments.push(instrument),
            Err(findings) => {
                if let Some(first) = findings.into_iter().next() {
                    return Err(first.into());
                }
            }
        }
    }
    Ok(instruments)
}

/// Reads one instrument from the text of `file`, which is named from the content folder.
///
/// # Errors
/// Everything in it that does not hold.
pub fn parse(file: &str, source: &str) -> std::result::Result<Instrument, Vec<Finding>> {
    let instrument: Instrument = read::toml(file, source).map_err(|finding| vec![finding])?;
    let mut notes = Notes { file, source, findings: Vec::new() };
    check_names(&instrument, &mut notes);
    check_responses(&instrument, &mut notes);
    check_items(&instrument, &mut notes);
    for scale in &instrument.scales {
        check_scale(scale, &instrument, &mut notes);
    }
    check_membership(&instrument, &mut notes);
    if notes.findings.is_empty() { Ok(instrument) } else { Err(notes.findings) }
}

/// The files under `measures/`, from the content folder.
pub(crate) fn files(content: &ContentFolder) -> std::result::Result<Vec<String>, Finding> {
    let names = read::names(content, "measures")?;
    let names = names.into_iter().filter(|(name, folder)| !folder && name.ends_with(".toml"));
    Ok(names.map(|(name, _)| format!("measures/{name}")).collect())
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

fn check_names(instrument: &Instrument, notes: &mut Notes) {
    let id = &instrument.id;
    if notes.file != format!("measures/{id}.toml") {
        notes.add(
            format!("The instrument’s id is “{id}”, which is not the file’s name."),
            "Give both the same name.",
        );
    }
    let mut columns = BTreeSet::from(["id".to_owned()]);
    for scale in &instrument.scales {
        let is_plain = |c| matches!(c, 'a'..='z' | '0'..='9' | '_' | '-');
        if scale.id.is_empty() || !scale.id.chars().all(is_plain) {
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

fn check_responses(instrument: &Instrument, notes: &mut Notes) {
    for (name, responses) in &instrument.responses {
        let codes = &responses.codes;
        if codes.len() < 2 || !codes.windows(2).all(|pair| pair[0] < pair[1]) {
            notes.add(
                format!("The codes of the responses “{name}” do not ascend."),
                "List at least two codes, the lowest first, each once.",
            );
        }
        if responses.labels.len() != codes.len() {
            notes.add(
                format!(
                    "The responses “{name}” have {} codes and {} labels.",
                    codes.len(),
                    responses.labels.len()
                ),
                "Give each code one label.",
            );
        }
        if !instrument.items.iter().any(|item| &item.responses == name) {
            notes.add(
                format!("No item takes the responses “{name}”."),
                "Take them out, or name them in an item.",
            );
        }
    }
}

fn check_items(instrument: &Instrument, notes: &mut Notes) {
    for (place, item) in (1_u32..).zip(&instrument.items) {
        if item.number != place {
            notes.add_at(
                &item.text,
                format!("Item {place} in the list has the number {}.", item.number),
                "Number the items 1, 2, 3 and so on, without gaps.",
            );
        }
        if item.text.trim().is_empty() {
            notes.add(format!("Item {} has no wording.", item.number), "Write it.");
        }
        if !instrument.responses.contains_key(&item.responses) {
            notes.add_at(
                &item.text,
                format!("Item {} takes the responses “{}”.", item.number, item.responses),
                "Name a set of answers that the file defines.",
            );
        }
    }
}

fn check_scale(scale: &Scale, instrument: &Instrument, notes: &mut Notes) {
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
        if !instrument.items.iter().any(|item| item.number == *number) {
            notes.add(
                format!("The scale “{id}” names item {number}, which is not there."),
                "Name items that the file holds.",
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
}

/// Every item belongs to one scale; totals come on top.
fn check_membership(instrument: &Instrument, notes: &mut Notes) {
    let mut homes: BTreeMap<u32, u32> = BTreeMap::new();
    for scale in instrument.scales.iter().filter(|scale| !scale.total) {
        for number in &scale.items {
            *homes.entry(*number).or_default() += 1;
        }
    }
    for item in &instrument.items {
        let problem = match homes.get(&item.number) {
            Some(1) => continue,
            Some(count) => format!("Item {} is in {count} scales.", item.number),
            None => format!("Item {} is in no scale.", item.number),
        };
        notes.add_at(
            &item.text,
            problem,
            "Put it into one scale; a scale over several others says total = true.",
        );
    }
}
