//! Where hours come from: attendance and training that the trainer noted, practice and supervision
//! that coaches sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::params;

use super::count::{Evidence, Noted};
use super::training;
use crate::cohort::attendance::{Class, Marks};
use crate::cohort::roster;
use crate::course::Course;
use crate::error::Result;
use crate::practice::log::whole_minutes;
use crate::store::Ledger;
use crate::store::fact::ME;
use crate::study::calendar::Calendar;
use crate::supervision::{self, Removed, SharedMinutes};

/// What a trainer's ledger holds of every coach, by code.
///
/// # Errors
/// When the ledger cannot be read.
pub fn of_all(
    ledger: &Ledger,
    course: &Course,
    calendar: &Calendar,
) -> Result<BTreeMap<String, Evidence>> {
    let mut all: BTreeMap<String, Evidence> = BTreeMap::new();
    for ((author, week), minutes) in practice(ledger, calendar, None)? {
        all.entry(author).or_default().practice.insert(week, minutes);
    }
    for (author, minutes) in sent_supervision(ledger, calendar)? {
        all.entry(author).or_default().supervision += minutes;
    }
    let marks = Marks::read(ledger)?;
    for code in roster::roster(ledger)?.into_keys() {
        for part in &course.manifest.parts {
            if let Some(mark) = marks.of(&code, &Class::of(part)) {
                noted(&mut all, code.clone()).classes.insert(part.id.clone(), mark);
            }
        }
    }
    for training in training::all(ledger)? {
        noted(&mut all, training.code).training += training.minutes;
    }
    Ok(all)
}

fn noted(all: &mut BTreeMap<String, Evidence>, code: String) -> &mut Noted {
    all.entry(code).or_default().noted.get_or_insert_default()
}

/// What a coach's own ledger holds. Who came to a class is not in it.
///
/// # Errors
/// When the ledger cannot be read.
pub fn own(ledger: &Ledger, calendar: &Calendar) -> Result<Evidence> {
    let practice = practice(ledger, calendar, Some(ME))?;
    let meetings = supervision::meetings(ledger)?;
    let held = meetings.iter().filter(|meeting| in_course(calendar, meeting.day));
    Ok(Evidence {
        noted: None,
        practice: practice.into_iter().map(|((_, week), minutes)| (week, minutes)).collect(),
        supervision: held.map(|meeting| meeting.held.minutes).sum(),
    })
}

fn in_course(calendar: &Calendar, day: NaiveDate) -> bool {
    (calendar.starts_on()..=calendar.ends_on()).contains(&day)
}

/// Minutes of practice by author and week, measured and entered: of one author, or of all.
fn practice(
    ledger: &Ledger,
    calendar: &Calendar,
    of: Option<&str>,
) -> Result<BTreeMap<(String, u32), (u32, u32)>> {
    let mut statement = ledger.connection().prepare_cached(
        "SELECT author, SUM(measured_seconds), SUM(reported_minutes) FROM practice_day
         WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR author = ?3) GROUP BY author",
    )?;
    let mut by_week = BTreeMap::new();
    for week in 1..=calendar.weeks() {
        let (first, last) = (calendar.first_day(week), calendar.last_day(week));
        let mut rows = statement.query(params![first.to_string(), last.to_string(), of])?;
        while let Some(row) = rows.next()? {
            let minutes = (whole_minutes(row.get(1)?), row.get(2)?);
            by_week.insert((row.get(0)?, week), minutes);
        }
    }
    Ok(by_week)
}

/// Meetings that coaches sent, but for those they took back. Whatever was sent, a meeting is at most
/// as long as a program of ours notes it, and what cannot be read counts for nothing.
fn sent_supervision(ledger: &Ledger, calendar: &Calendar) -> Result<Vec<(String, u32)>> {
    let mut removed = BTreeSet::new();
    for fact in ledger.facts_of_all("supervised-removed")? {
        if let Ok(Removed { meeting }) = fact.read() {
            removed.insert(format!("{}:{meeting}", fact.author));
        }
    }
    let mut sent = Vec::new();
    for fact in ledger.facts_of_all("supervised")? {
        if removed.contains(&fact.id) || !in_course(calendar, fact.day) {
            continue;
        }
        if let Ok(SharedMinutes { minutes }) = fact.read() {
            sent.push((fact.author, minutes.min(supervision::LONGEST)));
        }
    }
    Ok(sent)
}
