//! What is asked of a week: the course's plan, as a trainer changed it for a cohort and a coach
//! for themselves.
//!
//! A change never rewrites the past. The days and minutes asked of a week are those of the version
//! that held on its first day; what is offered today follows a change at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::calendar::Calendar;
use crate::course::{Course, Plan};
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// A change of the plan. What a trainer leaves out is as the course has it; what a coach leaves out
/// is as the course has it for their cohort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanLine {
    /// The week it is for; none for every week from now on.
    #[serde(default)]
    pub week: Option<u32>,
    /// Days asked for, 1 to 7.
    #[serde(default)]
    pub days: Option<u32>,
    /// The main practice's id.
    #[serde(default)]
    pub practice: Option<String>,
    /// Its planned length, minutes, 1 to 240.
    #[serde(default)]
    pub minutes: Option<u32>,
}

impl PlanLine {
    /// Whether it changes nothing, and so takes back what was changed before.
    fn is_empty(&self) -> bool {
        self.days.is_none() && self.practice.is_none() && self.minutes.is_none()
    }
}

/// The body of a `plan` fact (a coach's) and of a `cohort-plan` fact (a trainer's).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Version {
    /// 1 for the first change in this ledger.
    version: u32,
    line: PlanLine,
}

/// Who changed a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PlanBy {
    /// The trainer, for the cohort.
    Trainer,
    /// The coach, for themselves.
    Coach,
}

/// One version of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanVersion {
    /// 1 for the first; 0 is the course's own plan.
    pub version: u32,
    /// Who made it.
    pub by: PlanBy,
    /// The day it was made; none for what held before the coach came.
    pub made_on: Option<NaiveDate>,
    /// What it changes.
    pub line: PlanLine,
}

/// What is asked, all changes applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Planned {
    /// The version it comes from.
    pub version: u32,
    /// Days asked for, any of the week's.
    pub days: u32,
    /// The main practice's id.
    pub practice: String,
    /// Its planned length, minutes.
    pub minutes: u32,
    /// The length for a short day, minutes.
    pub short_minutes: u32,
}

impl Planned {
    /// A part's plan with what is asked in place of its own main practice, days and minutes.
    pub fn over(&self, plan: &Plan) -> Plan {
        let others = plan.practices().filter(|id| **id != self.practice).cloned().collect();
        Plan {
            days: self.days,
            practice: self.practice.clone(),
            also: others,
            minutes: self.minutes,
            short_minutes: self.short_minutes,
            ..plan.clone()
        }
    }
}

/// The versions of a plan, the earliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plans {
    versions: Vec<PlanVersion>,
}

