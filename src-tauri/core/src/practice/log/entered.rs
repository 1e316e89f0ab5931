//! Sits entered by hand or imported: self-reported, and said to be.
//!
//! An entry can be changed, removed and put back. Each change is a fact of its own that names the
//! entry's first fact and carries a version: the highest version holds, in whatever order they
//! arrive at the trainer. A measured sit is never changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeBounds;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::words::{self, Words};
use crate::course::Course;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, Fact, ME, new_id};

/// The practice id of a class, or of a sit with a group: it counts as a day with practice.
pub const GROUP: &str = "group";

/// Where a self-reported sit comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Entered by hand.
    #[default]
    Entered,
    /// Read from another program's export.
    Imported,
}

impl Source {
    fn is_entered(&self) -> bool {
        *self == Self::Entered
    }
}

/// The body of a `sit-reported` fact: a sit that was not measured here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// The practice's id, or [`GROUP`].
    pub practice: String,
    /// Minutes, as the person remembers them or the other program counted them.
    pub minutes: u32,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_entered")]
    pub source: Source,
    /// What tells an imported row from all others: see [`crate::practice::import`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// The body of a `sit-corrected` fact: how an entered sit is from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrected {
    /// The id of the `sit-reported` fact.
    pub sit: String,
    /// 1 for the first change of it; the highest holds.
    pub version: u32,
    /// The practice's id, or [`GROUP`].
    pub practice: String,
    /// Minutes.
    pub minutes: u32,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_entered")]
    pub source: Source,
}

/// The body of a `sit-removed` fact: an entered sit that is gone from the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removed {
    /// The id of the `sit-reported` fact.
    pub sit: String,
    /// As in [`Corrected`].
    pub version: u32,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Source::is_entered")]
    pub source: Source,
}

/// An entered sit as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The id of its first fact, by which it is known.
    pub id: String,
    /// The place of its first fact in the ledger.
    pub seq: i64,
    /// The day it counts for.
    pub day: NaiveDate,
    /// Its practice and minutes.
    pub sat: Reported,
    /// Whether it is another than the one that was entered.
    pub changed: bool,
}

/// A sit to enter, or what one is changed to.
#[derive(Debug, Clone)]
pub struct Entering<'a> {
    /// The practice's id, or [`GROUP`].
    pub practice: &'a str,
    /// The day it counts for.
    pub day: NaiveDate,
    /// Minutes, 1 to 240.
    pub minutes: u32,
}

impl Entering<'_> {
    fn check(&self, ports: &dyn Ports) -> Result<()> {
        if !(1..=240).contains(&self.minutes) {
            return Err(Error::refused(
                "Please write the minutes in figures, from 1 to 240. Nothing was lost.",
            ));
        }
        if self.day > ports.now().day() {
            return Err(Error::refused(
                "That day is still to come. Please choose today or before.",
            ));
        }
        Ok(())
    }
}

/// The name of a practice in the log.
pub fn title(course: &Course, practice: &str) -> String {
    match course.practice(practice) {
        Some(practice) => practice.script.title.clone(),
        None if practice == GROUP => "Class or group sit".to_owned(),
        None => practice.to_owned(),
    }
}

/// Records a sit from elsewhere, with its words. Returns its id.
///
/// # Errors
/// [`Code::Refused`] for a day to come, minutes outside 1 to 240, or a comment that is too long.
pub fn report(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    sit: &Entering,
    words: &Words,
) -> Result<String> {
    sit.check(ports)?;
    words.check()?;
    let id = new_id(ports);
    let body = Reported {
        practice: sit.practice.to_owned(),
        minutes: sit.minutes,
        source: Source::Entered,
        row: None,
    };
    let mut drafts = vec![Draft::new("sit-reported", &body)?.on(sit.day).with_id(&id)];
    if !words.is_empty() {
        drafts.push(words::draft(&id, words)?);
    }
    ledger.append_all(ports, drafts)?;
    Ok(id)
}

