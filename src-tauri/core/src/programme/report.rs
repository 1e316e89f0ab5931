//! Two reports on a cohort: all of it, and one page for whoever pays for the program.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::csv;
use super::figures::{Figures, figures};
use super::page;
use crate::bundle::Bundle;
use crate::cohort::small::LEAST;
use crate::course::Course;
use crate::course::lesson::Section;
use crate::error::{Error, Result};
use crate::measures::Instrument;
use crate::paper::Paper;
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;

const SET_SIZE: &str = "report-least";
/// More than this would hide every class there is.
const MOST: u32 = 100;

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ReportKind {
    /// Everything about a cohort that can be said in numbers.
    Cohort,
    /// One page for a funder.
    Programme,
}

/// The body of a fact: the smallest group that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetSize {
    least: u32,
}

/// A report as it is read on the screen, and as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Report {
    /// A few words above the title.
    pub eyebrow: String,
    /// Its title.
    pub title: String,
    /// What stands under the title.
    pub lead: String,
    /// What it holds.
    pub sections: Vec<Section>,
    /// What stands at the foot of every page.
    pub credit: String,
    /// The smallest group that is shown.
    pub least: u32,
    /// The day its numbers are of.
    pub as_of: NaiveDate,
}

impl Report {
    /// The report as a page.
    pub fn paper(self, course: &Course) -> Paper {
        Paper {
            language: course.manifest.language.clone(),
            eyebrow: self.eyebrow,
            title: self.title,
            lead: self.lead,
            sections: self.sections,
            credit: self.credit,
        }
    }
}

/// The smallest group that this trainer's reports show.
///
/// # Errors
/// When the ledger cannot be read.
pub fn least(ledger: &Ledger) -> Result<u32> {
    let chosen = ledger.latest(SET_SIZE)?.map(|fact| fact.read::<SetSize>()).transpose()?;
    Ok(chosen.map_or(LEAST, |chosen| chosen.least))
}

/// Chooses it.
///
/// # Errors
/// As [`checked`].
pub fn set_least(ports: &dyn Ports, ledger: &mut Ledger, least: u32) -> Result<()> {
    let least = checked(least)?;
    if least != self::least(ledger)? {
        ledger.append(ports, Draft::new(SET_SIZE, &SetSize { least })?)?;
    }
    Ok(())
}

/// A smallest group that protects somebody. Coaches are told that nothing is shown of fewer than 5.
///
/// # Errors
/// [`crate::Code::Refused`] for fewer than 5, or more than 100.
pub fn checked(least: u32) -> Result<u32> {
    if (LEAST..=MOST).contains(&least) {
        return Ok(least);
    }
    Err(Error::refused(format!(
        "The smallest group that is shown is {LEAST} to {MOST} people: coaches were told that \
         nothing is shown of fewer than {LEAST}. Nothing was changed."
    )))
}

/// Everything a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The trainer's ledger.
    pub ledger: &'a Ledger,
    /// The course.
    pub course: &'a Course,
    /// The questionnaires.
    pub instruments: &'a [Instrument],
    /// Today, as the person's day counts.
    pub today: NaiveDate,
    /// The smallest group that is shown.
    pub least: u32,
}

impl Basis<'_> {
    fn figures(&self) -> Result<Figures> {
        let Self { ledger, course, instruments, today, least } = *self;
        figures(ledger, course, instruments, today, least)?
            .ok_or_else(|| Error::refused("There is no cohort yet, so there is nothing to report."))
    }

    /// The report.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] before there is a cohort.
    pub fn report(&self, kind: ReportKind) -> Result<Report> {
        let figures = self.figures()?;
        Ok(match kind {
            ReportKind::Cohort => page::cohort(&figures),
            ReportKind::Programme => page::programme(&figures),
        })
    }

    /// The numbers of both reports as tables.
    ///
    /// # Errors
    /// As [`Basis::report`].
    pub fn tables(&self) -> Result<Bundle<'static>> {
        Ok(csv::tables(&self.figures()?))
    }
}
