//! One screen for all coaches: days of six, minutes, attendance, questionnaires returned or not.
//!
//! Deliberately absent: answers, scores, ranks and averages.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::attendance::{Class, Marks};
use super::inviting;
use super::roster::{self, Rostered, Setup};
use super::taken::gaps;
use crate::course::Course;
use crate::error::Result;
use crate::practice::log::whole_minutes;
use crate::store::Ledger;
use crate::study::calendar::{Calendar, ClassDay};

use crate::effects::{CallLine, PleaseCall};
use crate::measures::sheet::SheetState;
use crate::study::plan::{PlanLine, Plans};
use crate::study::protocol::Arm;
use crate::study::withdrawal::{self, Withdrew};

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
    pub calls: Vec<CallLine>,
    /// Days on which the coach said that something was hard, the latest first.
    pub hard_on: Vec<NaiveDate>,
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
        });
    };
    let calendar = setup.cohort.calendar()?;
    let plans = Plans::of_cohort(ledger, &setup.cohort.plan)?;
    let days_asked =
        (1..=calendar.weeks()).map(|week| plans.asked(course, &calendar, week).days).collect();
    let read = Read::all(ledger, &calendar, days_asked)?;
    let mut coaches: Vec<BoardRow> = roster::roster(ledger)?
        .into_values()
        .map(|rostered| read.row(rostered, &setup, &calendar, today))
        .filter(|row| row.joined || row.revoked_on.is_none())
        .collect();
    coaches.sort_by_key(|coach| coach.name.to_lowercase());
    Ok(CohortView {
        cohort: Some(setup.cohort),
        today,
        week: calendar.week(today),
        classes: calendar.classes(),
        break_until: calendar.break_until(today),
        collected_at,
        coaches,
    })
}

/// Everything the board needs, each read once for all coaches.
struct Read {
    practice: BTreeMap<(String, u32), (u32, u32, u32)>,
    /// By week, the first at 0.
    days_asked: Vec<u32>,
    last_practice: BTreeMap<String, NaiveDate>,
    attendance: Marks,
    returned: BTreeMap<(String, String), NaiveDate>,
    heard: BTreeMap<String, NaiveDate>,
    sections: BTreeMap<String, u32>,
    gaps: BTreeMap<String, u32>,
    calls: BTreeMap<String, Vec<CallLine>>,
    hard: BTreeMap<String, Vec<NaiveDate>>,
    withdrew: BTreeMap<String, Withdrew>,
    revoked: BTreeMap<String, NaiveDate>,
}

