//! Read models: what screens ask for often, kept beside the facts they come from.

use rusqlite::{Transaction, params};
use serde_json::Value;

use super::fact::Fact;
use crate::error::Result;

/// Brings the read models up to date with one new fact.
pub(super) fn apply(transaction: &Transaction, fact: &Fact) -> Result<()> {
    let body: Value = serde_json::from_str(&fact.body)?;
    let number = |name: &str| body[name].as_i64().unwrap_or_default();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let day = fact.day.to_string();
    match fact.kind.as_str() {
        "sit" => add_practice(transaction, &fact.author, &day, number("measured_seconds"), 0)?,
        "sit-reported" => add_practice(transaction, &fact.author, &day, 0, number("minutes"))?,
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

fn add_practice(
    transaction: &Transaction,
    author: &str,
    day: &str,
    seconds: i64,
    minutes: i64,
) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO practice_day (author, day, measured_seconds, reported_minutes)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (author, day) DO UPDATE SET
                measured_seconds = measured_seconds + excluded.measured_seconds,
                reported_minutes = reported_minutes + excluded.reported_minutes",
        )?
        .execute(params![author, day, seconds, minutes])?;
    Ok(())
}
