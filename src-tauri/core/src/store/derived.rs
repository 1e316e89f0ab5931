//! Read models: what screens ask for often, kept beside the facts they come from.
//!
//! **Invariant:** they hold nothing that is not in the facts: thrown away and made again, they are
//! the same to the byte.
//!
//! Applying a fact twice, or facts in another order, gives the same: hand-ins arrive in any order.

use std::collections::BTreeSet;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::fact::{self, Fact, ME};
use super::{Ledger, hex};
use crate::error::Result;

/// The tables that [`apply`] fills, and nobody else.
pub const TABLES: &[&str] = &["practice_day", "returned", "roster", "letter"];

/// What making the read models again came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// How many facts were read.
    pub facts: u64,
    /// How many lines the read models have now.
    pub rows: u64,
    /// Whether they are what they were before.
    pub same: bool,
    /// SHA-256 over all of them, hex.
    pub digest: String,
}

impl Ledger {
    /// Throws all read models away and makes them again from the facts, all of it or nothing.
    ///
    /// # Errors
    /// [`crate::Code::DiskFull`], [`crate::Code::ReadOnly`] or [`crate::Code::DamagedLedger`].
    pub fn rebuild(&mut self) -> Result<Rebuilt> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (_, before) = digest(&transaction)?;
        let facts = make_again(&transaction)?;
        let (rows, digest) = digest(&transaction)?;
        transaction.commit()?;
        Ok(Rebuilt { facts, rows, same: digest == before, digest })
    }

    /// Whether the read models are what the facts say. What is made to find out is rolled back.
    pub(super) fn read_models_are_right(&self) -> Result<bool> {
        let transaction = self.connection.unchecked_transaction()?;
        let (_, before) = digest(&transaction)?;
        make_again(&transaction)?;
        Ok(digest(&transaction)?.1 == before)
    }
}

/// Throws all read models away and makes them again. Gives how many facts were read.
pub(super) fn make_again(transaction: &Transaction) -> Result<u64> {
    for table in TABLES {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut facts = 0;
    let mut statement =
        transaction.prepare(&format!("SELECT {} FROM fact ORDER BY seq", fact::COLUMNS))?;
    let mut rows = statement.query([])?;
    let mut days = Days::default();
    while let Some(row) = rows.next()? {
        apply(transaction, &fact::from_row(row)?, &mut days)?;
        facts += 1;
    }
    days.work_out(transaction)?;
    Ok(facts)
}

/// Drops what was made of a sender's facts that are emptied.
pub(super) fn forget(transaction: &Transaction, author: &str) -> Result<()> {
    for table in ["practice_day", "returned"] {
        transaction.execute(&format!("DELETE FROM {table} WHERE author = ?1"), [author])?;
    }
    Ok(())
}

/// How many lines the read models have, and a hash over all of them.
fn digest(connection: &Connection) -> Result<(u64, String)> {
    let (mut sha, mut lines) = (Sha256::new(), 0);
    let mut field = |kind: u8, bytes: &[u8]| {
        sha.update([kind]);
        sha.update((bytes.len() as u64).to_le_bytes());
        sha.update(bytes);
    };
    for table in TABLES {
        field(0, table.as_bytes());
        // Every such table is WITHOUT ROWID: all of its columns are what it holds.
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = statement.column_count();
        let order: Vec<String> = (1..=columns).map(|column| column.to_string()).collect();
        statement =
            connection.prepare(&format!("SELECT * FROM {table} ORDER BY {}", order.join(", ")))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            lines += 1;
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Null => field(1, &[]),
                    ValueRef::Integer(number) => field(2, &number.to_le_bytes()),
                    ValueRef::Real(number) => field(3, &number.to_le_bytes()),
                    ValueRef::Text(bytes) => field(4, bytes),
                    ValueRef::Blob(bytes) => field(5, bytes),
                }
            }
        }
    }
    Ok((lines, hex(&sha.finalize())))
}

/// Days of practice, by author, whose line no longer says what the facts do. Several facts of one
/// day cost one look at that day.
#[derive(Debug, Default)]
pub(super) struct Days(BTreeSet<(String, String)>);

impl Days {
    fn changed(&mut self, author: &str, day: String) {
        self.0.insert((author.to_owned(), day));
    }

    /// Works out the lines of these days. Until then the read models are not whole, so it belongs
    /// to the transaction of the facts.
    pub(super) fn work_out(self, transaction: &Transaction) -> Result<()> {
        self.0.iter().try_for_each(|(author, day)| practice_of(transaction, author, day))
    }
}

