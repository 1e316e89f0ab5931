//! Sits from another program's export: Insight Timer's, Meditate's, or any CSV file with a column
//! for when and one for how long. They are self-reported and say that they were imported. Nothing
//! is imported twice: each keeps what tells its row from all others.

mod cells;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::log::entered::{self, Reported, Source, title};
use super::log::{Words, note_draft};
use crate::course::Course;
use crate::error::{Error, Result};
use crate::ports::{Moment, Ports};
use crate::store::fact::{Draft, Fact, ME, new_id};
use crate::store::{Ledger, hex};
use cells::Sheet;
pub use cells::{LengthIn, WrittenAs};

/// Which column is what. Columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// When it began: a date, with or without a time.
    pub when: u32,
    /// The time of day, where it has a column of its own.
    pub time: Option<u32>,
    /// How the date is written.
    pub written_as: WrittenAs,
    /// How long it was.
    pub length: u32,
    /// What the length counts.
    pub length_in: LengthIn,
    /// What kind of practice it was.
    pub kind: Option<u32>,
    /// A comment. Private.
    pub comment: Option<u32>,
    /// What each kind is here.
    pub kinds: Vec<KindAs>,
    /// What a sit of any other kind is: a practice's id.
    pub practice: String,
}

/// What a kind of practice in the file is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KindAs {
    /// The kind as the file has it.
    pub kind: String,
    /// A practice's id, or `group`.
    pub practice: String,
}

/// A file as it would be imported.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ImportPreview {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// How its columns are read: as asked, or guessed.
    pub mapping: Mapping,
    /// The kinds of practice that the file names, in the order of the alphabet, at most 40.
    pub kinds: Vec<String>,
    /// The first 20 rows as they would be read.
    pub rows: Vec<ImportRow>,
    /// Rows that would be imported.
    pub new: u32,
    /// Rows that were imported before, or stand in the file twice.
    pub known: u32,
    /// Rows that cannot be read, and are left out.
    pub bad: u32,
    /// The first 100 of those.
    pub bad_rows: Vec<BadRow>,
    /// New rows from before class 1: the trainer never hears of them.
    pub before_course: u32,
}

/// One row as it would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportRow {
    /// Its line in the file.
    pub line: u32,
    /// The day it counts for.
    pub day: NaiveDate,
    /// Whole minutes.
    pub minutes: u32,
    /// The practice's name here.
    pub title: String,
    /// The comment; may be empty.
    pub comment: String,
    /// Whether it is there already.
    pub known: bool,
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BadRow {
    /// Its line in the file.
    pub line: u32,
    /// Why, in a sentence.
    pub reason: String,
}

/// What an import brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct ImportedSits {
    /// Sits that are in the log now.
    pub new: u32,
    /// Rows that were there before.
    pub known: u32,
    /// Rows that could not be read.
    pub bad: u32,
}

/// An import that can still be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct LastImport {
    /// The day it was made.
    pub day: NaiveDate,
    /// How many sits it brought.
    pub sits: u32,
}

/// The body of an `import` fact: what came in one go, so that it can be taken back in one go.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Import {
    sits: Vec<String>,
}

/// The body of an `import-taken-back` fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakenBack {
    import: String,
}

/// The rows that a preview shows.
const SHOWN: usize = 20;
/// The bad rows that a preview lists.
const MOST_BAD: usize = 100;
/// The kinds of practice that a preview lists.
const MOST_KINDS: usize = 40;
/// The longest sit that is believed, minutes.
const LONGEST_MINUTES: i64 = 720;

