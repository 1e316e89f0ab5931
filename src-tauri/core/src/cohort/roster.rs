//! Setting up a cohort and putting coaches on its roster. Names stay in this ledger.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::board::{Attendance, Cohort};
use super::{enrolling, inviting};
use crate::error::{Error, Result};
use crate::ports::{KeyPair, Ports};
use crate::store::fact::{Draft, new_id};
use crate::store::{Ledger, hex};
use crate::study::calendar::Calendar;
use crate::study::invitation::StudyFile;
use crate::study::mailbox;
use crate::study::plan::PlanLine;
use crate::study::protocol::Arm;

/// The body of a `cohort` fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// The cohort.
    pub cohort: Cohort,
    /// The study it is part of.
    pub study: Option<StudyFile>,
}

/// The body of a `cohort-dates` fact: weeks without a class, in place of all that were set before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDates {
    /// The first days of weeks without a class, in order.
    pub breaks: Vec<NaiveDate>,
}

/// The body of an `invited` fact: one coach on the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rostered {
    /// The coach's code.
    pub code: String,
    /// The name, for the trainer's eyes.
    pub name: String,
    /// The arm.
    pub arm: Arm,
    /// What the coach's hand-ins show, so that nobody else's are taken for theirs.
    pub ticket: String,
}

/// The body of an `attendance` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attended {
    /// The coach's code.
    pub code: String,
    /// The week of the class.
    pub week: u32,
    /// Whether they came.
    pub attendance: Attendance,
}

/// What a trainer gives to set up a cohort.
#[derive(Debug, Clone)]
pub struct NewCohort {
    /// Its name.
    pub name: String,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// How many weeks the course runs.
    pub weeks: u32,
    /// The first days of weeks without a class.
    pub breaks: Vec<NaiveDate>,
    /// Changes of the course's plan, in order.
    pub plan: Vec<PlanLine>,
    /// The mailbox.
    pub mailbox: String,
    /// The study, if there is one.
    pub study: Option<StudyFile>,
}

/// Sets up the cohort and makes its reader's keys.
///
/// # Errors
/// [`crate::Code::Refused`] when there is one already, a field is empty, or a break is none.
pub fn create(ports: &dyn Ports, ledger: &mut Ledger, new: NewCohort) -> Result<()> {
    if setup(ledger)?.is_some() {
        return Err(Error::refused("This ledger has a cohort already. Nothing was changed."));
    }
    let name = new.name.trim();
    if name.is_empty() {
        return Err(Error::refused("Please give the cohort a name, such as “Thursday evenings”."));
    }
    let mailbox = mailbox::address(ports, &new.mailbox)?;
    let calendar = Calendar::new(new.starts_on, new.weeks, new.breaks)?;
    let keys = ports.courier().new_reader();
    keep_reader(ledger, &keys)?;
    let setup = Setup {
        cohort: Cohort {
            id: new_id(ports),
            name: name.to_owned(),
            starts_on: calendar.starts_on(),
            ends_on: calendar.ends_on(),
            weeks: calendar.weeks(),
            breaks: calendar.breaks().to_vec(),
            plan: new.plan,
            mailbox,
            study: new.study.as_ref().map(|study| study.name.clone()),
        },
        study: new.study,
    };
    ledger.append(ports, Draft::new("cohort", &setup)?)?;
    Ok(())
}

/// Moves the classes around other weeks without one. The board follows at once, and so does every
/// invitation written from now on; a coach who has joined keeps the old dates.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a cohort, or when a break is none.
pub fn set_breaks(ports: &dyn Ports, ledger: &mut Ledger, breaks: Vec<NaiveDate>) -> Result<()> {
    let cohort = setup(ledger)?.ok_or_else(no_cohort)?.cohort;
    let calendar = Calendar::new(cohort.starts_on, cohort.weeks, breaks)?;
    let breaks = calendar.breaks().to_vec();
    if breaks != cohort.breaks {
        ledger.append(ports, Draft::new("cohort-dates", &NewDates { breaks })?)?;
    }
    Ok(())
}

/// What is said before there is a cohort.
pub(crate) fn no_cohort() -> Error {
    Error::refused("Please set up the cohort first.")
}

