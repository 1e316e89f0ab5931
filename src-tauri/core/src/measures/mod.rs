//! Questionnaires: an instrument is a scoring key, and wording where it is ours to ship.
//!
//! The wording of published instruments is installed for a study, from the copy that the study is
//! entitled to use: [`found`] is such a copy as it was read, [`reading`] holds it against the key
//! and the [`fingerprint`]s, and [`wording`] is what is installed.

mod after;
pub mod fingerprint;
pub mod found;
pub mod key;
mod labels;
pub mod load;
pub mod reading;
pub mod results;
pub mod returned;
pub mod runner;
pub mod score;
pub mod sheet;
pub mod table;
mod target;
pub mod verdict;
pub mod wording;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use wording::Checked;

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
    /// The span of time it asks about, in our words; empty where the authors state none.
    #[serde(default)]
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
    /// Whether a study has to say by whose permission it uses the wording.
    #[serde(default)]
    pub needs_permission: bool,
    /// Words of the published wording that a study may replace, where the authors allow it.
    #[serde(default)]
    pub target: Option<Target>,
    /// What in this file was not confirmed against a source.
    #[serde(default)]
    pub verify: Vec<String>,
    /// What circulates and contradicts this file, or itself.
    #[serde(default)]
    pub contradictions: Vec<String>,
    /// What the same answer everywhere has to give: checked when the file is read.
    #[serde(default)]
    pub straight: Vec<Straight>,
    /// Named sets of answers.
    #[serde(default)]
    pub responses: BTreeMap<String, Responses>,
    /// What is computed from the answers.
    #[serde(rename = "scale", default)]
    pub scales: Vec<Scale>,
    /// What is asked: by number in the file, in the order asked once a wording is installed.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
    /// What stands above the items in the installed copy.
    #[serde(skip)]
    pub instructions: String,
    /// The language of its words, where they came with the key: `en`, `es`.
    #[serde(skip)]
    pub language: Option<String>,
    /// How the installed wording compares with the published one; none where none is installed.
    #[serde(skip)]
    pub checked: Option<Checked>,
}

/// Words of a published wording that may be replaced by the group's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The words, in lower case, as the fingerprints hold them.
    pub words: Vec<String>,
    /// Whether the form prints them in square brackets; then only those in brackets are meant.
    #[serde(default)]
    pub bracketed: bool,
    /// Who allows it, and where that was seen.
    pub by: String,
}

/// What the same answer to every item gives.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Straight {
    /// The code everywhere.
    pub code: i32,
    /// The score of each scale, to two decimals.
    pub gives: BTreeMap<String, f64>,
}

/// A set of answers to choose from.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Responses {
    /// The codes as stored, ascending.
    pub codes: Vec<i32>,
    /// The words beside them; none in a key without wording. One may be empty, as some forms have
    /// words at the ends alone.
    #[serde(default)]
    pub labels: Vec<String>,
    /// What a higher code means, in our words.
    #[serde(default)]
    pub higher: String,
    /// Whether copies circulate with the codes the other way round, so that whoever installs one
    /// has to say which way it goes.
    #[serde(default)]
    pub either_way: bool,
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
    /// Bands, only where the authors published them.
    #[serde(default)]
    pub bands: Option<Bands>,
    /// What is known of its precision.
    #[serde(default)]
    pub precision: Option<Precision>,
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
    /// The mean of the answered items, each stretched from its lowest–highest code to 0–100.
    Percent,
}

/// Bands of a scale as its authors published them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// Whose bands, by what name.
    pub source: String,
    /// What to know before reading them, such as that other rules circulate.
    pub note: String,
    /// Whether they could not be confirmed against the source itself.
    #[serde(default)]
    pub verify: bool,
    /// The bands, the lowest first; each ends where the next begins.
    pub band: Vec<Band>,
}

/// One band: scores from `from` on, below the band after it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The score that it begins with.
    pub from: f64,
    /// Its name.
    pub name: String,
}

