//! What is wrong with a content folder, all of it at once: for authors.

use std::path::Path;

use serde::Serialize;

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// Checks a whole content folder and returns everything there is to mend, in the order of files.
pub fn check(_content: &Path) -> Vec<Finding> {
    todo!()
}
