//! One screen for all coaches: days of six, minutes, attendance, questionnaires returned or not.
//!
//! Deliberately absent: answers, scores, ranks and averages.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::read::{self, Read};
use super::roster;
use super::signals::{self, AsOf, NoteLine, RuleLine, Signal};
use crate::course::Course;
use crate::error::Result;
use crate::measures::sheet::SheetState;
use crate::store::Ledger;
use crate::study::calendar::{Calendar, ClassDay};
use crate::study::plan::{PlanLine, Plans};
use crate::study::protocol::Arm;
use crate::study::withdrawal::Withdrew;

/// The cohort as its trainer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CohortView {
    /// The cohort; none before it is set up.
    pub cohort: Option<Cohort>,
    /// Today, as the day counts.
    pub today: NaiveDate,
    /// The week under way: 0 before the start, and past the last one after it.
    pub week: u32,
    /// The classes, in order; none before the cohort is set up.
    pub classes: Vec<ClassDay>,
    /// The day of the next class, while this is a week without one.
    pub break_until: Option<NaiveDate>,
    /// When hand-ins were last collected, local time, RFC 3339.
    pub collected_at: Option<String>,
    /// One row a coach, by name.
    pub coaches: Vec<BoardRow>,
    /// Who is worth a call and why, in the order of the rules and then by name.
    pub signals: Vec<Signal>,
    /// The rules that find them, each on or off.
    pub rules: Vec<RuleLine>,
}

/// A cohort's own facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// The last day of the last week.
    pub ends_on: NaiveDate,
    /// How many weeks it runs, those without a class not counted.
    pub weeks: u32,
    /// The first days of weeks without a class, in order; none in facts of programs that knew no
    /// breaks.
    #[serde(default)]
    pub breaks: Vec<NaiveDate>,
    /// Changes of the course's plan that it was set up with, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<PlanLine>>", optional)]
    pub plan: Vec<PlanLine>,
    /// The mailbox.
    pub mailbox: String,
    /// The study's name, if there is one.
    pub study: Option<String>,
}

impl Cohort {
    /// Its weeks.
    ///
    /// # Errors
    /// As [`Calendar::new`].
    pub fn calendar(&self) -> Result<Calendar> {
        Calendar::new(self.starts_on, self.weeks, self.breaks.clone())
    }
}

/// One coach on the board.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BoardRow {
    /// The coach's code.
    pub code: String,
    /// The name the trainer gave; stays in this ledger.
    pub name: String,
    /// The arm.
    pub arm: Arm,
    /// Whether a first hand-in has come.
    pub joined: bool,
    /// Whether the coach withdrew, and what becomes of what they gave.
    pub withdrew: Option<Withdrew>,
    /// The day the invitation was revoked, if it was.
    pub revoked_on: Option<NaiveDate>,
    /// The weeks so far.
    pub weeks: Vec<BoardWeek>,
    /// Minutes measured on the coach's computer, all weeks.
    pub measured_minutes: u32,
    /// Minutes the coach entered by hand, all weeks.
    pub reported_minutes: u32,
    /// Sections of lessons read.
    pub sections_read: u32,
    /// The last day with practice.
    pub last_practice: Option<NaiveDate>,
    /// The day of the last hand-in.
    pub last_heard: Option<NaiveDate>,
    /// Each questionnaire: returned or not. None of somebody who withdrew.
    pub questionnaires: Vec<BoardSheet>,
    /// Hand-ins that are missing between others.
    pub gaps: u32,
    /// Calls the coach asked for, the latest first.
    pub calls: Vec<BoardCall>,
    /// Days on which the coach said that something was hard, the latest first.
    pub hard_on: Vec<NaiveDate>,
    /// What the trainer noted about signals, the latest first.
    pub notes: Vec<NoteLine>,
}

/// A call that a coach asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BoardCall {
    /// The fact it came in.
    pub id: String,
    /// The day it was asked for.
    pub day: NaiveDate,
    /// The line for the trainer.
    pub note: String,
    /// The day the trainer said that it was done.
    pub done_on: Option<NaiveDate>,
}

/// One coach's week.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BoardWeek {
    /// 1 for the first.
    pub week: u32,
    /// Whether the coach came to this week's class.
    pub attendance: Option<Attendance>,
    /// Days with practice.
    pub days: u32,
    /// Days that the cohort's plan asked for when the week began.
    pub days_asked: u32,
    /// Minutes measured.
    pub measured_minutes: u32,
    /// Minutes entered by hand.
    pub reported_minutes: u32,
}

/// Whether somebody came to a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Attendance {
    /// Came.
    Came,
    /// Made it up later.
    MadeUp,
    /// Away, and had said so before.
    Excused,
    /// Away.
    Away,
}

/// One questionnaire on the board: that it came, never what it says.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BoardSheet {
    /// The wave's id.
    pub wave: String,
    /// The wave's name.
    pub wave_title: String,
    /// Where it stands.
    pub state: SheetState,
    /// The day it was handed in.
    pub returned_on: Option<NaiveDate>,
    /// The first day of its window.
    pub opens_on: NaiveDate,
    /// The last day of its window.
    pub closes_on: NaiveDate,
}

/// A coach who has just been invited.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Invited {
    /// The invitation file.
    pub path: String,
    /// The coach's code.
    pub code: String,
    /// The cohort with the new row.
    pub view: CohortView,
}

/// The whole board, as of a day.
///
/// # Errors
/// When the ledger cannot be read.
pub fn board(ledger: &Ledger, course: &Course, today: NaiveDate) -> Result<CohortView> {
    let collected_at = ledger.latest("collected")?.map(|fact| fact.at);
    let Some(setup) = roster::setup(ledger)? else {
        return Ok(CohortView {
            cohort: None,
            today,
            week: 0,
            classes: Vec::new(),
            break_until: None,
            collected_at,
            coaches: Vec::new(),
            signals: Vec::new(),
            rules: Vec::new(),
        });
    };
    let calendar = setup.cohort.calendar()?;
    let plans = Plans::of_cohort(ledger, &setup.cohort.plan)?;
    let days_asked =
        (1..=calendar.weeks()).map(|week| plans.asked(course, &calendar, week).days).collect();
    let marks = signals::marks(ledger)?;
    let read = Read::all(ledger, course, &calendar, days_asked, marks)?;
    let windows = read::windows(&setup, &calendar);
    let mut coaches: Vec<BoardRow> = roster::roster(ledger)?
        .into_values()
        .map(|rostered| read.row(rostered, &windows, &calendar, today))
        .filter(|row| row.joined || row.revoked_on.is_none())
        .collect();
    drop(windows);
    coaches.sort_by_cached_key(|coach| coach.name.to_lowercase());
    let rules = signals::rules(ledger, course)?;
    let as_of = AsOf { calendar: &calendar, today };
    let signals = signals::find(course, &rules, &as_of, &coaches, &read);
    Ok(CohortView {
        cohort: Some(setup.cohort),
        today,
        week: calendar.week(today),
        classes: calendar.classes(),
        break_until: calendar.break_until(today),
        collected_at,
        coaches,
        signals,
        rules,
    })
}
