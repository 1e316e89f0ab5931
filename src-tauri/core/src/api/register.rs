//! The trainer's commands for the register of hard experiences.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Nothing;
use super::app::{App, Session, path};
use crate::cohort::roster;
use crate::course::hard::HardKind;
use crate::error::{Code, Error, Result};
use crate::people::Role;
use crate::register::export::{self, RegisterExported, RegisterText, Source};
use crate::register::{self, FollowUp, HeardHard, RegisterEntry, RegisterLine};
use crate::store::Ledger;

/// An entry to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WriteRegister {
    /// The day it happened.
    pub day: NaiveDate,
    /// The entry.
    pub entry: RegisterEntry,
    /// The entry it stands in place of, and why; none for a new one.
    pub corrects: Option<RegisterCorrects>,
}

/// What a correction stands in place of.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterCorrects {
    /// The entry's id.
    pub id: String,
    /// Why it is corrected.
    pub reason: String,
}

/// The register to export.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportRegister {
    /// A folder that is empty or not there yet.
    pub folder: String,
    /// The texts that go along, by id.
    pub texts: Vec<String>,
}

/// The register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisterView {
    /// Its entries, the latest day first.
    pub lines: Vec<RegisterLine>,
    /// What coaches said was hard and no entry has taken up.
    pub heard: Vec<HeardHard>,
    /// The kinds an entry can be of.
    pub kinds: Vec<HardKind>,
    /// The practices it can have come with, by name.
    pub practices: Vec<PracticeName>,
    /// The coaches on the roster, by name.
    pub coaches: Vec<CoachName>,
    /// Today, as the day counts.
    pub today: NaiveDate,
}

/// A practice by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PracticeName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
}

/// A coach by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CoachName {
    /// The code.
    pub code: String,
    /// The name the trainer gave.
    pub name: String,
}

impl App {
    pub(super) fn register(&self, _: Nothing) -> Result<RegisterView> {
        self.as_role(Role::Trainer, |session| self.register_view(session))
    }

    pub(super) fn write_register(&self, input: WriteRegister) -> Result<RegisterView> {
        let WriteRegister { day, entry, corrects } = input;
        if let Some(id) = &entry.practice {
            self.practice(id)?;
        }
        if !self.course.hard.kinds.iter().any(|kind| kind.id == entry.kind) {
            return Err(Error::refused("Please choose what kind of experience it was."));
        }
        self.as_role(Role::Trainer, |session| {
            let known = names(&session.ledger)?;
            if entry.coach.as_ref().is_some_and(|code| !known.contains_key(code)) {
                return Err(Error::new(Code::NotFound, "no such code on the roster"));
            }
            let corrects = corrects.as_ref().map(|one| (one.id.as_str(), one.reason.as_str()));
            register::write(&*session.ports, &mut session.ledger, day, &entry, corrects)?;
            self.register_view(session)
        })
    }

    pub(super) fn follow_up(&self, input: FollowUp) -> Result<RegisterView> {
        self.as_role(Role::Trainer, |session| {
            register::follow_up(&*session.ports, &mut session.ledger, &input)?;
            self.register_view(session)
        })
    }

    pub(super) fn register_texts(&self, _: Nothing) -> Result<Vec<RegisterText>> {
        self.with_register(|_, source| Ok(export::texts(source)))
    }

    pub(super) fn export_register(&self, input: ExportRegister) -> Result<RegisterExported> {
        let folder = path(&input.folder)?;
        let ticked: BTreeSet<String> = input.texts.into_iter().collect();
        self.with_register(|session, source| {
            export::write(&*session.ports, source, &ticked, &folder)
        })
    }

    fn with_register<T>(&self, act: impl FnOnce(&Session, Source) -> Result<T>) -> Result<T> {
        self.as_role(Role::Trainer, |session| {
            let names = names(&session.ledger)?;
            let lines = register::lines(&session.ledger, &names)?;
            let setup = roster::setup(&session.ledger)?;
            let calendar = setup.map(|setup| setup.cohort.calendar()).transpose()?;
            let source = Source {
                course: &self.course,
                calendar: calendar.as_ref(),
                names: &names,
                lines: &lines,
            };
            act(session, source)
        })
    }

    fn register_view(&self, session: &Session) -> Result<RegisterView> {
        let names = names(&session.ledger)?;
        let lines = register::lines(&session.ledger, &names)?;
        let practice = |practice: &crate::practice::script::Practice| PracticeName {
            id: practice.script.id.clone(),
            title: practice.script.title.clone(),
        };
        let mut coaches: Vec<CoachName> =
            names.iter().map(|(code, name)| coach(code, name)).collect();
        coaches.sort_by_key(|coach| coach.name.to_lowercase());
        Ok(RegisterView {
            heard: register::heard(&session.ledger, &names, &lines)?,
            lines,
            kinds: self.course.hard.kinds.clone(),
            practices: self.course.practices.iter().map(practice).collect(),
            coaches,
            today: session.ports.now().day(),
        })
    }
}

fn coach(code: &str, name: &str) -> CoachName {
    CoachName { code: code.to_owned(), name: name.to_owned() }
}

/// The names on the roster by code.
fn names(ledger: &Ledger) -> Result<BTreeMap<String, String>> {
    let roster = roster::roster(ledger)?;
    Ok(roster.into_iter().map(|(code, coach)| (code, coach.name)).collect())
}