/// Changes an entered sit; what it was stays in the ledger, with the reason.
///
/// # Errors
/// As [`report`]; [`Code::Refused`] for a measured sit, [`Code::NotFound`] for one that is not in
/// the log.
pub fn change(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    id: &str,
    sit: &Entering,
    reason: &str,
) -> Result<()> {
    sit.check(ports)?;
    let history = History::of(ledger, id)?;
    let source = history.current()?.source;
    let reported =
        Reported { practice: sit.practice.to_owned(), minutes: sit.minutes, source, row: None };
    let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
    history.go_on(ports, ledger, sit.day, Some(&reported), reason.unwrap_or("changed by hand"))
}

/// Takes an entered sit out of the log; the ledger keeps what it was.
///
/// # Errors
/// As [`change`].
pub fn remove(ports: &dyn Ports, ledger: &mut Ledger, id: &str) -> Result<()> {
    let history = History::of(ledger, id)?;
    history.current()?;
    let day = history.last().day;
    history.go_on(ports, ledger, day, None, "removed by hand")
}

/// Takes back the last change of an entered sit: a removed one is in the log again, a changed one
/// as it was before, a new one is gone. Taking back twice does it again.
///
/// # Errors
/// As [`change`].
pub fn undo(ports: &dyn Ports, ledger: &mut Ledger, id: &str) -> Result<()> {
    let history = History::of(ledger, id)?;
    let (day, sat) = match history.states.len().checked_sub(2).map(|at| &history.states[at]) {
        Some(before) => (before.day, before.sat.clone()),
        None => (history.last().day, None),
    };
    history.go_on(ports, ledger, day, sat.as_ref(), "taken back")
}

/// What takes those of `sits` that are in the log out of it.
pub(in crate::practice) fn removals(
    ledger: &Ledger,
    sits: &BTreeSet<String>,
    reason: &str,
) -> Result<Vec<Draft>> {
    let there = histories(ledger, &..)?.into_values().filter(|history| sits.contains(&history.id));
    let there = there.filter(|history| history.last().sat.is_some());
    there.map(|history| history.next(history.last().day, None, reason)).collect()
}

/// The entered sits that are in the log on some days, in the order they were entered.
///
/// # Errors
/// When the ledger cannot be read.
pub fn entries(ledger: &Ledger, days: &impl RangeBounds<NaiveDate>) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for (id, history) in histories(ledger, days)? {
        let State { day, sat, .. } = history.last().clone();
        let changed = !history.is_as_entered();
        if let Some(sat) = sat.filter(|_| days.contains(&day)) {
            entries.push(Entry { id, seq: history.seq, day, sat, changed });
        }
    }
    entries.sort_by_key(|entry| entry.seq);
    Ok(entries)
}

