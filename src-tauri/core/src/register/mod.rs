//! The trainer's register of hard experiences: what happened, what was done, and what came of it.
//!
//! An entry is never changed: a correction is a new fact that names it and says why, and each
//! follow-up is a fact of its own. Which coach it was stays in this ledger.

pub mod export;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::effects::HowHard;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The most characters of one text.
const MOST_CHARACTERS: usize = 4000;
/// The highest number for how much it weighed on somebody.
const MOST_DISTRESS: u8 = 10;

/// The body of a `register-entry` fact. One that corrects another stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterEntry {
    /// The coach's code; none where it was nobody on the roster, or is not to be said.
    pub coach: Option<String>,
    /// Its kind, by id.
    pub kind: String,
    /// The practice it came with, by id; none for anything else.
    pub practice: Option<String>,
    /// What happened.
    pub happened: String,
    /// What was done.
    pub done: String,
    /// How much it weighed on them by their own word, 0 to 10; none where nobody asked.
    pub distress: Option<u8>,
    /// Whether it got in the way of the day.
    pub affected_day: bool,
    /// How long it lasted.
    pub lasted: Lasted,
    /// Whether it had to do with the practice.
    pub related: Said,
    /// Whether it was serious, as an ethics board asks: danger to life, a hospital, lasting harm.
    pub serious: bool,
    /// The day to ask again; none where that is not needed.
    pub follow_up_on: Option<NaiveDate>,
    /// The coach's own note that it began with, by the fact's id.
    pub from: Option<String>,
}

/// How long something lasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Lasted {
    /// Minutes.
    Minutes,
    /// Hours, and not past the day.
    Hours,
    /// Days.
    Days,
    /// A week or longer.
    Longer,
    /// Nobody knows.
    Unknown,
}

/// Yes, no, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known.
    Unsure,
}

/// The body of a `register-follow-up` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// The entry's id.
    pub entry: String,
    /// What came of it.
    pub came: String,
    /// Whether it is over.
    pub resolved: Said,
    /// The day to ask again; none where that is not needed.
    pub next_on: Option<NaiveDate>,
}

/// One entry with everything that followed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisterLine {
    /// Its id, which corrections keep.
    pub id: String,
    /// The day it happened.
    pub day: NaiveDate,
    /// The entry as it stands.
    pub entry: RegisterEntry,
    /// The coach's name, where one was named.
    pub name: Option<String>,
    /// Why it was corrected, in order.
    pub corrections: Vec<RegisterCorrection>,
    /// What came of it, in order.
    pub follow_ups: Vec<FollowedUp>,
    /// The day to ask again, while it is not over.
    pub ask_on: Option<NaiveDate>,
    /// Whether it is over, as it was said last.
    pub resolved: Said,
}

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisterCorrection {
    /// The day it was made.
    pub on: String,
    /// Why.
    pub reason: String,
}

/// One follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FollowedUp {
    /// Its day.
    pub day: NaiveDate,
    /// What came of it.
    pub came: String,
    /// Whether it is over.
    pub resolved: Said,
}

/// What a coach said was hard, and what no entry has taken up yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HeardHard {
    /// The fact's id, for the entry that takes it up.
    pub id: String,
    /// The coach's code.
    pub code: String,
    /// The coach's name.
    pub name: String,
    /// The day it happened.
    pub day: NaiveDate,
    /// How it was.
    pub how: HowHard,
}

/// Writes an entry, or with `corrects` (its id and why) another in its place.
///
/// # Errors
/// [`Code::Refused`] for a day to come, for nothing said, for a number out of range, or for a
/// correction without a reason; [`Code::NotFound`] for an entry that is not there.
pub fn write(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    day: NaiveDate,
    entry: &RegisterEntry,
    corrects: Option<(&str, &str)>,
) -> Result<()> {
    if day > ports.now().day() {
        return Err(Error::refused("That day is still to come. Please choose today or before."));
    }
    if entry.happened.trim().is_empty() {
        return Err(Error::refused("Please say in a few words what happened. Nothing was lost."));
    }
    if entry.distress.is_some_and(|number| number > MOST_DISTRESS) {
        return Err(Error::refused("How much it weighed goes from 0 to 10."));
    }
    if entry.follow_up_on.is_some_and(|on| on < day) {
        return Err(Error::refused("The day to ask again comes after the day it happened."));
    }
    [&entry.happened, &entry.done].into_iter().try_for_each(|text| not_longer(text))?;
    let draft = Draft::new("register-entry", entry)?.on(day);
    let draft = match corrects {
        None => draft,
        Some((_, reason)) if reason.trim().is_empty() => {
            return Err(Error::refused("Please say in a word why it is corrected."));
        }
        Some((id, reason)) => {
            known(ledger, id)?;
            not_longer(reason)?;
            draft.correcting(id, reason.trim())
        }
    };
    ledger.append(ports, draft)?;
    Ok(())
}

