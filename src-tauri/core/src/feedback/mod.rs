//! What a coach says about the course at its end, for their trainer: the questions of
//! `course-feedback`, asked apart from any study.
//!
//! **What the trainer's program shows**: totals alone, and each total over 5 answers, 10, 15 and so
//! on, in the order in which they came. So nobody's answer shows as the difference between two
//! looks. Words only where the coach says so, without a name and shuffled. **What the file
//! contains**: the answers under the coach's code, like everything else that goes to the trainer.
//! Somebody who takes the trainer's ledger apart could read whose they are, and the coach is told.

mod totals;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use totals::{FeedbackTotals, ItemTotal, STEP, Theme, WordsSaid, totals};

use crate::error::{Code, Error, Result};
use crate::measures::{Instrument, WRITTEN};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;
use crate::study::enrolment::Enrolment;
use crate::study::protocol::{Arm, Protocol};

/// The kind of the fact, and the id of the questionnaire.
pub const FEEDBACK: &str = "course-feedback";
/// The most characters of an answer in one's own words.
const MOST_CHARACTERS: usize = 2_000;
/// Days after the course for which Today offers it.
const OFFERED_DAYS: u64 = 28;

/// What a coach says. Also the body of a [`FEEDBACK`] fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// The code chosen, by the item's number.
    pub codes: BTreeMap<u32, i32>,
    /// What was written to open questions, by the item's number.
    pub words: BTreeMap<u32, String>,
    /// Whether the trainer may read those words. Without it they stay in this ledger.
    pub show_words: bool,
}

impl Feedback {
    /// What of it goes to the trainer.
    pub fn outgoing(mut self) -> Self {
        if !self.show_words {
            self.words.clear();
        }
        self
    }
}

/// The questions, and what was said.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FeedbackView {
    /// What the questions are.
    pub about: String,
    /// About how long they take, minutes.
    pub minutes: u32,
    /// The questions, in order.
    pub items: Vec<FeedbackItem>,
    /// What was chosen so far, and is not sent.
    pub draft: Feedback,
    /// What was sent; it cannot be changed.
    pub sent: Option<Feedback>,
    /// The day it was sent.
    pub sent_on: Option<NaiveDate>,
    /// To whom it goes; none where nobody asks for it.
    pub trainer: Option<String>,
    /// The day from which it can be sent: that of the last class.
    pub opens_on: NaiveDate,
    /// Today, as the person's day counts.
    pub today: NaiveDate,
}

/// One question about the course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FeedbackItem {
    /// Its number.
    pub number: u32,
    /// Its words.
    pub text: String,
    /// What can be chosen: each code with its words. None for an open question.
    pub options: Vec<(i32, String)>,
}

/// The questionnaire among those there are.
///
/// # Errors
/// [`Code::Content`] when it is not there, or not whole.
pub fn questions(instruments: &[Instrument]) -> Result<&Instrument> {
    let known = instruments.iter().find(|one| one.id == FEEDBACK && one.is_worded());
    known.ok_or_else(|| Error::new(Code::Content, format!("measures/{FEEDBACK}.toml is missing.")))
}

/// Whether a study asks the same already; then nobody is asked twice.
pub fn asked_by(protocol: &Protocol) -> bool {
    protocol.waves.iter().any(|wave| wave.instruments.iter().any(|id| id == FEEDBACK))
}

/// Whom a coach can send it to.
pub fn reader(enrolment: &Enrolment) -> Option<&String> {
    let asked = enrolment.for_study && asked_by(&enrolment.protocol);
    enrolment.reaches().filter(|_| enrolment.arm == Arm::Course && !asked)
}

/// Whether Today offers it: from the last class until some weeks after the course.
///
/// # Errors
/// When the ledger cannot be read.
pub fn is_offered(ledger: &Ledger, enrolment: &Enrolment, today: NaiveDate) -> Result<bool> {
    let last = enrolment.calendar.ends_on() + chrono::Days::new(OFFERED_DAYS);
    let open = (opens_on(enrolment)..=last).contains(&today) && reader(enrolment).is_some();
    Ok(open && ledger.latest(FEEDBACK)?.is_none())
}

