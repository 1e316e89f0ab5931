//! Withdrawing, at any time and without a reason: what was given is kept or deleted, as the coach
//! says, and nothing leaves their computer any more.
//!
//! The withdrawal goes to the trainer and to the study like any hand-in. Where the coach says
//! "delete it", collecting it empties what was received from them (see
//! [`crate::store::deletion`]): what stays is that somebody with this code took part, in which
//! arm, and when they withdrew. Backups from before go with the next backup of the day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invitation::Invitation;
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The kind of the fact.
pub const WITHDREW: &str = "withdrew";

/// What stays of somebody who has everything deleted.
const KEPT: &[&str] = &["joined", "consented", WITHDREW];

/// The body of a [`WITHDREW`] fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Whether what was given may be kept.
    pub keep: bool,
}

/// Somebody who withdrew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Withdrew {
    /// The day they did.
    pub day: NaiveDate,
    /// Whether what they gave before may be kept.
    pub keep: bool,
}

/// Withdraws. Whoever said "keep" can still say "delete" later; a deletion is for good.
///
/// # Errors
/// [`crate::Code::Refused`] for somebody who takes the course alone, or who has said so already.
pub fn withdraw(ports: &dyn Ports, ledger: &mut Ledger, how: Withdraw) -> Result<()> {
    if Invitation::accepted(ledger)?.is_none() {
        return Err(Error::refused(
            "You take the course on your own. Nothing has left this computer.",
        ));
    }
    if own(ledger)?.is_some_and(|before| how.keep || !before.keep) {
        return Err(Error::refused("You have withdrawn already. Nothing leaves this computer."));
    }
    ledger.append(ports, Draft::new(WITHDREW, &how)?)?;
    Ok(())
}

/// Whether the owner of a ledger withdrew.
///
/// # Errors
/// When the ledger cannot be read.
pub fn own(ledger: &Ledger) -> Result<Option<Withdrew>> {
    let Some(fact) = ledger.latest(WITHDREW)? else { return Ok(None) };
    Ok(Some(Withdrew { day: fact.day, keep: fact.read::<Withdraw>()?.keep }))
}

/// Who withdrew, by code. Once somebody said "delete", that stands, whatever arrives later.
///
/// # Errors
/// When the ledger cannot be read.
pub fn received(ledger: &Ledger) -> Result<BTreeMap<String, Withdrew>> {
    let mut all: BTreeMap<String, Withdrew> = BTreeMap::new();
    for fact in ledger.facts_of_all(WITHDREW)?.into_iter().filter(|fact| fact.author != ME) {
        let keep = fact.read::<Withdraw>()?.keep;
        let said = all.entry(fact.author).or_insert(Withdrew { day: fact.day, keep });
        *said = Withdrew { day: said.day.min(fact.day), keep: said.keep && keep };
    }
    Ok(all)
}

/// Empties what was received from everybody who asked for that. Doing it again does no harm, and
/// empties what came late.
///
/// # Errors
/// When the ledger cannot be written.
pub fn carry_out(ports: &dyn Ports, ledger: &mut Ledger) -> Result<()> {
    for (code, said) in received(ledger)? {
        if !said.keep {
            ledger.empty(ports, &code, KEPT)?;
        }
    }
    Ok(())
}
