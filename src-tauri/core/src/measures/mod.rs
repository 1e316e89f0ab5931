//! Questionnaires: an instrument is a scoring key, and wording where it is ours to ship.

pub mod load;
pub mod runner;
pub mod score;
pub mod sheet;
pub mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An instrument as it lies in `content/measures/<id>.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// The version of this format: 1.
    pub format_version: u32,
    /// Its id, which never changes.
    pub id: String,
    /// The version of key and wording; every answer stores it.
    pub version: String,
    /// Its name.
    pub title: String,
    /// What it is, and what it is not.
    pub about: String,
    /// The span of time it asks about, as it stands above the items.
    pub recall: String,
    /// The licence of the wording.
    pub licence: String,
    /// Whom to credit, on screen and in print.
    pub credit: String,
    /// How to cite it.
    pub citation: String,
    /// Whether a published validation stands behind it.
    pub validated: bool,
    /// About how long it takes.
    pub minutes: u32,
    /// Named sets of answers.
    pub responses: BTreeMap<String, Responses>,
    /// What is computed from the answers.
    #[serde(rename = "scale")]
    pub scales: Vec<Scale>,
    /// What is asked, by number.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// A set of answers to choose from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Responses {
    /// The codes as stored, ascending.
    pub codes: Vec<i32>,
    /// The words beside them.
    pub labels: Vec<String>,
}

/// One scale of an instrument.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Its id: the column of an export.
    pub id: String,
    /// Its name in plain words.
    pub title: String,
    /// What a higher number means, without grading.
    pub about: String,
    /// How answers become a number.
    pub score: Rule,
    /// The fewest answered items that still give a score.
    pub least_answered: u32,
    /// Who set that rule.
    pub rule_by: String,
    /// The numbers of its items.
    pub items: Vec<u32>,
    /// Those of them to reverse: new = lowest + highest − raw.
    #[serde(default)]
    pub reversed: Vec<u32>,
    /// Whether it is made of items that other scales hold too, such as an overall total.
    #[serde(default)]
    pub total: bool,
}

/// How answered items become a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The mean of the answered items, in the unit of the codes.
    Mean,
    /// The sum of the items. Where `least_answered` lets some be missing, the mean of the answered
    /// ones stands in for each (person mean), or a skipped item would read as the lowest answer.
    Sum,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its number in the key, from 1.
    pub number: u32,
    /// Its wording.
    pub text: String,
    /// Which set of answers it takes.
    pub responses: String,
}

/// What somebody answered to one item. Not asked is the absence of all of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "code", rename_all = "kebab-case")]
pub enum Answer {
    /// One of the codes.
    Code(i32),
    /// Left open for now; offered again at the end.
    Skipped,
    /// "Rather not say": an answer, and left alone.
    Refused,
}
