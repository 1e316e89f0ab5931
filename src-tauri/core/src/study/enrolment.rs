//! Where one coach stands: in which arm, on whose calendar, under which protocol.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::invitation::Invitation;
use super::plan::Plans;
use super::protocol::{Arm, Protocol};
use crate::course::Course;
use crate::error::{Code, Error, Result};
use crate::measures::Instrument;
use crate::measures::wording::{Wording, in_use};
use crate::store::Ledger;

/// A coach's own terms, from the invitation or, for somebody alone, from the day they began.
#[derive(Debug, Clone, PartialEq)]
pub struct Enrolment {
    /// The arm.
    pub arm: Arm,
    /// The weeks of the course, from class 1 or from the day somebody alone began.
    pub calendar: Calendar,
    /// What is asked and when.
    pub protocol: Protocol,
    /// Whether answers go to a study.
    pub for_study: bool,
    /// The trainer's name, where there is one.
    pub trainer: Option<String>,
    /// The wordings that the study has installed.
    pub wordings: Vec<Wording>,
    /// The keys of the study's own questionnaires, TOML.
    pub keys: Vec<String>,
    /// What is asked of a week.
    pub plans: Plans,
}

impl Enrolment {
    /// Reads it from a coach's ledger.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(ledger: &Ledger, course: &Course) -> Result<Self> {
        let weeks = course.manifest.weeks;
        if let Some(invitation) = Invitation::accepted(ledger)? {
            let for_study = invitation.study.is_some();
            let calendar = invitation.calendar(weeks)?;
            let (protocol, wordings, keys) = invitation.study.map_or_else(
                || (Protocol::standard(), Vec::new(), Vec::new()),
                |study| (study.protocol, study.wordings, study.keys),
            );
            return Ok(Self {
                plans: Plans::of_coach(ledger, &invitation.plan)?,
                arm: invitation.arm,
                calendar,
                for_study,
                protocol,
                trainer: Some(invitation.trainer),
                wordings,
                keys,
            });
        }
        let began = ledger
            .latest("person")?
            .ok_or_else(|| Error::new(Code::DamagedLedger, "the ledger has no beginning"))?;
        Ok(Self {
            arm: Arm::Course,
            calendar: Calendar::new(began.day, weeks, Vec::new())?,
            protocol: Protocol::standard(),
            for_study: false,
            trainer: None,
            wordings: Vec::new(),
            keys: Vec::new(),
            plans: Plans::of_coach(ledger, &[])?,
        })
    }

    /// The instruments as this person is asked them: ours, the study's own, and its wordings.
    pub fn instruments<'a>(&self, shipped: &'a [Instrument]) -> Cow<'a, [Instrument]> {
        in_use(shipped, &self.keys, &self.wordings)
    }

    /// Whether the coach takes the course now.
    pub fn takes_course(&self) -> bool {
        self.arm == Arm::Course
    }

    /// The week a day falls in: see [`Calendar::week`].
    pub fn week(&self, day: NaiveDate) -> u32 {
        self.calendar.week(day)
    }
}
