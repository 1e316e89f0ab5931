//! A record of every export: that it was made, when, how, and what stands for its bytes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::Ids;
use crate::error::Result;
use crate::store::Ledger;
use crate::store::fact::ME;

/// The kind of the fact.
pub(super) const EXPORTED: &str = "exported";

/// The body of an `exported` fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) participants: u32,
    pub(super) sheets: u32,
    pub(super) head: String,
    /// How; none in records of earlier versions, as is what follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) how: Option<How>,
    /// SHA-256 of the file of checksums.
    #[serde(default)]
    pub(super) sums: String,
    /// The owner of the ledger.
    #[serde(default)]
    pub(super) by: String,
}

/// How an export was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct How {
    /// The smallest group.
    pub k: u32,
    /// How participants were named.
    pub ids: Ids,
    /// Texts that were let out.
    pub texts: u32,
    /// Whether a list of practice was given.
    pub practice: bool,
}

/// An export that was made.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PastExport {
    /// The day.
    pub day: NaiveDate,
    /// By whom; empty where it was not noted yet.
    pub by: String,
    /// How; none where it was not noted yet.
    pub how: Option<How>,
    /// Participants in it.
    pub participants: u32,
    /// Questionnaires in it.
    pub sheets: u32,
    /// The hash of the fact it went up to.
    pub head: String,
    /// SHA-256 of its file SHA256SUMS; empty where it was not noted yet.
    pub sums: String,
}

/// Every export that was made from a ledger, the latest first.
///
/// # Errors
/// When the ledger cannot be read.
pub(super) fn all(ledger: &Ledger) -> Result<Vec<PastExport>> {
    let mut past = Vec::new();
    for fact in ledger.facts(EXPORTED, ME)?.into_iter().rev() {
        let Record { participants, sheets, head, how, sums, by } = fact.read()?;
        past.push(PastExport { day: fact.day, by, how, participants, sheets, head, sums });
    }
    Ok(past)
}
