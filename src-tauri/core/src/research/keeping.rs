//! How long answers may be kept, by the protocol: a day that the study page reminds of. Nothing is
//! deleted by itself.

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

use super::analysis::people;
use crate::error::Result;
use crate::store::Ledger;
use crate::study::protocol::Protocol;

/// Days before the end from which the page reminds.
const BEFOREHAND: u64 = 90;

/// Until when answers are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Keeping {
    /// The last day.
    pub until: NaiveDate,
    /// Whether that day is near or past.
    pub remind: bool,
    /// Whether it is past.
    pub over: bool,
}

/// Until when answers are kept: so many years after the last window of the last cohort closes. None
/// where the protocol says nothing, or nobody takes part yet.
///
/// # Errors
/// When the ledger cannot be read.
pub(super) fn keeping(
    ledger: &Ledger,
    protocol: &Protocol,
    weeks: u32,
    today: NaiveDate,
) -> Result<Option<Keeping>> {
    let Some(years) = protocol.keeps_years else { return Ok(None) };
    let people = people(ledger, weeks)?;
    let windows = people.iter().flat_map(|person| {
        protocol.waves.iter().map(|wave| wave.window(&person.calendar).closes_on)
    });
    let until = windows.max().and_then(|day| day.checked_add_months(Months::new(years * 12)));
    Ok(until.map(|until| Keeping {
        until,
        remind: today + Days::new(BEFOREHAND) >= until,
        over: today > until,
    }))
}