/// Brings the read models up to date with one new fact, but for `days`, which come last.
pub(super) fn apply(transaction: &Transaction, fact: &Fact, days: &mut Days) -> Result<()> {
    let day = fact.day.to_string();
    match fact.kind.as_str() {
        "sit" | "sit-reported" => days.changed(&fact.author, day),
        "sit-corrected" | "sit-removed" => {
            let body = Body::of(fact)?;
            for day in days_of_entry(transaction, &fact.author, body.text("sit"))? {
                days.changed(&fact.author, day);
            }
        }
        "answers" | "returned" => {
            let body = Body::of(fact)?;
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO returned (author, wave, instrument, day)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![fact.author, body.text("wave"), body.text("instrument"), day])?;
        }
        "invited" => {
            let body = Body::of(fact)?;
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO roster (code, name, arm, ticket)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(["code", "name", "arm", "ticket"].map(|name| body.text(name)))?;
        }
        "received" => {
            let body = Body::of(fact)?;
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO letter
                         (name, author, sender, sequence, day, restored, hash, previous)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    body.text("name"),
                    body.text("code"),
                    body.text("sender"),
                    body.number("sequence"),
                    body.text("day"),
                    body.text("restored"),
                    body.text("hash"),
                    body.text("previous")
                ])?;
        }
        _ => {}
    }
    Ok(())
}

/// The body of a fact that a read model takes something from.
struct Body(Value);

impl Body {
    fn of(fact: &Fact) -> Result<Self> {
        Ok(Self(serde_json::from_str(&fact.body)?))
    }

    fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_default()
    }

    fn number(&self, name: &str) -> i64 {
        self.0[name].as_i64().unwrap_or_default()
    }
}

/// Works out one day of an author anew from its facts. An entered sit counts as its highest
/// version says. A fact that was received has its sender's code before the id that others name, and
/// whatever numbers its sender wrote.
fn practice_of(transaction: &Transaction, author: &str, day: &str) -> Result<()> {
    transaction
        .prepare_cached("DELETE FROM practice_day WHERE author = ?1 AND day = ?2")?
        .execute([author, day])?;
    // A day with no second of practice has its line as well: so it always was.
    transaction
        .prepare_cached(
            "WITH own (id) AS (SELECT CASE ?1 WHEN 'me' THEN 1 ELSE length(?1) + 2 END),
             day_of (measured, reported) AS (SELECT
                (SELECT COALESCE(SUM(
                    MIN(MAX(CAST(body ->> 'measured_seconds' AS INTEGER), 0), 172800)), 0)
                 FROM fact WHERE kind = 'sit' AND author = ?1 AND day = ?2),
                (SELECT COALESCE(SUM(
                    MIN(MAX(CAST(entry.body ->> 'minutes' AS INTEGER), 0), 1440)), 0)
                 FROM fact AS entry, own
                 WHERE entry.kind IN ('sit-reported', 'sit-corrected')
                   AND entry.author = ?1 AND entry.day = ?2
                   AND NOT EXISTS (
                     SELECT 1 FROM fact AS later
                     WHERE later.kind IN ('sit-corrected', 'sit-removed') AND later.author = ?1
                       AND later.body ->> 'sit'
                           = COALESCE(entry.body ->> 'sit', substr(entry.id, own.id))
                       AND later.body ->> 'version' > COALESCE(entry.body ->> 'version', 0))))
             INSERT INTO practice_day (author, day, measured_seconds, reported_minutes)
             SELECT ?1, ?2, measured, reported FROM day_of
             WHERE EXISTS (SELECT 1 FROM fact WHERE author = ?1 AND day = ?2
                             AND kind IN ('sit', 'sit-reported', 'sit-corrected'))",
        )?
        .execute([author, day])?;
    Ok(())
}

/// The days on which an entered sit counts or once counted.
fn days_of_entry(transaction: &Transaction, author: &str, entry: &str) -> Result<Vec<String>> {
    let id = if author == ME { entry.to_owned() } else { format!("{author}:{entry}") };
    let mut statement = transaction.prepare_cached(
        "SELECT DISTINCT day FROM fact
         WHERE id = ?3 OR (kind IN ('sit-corrected', 'sit-removed') AND author = ?1
                           AND body ->> 'sit' = ?2)",
    )?;
    let days = statement
        .query_map([author, entry, &id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(days)
}