impl Read {
    fn all(ledger: &Ledger, calendar: &Calendar, days_asked: Vec<u32>) -> Result<Self> {
        let connection = ledger.connection();
        let mut practice = BTreeMap::new();
        let mut statement = connection.prepare(
            "SELECT author, COUNT(*), SUM(measured_seconds), SUM(reported_minutes)
             FROM practice_day
             WHERE day BETWEEN ?1 AND ?2 AND measured_seconds + reported_minutes > 0
             GROUP BY author",
        )?;
        for week in 1..=calendar.weeks() {
            let days = [calendar.first_day(week), calendar.last_day(week)];
            let mut rows = statement.query(days.map(|day| day.to_string()))?;
            while let Some(row) = rows.next()? {
                practice.insert((row.get(0)?, week), (row.get(1)?, row.get(2)?, row.get(3)?));
            }
        }
        let mut returned = BTreeMap::new();
        let mut statement = connection
            .prepare("SELECT author, wave, MIN(day) FROM returned GROUP BY author, wave")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            returned.insert((row.get(0)?, row.get(1)?), date(row.get(2)?));
        }
        let mut calls: BTreeMap<String, Vec<CallLine>> = BTreeMap::new();
        for fact in ledger.facts_of_all("please-call")?.into_iter().rev() {
            let note = fact.read::<PleaseCall>()?.note;
            calls.entry(fact.author).or_default().push(CallLine { day: fact.day, note });
        }
        let mut hard: BTreeMap<String, Vec<NaiveDate>> = BTreeMap::new();
        for fact in ledger.facts_of_all("hard")?.into_iter().rev() {
            hard.entry(fact.author).or_default().push(fact.day);
        }
        Ok(Self {
            calls,
            hard,
            practice,
            days_asked,
            attendance: Marks::read(ledger)?,
            returned,
            last_practice: dates(
                connection,
                "SELECT author, MAX(day) FROM practice_day
                 WHERE measured_seconds + reported_minutes > 0 GROUP BY author",
            )?,
            heard: dates(connection, "SELECT author, MAX(day) FROM letter GROUP BY author")?,
            sections: counts(
                connection,
                "SELECT author, COUNT(*) FROM fact WHERE kind = 'lesson-read' GROUP BY author",
            )?,
            gaps: gaps(ledger)?,
            withdrew: withdrawal::received(ledger)?,
            revoked: inviting::revoked(ledger)?,
        })
    }

    fn row(
        &self,
        rostered: Rostered,
        setup: &Setup,
        calendar: &Calendar,
        today: NaiveDate,
    ) -> BoardRow {
        let code = rostered.code;
        let weeks: Vec<BoardWeek> = (1..=calendar.week(today).min(calendar.weeks()))
            .map(|week| {
                let key = (code.clone(), week);
                let (days, seconds, minutes) = self.practice.get(&key).copied().unwrap_or_default();
                BoardWeek {
                    week,
                    attendance: self.attendance.of(&code, &Class::Week(week)),
                    days,
                    days_asked: self.days_asked.get(week as usize - 1).copied().unwrap_or_default(),
                    measured_minutes: whole_minutes(seconds),
                    reported_minutes: minutes,
                }
            })
            .collect();
        BoardRow {
            joined: self.heard.contains_key(&code),
            withdrew: self.withdrew.get(&code).copied(),
            revoked_on: self.revoked.get(&code).copied(),
            measured_minutes: weeks.iter().map(|week| week.measured_minutes).sum(),
            reported_minutes: weeks.iter().map(|week| week.reported_minutes).sum(),
            sections_read: self.sections.get(&code).copied().unwrap_or_default(),
            last_practice: self.last_practice.get(&code).copied(),
            last_heard: self.heard.get(&code).copied(),
            questionnaires: self.questionnaires(&code, setup, calendar, today),
            gaps: self.gaps.get(&code).copied().unwrap_or_default(),
            calls: self.calls.get(&code).cloned().unwrap_or_default(),
            hard_on: self.hard.get(&code).cloned().unwrap_or_default(),
            name: rostered.name,
            arm: rostered.arm,
            weeks,
            code,
        }
    }

    fn questionnaires(
        &self,
        code: &str,
        setup: &Setup,
        calendar: &Calendar,
        today: NaiveDate,
    ) -> Vec<BoardSheet> {
        let Some(study) = setup.study.as_ref().filter(|_| !self.withdrew.contains_key(code)) else {
            return Vec::new();
        };
        study
            .protocol
            .waves
            .iter()
            .map(|wave| {
                let window = wave.window(calendar);
                let returned_on = self.returned.get(&(code.to_owned(), wave.id.clone())).copied();
                let state = if returned_on.is_some() {
                    SheetState::Returned
                } else if today < window.opens_on {
                    SheetState::NotDue
                } else if today > window.closes_on {
                    SheetState::Missed
                } else if today > window.due_on {
                    SheetState::Late
                } else {
                    SheetState::Open
                };
                BoardSheet {
                    wave: wave.id.clone(),
                    wave_title: wave.title.clone(),
                    state,
                    returned_on,
                }
            })
            .collect()
    }
}

fn date(text: String) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn dates(connection: &Connection, sql: &str) -> Result<BTreeMap<String, NaiveDate>> {
    let mut statement = connection.prepare(sql)?;
    let dates = statement
        .query_map([], |row| Ok((row.get(0)?, date(row.get(1)?))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(dates)
}

fn counts(connection: &Connection, sql: &str) -> Result<BTreeMap<String, u32>> {
    let mut statement = connection.prepare(sql)?;
    let counts = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(counts)
}
