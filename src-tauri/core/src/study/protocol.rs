//! The protocol: arms, waves with their windows, and what coaches see of their scores.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::calendar::Calendar;

/// The arms of a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Arm {
    /// Takes the course.
    Course,
    /// Answers the questionnaires; has help and resources, and no course yet.
    Comparison,
}

/// What a wave counts its days from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AnchorDay {
    /// The day of class 1.
    Start,
    /// The last day of the last week.
    End,
}

/// One wave: when it is due, and how far its window reaches around that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// Its id, which never changes.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What its days are counted from.
    pub anchor: AnchorDay,
    /// The day it is due, days after the anchor.
    pub due: u32,
    /// Days before the due day on which it opens.
    pub before: u32,
    /// Days after the due day on which it closes.
    pub after: u32,
    /// The instruments asked, by id.
    pub instruments: Vec<String>,
}

/// A wave's window on the calendar of one cohort, local dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Window {
    /// First day.
    pub opens_on: NaiveDate,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
}

/// What a study asks, of whom, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// The version of this protocol; a changed one is a new version.
    pub version: u32,
    /// The waves, in order.
    pub waves: Vec<Wave>,
    /// Whether coaches see their own scores after handing in.
    pub shows_scores: bool,
    /// Whether what coaches write to open questions goes to the researcher.
    #[serde(default)]
    pub sends_words: bool,
    /// Who approved the study, under which number, or why nobody had to.
    #[serde(default)]
    pub ethics: String,
    /// How people come into their arm.
    #[serde(default)]
    pub allocation: Allocation,
    /// Days after the end of the course on which the comparison arm gets it; none for never.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub unlocks_after: Option<u32>,
    /// The fewest classes of somebody who counts as a completer; none for no such rule.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub least_classes: Option<u32>,
    /// What coaches sign before they take part; none where they sign on paper.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub consent: Option<Consent>,
    /// Years for which answers are kept after the study; none where nothing was said.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub keeps_years: Option<u32>,
}

/// What coaches sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// 1 for the first; other words are another version.
    pub version: u32,
    /// The words; an empty line ends a paragraph.
    pub text: String,
}

/// How people come into their arm. What comes next is in the researcher's ledger alone: see
/// [`super::allocation`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Allocation {
    /// The trainer says it: the study is not randomized.
    #[default]
    ByTrainer,
    /// By a list that the researcher brings, in its order.
    List,
    /// By chance, in blocks that balance the arms within each cohort.
    Blocks,
}

impl Protocol {
    /// The modelled study: before the course, at its end, and three months after its END.
    pub fn standard() -> Self {
        let wave = |id: &str, title: &str, anchor, due, before, after| Wave {
            id: id.into(),
            title: title.into(),
            anchor,
            due,
            before,
            after,
            instruments: vec!["checkin".into()],
        };
        Self {
            version: 1,
            waves: vec![
                wave("baseline", "Before the course", AnchorDay::Start, 0, 28, 6),
                wave("end", "At the end of the course", AnchorDay::End, 0, 3, 14),
                wave("follow-up", "Three months after the course", AnchorDay::End, 91, 7, 21),
            ],
            shows_scores: true,
            sends_words: false,
            ethics: String::new(),
            allocation: Allocation::ByTrainer,
            unlocks_after: None,
            least_classes: Some(4),
            consent: None,
            keeps_years: None,
        }
    }

    /// The day the comparison arm gets the course, for a cohort's calendar.
    pub fn unlocks_on(&self, calendar: &Calendar) -> Option<NaiveDate> {
        self.unlocks_after.map(|days| calendar.ends_on() + Days::new(days.into()))
    }

    /// The wave with this id.
    pub fn wave(&self, id: &str) -> Option<&Wave> {
        self.waves.iter().find(|wave| wave.id == id)
    }
}

impl Wave {
    /// Its window on the calendar of a course. Where it counts from the end, it moves with the end.
    pub fn window(&self, calendar: &Calendar) -> Window {
        let anchor = match self.anchor {
            AnchorDay::Start => calendar.starts_on(),
            AnchorDay::End => calendar.ends_on(),
        };
        let due_on = anchor + Days::new(self.due.into());
        Window {
            opens_on: due_on - Days::new(self.before.into()),
            due_on,
            closes_on: due_on + Days::new(self.after.into()),
        }
    }
}
