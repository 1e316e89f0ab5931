//! The practice log: what was measured here and what was entered by hand, side by side and never
//! added up.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::script::Choices;
use crate::course::Course;
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::calendar::Calendar;
use crate::study::enrolment::Enrolment;

/// The body of a `sit` fact: a sit that this computer measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sat {
    /// The practice's id.
    pub practice: String,
    /// What was chosen; none in silence that nobody chose anything for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<Choices>,
    /// Seconds really sat, by a clock that cannot be set; holding does not count.
    pub measured_seconds: u32,
    /// Whether it went on to the last bell.
    pub to_the_bell: bool,
    /// Whether a device made sound at the end.
    pub audible: bool,
    /// Whether the program ended in the middle: at most ten seconds more were sat.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut_short: bool,
}

/// What is noted of a sit, all of it or nothing: one [`Sat`] for each practice in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Running {
    /// The day it counts for.
    pub day: NaiveDate,
    /// What was sat.
    pub sats: Vec<Sat>,
}

impl Running {
    /// Keeps it for [`recover`], in case the program or the power ends before it is noted.
    ///
    /// # Errors
    /// When the ledger cannot be written; then what was kept before is still there.
    pub fn keep(&self, ledger: &mut Ledger) -> Result<()> {
        ledger.keep_draft(DRAFT, Some(&serde_json::to_string(self)?))
    }

    /// Records it, in place of what was kept of it.
    ///
    /// # Errors
    /// When the ledger cannot be written; then nothing was recorded.
    pub fn note(&self, ports: &dyn Ports, ledger: &mut Ledger) -> Result<()> {
        let draft = |sat| Ok(Draft::new("sit", sat)?.on(self.day));
        let drafts = self.sats.iter().map(draft).collect::<Result<_>>()?;
        ledger.append_over_draft(ports, DRAFT, drafts)
    }
}

/// Notes a sit that was under way when the program last ended, if it ended in the middle.
///
/// # Errors
/// When the ledger cannot be written; then it can be tried again.
pub fn recover(ports: &dyn Ports, ledger: &mut Ledger) -> Result<()> {
    match ledger.draft(DRAFT)? {
        Some(kept) => serde_json::from_str::<Running>(&kept)?.note(ports, ledger),
        None => Ok(()),
    }
}

/// The body of a `sit-reported` fact: a sit entered by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// The practice's id.
    pub practice: String,
    /// Minutes, as the person remembers them.
    pub minutes: u32,
}

/// The whole log as the screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PracticeLog {
    /// Today, as the person's day counts.
    pub today: NaiveDate,
    /// The weeks of the course so far, in order.
    pub weeks: Vec<LogWeek>,
    /// Single sits, the latest first, at most 60.
    pub sits: Vec<LogSit>,
}

/// One week of the log.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LogWeek {
    /// 1 for the first.
    pub week: u32,
    /// Its days: seven, and seven more for each break that follows its class.
    pub days: Vec<LogDay>,
    /// Days with practice.
    pub days_done: u32,
    /// Days asked for, once, however many days the week has.
    pub days_asked: u32,
    /// Minutes asked for.
    pub minutes_asked: u32,
    /// Minutes measured here, rounded to whole minutes.
    pub measured_minutes: u32,
    /// Minutes entered by hand.
    pub reported_minutes: u32,
}

/// One day of the log.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LogDay {
    /// Its date.
    pub day: NaiveDate,
    /// Minutes measured here, rounded; 1 for anything shorter that was sat at all.
    pub measured_minutes: u32,
    /// Minutes entered by hand.
    pub reported_minutes: u32,
}

/// One sit of the log.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LogSit {
    /// The fact's id.
    pub id: String,
    /// The day it counts for.
    pub day: NaiveDate,
    /// The practice's name.
    pub title: String,
    /// Seconds measured here; none when it was entered by hand.
    pub measured_seconds: Option<u32>,
    /// Minutes entered by hand; none when it was measured.
    pub reported_minutes: Option<u32>,
    /// Whether a measured sit went on to the last bell.
    pub to_the_bell: bool,
    /// Whether the program ended in the middle of it: at most ten seconds more were sat.
    pub cut_short: bool,
}

/// The draft that a sit under way is kept as.
const DRAFT: &str = "sit";
/// The most single sits that the log lists.
const MOST_SITS: usize = 60;

