//! An exercise as content: what a coach is asked, field by field, and when it comes back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An exercise as it lies in `content/exercises/<id>.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The version of this format: 1.
    #[serde(skip_serializing)]
    #[ts(skip)]
    pub format_version: u32,
    /// The language of its words, BCP 47, where they are not translated into the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lang: Option<String>,
    /// Its id, which is also its file's name and never changes.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is and why one might.
    pub about: String,
    /// How its fields are laid out.
    pub layout: Layout,
    /// About how long one time takes, minutes.
    pub minutes: u32,
    /// How many times it is hoped for: 6 for a calendar.
    pub times: u32,
    /// The id of a practice that leads through the same thing with a voice.
    pub practice: Option<String>,
    /// What stands there once it is kept.
    pub closing: String,
    /// When it is shown again.
    #[serde(default)]
    pub again: Again,
    /// What is held back until a later week.
    #[serde(skip_serializing)]
    #[ts(skip)]
    pub answer: Option<Solution>,
    /// What is asked, in order.
    #[serde(rename(deserialize = "field"))]
    pub fields: Vec<Field>,
}

/// How the fields of an exercise are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// One under the other.
    Page,
    /// One at a time, in order.
    Steps,
    /// The first four as the corners of a map.
    Map,
    /// The nine dots, to be drawn on.
    Dots,
}

/// When an exercise is shown again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Again {
    /// In these weeks.
    #[serde(default)]
    pub weeks: Vec<u32>,
    /// So many days after the last day of the course.
    pub days_after_end: Option<u32>,
}

/// The answer of a puzzle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Solution {
    /// The week from which it is shown.
    pub week: u32,
    /// The point of it.
    pub text: String,
    /// The corners of its line; the dots lie at 0, 1 and 2 both ways.
    pub points: Vec<(i32, i32)>,
}

/// One thing asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id within the exercise, which never changes.
    pub id: String,
    /// What stands over it.
    pub label: String,
    /// A sentence or two under that.
    #[serde(default)]
    pub hint: String,
    /// What is filled in.
    pub kind: FieldKind,
    /// What can be chosen, for a choice.
    #[serde(default)]
    pub options: Vec<String>,
}

/// What is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// One thing a line.
    List,
    /// A box to tick: `yes` or nothing.
    Tick,
    /// One of the options.
    Choice,
}
