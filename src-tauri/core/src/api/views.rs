//! Inputs of commands, and the screens that join several nouns.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::course::progress::LessonCard;
use crate::course::{Help, Informal};
use crate::error::Trouble;
use crate::journal::ExerciseLine;
use crate::measures::Answer;
use crate::measures::sheet::Sheet;
use crate::people::{Person, Role};
use crate::ports::PathKind;
use crate::practice::log::informal::Tick;
use crate::practice::own::OwnSitCard;
use crate::practice::script::Choices;
use crate::study::consent::Acceptance;
use crate::study::plan::{PlanLine, Planned};
use crate::study::protocol::Arm;

/// A command that needs nothing: `{}`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// The door: who is on this computer.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Start {
    /// People with a ledger here, by name.
    pub people: Vec<Person>,
    /// Whose ledger is open.
    pub open: Option<Person>,
    /// Whether an opened coach takes the course (the comparison arm does not, yet).
    pub takes_course: bool,
    /// The program's version.
    pub version: String,
    /// Where files for others go unless one says otherwise.
    pub outbox: String,
    /// The folder that holds people's ledgers.
    pub data_dir: String,
    /// Why the agency's own files for the course are left out, where they are.
    pub agency: Option<Trouble>,
    /// Where to turn, before anything is open.
    pub help: HelpView,
}

/// Which dialog to show.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChoosePath {
    /// What it is for.
    pub kind: PathKind,
}

/// A file or folder.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PathInput {
    /// Its path.
    pub path: String,
}

/// A new person on this computer.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreatePerson {
    /// What this computer should call them.
    pub name: String,
    /// What they come for.
    pub role: Role,
    /// The passphrase; none is the explicit choice to go without.
    #[ts(type = "string | null")]
    pub passphrase: Option<Zeroizing<String>>,
    /// The invitation they accept, a file.
    pub invitation: Option<String>,
    /// The code that opens it, where it is locked.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub code: Option<String>,
    /// How they accept it.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub acceptance: Option<Acceptance>,
}

/// Opening a ledger.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    /// The person's id.
    pub id: String,
    /// The passphrase or the recovery code, where one is needed; none for the key store.
    #[ts(type = "string | null")]
    pub passphrase: Option<Zeroizing<String>>,
}

/// Looking around in the sample study.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenSample {
    /// Through whose eyes.
    pub role: Role,
}

/// One questionnaire of one wave.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SheetInput {
    /// The wave's id.
    pub wave: String,
    /// The instrument's id.
    pub instrument: String,
}

/// One answer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
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
    /// What was written to an open question; its answer is then the one code the item has.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub words: Option<String>,
}

/// The coach's first screen.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Today {
    /// What this computer calls the person.
    pub name: String,
    /// Local time now, RFC 3339.
    pub now: String,
    /// Today, as the person's day counts.
    pub day: NaiveDate,
    /// The day of class 1, or the day somebody alone began.
    pub starts_on: NaiveDate,
    /// The last day of the last week.
    pub ends_on: NaiveDate,
    /// The week under way: 0 before the start, and past the last one after it.
    pub week: u32,
    /// How many weeks the course runs, those without a class not counted.
    pub weeks: u32,
    /// How many days the week under way has: 7, and 7 more for each week without a class in it.
    pub week_days: u32,
    /// The day of the next class, while this is a week without one.
    pub break_until: Option<NaiveDate>,
    /// The theme of this week; empty where the course has none for it.
    pub theme: String,
    /// Whether the person takes the course.
    pub takes_course: bool,
    /// The one main thing.
    pub main: MainThing,
    /// Days of this week with practice.
    pub days_done: u32,
    /// Days asked for.
    pub days_asked: u32,
    /// The lesson of the part under way, while it is not read to the end.
    pub lesson: Option<LessonCard>,
    /// Questionnaires that are open and not the main thing.
    pub questionnaires: Vec<Sheet>,
    /// The week to ask about: did practice do anything that was not wanted?
    pub ask_about_week: Option<u32>,
    /// What was written earlier and is to be looked at again now.
    pub again: Vec<ExerciseLine>,
    /// Things to do without sitting down.
    pub informal: Vec<Informal>,
    /// What of it was ticked this week.
    pub ticks: Vec<Tick>,
    /// Other practices of this week.
    pub also: Vec<PracticeLine>,
    /// Practices of three minutes or less, for between two visits.
    pub short: Vec<PracticeLine>,
    /// Today's practice, while something else is the main thing.
    pub practice: Option<PracticeLine>,
    /// Sits put together, in a week whose practice is silence: one's own mix.
    pub mixes: Vec<OwnSitCard>,
    /// What is still to come, once the course is over.
    pub after: Option<AfterCourse>,
    /// What can be sent to the trainer now, and need not be.
    pub for_trainer: Vec<ForTrainer>,
    /// The trainer's name, where there is one.
    pub trainer: Option<String>,
    /// The day of the last hand-in to the trainer.
    pub last_sent: Option<NaiveDate>,
}

