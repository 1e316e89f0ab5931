//! Things done without sitting down: a tick, and a word if one comes. They stay on this computer.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// Something informal that was done on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Tick {
    /// The id of what was done: see [`crate::course::Informal`].
    pub informal: String,
    /// The day.
    pub day: NaiveDate,
    /// A word; may be empty.
    pub word: String,
}

/// The body of an `informal` fact: the latest one of a day and a thing holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ticked {
    informal: String,
    /// None takes the tick away.
    word: Option<String>,
}

/// The most characters of a word.
const MOST_CHARACTERS: usize = 200;

/// Ticks something informal, in place of an earlier tick of that day; without a word, takes the
/// tick away.
///
/// # Errors
/// [`crate::Code::Refused`] for a day to come, or more than a line.
pub fn tick(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    informal: &str,
    day: NaiveDate,
    word: Option<&str>,
) -> Result<()> {
    let word = word.map(|word| word.trim().to_owned());
    if word.as_ref().is_some_and(|word| word.chars().count() > MOST_CHARACTERS) {
        return Err(Error::refused(
            "A word or a line is enough here. There is room for more in the notebook.",
        ));
    }
    if day > ports.now().day() {
        return Err(Error::refused("That day is still to come. Please choose today or before."));
    }
    let body = Ticked { informal: informal.to_owned(), word };
    ledger.append(ports, Draft::new("informal", &body)?.on(day))?;
    Ok(())
}

/// Every tick, by day.
///
/// # Errors
/// When the ledger cannot be read.
pub fn ticks(ledger: &Ledger) -> Result<Vec<Tick>> {
    let mut ticks = BTreeMap::new();
    for fact in ledger.facts("informal", ME)? {
        let Ticked { informal, word } = fact.read()?;
        ticks.insert((fact.day, informal), word);
    }
    let ticked = ticks
        .into_iter()
        .filter_map(|((day, informal), word)| Some(Tick { informal, day, word: word? }));
    Ok(ticked.collect())
}
