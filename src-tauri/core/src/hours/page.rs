//! A certificate as a page to print, as data. [`crate::ports::Ports::certificate_pdf`] sets it.

use chrono::NaiveDate;
use serde::Serialize;

use super::certificate::{CertificateSays, Signed, StatedHours, Statement, fingerprint};
use super::rule::HoursKind;
use crate::error::{Code, Error, Result};

/// How many groups of letters a line of the code has.
const GROUPS_A_LINE: usize = 9;

/// A certificate or statement of attendance, in words. Every text is set as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificatePage {
    /// The language, BCP 47 with its region.
    pub language: String,
    /// The course's name.
    pub eyebrow: String,
    /// What it is.
    pub title: String,
    /// Whose it is.
    pub name: String,
    /// What it says of them.
    pub text: String,
    /// The hours, a row a kind.
    pub rows: Vec<HoursRow>,
    /// By which rule they were counted.
    pub rule: String,
    /// Who issued it.
    pub issuer: String,
    /// The agency it was issued for; may be empty.
    pub agency: String,
    /// The day it was issued, in words.
    pub issued_on: String,
    /// Its number.
    pub number: String,
    /// The issuer's key, as people compare it.
    pub key: String,
    /// The code in one piece: for the picture and for programs, not to be set in type.
    #[serde(skip)]
    pub code: String,
    /// The same in groups, a line each.
    pub code_lines: Vec<String>,
    /// How it can be checked, and what that shows.
    pub check: String,
    /// What it does not say.
    pub limits: String,
}

/// Hours of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoursRow {
    /// Which.
    pub what: String,
    /// How many, in words.
    pub hours: String,
    /// What belongs to it; may be empty.
    pub note: String,
}

impl CertificatePage {
    /// The page of something that was issued.
    ///
    /// # Errors
    /// [`Code::Fault`] when it says nothing.
    pub fn of(signed: &Signed, language: &str) -> Result<Self> {
        let statement = Statement::of(signed.text.as_bytes())
            .ok_or_else(|| Error::new(Code::Fault, "a certificate that says nothing"))?;
        let code = signed.code()?;
        let groups: Vec<&str> =
            (0..code.len()).step_by(5).map(|at| &code[at..code.len().min(at + 5)]).collect();
        Ok(Self {
            language: language.to_owned(),
            eyebrow: statement.course.clone(),
            title: title(statement.says).to_owned(),
            text: told(&statement),
            rows: statement.hours.iter().map(|hours| row(&statement, hours)).collect(),
            rule: format!("Counted by the rule “{}”.", statement.rule),
            issuer: statement.trainer,
            agency: statement.agency,
            issued_on: day(statement.issued_on),
            number: statement.number,
            name: statement.name,
            key: fingerprint(&signed.signer),
            code_lines: groups.chunks(GROUPS_A_LINE).map(|line| line.join(" ")).collect(),
            code,
            check:
                "This code holds all that is stated above, signed. Anyone with Evenkeel can check \
                 it without a network, under Help. The check shows whether anything was changed, \
                 and which key signed. Whose key that is, ask the issuer by a way you already \
                 trust."
                    .to_owned(),
            limits: "These are hours recorded in this course. Whether a board, an employer or a \
                     school counts them is theirs to decide."
                .to_owned(),
        })
    }
}

/// What a paper is called.
pub fn title(says: CertificateSays) -> &'static str {
    match says {
        CertificateSays::Completed => "Certificate of completion",
        CertificateSays::Attended => "Statement of attendance",
    }
}

/// What it says of somebody, after their name.
pub fn told(statement: &Statement) -> String {
    let Statement { classes, classes_planned, .. } = statement;
    let course = dates(statement.starts_on, statement.ends_on);
    match statement.says {
        CertificateSays::Completed => format!(
            "took the course from {course}, came to or made up {classes} of {classes_planned} \
             classes, and has the hours that its rule asks for."
        ),
        CertificateSays::Attended => format!(
            "took part in the course that runs from {course}, with {classes} of \
             {classes_planned} classes attended or made up. These hours were recorded by {}.",
            day(statement.issued_on)
        ),
    }
}

fn row(statement: &Statement, hours: &StatedHours) -> HoursRow {
    let mut notes = Vec::new();
    if hours.kind == HoursKind::Course {
        notes.push(format!("{} of {} classes", statement.classes, statement.classes_planned));
    }
    if hours.kind == HoursKind::Practice {
        let measured = hours.minutes.saturating_sub(hours.reported_minutes);
        notes.push(format!(
            "{} measured by the program, {} entered by the coach",
            time(measured),
            time(hours.reported_minutes)
        ));
    }
    if hours.least_minutes > 0 {
        notes.push(format!("at least {} asked for", time(hours.least_minutes)));
    }
    HoursRow {
        what: hours.kind.title().to_owned(),
        hours: time(hours.minutes),
        note: notes.join("; "),
    }
}

/// Minutes as people say them: “7 h 30 min”.
pub fn time(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// A day in words: “March 11, 2026”.
pub fn day(day: NaiveDate) -> String {
    day.format("%B %-d, %Y").to_string()
}

fn dates(from: NaiveDate, to: NaiveDate) -> String {
    format!("{} to {}", day(from), day(to))
}
