//! From answers to scores, by the key alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Answer, Instrument};

/// One scale, scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Score {
    /// The scale's id.
    pub scale: String,
    /// The score, or none where too little was answered.
    pub value: Option<f64>,
    /// How many of its items were answered with a code.
    pub answered: u32,
}

/// Scores one sheet, scale by scale in the key's order. Item numbers that are missing from
/// `answers` were not asked.
pub fn score(_instrument: &Instrument, _answers: &BTreeMap<u32, Answer>) -> Vec<Score> {
    todo!()
}