/// How many entered sits are in the log.
///
/// # Errors
/// When the ledger cannot be read.
pub(super) fn count(ledger: &Ledger) -> Result<u32> {
    let mut statement = ledger.connection().prepare_cached(
        "SELECT (SELECT COUNT(*) FROM fact WHERE kind = 'sit-reported' AND author = 'me')
              - (SELECT COUNT(*) FROM (
                   SELECT kind AS last, body ->> 'sit' AS sit, MAX(body ->> 'version') FROM fact
                   WHERE kind IN ('sit-corrected', 'sit-removed') AND author = 'me'
                   GROUP BY body ->> 'sit')
                 WHERE last = 'sit-removed'
                   AND EXISTS (SELECT 1 FROM fact WHERE id = sit AND kind = 'sit-reported'))",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// What an entered sit was, version by version.
#[derive(Debug, Clone)]
struct History {
    id: String,
    seq: i64,
    /// At least one.
    states: Vec<State>,
}

#[derive(Debug, Clone)]
struct State {
    version: u32,
    day: NaiveDate,
    /// None while it is removed.
    sat: Option<Reported>,
}

impl History {
    fn of(ledger: &Ledger, id: &str) -> Result<Self> {
        if let Some(history) = histories(ledger, &..)?.remove(id) {
            return Ok(history);
        }
        if ledger.mine("sit", id)?.is_some() {
            return Err(Error::refused(
                "This sit was measured here, so it stays as it is. You can write a comment to it.",
            ));
        }
        Err(Error::new(Code::NotFound, "no such sit was entered"))
    }

    /// As its first fact has it.
    fn begun_by(fact: Fact) -> Result<Self> {
        let first = State { version: 0, day: fact.day, sat: Some(fact.read()?) };
        Ok(Self { id: fact.id, seq: fact.seq, states: vec![first] })
    }

    fn last(&self) -> &State {
        &self.states[self.states.len() - 1]
    }

    /// Whether day, practice and minutes are those of its first fact.
    fn is_as_entered(&self) -> bool {
        let of = |state: &State| {
            let sat = state.sat.as_ref().map(|sat| (sat.practice.clone(), sat.minutes));
            (state.day, sat)
        };
        of(&self.states[0]) == of(self.last())
    }

    fn current(&self) -> Result<&Reported> {
        let gone = || Error::new(Code::NotFound, "the entered sit was removed");
        self.last().sat.as_ref().ok_or_else(gone)
    }

    /// Records the next version.
    fn go_on(
        &self,
        ports: &dyn Ports,
        ledger: &mut Ledger,
        day: NaiveDate,
        sat: Option<&Reported>,
        reason: &str,
    ) -> Result<()> {
        ledger.append(ports, self.next(day, sat, reason)?)?;
        Ok(())
    }

    /// The next version; none removes it.
    fn next(&self, day: NaiveDate, sat: Option<&Reported>, reason: &str) -> Result<Draft> {
        let (sit, version) = (self.id.clone(), self.last().version + 1);
        let draft = match sat {
            Some(Reported { practice, minutes, source, .. }) => {
                let practice = practice.clone();
                let body = Corrected { sit, version, practice, minutes: *minutes, source: *source };
                Draft::new("sit-corrected", &body)?
            }
            None => {
                let before = self.states.iter().rev().find_map(|state| state.sat.as_ref());
                let source = before.map_or(Source::Entered, |sat| sat.source);
                Draft::new("sit-removed", &Removed { sit, version, source })?
            }
        };
        Ok(draft.on(day).correcting(&self.id, reason))
    }
}

/// The entered sits that count, or once counted, on one of some days.
fn histories(
    ledger: &Ledger,
    days: &impl RangeBounds<NaiveDate>,
) -> Result<BTreeMap<String, History>> {
    let mut histories = BTreeMap::new();
    for fact in ledger.mine_on("sit-reported", days)? {
        histories.insert(fact.id.clone(), History::begun_by(fact)?);
    }
    let mut changes = Vec::new();
    for fact in ledger.facts("sit-corrected", ME)? {
        let Corrected { sit, version, practice, minutes, source } = fact.read()?;
        let sat = Reported { practice, minutes, source, row: None };
        changes.push((sit, State { version, day: fact.day, sat: Some(sat) }));
    }
    for fact in ledger.facts("sit-removed", ME)? {
        let Removed { sit, version, .. } = fact.read()?;
        changes.push((sit, State { version, day: fact.day, sat: None }));
    }
    changes.sort_by_key(|(_, state)| state.version);
    for (sit, state) in &changes {
        // One that was entered for another day.
        if days.contains(&state.day)
            && !histories.contains_key(sit)
            && let Some(fact) = ledger.mine("sit-reported", sit)?
        {
            histories.insert(sit.clone(), History::begun_by(fact)?);
        }
    }
    for (sit, state) in changes {
        if let Some(history) = histories.get_mut(&sit) {
            history.states.push(state);
        }
    }
    Ok(histories)
}
