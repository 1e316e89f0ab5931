//! Practice by day, where the study may know: a list from the trainer, by code. The study’s ledger
//! never learns of practice, so without such a list the table has its headings and no row.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::data::Data;
use crate::error::{Error, Result};

/// Where minutes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Minutes {
    Measured,
    Entered,
}

impl Minutes {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Entered => "entered",
        }
    }
}

/// Minutes by code, day and kind.
#[derive(Default)]
pub(super) struct Practice(BTreeMap<(String, NaiveDate, Minutes), u32>);

impl Practice {
    /// Reads a list with the columns `code`, `day` (2026-01-15), `kind` (measured or entered) and
    /// `minutes`. Lines of one day and kind add up.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] with the line that cannot be read.
    pub(super) fn load(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file)?;
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let refuse = |line: u64, why: &str| {
            Error::refused(format!(
                "Line {line} of the list of practice {why}. Nothing was written."
            ))
        };
        let header = reader.headers().map_err(|_| refuse(1, "cannot be read"))?.clone();
        let column = |name: &str| {
            let found = header.iter().position(|own| own.eq_ignore_ascii_case(name));
            found.ok_or_else(|| refuse(1, "does not name the columns code, day, kind and minutes"))
        };
        let (code, day) = (column("code")?, column("day")?);
        let (kind, minutes) = (column("kind")?, column("minutes")?);
        let mut read = BTreeMap::new();
        for (line, row) in (2..).zip(reader.records()) {
            let row = row.map_err(|_| refuse(line, "cannot be read"))?;
            let cell = |at: usize| row.get(at).unwrap_or_default();
            let kind = match cell(kind) {
                "measured" => Minutes::Measured,
                "entered" => Minutes::Entered,
                _ => return Err(refuse(line, "says neither measured nor entered")),
            };
            let (Ok(day), Ok(minutes)) = (cell(day).parse(), cell(minutes).parse::<u32>()) else {
                return Err(refuse(line, "has no day such as 2026-01-15, or no whole minutes"));
            };
            let known = read.entry((cell(code).to_owned(), day, kind)).or_insert(0u32);
            *known = known.saturating_add(minutes);
        }
        Ok(Self(read))
    }

    /// Rows in order of participant and day. A code that is not in the export is left out.
    pub(super) fn rows(&self, data: &Data) -> Vec<(String, i64, Minutes, u32)> {
        let mut rows: Vec<_> = self
            .0
            .iter()
            .filter_map(|((code, day, kind), minutes)| {
                let person = &data.people[*data.places.get(code)?];
                Some((person.id.clone(), person.day(*day), *kind, *minutes))
            })
            .collect();
        rows.sort();
        rows
    }
}
