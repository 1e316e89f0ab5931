//! What a coach writes to a sit: obstacles and a comment. Private: no hand-in ever holds them.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;

/// What was in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// Sleepiness.
    Sleepy,
    /// Restlessness.
    Restless,
    /// Pain.
    Pain,
    /// A strong feeling.
    StrongFeeling,
    /// Too little time.
    NoTime,
    /// No place for it.
    NoPlace,
}

/// What somebody wrote to a sit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What was in the way.
    pub obstacles: Vec<Obstacle>,
    /// A comment; may be empty.
    pub comment: String,
}

impl Words {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.obstacles.is_empty() && self.comment.trim().is_empty()
    }

    pub(super) fn check(&self) -> Result<()> {
        if self.comment.chars().count() > MOST_CHARACTERS {
            return Err(Error::refused(
                "This comment is longer than one can be. Please keep part of it, and write the \
                 rest in the notebook. Nothing was lost.",
            ));
        }
        Ok(())
    }
}

/// The body of a `sit-note` fact: the latest one to a sit holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SitNote {
    sit: String,
    obstacles: Vec<Obstacle>,
    comment: String,
}

/// The most characters of a comment.
const MOST_CHARACTERS: usize = 4000;

/// Writes to a sit, measured or entered, in place of what was written to it before.
///
/// # Errors
/// [`Code::NotFound`] for a sit that is not in the ledger; [`Code::Refused`] for a comment that
/// is too long.
pub fn note(ports: &dyn Ports, ledger: &mut Ledger, sit: &str, words: &Words) -> Result<()> {
    words.check()?;
    if ledger.mine("sit", sit)?.is_none() && ledger.mine("sit-reported", sit)?.is_none() {
        return Err(Error::new(Code::NotFound, "no such sit"));
    }
    ledger.append(ports, draft(sit, words)?)?;
    Ok(())
}

pub(in crate::practice) fn draft(sit: &str, words: &Words) -> Result<Draft> {
    let mut obstacles = words.obstacles.clone();
    obstacles.sort_unstable();
    obstacles.dedup();
    let comment = words.comment.trim().to_owned();
    Draft::new("sit-note", &SitNote { sit: sit.to_owned(), obstacles, comment })
}

/// What was written to a sit.
///
/// # Errors
/// When the ledger cannot be read.
pub fn written(ledger: &Ledger, sit: &str) -> Result<Words> {
    let mut statement = ledger.connection().prepare_cached(
        "SELECT body FROM fact
         WHERE kind = 'sit-note' AND author = 'me' AND body ->> 'sit' = ?1
         ORDER BY seq DESC LIMIT 1",
    )?;
    let body: Option<String> = statement.query_row([sit], |row| row.get(0)).optional()?;
    let Some(body) = body else { return Ok(Words::default()) };
    let SitNote { obstacles, comment, .. } = serde_json::from_str(&body)?;
    Ok(Words { obstacles, comment })
}
