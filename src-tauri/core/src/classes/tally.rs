//! What got in the way, as people call it out in a class: how often, and never who. It has nothing
//! to do with what coaches note to their sits, which stays with them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::course::Part;
use crate::error::Result;
use crate::ports::Ports;
use crate::practice::log::Obstacle;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The most hands in one room.
const MOST: u32 = 999;

/// The body of a `class-tally` fact: all counts of a class, in place of those before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClassTally {
    /// The part's id.
    pub part: String,
    /// How often each was called out; those that were not are left out.
    pub counts: BTreeMap<Obstacle, u32>,
}

/// The tallies of all classes that have one, in the order in which they were begun.
///
/// # Errors
/// When the ledger cannot be read.
pub fn tallies(ledger: &Ledger) -> Result<Vec<ClassTally>> {
    let mut all: Vec<ClassTally> = Vec::new();
    for fact in ledger.facts("class-tally", ME)? {
        let tally: ClassTally = fact.read()?;
        match all.iter_mut().find(|other| other.part == tally.part) {
            Some(other) => *other = tally,
            None => all.push(tally),
        }
    }
    Ok(all)
}

/// Counts an obstacle once more in a part's class, or once less.
///
/// # Errors
/// When the ledger cannot be written.
pub fn tap(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    part: &Part,
    obstacle: Obstacle,
    less: bool,
) -> Result<()> {
    let before = tallies(ledger)?.into_iter().find(|tally| tally.part == part.id);
    let mut counts = before.map(|tally| tally.counts).unwrap_or_default();
    let count = counts.get(&obstacle).copied().unwrap_or_default();
    let after = if less { count.saturating_sub(1) } else { (count + 1).min(MOST) };
    if after == count {
        return Ok(());
    }
    counts.insert(obstacle, after);
    counts.retain(|_, count| *count > 0);
    ledger
        .append(ports, Draft::new("class-tally", &ClassTally { part: part.id.clone(), counts })?)?;
    Ok(())
}
