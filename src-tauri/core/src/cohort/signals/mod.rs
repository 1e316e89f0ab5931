//! Who is worth a call, and why: a plain reason for each, and what the trainer did about it.
//!
//! The rules and their numbers are data ([`crate::course::desk`]). What was done stays done until
//! something new happens: a mark is kept under the rule and what it was about.

mod marks;
mod raised;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

pub use marks::{Mark, Marks, mark, marks, note, switch};
pub use raised::{AsOf, Raised, raised};
pub(super) use raised::{listed, missed_classes};

use super::board::BoardRow;
use super::read::Read;
use crate::course::Course;
use crate::error::Result;
use crate::store::Ledger;

/// How long what is done stays in the list, to be taken back.
const DONE_SHOWN: Days = Days::new(28);

/// One coach who is worth a call, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Signal {
    /// The coach's code.
    pub code: String,
    /// The coach's name.
    pub name: String,
    /// The rule's id.
    pub rule: String,
    /// What it is about: another one is another signal.
    pub about: String,
    /// The reason, a sentence.
    pub reason: String,
    /// What the coach wrote to the trainer; empty for nothing.
    pub said: String,
    /// Where it stands.
    pub state: SignalState,
    /// What the trainer noted; empty for nothing.
    pub note: String,
}

/// Where a signal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SignalState {
    /// To be looked at.
    Open,
    /// Put off.
    Later {
        /// The day it comes back.
        until: NaiveDate,
    },
    /// Done.
    Done {
        /// The day.
        on: NaiveDate,
    },
}

/// A rule, on or off for this cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RuleLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is, and what it may mean.
    pub about: String,
    /// Whether it is on.
    pub on: bool,
}

/// What the trainer noted about a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NoteLine {
    /// The day.
    pub day: NaiveDate,
    /// The rule's id.
    pub rule: String,
    /// The words. They stay in this ledger.
    pub note: String,
}

/// The rules of the course, each on or off.
///
/// # Errors
/// When the ledger cannot be read.
pub fn rules(ledger: &Ledger, course: &Course) -> Result<Vec<RuleLine>> {
    let off = marks::switched_off(ledger)?;
    let line = |rule: &crate::course::desk::SignalRule| RuleLine {
        id: rule.id.clone(),
        title: rule.title.clone(),
        about: rule.about.clone(),
        on: !off.contains(&rule.id),
    };
    Ok(course.signals.iter().map(line).collect())
}

/// All signals of the rules that are on, in the order of the rules and then of the coaches.
pub(super) fn find(
    course: &Course,
    rules: &[RuleLine],
    as_of: &AsOf<'_>,
    coaches: &[BoardRow],
    read: &Read,
) -> Vec<Signal> {
    let mut found = Vec::new();
    for (rule, line) in course.signals.iter().zip(rules) {
        for coach in coaches.iter().filter(|_| line.on) {
            let Some(raised) = raised(rule.when, coach, read.stopped(&coach.code), as_of) else {
                continue;
            };
            let Raised { about, reason, said } = raised;
            let (state, note) = read.marks.state(&coach.code, &rule.id, &about, as_of.today);
            if matches!(state, SignalState::Done { on } if on + DONE_SHOWN < as_of.today) {
                continue;
            }
            let (code, name) = (coach.code.clone(), coach.name.clone());
            let rule = rule.id.clone();
            found.push(Signal { code, name, rule, about, reason, said, state, note });
        }
    }
    found
}