/// Something that a trainer would like to hear, and that goes by itself when its time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ForTrainer {
    /// What would help the coach come, before class 1.
    Needs,
    /// What the course was like, from the last class on.
    Feedback,
}

/// The one main thing of a day.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum MainThing {
    /// A sit.
    Practice {
        /// The practice's id.
        practice: String,
        /// Its name.
        title: String,
        /// One or two sentences.
        about: String,
        /// What Begin starts.
        choices: Choices,
        /// The length for a short day, minutes.
        short_minutes: u32,
        /// Whether something was practiced today already.
        done_today: bool,
    },
    /// The week's class, until the person's day is over or it is in the log as a group sit.
    Class {
        /// The week.
        week: u32,
        /// Its day.
        day: NaiveDate,
        /// The title of the week's lesson.
        title: String,
        /// How long it takes, minutes.
        minutes: u32,
        /// When it begins, such as `18:30:00`, where the coach said so for their calendar.
        #[ts(as = "Option<String>")]
        at: Option<NaiveTime>,
    },
    /// A questionnaire whose window is open.
    Questionnaire {
        /// Which.
        sheet: Sheet,
    },
    /// Nothing for now.
    Rest {
        /// The next questionnaire's name, if one is still to come.
        next_title: Option<String>,
        /// The day it opens.
        next_on: Option<NaiveDate>,
        /// The day the course is unlocked, where it will be.
        course_on: Option<NaiveDate>,
    },
}

/// What the course leaves behind.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AfterCourse {
    /// Days a week, a practice and minutes of one's own rhythm: as chosen, else as the course
    /// proposes.
    pub rhythm: Planned,
    /// Whether the coach chose it.
    pub chosen: bool,
    /// What comes back every month.
    pub monthly: Vec<Monthly>,
    /// What was written to come back later.
    pub letters: Vec<Letter>,
    /// Questionnaires that are still to come or open.
    pub follow_ups: Vec<Sheet>,
}

/// Something to do once a month.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Monthly {
    /// What it is.
    pub informal: Informal,
    /// The day it was ticked last.
    pub last: Option<NaiveDate>,
    /// A month after that, or after the end of the course.
    pub next: NaiveDate,
}

/// Something written that comes back.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Letter {
    /// The exercise it was written in.
    pub exercise: String,
    /// Its name.
    pub title: String,
    /// The day it comes back.
    pub day: NaiveDate,
    /// Whether it is written.
    pub written: bool,
}

/// A practice as one line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PracticeLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// One or two sentences.
    pub about: String,
    /// What Begin starts.
    pub choices: Choices,
}

/// Where to turn, with the person's own supervisor.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct HelpView {
    /// Help lines and what to do.
    pub help: Help,
    /// The ids of lines that the agency last tried too long ago.
    pub stale: Vec<String>,
    /// The supervisor's card, once filled in.
    pub supervisor: Option<Supervisor>,
}

/// The supervisor's card. Stays on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Supervisor {
    /// The name.
    pub name: String,
    /// The number, after hours too if there is one.
    pub phone: String,
}

/// A new cohort.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateCohort {
    /// Its name.
    pub name: String,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// The first days of weeks without a class, in any order.
    #[serde(default)]
    pub breaks: Vec<NaiveDate>,
    /// Changes of the course's plan for this cohort, in order.
    #[serde(default)]
    #[ts(as = "Option<Vec<PlanLine>>", optional)]
    pub plan: Vec<PlanLine>,
    /// The mailbox's address; empty for the study's.
    pub mailbox: String,
    /// The study file, if the cohort is part of a study.
    pub study_file: Option<String>,
}

/// Dates to plan a course by, before anything is kept.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanDates {
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// The first days of weeks without a class, in any order.
    pub breaks: Vec<NaiveDate>,
}

/// Other weeks without a class for the cohort.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetBreaks {
    /// All of them, in any order: their first days.
    pub breaks: Vec<NaiveDate>,
}

/// A coach to invite.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// The coach's name, for the trainer's eyes.
    pub name: String,
    /// The arm.
    pub arm: Arm,
    /// The folder the invitation file goes to.
    pub folder: String,
}

/// A new study.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateStudy {
    /// Its name.
    pub name: String,
    /// The mailbox's address.
    pub mailbox: String,
}
