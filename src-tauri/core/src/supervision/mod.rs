//! Supervision as a coach keeps it: what to bring, and the time it took.
//!
//! Both stay in the coach's ledger. The agenda leaves it on paper, when its owner prints it; the
//! minutes count for the certificate, and go to the trainer where the coach chose that.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The most lines of an agenda.
const MOST_LINES: usize = 30;
/// The most characters of a line.
const MOST_CHARACTERS: usize = 2_000;
/// The longest meeting, minutes.
pub const LONGEST: u32 = 480;

/// The body of an `agenda` fact; the latest one holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    /// What to bring, a line each.
    pub lines: Vec<String>,
}

/// How supervision was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// With a supervisor alone.
    Individual,
    /// With a supervisor and others.
    Group,
    /// With a peer.
    Peer,
}

/// The body of a `supervised` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Supervised {
    /// How it was held.
    pub setting: Setting,
    /// How long it took, minutes.
    pub minutes: u32,
}

/// Supervision as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SupervisionView {
    /// What to bring.
    pub agenda: Agenda,
    /// The questions that this week's lesson takes to supervision.
    pub questions: Vec<String>,
    /// The meetings, the latest first.
    pub meetings: Vec<Meeting>,
    /// Their minutes together.
    pub minutes: u32,
    /// Today, as the person's day counts.
    pub today: NaiveDate,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Meeting {
    /// The fact's id.
    pub id: String,
    /// Its day.
    pub day: NaiveDate,
    /// How it was held, and for how long.
    pub held: Supervised,
}

/// The body of a `supervised-removed` fact, here and, with the record's id, where it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removed {
    /// The id of the meeting's fact.
    pub meeting: String,
}

/// What goes to the trainer of a `supervised` fact, where the coach shares it: nothing of how it
/// was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedMinutes {
    /// How long it took, minutes.
    pub minutes: u32,
}

/// The agenda as it stands.
///
/// # Errors
/// When the ledger cannot be read.
pub fn agenda(ledger: &Ledger) -> Result<Agenda> {
    let latest = ledger.latest("agenda")?.map(|fact| fact.read()).transpose()?;
    Ok(latest.unwrap_or_default())
}

/// Keeps an agenda in place of the one before. Empty lines fall away.
///
/// # Errors
/// [`crate::Code::Refused`] for more than it can hold.
pub fn keep_agenda(ports: &dyn Ports, ledger: &mut Ledger, mut new: Agenda) -> Result<()> {
    new.lines.retain(|line| !line.trim().is_empty());
    if new.lines.len() > MOST_LINES {
        return Err(Error::refused(format!(
            "An agenda holds {MOST_LINES} lines. Please take some out; nothing was lost."
        )));
    }
    if new.lines.iter().any(|line| line.chars().count() > MOST_CHARACTERS) {
        return Err(Error::refused("One line is too long. Please shorten it; nothing was lost."));
    }
    if new != agenda(ledger)? {
        ledger.append(ports, Draft::new("agenda", &new)?)?;
    }
    Ok(())
}

/// The meetings, the latest first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn meetings(ledger: &Ledger) -> Result<Vec<Meeting>> {
    let removed = ledger.facts("supervised-removed", ME)?;
    let removed: Vec<Removed> = removed.iter().map(|fact| fact.read()).collect::<Result<_>>()?;
    let mut meetings = Vec::new();
    for fact in ledger.facts("supervised", ME)? {
        if !removed.iter().any(|one| one.meeting == fact.id) {
            meetings.push(Meeting { held: fact.read()?, day: fact.day, id: fact.id });
        }
    }
    meetings.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| b.id.cmp(&a.id)));
    Ok(meetings)
}

/// Notes a meeting.
///
/// # Errors
/// [`crate::Code::Refused`] for a day to come, or minutes outside 1 to 480.
pub fn note(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    day: NaiveDate,
    held: &Supervised,
) -> Result<()> {
    if !(1..=LONGEST).contains(&held.minutes) {
        return Err(Error::refused(format!(
            "Please write the minutes in figures, from 1 to {LONGEST}. Nothing was lost."
        )));
    }
    if day > ports.now().day() {
        return Err(Error::refused("That day is still to come. Please choose today or before."));
    }
    ledger.append(ports, Draft::new("supervised", held)?.on(day))?;
    Ok(())
}

/// Takes a meeting out again, such as one that was entered twice.
///
/// # Errors
/// When the ledger cannot be written.
pub fn remove(ports: &dyn Ports, ledger: &mut Ledger, meeting: &str) -> Result<()> {
    let removed = Removed { meeting: meeting.to_owned() };
    ledger.append(ports, Draft::new("supervised-removed", &removed)?)?;
    Ok(())
}