/// Notes what came of an entry.
///
/// # Errors
/// [`Code::Refused`] for nothing said or a day to ask again that is over; [`Code::NotFound`] for
/// an entry that is not there.
pub fn follow_up(ports: &dyn Ports, ledger: &mut Ledger, follow_up: &FollowUp) -> Result<()> {
    known(ledger, &follow_up.entry)?;
    if follow_up.came.trim().is_empty() {
        return Err(Error::refused("Please say in a few words what came of it. Nothing was lost."));
    }
    if follow_up.next_on.is_some_and(|on| on < ports.now().day()) {
        return Err(Error::refused("The day to ask again is over. Please choose another."));
    }
    not_longer(&follow_up.came)?;
    ledger.append(ports, Draft::new("register-follow-up", follow_up)?)?;
    Ok(())
}

/// The register, the latest day first. `names` are the coaches' by code.
///
/// # Errors
/// When the ledger cannot be read.
pub fn lines(ledger: &Ledger, names: &BTreeMap<String, String>) -> Result<Vec<RegisterLine>> {
    let mut lines: Vec<RegisterLine> = Vec::new();
    for fact in ledger.facts("register-entry", ME)? {
        let entry: RegisterEntry = fact.read()?;
        let name = entry.coach.as_ref().and_then(|code| names.get(code)).cloned();
        let before =
            fact.corrects.as_ref().and_then(|id| lines.iter_mut().find(|one| one.id == *id));
        let ask_on = entry.follow_up_on;
        match before {
            Some(line) => {
                let on = fact.at.get(..10).unwrap_or_default().to_owned();
                let reason = fact.reason.unwrap_or_default();
                line.corrections.push(RegisterCorrection { on, reason });
                (line.day, line.entry, line.name, line.ask_on) = (fact.day, entry, name, ask_on);
            }
            None => lines.push(RegisterLine {
                id: fact.id,
                day: fact.day,
                entry,
                name,
                corrections: Vec::new(),
                follow_ups: Vec::new(),
                ask_on,
                resolved: Said::Unsure,
            }),
        }
    }
    for fact in ledger.facts("register-follow-up", ME)? {
        let FollowUp { entry, came, resolved, next_on } = fact.read()?;
        if let Some(line) = lines.iter_mut().find(|line| line.id == entry) {
            line.resolved = resolved;
            line.ask_on = next_on.filter(|_| resolved != Said::Yes);
            line.follow_ups.push(FollowedUp { day: fact.day, came, resolved });
        }
    }
    lines.reverse();
    lines.sort_by_key(|line| std::cmp::Reverse(line.day));
    Ok(lines)
}

/// What coaches said was hard and no entry has taken up, the latest first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn heard(
    ledger: &Ledger,
    names: &BTreeMap<String, String>,
    lines: &[RegisterLine],
) -> Result<Vec<HeardHard>> {
    let taken_up = |id: &str| lines.iter().any(|line| line.entry.from.as_deref() == Some(id));
    let mut heard = Vec::new();
    for fact in ledger.facts_of_all("hard")?.into_iter().rev() {
        if let Some(name) = names.get(&fact.author)
            && !taken_up(&fact.id)
        {
            let how = fact.read()?;
            let (id, code, name) = (fact.id, fact.author, name.clone());
            heard.push(HeardHard { id, code, name, day: fact.day, how });
        }
    }
    Ok(heard)
}

fn known(ledger: &Ledger, id: &str) -> Result<()> {
    let facts = ledger.facts("register-entry", ME)?;
    let found = facts.iter().any(|fact| fact.id == id && fact.corrects.is_none());
    found.then_some(()).ok_or_else(|| Error::new(Code::NotFound, "no such entry in the register"))
}

fn not_longer(text: &str) -> Result<()> {
    if text.chars().count() > MOST_CHARACTERS {
        return Err(Error::refused(format!(
            "That is longer than {MOST_CHARACTERS} characters. Please shorten it; nothing was lost."
        )));
    }
    Ok(())
}
