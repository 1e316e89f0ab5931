//! What is wrong with a content folder, all of it at once: for authors.
//!
//! A file that cannot be read at all gives one finding, the first in it; everything else is
//! found in one go.

mod deck;
mod desk;
mod exercises;
mod forms;
mod help;
mod hours;
mod languages;
mod measures;
mod parts;
mod practice;
mod reading;
mod sits;
mod strays;
mod translation;
mod words;

use chrono::NaiveDate;
use std::collections::BTreeSet;

use super::finding::{Finding, line_of};
use crate::course::ContentFolder;

pub use reading::reading_grade;

/// Checks a whole content folder and returns everything there is to mend, in the order of files.
///
/// `today` decides which help lines were last tried too long ago.
pub fn check(content: &ContentFolder, today: NaiveDate) -> Vec<Finding> {
    let mut report = Report::default();
    let practices = practice::check(content, &mut report);
    let named = parts::check(content, &practices, &mut report);
    exercises::check(content, &practices, &named.exercises, &mut report);
    deck::check(content, &named.roles, &mut report);
    deck::check_glossary(content, &mut report);
    forms::check(content, &mut report);
    sits::check(content, &practices, &mut report);
    help::check(content, today, &mut report);
    help::check_resources(content, today, &mut report);
    help::check_hard(content, &mut report);
    desk::check_signals(content, &mut report);
    desk::check_messages(content, &mut report);
    hours::check(content, &mut report);
    measures::check(content, &mut report);
    languages::check(content, &mut report);
    strays::check(content, &mut report);
    translation::check(content, &mut report);
    report.findings.sort();
    report.findings.dedup();
    report.findings
}

/// What has been found so far, and which files something refers to.
#[derive(Default)]
struct Report {
    findings: Vec<Finding>,
    known: BTreeSet<String>,
    /// Folders whose list could not be read: nothing in them can be called a stray.
    unlisted: BTreeSet<String>,
}

impl Report {
    /// Keeps what went well; notes what did not.
    fn keep<T>(&mut self, outcome: Result<T, Finding>) -> Option<T> {
        outcome.map_err(|finding| self.findings.push(finding)).ok()
    }

    fn add(&mut self, file: &str, line: Option<u32>, problem: impl Into<String>, remedy: &str) {
        self.findings.push(Finding::new(file, problem, remedy).at(line));
    }

    /// Remembers that something refers to `file`.
    fn refer(&mut self, file: &str) {
        self.known.insert(file.to_owned());
    }

    /// Checks words that people read, and that they are there at all.
    fn read(&mut self, file: &str, source: &str, what: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(file, None, format!("There are no words for {what}."), "Write them.");
        }
        self.heed_words(file, line_of(source, text), text);
    }

    fn heed_words(&mut self, file: &str, line: Option<u32>, text: &str) {
        for (problem, remedy) in words::trespasses(text) {
            self.add(file, line, problem, remedy);
        }
    }

    /// Notes roles that the course does not know.
    fn known_roles(
        &mut self,
        file: &str,
        line: Option<u32>,
        named: &[String],
        known: &BTreeSet<String>,
    ) {
        for role in named.iter().filter(|role| !known.contains(*role)) {
            self.add(
                file,
                line,
                format!("The role “{role}” is none of the course’s."),
                "Name the id of a [[role]] in course.toml.",
            );
        }
    }

    /// Notes ids that repeat or are not in lower case joined by hyphens.
    fn ids<'a>(&mut self, file: &str, source: &str, ids: impl IntoIterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            let line = line_of(source, &format!("\"{id}\""));
            if !seen.insert(id) {
                self.add(
                    file,
                    line,
                    format!("The id “{id}” is there twice."),
                    "Give the newer one an id of its own.",
                );
            }
            if id.is_empty() || !id.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')) {
                self.add(
                    file,
                    line,
                    format!("The id “{id}” is not in lower case joined by hyphens."),
                    "Use the letters a to z, digits and hyphens.",
                );
            }
        }
    }
}
