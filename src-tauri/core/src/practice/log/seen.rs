//! What the log adds up to, as plain numbers for charts and the tables behind them. Measured and
//! entered minutes stand side by side; there are no streaks and no ranks.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike};
use serde::Serialize;
use ts_rs::TS;

use super::measured::{Sat, whole_minutes};
use super::read::LogSit;
use crate::error::Result;
use crate::store::fact::Fact;

/// What is published about home practice: percent of the minutes that were asked for.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Published {
    /// The average, percent.
    pub usual_percent: u32,
    /// Where the average's interval begins, percent.
    pub from_percent: u32,
    /// Where it ends, percent.
    pub to_percent: u32,
    /// What it is and where it comes from, in words.
    pub about: String,
}

impl Published {
    /// Self-reported home practice in 43 studies with 1,427 people: 64 % of what was assigned,
    /// 95 % interval 60 to 69 (Parsons et al. 2017, PMC5501725).
    pub fn of_home_practice() -> Self {
        Self {
            usual_percent: 64,
            from_percent: 60,
            to_percent: 69,
            about: "In 43 studies with 1,427 people, people wrote down 64% of the minutes they \
                    were asked for; that average lies between 60 and 69% (Parsons and others, \
                    2017). Minutes that a program measures tend to be fewer than minutes people \
                    write down. It is what others did, and no target."
                .to_owned(),
        }
    }
}

/// The published band for a week's minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Band {
    /// Where it begins, minutes.
    pub from_minutes: u32,
    /// Its middle, minutes.
    pub usual_minutes: u32,
    /// Where it ends, minutes.
    pub to_minutes: u32,
}

impl Band {
    /// The band for so many minutes asked for, each edge rounded to whole minutes.
    pub fn of(minutes_asked: u32) -> Self {
        let published = Published::of_home_practice();
        let share = |percent: u32| (minutes_asked * percent + 50) / 100;
        Self {
            from_minutes: share(published.from_percent),
            usual_minutes: share(published.usual_percent),
            to_minutes: share(published.to_percent),
        }
    }
}

/// One practice in the mix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MixLine {
    /// Its id.
    pub practice: String,
    /// Its name.
    pub title: String,
    /// Days with it.
    pub days: u32,
    /// Minutes measured, rounded.
    pub measured_minutes: u32,
    /// Minutes entered by hand or imported.
    pub reported_minutes: u32,
}

/// One hour of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct HourLine {
    /// 0 to 23, by the clock on the wall.
    pub hour: u32,
    /// Measured sits that began in it.
    pub sits: u32,
}

/// What was practiced on how many days, the most first.
pub(super) fn mix(sits: &[LogSit]) -> Vec<MixLine> {
    let mut lines: BTreeMap<&str, (&str, BTreeSet<NaiveDate>, u32, u32)> = BTreeMap::new();
    for sit in sits {
        let line = lines.entry(&sit.practice).or_default();
        line.0 = &sit.title;
        line.1.insert(sit.day);
        line.2 += sit.measured_seconds.unwrap_or_default();
        line.3 += sit.reported_minutes.unwrap_or_default();
    }
    let line =
        |(practice, (title, days, seconds, minutes)): (&str, (&str, BTreeSet<_>, _, _))| MixLine {
            practice: practice.to_owned(),
            title: title.to_owned(),
            days: days.len() as u32,
            measured_minutes: whole_minutes(seconds),
            reported_minutes: minutes,
        };
    let mut mix: Vec<MixLine> = lines.into_iter().map(line).collect();
    mix.sort_by_key(|line| Reverse(line.days));
    mix
}

/// At which hours these measured sits began; what was sat in one go is one sit.
/// One that was cut short is left out: it was noted when the program was opened again, and nobody
/// knows when it began.
pub(super) fn hours(sits: &[Fact]) -> Result<Vec<HourLine>> {
    let mut seconds_until: BTreeMap<&str, i64> = BTreeMap::new();
    for fact in sits {
        let sat: Sat = fact.read()?;
        if !sat.cut_short {
            *seconds_until.entry(&fact.at).or_default() += i64::from(sat.measured_seconds);
        }
    }
    let mut hours: Vec<HourLine> = (0..24).map(|hour| HourLine { hour, sits: 0 }).collect();
    for (ended, seconds) in seconds_until {
        if let Ok(ended) = DateTime::parse_from_rfc3339(ended) {
            hours[(ended - TimeDelta::seconds(seconds)).hour() as usize].sits += 1;
        }
    }
    Ok(hours)
}
