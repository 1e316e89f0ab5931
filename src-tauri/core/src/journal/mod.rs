//! What a coach writes down: exercises, calendars, the letter. Private for good.
//!
//! **Invariant:** a `journal` fact is in no hand-in and no export. Nothing outside this module
//! reads one, and [`crate::study::outbox`] composes hand-ins from other kinds of fact alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::course::exercise::{Exercise, FieldKind, Solution};
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The most characters of one entry: a very long letter.
const MOST_CHARACTERS: usize = 100_000;
/// What stands in a box that is ticked.
const TICKED: &str = "yes";

/// What stands in the fields of an exercise, by the field's id. A list is one thing a line.
pub type Fields = BTreeMap<String, String>;

/// The body of a `journal` fact. A later one that corrects it takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    exercise: String,
    fields: Fields,
}

/// The body of a `journal-removed` fact; the latest about an entry holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Removed {
    entry: String,
    /// Whether the removal is taken back.
    #[serde(default)]
    back: bool,
}

/// One entry, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Entry {
    /// Its id: that of the fact it began with.
    pub id: String,
    /// The exercise's id.
    #[serde(skip)]
    #[ts(skip)]
    pub exercise: String,
    /// The day it is about.
    pub day: NaiveDate,
    /// What stands in it.
    pub fields: Fields,
    /// Whether it was changed after it was first kept.
    pub changed: bool,
}

/// An exercise as the screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ExerciseView {
    /// What is asked.
    pub exercise: Exercise,
    /// The part's id whose lesson asks for it.
    pub part: String,
    /// That lesson's title.
    pub lesson: String,
    /// Today, as the person's day counts.
    pub today: NaiveDate,
    /// What was written, the latest first.
    pub entries: Vec<Entry>,
    /// What was being written and is not kept yet.
    pub draft: Option<KeepEntry>,
    /// The answer of a puzzle, once its week has come.
    pub answer: Option<Solution>,
    /// The day until which what was written waits; none where it waits for nothing.
    pub waits_until: Option<NaiveDate>,
}

/// An exercise as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ExerciseLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The part's id whose lesson asks for it.
    pub part: String,
    /// About how long one time takes, minutes.
    pub minutes: u32,
    /// How many times it is hoped for.
    pub times: u32,
    /// How many times something was written.
    pub kept: u32,
    /// The day of the latest entry.
    pub last: Option<NaiveDate>,
}

/// Something to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepEntry {
    /// The exercise's id.
    pub exercise: String,
    /// The entry to change; none for a new one.
    pub entry: Option<String>,
    /// The day it is about.
    pub day: NaiveDate,
    /// What stands in it.
    pub fields: Fields,
}

/// All entries as they stand now, the latest first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn entries(ledger: &Ledger) -> Result<Vec<Entry>> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for fact in ledger.facts("journal", ME)? {
        let written: Written = fact.read()?;
        let (id, changed) = match &fact.corrects {
            Some(first) => (first.clone(), true),
            None => (fact.id.clone(), false),
        };
        let Written { exercise, fields } = written;
        entries.insert(id.clone(), Entry { id, exercise, day: fact.day, fields, changed });
    }
    let mut out = BTreeSet::new();
    for fact in ledger.facts("journal-removed", ME)? {
        let Removed { entry, back } = fact.read()?;
        if back {
            out.remove(&entry)
        } else {
            out.insert(entry)
        };
    }
    let mut entries: Vec<Entry> =
        entries.into_values().filter(|entry| !out.contains(&entry.id)).collect();
    entries.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| b.id.cmp(&a.id)));
    Ok(entries)
}

/// Keeps an entry, or changes one: the old words stay in the ledger as they were.
///
/// # Errors
/// [`Code::Refused`] for nothing written, too much, or a day to come.
pub fn keep(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    exercise: &Exercise,
    entry: KeepEntry,
) -> Result<()> {
    let fields = cleaned(exercise, entry.fields)?;
    if entry.day > ports.now().day() {
        return Err(Error::refused("That day is still to come. Please choose today or before."));
    }
    let written = Written { exercise: exercise.id.clone(), fields };
    let mut draft = Draft::new("journal", &written)?.on(entry.day);
    if let Some(id) = entry.entry {
        if !entries(ledger)?.iter().any(|old| old.id == id && old.exercise == exercise.id) {
            return Err(Error::new(Code::NotFound, "no such entry"));
        }
        draft = draft.correcting(&id, "changed by its writer");
    }
    ledger.append(ports, draft)?;
    ledger.keep_draft(&draft_name(&exercise.id), None)
}

