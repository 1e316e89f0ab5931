//! One thing to mend in the content folder, said so that its author can mend it.

use std::fmt;

use serde::Serialize;

use crate::error::{Code, Error};

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file, from the content folder.
    pub file: String,
    /// The line, where one is known.
    pub line: Option<u32>,
    /// What is wrong, a whole sentence.
    pub problem: String,
    /// What to do, a whole sentence.
    pub remedy: String,
}

impl Finding {
    /// A finding about a file as a whole.
    pub fn new(
        file: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { file: file.into(), line: None, problem: problem.into(), remedy: remedy.into() }
    }

    /// The same finding at a line, 1-based, where one is known.
    #[must_use]
    pub fn at(mut self, line: Option<u32>) -> Self {
        self.line = line;
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        write!(out, ": {} {}", self.problem, self.remedy)
    }
}

impl From<Finding> for Error {
    fn from(finding: Finding) -> Self {
        Self::new(Code::Content, finding.to_string())
    }
}

/// The 1-based line on which byte `at` of `source` lies.
pub(crate) fn line_at(source: &str, at: usize) -> u32 {
    let before = &source.as_bytes()[..at.min(source.len())];
    let breaks = before.iter().filter(|&&byte| byte == b'\n').count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}

/// The line on which `text` stands in a TOML `source`; none where it is written with escapes.
pub(crate) fn line_of(source: &str, text: &str) -> Option<u32> {
    let first = text.lines().next().filter(|first| !first.is_empty())?;
    source.find(first).map(|at| line_at(source, at))
}
