//! When practice does something that nobody wanted: a hard experience, the question that each week
//! asks about it, and "please call me".
//!
//! The words a coach writes about a hard experience stay in their ledger. The trainer hears of it
//! when the coach says so; the study gets its kind and never its words.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The most characters of words that go to the trainer.
const MOST_CHARACTERS: usize = 500;
/// The most characters of words that stay.
const MOST_PRIVATE: usize = 10_000;

/// How a hard experience was. Unpleasant is not the same as harmful, so the three are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HowHard {
    /// It was unpleasant.
    pub unpleasant: bool,
    /// It got in the way of the day.
    pub affected_day: bool,
    /// It lasted past the day.
    pub lasted: bool,
}

/// The body of a `hard` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hard {
    /// How it was.
    pub how: HowHard,
    /// The practice it came with, by id; none for anything else.
    pub practice: Option<String>,
    /// What the coach wrote for themselves.
    pub note: String,
    /// Whether the trainer hears that it happened.
    pub tell_trainer: bool,
}

/// The body of a `please-call` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PleaseCall {
    /// A line for the trainer; may be empty.
    pub note: String,
}

/// The body of a `week-asked` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekAsked {
    /// The week.
    pub week: u32,
    /// What was answered.
    pub answer: WeekAnswer,
}

/// The answers to the week's question: did practice do anything you did not want?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WeekAnswer {
    /// Nothing.
    Nothing,
    /// Something.
    Something,
    /// Rather not say.
    Refused,
}

/// What was said about hard experiences, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Effects {
    /// The experiences.
    pub hard: Vec<HardLine>,
    /// The calls that were asked for.
    pub calls: Vec<CallLine>,
    /// The trainer's name, where there is somebody to call.
    pub trainer: Option<String>,
    /// Whether a study gets the kind of it.
    pub for_study: bool,
    /// Today, as the person's day counts.
    pub today: NaiveDate,
}

/// One hard experience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HardLine {
    /// The day it belongs to.
    pub day: NaiveDate,
    /// How it was.
    pub how: HowHard,
    /// The practice's name, if it came with one.
    pub practice: Option<String>,
    /// What was written; stays here.
    pub note: String,
    /// Whether the trainer hears that it happened.
    pub tell_trainer: bool,
}

/// One call that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CallLine {
    /// The day it was asked for.
    pub day: NaiveDate,
    /// The line for the trainer.
    pub note: String,
}

/// Notes a hard experience.
///
/// # Errors
/// [`crate::Code::Refused`] for a day to come, for nothing said, or for too many words.
pub fn note(ports: &dyn Ports, ledger: &mut Ledger, hard: &Hard, day: NaiveDate) -> Result<()> {
    let HowHard { unpleasant, affected_day, lasted } = hard.how;
    if !unpleasant && !affected_day && !lasted && hard.note.trim().is_empty() {
        return Err(Error::refused(
            "Please say one thing about it: tick a line, or write a word. Nothing was lost.",
        ));
    }
    if day > ports.now().day() {
        return Err(Error::refused("That day is still to come. Please choose today or before."));
    }
    not_longer(&hard.note, MOST_PRIVATE)?;
    ledger.append(ports, Draft::new("hard", hard)?.on(day))?;
    Ok(())
}

/// Asks the trainer for a call. It goes out with the next hand-in.
///
/// # Errors
/// [`crate::Code::Refused`] for too many words.
pub fn please_call(ports: &dyn Ports, ledger: &mut Ledger, note: &str) -> Result<()> {
    not_longer(note, MOST_CHARACTERS)?;
    ledger
        .append(ports, Draft::new("please-call", &PleaseCall { note: note.trim().to_owned() })?)?;
    Ok(())
}

/// Answers the question of a week, once.
///
/// # Errors
/// When the ledger cannot be written.
pub fn answer_week(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    week: u32,
    answer: WeekAnswer,
) -> Result<()> {
    if !weeks_answered(ledger)?.contains(&week) {
        ledger.append(ports, Draft::new("week-asked", &WeekAsked { week, answer })?)?;
    }
    Ok(())
}

/// The weeks whose question was answered.
///
/// # Errors
/// When the ledger cannot be read.
pub fn weeks_answered(ledger: &Ledger) -> Result<BTreeSet<u32>> {
    let asked = ledger.facts("week-asked", ME)?;
    asked.iter().map(|fact| Ok(fact.read::<WeekAsked>()?.week)).collect()
}

/// The hard experiences, the latest first, with their days.
///
/// # Errors
/// When the ledger cannot be read.
pub fn noted(ledger: &Ledger) -> Result<Vec<(NaiveDate, Hard)>> {
    let facts = ledger.facts("hard", ME)?;
    facts.iter().rev().map(|fact| Ok((fact.day, fact.read()?))).collect()
}

/// The calls that an author asked for, the latest first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn calls(ledger: &Ledger, author: &str) -> Result<Vec<CallLine>> {
    let facts = ledger.facts("please-call", author)?;
    let line = |note: PleaseCall, day| CallLine { day, note: note.note };
    facts.iter().rev().map(|fact| Ok(line(fact.read()?, fact.day))).collect()
}

fn not_longer(text: &str, most: usize) -> Result<()> {
    if text.chars().count() > most {
        return Err(Error::refused(format!(
            "That is longer than {most} characters. Please shorten it; nothing was lost."
        )));
    }
    Ok(())
}
