//! Things done without sitting down: a tick, and a word if one comes. They stay on this computer.

use std::collections::BTreeMap;
use std::ops::RangeBounds;

use chrono::NaiveDate;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;

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
    let mut statement = ledger.connection().prepare_cached(
        "SELECT day, body ->> 'informal', body ->> 'word' FROM fact INDEXED BY own_tick
         WHERE kind = 'informal' AND author = 'me' ORDER BY seq",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, Ticked { informal: row.get(1)?, word: row.get(2)? }))
    })?;
    let ticked = rows.map(|row| {
        let (day, ticked) = row?;
        Ok((day.parse().unwrap_or_default(), ticked))
    });
    as_they_stand(ticked)
}

/// The ticks of some days, by day.
///
/// # Errors
/// When the ledger cannot be read.
pub fn ticks_on(ledger: &Ledger, days: &impl RangeBounds<NaiveDate>) -> Result<Vec<Tick>> {
    let facts = ledger.mine_on("informal", days)?;
    as_they_stand(facts.iter().map(|fact| Ok((fact.day, fact.read()?))))
}

/// Of one day and thing the latest holds.
fn as_they_stand(ticked: impl Iterator<Item = Result<(NaiveDate, Ticked)>>) -> Result<Vec<Tick>> {
    let mut ticks = BTreeMap::new();
    for one in ticked {
        let (day, Ticked { informal, word }) = one?;
        ticks.insert((day, informal), word);
    }
    let ticked = ticks
        .into_iter()
        .filter_map(|((day, informal), word)| Some(Tick { informal, day, word: word? }));
    Ok(ticked.collect())
}

/// The last day on which something informal is ticked.
///
/// # Errors
/// When the ledger cannot be read.
pub fn last_ticked(ledger: &Ledger, informal: &str) -> Result<Option<NaiveDate>> {
    let day: Option<String> = ledger
        .connection()
        .prepare_cached(
            "SELECT day FROM fact AS tick INDEXED BY own_tick
             WHERE kind = 'informal' AND author = 'me' AND body ->> 'informal' = ?1
               AND body ->> 'word' IS NOT NULL
               AND NOT EXISTS (
                 SELECT 1 FROM fact AS later
                 WHERE later.kind = 'informal' AND later.author = 'me'
                   AND later.body ->> 'informal' = ?1
                   AND later.day = tick.day AND later.seq > tick.seq)
             ORDER BY day DESC LIMIT 1",
        )?
        .query_row([informal], |row| row.get(0))
        .optional()?;
    Ok(day.and_then(|day| day.parse().ok()))
}