/// What a file would bring. Without a mapping, its columns are guessed.
///
/// # Errors
/// [`crate::Code::NotFound`]; [`crate::Code::Refused`] for a file that is no table, or is too
/// large.
pub fn preview(
    ports: &dyn Ports,
    ledger: &Ledger,
    course: &Course,
    starts_on: NaiveDate,
    file: &Path,
    mapping: Option<Mapping>,
) -> Result<ImportPreview> {
    let sheet = Sheet::open(file)?;
    let mapping = mapping.unwrap_or_else(|| sheet.guess(course, &ports.now()));
    let read = Read::all(ports, ledger, course, &sheet, &mapping)?;
    let new = || read.rows.iter().filter(|row| !row.known);
    Ok(ImportPreview {
        new: new().count() as u32,
        known: read.rows.iter().filter(|row| row.known).count() as u32,
        bad: read.bad.len() as u32,
        before_course: new().filter(|row| row.day < starts_on).count() as u32,
        rows: read.rows.iter().take(SHOWN).map(|row| row.shown(course)).collect(),
        bad_rows: read.bad.into_iter().take(MOST_BAD).collect(),
        kinds: sheet.kinds(mapping.kind).take(MOST_KINDS).map(str::to_owned).collect(),
        columns: sheet.columns,
        mapping,
    })
}

/// Imports what is new in a file; bad rows are left out.
///
/// # Errors
/// As [`preview`], and when the ledger cannot be written: then nothing was imported.
pub fn import(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    file: &Path,
    mapping: &Mapping,
) -> Result<ImportedSits> {
    let sheet = Sheet::open(file)?;
    let read = Read::all(ports, ledger, course, &sheet, mapping)?;
    let (mut drafts, mut sits) = (Vec::new(), Vec::new());
    for row in read.rows.iter().filter(|row| !row.known) {
        let id = new_id(ports);
        let body = Reported {
            practice: row.practice.clone(),
            minutes: row.minutes,
            source: Source::Imported,
            row: Some(row.key.clone()),
        };
        drafts.push(Draft::new("sit-reported", &body)?.on(row.day).with_id(&id));
        let words = Words { obstacles: Vec::new(), comment: row.comment.clone() };
        if !words.is_empty() {
            drafts.push(note_draft(&id, &words)?);
        }
        sits.push(id);
    }
    let imported = ImportedSits {
        new: sits.len() as u32,
        known: (read.rows.len() - sits.len()) as u32,
        bad: read.bad.len() as u32,
    };
    if !sits.is_empty() {
        drafts.push(Draft::new("import", &Import { sits })?);
        ledger.append_all(ports, drafts)?;
    }
    Ok(imported)
}

/// The latest import that was not taken back.
///
/// # Errors
/// When the ledger cannot be read.
pub fn last(ledger: &Ledger) -> Result<Option<LastImport>> {
    let Some(latest) = latest(ledger)? else { return Ok(None) };
    let Import { sits } = latest.read()?;
    Ok(Some(LastImport { day: latest.day, sits: sits.len() as u32 }))
}

/// Takes the latest import back, all of it. The same file can then be imported again.
///
/// # Errors
/// [`crate::Code::Refused`] when there is none to take back.
pub fn take_back(ports: &dyn Ports, ledger: &mut Ledger) -> Result<()> {
    let latest =
        latest(ledger)?.ok_or_else(|| Error::refused("There is no import to take back."))?;
    let Import { sits } = latest.read()?;
    let sits: BTreeSet<String> = sits.into_iter().collect();
    let mut drafts = entered::removals(ledger, &sits, "import taken back")?;
    drafts.push(Draft::new("import-taken-back", &TakenBack { import: latest.id })?);
    ledger.append_all(ports, drafts)?;
    Ok(())
}

fn latest(ledger: &Ledger) -> Result<Option<Fact>> {
    let taken = taken_back(ledger)?;
    Ok(ledger.facts("import", ME)?.into_iter().rfind(|fact| !taken.contains(&fact.id)))
}

fn taken_back(ledger: &Ledger) -> Result<BTreeSet<String>> {
    let facts = ledger.facts("import-taken-back", ME)?;
    facts.iter().map(|fact| Ok(fact.read::<TakenBack>()?.import)).collect()
}

