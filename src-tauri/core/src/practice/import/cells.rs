//! The file itself: its rows, what its columns seem to be, and what a cell says.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{KindAs, Mapping};
use crate::course::Course;
use crate::error::{Error, Result};
use crate::ports::Moment;

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WrittenAs {
    /// Month, day, year: 04/20/2026 08:21:14, as Insight Timer has it.
    MonthDayYear,
    /// Day, month, year: 20.4.2026.
    DayMonthYear,
    /// Year, month, day: 2026-04-20T08:21.
    YearMonthDay,
    /// Seconds since 1970, as Meditate has it. Read in the time zone this computer is in now.
    Seconds,
}

/// What a length counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LengthIn {
    /// Hours, minutes, seconds: 0:45:0. With one colon, minutes and seconds.
    Clock,
    /// Minutes.
    Minutes,
    /// Seconds.
    Seconds,
}

/// When a row says it began.
pub(super) struct Began {
    pub(super) day: NaiveDate,
    pub(super) time: Option<NaiveTime>,
}

/// A file's rows.
pub(super) struct Sheet {
    pub(super) columns: Vec<String>,
    /// Each with its line in the file.
    pub(super) rows: Vec<(u32, Vec<String>)>,
}

/// The largest file that is read, bytes.
const LARGEST: u64 = 8 * 1024 * 1024;
/// The most rows of a file.
const MOST_ROWS: usize = 20_000;

impl Sheet {
    pub(super) fn open(file: &Path) -> Result<Self> {
        if std::fs::metadata(file)?.len() > LARGEST {
            return Err(Error::refused(
                "This file is larger than 8 MB, so it is no practice log. Nothing was imported.",
            ));
        }
        let bytes = std::fs::read(file)?;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
        let delimiter = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let no_table = |_| {
            Error::refused(
                "This file is not a table that can be read. Please choose a CSV file. Nothing was \
                 imported.",
            )
        };
        let columns: Vec<String> =
            reader.headers().map_err(no_table)?.iter().map(|name| name.trim().to_owned()).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(no_table)?;
            let line = record.position().map_or(0, csv::Position::line) as u32;
            rows.push((line, record.iter().map(str::to_owned).collect()));
            if rows.len() > MOST_ROWS {
                return Err(Error::refused(
                    "This file has more than 20,000 rows. Please split it. Nothing was imported.",
                ));
            }
        }
        if columns.len() < 2 || rows.is_empty() {
            return Err(Error::refused(
                "There are no rows with a date and a length in this file. Nothing was imported.",
            ));
        }
        Ok(Self { columns, rows })
    }

    /// What the columns seem to be, by their names and what is in them.
    pub(super) fn guess(&self, course: &Course, now: &Moment) -> Mapping {
        let named = |words: &[&str]| {
            let is = |name: &String| words.iter().any(|word| name.to_lowercase().contains(word));
            self.columns.iter().position(is)
        };
        let when = named(&["start", "date", "when", "day"]).unwrap_or(0);
        let length = named(&["duration", "length", "minutes", "seconds", "secs"])
            .unwrap_or(usize::from(when == 0));
        let taken = |column: &usize| *column != when && *column != length;
        let kind = named(&["activity", "label", "kind", "practice"])
            .or_else(|| named(&["type", "title", "preset"]))
            .filter(taken);
        let as_here = |kind: &str| {
            let practice = course.practices.iter().find(|practice| {
                let title = practice.script.title.to_lowercase();
                !kind.is_empty() && (title == kind.to_lowercase() || practice.script.id == kind)
            })?;
            Some(KindAs { kind: kind.to_owned(), practice: practice.script.id.clone() })
        };
        let silent = course.practices.iter().find(|practice| practice.script.cues.is_empty());
        let index = |column: usize| column as u32;
        Mapping {
            when: index(when),
            time: self
                .columns
                .iter()
                .position(|name| name.eq_ignore_ascii_case("time"))
                .filter(taken)
                .map(index),
            written_as: self.guess_written(when, now),
            length: index(length),
            length_in: self.guess_length(length),
            kind: kind.map(index),
            comment: named(&["note", "comment"]).filter(taken).map(index),
            kinds: self.kinds(kind.map(index)).filter_map(as_here).collect(),
            practice: silent
                .or(course.practices.first())
                .map(|practice| practice.script.id.clone())
                .unwrap_or_default(),
        }
    }

    /// What stands in the column of kinds, each once, in the order of the alphabet.
    pub(super) fn kinds(&self, column: Option<u32>) -> impl Iterator<Item = &str> {
        let cells = self.column(column.map(|column| column as usize));
        cells.filter(|kind| !kind.is_empty()).collect::<BTreeSet<_>>().into_iter()
    }

    fn column(&self, column: Option<usize>) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |(_, cells)| cells.get(column?));
        cells.map(|cell| cell.trim())
    }

    /// The way in which most of the days can be read, and are not still to come. Where two are as
    /// good, month first: Insight Timer writes it so.
    fn guess_written(&self, when: usize, now: &Moment) -> WrittenAs {
        let fits = |way: &WrittenAs, cell: &str| {
            way.read(cell, now).is_some_and(|began| began.day <= now.local.date_naive())
        };
        let read = |way: &WrittenAs| self.column(Some(when)).filter(|cell| fits(way, cell)).count();
        // Of equals, the last is taken.
        WrittenAs::ALL.into_iter().max_by_key(read).unwrap_or(WrittenAs::MonthDayYear)
    }

    fn guess_length(&self, length: usize) -> LengthIn {
        if self.column(Some(length)).any(|cell| cell.contains(':')) {
            LengthIn::Clock
        } else if self.columns[length].to_lowercase().contains("sec") {
            LengthIn::Seconds
        } else {
            LengthIn::Minutes
        }
    }
}

