//! Scoring a table of answers row by row, so that its length does not matter.
//!
//! Reading and writing the table itself is the caller's: here are only cells.

use std::collections::BTreeMap;

use super::Instrument;
use super::score::Key;
use crate::error::{Error, Result};

/// A table of answers with the columns `id,1,2,…,n`, ready to be scored.
#[derive(Debug, Clone)]
pub struct AnswerTable<'a> {
    key: Key<'a>,
    /// What stands in each column.
    columns: Vec<Column<'a>>,
    header: Vec<String>,
    /// One more than the highest item number.
    slots: usize,
}

#[derive(Debug, Clone)]
enum Column<'a> {
    Id,
    Item { number: u32, codes: &'a [i32] },
}

impl<'a> AnswerTable<'a> {
    /// Begins with the header of the table. The columns may come in any order.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when a column is missing, repeated, or not of this instrument.
    pub fn new<'c>(
        instrument: &'a Instrument,
        header: impl IntoIterator<Item = &'c str>,
    ) -> Result<Self> {
        let mut wanted: BTreeMap<String, Column<'a>> = instrument
            .items
            .iter()
            .filter(|item| !item.open)
            .map(|item| {
                let (number, codes) = (item.number, instrument.codes(item));
                (number.to_string(), Column::Item { number, codes })
            })
            .collect();
        let count = wanted.len();
        wanted.insert("id".to_owned(), Column::Id);
        let mut columns = Vec::new();
        for name in header {
            let name = name.trim_start_matches('\u{feff}').trim();
            columns.push(wanted.remove(name).ok_or_else(|| {
                Error::refused(format!(
                    "Row 1: the column “{name}” is repeated or does not belong here. The columns \
                     are id and 1 to {count}, each once."
                ))
            })?);
        }
        if let Some(missing) = wanted.keys().next() {
            return Err(Error::refused(format!(
                "Row 1: the column “{missing}” is missing. The columns are id and 1 to {count}, \
                 each once."
            )));
        }
        let scales = instrument.scales.iter();
        let header = std::iter::once("id".to_owned())
            .chain(scales.flat_map(|scale| [scale.id.clone(), format!("{}_answered", scale.id)]))
            .collect();
        let highest = instrument.items.iter().map(|item| item.number as usize).max().unwrap_or(0);
        Ok(Self { key: Key::of(instrument), columns, header, slots: highest + 1 })
    }

    /// The header of the scored table: `id`, then each scale's id and `<id>_answered`.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Scores one row; `number` is its number in the table, where the header is row 1. An empty
    /// cell is a skipped item. A score that the missing-data rule does not give is empty; the
    /// others are written with as many digits as it takes to read back the very same number.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] with row and column when a cell is not a code of its item, or the
    /// row has more or fewer cells than the header.
    pub fn row<'c>(
        &self,
        number: u64,
        cells: impl IntoIterator<Item = &'c str>,
    ) -> Result<Vec<String>> {
        let cells: Vec<&str> = cells.into_iter().collect();
        if cells.len() != self.columns.len() {
            return Err(Error::refused(format!(
                "Row {number}: there are {} cells, and the header has {}.",
                cells.len(),
                self.columns.len()
            )));
        }
        let mut out = vec![String::new()];
        let mut answers = vec![None; self.slots];
        for (column, cell) in self.columns.iter().zip(cells) {
            match column {
                Column::Id => cell.clone_into(&mut out[0]),
                Column::Item { number: item, codes } => {
                    let cell = cell.trim();
                    if !cell.is_empty() {
                        let code = one_of(codes, cell);
                        let code = code.ok_or_else(|| refused(number, *item, cell, codes))?;
                        answers[*item as usize] = Some(code);
                    }
                }
            }
        }
        for score in self.key.score(|item| answers.get(item as usize).copied().flatten()) {
            out.push(score.value.map(|value| value.to_string()).unwrap_or_default());
            out.push(score.answered.to_string());
        }
        Ok(out)
    }
}

fn one_of(codes: &[i32], cell: &str) -> Option<i32> {
    cell.parse().ok().filter(|code| codes.contains(code))
}

fn refused(row: u64, item: u32, cell: &str, codes: &[i32]) -> Error {
    let codes: Vec<String> = codes.iter().map(i32::to_string).collect();
    Error::refused(format!(
        "Row {row}, column {item}: “{cell}” is not an answer to this item. It takes {}, or \
         nothing where it was skipped.",
        codes.join(", ")
    ))
}
