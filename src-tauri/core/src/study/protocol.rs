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
        }
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