impl Plans {
    /// A coach's: those that came with the invitation, then the coach's own.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of_coach(ledger: &Ledger, invited: &[PlanLine]) -> Result<Self> {
        Self::read(ledger, "plan", PlanBy::Coach, invited)
    }

    /// A cohort's: those it was set up with, then those made later.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of_cohort(ledger: &Ledger, at_first: &[PlanLine]) -> Result<Self> {
        Self::read(ledger, "cohort-plan", PlanBy::Trainer, at_first)
    }

    fn read(ledger: &Ledger, kind: &str, by: PlanBy, first: &[PlanLine]) -> Result<Self> {
        let mut versions: Vec<PlanVersion> = Vec::new();
        let mut add = |by, made_on, line| {
            let version = versions.len() as u32 + 1;
            versions.push(PlanVersion { version, by, made_on, line });
        };
        for line in first {
            add(PlanBy::Trainer, None, line.clone());
        }
        for fact in ledger.facts(kind, ME)? {
            add(by, Some(fact.day), fact.read::<Version>()?.line);
        }
        Ok(Self { versions })
    }

    /// Every version, the earliest first.
    pub fn versions(&self) -> &[PlanVersion] {
        &self.versions
    }

    /// Every change in order, for an invitation.
    pub fn lines(&self) -> Vec<PlanLine> {
        self.versions.iter().map(|version| version.line.clone()).collect()
    }

    /// What the week of a day asks for. Before class 1 a change holds at once.
    pub fn asked_as_of(&self, course: &Course, calendar: &Calendar, day: NaiveDate) -> Planned {
        match calendar.week(day) {
            0 => self.on(course, 0, day),
            week => self.asked(course, calendar, week),
        }
    }

    /// What was asked of a week on its first day.
    pub fn asked(&self, course: &Course, calendar: &Calendar, week: u32) -> Planned {
        self.on(course, week, calendar.first_day(week))
    }

    /// What is asked of a week as of a day. An invitation may have been written for another course:
    /// a practice that this one does not have is passed over.
    pub fn on(&self, course: &Course, week: u32, day: NaiveDate) -> Planned {
        let plan = course.part_of_week(week).map(|part| &part.plan);
        let mut asked = Planned {
            version: 0,
            days: plan.map_or(0, |plan| plan.days),
            practice: plan.map(|plan| plan.practice.clone()).unwrap_or_default(),
            minutes: plan.map_or(0, |plan| plan.minutes),
            short_minutes: plan.map_or(0, |plan| plan.short_minutes),
        };
        // Each change stands in place of the one before it: a trainer's over the course, a coach's
        // over what the cohort has.
        let of_course = asked.clone();
        let mut of_cohort = asked.clone();
        for PlanVersion { version, made_on, line, by } in &self.versions {
            if made_on.is_some_and(|made| made > day) || line.week.is_some_and(|one| one != week) {
                continue;
            }
            let under = if *by == PlanBy::Trainer { &of_course } else { &of_cohort };
            asked = under.clone();
            if !line.is_empty() {
                asked.version = *version;
                let here = line.practice.clone().filter(|id| course.practice(id).is_some());
                asked.days = line.days.unwrap_or(under.days).min(7);
                asked.practice = here.unwrap_or_else(|| under.practice.clone());
                asked.minutes = line.minutes.unwrap_or(under.minutes).min(240);
                // Minutes for every week are more than some of its practices can take.
                if let Some(practice) = course.practice(&asked.practice) {
                    let (least, most) =
                        (practice.script.shortest_minutes, practice.script.longest_minutes);
                    asked.minutes = asked.minutes.clamp(least, most.max(least));
                }
            }
            if *by == PlanBy::Trainer {
                of_cohort = asked.clone();
            }
        }
        asked.short_minutes = asked.short_minutes.min(asked.minutes);
        asked
    }
}

/// Changes a coach's own plan. `week` is the week under way.
///
/// # Errors
/// As [`check`]; [`crate::Code::Refused`] for a week that is over.
pub fn set(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    week: u32,
    line: PlanLine,
) -> Result<()> {
    if line.week.is_some_and(|planned| planned < week) {
        return Err(Error::refused(
            "That week is over, and its plan stays as it was. Please choose this week or a later \
             one.",
        ));
    }
    record(ports, ledger, course, "plan", line)
}

/// Changes a cohort's plan: for its board, and for invitations written from now on.
///
/// # Errors
/// As [`check`].
pub fn set_for_cohort(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    line: PlanLine,
) -> Result<()> {
    record(ports, ledger, course, "cohort-plan", line)
}

fn record(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    kind: &str,
    line: PlanLine,
) -> Result<()> {
    check(&line, course)?;
    let version = ledger.facts(kind, ME)?.len() as u32 + 1;
    ledger.append(ports, Draft::new(kind, &Version { version, line })?)?;
    Ok(())
}

/// Whether a change can be meant.
///
/// # Errors
/// [`crate::Code::Refused`] for days outside 1 to 7, minutes outside 1 to 240, a practice that the
/// course does not have, or a week that it does not have.
pub fn check(line: &PlanLine, course: &Course) -> Result<()> {
    let refuse = |why: &str| Err(Error::refused(why));
    if line.days.is_some_and(|days| !(1..=7).contains(&days)) {
        return refuse("A week has 1 to 7 days to practice on. Please choose one of those.");
    }
    if line.minutes.is_some_and(|minutes| !(1..=240).contains(&minutes)) {
        return refuse("Please write the minutes in figures, from 1 to 240.");
    }
    if line.practice.as_ref().is_some_and(|id| course.practice(id).is_none()) {
        return refuse("This practice is not in the course. Please choose another.");
    }
    if line.week.is_some_and(|week| week > course.manifest.weeks) {
        return refuse("The course has no such week. For what comes after it, plan from now on.");
    }
    Ok(())
}
