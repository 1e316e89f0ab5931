//! Clocks that were set and zones that changed are facts of their own, written before the first
//! fact that comes after.
//!
//! The wall clock is held against the computer's own clock, which nobody can set. After a restart
//! there is nothing to hold it against, but that time never goes back.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::fact::{Draft, ME, Recording};
use crate::error::Result;
use crate::ports::{Moment, Place};

/// The kind of a fact about the clock.
pub const CLOCK: &str = "clock";

/// Seconds by which two clocks may differ: less than this is drift and its correction.
const DRIFT_SECONDS: i64 = 120;

/// The body of a `clock` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ClockChange {
    /// Somebody or something set the clock.
    Set {
        /// By how much, seconds; negative for back.
        seconds: i64,
    },
    /// The computer came to another zone. Summer time within one zone is none.
    Zone {
        /// The zone's name before, or its offset where the name was not known.
        from: String,
        /// The zone now, in the same way.
        to: String,
    },
}

/// The clocks as they stood at the owner's last fact.
struct Reading {
    at: DateTime<FixedOffset>,
    boot_ms: i64,
    place: Place,
}

/// What has to be written down about the clocks before the next fact.
pub(super) fn noticed(connection: &Connection, recording: &Recording) -> Result<Vec<Draft>> {
    let Some(last) = last_reading(connection)? else { return Ok(Vec::new()) };
    changes(&last, &recording.now, &recording.place)
        .iter()
        .map(|change| Draft::new(CLOCK, change))
        .collect()
}

fn changes(last: &Reading, now: &Moment, place: &Place) -> Vec<ClockChange> {
    let mut changes = Vec::new();
    let wall_ms = (now.local - last.at).num_milliseconds();
    let same_run = place.boot == last.place.boot && now.boot_ms >= last.boot_ms;
    let set_ms = if same_run { wall_ms - (now.boot_ms - last.boot_ms) } else { wall_ms.min(0) };
    if set_ms.abs() > DRIFT_SECONDS * 1000 {
        changes.push(ClockChange::Set { seconds: set_ms / 1000 });
    }
    let moved = match (&last.place.zone, &place.zone) {
        (Some(before), Some(after)) => before != after,
        _ => last.at.offset() != now.local.offset(),
    };
    if moved {
        let name = |zone: &Option<String>, at: &DateTime<FixedOffset>| {
            zone.clone().unwrap_or_else(|| at.offset().to_string())
        };
        changes.push(ClockChange::Zone {
            from: name(&last.place.zone, &last.at),
            to: name(&place.zone, &now.local),
        });
    }
    changes
}

fn last_reading(connection: &Connection) -> Result<Option<Reading>> {
    let row: Option<(String, i64, Option<String>, String)> = connection
        .prepare_cached(
            "SELECT at, boot_ms, zone, boot FROM fact
             WHERE author = ?1 AND number = (SELECT number FROM chain WHERE author = ?1)",
        )?
        .query_row([ME], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    Ok(row.and_then(|(at, boot_ms, zone, boot)| {
        let at = DateTime::parse_from_rfc3339(&at).ok()?;
        Some(Reading { at, boot_ms, place: Place { zone, boot } })
    }))
}
