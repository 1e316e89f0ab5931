//! The directory of resources, which an agency makes its own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::date;

/// `help/resources.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Resources {
    /// The version of this format: 1.
    #[serde(skip_serializing)]
    #[ts(skip)]
    pub format_version: u32,
    /// The language of its words, BCP 47, where they are not translated into the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lang: Option<String>,
    /// What stands over it.
    pub about: String,
    /// The kinds, in the order of the list.
    #[serde(rename(deserialize = "kind"))]
    pub kinds: Vec<ResourceKind>,
    /// The resources, in alphabetical order within a kind.
    #[serde(rename(deserialize = "resource"))]
    pub resources: Vec<Resource>,
}

/// A kind of resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResourceKind {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What belongs to it.
    pub about: String,
}

/// One resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Its id.
    pub id: String,
    /// Its kind's id.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What it is, for whom, what it rests on; no ranking.
    pub about: String,
    /// How to find it.
    pub how: String,
    /// Its address on the web, which the program never opens by itself.
    #[serde(default)]
    pub url: String,
    /// Where this was seen.
    pub source: String,
    /// When the agency last tried it.
    #[serde(default, with = "date")]
    #[ts(as = "Option<NaiveDate>")]
    pub checked_on: Option<NaiveDate>,
}
