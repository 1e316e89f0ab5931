//! Everything the board needs, each read once for all coaches: what it costs grows with what there
//! is, not with coaches times weeks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::attendance::{self, Class};
use super::board::{BoardCall, BoardRow, BoardSheet, BoardWeek};
use super::inviting;
use super::roster::{Rostered, Setup};
use super::signals::Marks;
use super::taken::gaps;
use crate::course::Course;
use crate::course::desk::When;
use crate::effects::PleaseCall;
use crate::error::Result;
use crate::measures::sheet::SheetState;
use crate::practice::log::whole_minutes;
use crate::store::Ledger;
use crate::store::fact::ME;
use crate::study::calendar::Calendar;
use crate::study::protocol::{Wave, Window};
use crate::study::withdrawal::{self, Withdrew};

/// A sit that was stopped before its last bell: its day, and the seconds that were sat.
pub(super) type Stopped = (NaiveDate, u32);

/// What was read.
pub(super) struct Read {
    practice: BTreeMap<String, Practice>,
    /// By week, the first at 0.
    days_asked: Vec<u32>,
    attendance: attendance::Marks,
    returned: BTreeMap<String, BTreeMap<String, NaiveDate>>,
    heard: BTreeMap<String, NaiveDate>,
    sections: BTreeMap<String, u32>,
    gaps: BTreeMap<String, u32>,
    calls: BTreeMap<String, Vec<BoardCall>>,
    hard: BTreeMap<String, Vec<NaiveDate>>,
    withdrew: BTreeMap<String, Withdrew>,
    revoked: BTreeMap<String, NaiveDate>,
    stopped: BTreeMap<String, Vec<Stopped>>,
    /// What the trainer did about signals.
    pub(super) marks: Marks,
}

/// One coach's days of practice, added up by week.
struct Practice {
    /// By week, the first at 0: days, seconds measured, minutes entered.
    weeks: Vec<(u32, u32, u32)>,
    last: NaiveDate,
}

impl Read {
    pub(super) fn all(
        ledger: &Ledger,
        course: &Course,
        calendar: &Calendar,
        days_asked: Vec<u32>,
        marks: Marks,
    ) -> Result<Self> {
        let connection = ledger.connection();
        let mut calls: BTreeMap<String, Vec<BoardCall>> = BTreeMap::new();
        for fact in ledger.facts_of_all("please-call")?.into_iter().rev() {
            let note = fact.read::<PleaseCall>()?.note;
            let of_coach = calls.entry(fact.author).or_default();
            // Whoever answered a call has answered those before it.
            let before = of_coach.last().and_then(|later| later.done_on);
            let done_on = marks.done_on(&fact.id).or(before);
            of_coach.push(BoardCall { id: fact.id, day: fact.day, note, done_on });
        }
        let mut hard: BTreeMap<String, Vec<NaiveDate>> = BTreeMap::new();
        for fact in ledger.facts_of_all("hard")?.into_iter().rev() {
            hard.entry(fact.author).or_default().push(fact.day);
        }
        Ok(Self {
            practice: practice(connection, calendar)?,
            days_asked,
            attendance: attendance::Marks::read(ledger)?,
            returned: returned(connection)?,
            heard: dates(connection, "SELECT author, MAX(day) FROM letter GROUP BY author")?,
            sections: counts(
                connection,
                "SELECT author, COUNT(*) FROM fact WHERE kind = 'lesson-read' GROUP BY author",
            )?,
            gaps: gaps(ledger)?,
            calls,
            hard,
            withdrew: withdrawal::received(ledger)?,
            revoked: inviting::revoked(ledger)?,
            stopped: stopped(connection, course, calendar)?,
            marks,
        })
    }

    pub(super) fn row(
        &self,
        rostered: Rostered,
        windows: &[(&Wave, Window)],
        calendar: &Calendar,
        today: NaiveDate,
    ) -> BoardRow {
        let code = rostered.code;
        let practice = self.practice.get(&code);
        let weeks: Vec<BoardWeek> = (1..=calendar.week(today).min(calendar.weeks()))
            .map(|week| {
                let at = week as usize - 1;
                let (days, seconds, minutes) = practice.map_or((0, 0, 0), |all| all.weeks[at]);
                BoardWeek {
                    week,
                    attendance: self.attendance.of(&code, &Class::Week(week)),
                    days,
                    days_asked: self.days_asked.get(at).copied().unwrap_or_default(),
                    measured_minutes: whole_minutes(seconds),
                    reported_minutes: minutes,
                }
            })
            .collect();
        let withdrew = self.withdrew.get(&code).copied();
        BoardRow {
            joined: self.heard.contains_key(&code),
            withdrew,
            revoked_on: self.revoked.get(&code).copied(),
            measured_minutes: weeks.iter().map(|week| week.measured_minutes).sum(),
            reported_minutes: weeks.iter().map(|week| week.reported_minutes).sum(),
            sections_read: self.sections.get(&code).copied().unwrap_or_default(),
            last_practice: practice.map(|all| all.last),
            last_heard: self.heard.get(&code).copied(),
            questionnaires: match withdrew {
                None => self.questionnaires(&code, windows, today),
                Some(_) => Vec::new(),
            },
            gaps: self.gaps.get(&code).copied().unwrap_or_default(),
            calls: self.calls.get(&code).cloned().unwrap_or_default(),
            hard_on: self.hard.get(&code).cloned().unwrap_or_default(),
            notes: self.marks.notes(&code),
            name: rostered.name,
            arm: rostered.arm,
            weeks,
            code,
        }
    }