impl WrittenAs {
    const ALL: [Self; 4] =
        [Self::Seconds, Self::YearMonthDay, Self::DayMonthYear, Self::MonthDayYear];

    /// When a cell says it was. A time that cannot be read is a cell that cannot be read.
    pub(super) fn read(self, cell: &str, now: &Moment) -> Option<Began> {
        if self == Self::Seconds {
            let at = DateTime::from_timestamp(cell.parse().ok()?, 0)?;
            let at = at.with_timezone(now.local.offset()).naive_local();
            return Some(Began { day: at.date(), time: Some(at.time()) });
        }
        let (date, time) = match cell.find([' ', 'T', ',']) {
            Some(at) => (&cell[..at], cell[at + 1..].trim_start_matches([',', ' '])),
            None => (cell, ""),
        };
        let mut parts = date.split(['/', '.', '-']).map(|part| part.trim().parse::<u32>().ok());
        let parts = [parts.next()??, parts.next()??, parts.next()??];
        let (year, month, day) = match self {
            Self::MonthDayYear => (parts[2], parts[0], parts[1]),
            Self::DayMonthYear => (parts[2], parts[1], parts[0]),
            Self::YearMonthDay | Self::Seconds => (parts[0], parts[1], parts[2]),
        };
        if !(1970..=2999).contains(&year) {
            return None;
        }
        let day = NaiveDate::from_ymd_opt(year as i32, month, day)?;
        let time = if time.is_empty() { None } else { Some(clock(time)?) };
        Some(Began { day, time })
    }
}

/// A time of day: 08:21, 8:21:14, 8:21 PM, with or without an offset that is left out.
fn clock(text: &str) -> Option<NaiveTime> {
    let upper = text.to_ascii_uppercase();
    let digits = upper.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(upper.len());
    let (clock, rest) = upper.split_at(digits);
    let mut parts = clock.split(':').map(|part| part.parse::<u32>().ok());
    let hour = parts.next()??;
    let minute = parts.next()??;
    let second = parts.next().unwrap_or(Some(0))?;
    let hour = match (rest.contains("PM"), rest.contains("AM")) {
        (true, _) if (1..=12).contains(&hour) => hour % 12 + 12,
        (_, true) if (1..=12).contains(&hour) => hour % 12,
        (false, false) => hour,
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

impl LengthIn {
    /// Seconds of a cell; halves and the like count.
    pub(super) fn seconds(self, cell: &str) -> Option<i64> {
        let number = |text: &str| {
            let number: f64 = text.trim().replace(',', ".").parse().ok()?;
            (number.is_finite() && (0.0..1e7).contains(&number)).then_some(number)
        };
        let seconds = match self {
            Self::Clock => {
                let parts: Vec<f64> = cell.split(':').map(number).collect::<Option<_>>()?;
                if !(2..=3).contains(&parts.len()) {
                    return None;
                }
                parts.iter().fold(0.0, |sum, part| sum * 60.0 + part)
            }
            Self::Minutes => number(cell)? * 60.0,
            Self::Seconds => number(cell)?,
        };
        Some(seconds.round() as i64)
    }
}
