//! The coach's commands.

use std::ops::Bound::{Included, Unbounded};

use super::app::{App, Session, path};
use super::{
    AfterCourse, AnswerInput, Letter, MainThing, Monthly, Nothing, PathInput, PracticeLine,
    SheetInput, Today,
};
use crate::course::progress::card;
use crate::error::Result;
use crate::journal;
use crate::measures::Answer;
use crate::measures::runner::{Asked, sheets};
use crate::measures::sheet::{Receipt, Runner, RunnerItem, Sheet, SheetState};
use crate::people::{Role, own_data};
use crate::practice::log::entered::{self, GROUP};
use crate::practice::log::informal;
use crate::practice::log::{days_in_week, practiced_on};
use crate::practice::script::Practice;
use crate::practice::sit::{self, PracticeCard, usual_choices};
use crate::reminders;
use crate::study::enrolment::Enrolment;
use crate::study::outbox;
use crate::study::plan::{PlanBy, PlanVersion, Planned};
use crate::study::protocol::Arm;
use chrono::Months;

/// The longest a practice for between two visits is, minutes.
const SHORT: u32 = 3;

impl App {
    pub(super) fn today(&self, _: Nothing) -> Result<Today> {
        self.as_coach(|session, enrolment| {
            let now = session.ports.now();
            let day = now.day();
            let calendar = &enrolment.calendar;
            let week = calendar.week(day);
            let part = self.part(week)?;
            let planned = enrolment.plans.on(&self.course, week, day);
            let instruments = enrolment.instruments(&self.instruments);
            let mut sheets = sheets(&session.ledger, enrolment, &instruments, day)?;
            let main = self.main_thing(session, enrolment, &planned, &sheets)?;
            sheets.retain(|sheet| {
                is_open(sheet) && !matches!(&main, MainThing::Questionnaire { sheet: main } if main.wave == sheet.wave && main.instrument == sheet.instrument)
            });
            let takes_course = enrolment.takes_course();
            let lesson = card(&self.course, &session.ledger, part)?;
            let also = part.plan.also.iter().map(|id| self.practice(id)).collect::<Result<_>>()?;
            let short =
                self.course.practices.iter().filter(|one| one.script.longest_minutes <= SHORT);
            let lines = |practices: Vec<&Practice>| -> Result<Vec<PracticeLine>> {
                let wanted = practices.into_iter().filter(|_| takes_course);
                wanted.map(|one| self.line(session, one)).collect()
            };
            let first = if week == 0 { Unbounded } else { Included(calendar.first_day(week)) };
            let mut ticks = informal::ticks_on(&session.ledger, &(first, Unbounded))?;
            ticks.retain(|tick| calendar.week(tick.day) == week);
            Ok(Today {
                name: session.person.name.clone(),
                now: now.local.to_rfc3339(),
                day,
                starts_on: calendar.starts_on(),
                ends_on: calendar.ends_on(),
                week,
                weeks: calendar.weeks(),
                week_days: calendar.days(week).count() as u32,
                break_until: calendar.break_until(day),
                theme: if part.week == week { part.theme.clone() } else { String::new() },
                takes_course,
                days_done: days_in_week(&session.ledger, calendar, week)?,
                days_asked: enrolment.plans.asked_as_of(&self.course, calendar, day).days,
                lesson: Some(lesson).filter(|card| takes_course && card.read < card.sections),
                questionnaires: sheets,
                ask_about_week: self.week_to_ask(session, enrolment, week)?,
                again: if takes_course { self.again(session, enrolment, day)? } else { Vec::new() },
                informal: if takes_course { part.plan.informal.clone() } else { Vec::new() },
                practice: if matches!(main, MainThing::Practice { .. }) || !takes_course {
                    None
                } else {
                    Some(self.planned_line(session, &planned)?)
                },
                mixes: if takes_course && self.practice(&planned.practice)?.script.cues.is_empty() {
                    self.own_sit_cards(&session.ledger)?
                } else {
                    Vec::new()
                },
                after: self.after_course(session, enrolment, &planned)?,
                main,
                ticks,
                also: lines(also)?,
                short: lines(short.collect())?,
                for_trainer: self.for_trainer(session, enrolment)?,
                trainer: enrolment.trainer.clone(),
                last_sent: outbox::last_sent_on(&session.ledger)?,
            })
        })
    }

