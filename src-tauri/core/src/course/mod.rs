//! The course as data: weeks, lessons, practices and help, read from the content folder.
//!
//! **Invariant:** the content folder is read here and in [`crate::measures`], nowhere else.

pub mod check;
mod class;
mod date;
pub mod deck;
pub mod desk;
pub mod exercise;
pub(crate) mod finding;
pub mod form;
pub mod glossary;
pub mod hard;
mod language;
pub mod lesson;
pub mod load;
mod markdown;
pub mod progress;
pub(crate) mod read;
pub mod recording;
pub mod resources;
pub mod search;
mod text;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::hours::rule::HoursRule;
use crate::practice::own::OwnSit;
use crate::practice::script::Practice;
use deck::Deck;
use desk::{MessageText, SignalRule};
use exercise::Exercise;
pub use finding::Finding;
use form::Form;
use glossary::Term;
use hard::HardKinds;
use lesson::Lesson;
pub use read::{ContentFolder, languages};
use resources::Resources;

/// Everything in the content folder but the questionnaires, loaded and held together.
#[derive(Debug, Clone)]
pub struct Course {
    /// The manifest, `course/course.toml`.
    pub manifest: Manifest,
    /// One lesson a part, in the manifest's order.
    pub lessons: Vec<Lesson>,
    /// One printable card a part.
    pub cards: Vec<Lesson>,
    /// One class plan a part, its run as steps.
    pub classes: Vec<Lesson>,
    /// Every exercise, by id in alphabetical order.
    pub exercises: Vec<Exercise>,
    /// The boundary scenarios, `scenarios/deck.toml`.
    pub deck: Deck,
    /// What coaches are asked before the course, `forms/needs.toml`.
    pub needs: Form,
    /// The words it explains, `course/glossary.toml`.
    pub glossary: Vec<Term>,
    /// Every practice, by id in alphabetical order.
    pub practices: Vec<Practice>,
    /// Sits put together, `sits/*.toml`, by id in alphabetical order.
    pub sits: Vec<OwnSit>,
    /// Where to turn, `help/help.toml`.
    pub help: Help,
    /// Groups, treatment and the like, `help/resources.toml`.
    pub resources: Resources,
    /// The kinds of hard experience, `help/hard.toml`.
    pub hard: HardKinds,
    /// When a coach is worth a call, `course/signals.toml`.
    pub signals: Vec<SignalRule>,
    /// Texts for trainers to send themselves, `course/messages.toml`.
    pub messages: Vec<MessageText>,
    /// By which rule hours count, `course/hours.toml`.
    pub hours: HoursRule,
}

impl Course {
    /// The practice with this id.
    pub fn practice(&self, id: &str) -> Option<&Practice> {
        self.practices.iter().find(|practice| practice.script.id == id)
    }

    /// The part with this id.
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.manifest.parts.iter().find(|part| part.id == id)
    }

    /// The lesson of one of this course's parts.
    ///
    /// # Panics
    /// When the part is not of this course: [`load::load`] pairs every part with its lesson.
    pub fn lesson_of(&self, part: &Part) -> &Lesson {
        &self.lessons[self.place(part)]
    }

    /// The printable card of one of this course's parts.
    ///
    /// # Panics
    /// As [`Course::lesson_of`].
    pub fn card_of(&self, part: &Part) -> &Lesson {
        &self.cards[self.place(part)]
    }

    /// The class plan of one of this course's parts.
    ///
    /// # Panics
    /// As [`Course::lesson_of`].
    pub fn class_of(&self, part: &Part) -> &Lesson {
        &self.classes[self.place(part)]
    }

    fn place(&self, part: &Part) -> usize {
        let place = self.manifest.parts.iter().position(|other| other.id == part.id);
        place.expect("a part of this course")
    }

    /// The exercise with this id.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }

    /// The part whose lesson asks for an exercise.
    pub fn part_of_exercise(&self, id: &str) -> Option<&Part> {
        let asks = |lesson: &Lesson| lesson.exercises().any(|other| other == id);
        self.manifest.parts.iter().zip(&self.lessons).find(|(_, it)| asks(it)).map(|(part, _)| part)
    }

    /// The part that is under way in a week: the last one that has begun, or the first. The day of
    /// mindfulness is a day of its week and no part to be in.
    pub fn part_of_week(&self, week: u32) -> Option<&Part> {
        let parts = || self.manifest.parts.iter().filter(|part| part.kind != PartKind::Day);
        parts().rfind(|part| part.week <= week).or_else(|| parts().next())
    }
}

