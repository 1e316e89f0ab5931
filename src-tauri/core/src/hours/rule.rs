//! The rule by which hours count, `course/hours.toml`. An agency lays its own over it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::course::PartKind;

/// Which hours are recorded, and the least of each that a certificate asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HoursRule {
    /// The version of this format: 1.
    #[serde(skip_serializing)]
    #[ts(skip)]
    pub format_version: u32,
    /// Its id, which certificates name.
    pub id: String,
    /// Its version, which certificates name.
    pub version: String,
    /// What it asks for, in a sentence.
    pub about: String,
    /// The kinds of hours that are recorded, in order. One that is left out is not recorded.
    #[serde(rename(deserialize = "kind"))]
    pub kinds: Vec<HoursKindRule>,
    /// Which classes count.
    pub classes: HoursClassRule,
    /// Which practice counts.
    pub practice: HoursPracticeRule,
    /// The parts of classes that are about ethics.
    #[serde(default)]
    pub ethics: Vec<EthicsPart>,
}

/// The kinds of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum HoursKind {
    /// Classes.
    Course,
    /// Practice at home.
    Practice,
    /// Supervision.
    Supervision,
    /// The parts of classes that are about ethics and boundaries.
    Ethics,
    /// Training elsewhere.
    Training,
}

impl HoursKind {
    /// Its name, as a certificate prints it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Course => "Classes",
            Self::Practice => "Home practice",
            Self::Supervision => "Supervision",
            Self::Ethics => "Ethics and boundaries, within the classes",
            Self::Training => "Training elsewhere",
        }
    }
}

/// One kind of hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HoursKindRule {
    /// Which.
    pub kind: HoursKind,
    /// What counts toward it.
    pub about: String,
    /// The least a certificate asks for, minutes; 0 where they are recorded and not asked for.
    pub least_minutes: u32,
}

/// Which classes count. Each counts with the minutes it was planned for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HoursClassRule {
    /// The kinds of meeting that count.
    pub kinds: Vec<PartKind>,
    /// Whether a class that was made up later counts.
    pub made_up: bool,
}

/// Which practice counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HoursPracticeRule {
    /// Whether minutes count that the program measured.
    pub measured: bool,
    /// Whether minutes count that the coach entered.
    pub reported: bool,
    /// The most that counts of one week, minutes; measured ones come first.
    #[serde(default)]
    pub most_minutes_a_week: Option<u32>,
}

/// A part of a class that is about ethics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EthicsPart {
    /// The id of the class's part of the course.
    pub part: String,
    /// What it is about.
    pub about: String,
    /// How long it takes, minutes.
    pub minutes: u32,
}
