//! The coach's commands.

use std::sync::Arc;

use super::app::{App, Session, lock};
use super::{
    AnswerInput, MainThing, Nothing, PracticeLine, ReportSit, SheetInput, SitStart, Today,
};
use crate::course::progress::card;
use crate::course::{Course, Part};
use crate::error::{Result, Trouble};
use crate::measures::Answer;
use crate::measures::runner::{Asked, sheets};
use crate::measures::sheet::{Receipt, Runner, Sheet, SheetState};
use crate::people::Role;
use crate::ports::Position;
use crate::practice::log::{self, PracticeLog, days_in_week};
use crate::practice::script::Practice;
use crate::practice::sit::{self, PracticeCard, Sit, SitState, WeekOfSit, usual_choices};
use crate::study::enrolment::Enrolment;
use crate::study::outbox::{self, Sharing};

/// The longest a practice for between two visits is, minutes.
const SHORT: u32 = 3;

impl App {
    pub(super) fn today(&self, _: Nothing) -> Result<Today> {
        self.as_coach(|session, enrolment| {
            let now = session.ports.now();
            let day = now.day();
            let week = enrolment.week(day);
            let part = self.part(week)?;
            let instruments = enrolment.instruments(&self.instruments);
            let mut sheets = sheets(&session.ledger, enrolment, &instruments, day)?;
            let main = self.main_thing(session, enrolment, part, &sheets)?;
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
                starts_on: enrolment.starts_on,
                ends_on: enrolment.ends_on(),
                week,
                weeks: enrolment.weeks,
                theme: if part.week == week { part.theme.clone() } else { String::new() },
                takes_course,
                main,
                days_done: days_in_week(&session.ledger, enrolment.starts_on, week)?,
                days_asked: part.plan.days,
                lesson: Some(lesson).filter(|card| takes_course && card.read < card.sections),
                questionnaires: sheets,
                again: if takes_course { self.again(session, enrolment, day)? } else { Vec::new() },
                informal: if takes_course { part.plan.informal.clone() } else { Vec::new() },
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
        part: &Part,
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
        let practice = self.practice(&part.plan.practice)?;
        let log = log::log(&session.ledger, &self.course, enrolment, session.ports.now().day())?;
        Ok(MainThing::Practice {
            practice: practice.script.id.clone(),
            title: practice.script.title.clone(),
            about: practice.script.about.clone(),
            choices: usual_choices(&session.ledger, practice, part.plan.minutes)?,
            short_minutes: part.plan.short_minutes,
            done_today: log.sits.first().is_some_and(|sit| sit.day == log.today),
        })
    }

    pub(super) fn practices(&self, _: Nothing) -> Result<Vec<PracticeCard>> {
        self.as_coach(|session, enrolment| {
            let week = enrolment.week(session.ports.now().day());
            let plan = &self.part(week)?.plan;
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

    pub(super) fn sit_start(&self, input: SitStart) -> Result<SitState> {
        let practice = self.practice(&input.practice)?;
        let (state, timeline, sound) = self.as_coach(|session, _| {
            self.note_sit(session)?;
            let sit = Sit::begin(&*session.ports, practice, input.choices)?;
            let at_start = Position { seconds: 0.0, paused: false, audible: true };
            let state = sit.state(&*session.ports, Some(at_start));
            let timeline = sit.timeline();
            session.sit = Some(sit);
            Ok((state, timeline, Arc::clone(&session.ports)))
        })?;
        let (shared, course) = (Arc::clone(&self.session), Arc::clone(&self.course));
        let posting = self.poster();
        let played = Arc::clone(&timeline);
        let ended = move || {
            if let Some(session) = lock(&shared).as_mut() {
                let same = |sit: &Sit| Arc::ptr_eq(&sit.timeline(), &played);
                if session.sit.as_ref().is_some_and(same) {
                    session.trouble =
                        note(session, &course, None).err().map(|error| Trouble::from(&error));
                }
            }
            posting();
        };
        sound.sound().start(timeline, Box::new(ended));
        Ok(state)
    }

    pub(super) fn sit(&self, _: Nothing) -> Result<Option<SitState>> {
        self.with(|session| {
            let position = session.ports.sound().position();
            Ok(session.sit.as_ref().map(|sit| sit.state(&*session.ports, position)))
        })
    }

    pub(super) fn sit_pause(&self, input: Nothing) -> Result<Option<SitState>> {
        self.with(|session| {
            session.ports.sound().pause();
            Ok(())
        })?;
        self.sit(input)
    }

    pub(super) fn sit_brake(&self, input: Nothing) -> Result<Option<SitState>> {
        self.with(|session| {
            session.ports.sound().fade();
            Ok(())
        })?;
        self.sit(input)
    }

    pub(super) fn sit_resume(&self, input: Nothing) -> Result<Option<SitState>> {
        self.with(|session| {
            session.ports.sound().resume();
            Ok(())
        })?;
        self.sit(input)
    }

    pub(super) fn sit_stop(&self, input: Nothing) -> Result<Option<SitState>> {
        self.with(|session| self.note_sit(session))?;
        self.post_soon();
        self.sit(input)
    }

    /// Ends a sit that is under way and notes what was sat.
    pub(super) fn note_sit(&self, session: &mut Session) -> Result<()> {
        if session.sit.as_ref().is_none_or(Sit::is_over) {
            return Ok(());
        }
        let position = session.ports.sound().position();
        note(session, &self.course, position)?;
        session.ports.sound().stop();
        Ok(())
    }

    pub(super) fn practice_log(&self, _: Nothing) -> Result<PracticeLog> {
        self.as_coach(|session, enrolment| {
            log::log(&session.ledger, &self.course, enrolment, session.ports.now().day())
        })
    }

    pub(super) fn report_sit(&self, input: ReportSit) -> Result<PracticeLog> {
        self.practice(&input.practice)?;
        self.as_coach(|session, _| {
            let Session { ports, ledger, .. } = session;
            log::report(&**ports, ledger, &input.practice, input.day, input.minutes)
        })?;
        self.post_soon();
        self.practice_log(Nothing {})
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

/// Notes the session's sit; no position means the last bell.
fn note(session: &mut Session, course: &Course, position: Option<Position>) -> Result<()> {
    let enrolment = Enrolment::of(&session.ledger, course)?;
    let Session { ports, ledger, sit, .. } = session;
    let Some(sit) = sit.as_mut() else { return Ok(()) };
    let number = enrolment.week(sit.day());
    let days_asked = course.part_of_week(number).map_or(0, |part| part.plan.days);
    let week = WeekOfSit { starts_on: enrolment.starts_on, number, days_asked };
    sit.note(&**ports, ledger, &week, position)
}
