//! What came of a study: the flow of people, how good the data are, and how far each arm moved.
//!
//! Every figure carries the name and the source of its formula. Scores are the raw sums and means
//! that were stored when a questionnaire was handed in; nothing is standardised anew in a wave,
//! for that would wipe out the change.

pub mod attendance;
mod change;
mod data;
mod flow;
mod people;
mod quality;
mod scores;
mod steps;

pub(super) use people::people;

pub use change::*;
pub use flow::*;
pub use quality::*;
pub use scores::*;
pub use steps::{FlowPart, FlowStep};

use chrono::NaiveDate;
use evenkeel_stats::formula;
use evenkeel_stats::holm::holm;
pub use evenkeel_stats::{Figure, Formula, Interval};
use serde::Serialize;
use ts_rs::TS;

use crate::error::Result;
use crate::measures::Instrument;
use crate::measures::returned::Returned;
use crate::research::screening::{self, Screened};
use crate::store::Ledger;
use attendance::Attendance;
use data::{ARMS, Data};

/// A whole analysis, as of a day.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Analysis {
    /// The study's name.
    pub study: String,
    /// The day it was made.
    pub as_of: NaiveDate,
    /// The hash of the ledger's last fact.
    pub head: String,
    /// How many take part.
    pub participants: u32,
    /// What to know before reading a figure.
    pub notes: Vec<String>,
    /// Who came how far.
    pub flow: Flow,
    /// What was entered by hand of the time before the study knew of anybody.
    pub screened: Option<Screened>,
    /// How good the data are. Nothing of it was left out of the figures.
    pub quality: Quality,
    /// Scale by scale.
    pub scales: Vec<ScaleAnalysis>,
    /// How many comparisons there are, and what that means.
    pub family: Family,
    /// Every formula, in the order in which figures are read.
    pub formulas: Vec<Formula>,
}

/// All comparisons of a page together.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Family {
    /// How many baseline-adjusted differences could be computed.
    pub comparisons: u32,
    /// By which formula they are corrected.
    pub by: Formula,
    /// What it means, in words.
    pub words: String,
}

/// Analyses a researcher's ledger as of a day. `weeks` is how many the course runs.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study; when the ledger cannot be read.
pub fn analyse(
    ledger: &Ledger,
    instruments: &[Instrument],
    weeks: u32,
    today: NaiveDate,
    attendance: &Attendance,
) -> Result<Analysis> {
    let data = Data::read(ledger, instruments, weeks, today, attendance)?;
    let mut scales = change::scales(&data);
    let family = correct(&mut scales);
    Ok(Analysis {
        study: data.study.clone(),
        as_of: today,
        head: ledger.head()?,
        participants: data.people.len() as u32,
        notes: notes(&data),
        flow: flow::flow(ledger, &data, &scales)?,
        screened: screening::entered(ledger)?,
        quality: quality::quality(ledger, &data)?,
        scales,
        family,
        formulas: formula::ALL.to_vec(),
    })
}

/// Who came how far, as [`analyse`] has it, from sheets that were read already; gives them back.
///
/// # Errors
/// As [`analyse`].
pub(super) fn flow(
    ledger: &Ledger,
    instruments: &[Instrument],
    weeks: u32,
    today: NaiveDate,
    sheets: Vec<Returned>,
) -> Result<(Flow, Vec<Returned>)> {
    let nobody = Attendance::default();
    let data = Data::with(ledger, instruments, weeks, today, &nobody, sheets)?;
    let flow = flow::flow(ledger, &data, &change::scales(&data))?;
    Ok((flow, data.sheets.into_iter().map(|sheet| sheet.own).collect()))
}

/// Puts Holm's p beside each baseline-adjusted difference of all who returned.
fn correct(scales: &mut [ScaleAnalysis]) -> Family {
    let mut differences: Vec<_> = scales
        .iter_mut()
        .flat_map(|scale| &mut scale.changes)
        .filter_map(|change| change.all.adjusted.known_mut())
        .map(|adjusted| &mut adjusted.difference)
        .collect();
    let corrected = holm(&differences.iter().map(|one| one.p).collect::<Vec<f64>>());
    for (difference, p) in differences.iter_mut().zip(corrected) {
        difference.p_holm = Some(p);
    }
    let comparisons = differences.len();
    let words = match comparisons {
        0 => "There is nothing to compare yet.".to_owned(),
        1 => "There is one comparison on this page.".to_owned(),
        _ => format!(
            "There are {comparisons} comparisons on this page. Were there no difference at all, \
             about {:.1} of them would still have a p below 0.05. The second p is corrected for \
             all of them.",
            comparisons as f64 * 0.05
        ),
    };
    Family { comparisons: comparisons as u32, by: formula::HOLM, words }
}

fn notes(data: &Data) -> Vec<String> {
    let mut notes = vec![
        "The arms are compared as they were answered: raw sums or means, never standardized \
         anew in a wave."
            .to_owned(),
        "An interval says which differences fit what was seen. A p above 0.05 does not say that \
         there is none."
            .to_owned(),
    ];
    let of = |arm| data.people.iter().filter(|one| one.arm == arm).count();
    let small = ARMS.into_iter().any(|arm| of(arm) < 30);
    if small {
        notes.push(format!(
            "{} people are few. A difference can be there and not show, and one person can make \
             one that is not there. Look at the people behind a figure before you write it down.",
            data.people.len()
        ));
    }
    notes
}
