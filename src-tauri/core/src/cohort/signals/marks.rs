//! What a trainer did about signals: done, put off, noted, or a rule switched off.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{NoteLine, SignalState};
use crate::cohort::roster;
use crate::course::Course;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The most characters of a note.
const MOST_CHARACTERS: usize = 2_000;
/// The longest a signal can be put off.
const LONGEST: Days = Days::new(366);

/// What is done about a signal; the latest holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Mark {
    /// It is done.
    Done,
    /// It is put off.
    Later {
        /// The day it comes back.
        until: NaiveDate,
    },
    /// It is open again: what was done before is taken back.
    Open,
}

/// The body of a `signal-marked` fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marked {
    code: String,
    rule: String,
    about: String,
    mark: Mark,
}

/// The body of a `signal-note` fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noted {
    code: String,
    rule: String,
    about: String,
    note: String,
}

/// The body of a `signal-rule` fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Switched {
    rule: String,
    on: bool,
}

/// A coach's code, a rule, and what the signal is about.
type Key = (String, String, String);

/// Everything that was done about signals.
#[derive(Debug, Default)]
pub struct Marks {
    marks: BTreeMap<Key, (Mark, NaiveDate)>,
    notes: BTreeMap<Key, (String, NaiveDate)>,
    /// The days on which something was done, by what it is about.
    done: BTreeMap<String, NaiveDate>,
}

/// Reads what was done.
///
/// # Errors
/// When the ledger cannot be read.
pub fn marks(ledger: &Ledger) -> Result<Marks> {
    let mut all = Marks::default();
    for fact in ledger.facts("signal-marked", ME)? {
        let Marked { code, rule, about, mark } = fact.read()?;
        if mark == Mark::Done {
            all.done.insert(about.clone(), fact.day);
        } else {
            all.done.remove(&about);
        }
        all.marks.insert((code, rule, about), (mark, fact.day));
    }
    for fact in ledger.facts("signal-note", ME)? {
        let Noted { code, rule, about, note } = fact.read()?;
        all.notes.insert((code, rule, about), (note, fact.day));
    }
    Ok(all)
}

impl Marks {
    /// The day on which the signal about one fact was done. A fact's id says which it is.
    pub(crate) fn done_on(&self, fact: &str) -> Option<NaiveDate> {
        self.done.get(fact).copied()
    }

    /// Where a signal stands, and what was noted about it.
    pub(super) fn state(
        &self,
        code: &str,
        rule: &str,
        about: &str,
        today: NaiveDate,
    ) -> (SignalState, String) {
        let key = (code.to_owned(), rule.to_owned(), about.to_owned());
        let state = match self.marks.get(&key) {
            Some((Mark::Done, on)) => SignalState::Done { on: *on },
            Some((Mark::Later { until }, _)) if today < *until => {
                SignalState::Later { until: *until }
            }
            _ => SignalState::Open,
        };
        (state, self.notes.get(&key).map(|(note, _)| note.clone()).unwrap_or_default())
    }

    /// What was noted about a coach, the latest first.
    pub(crate) fn notes(&self, code: &str) -> Vec<NoteLine> {
        let from = (code.to_owned(), String::new(), String::new());
        let of_coach = self.notes.range(from..).take_while(|((whose, ..), _)| whose == code);
        let mut lines: Vec<NoteLine> = of_coach
            .filter(|(_, (note, _))| !note.is_empty())
            .map(|((_, rule, _), (note, day))| NoteLine {
                day: *day,
                rule: rule.clone(),
                note: note.clone(),
            })
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.day));
        lines
    }
}

/// Says what is done about a signal.
///
/// # Errors
/// [`Code::NotFound`] for a code or a rule that is not there; [`Code::Refused`] for a day to come
/// back on that is none to come, or too far.
pub fn mark(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    [code, rule, about]: [String; 3],
    mark: Mark,
) -> Result<()> {
    is_there(ledger, course, &code, &rule)?;
    if let Mark::Later { until } = mark {
        let today = ports.now().day();
        if until <= today || until > today + LONGEST {
            return Err(Error::refused("Please choose a day after today, within a year."));
        }
    }
    ledger.append(ports, Draft::new("signal-marked", &Marked { code, rule, about, mark })?)?;
    Ok(())
}

/// Notes something about a signal, in place of what was noted before.
///
/// # Errors
/// [`Code::NotFound`] as [`mark`]; [`Code::Refused`] for too many words.
pub fn note(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    [code, rule, about]: [String; 3],
    note: &str,
) -> Result<()> {
    is_there(ledger, course, &code, &rule)?;
    if note.chars().count() > MOST_CHARACTERS {
        return Err(Error::refused(format!(
            "That is longer than {MOST_CHARACTERS} characters. Please shorten it; nothing was lost."
        )));
    }
    let note = note.trim().to_owned();
    ledger.append(ports, Draft::new("signal-note", &Noted { code, rule, about, note })?)?;
    Ok(())
}

/// Switches a rule on or off for this cohort.
///
/// # Errors
/// [`Code::NotFound`] for a rule that the course does not have.
pub fn switch(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    rule: &str,
    on: bool,
) -> Result<()> {
    has_rule(course, rule)?;
    let switched = Switched { rule: rule.to_owned(), on };
    ledger.append(ports, Draft::new("signal-rule", &switched)?)?;
    Ok(())
}

/// The ids of rules that are off.
pub(super) fn switched_off(ledger: &Ledger) -> Result<BTreeSet<String>> {
    let mut off = BTreeSet::new();
    for fact in ledger.facts("signal-rule", ME)? {
        let Switched { rule, on } = fact.read()?;
        match on {
            true => off.remove(&rule),
            false => off.insert(rule),
        };
    }
    Ok(off)
}

fn is_there(ledger: &Ledger, course: &Course, code: &str, rule: &str) -> Result<()> {
    if !roster::is_rostered(ledger, code)? {
        return Err(Error::new(Code::NotFound, "no such code on the roster"));
    }
    has_rule(course, rule)
}

fn has_rule(course: &Course, rule: &str) -> Result<()> {
    match course.signals.iter().any(|known| known.id == rule) {
        true => Ok(()),
        false => Err(Error::new(Code::NotFound, "no such signal")),
    }
}
