//! Tables in text: rows by their number, columns by their heading.

use crate::limits::{MOST_COLUMNS, MOST_ROWS};
use crate::{Outcome, Refusal};

/// A table that was read whole. Row 1 is the heading.
pub(crate) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads text with this separator.
    pub(crate) fn read(text: &str, separator: u8) -> Outcome<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let at = rows.len() + 1;
            let record = record.map_err(|error| {
                Refusal::at(format!("row {at}"), format!("Unreadable: {error}."))
            })?;
            rows.push(record.iter().map(str::to_owned).collect());
        }
        Self::new(rows)
    }

    /// A table from its rows, the heading first. Rows may lack empty cells at their end.
    pub(crate) fn new(rows: Vec<Vec<String>>) -> Outcome<Self> {
        if rows.len() > MOST_ROWS {
            return Err(Refusal::at("the file", format!("There are more than {MOST_ROWS} rows.")));
        }
        let mut rows = rows.into_iter();
        let headings: Vec<String> = rows.next().unwrap_or_default();
        let headings: Vec<String> =
            headings.iter().map(|heading| heading.trim().to_lowercase()).collect();
        if headings.len() > MOST_COLUMNS {
            return Err(Refusal::at(
                "row 1",
                format!("There are more than {MOST_COLUMNS} columns."),
            ));
        }
        for (at, heading) in headings.iter().enumerate() {
            if !heading.is_empty() && headings[..at].contains(heading) {
                return Err(Refusal::at(
                    "row 1",
                    format!("The column “{heading}” is there twice."),
                ));
            }
        }
        Ok(Self { headings, rows: rows.collect() })
    }

    /// The place of a column; its heading in lower case.
    pub(crate) fn column(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|known| known == heading)
    }

    /// As [`Table::column`], where it has to be there.
    pub(crate) fn needed(&self, heading: &str) -> Outcome<usize> {
        self.column(heading)
            .ok_or_else(|| Refusal::at("row 1", format!("The column “{heading}” is missing.")))
    }

    /// The headings, in lower case.
    pub(crate) fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The rows that hold anything, each with its number; a row that is longer than the heading,
    /// or for `whole` shorter, is refused.
    pub(crate) fn rows(&self, whole: bool) -> impl Iterator<Item = Outcome<(usize, &[String])>> {
        let width = self.headings.len();
        (2..).zip(&self.rows).filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).map(
            move |(number, row)| {
                let over = row.iter().skip(width).any(|cell| !cell.trim().is_empty());
                if over || (whole && row.len() < width) {
                    return Err(Refusal::at(
                        format!("row {number}"),
                        format!(
                            "There are {} cells, and the heading has {width}. A quotation mark may \
                             be open before it.",
                            row.len()
                        ),
                    ));
                }
                Ok((number, row.as_slice()))
            },
        )
    }
}

/// A cell of a row, trimmed; empty where the column is not there.
pub(crate) fn cell(row: &[String], column: Option<usize>) -> &str {
    column.and_then(|column| row.get(column)).map_or("", |cell| cell.trim())
}