    /// Sits that a coach stopped soon, the earliest first.
    pub(super) fn stopped(&self, code: &str) -> &[Stopped] {
        self.stopped.get(code).map_or(&[], Vec::as_slice)
    }

    fn questionnaires(
        &self,
        code: &str,
        windows: &[(&Wave, Window)],
        today: NaiveDate,
    ) -> Vec<BoardSheet> {
        let returned = self.returned.get(code);
        let sheet = |(wave, window): &(&Wave, Window)| {
            let returned_on = returned.and_then(|waves| waves.get(&wave.id)).copied();
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
                opens_on: window.opens_on,
                closes_on: window.closes_on,
            }
        };
        windows.iter().map(sheet).collect()
    }
}

/// The waves of the cohort's study, with their windows.
pub(super) fn windows<'a>(setup: &'a Setup, calendar: &Calendar) -> Vec<(&'a Wave, Window)> {
    let waves = setup.study.iter().flat_map(|study| &study.protocol.waves);
    waves.map(|wave| (wave, wave.window(calendar))).collect()
}

/// Days of practice by coach and week, in one go through the days.
fn practice(connection: &Connection, calendar: &Calendar) -> Result<BTreeMap<String, Practice>> {
    // Days are compared as the text they are kept as, which sorts like the dates.
    let ends: Vec<String> =
        (1..=calendar.weeks()).map(|week| calendar.last_day(week).to_string()).collect();
    let begins = calendar.starts_on().to_string();
    let mut all: BTreeMap<String, Practice> = BTreeMap::new();
    let mut statement = connection.prepare(
        "SELECT author, day, measured_seconds, reported_minutes FROM practice_day
         WHERE measured_seconds + reported_minutes > 0 ORDER BY author, day",
    )?;
    let mut rows = statement.query([])?;
    let (mut current, mut last) = (None::<(String, Practice)>, String::new());
    let mut keep = |done: Option<(String, Practice)>, last: &str| {
        if let Some((author, practice)) = done {
            all.insert(author, Practice { last: date(last), ..practice });
        }
    };
    while let Some(row) = rows.next()? {
        let author = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let day = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        if current.as_ref().is_none_or(|(before, _)| before != author) {
            let new = Practice { weeks: vec![(0, 0, 0); ends.len()], last: NaiveDate::MIN };
            keep(current.replace((author.to_owned(), new)), &last);
        }
        let Some((_, Practice { weeks, .. })) = &mut current else { continue };
        day.clone_into(&mut last);
        let week = ends.partition_point(|end| end.as_str() < day);
        if let Some((days, seconds, minutes)) = weeks.get_mut(week).filter(|_| *begins <= *day) {
            *days += 1;
            *seconds += row.get::<_, u32>(2)?;
            *minutes += row.get::<_, u32>(3)?;
        }
    }
    keep(current, &last);
    Ok(all)
}

fn returned(connection: &Connection) -> Result<BTreeMap<String, BTreeMap<String, NaiveDate>>> {
    let mut all: BTreeMap<String, BTreeMap<String, NaiveDate>> = BTreeMap::new();
    let mut statement =
        connection.prepare("SELECT author, wave, MIN(day) FROM returned GROUP BY author, wave")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let day: String = row.get(2)?;
        all.entry(row.get(0)?).or_default().insert(row.get(1)?, date(&day));
    }
    Ok(all)
}

/// Sits stopped before the last bell, as soon as any rule asks about. A sit says no more of itself
/// to a trainer than its practice, its seconds and whether it went to the bell.
fn stopped(
    connection: &Connection,
    course: &Course,
    calendar: &Calendar,
) -> Result<BTreeMap<String, Vec<Stopped>>> {
    let minutes = course.signals.iter().filter_map(|rule| match rule.when {
        When::ShortSits { minutes, .. } => Some(minutes),
        _ => None,
    });
    let Some(most) = minutes.max() else { return Ok(BTreeMap::new()) };
    let mut statement = connection.prepare(
        "SELECT author, day, body ->> 'measured_seconds' FROM fact INDEXED BY sit_stopped
         WHERE kind = 'sit' AND author <> ?1 AND day >= ?2
           AND body ->> 'to_the_bell' = 0 AND body ->> 'measured_seconds' < ?3
         ORDER BY author, day, seq",
    )?;
    let from = calendar.starts_on().to_string();
    let mut rows = statement.query(params![ME, from, i64::from(most) * 60])?;
    let mut all: BTreeMap<String, Vec<Stopped>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let day: String = row.get(1)?;
        all.entry(row.get(0)?).or_default().push((date(&day), row.get(2)?));
    }
    Ok(all)
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn dates(connection: &Connection, sql: &str) -> Result<BTreeMap<String, NaiveDate>> {
    let mut statement = connection.prepare(sql)?;
    let dates = statement
        .query_map([], |row| Ok((row.get(0)?, date(&row.get::<_, String>(1)?))))?
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
