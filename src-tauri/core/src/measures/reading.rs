//! A copy of a questionnaire held against a key: item by item, what it is and whether it is worded
//! as published. Nothing is stored here; [`super::wording`] installs what a reading allows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Instrument;
use super::fingerprint::Fingerprints;
use super::found::{CopyFormat, Found, FoundItem};
use super::labels::{self, ReadResponses};
use super::target::{self, Match};
use super::verdict::{ItemVerdict, ReadItem, split_number};
use super::wording::{Checked, Worded, Wording};
use crate::error::{Error, Result};

/// What somebody says about a copy before it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct CopyChoices {
    /// The form, group or section to read, where the file holds several.
    #[ts(optional)]
    pub part: Option<String>,
    /// The study's own words, by the published word that they stand for.
    pub target: BTreeMap<String, String>,
    /// Whether the copy counts the other way round than the key, where that has to be said.
    #[ts(optional)]
    pub turned: Option<bool>,
    /// Which item of the key a question is, by its place in the copy, where it shows by itself
    /// neither by its wording nor by a number.
    pub assigned: BTreeMap<String, u32>,
    /// That somebody has compared a wording with the form by hand, where no fingerprint can.
    pub unchecked: bool,
    /// By whose permission the study uses the wording.
    pub permission: String,
    /// Whether the items are asked in the order of the copy, not in that of the key.
    pub as_in_copy: bool,
}

/// A copy held against a key.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Reading {
    /// The instrument's id.
    pub instrument: String,
    /// Its name.
    pub title: String,
    /// How the copy is written.
    pub format: CopyFormat,
    /// The parts of the file that hold questions; several mean that one is to be chosen.
    pub parts: Vec<String>,
    /// The part that was read.
    pub part: String,
    /// What stands above the items.
    pub instructions: String,
    /// Every question, in the order of the copy.
    pub items: Vec<ReadItem>,
    /// Items of the key that the copy does not have.
    pub missing: Vec<u32>,
    /// Whether the items come in the order of the key.
    pub same_order: bool,
    /// The words beside the answers.
    pub responses: Vec<ReadResponses>,
    /// What the copy contradicts, or what was left out of it: to know, not to mend.
    pub notes: Vec<String>,
    /// What has to be mended or said before it can be installed; empty when it can be.
    pub hindrances: Vec<String>,
    /// Whether the whole is worded as published.
    pub checked: Checked,
    /// What would be installed.
    #[serde(skip)]
    #[ts(skip)]
    pub wording: Option<Wording>,
}

/// The instrument whose published wording a copy holds; its name plays no part.
pub fn identify<'a>(
    found: &Found,
    instruments: &'a [Instrument],
    fingerprints: &Fingerprints,
) -> Option<&'a Instrument> {
    let said = BTreeMap::new();
    let count = |instrument: &Instrument| {
        let is_one = |item: &&FoundItem| {
            let (_, text) = split_number(&item.text);
            target::find(fingerprints, instrument, text, &said).is_some()
                || target::guess(fingerprints, instrument, text).is_some()
        };
        found.items.iter().filter(is_one).count()
    };
    instruments
        .iter()
        .filter(|instrument| fingerprints.cover(&instrument.id))
        .map(|instrument| (count(instrument), instrument))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, instrument)| (*count, std::cmp::Reverse(instrument.items.len())))
        .map(|(_, instrument)| instrument)
}

/// Holds a copy against a key.
///
/// # Errors
/// [`crate::Code::Refused`] for an instrument whose wording is our own, and for replacements that
/// are not allowed.
pub fn read(
    found: &Found,
    instrument: &Instrument,
    fingerprints: &Fingerprints,
    choices: &CopyChoices,
) -> Result<Reading> {
    if instrument.is_worded() && instrument.checked.is_none() {
        return Err(Error::refused(format!(
            "“{}” brings its own wording. There is nothing to install.",
            instrument.title
        )));
    }
    target::check(instrument, &choices.target)?;
    let mut reader = Reader { instrument, fingerprints, choices, hindrances: Vec::new() };
    let part = reader.part(found);
    let items: Vec<&FoundItem> = found.items.iter().filter(|item| item.part == part).collect();
    let matches = reader.matches(&items);
    let read = reader.verdicts(&items, &matches);
    Ok(reader.finish(found, &part, &items, read))
}

pub(super) struct Reader<'a> {
    pub(super) instrument: &'a Instrument,
    pub(super) fingerprints: &'a Fingerprints,
    pub(super) choices: &'a CopyChoices,
    pub(super) hindrances: Vec<String>,
}

