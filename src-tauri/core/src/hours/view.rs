//! Hours as screens show them: the trainer's, of everybody by name, and a coach's own.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::count::{Evidence, Hours, count};
use super::evidence;
use super::issuing::{self, Certificate, Issuer};
use super::naming;
use super::rule::HoursRule;
use super::training::{self, Training};
use crate::cohort::inviting::revoked;
use crate::cohort::roster::{self, Rostered, no_cohort};
use crate::course::Course;
use crate::error::Result;
use crate::ports::Ports;
use crate::store::Ledger;
use crate::study::calendar::Calendar;
use crate::study::protocol::Arm;

/// Everybody's hours, as the trainer sees them.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct HoursView {
    /// The rule they are counted by.
    pub rule: HoursRule,
    /// The cohort's name.
    pub cohort: String,
    /// Today, as the day counts.
    pub today: NaiveDate,
    /// The day of the last class: certificates of completion are issued from then on.
    pub last_class: NaiveDate,
    /// How many weekly classes there are.
    pub classes: u32,
    /// Whom certificates name besides the trainer.
    pub issuer: Issuer,
    /// The key that certificates are signed with, as people compare it.
    pub key: String,
    /// Everybody, by name.
    pub coaches: Vec<CoachHours>,
}

/// One coach's hours.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CoachHours {
    /// The coach's code.
    pub code: String,
    /// The name on the roster.
    pub name: String,
    /// The name for papers.
    pub paper_name: String,
    /// The hours.
    pub hours: Hours,
    /// Training elsewhere, by day.
    pub training: Vec<Training>,
    /// What was issued, the latest first.
    pub certificates: Vec<Certificate>,
}

/// A coach's own hours.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OwnHours {
    /// The rule they are counted by.
    pub rule: HoursRule,
    /// The hours, as far as this computer knows them.
    pub hours: Hours,
    /// The trainer's name; none for somebody who takes the course alone.
    pub trainer: Option<String>,
    /// Whether the trainer is sent the minutes of supervision.
    pub shares_supervision: bool,
}

/// What a trainer's ledger holds for counting hours, read once.
pub(super) struct Desk {
    pub(super) calendar: Calendar,
    pub(super) roster: BTreeMap<String, Rostered>,
    cohort: String,
    evidence: BTreeMap<String, Evidence>,
    names: BTreeMap<String, String>,
}

impl Desk {
    /// # Errors
    /// [`crate::Code::Refused`] before there is a cohort.
    pub(super) fn of(ledger: &Ledger, course: &Course) -> Result<Self> {
        let setup = roster::setup(ledger)?.ok_or_else(no_cohort)?;
        let calendar = setup.cohort.calendar()?;
        let evidence = evidence::of_all(ledger, course, &calendar)?;
        let roster = roster::roster(ledger)?;
        let names = naming::names(ledger)?;
        Ok(Self { calendar, roster, cohort: setup.cohort.name, evidence, names })
    }

    pub(super) fn last_class(&self) -> NaiveDate {
        self.calendar.class_day(self.calendar.weeks())
    }

    /// The name that stands on a coach's papers.
    pub(super) fn paper_name(&self, coach: &Rostered) -> String {
        self.names.get(&coach.code).unwrap_or(&coach.name).clone()
    }

    /// What is known of a coach: nothing noted is something noted here.
    pub(super) fn evidence_of(&self, code: &str) -> Evidence {
        let mut known = self.evidence.get(code).cloned().unwrap_or_default();
        known.noted.get_or_insert_default();
        known
    }
}

/// Everybody's hours, by name: whoever has the course, or has any hours.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a cohort.
pub fn hours(ports: &dyn Ports, ledger: &mut Ledger, course: &Course) -> Result<HoursView> {
    let key = issuing::key(ports, ledger)?;
    let desk = Desk::of(ledger, course)?;
    let revoked = revoked(ledger)?;
    let mut training: BTreeMap<String, Vec<Training>> = BTreeMap::new();
    for one in training::all(ledger)? {
        training.entry(one.code.clone()).or_default().push(one);
    }
    let mut certificates: BTreeMap<String, Vec<Certificate>> = BTreeMap::new();
    for one in issuing::all(ledger)?.into_iter().rev() {
        certificates.entry(one.code.clone()).or_default().push(one);
    }
    let mut coaches = Vec::new();
    for (code, coach) in &desk.roster {
        let expected = coach.arm == Arm::Course && !revoked.contains_key(code);
        if expected || desk.evidence.contains_key(code) {
            coaches.push(CoachHours {
                code: code.clone(),
                name: coach.name.clone(),
                paper_name: desk.paper_name(coach),
                hours: count(&course.hours, course, &desk.evidence_of(code)),
                training: training.remove(code).unwrap_or_default(),
                certificates: certificates.remove(code).unwrap_or_default(),
            });
        }
    }
    coaches.sort_by_cached_key(|coach| (coach.name.to_lowercase(), coach.code.clone()));
    Ok(HoursView {
        rule: course.hours.clone(),
        today: ports.now().day(),
        last_class: desk.last_class(),
        classes: desk.calendar.weeks(),
        issuer: issuing::issuer(ledger)?,
        key,
        coaches,
        cohort: desk.cohort,
    })
}
