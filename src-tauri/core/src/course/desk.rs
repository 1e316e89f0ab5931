//! What a trainer's desk takes from the content folder: when a coach is worth a call, and texts to
//! write to them.

use serde::Deserialize;

/// `course/signals.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signals {
    /// The version of this format: 1.
    pub format_version: u32,
    /// The signals, in the order in which they are shown.
    #[serde(rename = "signal", default)]
    pub signals: Vec<SignalRule>,
}

/// When a coach is worth a call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    /// Its id, which never changes.
    pub id: String,
    /// Its name, a few words.
    pub title: String,
    /// What it is, and what it may mean.
    pub about: String,
    /// The rule with its numbers.
    pub when: When,
}

/// A rule with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case", deny_unknown_fields)]
pub enum When {
    /// The coach asked for a call.
    PleaseCall {},
    /// Away from or excused from `missed` of the first classes, and not made up.
    ClassesMissed {
        /// Classes missed, at least.
        missed: u32,
        /// Of so many first classes.
        of_first: u32,
    },
    /// Nothing practiced and nothing heard.
    Quiet {
        /// For so many days, at least.
        days: u32,
    },
    /// Fewer days of practice than before.
    FewerDays {
        /// Less than so many days a week,
        under: u32,
        /// so many weeks in a row,
        weeks: u32,
        /// after a week with so many days or more.
        after: u32,
    },
    /// Sits that were stopped soon.
    ShortSits {
        /// So many sits,
        sits: u32,
        /// each stopped before so many minutes,
        minutes: u32,
        /// within so many days.
        days: u32,
    },
    /// A questionnaire that has not come, and whose window closes.
    WindowClosing {
        /// Within so many days.
        days: u32,
    },
}

/// `course/messages.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    /// The version of this format: 1.
    pub format_version: u32,
    /// The texts, in the order in which they are shown.
    #[serde(rename = "message", default)]
    pub messages: Vec<MessageText>,
}

/// A text to write to coaches, with places for what is known of each.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageText {
    /// Its id, which never changes.
    pub id: String,
    /// Whom it is for.
    #[serde(rename = "for")]
    pub to: Addressed,
    /// Its name.
    pub title: String,
    /// Whom it is for, in words.
    pub about: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Whom a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addressed {
    /// Whose questionnaire has not come while its window is open.
    Questionnaire,
    /// Who missed two classes or more, while there is a next one.
    MissedClasses,
}

impl Addressed {
    /// The places that such a text can have.
    pub fn places(self) -> &'static [&'static str] {
        match self {
            Self::Questionnaire => &["name", "trainer", "wave", "last_day"],
            Self::MissedClasses => &["name", "trainer", "missed", "next_class"],
        }
    }
}

/// The places of a text, in order: what stands between braces.
pub fn places(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(place, _)| place))
}
