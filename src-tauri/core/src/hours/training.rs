//! Training elsewhere, as the trainer notes it: a line and its minutes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cohort::roster;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The longest training, minutes: 100 hours.
const LONGEST: u32 = 6_000;
/// The most characters of its line.
const MOST_CHARACTERS: usize = 120;

/// The body of a `training` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noted {
    code: String,
    line: String,
    minutes: u32,
}

/// The body of a `training-removed` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Removed {
    training: String,
}

/// Training to note.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteTraining {
    /// The coach's code.
    pub code: String,
    /// The day it was, or ended.
    pub day: NaiveDate,
    /// What it was.
    pub line: String,
    /// How long it took, minutes.
    pub minutes: u32,
}

/// Training that was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Training {
    /// The fact's id.
    pub id: String,
    /// The coach's code.
    pub code: String,
    /// The day it was, or ended.
    pub day: NaiveDate,
    /// What it was.
    pub line: String,
    /// How long it took, minutes.
    pub minutes: u32,
}

/// Notes training elsewhere.
///
/// # Errors
/// [`Code::Refused`] without a line, for a day to come, or minutes outside 1 to 6,000;
/// [`Code::NotFound`] for a code that is not on the roster.
pub fn note(ports: &dyn Ports, ledger: &mut Ledger, new: NoteTraining) -> Result<()> {
    let line = one_line(&new.line, MOST_CHARACTERS).filter(|line| !line.is_empty());
    let line = line.ok_or_else(|| {
        Error::refused(format!(
            "Please say in a line of at most {MOST_CHARACTERS} characters what it was. Nothing \
             was noted."
        ))
    })?;
    if !(1..=LONGEST).contains(&new.minutes) {
        return Err(Error::refused(
            "Please write the hours in figures, up to 100. Nothing was noted.",
        ));
    }
    if new.day > ports.now().day() {
        return Err(Error::refused("That day is still to come. Please choose today or before."));
    }
    if !roster::roster(ledger)?.contains_key(&new.code) {
        return Err(Error::new(Code::NotFound, "no such code on the roster"));
    }
    let noted = Noted { code: new.code, line, minutes: new.minutes };
    ledger.append(ports, Draft::new("training", &noted)?.on(new.day))?;
    Ok(())
}

/// Takes a note back. One that is not there is no error.
///
/// # Errors
/// When the ledger cannot be written.
pub fn remove(ports: &dyn Ports, ledger: &mut Ledger, training: &str) -> Result<()> {
    let removed = Removed { training: training.to_owned() };
    ledger.append(ports, Draft::new("training-removed", &removed)?)?;
    Ok(())
}

/// All that was noted and not taken back, by day.
///
/// # Errors
/// When the ledger cannot be read.
pub fn all(ledger: &Ledger) -> Result<Vec<Training>> {
    let removed = ledger.facts("training-removed", ME)?;
    let removed: BTreeSet<String> =
        removed.iter().map(|fact| Ok(fact.read::<Removed>()?.training)).collect::<Result<_>>()?;
    let mut all = Vec::new();
    for fact in ledger.facts("training", ME)? {
        if !removed.contains(&fact.id) {
            let Noted { code, line, minutes } = fact.read()?;
            all.push(Training { id: fact.id, code, day: fact.day, line, minutes });
        }
    }
    all.sort_by_key(|training| training.day);
    Ok(all)
}

/// A text without blanks at its ends; none when it is longer than that, or more than one line.
pub(super) fn one_line(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    let fits = text.chars().count() <= most && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}