/// The keys of rows that are not to come in again. A sit that was removed by itself stays away.
fn known(ledger: &Ledger) -> Result<BTreeSet<String>> {
    let taken = taken_back(ledger)?;
    let mut gone = BTreeSet::new();
    for fact in ledger.facts("import", ME)? {
        if taken.contains(&fact.id) {
            gone.extend(fact.read::<Import>()?.sits);
        }
    }
    let mut known = BTreeSet::new();
    for fact in ledger.facts("sit-reported", ME)? {
        if !gone.contains(&fact.id) {
            known.extend(fact.read::<Reported>()?.row);
        }
    }
    Ok(known)
}

struct Row {
    line: u32,
    day: NaiveDate,
    minutes: u32,
    practice: String,
    comment: String,
    key: String,
    known: bool,
}

impl Row {
    fn shown(&self, course: &Course) -> ImportRow {
        ImportRow {
            line: self.line,
            day: self.day,
            minutes: self.minutes,
            title: title(course, &self.practice),
            comment: self.comment.clone(),
            known: self.known,
        }
    }
}

struct Read {
    rows: Vec<Row>,
    bad: Vec<BadRow>,
}

impl Read {
    fn all(
        ports: &dyn Ports,
        ledger: &Ledger,
        course: &Course,
        sheet: &Sheet,
        mapping: &Mapping,
    ) -> Result<Self> {
        mapping.check(course, sheet)?;
        let now = ports.now();
        let mut known = known(ledger)?;
        let mut read = Self { rows: Vec::new(), bad: Vec::new() };
        for (line, cells) in &sheet.rows {
            match mapping.read(&now, *line, cells) {
                Ok(mut row) => {
                    row.known = !known.insert(row.key.clone());
                    read.rows.push(row);
                }
                Err(reason) => read.bad.push(BadRow { line: *line, reason }),
            }
        }
        Ok(read)
    }
}

impl Mapping {
    fn check(&self, course: &Course, sheet: &Sheet) -> Result<()> {
        let columns = [Some(self.when), self.time, Some(self.length), self.kind, self.comment];
        if columns.into_iter().flatten().any(|column| column as usize >= sheet.columns.len()) {
            return Err(Error::refused("The file has no such column. Please choose another."));
        }
        let mut practices = self.kinds.iter().map(|kind| &kind.practice).chain([&self.practice]);
        if practices.any(|id| id != entered::GROUP && course.practice(id).is_none()) {
            return Err(Error::refused(
                "This practice is not in the course. Please choose another.",
            ));
        }
        Ok(())
    }

    /// One row, or why not, in a sentence.
    fn read(&self, now: &Moment, line: u32, cells: &[String]) -> std::result::Result<Row, String> {
        let cell = |column: u32| cells.get(column as usize).map_or("", |cell| cell.trim());
        let optional = |column: Option<u32>| column.map_or("", cell);
        let when = [cell(self.when), optional(self.time)].join(" ");
        let began = self
            .written_as
            .read(when.trim(), now)
            .ok_or_else(|| format!("“{}” is not a date that can be read this way.", when.trim()))?;
        let day = match began.time {
            Some(time) => now.day_of(began.day.and_time(time)),
            None => began.day,
        };
        if day > now.day() {
            return Err("That day is still to come.".to_owned());
        }
        let length = cell(self.length);
        let seconds = self
            .length_in
            .seconds(length)
            .ok_or_else(|| format!("“{length}” is not a length that can be read this way."))?;
        let minutes = TimeDelta::seconds(seconds + 30).num_minutes();
        if minutes < 1 {
            return Err("It is shorter than half a minute.".to_owned());
        }
        if minutes > LONGEST_MINUTES {
            return Err("It is longer than 12 hours.".to_owned());
        }
        let kind = optional(self.kind);
        let as_here = self.kinds.iter().find(|known| known.kind.trim() == kind);
        let mut sha = Sha256::new();
        sha.update([when.trim(), length, kind].join("\n"));
        Ok(Row {
            line,
            day,
            minutes: minutes as u32,
            practice: as_here.map_or(&self.practice, |known| &known.practice).clone(),
            comment: optional(self.comment).to_owned(),
            key: hex(&sha.finalize()[..16]),
            known: false,
        })
    }
}
