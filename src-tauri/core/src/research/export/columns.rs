//! How the tables of an export are laid out. Codebook, descriptions and import scripts are all
//! made from this, so that none of them can say something else than the tables do.

use std::collections::BTreeSet;

use crate::bundle::{Cells, Rows, Table};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text of at most so many bytes.
    Text(u32),
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// What it means, one sentence or phrase.
    pub(super) meaning: String,
    /// The values it can have, each with its label; none where they are not a list.
    pub(super) values: Vec<(String, String)>,
}

impl Column {
    pub(super) fn text(name: &str, longest: u32, meaning: &str) -> Self {
        Self::new(name, Kind::Text(longest), meaning)
    }

    pub(super) fn whole(name: &str, meaning: &str) -> Self {
        Self::new(name, Kind::Whole, meaning)
    }

    pub(super) fn number(name: &str, meaning: &str) -> Self {
        Self::new(name, Kind::Number, meaning)
    }

    /// One of a list of words.
    pub(super) fn choice(name: &str, meaning: &str, values: &[(&str, &str)]) -> Self {
        let longest = values.iter().map(|(value, _)| value.len()).max().unwrap_or(1);
        let own = |(value, label): &(&str, &str)| ((*value).to_owned(), (*label).to_owned());
        let values = values.iter().map(own).collect();
        Self { values, ..Self::new(name, Kind::Text(longest as u32), meaning) }
    }

    fn new(name: &str, kind: Kind, meaning: &str) -> Self {
        let (name, meaning) = (name.to_owned(), meaning.to_owned());
        Self { name, kind, meaning, values: Vec::new() }
    }
}

/// A table under `data/`, with its layout.
pub(super) struct Frame<'a> {
    /// `participants`, and the table in `data/table-participants_data.csv`.
    pub(super) name: &'static str,
    pub(super) file: String,
    /// What a row is.
    pub(super) row_is: &'static str,
    pub(super) columns: Vec<Column>,
    /// The columns that no two rows share.
    pub(super) key: &'static [&'static str],
    pub(super) rows: Rows<'a>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(
        name: &'static str,
        row_is: &'static str,
        key: &'static [&'static str],
        columns: Vec<Column>,
        rows: Rows<'a>,
    ) -> Self {
        Self { name, file: format!("data/table-{name}_data.csv"), row_is, columns, key, rows }
    }

    /// It as a file.
    pub(super) fn table(&self) -> Table<'_> {
        Table {
            file: &self.file,
            columns: self.columns.iter().map(|column| column.name.clone()).collect(),
            rows: Box::new(|cells: &mut dyn Cells| (self.rows)(cells)),
        }
    }
}

/// Names that every program takes: small letters, digits and `_`, a letter first, at most 60
/// characters, each once.
#[derive(Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name made of parts, as in `follow_up_checkin_burnout`.
    pub(super) fn name(&mut self, parts: &[&str]) -> String {
        const LONGEST: usize = 60;
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        let mut name: String = parts.join("_").chars().map(plain).take(LONGEST).collect();
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            name = format!("x{}", &name[..name.len().min(LONGEST - 1)]);
        }
        let mut own = name.clone();
        let mut again = 2;
        while !self.0.insert(own.clone()) {
            own = format!("{}_{again}", &name[..name.len().min(LONGEST - 4)]);
            again += 1;
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_fit_every_program_and_none_is_there_twice() {
        let mut names = Names::default();
        assert_eq!(names.name(&["follow-up", "checkin", "34"]), "follow_up_checkin_34");
        assert_eq!(names.name(&["follow_up", "checkin", "34"]), "follow_up_checkin_34_2");
        assert_eq!(names.name(&["3 months"]), "x3_months");
        let long = "a".repeat(200);
        assert_eq!(names.name(&[&long]).len(), 60);
        assert!(names.name(&[&long]).len() <= 60);
    }
}
