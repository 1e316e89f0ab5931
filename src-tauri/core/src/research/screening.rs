//! What happened before the study knew of anybody: how many were assessed, and why some were not
//! taken in. No program sees it, so the researcher enters the counts by hand. A later count takes
//! the place of the one before, which stays in the ledger.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::amend::the_study;
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;

/// The kind of fact that holds a count.
const SCREENED: &str = "screened";

/// The counts, with the reasons that the CONSORT diagram asks for. The body of a `screened` fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Screening {
    /// People who were assessed for the study.
    pub assessed: u32,
    /// Of them, those who did not meet its conditions.
    pub not_eligible: u32,
    /// Those who declined.
    pub declined: u32,
    /// Those who were not taken in for another reason.
    pub other: u32,
}

impl Screening {
    /// Everybody who was not taken in.
    pub fn excluded(&self) -> u64 {
        [self.not_eligible, self.declined, self.other].into_iter().map(u64::from).sum()
    }
}

/// A count, and the day it was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Screened {
    /// The counts.
    pub counts: Screening,
    /// The day they were entered.
    pub day: NaiveDate,
}

/// Enters the counts as they are now.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study, or for more people excluded than assessed.
pub fn enter(ports: &dyn Ports, ledger: &mut Ledger, counts: Screening) -> Result<()> {
    the_study(ledger)?;
    if counts.excluded() > u64::from(counts.assessed) {
        return Err(Error::refused(format!(
            "{} people were excluded and {} assessed. Whoever was excluded was assessed as well. \
             Nothing was changed.",
            counts.excluded(),
            counts.assessed
        )));
    }
    if entered(ledger)?.is_none_or(|before| before.counts != counts) {
        ledger.append(ports, Draft::new(SCREENED, &counts)?)?;
    }
    Ok(())
}

/// The counts that were entered last.
///
/// # Errors
/// When the ledger cannot be read.
pub fn entered(ledger: &Ledger) -> Result<Option<Screened>> {
    ledger
        .latest(SCREENED)?
        .map(|fact| Ok(Screened { counts: fact.read()?, day: fact.day }))
        .transpose()
}
