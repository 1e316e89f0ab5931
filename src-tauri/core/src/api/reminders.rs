//! Reminders, the calendar file, and pages on paper.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDateTime;
use serde::Deserialize;
use ts_rs::TS;

use super::app::{App, Session, lock, path};
use super::{Nothing, PathInput};
use crate::classes::fidelity;
use crate::course::progress::chosen_roles;
use crate::error::{Code, Error, Result};
use crate::paper::Paper;
use crate::people::Role;
use crate::ports::{PathKind, Ports};
use crate::programme::report::ReportKind;
use crate::reminders::{self, Reminder};
use crate::store::Ledger;

/// What a person asked to be reminded of, kept while the program runs: it reminds with the ledger
/// locked as well.
#[derive(Debug, Default)]
pub(super) struct Bell {
    at: Reminder,
    looked: Option<NaiveDateTime>,
}

/// A page to put on paper.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum PaperInput {
    /// A part's lesson.
    Lesson {
        /// The part's id.
        part: String,
    },
    /// A part's card.
    Card {
        /// The part's id.
        part: String,
    },
    /// A part's class plan: for trainers.
    Class {
        /// The part's id.
        part: String,
    },
    /// What people take home from a part's class: for trainers.
    TakeHome {
        /// The part's id.
        part: String,
    },
    /// What was done of the plans of all classes so far: for trainers.
    ClassesKept,
    /// A report on the cohort: for trainers.
    Report {
        /// Which.
        report: ReportKind,
    },
}

impl App {
    pub(super) fn reminder(&self, _: Nothing) -> Result<Reminder> {
        self.as_coach(|session, _| reminders::chosen(&session.ledger))
    }

    pub(super) fn choose_reminder(&self, input: Reminder) -> Result<Reminder> {
        self.as_coach(|session, _| {
            if input.starts_with_computer
                != reminders::chosen(&session.ledger)?.starts_with_computer
            {
                session.ports.start_with_computer(input.starts_with_computer)?;
            }
            reminders::choose(&*session.ports, &mut session.ledger, &input)?;
            self.remember(session)?;
            Ok(input)
        })
    }

    pub(super) fn save_calendar(&self, input: PathInput) -> Result<String> {
        let folder = path(&input.path)?;
        self.as_coach(|session, enrolment| {
            let today = session.ports.now().day();
            let Session { ledger, ports, .. } = session;
            let events =
                reminders::events(ledger, &self.course, &self.instruments, enrolment, today)?;
            std::fs::create_dir_all(&folder)?;
            let file = folder.join("evenkeel.ics");
            ports.write_calendar(&events, &file)?;
            Ok(file.display().to_string())
        })
    }

    pub(super) fn save_pdf(&self, input: PaperInput) -> Result<Option<String>> {
        let course = &self.course;
        let (ports, paper) = match &input {
            PaperInput::Report { report } => {
                let ports = self.with(|session| Ok(Arc::clone(&session.ports)))?;
                (ports, self.report_paper(*report)?)
            }
            PaperInput::Lesson { part } => {
                let part = self.known_part(part)?;
                self.paper_for(None, |ledger| {
                    Ok(Paper::lesson(course, part, &chosen_roles(ledger)?))
                })?
            }
            PaperInput::Card { part } => {
                let part = self.known_part(part)?;
                self.paper_for(None, |_| Ok(Paper::card(course, part)))?
            }
            PaperInput::Class { part } => {
                let part = self.known_part(part)?;
                self.paper_for(Some(Role::Trainer), |_| Ok(Paper::class(course, part)))?
            }
            PaperInput::TakeHome { part } => {
                let part = self.known_part(part)?;
                self.paper_for(Some(Role::Trainer), |ledger| self.take_home(ledger, part))?
            }
            PaperInput::ClassesKept => {
                self.paper_for(Some(Role::Trainer), |ledger| fidelity::paper(ledger, course))?
            }
        };
        // Nobody waits for the dialog but the one who asked.
        let Some(file) = ports.choose_path(PathKind::SavePdf) else { return Ok(None) };
        let file: PathBuf =
            if file.extension().is_some() { file } else { file.with_extension("pdf") };
        ports.write_paper(&paper, &file)?;
        Ok(Some(file.display().to_string()))
    }

    /// A page, for one role alone where one is named.
    fn paper_for(
        &self,
        role: Option<Role>,
        page: impl FnOnce(&Ledger) -> Result<Paper>,
    ) -> Result<(Arc<dyn Ports>, Paper)> {
        self.as_learner(|session, _| {
            if role.is_some_and(|role| role != session.person.role) {
                return Err(Error::new(Code::Fault, "this is for trainers"));
            }
            Ok((Arc::clone(&session.ports), page(&session.ledger)?))
        })
    }

    /// Takes over what the person of an open ledger wants to be reminded of.
    pub(super) fn remember(&self, session: &Session) -> Result<()> {
        let mut bell = lock(&self.bell);
        bell.at = reminders::chosen(&session.ledger)?;
        bell.looked = Some(session.ports.now().local.naive_local());
        Ok(())
    }

    /// Whether it is time to practice, asked by a host every now and then. True once for each time
    /// that was chosen; never while a sit is under way.
    pub fn is_time_to_practice(&self) -> bool {
        let sits = lock(&self.session)
            .as_ref()
            .is_some_and(|session| session.sit.as_ref().is_some_and(|sit| !sit.is_over()));
        let now = self.now().local.naive_local();
        let mut bell = lock(&self.bell);
        let before = bell.looked.replace(now);
        let due = bell.at.practice_at.zip(before);
        due.is_some_and(|(at, before)| reminders::is_due(at, before, now)) && !sits
    }
}
