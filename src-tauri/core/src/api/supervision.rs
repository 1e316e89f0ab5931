//! Supervision: what to bring, and the time it took.

use chrono::NaiveDate;
use serde::Deserialize;
use ts_rs::TS;

use super::Nothing;
use super::app::{App, Session};
use crate::course::Part;
use crate::course::lesson::{Block, Inline};
use crate::error::Result;
use crate::study::enrolment::Enrolment;
use crate::supervision::{self, Agenda, Supervised, SupervisionView};

/// A meeting to note.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteMeeting {
    /// Its day.
    pub day: NaiveDate,
    /// How it was held, and for how long.
    pub held: Supervised,
}

/// A meeting to take out.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MeetingInput {
    /// Its id.
    pub meeting: String,
}

impl App {
    pub(super) fn supervision(&self, _: Nothing) -> Result<SupervisionView> {
        self.as_coach(|session, enrolment| self.supervision_view(session, enrolment))
    }

    pub(super) fn keep_agenda(&self, input: Agenda) -> Result<SupervisionView> {
        self.as_coach(|session, enrolment| {
            supervision::keep_agenda(&*session.ports, &mut session.ledger, input)?;
            self.supervision_view(session, enrolment)
        })
    }

    pub(super) fn note_meeting(&self, input: NoteMeeting) -> Result<SupervisionView> {
        self.as_coach(|session, enrolment| {
            supervision::note(&*session.ports, &mut session.ledger, input.day, &input.held)?;
            self.supervision_view(session, enrolment)
        })
    }

    pub(super) fn remove_meeting(&self, input: MeetingInput) -> Result<SupervisionView> {
        self.as_coach(|session, enrolment| {
            supervision::remove(&*session.ports, &mut session.ledger, &input.meeting)?;
            self.supervision_view(session, enrolment)
        })
    }

    fn supervision_view(
        &self,
        session: &Session,
        enrolment: &Enrolment,
    ) -> Result<SupervisionView> {
        let today = session.ports.now().day();
        let meetings = supervision::meetings(&session.ledger)?;
        let questions = match enrolment.takes_course() {
            true => self.questions(self.part(enrolment.week(today))?),
            false => Vec::new(),
        };
        Ok(SupervisionView {
            agenda: supervision::agenda(&session.ledger)?,
            questions,
            minutes: meetings.iter().map(|meeting| meeting.held.minutes).sum(),
            meetings,
            today,
        })
    }

    /// The questions that a lesson ends with.
    fn questions(&self, part: &Part) -> Vec<String> {
        let Some(last) = self.course.lesson_of(part).sections.last() else { return Vec::new() };
        let items = last.blocks.iter().flat_map(|block| match block {
            Block::List { ordered: true, items } => items.as_slice(),
            _ => &[],
        });
        items.map(|item| item.iter().map(Inline::words).collect()).collect()
    }
}