    /// The one main thing: the class tonight, else a study's questionnaire while it is open, else
    /// today's practice.
    fn main_thing(
        &self,
        session: &Session,
        enrolment: &Enrolment,
        planned: &Planned,
        sheets: &[Sheet],
    ) -> Result<MainThing> {
        // What is measured before the first class has to come before it.
        let today = session.ports.now().day();
        let asked = |sheet: &&Sheet| is_open(sheet) && sheet.due_on <= today;
        if let Some(sheet) = sheets.iter().find(asked).filter(|_| enrolment.for_study) {
            return Ok(MainThing::Questionnaire { sheet: sheet.clone() });
        }
        if let Some(class) = self.class_today(session, enrolment)? {
            return Ok(class);
        }
        let due = sheets.iter().find(|sheet| is_open(sheet));
        if let Some(sheet) = due.filter(|_| enrolment.for_study || !enrolment.takes_course()) {
            return Ok(MainThing::Questionnaire { sheet: sheet.clone() });
        }
        if !enrolment.takes_course() {
            let next = sheets.iter().find(|sheet| sheet.state == SheetState::NotDue);
            return Ok(MainThing::Rest {
                next_title: next.map(|sheet| sheet.wave_title.clone()),
                next_on: next.map(|sheet| sheet.opens_on),
                course_on: enrolment.unlocks_on,
            });
        }
        let practice = self.practice(&planned.practice)?;
        Ok(MainThing::Practice {
            practice: practice.script.id.clone(),
            title: practice.script.title.clone(),
            about: practice.script.about.clone(),
            choices: usual_choices(&session.ledger, practice, planned.minutes)?,
            short_minutes: planned.short_minutes,
            done_today: practiced_on(&session.ledger, session.ports.now().day())?,
        })
    }

    /// The class of a week with a trainer, on its day.
    fn class_today(&self, session: &Session, enrolment: &Enrolment) -> Result<Option<MainThing>> {
        let day = session.ports.now().day();
        let (calendar, week) = (&enrolment.calendar, enrolment.week(day));
        let is_class = (1..=calendar.weeks()).contains(&week) && calendar.class_day(week) == day;
        let is_there = enrolment.arm == Arm::Course && enrolment.trainer.is_some();
        let been = || -> Result<bool> {
            let entries = entered::entries(&session.ledger, &(day..=day))?;
            Ok(entries.iter().any(|entry| entry.sat.practice == GROUP))
        };
        if !is_class || !is_there || been()? {
            return Ok(None);
        }
        let part = self.part(week)?;
        Ok(Some(MainThing::Class {
            week,
            day,
            title: part.title.clone(),
            minutes: part.class_minutes,
            at: reminders::chosen(&session.ledger)?.class_at,
        }))
    }

    /// What is still to come after the last week.
    fn after_course(
        &self,
        session: &Session,
        enrolment: &Enrolment,
        planned: &Planned,
    ) -> Result<Option<AfterCourse>> {
        let (calendar, day) = (&enrolment.calendar, session.ports.now().day());
        let week = calendar.week(day);
        if week <= calendar.weeks() || !enrolment.takes_course() {
            return Ok(None);
        }
        let monthly = self.part(week)?.plan.informal.iter().filter(|informal| informal.monthly);
        let monthly = monthly.map(|informal| {
            let last = informal::last_ticked(&session.ledger, &informal.id)?;
            let next = last.unwrap_or(calendar.ends_on()) + Months::new(1);
            Ok(Monthly { informal: informal.clone(), last, next })
        });
        let mut letters = Vec::new();
        for exercise in &self.course.exercises {
            let back = journal::comes_back_on(exercise, calendar.ends_on());
            if let Some(back) = back.filter(|back| *back >= day) {
                let written = journal::line(&session.ledger, exercise, "")?.kept > 0;
                let (exercise, title) = (exercise.id.clone(), exercise.title.clone());
                letters.push(Letter { exercise, title, day: back, written });
            }
        }
        let mut follow_ups = sheets(&session.ledger, enrolment, &self.instruments, day)?;
        follow_ups.retain(|sheet| is_open(sheet) || sheet.state == SheetState::NotDue);
        let by_coach = |version: &PlanVersion| version.by == PlanBy::Coach;
        Ok(Some(AfterCourse {
            rhythm: planned.clone(),
            chosen: enrolment
                .plans
                .versions()
                .iter()
                .any(|version| by_coach(version) && version.version == planned.version),
            monthly: monthly.collect::<Result<_>>()?,
            letters,
            follow_ups,
        }))
    }

