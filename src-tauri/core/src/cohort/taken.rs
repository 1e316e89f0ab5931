//! What a ledger has taken: the files it knows, those it set aside, and the numbers it misses.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use crate::error::Result;
use crate::store::Ledger;

/// A file in the mailbox from which nothing was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SetAside {
    /// The file's name.
    pub name: String,
    /// Why, in a few words.
    pub why: String,
    /// The day it was first seen.
    pub since: NaiveDate,
}

/// The names of files whose hand-ins were taken.
pub(super) fn taken_names(ledger: &Ledger) -> Result<HashSet<String>> {
    let mut statement = ledger.connection().prepare("SELECT name FROM letter")?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

/// Files from which nothing was taken, the latest first; with `copies` also those that repeat a
/// hand-in that was taken, which have no reason.
///
/// # Errors
/// When the ledger cannot be read.
pub fn set_aside(ledger: &Ledger, copies: bool) -> Result<Vec<SetAside>> {
    let mut statement = ledger.connection().prepare(
        "SELECT name, why, first_on FROM set_aside WHERE ?1 OR why <> ''
         ORDER BY first_on DESC, name",
    )?;
    let rows = statement.query_map([copies], |row| {
        let since: String = row.get(2)?;
        Ok(SetAside {
            name: row.get(0)?,
            why: row.get(1)?,
            since: since.parse().unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The most missing numbers that are named of one sender.
const MOST_NAMED: usize = 20;

/// The numbers of hand-ins that are missing before others, by the sender's code: the first of them.
///
/// # Errors
/// When the ledger cannot be read.
pub fn missing(ledger: &Ledger) -> Result<BTreeMap<String, Vec<u64>>> {
    let mut statement = ledger
        .connection()
        .prepare("SELECT DISTINCT author, sequence FROM letter ORDER BY author, sequence")?;
    let mut rows = statement.query([])?;
    let mut missing: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut last = (String::new(), 0);
    while let Some(row) = rows.next()? {
        let (code, number): (String, i64) = (row.get(0)?, row.get(1)?);
        let from = if last.0 == code { last.1 } else { 0 };
        let between = from + 1..number;
        if !between.is_empty() {
            let named = missing.entry(code.clone()).or_default();
            let room = MOST_NAMED.saturating_sub(named.len());
            named.extend(between.take(room).map(|number| number as u64));
        }
        last = (code, number);
    }
    Ok(missing)
}

/// Hand-ins that are missing between others, by the sender's code.
///
/// # Errors
/// When the ledger cannot be read.
pub fn gaps(ledger: &Ledger) -> Result<BTreeMap<String, u32>> {
    let mut statement = ledger.connection().prepare(
        "SELECT author, MAX(sequence) - COUNT(DISTINCT sequence) FROM letter GROUP BY author",
    )?;
    let gaps = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(gaps)
}
