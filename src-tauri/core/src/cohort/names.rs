//! A roster from a table: names, and arms where the trainer says them. The file is read on this
//! computer, shown first, and never passed on.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use super::enrolling::{NewCoach, is_sealed, waiting};
use super::roster::{self, no_cohort};
use crate::error::{Error, Result};
use crate::store::Ledger;
use crate::study::protocol::Arm;

/// A table of names as it would be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NamesPreview {
    /// The rows that can be taken.
    pub good: Vec<NewCoach>,
    /// Those that cannot.
    pub bad: Vec<RowLeftOut>,
}

/// A row that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowLeftOut {
    /// Its line in the file, 1 for the first.
    pub line: u32,
    /// What stands there.
    pub text: String,
    /// Why it is not taken, a whole sentence.
    pub why: String,
}

/// The largest file, bytes, and the most rows.
const LARGEST: u64 = 1024 * 1024;
const MOST_ROWS: usize = 2000;

/// Reads a table of names: CSV with commas, semicolons or tabs, with or without a first line that
/// names the columns.
///
/// # Errors
/// [`crate::Code::Refused`] for a file that is no such table; [`crate::Code::NotFound`].
pub fn read(ledger: &Ledger, file: &Path) -> Result<NamesPreview> {
    let setup = roster::setup(ledger)?.ok_or_else(no_cohort)?;
    let no_table = || {
        Error::refused(
            "This file is not a table of names. Please save it as CSV, one coach on each line. \
             Nothing was taken.",
        )
    };
    if std::fs::metadata(file)?.len() > LARGEST {
        return Err(no_table());
    }
    let bytes = std::fs::read(file)?;
    if bytes.contains(&0) {
        return Err(no_table());
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| no_table())?;
        let line = record.position().map_or(0, csv::Position::line) as u32;
        rows.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
        if rows.len() > MOST_ROWS {
            return Err(Error::refused(format!(
                "This file has more than {MOST_ROWS} rows. Nothing was taken."
            )));
        }
    }
    let columns = Columns::of(rows.first().map_or(&[], |(_, row)| row.as_slice()));
    rows.drain(..usize::from(columns.headed).min(rows.len()));
    if rows.is_empty() {
        return Err(no_table());
    }
    let mut taken: BTreeSet<String> =
        roster::roster(ledger)?.into_values().map(|one| one.name.to_lowercase()).collect();
    taken.extend(waiting(ledger)?.into_iter().map(|one| one.name.to_lowercase()));
    let mut preview = NamesPreview { good: Vec::new(), bad: Vec::new() };
    for (line, row) in rows {
        match columns.coach(&row, is_sealed(&setup), &mut taken) {
            Ok(coach) => preview.good.push(coach),
            Err(why) => {
                let text = row.join(", ").chars().take(80).collect();
                preview.bad.push(RowLeftOut { line, text, why });
            }
        }
    }
    Ok(preview)
}

/// Which column is what.
struct Columns {
    name: usize,
    /// A last name in a column of its own.
    last: Option<usize>,
    arm: Option<usize>,
    headed: bool,
}

impl Columns {
    fn of(first: &[String]) -> Self {
        let first: Vec<String> = first.iter().map(|cell| cell.to_lowercase()).collect();
        let named = |names: &[&str]| first.iter().position(|cell| names.contains(&&**cell));
        let last = named(&["last name", "last", "surname", "family name"]);
        let name = named(&["name", "coach", "full name", "first name", "first", "given name"]);
        Self {
            headed: name.is_some(),
            name: name.unwrap_or(0),
            last: last.filter(|_| name.is_some()),
            arm: if name.is_some() { named(&["arm", "group"]) } else { Some(1) },
        }
    }

    /// The coach of a row; or why there is none.
    fn coach(
        &self,
        row: &[String],
        sealed: bool,
        taken: &mut BTreeSet<String>,
    ) -> std::result::Result<NewCoach, String> {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let name = format!("{} {}", cell(self.name), self.last.map_or("", cell)).trim().to_owned();
        if name.is_empty() {
            return Err("There is no name.".to_owned());
        }
        if name.contains('\u{fffd}') {
            return Err("Some letters cannot be read. Save the file as UTF-8.".to_owned());
        }
        if name.chars().count() > 80 || name.chars().any(char::is_control) {
            return Err("The name is longer than 80 letters, or not one line.".to_owned());
        }
        let arm = match self.arm.map_or("", cell).to_lowercase().as_str() {
            "" => Arm::Course,
            _ if sealed => {
                return Err("In this study the researcher says the arm. Leave it out.".to_owned());
            }
            "course" | "case" => Arm::Course,
            "comparison" | "control" => Arm::Comparison,
            _ => return Err("The arm is neither “course” nor “comparison”.".to_owned()),
        };
        if !taken.insert(name.to_lowercase()) {
            return Err("This name is on the roster already, or twice in the file.".to_owned());
        }
        Ok(NewCoach { name, arm })
    }
}
