//! How many classes each coach came to, where the study may know: a list from the trainer, by
//! code. It is read for one analysis and kept nowhere; attendance itself stays in the trainer's
//! ledger.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Error, Result};

/// Classes attended, by study code; empty where the study does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attendance {
    classes: BTreeMap<String, u32>,
}

impl Attendance {
    /// Reads a list from a file.
    ///
    /// # Errors
    /// When the file cannot be read, and as [`Attendance::read`].
    pub fn load(file: &Path) -> Result<Self> {
        Self::read(&std::fs::read_to_string(file)?)
    }

    /// Reads a list with the columns `code` and `classes`.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] with the line that cannot be read.
    pub fn read(csv: &str) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv.as_bytes());
        let refuse = |line: u64, why: &str| {
            Error::refused(format!("Line {line} of the list of classes {why}. Nothing was taken."))
        };
        let header = reader.headers().map_err(|_| refuse(1, "cannot be read"))?.clone();
        let column = |name: &str| header.iter().position(|own| own.eq_ignore_ascii_case(name));
        let (code, classes) = column("code")
            .zip(column("classes"))
            .ok_or_else(|| refuse(1, "does not name the columns code and classes"))?;
        let mut read = BTreeMap::new();
        for (line, row) in (2..).zip(reader.records()) {
            let row = row.map_err(|_| refuse(line, "cannot be read"))?;
            let number = row.get(classes).and_then(|cell| cell.parse::<u32>().ok());
            let (Some(code), Some(number)) = (row.get(code), number) else {
                return Err(refuse(line, "has no whole number of classes"));
            };
            if read.insert(code.to_owned(), number).is_some() {
                return Err(refuse(line, "names a code a second time"));
            }
        }
        Ok(Self { classes: read })
    }

    /// Whether the study knows at all.
    pub fn is_known(&self) -> bool {
        !self.classes.is_empty()
    }

    /// How many classes somebody came to.
    pub fn of(&self, code: &str) -> Option<u32> {
        self.classes.get(code).copied()
    }
}