impl Reader<'_> {
    /// The part to read: the one that was chosen, the one with most published items, or the only.
    fn part(&mut self, found: &Found) -> String {
        if let Some(part) = &self.choices.part {
            if !found.parts.iter().any(|known| known.name == *part) {
                self.hindrances.push(format!("The copy has no part “{part}”."));
            }
            return part.clone();
        }
        let published = |name: &str| {
            let mine = found.items.iter().filter(|item| item.part == name);
            mine.filter(|item| self.match_of(item).is_some()).count()
        };
        let best = found.parts.iter().map(|part| (published(&part.name), part));
        // The earlier of two that are equal.
        let best = best.rev().max_by_key(|(count, _)| *count);
        if found.parts.len() > 1 && best.is_none_or(|(count, _)| count == 0) {
            let names: Vec<&str> = found.parts.iter().map(|part| &*part.name).collect();
            self.hindrances
                .push(format!("The copy has several parts. Say which: {}.", names.join(", ")));
        }
        best.map(|(_, part)| part.name.clone()).unwrap_or_default()
    }

    fn match_of(&self, item: &FoundItem) -> Option<Match> {
        let (_, text) = split_number(&item.text);
        target::find(self.fingerprints, self.instrument, text, &self.choices.target)
            .or_else(|| target::guess(self.fingerprints, self.instrument, text))
    }

    /// Every question's published item. Words that the copy replaces must be the same throughout,
    /// and said by whoever installs it.
    fn matches(&mut self, items: &[&FoundItem]) -> Vec<Option<Match>> {
        let mut matches: Vec<Option<Match>> =
            items.iter().map(|item| self.match_of(item)).collect();
        let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut learn = |matches: &[Option<Match>]| {
            for (published, own) in matches.iter().flatten().flat_map(|one| &one.replaced) {
                seen.entry(published.clone()).or_default().insert(own.clone());
            }
            seen.clone()
        };
        let mut said = self.choices.target.clone();
        for (published, own) in learn(&matches) {
            if let Some(own) = own.into_iter().next() {
                said.entry(published).or_insert(own);
            }
        }
        // What one item taught may explain another in which two words were replaced.
        for (item, one) in items.iter().zip(&mut matches).filter(|(_, one)| one.is_none()) {
            let (_, text) = split_number(&item.text);
            *one = target::find(self.fingerprints, self.instrument, text, &said);
        }
        for (published, own) in learn(&matches) {
            let declared = self.choices.target.get(&published);
            let same = |own: &String| {
                declared.is_some_and(|said| super::fingerprint::normalise(said) == *own)
            };
            if own.len() > 1 {
                let own: Vec<String> = own.into_iter().collect();
                self.hindrances.push(format!(
                    "In place of “{published}” the copy says different things: {}. Use one.",
                    own.join(", ")
                ));
            } else if let Some(own) = own.iter().find(|own| !same(own)) {
                self.hindrances.push(format!(
                    "The copy says “{own}” where the published wording has “{published}”. If that \
                     is the study’s own word, say so: {published} = {own}."
                ));
            }
        }
        matches
    }

    fn finish(
        mut self,
        found: &Found,
        part: &str,
        items: &[&FoundItem],
        read: Vec<ReadItem>,
    ) -> Reading {
        let instrument = self.instrument;
        let mut notes: Vec<String> =
            found.notes.iter().map(|note| format!("{}: {}", note.place, note.words)).collect();
        let counts = |item: &&ReadItem| {
            !matches!(item.verdict, ItemVerdict::Repeated | ItemVerdict::Surplus)
        };
        let order: Vec<u32> = read.iter().filter(counts).filter_map(|item| item.number).collect();
        let missing: Vec<u32> = instrument
            .items
            .iter()
            .map(|item| item.number)
            .filter(|number| !order.contains(number))
            .collect();
        let checked = self.weigh(&read, &missing, &mut notes);
        let same_order = order.windows(2).all(|pair| pair[0] < pair[1]);
        if !same_order {
            notes.push(format!("The copy has another order than the key: {}.", numbers(&order)));
        }
        let by_number: BTreeMap<u32, &FoundItem> = items
            .iter()
            .zip(&read)
            .filter(|(_, item)| counts(item))
            .filter_map(|(found, item)| Some((item.number?, *found)))
            .collect();
        let labels = labels::read(instrument, &by_number, self.choices.turned);
        notes.extend(labels.notes);
        self.hindrances.extend(labels.hindrances);
        if instrument.needs_permission && self.choices.permission.trim().is_empty() {
            self.hindrances.push(format!(
                "“{}” may be used with permission alone. Say who gave it to this study, and when.",
                instrument.title
            ));
        }
        let instructions = found.parts.iter().find(|known| known.name == part);
        let instructions = instructions.map_or("", |part| &*part.instructions).to_owned();
        let mut reading = Reading {
            instrument: instrument.id.clone(),
            title: instrument.title.clone(),
            format: found.format,
            parts: found.parts.iter().map(|part| part.name.clone()).collect(),
            part: part.to_owned(),
            instructions,
            items: read,
            missing,
            same_order,
            responses: labels.sets,
            notes,
            hindrances: self.hindrances,
            checked,
            wording: None,
        };
        if reading.hindrances.is_empty() {
            reading.wording = Some(compose(instrument, self.choices, found, &reading));
        }
        reading
    }
}

fn compose(
    instrument: &Instrument,
    choices: &CopyChoices,
    found: &Found,
    reading: &Reading,
) -> Wording {
    let mut items: Vec<Worded> = reading
        .items
        .iter()
        .filter(|item| !matches!(item.verdict, ItemVerdict::Repeated | ItemVerdict::Surplus))
        .filter_map(|item| {
            let text = match &instrument.target {
                Some(target) => target::put_in(target, &item.text, &choices.target),
                None => item.text.clone(),
            };
            Some(Worded { number: item.number?, text })
        })
        .collect();
    if !choices.as_in_copy {
        items.sort_by_key(|item| item.number);
    }
    let labels =
        reading.responses.iter().map(|set| (set.name.clone(), set.labels.clone())).collect();
    Wording {
        instrument: instrument.id.clone(),
        key_version: instrument.version.clone(),
        instructions: reading.instructions.clone(),
        items,
        labels,
        target: choices.target.clone(),
        checked: reading.checked,
        format: found.format.name().to_owned(),
        source: found.name.clone(),
        source_sha256: found.sha256.clone(),
        permission: choices.permission.trim().to_owned(),
    }
}

pub(super) fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}
