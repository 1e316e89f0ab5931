//! Hard experiences, "please call me", and a second look at words that leave the computer.

use chrono::NaiveDate;
use serde::Deserialize;
use ts_rs::TS;

use super::Nothing;
use super::app::{App, Session};
use crate::effects::{self, Effects, Hard, HardLine, HowHard, WeekAnswer};
use crate::error::Result;
use crate::guard::{self, Pointer};
use crate::store::fact::ME;
use crate::study::enrolment::Enrolment;

/// A hard experience to note.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteHard {
    /// The day it belongs to.
    pub day: NaiveDate,
    /// How it was.
    pub how: HowHard,
    /// The practice it came with, by id.
    pub practice: Option<String>,
    /// What the coach writes for themselves; stays here.
    pub note: String,
    /// Whether the trainer hears that it happened.
    pub tell_trainer: bool,
}

/// A call to ask for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AskForCall {
    /// A line for the trainer; may be empty.
    pub note: String,
}

/// The answer to a week's question.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerWeek {
    /// The week.
    pub week: u32,
    /// What is answered.
    pub answer: WeekAnswer,
}

/// Words that may leave the computer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LookOver {
    /// The words.
    pub text: String,
}

impl App {
    pub(super) fn effects(&self, _: Nothing) -> Result<Effects> {
        self.as_coach(|session, enrolment| self.effects_view(session, enrolment))
    }

    pub(super) fn note_hard(&self, input: NoteHard) -> Result<Effects> {
        let NoteHard { day, how, practice, note, tell_trainer } = input;
        if let Some(id) = &practice {
            self.practice(id)?;
        }
        let view = self.as_coach(|session, enrolment| {
            let tell_trainer = tell_trainer && enrolment.reaches().is_some();
            let hard = Hard { how, practice, note, tell_trainer };
            effects::note(&*session.ports, &mut session.ledger, &hard, day)?;
            self.effects_view(session, enrolment)
        })?;
        self.post_soon();
        Ok(view)
    }

    pub(super) fn please_call(&self, input: AskForCall) -> Result<Effects> {
        let view = self.as_coach(|session, enrolment| {
            effects::please_call(&*session.ports, &mut session.ledger, &input.note)?;
            self.effects_view(session, enrolment)
        })?;
        self.post_soon();
        Ok(view)
    }

    pub(super) fn answer_week(&self, input: AnswerWeek) -> Result<()> {
        self.as_coach(|session, _| {
            effects::answer_week(&*session.ports, &mut session.ledger, input.week, input.answer)
        })?;
        self.post_soon();
        Ok(())
    }

    pub(super) fn look_over(&self, input: LookOver) -> Result<Vec<Pointer>> {
        Ok(guard::look_over(&input.text))
    }

    /// The week whose question is open: the one before, once it is over, where it was not asked
    /// about yet. Only the last one is asked about, so that nothing piles up.
    pub(super) fn week_to_ask(
        &self,
        session: &Session,
        enrolment: &Enrolment,
        week: u32,
    ) -> Result<Option<u32>> {
        let weeks = 1..=enrolment.calendar.weeks();
        let before = week.checked_sub(1).filter(|before| weeks.contains(before));
        let Some(before) = before.filter(|_| enrolment.takes_course()) else { return Ok(None) };
        let answered = effects::weeks_answered(&session.ledger)?;
        Ok(Some(before).filter(|week| !answered.contains(week)))
    }

    fn effects_view(&self, session: &Session, enrolment: &Enrolment) -> Result<Effects> {
        let line = |(day, hard): (NaiveDate, Hard)| HardLine {
            day,
            how: hard.how,
            practice: hard.practice.map(|id| {
                self.course.practice(&id).map_or(id, |practice| practice.script.title.clone())
            }),
            note: hard.note,
            tell_trainer: hard.tell_trainer,
        };
        Ok(Effects {
            hard: effects::noted(&session.ledger)?.into_iter().map(line).collect(),
            calls: effects::calls(&session.ledger, ME)?,
            trainer: enrolment.reaches().cloned(),
            for_study: enrolment.for_study,
            today: session.ports.now().day(),
        })
    }
}
