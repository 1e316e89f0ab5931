//! The deck of boundary scenarios: moments that end where a decision is needed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `scenarios/deck.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Deck {
    /// The version of this format: 1.
    #[serde(skip_serializing)]
    #[ts(skip)]
    pub format_version: u32,
    /// The language of its words, BCP 47, where they are not translated into the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lang: Option<String>,
    /// Its name.
    pub title: String,
    /// What stands over it.
    pub about: String,
    /// Where the scenarios take place, in the order of the list.
    #[serde(rename(deserialize = "place"))]
    pub places: Vec<Place>,
    /// The scenarios.
    #[serde(rename(deserialize = "scenario"))]
    pub scenarios: Vec<Scenario>,
}

/// Where scenarios take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
}

/// One scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its id, which never changes.
    pub id: String,
    /// The place's id.
    pub place: String,
    /// The roles it is told for most; none means anybody's.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Its name.
    pub title: String,
    /// What happens, up to where a decision is needed.
    pub scene: String,
    /// What a coach might do: ways, not rules.
    pub might: Vec<String>,
    /// What to notice.
    pub notice: String,
    /// What to tell the supervisor, and when.
    pub tell: String,
    /// What stepping back looks like here.
    pub step_back: String,
}
