//! Where one coach stands: in which arm, on whose calendar, under which protocol.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::invitation::Invitation;
use super::plan::Plans;
use super::protocol::{Arm, Protocol};
use crate::course::Course;
use crate::error::{Code, Error, Result};
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
            return Ok(Self {
                plans: Plans::of_coach(ledger, &invitation.plan)?,
                arm: invitation.arm,
                calendar: invitation.calendar(weeks)?,
                for_study: invitation.study.is_some(),
                protocol: invitation.study.map_or_else(Protocol::standard, |study| study.protocol),
                trainer: Some(invitation.trainer),
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
            plans: Plans::of_coach(ledger, &[])?,
        })
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
