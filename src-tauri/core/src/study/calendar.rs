//! The calendar of a course: the one place that turns days into weeks and weeks into days.
//!
//! A class falls every seven days from class 1 on. Around holidays there may be a *break*: seven
//! days that begin where the next class would have been. They belong to the week before them, in
//! which practice goes on and nothing is asked anew; every later class, the end of the course and
//! the windows that hang on it move by a week.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

use crate::error::{Error, Result};

/// The most breaks a course can have.
pub const MOST_BREAKS: usize = 6;

/// The years a course can start in: what a person can mean, and far from where dates end.
const YEARS: RangeInclusive<i32> = 1900..=2999;
/// The most weeks a course can have.
const MOST_WEEKS: u32 = 520;

/// Which day belongs to which week of a course. Weeks count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    starts_on: NaiveDate,
    weeks: u32,
    breaks: Vec<NaiveDate>,
}

/// One class of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct ClassDay {
    /// 1 for the first.
    pub week: u32,
    /// Its day.
    pub day: NaiveDate,
}

/// The dates of a course, as somebody who plans it reads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CourseDates {
    /// Its classes, in order.
    pub classes: Vec<ClassDay>,
    /// The first days of weeks without a class, in order.
    pub breaks: Vec<NaiveDate>,
    /// The last day of the last week.
    pub ends_on: NaiveDate,
}

impl Calendar {
    /// A course of `weeks` weeks with class 1 on `starts_on`. Each of `breaks`, in any order, is
    /// the first day of seven days without a class.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] for a break that does not begin on a class day between class 1
    /// and the last class, that stands twice, or that is one too many; and for a year or a number
    /// of weeks that nobody can mean.
    pub fn new(starts_on: NaiveDate, weeks: u32, mut breaks: Vec<NaiveDate>) -> Result<Self> {
        if !YEARS.contains(&starts_on.year()) {
            return Err(Error::refused("Please check the year of class 1."));
        }
        if !(1..=MOST_WEEKS).contains(&weeks) {
            return Err(Error::refused(format!("A course can’t run for {weeks} weeks.")));
        }
        if breaks.len() > MOST_BREAKS {
            return Err(Error::refused(format!(
                "A course can have {MOST_BREAKS} weeks without a class at most. Please take one \
                 out."
            )));
        }
        breaks.sort_unstable();
        let mut calendar = Self { starts_on, weeks, breaks: Vec::with_capacity(breaks.len()) };
        for first in breaks {
            calendar.check(first)?;
            calendar.breaks.push(first);
        }
        Ok(calendar)
    }

    /// Whether a break can come after the ones that are there.
    fn check(&self, first: NaiveDate) -> Result<()> {
        if self.breaks.contains(&first) {
            return Err(Error::refused(format!("{} is in the list twice.", spoken(first))));
        }
        if first <= self.starts_on {
            return Err(Error::refused(format!(
                "A week without a class comes after class 1, which is on {}. {} is too early.",
                spoken(self.starts_on),
                spoken(first)
            )));
        }
        let past = (first - self.starts_on).num_days() as u64 % 7;
        if past != 0 {
            return Err(Error::refused(format!(
                "A week without a class begins on a class day. {} is none; its week begins on {}.",
                spoken(first),
                spoken(first - Days::new(past))
            )));
        }
        let last = self.class_day(self.weeks);
        if first > last {
            return Err(Error::refused(format!(
                "A week without a class comes before the last class, which is on {}. {} is too \
                 late.",
                spoken(last),
                spoken(first)
            )));
        }
        Ok(())
    }

    /// The day of class 1.
    pub fn starts_on(&self) -> NaiveDate {
        self.starts_on
    }

    /// How many weeks the course runs, breaks not counted.
    pub fn weeks(&self) -> u32 {
        self.weeks
    }

    /// The first days of the breaks, in order.
    pub fn breaks(&self) -> &[NaiveDate] {
        &self.breaks
    }

    /// The week a day falls in: 0 before class 1, more than [`Calendar::weeks`] after the end. A
    /// day inside a break belongs to the week before it.
    pub fn week(&self, day: NaiveDate) -> u32 {
        let days = (day - self.starts_on).num_days();
        if days < 0 {
            return 0;
        }
        let breaks = self.breaks.iter().filter(|first| **first <= day).count() as u32;
        (days / 7) as u32 + 1 - breaks
    }

    /// The day of a week's class, which is its first. After the last week there is no class; the
    /// weeks go on by seven days.
    pub fn class_day(&self, week: u32) -> NaiveDate {
        let mut day = self.starts_on + Days::new(u64::from(week.saturating_sub(1)) * 7);
        for first in &self.breaks {
            if *first <= day {
                day = day + Days::new(7);
            }
        }
        day
    }

    /// The first day of a week: the day of its class.
    pub fn first_day(&self, week: u32) -> NaiveDate {
        self.class_day(week)
    }

    /// The last day of a week, its breaks counted.
    pub fn last_day(&self, week: u32) -> NaiveDate {
        self.first_day(week.max(1) + 1) - Days::new(1)
    }

    /// The days of a week: seven, and seven more for each break that follows its class.
    pub fn days(&self, week: u32) -> impl Iterator<Item = NaiveDate> {
        let last = self.last_day(week);
        self.first_day(week).iter_days().take_while(move |day| *day <= last)
    }

    /// The last day of the last week.
    pub fn ends_on(&self) -> NaiveDate {
        self.last_day(self.weeks)
    }

    /// The day of the next class, for a day inside a break; `None` for any other.
    pub fn break_until(&self, day: NaiveDate) -> Option<NaiveDate> {
        let inside = |first: &&NaiveDate| (0..7).contains(&(day - **first).num_days());
        self.breaks.iter().find(inside).map(|_| self.class_day(self.week(day) + 1))
    }

    /// The classes, in order.
    pub fn classes(&self) -> Vec<ClassDay> {
        (1..=self.weeks).map(|week| ClassDay { week, day: self.class_day(week) }).collect()
    }

    /// The dates as somebody who plans the course reads them.
    pub fn dates(&self) -> CourseDates {
        CourseDates {
            classes: self.classes(),
            breaks: self.breaks.clone(),
            ends_on: self.ends_on(),
        }
    }
}

/// A day as a sentence says it: Thursday, February 5, 2026.
fn spoken(day: NaiveDate) -> impl std::fmt::Display {
    day.format("%A, %B %-d, %Y")
}
