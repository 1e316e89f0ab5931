//! Where one coach stands: in which arm, on whose calendar, under which protocol.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::invitation::Invitation;
use super::plan::Plans;
use super::protocol::{Arm, Protocol};
use super::withdrawal;
use crate::course::Course;
use crate::error::{Code, Error, Result};
use crate::measures::Instrument;
use crate::measures::wording::{Wording, in_use, one_in_use};
use crate::store::Ledger;

/// A coach's own terms, from the invitation or, for somebody alone, from the day they began.
#[derive(Debug, Clone, PartialEq)]
pub struct Enrolment {
    /// The arm.
    pub arm: Arm,
    /// The weeks of the course, from class 1, from the day somebody alone began, or from the day
    /// the course was unlocked for the comparison arm.
    pub calendar: Calendar,
    /// The cohort's weeks, which waves count from; the same but for an unlocked course.
    pub cohort_calendar: Calendar,
    /// The day the comparison arm gets the course, where it does.
    pub unlocks_on: Option<NaiveDate>,
    /// Whether the coach withdrew: nothing leaves, and nothing more is asked.
    pub withdrawn: bool,
    /// Whether the coach takes the course now.
    takes_course: bool,
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
    /// Reads it from a coach's ledger, as of a day.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(ledger: &Ledger, course: &Course, today: NaiveDate) -> Result<Self> {
        let weeks = course.manifest.weeks;
        if let Some(invitation) = Invitation::accepted(ledger)? {
            let withdrawn = withdrawal::own(ledger)?.is_some();
            let for_study = invitation.study.is_some() && !withdrawn;
            let cohort_calendar = invitation.calendar(weeks)?;
            let unlocks_on = invitation.unlocks_on(&cohort_calendar);
            let unlocked = unlocks_on.filter(|day| *day <= today);
            let calendar = match unlocked {
                Some(day) => Calendar::new(day, weeks, Vec::new())?,
                None => cohort_calendar.clone(),
            };
            let (protocol, wordings, keys) = invitation.study.map_or_else(
                || (Protocol::standard(), Vec::new(), Vec::new()),
                |study| (study.protocol, study.wordings, study.keys),
            );
            return Ok(Self {
                plans: Plans::of_coach(ledger, &invitation.plan)?,
                arm: invitation.arm,
                takes_course: invitation.arm == Arm::Course || unlocked.is_some(),
                calendar,
                cohort_calendar,
                unlocks_on,
                withdrawn,
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
        let calendar = Calendar::new(began.day, weeks, Vec::new())?;
        Ok(Self {
            arm: Arm::Course,
            cohort_calendar: calendar.clone(),
            calendar,
            unlocks_on: None,
            withdrawn: false,
            takes_course: true,
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

    /// One of them; none where neither we nor the study have it.
    pub fn instrument<'a>(
        &self,
        shipped: &'a [Instrument],
        id: &str,
    ) -> Option<Cow<'a, Instrument>> {
        one_in_use(shipped, &self.keys, &self.wordings, id)
    }

    /// Whether the coach takes the course now.
    pub fn takes_course(&self) -> bool {
        self.takes_course
    }

    /// The trainer, while what is meant for them still reaches them.
    pub fn reaches(&self) -> Option<&String> {
        self.trainer.as_ref().filter(|_| !self.withdrawn)
    }

    /// The week a day falls in: see [`Calendar::week`].
    pub fn week(&self, day: NaiveDate) -> u32 {
        self.calendar.week(day)
    }
}