/// What is known of a scale's precision, for the change that chance alone can make.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precision {
    /// The reliability, 0 to 1.
    pub reliability: f64,
    /// What kind of reliability: Cronbach's alpha, retest after four weeks.
    pub kind: String,
    /// The standard deviation, in the unit of the score.
    pub sd: f64,
    /// In whom, and where it was published.
    pub source: String,
    /// Whether one of the two could not be confirmed.
    #[serde(default)]
    pub verify: bool,
}

impl Precision {
    /// The smallest change that chance alone makes in fewer than 5 of 100 people who did not
    /// change: 1.96 · √2 · SD · √(1 − r) (Jacobson & Truax 1991, with the √2 of Christensen &
    /// Mendoza 1986).
    pub fn smallest_reliable_change(&self) -> f64 {
        1.96 * std::f64::consts::SQRT_2 * self.sd * (1.0 - self.reliability).sqrt()
    }
}

/// One item.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its number in the key, from 1.
    pub number: u32,
    /// Its wording; empty until one is installed.
    #[serde(default)]
    pub text: String,
    /// Which set of answers it takes; empty for an open question.
    #[serde(default)]
    pub responses: String,
    /// Whether it is answered in the person's own words. It belongs to no scale.
    #[serde(default)]
    pub open: bool,
    /// Whether people can be known by the answer, as by age or role. It belongs to no scale, and an
    /// export coarsens it.
    #[serde(default)]
    pub quasi: Option<Quasi>,
    /// The column of an export that such an answer goes into, such as `age`.
    #[serde(default)]
    pub column: String,
}

/// What people can be known by when it stands beside other such answers (a quasi-identifier).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quasi {
    /// An age: each code is the age in years, or the lowest of its span. Coarsened to wider spans.
    Age,
    /// One of several kinds. Coarsened by putting rare ones together.
    Category,
}

/// The code that stands for "something was written" in the answer to an open question. The words
/// themselves are kept apart.
pub const WRITTEN: i32 = 1;

impl Instrument {
    /// The codes an item takes, ascending.
    pub fn codes(&self, item: &Item) -> &[i32] {
        if item.open {
            return &[WRITTEN];
        }
        self.responses.get(&item.responses).map_or(&[], |set| &set.codes)
    }

    /// The words beside an item's codes, as many as there are codes.
    pub fn labels(&self, item: &Item) -> Vec<String> {
        let labels = self.responses.get(&item.responses).map(|set| set.labels.clone());
        let mut labels = labels.unwrap_or_default();
        labels.resize(self.codes(item).len(), String::new());
        labels
    }

    /// Whether it can be asked: every item has words.
    pub fn is_worded(&self) -> bool {
        self.items.iter().all(|item| !item.text.is_empty())
    }

    /// The scale that an item belongs to.
    pub fn home(&self, number: u32) -> Option<&Scale> {
        self.scales.iter().find(|scale| !scale.total && scale.items.contains(&number))
    }
}

impl Scale {
    /// Under which rule a score was made, such as `sum-8-of-10`: every score states it.
    pub fn rule_id(&self) -> String {
        let rule = match self.score {
            Rule::Mean => "mean",
            Rule::Sum => "sum",
            Rule::Percent => "percent",
        };
        format!("{rule}-{}-of-{}", self.least_answered, self.items.len())
    }
}

/// What somebody answered to one item. Not asked is the absence of all of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", content = "code", rename_all = "kebab-case")]
pub enum Answer {
    /// One of the codes.
    Code(i32),
    /// Left open for now; offered again at the end.
    Skipped,
    /// "Rather not say": an answer, and left alone.
    Refused,
}

/// As it is written. Facts hold the code before the kind; what serde derives would keep it aside
/// until the kind is known, and millions of answers are read for one analysis.
impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        enum Kind {
            Code,
            Skipped,
            Refused,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Parts {
            kind: Kind,
            code: Option<i32>,
        }
        let Parts { kind, code } = Parts::deserialize(deserializer)?;
        match (kind, code) {
            (Kind::Code, Some(code)) => Ok(Self::Code(code)),
            (Kind::Code, None) => Err(serde::de::Error::missing_field("code")),
            (Kind::Skipped, None) => Ok(Self::Skipped),
            (Kind::Refused, None) => Ok(Self::Refused),
            (_, Some(_)) => Err(serde::de::Error::custom("a code without an answer")),
        }
    }
}
