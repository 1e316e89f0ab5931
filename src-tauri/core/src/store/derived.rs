//! Read models: what screens ask for often, kept beside the facts they come from.
//!
//! Applying a fact twice, or facts in another order, gives the same: hand-ins arrive in any order.

use rusqlite::{Transaction, params};
use serde_json::Value;

use super::fact::{Fact, ME};
use crate::error::Result;

/// Brings the read models up to date with one new fact.
pub(super) fn apply(transaction: &Transaction, fact: &Fact) -> Result<()> {
    let body: Value = serde_json::from_str(&fact.body)?;
    let number = |name: &str| body[name].as_i64().unwrap_or_default();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let day = fact.day.to_string();
    match fact.kind.as_str() {
        "sit" | "sit-reported" => practice_of(transaction, &fact.author, &day)?,
        "sit-corrected" | "sit-removed" => {
            for day in days_of_entry(transaction, &fact.author, &text("sit"))? {
                practice_of(transaction, &fact.author, &day)?;
            }
        }
        "answers" | "returned" => {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO returned (author, wave, instrument, day)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![fact.author, text("wave"), text("instrument"), day])?;
        }
        "invited" => {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO roster (code, name, arm, ticket)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![text("code"), text("name"), text("arm"), text("ticket")])?;
        }
        "received" => {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO letter (name, author, sender, sequence, day)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    text("name"),
                    text("code"),
                    text("sender"),
                    number("sequence"),
                    text("day")
                ])?;
        }
        _ => {}
    }
    Ok(())
}

/// Works out one day of an author anew from its facts. An entered sit counts as its highest
/// version says. A fact that was received has its sender's code before the id that others name.
fn practice_of(transaction: &Transaction, author: &str, day: &str) -> Result<()> {
    transaction
        .prepare_cached("DELETE FROM practice_day WHERE author = ?1 AND day = ?2")?
        .execute([author, day])?;
    transaction
        .prepare_cached(
            "WITH own (id) AS (SELECT CASE ?1 WHEN 'me' THEN 1 ELSE length(?1) + 2 END),
             day_of (measured, reported) AS (SELECT
                (SELECT COALESCE(SUM(body ->> 'measured_seconds'), 0) FROM fact
                 WHERE kind = 'sit' AND author = ?1 AND day = ?2),
                (SELECT COALESCE(SUM(entry.body ->> 'minutes'), 0) FROM fact AS entry, own
                 WHERE entry.kind IN ('sit-reported', 'sit-corrected')
                   AND entry.author = ?1 AND entry.day = ?2
                   AND NOT EXISTS (
                     SELECT 1 FROM fact AS later
                     WHERE later.kind IN ('sit-corrected', 'sit-removed') AND later.author = ?1
                       AND later.body ->> 'sit'
                           = COALESCE(entry.body ->> 'sit', substr(entry.id, own.id))
                       AND later.body ->> 'version' > COALESCE(entry.body ->> 'version', 0))))
             INSERT INTO practice_day (author, day, measured_seconds, reported_minutes)
             SELECT ?1, ?2, measured, reported FROM day_of WHERE measured + reported > 0",
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
