//! The coach's commands.

use super::app::{App, Session, path};
use super::{AnswerInput, MainThing, Nothing, PathInput, PracticeLine, SheetInput, Today};
use crate::course::progress::card;
use crate::error::Result;
use crate::measures::Answer;
use crate::measures::runner::{Asked, sheets};
use crate::measures::sheet::{Receipt, Runner, Sheet, SheetState};
use crate::people::{Role, own_data};
use crate::practice::log::{days_in_week, informal, practiced_on};
use crate::practice::script::Practice;
use crate::practice::sit::{self, PracticeCard, usual_choices};
use crate::study::enrolment::Enrolment;
use crate::study::outbox::{self, Sharing};
use crate::study::plan::Planned;

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
            let shared = outbox::sharing(&session.ledger)?;
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
                main,
                days_done: days_in_week(&session.ledger, calendar, week)?,
                days_asked: enrolment.plans.asked_as_of(&self.course, calendar, day).days,
                lesson: Some(lesson).filter(|card| takes_course && card.read < card.sections),
                questionnaires: sheets,
                ask_about_week: self.week_to_ask(session, enrolment, week)?,
                again: if takes_course { self.again(session, enrolment, day)? } else { Vec::new() },
                informal: if takes_course { part.plan.informal.clone() } else { Vec::new() },
                ticks: informal::ticks(&session.ledger)?
                    .into_iter()
                    .filter(|tick| calendar.week(tick.day) == week)
                    .collect(),
                also: lines(also)?,
                short: lines(short.collect())?,
                trainer: enrolment.trainer.clone(),
                last_sent: shared.sent.first().map(|sent| sent.day),
            })
        })
    }

    /// The one main thing: a study's questionnaire while it is open, else today's practice.
    fn main_thing(
        &self,
        session: &Session,
        enrolment: &Enrolment,
        planned: &Planned,
        sheets: &[Sheet],
    ) -> Result<MainThing> {
        let due = sheets.iter().find(|sheet| is_open(sheet));
        if let Some(sheet) = due.filter(|_| enrolment.for_study || !enrolment.takes_course()) {
            return Ok(MainThing::Questionnaire { sheet: sheet.clone() });
        }
        if !enrolment.takes_course() {
            let next = sheets.iter().find(|sheet| sheet.state == SheetState::NotDue);
            return Ok(MainThing::Rest {
                next_title: next.map(|sheet| sheet.wave_title.clone()),
                next_on: next.map(|sheet| sheet.opens_on),
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

    pub(super) fn answer(&self, input: AnswerInput) -> Result<Runner> {
        self.as_coach(|session, enrolment| {
            let instruments = enrolment.instruments(&self.instruments);
            let asked = Asked::find(enrolment, &instruments, &input.wave, &input.instrument)?;
            let Session { ports, ledger, .. } = session;
            match (&input.words, input.answer) {
                (Some(words), Answer::Code(_)) => {
                    asked.write(&**ports, ledger, input.number, words, input.ms)?;
                }
                _ => asked.answer(&**ports, ledger, input.number, input.answer, input.ms)?,
            }
            asked.runner(ledger, ports.now().day())
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

    pub(super) fn sharing(&self, _: Nothing) -> Result<Sharing> {
        self.as_coach(|session, _| {
            let mut sharing = outbox::sharing(&session.ledger)?;
            sharing.trouble = session.trouble.clone();
            Ok(sharing)
        })
    }

    pub(super) fn send_now(&self, input: Nothing) -> Result<Sharing> {
        self.post_now();
        self.sharing(input)
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
            let enrolment = Enrolment::of(&session.ledger, &self.course)?;
            act(session, &enrolment)
        })
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