/// Another version of the study that the cohort is part of: for invitations written from now on.
///
/// # Errors
/// [`crate::Code::Refused`] for another study, for one that another researcher signed, or for an older
/// version.
pub fn update_study(ports: &dyn Ports, ledger: &mut Ledger, file: StudyFile) -> Result<()> {
    let before = setup(ledger)?.and_then(|setup| setup.study).ok_or_else(|| {
        Error::refused("This cohort is part of no study, so there is nothing to bring up to date.")
    })?;
    let signed_by_same = before.signer.is_empty() || before.signer == file.signer;
    if before.study != file.study || !signed_by_same {
        return Err(Error::refused(
            "This study file is of another study, or another researcher signed it. Nothing was \
             changed.",
        ));
    }
    if file.protocol.version < before.protocol.version {
        return Err(Error::refused(format!(
            "You have version {} of this study already, and this file has version {}. Nothing was \
             changed.",
            before.protocol.version, file.protocol.version
        )));
    }
    ledger.append(ports, Draft::new("cohort-study", &file)?)?;
    Ok(())
}

/// Whether a code is on the roster, in an arm or waiting for one.
pub(super) fn is_known(ledger: &Ledger, code: &str) -> Result<bool> {
    Ok(is_rostered(ledger, code)?
        || enrolling::waiting(ledger)?.iter().any(|waiting| waiting.code == code))
}

pub(super) fn is_rostered(ledger: &Ledger, code: &str) -> Result<bool> {
    let mut statement =
        ledger.connection().prepare_cached("SELECT 1 FROM roster WHERE code = ?1")?;
    Ok(statement.exists([code])?)
}

/// The cohort as it was set up, on the dates it has now.
///
/// # Errors
/// When the ledger cannot be read.
pub fn setup(ledger: &Ledger) -> Result<Option<Setup>> {
    let Some(fact) = ledger.latest("cohort")? else { return Ok(None) };
    let mut setup: Setup = fact.read()?;
    if let Some(fact) = ledger.latest("cohort-dates")? {
        setup.cohort.breaks = fact.read::<NewDates>()?.breaks;
        setup.cohort.ends_on = setup.cohort.calendar()?.ends_on();
    }
    if let Some(fact) = ledger.latest("cohort-study")? {
        setup.study = Some(fact.read()?);
    }
    Ok(Some(setup))
}

/// The roster, by code.
///
/// # Errors
/// When the ledger cannot be read.
pub fn roster(ledger: &Ledger) -> Result<BTreeMap<String, Rostered>> {
    let mut statement =
        ledger.connection().prepare_cached("SELECT code, name, arm, ticket FROM roster")?;
    let mut rows = statement.query([])?;
    let mut all = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (code, arm): (String, String) = (row.get(0)?, row.get(2)?);
        let arm = serde_json::from_value(arm.into())?;
        all.insert(code.clone(), Rostered { code, name: row.get(1)?, arm, ticket: row.get(3)? });
    }
    Ok(all)
}

/// The tickets that are good, by code: those of everybody whose invitation was not revoked.
///
/// # Errors
/// When the ledger cannot be read.
pub fn tickets(ledger: &Ledger) -> Result<BTreeMap<String, String>> {
    let revoked = inviting::revoked(ledger)?;
    let good = roster(ledger)?.into_iter().filter(|(code, _)| !revoked.contains_key(code));
    Ok(good.map(|(code, rostered)| (code, rostered.ticket)).collect())
}

pub(super) const READER_PUBLIC: &str = "reader/public";
const READER_SECRET: &str = "reader/secret";

/// Keeps the keys that hand-ins are sealed to.
pub(crate) fn keep_reader(ledger: &mut Ledger, keys: &KeyPair) -> Result<()> {
    ledger.keep_secret(READER_PUBLIC, &keys.public)?;
    ledger.keep_secret(READER_SECRET, &keys.secret)
}

/// The keys that hand-ins are sealed to.
pub(crate) fn reader(ledger: &Ledger) -> Result<KeyPair> {
    Ok(KeyPair {
        secret: ledger.secret(READER_SECRET)?,
        public: ledger.secret(READER_PUBLIC)?.to_string(),
    })
}

/// A random ticket.
pub(crate) fn new_ticket(ports: &dyn Ports) -> String {
    let mut random = [0u8; 16];
    ports.random(&mut random);
    hex(&random)
}