/// `course/course.toml`: the one ordered list of what the course holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this format: 1.
    pub format_version: u32,
    /// The course's id, which never changes.
    pub id: String,
    /// The version that every fact stores.
    pub version: String,
    /// The language, BCP 47.
    pub language: String,
    /// The course's name.
    pub title: String,
    /// How many weeks it runs.
    pub weeks: u32,
    /// The roles in which coaches work, which examples can be told for.
    #[serde(rename = "role", default)]
    pub roles: Vec<CoachRole>,
    /// The ids of exercises that stand in the notebook by themselves, asked for by no lesson.
    #[serde(default)]
    pub notebook: Vec<String>,
    /// Its parts, in order.
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
}

/// A role in which a coach works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CoachRole {
    /// Its id, which lessons name.
    pub id: String,
    /// Its name.
    pub title: String,
}

/// One part of the course.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its id, which never changes.
    pub id: String,
    /// Its folder under `course/`.
    pub folder: String,
    /// What kind of part it is.
    pub kind: PartKind,
    /// The week it belongs to: 0 before the first, one more than the last after it.
    pub week: u32,
    /// A phrase after "Week 1 of 8:".
    pub theme: String,
    /// The lesson's title.
    pub title: String,
    /// What stands under the title.
    pub lead: String,
    /// How long the trainer's meeting for it takes, minutes.
    #[serde(default = "usual_class")]
    pub class_minutes: u32,
    /// What to practice.
    pub plan: Plan,
}

/// Two and a half hours.
fn usual_class() -> u32 {
    150
}

/// The kinds of part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// Before the first week.
    Orientation,
    /// One of the weeks.
    Week,
    /// The day of mindfulness.
    Day,
    /// After the last week.
    After,
}

/// The home practice of a part.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Days asked for, any of the seven.
    pub days: u32,
    /// The main practice's id.
    pub practice: String,
    /// Ids of other practices that belong to it.
    #[serde(default)]
    pub also: Vec<String>,
    /// The rule in a sentence, where there is more than one practice.
    #[serde(default)]
    pub about: String,
    /// The main practice's planned length, minutes.
    pub minutes: u32,
    /// The length for a short day, minutes.
    pub short_minutes: u32,
    /// Things to do without sitting down.
    #[serde(default)]
    pub informal: Vec<Informal>,
}

impl Plan {
    /// The ids of its practices, the main one first.
    pub fn practices(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.practice).chain(&self.also)
    }
}

/// Something to do with attention in the middle of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Informal {
    /// Its id within the course.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is.
    pub about: String,
    /// Whether it comes back every month, once the course is over.
    #[serde(default)]
    pub monthly: bool,
    /// The exercise in which it is written down, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub exercise: Option<String>,
}

/// `help/help.toml`: where to turn, editable by the agency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// The version of this format: 1.
    pub format_version: u32,
    /// The language of its words, BCP 47, where they are not translated into the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lang: Option<String>,
    /// The country its lines are for, ISO 3166.
    pub country: String,
    /// Help lines, the most urgent first.
    #[serde(rename(deserialize = "line"))]
    pub lines: Vec<HelpLine>,
    /// What to do when a practice brings up too much.
    pub strong_reaction: StrongReaction,
    /// Steps back into the room, eyes open.
    pub grounding: Grounding,
}

/// One help line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name where space is short.
    pub short: String,
    /// How to reach it.
    pub how: String,
    /// The number alone.
    pub phone: String,
    /// When it answers.
    pub hours: String,
    /// When to use it.
    pub about: String,
    /// Whether it stands in the rail of every screen.
    #[serde(default)]
    pub urgent: bool,
    /// Where the number was seen.
    pub source: String,
    /// When the agency last tried it: 2026-03-01, with or without quotes.
    #[serde(default, with = "date")]
    #[ts(as = "Option<NaiveDate>")]
    pub checked_on: Option<NaiveDate>,
}

/// After so many days a help line or a resource has to be tried again.
pub const STALE_DAYS: i64 = 180;

impl HelpLine {
    /// Whether it was last tried more than [`STALE_DAYS`] ago. One that was never tried says so
    /// by itself.
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        self.checked_on.is_some_and(|tried| (today - tried).num_days() > STALE_DAYS)
    }
}

/// The page for strong reactions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StrongReaction {
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub text: Vec<String>,
}

/// The way back into the room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Grounding {
    /// Its title.
    pub title: String,
    /// Its steps.
    pub steps: Vec<String>,
}
