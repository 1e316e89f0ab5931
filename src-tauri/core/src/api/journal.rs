//! What a coach writes down: exercises, calendars, the letter.

use chrono::NaiveDate;
use serde::Deserialize;
use ts_rs::TS;

use super::Nothing;
use super::app::{App, Session};
use crate::course::exercise::Exercise;
use crate::error::{Code, Error, Result};
use crate::journal::{self, ExerciseLine, ExerciseView, KeepEntry};
use crate::study::enrolment::Enrolment;

/// How long something that came back stays on Today, days.
const STAYS_DAYS: i64 = 28;

/// One exercise.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExerciseInput {
    /// Its id.
    pub exercise: String,
}

/// One entry of an exercise.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EntryInput {
    /// The exercise's id.
    pub exercise: String,
    /// The entry's id.
    pub entry: String,
}

impl App {
    pub(super) fn exercise(&self, input: ExerciseInput) -> Result<ExerciseView> {
        let exercise = self.known_exercise(&input.exercise)?;
        self.as_coach(|session, enrolment| self.exercise_view(session, enrolment, exercise))
    }

    pub(super) fn journal(&self, _: Nothing) -> Result<Vec<ExerciseLine>> {
        self.as_coach(|session, _| {
            let parts = self.course.manifest.parts.iter();
            let asked = parts.flat_map(|part| {
                self.course.lesson_of(part).exercises().map(move |id| (part.id.as_str(), id))
            });
            let by_themselves = self.course.manifest.notebook.iter().map(|id| ("", id));
            by_themselves
                .chain(asked)
                .filter_map(|(part, id)| Some((part, self.course.exercise(id)?)))
                .map(|(part, exercise)| journal::line(&session.ledger, exercise, part))
                .collect()
        })
    }

    pub(super) fn keep_entry(&self, input: KeepEntry) -> Result<ExerciseView> {
        let exercise = self.known_exercise(&input.exercise)?;
        self.as_coach(|session, enrolment| {
            journal::keep(&*session.ports, &mut session.ledger, exercise, input)?;
            self.exercise_view(session, enrolment, exercise)
        })
    }

    pub(super) fn keep_draft(&self, input: KeepEntry) -> Result<()> {
        self.known_exercise(&input.exercise)?;
        self.as_coach(|session, _| journal::keep_draft(&mut session.ledger, &input))
    }

    pub(super) fn remove_entry(&self, input: EntryInput) -> Result<ExerciseView> {
        let exercise = self.known_exercise(&input.exercise)?;
        self.as_coach(|session, enrolment| {
            journal::remove(&*session.ports, &mut session.ledger, &input.entry)?;
            self.exercise_view(session, enrolment, exercise)
        })
    }

    /// What was written earlier and comes back on this day.
    pub(super) fn again(
        &self,
        session: &Session,
        enrolment: &Enrolment,
        day: NaiveDate,
    ) -> Result<Vec<ExerciseLine>> {
        let week = enrolment.week(day);
        let returns = |exercise: &&Exercise| {
            let back = journal::comes_back_on(exercise, enrolment.calendar.ends_on());
            exercise.again.weeks.contains(&week)
                || back.is_some_and(|back| (0..STAYS_DAYS).contains(&(day - back).num_days()))
        };
        let lines = self.course.exercises.iter().filter(returns).map(|exercise| {
            let part = self.course.part_of_exercise(&exercise.id);
            journal::line(&session.ledger, exercise, part.map_or("", |part| &part.id))
        });
        let mut lines = lines.collect::<Result<Vec<_>>>()?;
        lines.retain(|line| line.kept > 0);
        Ok(lines)
    }

    fn exercise_view(
        &self,
        session: &Session,
        enrolment: &Enrolment,
        exercise: &Exercise,
    ) -> Result<ExerciseView> {
        let today = session.ports.now().day();
        let week = enrolment.week(today);
        let part = self.course.part_of_exercise(&exercise.id);
        let mut entries = journal::entries(&session.ledger)?;
        entries.retain(|entry| entry.exercise == exercise.id);
        Ok(ExerciseView {
            exercise: exercise.clone(),
            part: part.map_or_else(String::new, |part| part.id.clone()),
            lesson: part.map_or_else(String::new, |part| part.title.clone()),
            today,
            entries,
            draft: journal::draft(&session.ledger, &exercise.id)?,
            answer: exercise.answer.clone().filter(|answer| week >= answer.week),
            waits_until: journal::comes_back_on(exercise, enrolment.calendar.ends_on())
                .filter(|back| *back > today),
        })
    }

    fn known_exercise(&self, id: &str) -> Result<&Exercise> {
        self.course.exercise(id).ok_or_else(|| Error::new(Code::NotFound, "no such exercise"))
    }
}
