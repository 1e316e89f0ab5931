//! Sits that this computer measured.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::ports::Ports;
use crate::practice::script::Choices;
use crate::store::Ledger;
use crate::store::fact::Draft;

/// The body of a `sit` fact: a sit that this computer measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sat {
    /// The practice's id.
    pub practice: String,
    /// What was chosen; none in silence that nobody chose anything for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<Choices>,
    /// Seconds really sat, by a clock that cannot be set; holding does not count.
    pub measured_seconds: u32,
    /// Whether it went on to the last bell.
    pub to_the_bell: bool,
    /// Whether a device made sound at the end.
    pub audible: bool,
    /// Whether the program ended in the middle: at most ten seconds more were sat.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut_short: bool,
}

/// What is noted of a sit, all of it or nothing: one [`Sat`] for each practice in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Running {
    /// The day it counts for.
    pub day: NaiveDate,
    /// What was sat.
    pub sats: Vec<Sat>,
}

impl Running {
    /// Keeps it for [`recover`], in case the program or the power ends before it is noted.
    ///
    /// # Errors
    /// When the ledger cannot be written; then what was kept before is still there.
    pub fn keep(&self, ledger: &mut Ledger) -> Result<()> {
        ledger.keep_draft(DRAFT, Some(&serde_json::to_string(self)?))
    }

    /// Records it, in place of what was kept of it.
    ///
    /// # Errors
    /// When the ledger cannot be written; then nothing was recorded.
    pub fn note(&self, ports: &dyn Ports, ledger: &mut Ledger) -> Result<()> {
        let draft = |sat| Ok(Draft::new("sit", sat)?.on(self.day));
        let drafts = self.sats.iter().map(draft).collect::<Result<_>>()?;
        ledger.append_over_draft(ports, DRAFT, drafts)
    }
}

/// Notes a sit that was under way when the program last ended, if it ended in the middle.
///
/// # Errors
/// When the ledger cannot be written; then it can be tried again.
pub fn recover(ports: &dyn Ports, ledger: &mut Ledger) -> Result<()> {
    match ledger.draft(DRAFT)? {
        Some(kept) => serde_json::from_str::<Running>(&kept)?.note(ports, ledger),
        None => Ok(()),
    }
}

/// Seconds as whole minutes for a screen: anything sat at all is at least one.
pub fn whole_minutes(seconds: u32) -> u32 {
    if seconds == 0 { 0 } else { ((seconds + 30) / 60).max(1) }
}

/// The draft that a sit under way is kept as.
const DRAFT: &str = "sit";