/// Records a sit from elsewhere.
///
/// # Errors
/// [`crate::Code::Refused`] for a day to come or minutes outside 1 to 240.
pub fn report(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    practice: &str,
    day: NaiveDate,
    minutes: u32,
) -> Result<()> {
    if !(1..=240).contains(&minutes) {
        return Err(Error::refused(
            "Please write the minutes in figures, from 1 to 240. Nothing was lost.",
        ));
    }
    if day > ports.now().day() {
        return Err(Error::refused("That day is still to come. Please choose today or before."));
    }
    let body = Reported { practice: practice.to_owned(), minutes };
    ledger.append(ports, Draft::new("sit-reported", &body)?.on(day))?;
    Ok(())
}

/// Days with practice among those of a week.
///
/// # Errors
/// When the ledger cannot be read.
pub fn days_in_week(ledger: &Ledger, calendar: &Calendar, week: u32) -> Result<u32> {
    if week == 0 {
        return Ok(0);
    }
    let sat = days_between(ledger, calendar.first_day(week), calendar.last_day(week))?;
    Ok(sat.len() as u32)
}

/// The whole log as the screen shows it.
///
/// # Errors
/// When the ledger cannot be read.
pub fn log(
    ledger: &Ledger,
    course: &Course,
    enrolment: &Enrolment,
    today: NaiveDate,
) -> Result<PracticeLog> {
    let calendar = &enrolment.calendar;
    let last = calendar.week(today).min(calendar.weeks());
    let weeks =
        (1..=last).map(|week| log_week(ledger, course, calendar, week)).collect::<Result<_>>()?;
    Ok(PracticeLog { today, weeks, sits: sits(ledger, course)? })
}

fn log_week(ledger: &Ledger, course: &Course, calendar: &Calendar, week: u32) -> Result<LogWeek> {
    let sat = days_between(ledger, calendar.first_day(week), calendar.last_day(week))?;
    let days = calendar
        .days(week)
        .map(|day| {
            let (seconds, minutes) = sat.get(&day).copied().unwrap_or_default();
            LogDay { day, measured_minutes: whole_minutes(seconds), reported_minutes: minutes }
        })
        .collect();
    let (days_asked, each) =
        course.part_of_week(week).map_or((0, 0), |part| (part.plan.days, part.plan.minutes));
    Ok(LogWeek {
        week,
        days,
        days_done: sat.len() as u32,
        days_asked,
        minutes_asked: days_asked * each,
        measured_minutes: whole_minutes(sat.values().map(|(seconds, _)| seconds).sum()),
        reported_minutes: sat.values().map(|(_, minutes)| minutes).sum(),
    })
}

fn sits(ledger: &Ledger, course: &Course) -> Result<Vec<LogSit>> {
    let title = |id: &str| {
        course.practice(id).map_or_else(|| id.to_owned(), |practice| practice.script.title.clone())
    };
    let mut sits = Vec::new();
    for fact in ledger.facts("sit", ME)? {
        let sat: Sat = fact.read()?;
        sits.push((
            fact.seq,
            LogSit {
                id: fact.id,
                day: fact.day,
                title: title(&sat.practice),
                measured_seconds: Some(sat.measured_seconds),
                reported_minutes: None,
                to_the_bell: sat.to_the_bell,
                cut_short: sat.cut_short,
            },
        ));
    }
    for fact in ledger.facts("sit-reported", ME)? {
        let reported: Reported = fact.read()?;
        sits.push((
            fact.seq,
            LogSit {
                id: fact.id,
                day: fact.day,
                title: title(&reported.practice),
                measured_seconds: None,
                reported_minutes: Some(reported.minutes),
                to_the_bell: false,
                cut_short: false,
            },
        ));
    }
    sits.sort_by_key(|(seq, sit)| Reverse((sit.day, *seq)));
    sits.truncate(MOST_SITS);
    Ok(sits.into_iter().map(|(_, sit)| sit).collect())
}

/// Seconds as whole minutes for a screen: anything sat at all is at least one.
pub fn whole_minutes(seconds: u32) -> u32 {
    if seconds == 0 { 0 } else { ((seconds + 30) / 60).max(1) }
}

/// The owner's days with practice: seconds measured and minutes entered.
fn days_between(
    ledger: &Ledger,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<BTreeMap<NaiveDate, (u32, u32)>> {
    let mut statement = ledger.connection().prepare_cached(
        "SELECT day, measured_seconds, reported_minutes FROM practice_day
         WHERE author = ?1 AND day BETWEEN ?2 AND ?3 AND measured_seconds + reported_minutes > 0",
    )?;
    let rows = statement.query_map([ME, &first.to_string(), &last.to_string()], |row| {
        Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?)))
    })?;
    let mut days = BTreeMap::new();
    for row in rows {
        let (day, sat) = row?;
        if let Ok(day) = day.parse() {
            days.insert(day, sat);
        }
    }
    Ok(days)
}
