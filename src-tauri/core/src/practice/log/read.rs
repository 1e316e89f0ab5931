//! The log as the screen shows it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound::{Included, Unbounded};
use std::ops::RangeBounds;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

use super::entered::{self, Source, title};
use super::informal::{self, Tick};
use super::measured::{Sat, whole_minutes};
use super::seen::{self, Band, HourLine, MixLine, Published};
use super::words::{self, Obstacle};
use crate::course::{Course, Informal};
use crate::error::Result;
use crate::store::Ledger;
use crate::store::fact::ME;
use crate::study::calendar::Calendar;
use crate::study::enrolment::Enrolment;

/// The whole log as the screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PracticeLog {
    /// Today, as the person's day counts.
    pub today: NaiveDate,
    /// The weeks of the course so far, in order. Their days are the heat map.
    pub weeks: Vec<LogWeek>,
    /// Single sits, the latest first: as many as were asked for, a page without asking.
    pub sits: Vec<LogSit>,
    /// How many sits there are in all.
    pub sits_in_all: u32,
    /// The id of the sit that was just added, to take it back with; none after anything else.
    pub added: Option<String>,
    /// What is published about how much people practice: the band behind the minutes.
    pub published: Published,
    /// What was practiced in these weeks, a line a practice, the one on most days first.
    pub mix: Vec<MixLine>,
    /// At which hours measured sits of these weeks began: 24 lines. For one's own eyes.
    pub hours: Vec<HourLine>,
    /// Informal practice, by day: everything that was ever ticked.
    pub ticks: Vec<Tick>,
    /// Everything informal that the course names, for the names of the ticks.
    pub informal: Vec<Informal>,
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
    /// The version of the plan that asked: 0 for the course's own.
    pub plan_version: u32,
    /// The published band around what people do of such minutes.
    pub band: Band,
    /// Minutes measured here, rounded to whole minutes.
    pub measured_minutes: u32,
    /// Minutes entered by hand or imported.
    pub reported_minutes: u32,
}

/// One day of the log.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LogDay {
    /// Its date.
    pub day: NaiveDate,
    /// Minutes measured here, rounded; 1 for anything shorter that was sat at all.
    pub measured_minutes: u32,
    /// Minutes entered by hand or imported.
    pub reported_minutes: u32,
}

/// One sit of the log.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LogSit {
    /// Its id, which stays the same when it is changed.
    pub id: String,
    /// The day it counts for.
    pub day: NaiveDate,
    /// The practice's id; `group` for a class or a sit with a group.
    pub practice: String,
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
    /// Where a self-reported sit comes from; none when it was measured. Only a self-reported one
    /// can be changed and removed.
    pub source: Option<Source>,
    /// Whether it is another than the one that was entered.
    pub changed: bool,
    /// What was in the way. Private.
    pub obstacles: Vec<Obstacle>,
    /// A comment; may be empty. Private.
    pub comment: String,
}

/// How many single sits the log lists when nobody asks for more.
pub const PAGE: u32 = 8;

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

/// Whether anything was practiced on a day.
///
/// # Errors
/// When the ledger cannot be read.
pub fn practiced_on(ledger: &Ledger, day: NaiveDate) -> Result<bool> {
    Ok(!days_between(ledger, day, day)?.is_empty())
}

/// The whole log as the screen shows it, with so many single sits.
///
/// # Errors
/// When the ledger cannot be read.
pub fn log(
    ledger: &Ledger,
    course: &Course,
    enrolment: &Enrolment,
    today: NaiveDate,
    most_sits: u32,
) -> Result<PracticeLog> {
    let calendar = &enrolment.calendar;
    let last = calendar.week(today).min(calendar.weeks());
    let weeks =
        (1..=last).map(|week| log_week(ledger, course, enrolment, week)).collect::<Result<_>>()?;
    let (mut of_course, mut hours) = (Vec::new(), seen::hours(&[])?);
    if last > 0 {
        let days = calendar.first_day(1)..=calendar.last_day(last);
        of_course = sits(ledger, course, &days)?;
        hours = seen::hours(&ledger.mine_on("sit", &days)?)?;
    }
    let sits_in_all = sits_in_all(ledger)?;
    let parts = &course.manifest.parts;
    Ok(PracticeLog {
        today,
        weeks,
        sits: latest(ledger, course, today, most_sits.min(sits_in_all))?,
        sits_in_all,
        added: None,
        published: Published::of_home_practice(),
        mix: seen::mix(&of_course),
        hours,
        ticks: informal::ticks(ledger)?,
        informal: parts.iter().flat_map(|part| &part.plan.informal).cloned().collect(),
    })
}

