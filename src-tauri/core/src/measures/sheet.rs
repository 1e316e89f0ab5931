//! A questionnaire of one wave, as screens show it and as facts keep it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Answer;
use super::returned::Correction;
use super::score::Score;

/// Where one questionnaire of one wave stands for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SheetState {
    /// Its window has not opened.
    NotDue,
    /// Its window is open.
    Open,
    /// Begun and not handed in.
    Begun,
    /// The day it was due is past; it is still welcome.
    Late,
    /// Its window has closed.
    Missed,
    /// Handed in.
    Returned,
}

/// One questionnaire of one wave, as the list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Sheet {
    /// The wave's id.
    pub wave: String,
    /// The wave's name.
    pub wave_title: String,
    /// The instrument's id.
    pub instrument: String,
    /// Its name.
    pub title: String,
    /// What it is, and what it is not.
    pub about: String,
    /// How many items it has.
    pub items: u32,
    /// How many are answered so far.
    pub answered: u32,
    /// About how long it takes.
    pub minutes: u32,
    /// Where it stands.
    pub state: SheetState,
    /// First day of its window.
    pub opens_on: NaiveDate,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// Last day of its window.
    pub closes_on: NaiveDate,
    /// The receipt, once handed in.
    pub receipt: Option<Receipt>,
}

/// A questionnaire being answered.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Runner {
    /// The wave's id.
    pub wave: String,
    /// The wave's name.
    pub wave_title: String,
    /// The instrument's id.
    pub instrument: String,
    /// Its name.
    pub title: String,
    /// The language of its words, where they are ours.
    #[ts(optional = nullable)]
    pub lang: Option<String>,
    /// The span of time it asks about; empty where none is stated.
    pub recall: String,
    /// What stands above the items in the copy that the study installed.
    #[ts(optional = nullable)]
    pub instructions: Option<String>,
    /// Whether a published validation stands behind it.
    pub validated: bool,
    /// Whom to credit for the wording.
    pub credit: String,
    /// The licence of the wording.
    pub licence: String,
    /// How to cite it.
    #[ts(optional = nullable)]
    pub citation: Option<String>,
    /// About how long the whole takes, minutes.
    pub minutes: u32,
    /// Whether the answers go to a study, or stay with the person alone.
    pub for_study: bool,
    /// Whether the study also reads what is written to open questions; else it stays here.
    pub shares_words: bool,
    /// Its items, in the order asked.
    pub items: Vec<RunnerItem>,
    /// The number of the item to show: the first without an answer, then the first skipped;
    /// none when every item has an answer.
    pub next: Option<u32>,
}

/// One item of a [`Runner`].
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RunnerItem {
    /// Its number in the key.
    pub number: u32,
    /// Its wording.
    pub text: String,
    /// The codes to choose from.
    pub codes: Vec<i32>,
    /// The words beside them.
    pub labels: Vec<String>,
    /// The answer so far.
    pub answer: Option<Answer>,
    /// For an open question, what was written so far, empty for nothing; none for a question with
    /// answers to choose from.
    #[ts(optional = nullable)]
    pub words: Option<String>,
}

/// A questionnaire that was handed in, to be read again.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReturnedSheet {
    /// The questionnaire with its answers; its `next` is none.
    pub sheet: Runner,
    /// The receipt.
    pub receipt: Receipt,
    /// The last day on which an answer can be corrected; none when that is past.
    pub correct_until: Option<NaiveDate>,
    /// What was corrected, the earliest first.
    pub corrections: Vec<Correction>,
}

/// The proof that a questionnaire was handed in.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Receipt {
    /// The receipt's number, such as `7KQ-M2X`.
    pub number: String,
    /// When, local time, RFC 3339.
    pub at: String,
    /// The wave's name.
    pub wave_title: String,
    /// The questionnaire's name.
    pub title: String,
    /// The person's own scores, where the protocol shows them.
    pub scores: Vec<ShownScore>,
}

/// One scale as its owner sees it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ShownScore {
    /// The scale's id.
    pub scale: String,
    /// Its name in plain words.
    pub title: String,
    /// What a higher number means.
    pub about: String,
    /// The score; none where too little was answered.
    pub value: Option<f64>,
    /// The lowest it can be.
    pub lowest: f64,
    /// The highest it can be.
    pub highest: f64,
    /// How many items were answered.
    pub answered: u32,
    /// How many items it has.
    pub items: u32,
    /// The score at the first wave, where this is a later one.
    pub first: Option<f64>,
}

/// The body of an `answer` fact: one answer, as it was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The wave's id.
    pub wave: String,
    /// The instrument's id.
    pub instrument: String,
    /// The item's number.
    pub number: u32,
    /// What was answered.
    pub answer: Answer,
    /// Milliseconds from showing the item to answering it.
    pub ms: u32,
    /// What was written to an open question. Stays in this ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The language in which it was asked, where the words were ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// The body of an `answers` fact: a whole questionnaire, handed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedIn {
    /// The wave's id.
    pub wave: String,
    /// The instrument's id.
    pub instrument: String,
    /// The version of the key, and of the wording where one was installed: `1+8f3a02bc`.
    pub instrument_version: String,
    /// Every item asked, in the order of the key.
    pub answers: Vec<ItemAnswer>,
    /// The scores, by the key of that version.
    pub scores: Vec<Score>,
    /// When the first answer was given, RFC 3339.
    pub began_at: String,
    /// Whether it came in its window, and where in it.
    pub timing: Timing,
    /// The receipt's number.
    pub receipt: String,
    /// The language in which it was answered, where the words were ours: `es`; `en es` for some of
    /// it in each. Nothing in what was handed in before languages were noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl HandedIn {
    /// The score of a scale.
    pub fn score(&self, scale: &str) -> Option<&Score> {
        self.scores.iter().find(|score| score.scale == scale)
    }
}

/// One item's answer within [`HandedIn`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemAnswer {
    /// The item's number.
    pub number: u32,
    /// What was answered.
    pub answer: Answer,
    /// Milliseconds spent on it, all visits together.
    pub ms: u32,
}

/// Where in its window a questionnaire was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// On or before the day it was due.
    InTime,
    /// After the day it was due, inside the window.
    Late,
}
