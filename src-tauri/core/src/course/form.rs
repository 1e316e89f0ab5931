//! A short form as content: what somebody is asked, with answers to choose from.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A form as it lies in `content/forms/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Form {
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
    /// What it is for, and how long it takes.
    pub about: String,
    /// What becomes of the answers.
    pub closing: String,
    /// What is asked, in order. Each may be left out.
    #[serde(rename(deserialize = "question"))]
    pub questions: Vec<Question>,
    /// Room for a few words of one's own, at the end.
    pub note: FormNote,
}

impl Form {
    /// The answers that a question has; none for one that is not in it.
    pub fn options(&self, id: &str) -> &[String] {
        self.questions.iter().find(|one| one.id == id).map_or(&[], |one| &one.options)
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id within the form, which never changes.
    pub id: String,
    /// The question.
    pub label: String,
    /// A sentence under it.
    #[serde(default)]
    pub hint: String,
    /// Whether several answers can be chosen.
    #[serde(default)]
    pub several: bool,
    /// The answers.
    pub options: Vec<String>,
}

/// Room for words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormNote {
    /// What stands over it.
    pub label: String,
    /// A sentence under that.
    pub hint: String,
}