/// The form as a coach sees it.
///
/// # Errors
/// As [`questions`].
pub fn view(
    ledger: &Ledger,
    enrolment: &Enrolment,
    instruments: &[Instrument],
    today: NaiveDate,
) -> Result<FeedbackView> {
    let asked = questions(instruments)?;
    let draft = ledger.draft(FEEDBACK)?;
    let sent = ledger.latest(FEEDBACK)?;
    Ok(FeedbackView {
        about: asked.about.clone(),
        minutes: asked.minutes,
        items: asked
            .items
            .iter()
            .map(|item| FeedbackItem {
                number: item.number,
                text: item.text.clone(),
                options: if item.open {
                    Vec::new()
                } else {
                    asked.codes(item).iter().copied().zip(asked.labels(item)).collect()
                },
            })
            .collect(),
        draft: draft.map(|body| serde_json::from_str(&body)).transpose()?.unwrap_or_default(),
        sent_on: sent.as_ref().map(|fact| fact.day),
        sent: sent.map(|fact| fact.read()).transpose()?,
        trainer: reader(enrolment).cloned(),
        opens_on: opens_on(enrolment),
        today,
    })
}

/// Keeps what is not sent yet, so that nothing is lost.
///
/// # Errors
/// When the ledger cannot be written.
pub fn keep(ledger: &mut Ledger, said: &Feedback) -> Result<()> {
    let empty = said.codes.is_empty() && said.words.values().all(|words| words.trim().is_empty());
    let body = if empty { None } else { Some(serde_json::to_string(said)?) };
    ledger.keep_draft(FEEDBACK, body.as_deref())
}

/// Sends it, once.
///
/// # Errors
/// [`Code::Refused`] when it was sent before, before the last class, or when nothing is said.
pub fn send(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    enrolment: &Enrolment,
    instruments: &[Instrument],
    said: Feedback,
) -> Result<()> {
    if ledger.latest(FEEDBACK)?.is_some() {
        return Err(Error::refused("This was sent already, and once is all there is."));
    }
    if reader(enrolment).is_none() {
        return Err(Error::refused("There is nobody here to send it to. Nothing was lost."));
    }
    if ports.now().day() < opens_on(enrolment) {
        return Err(Error::refused(
            "The course is still on. You can send this from the day of the last class; what you \
             chose stays here until then.",
        ));
    }
    let said = checked(questions(instruments)?, said)?;
    ledger.append_over_draft(ports, FEEDBACK, vec![Draft::new(FEEDBACK, &said)?])
}

fn opens_on(enrolment: &Enrolment) -> NaiveDate {
    enrolment.calendar.class_day(enrolment.calendar.weeks())
}

/// What was said, as far as it was asked.
fn checked(asked: &Instrument, said: Feedback) -> Result<Feedback> {
    let mut kept = Feedback { show_words: said.show_words, ..Feedback::default() };
    for item in &asked.items {
        let words = said.words.get(&item.number).map_or("", |words| words.trim());
        match said.codes.get(&item.number) {
            Some(code) if !item.open && asked.codes(item).contains(code) => {
                kept.codes.insert(item.number, *code);
            }
            Some(code) if !item.open || *code != WRITTEN => {
                return Err(Error::new(Code::Fault, format!("item {} has no {code}", item.number)));
            }
            _ => {}
        }
        if words.chars().count() > MOST_CHARACTERS {
            return Err(Error::refused(format!(
                "An answer is longer than {MOST_CHARACTERS} characters. Please shorten it; nothing \
                 was lost."
            )));
        }
        if item.open && !words.is_empty() {
            kept.words.insert(item.number, words.to_owned());
        }
    }
    let empty = kept.codes.is_empty() && (kept.words.is_empty() || !kept.show_words);
    if empty {
        return Err(Error::refused(
            "There is nothing to send yet. One answer is enough. Words go along only if you say so \
             at the end.",
        ));
    }
    Ok(kept)
}
