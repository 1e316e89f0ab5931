//! The kinds of hard experience that the trainer's register knows: words, and no diagnoses.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `help/hard.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HardKinds {
    /// The version of this format: 1.
    pub format_version: u32,
    /// The kinds, in the order of the list.
    #[serde(rename = "kind")]
    pub kinds: Vec<HardKind>,
}

/// One kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HardKind {
    /// Its id, which never changes.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What belongs to it.
    pub about: String,
}