fn log_week(ledger: &Ledger, course: &Course, enrolment: &Enrolment, week: u32) -> Result<LogWeek> {
    let calendar = &enrolment.calendar;
    let sat = days_between(ledger, calendar.first_day(week), calendar.last_day(week))?;
    let days = calendar
        .days(week)
        .map(|day| {
            let (seconds, minutes) = sat.get(&day).copied().unwrap_or_default();
            LogDay { day, measured_minutes: whole_minutes(seconds), reported_minutes: minutes }
        })
        .collect();
    let asked = enrolment.plans.asked(course, calendar, week);
    let minutes_asked = asked.days * asked.minutes;
    Ok(LogWeek {
        week,
        days,
        days_done: sat.len() as u32,
        days_asked: asked.days,
        minutes_asked,
        plan_version: asked.version,
        band: Band::of(minutes_asked),
        measured_minutes: whole_minutes(sat.values().map(|(seconds, _)| seconds).sum()),
        reported_minutes: sat.values().map(|(_, minutes)| minutes).sum(),
    })
}

/// How many sits are in the log.
fn sits_in_all(ledger: &Ledger) -> Result<u32> {
    let measured: u32 = ledger
        .connection()
        .prepare_cached("SELECT COUNT(*) FROM fact WHERE kind = 'sit' AND author = ?1")?
        .query_row([ME], |row| row.get(0))?;
    Ok(measured + entered::count(ledger)?)
}

/// So many sits, the latest first. Looks further and further back until it has them.
fn latest(ledger: &Ledger, course: &Course, today: NaiveDate, most: u32) -> Result<Vec<LogSit>> {
    let mut days = 32;
    loop {
        let first = today.checked_sub_days(Days::new(days)).map_or(Unbounded, Included);
        let mut found = sits(ledger, course, &(first, Unbounded))?;
        if found.len() >= most as usize || first == Unbounded {
            found.truncate(most as usize);
            return Ok(found);
        }
        days *= 2;
    }
}

/// The sits that are in the log on some days, the latest first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn sits(
    ledger: &Ledger,
    course: &Course,
    days: &impl RangeBounds<NaiveDate>,
) -> Result<Vec<LogSit>> {
    let mut sits = Vec::new();
    for fact in ledger.mine_on("sit", days)? {
        let sat: Sat = fact.read()?;
        let words = words::written(ledger, &fact.id)?;
        sits.push((
            fact.seq,
            LogSit {
                id: fact.id,
                day: fact.day,
                title: title(course, &sat.practice),
                practice: sat.practice,
                measured_seconds: Some(sat.measured_seconds),
                reported_minutes: None,
                to_the_bell: sat.to_the_bell,
                cut_short: sat.cut_short,
                source: None,
                changed: false,
                obstacles: words.obstacles,
                comment: words.comment,
            },
        ));
    }
    for entry in entered::entries(ledger, days)? {
        let words = words::written(ledger, &entry.id)?;
        sits.push((
            entry.seq,
            LogSit {
                id: entry.id,
                day: entry.day,
                title: title(course, &entry.sat.practice),
                practice: entry.sat.practice,
                measured_seconds: None,
                reported_minutes: Some(entry.sat.minutes),
                to_the_bell: false,
                cut_short: false,
                source: Some(entry.sat.source),
                changed: entry.changed,
                obstacles: words.obstacles,
                comment: words.comment,
            },
        ));
    }
    sits.sort_by_key(|(seq, sit)| Reverse((sit.day, *seq)));
    Ok(sits.into_iter().map(|(_, sit)| sit).collect())
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