/// Keeps what is being written, so that a power cut loses no more than the last words.
///
/// # Errors
/// When the ledger cannot be written.
pub fn keep_draft(ledger: &mut Ledger, draft: &KeepEntry) -> Result<()> {
    let empty = draft.fields.values().all(|value| value.trim().is_empty());
    let body = if empty { None } else { Some(serde_json::to_string(draft)?) };
    ledger.keep_draft(&draft_name(&draft.exercise), body.as_deref())
}

/// What was being written in an exercise.
///
/// # Errors
/// When the ledger cannot be read.
pub fn draft(ledger: &Ledger, exercise: &str) -> Result<Option<KeepEntry>> {
    let body = ledger.draft(&draft_name(exercise))?;
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

fn draft_name(exercise: &str) -> String {
    format!("journal/{exercise}")
}

/// Takes an entry out of sight. The ledger keeps what was written, sealed.
///
/// # Errors
/// When the ledger cannot be written.
pub fn remove(ports: &dyn Ports, ledger: &mut Ledger, entry: &str) -> Result<()> {
    let removed = Removed { entry: entry.to_owned(), back: false };
    ledger.append(ports, Draft::new("journal-removed", &removed)?)?;
    Ok(())
}

/// Puts an entry that was taken out of sight back where it was.
///
/// # Errors
/// When the ledger cannot be written.
pub fn put_back(ports: &dyn Ports, ledger: &mut Ledger, entry: &str) -> Result<()> {
    let back = Removed { entry: entry.to_owned(), back: true };
    ledger.append(ports, Draft::new("journal-removed", &back)?)?;
    Ok(())
}

/// An exercise as a line, with how often it was done. Counted by the ledger: no entry is read.
///
/// # Errors
/// When the ledger cannot be read.
pub fn line(ledger: &Ledger, exercise: &Exercise, part: &str) -> Result<ExerciseLine> {
    let (kept, last): (u32, Option<String>) = ledger
        .connection()
        .prepare_cached(
            "SELECT COUNT(*), MAX(day) FROM (
               SELECT COALESCE(corrects, id) AS entry, day, MAX(seq) FROM fact INDEXED BY own_entry
               WHERE kind = 'journal' AND author = 'me' AND body ->> 'exercise' = ?1
               GROUP BY COALESCE(corrects, id))
             WHERE entry NOT IN (
               SELECT entry FROM (
                 SELECT body ->> 'entry' AS entry, body ->> 'back' AS back, MAX(seq) FROM fact
                 WHERE kind = 'journal-removed' AND author = 'me' GROUP BY body ->> 'entry')
               WHERE back IS NOT 1)",
        )?
        .query_row([&exercise.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(ExerciseLine {
        id: exercise.id.clone(),
        title: exercise.title.clone(),
        part: part.to_owned(),
        minutes: exercise.minutes,
        times: exercise.times,
        kept,
        last: last.and_then(|day| day.parse().ok()),
    })
}

/// The day on which what was written comes back, for a course with this last day.
pub fn comes_back_on(exercise: &Exercise, ends_on: NaiveDate) -> Option<NaiveDate> {
    exercise.again.days_after_end.map(|days| ends_on + Days::new(days.into()))
}

/// What was filled in, without what was left empty.
fn cleaned(exercise: &Exercise, fields: Fields) -> Result<Fields> {
    let mut cleaned = Fields::new();
    for (id, value) in fields {
        let field = exercise.fields.iter().find(|field| field.id == id);
        let field = field.ok_or_else(|| Error::new(Code::Fault, format!("no field {id}")))?;
        let value = value.trim_end().to_owned();
        let fits = match field.kind {
            FieldKind::Choice => value.is_empty() || field.options.contains(&value),
            FieldKind::Tick => value.is_empty() || value == TICKED,
            FieldKind::Line => !value.contains('\n'),
            FieldKind::Text | FieldKind::List => true,
        };
        if !fits {
            return Err(Error::new(Code::Fault, format!("the field {id} cannot hold that")));
        }
        if !value.trim().is_empty() {
            cleaned.insert(id, value);
        }
    }
    if cleaned.is_empty() {
        return Err(Error::refused(
            "There is nothing written yet. One word in any field is enough.",
        ));
    }
    if cleaned.values().map(|value| value.chars().count()).sum::<usize>() > MOST_CHARACTERS {
        return Err(Error::refused(
            "This is longer than one entry can be. Please keep part of it, and the rest as a second entry.",
        ));
    }
    Ok(cleaned)
}