    pub(super) fn practices(&self, _: Nothing) -> Result<Vec<PracticeCard>> {
        self.as_coach(|session, enrolment| {
            let day = session.ports.now().day();
            let week = enrolment.week(day);
            let planned = enrolment.plans.on(&self.course, week, day);
            let plan = &planned.over(&self.part(week)?.plan);
            let mut cards: Vec<PracticeCard> = self
                .course
                .practices
                .iter()
                .map(|practice| sit::card(&session.ledger, practice, plan))
                .collect::<Result<_>>()?;
            let place = |card: &PracticeCard| plan.practices().position(|id| *id == card.id);
            cards.sort_by_key(|card| (place(card).unwrap_or(usize::MAX), card.title.clone()));
            Ok(cards)
        })
    }

    pub(super) fn questionnaires(&self, _: Nothing) -> Result<Vec<Sheet>> {
        self.as_coach(|session, enrolment| {
            let instruments = enrolment.instruments(&self.instruments);
            sheets(&session.ledger, enrolment, &instruments, session.ports.now().day())
        })
    }

    pub(super) fn questionnaire(&self, input: SheetInput) -> Result<Runner> {
        self.as_coach(|session, enrolment| {
            let instruments = enrolment.instruments(&self.instruments);
            let asked = Asked::find(enrolment, &instruments, &input.wave, &input.instrument)?;
            asked.runner(&session.ledger, session.ports.now().day())
        })
    }

    pub(super) fn answer(&self, input: AnswerInput) -> Result<RunnerItem> {
        self.as_coach(|session, enrolment| {
            let instrument = enrolment.instrument(&self.instruments, &input.instrument);
            let known = instrument.as_deref().map(std::slice::from_ref).unwrap_or_default();
            let asked = Asked::find(enrolment, known, &input.wave, &input.instrument)?;
            let Session { ports, ledger, .. } = session;
            match (&input.words, input.answer) {
                (Some(words), Answer::Code(_)) => {
                    asked.write(&**ports, ledger, input.number, words, input.ms)
                }
                _ => asked.answer(&**ports, ledger, input.number, input.answer, input.ms),
            }
        })
    }

    pub(super) fn hand_in(&self, input: SheetInput) -> Result<Receipt> {
        let receipt = self.as_coach(|session, enrolment| {
            let instruments = enrolment.instruments(&self.instruments);
            let asked = Asked::find(enrolment, &instruments, &input.wave, &input.instrument)?;
            let Session { ports, ledger, .. } = session;
            asked.hand_in(&**ports, ledger)
        })?;
        self.post_soon();
        Ok(receipt)
    }

    pub(super) fn save_own_data(&self, input: PathInput) -> Result<Vec<String>> {
        let folder = path(&input.path)?;
        self.as_coach(|session, _| {
            let Session { ports, ledger, .. } = session;
            own_data::write(&**ports, ledger, &self.course, &self.instruments, &folder)
        })
    }

    pub(super) fn as_coach<T>(
        &self,
        act: impl FnOnce(&mut Session, &Enrolment) -> Result<T>,
    ) -> Result<T> {
        self.as_role(Role::Coach, |session| {
            let enrolment =
                Enrolment::of(&session.ledger, &self.course, session.ports.now().day())?;
            act(session, &enrolment)
        })
    }

    /// The planned practice as a line, at its planned length.
    fn planned_line(&self, session: &Session, planned: &Planned) -> Result<PracticeLine> {
        let practice = self.practice(&planned.practice)?;
        let choices = usual_choices(&session.ledger, practice, planned.minutes)?;
        Ok(PracticeLine { choices, ..self.line(session, practice)? })
    }

    /// A practice as a line, at its usual choices and its shortest length.
    pub(super) fn line(&self, session: &Session, practice: &Practice) -> Result<PracticeLine> {
        let script = &practice.script;
        Ok(PracticeLine {
            id: script.id.clone(),
            title: script.title.clone(),
            about: script.about.clone(),
            choices: usual_choices(&session.ledger, practice, script.shortest_minutes)?,
        })
    }
}

fn is_open(sheet: &Sheet) -> bool {
    matches!(sheet.state, SheetState::Open | SheetState::Begun | SheetState::Late)
}
