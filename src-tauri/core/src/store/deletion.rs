//! Taking back what a sender gave: the one exception to "a fact is never changed".
//!
//! The owner's own chain says first whose facts are emptied and up to which one (a `deleted`
//! fact). Then each of them loses its kind, its time, its day and its body, and keeps its place,
//! its id and its hash: the next link still holds, a hand-in that comes a second time is still
//! known, and [`Ledger::verify`] accepts an emptied fact only where the owner's chain asks for it.
//!
//! A key for each sender, destroyed on deletion, was weighed and not taken: boards and counts are
//! made by SQL over bodies, and a backup would hold the key beside what it opens.

use std::collections::BTreeMap;

use rusqlite::{Connection, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use super::fact::{self, Draft, Fact, ME, Recording};
use super::{Ledger, derived};
use crate::error::Result;
use crate::ports::Ports;

/// The kind of the owner's fact that has a sender's facts emptied.
pub const DELETED: &str = "deleted";
/// The first schema whose triggers let anything be emptied.
const FIRST_SCHEMA: i64 = 3;
/// The kind of a fact that was emptied.
pub const EMPTIED: &str = "emptied";

/// The body of a [`DELETED`] fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deleted {
    /// Whose facts.
    pub code: String,
    /// The number of the last of them.
    pub through: i64,
    /// How many were emptied.
    pub facts: u32,
    /// The kinds that stay.
    pub kept: Vec<String>,
}

impl Deleted {
    /// Whether it is about this fact, as it was before.
    fn covers(&self, fact: &Fact) -> bool {
        self.code == fact.author && fact.number <= self.through && !self.kept.contains(&fact.kind)
    }
}

impl Ledger {
    /// Empties what was received from a sender, but for the kinds that stay, and drops it from the
    /// read models. The bytes are overwritten in the file. Gives how many facts were emptied; doing
    /// it again empties what has come since.
    ///
    /// # Errors
    /// [`crate::Code::DiskFull`] or [`crate::Code::ReadOnly`]; then nothing was emptied.
    pub fn empty(&mut self, ports: &dyn Ports, code: &str, kept: &[&str]) -> Result<u32> {
        self.connection.execute_batch("PRAGMA secure_delete = ON")?;
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let kept: Vec<String> = kept.iter().map(|kind| (*kind).to_owned()).collect();
        let kinds = serde_json::to_string(&kept)?;
        let (facts, through): (u32, i64) = transaction.query_row(
            "SELECT COUNT(*), COALESCE(MAX(number), 0) FROM fact
             WHERE author = ?1 AND kind <> ?2 AND kind NOT IN (SELECT value FROM json_each(?3))",
            params![code, EMPTIED, kinds],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if facts == 0 || code == ME {
            return Ok(0);
        }
        let said = Deleted { code: code.to_owned(), through, facts, kept };
        let recording = Recording::now(ports, &self.content_version);
        fact::append_inner(&transaction, &recording, &Draft::new(DELETED, &said)?)?;
        transaction.execute(
            "UPDATE fact SET kind = ?2, at = '', day = '', body = '{}'
             WHERE author = ?1 AND kind <> ?2 AND kind NOT IN (SELECT value FROM json_each(?3))",
            params![code, EMPTIED, kinds],
        )?;
        derived::forget(&transaction, code)?;
        transaction.commit()?;
        // What the log still holds of the pages before goes as well.
        let _ = self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
        Ok(facts)
    }

    /// The latest fact by which something was emptied.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub(super) fn last_deletion(&self) -> Result<Option<Fact>> {
        // A file of before could not have one, and lacks columns that are asked for.
        if self.schema < FIRST_SCHEMA {
            return Ok(None);
        }
        self.latest(DELETED)
    }
}

/// What the owner's chain says was emptied, by sender.
pub(super) struct Deletions(BTreeMap<String, Vec<Deleted>>);

impl Deletions {
    pub(super) fn of(connection: &Connection, columns: &str) -> Result<Self> {
        let mut statement = connection
            .prepare(&format!("SELECT {columns} FROM fact WHERE kind = ?1 AND author = ?2"))?;
        let mut rows = statement.query([DELETED, ME])?;
        let mut by_sender: BTreeMap<String, Vec<Deleted>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            // One that cannot be read covers nothing, and then what it emptied shows.
            if let Ok(said) = fact::from_row(row)?.read::<Deleted>() {
                by_sender.entry(said.code.clone()).or_default().push(said);
            }
        }
        Ok(Self(by_sender))
    }

    /// What is wrong with a fact in this light: emptied and nobody asked for it, or still here
    /// although somebody did.
    pub(super) fn finding(&self, fact: &Fact) -> Option<&'static str> {
        let said = self.0.get(&fact.author).map_or(&[][..], Vec::as_slice);
        if fact.kind == EMPTIED {
            let asked = said.iter().any(|one| fact.number <= one.through);
            let bare = fact.at.is_empty() && fact.body == "{}";
            (!asked || !bare).then_some("was emptied, and nothing in this ledger asks for that")
        } else {
            let asked = said.iter().any(|one| one.covers(fact));
            asked.then_some("was to be deleted, and is still here")
        }
    }
}
