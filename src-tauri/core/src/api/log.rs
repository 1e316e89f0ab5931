//! The coach's commands for the log and the plan.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Nothing;
use super::app::{App, Session, path};
use crate::cohort::roster;
use crate::error::{Code, Error, Result};
use crate::people::Role;
use crate::people::day::{self, DayStart, OwnDay};
use crate::practice::import::{self, ImportPreview, ImportedSits, LastImport, Mapping};
use crate::practice::log::entered::{self, Entering, GROUP, title};
use crate::practice::log::{self, Obstacle, PracticeLog, Words, informal};
use crate::study::calendar::Calendar;
use crate::study::enrolment::Enrolment;
use crate::study::plan::{self, PlanLine, PlanVersion, Planned, Plans};

/// How much of the log to show.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowLog {
    /// How many single sits; a page of them without it.
    #[serde(default)]
    #[ts(optional)]
    pub sits: Option<u32>,
}

/// A sit from elsewhere.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportSit {
    /// The practice's id; `group` for a class or a sit with a group.
    pub practice: String,
    /// The day it counts for.
    pub day: NaiveDate,
    /// Minutes, 1 to 240.
    pub minutes: u32,
    /// What was in the way. Private.
    #[serde(default)]
    #[ts(as = "Option<Vec<Obstacle>>", optional)]
    pub obstacles: Vec<Obstacle>,
    /// A comment. Private.
    #[serde(default)]
    #[ts(as = "Option<String>", optional)]
    pub comment: String,
}

/// An entered sit, changed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeSit {
    /// Its id.
    pub sit: String,
    /// The practice's id; `group` for a class or a sit with a group.
    pub practice: String,
    /// The day it counts for.
    pub day: NaiveDate,
    /// Minutes, 1 to 240.
    pub minutes: u32,
    /// Why it is changed; may be empty. Private.
    pub reason: String,
}

/// One sit of the log.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LogSitInput {
    /// Its id.
    pub sit: String,
}

/// What is written to a sit, measured or entered, in place of what was.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SitWords {
    /// The sit's id.
    pub sit: String,
    /// What was in the way.
    pub obstacles: Vec<Obstacle>,
    /// A comment; may be empty.
    pub comment: String,
}

/// Something informal that was done.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TickInformal {
    /// Its id.
    pub informal: String,
    /// The day.
    pub day: NaiveDate,
    /// A word; may be empty. Private.
    pub word: String,
}

/// Something informal on a day.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InformalInput {
    /// Its id.
    pub informal: String,
    /// The day.
    pub day: NaiveDate,
}

/// A file to look into.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewImport {
    /// The file.
    pub path: String,
    /// How to read its columns; none to have them guessed.
    pub mapping: Option<Mapping>,
}

/// A file to import.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportSits {
    /// The file.
    pub path: String,
    /// How to read its columns.
    pub mapping: Mapping,
}

/// The plan as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PlanView {
    /// The week under way: 0 before the start, and past the last one after it.
    pub week: u32,
    /// What is offered today, every change applied.
    pub now: Planned,
    /// What this week asks for: what held on its first day.
    pub this_week: Planned,
    /// The weeks of the course: those that began as they were asked, those to come as planned.
    pub weeks: Vec<PlannedWeek>,
    /// The changes, the earliest first.
    pub versions: Vec<PlanVersion>,
    /// What can be planned, in the order of their names.
    pub practices: Vec<PlanPractice>,
}

/// A practice that can be planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanPractice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The shortest it can be, minutes.
    pub shortest_minutes: u32,
    /// The longest it can be, minutes.
    pub longest_minutes: u32,
}

/// One week of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PlannedWeek {
    /// 1 for the first.
    pub week: u32,
    /// Its first day.
    pub first_day: NaiveDate,
    /// What it asks for.
    pub asked: Planned,
    /// The main practice's name.
    pub title: String,
}

impl App {
    pub(super) fn preview_import(&self, input: PreviewImport) -> Result<ImportPreview> {
        let file = path(&input.path)?;
        self.as_coach(|Session { ports, ledger, .. }, enrolment| {
            let starts_on = enrolment.calendar.starts_on();
            import::preview(&**ports, ledger, &self.course, starts_on, &file, input.mapping)
        })
    }

    pub(super) fn import_sits(&self, input: ImportSits) -> Result<ImportedSits> {
        let file = path(&input.path)?;
        let imported = self.as_coach(|Session { ports, ledger, .. }, _| {
            import::import(&**ports, ledger, &self.course, &file, &input.mapping)
        })?;
        self.post_soon();
        Ok(imported)
    }

    pub(super) fn take_back_import(&self, _: Nothing) -> Result<PracticeLog> {
        self.log_changed(|Session { ports, ledger, .. }| import::take_back(&**ports, ledger))
    }

    pub(super) fn last_import(&self, _: Nothing) -> Result<Option<LastImport>> {
        self.as_coach(|session, _| import::last(&session.ledger))
    }

    pub(super) fn day_start(&self, _: Nothing) -> Result<DayStart> {
        self.with(|session| day::starts(&session.ledger))
    }

    pub(super) fn set_day_start(&self, input: DayStart) -> Result<DayStart> {
        self.with(|session| {
            day::set_start(&*session.ports, &mut session.ledger, input)?;
            session.ports = OwnDay::of(Arc::clone(&session.ports), &session.ledger)?;
            Ok(input)
        })
    }

    pub(super) fn plan(&self, _: Nothing) -> Result<PlanView> {
        self.as_coach(|session, enrolment| {
            let today = session.ports.now().day();
            let Enrolment { calendar, plans, .. } = enrolment;
            Ok(self.plan_view(calendar, plans, today))
        })
    }

    pub(super) fn set_plan(&self, input: PlanLine) -> Result<PlanView> {
        self.as_coach(|session, enrolment| {
            let Session { ports, ledger, .. } = session;
            let week = enrolment.week(ports.now().day());
            plan::set(&**ports, ledger, &self.course, week, input)
        })?;
        self.plan(Nothing {})
    }

    pub(super) fn cohort_plan(&self, _: Nothing) -> Result<PlanView> {
        self.as_role(Role::Trainer, |session| {
            let cohort = roster::setup(&session.ledger)?.ok_or_else(roster::no_cohort)?.cohort;
            let plans = Plans::of_cohort(&session.ledger, &cohort.plan)?;
            Ok(self.plan_view(&cohort.calendar()?, &plans, session.ports.now().day()))
        })
    }

    pub(super) fn set_cohort_plan(&self, input: PlanLine) -> Result<PlanView> {
        self.as_role(Role::Trainer, |session| {
            roster::setup(&session.ledger)?.ok_or_else(roster::no_cohort)?;
            let Session { ports, ledger, .. } = session;
            plan::set_for_cohort(&**ports, ledger, &self.course, input)
        })?;
        self.cohort_plan(Nothing {})
    }

    fn plan_view(&self, calendar: &Calendar, plans: &Plans, today: NaiveDate) -> PlanView {
        let (course, week) = (&self.course, calendar.week(today));
        let planned = |week| {
            let asked = plans.asked(course, calendar, week);
            let title = title(course, &asked.practice);
            PlannedWeek { week, first_day: calendar.first_day(week), title, asked }
        };
        PlanView {
            week,
            now: plans.on(course, week, today),
            this_week: plans.asked_as_of(course, calendar, today),
            weeks: (1..=calendar.weeks()).map(planned).collect(),
            versions: plans.versions().to_vec(),
            practices: self.plannable(),
        }
    }

    fn plannable(&self) -> Vec<PlanPractice> {
        let all = self.course.practices.iter().map(|practice| PlanPractice {
            id: practice.script.id.clone(),
            title: practice.script.title.clone(),
            shortest_minutes: practice.script.shortest_minutes,
            longest_minutes: practice.script.longest_minutes,
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by(|one, other| one.title.cmp(&other.title));
        all
    }

    pub(super) fn practice_log(&self, input: ShowLog) -> Result<PracticeLog> {
        let most = input.sits.unwrap_or(log::PAGE);
        self.as_coach(|session, enrolment| {
            log::log(&session.ledger, &self.course, enrolment, session.ports.now().day(), most)
        })
    }

    pub(super) fn report_sit(&self, input: ReportSit) -> Result<PracticeLog> {
        self.known_in_log(&input.practice)?;
        let ReportSit { practice, day, minutes, obstacles, comment } = input;
        let mut added = None;
        let log = self.log_changed(|Session { ports, ledger, .. }| {
            let sit = Entering { practice: &practice, day, minutes };
            let words = Words { obstacles, comment };
            added = Some(entered::report(&**ports, ledger, &sit, &words)?);
            Ok(())
        })?;
        Ok(PracticeLog { added, ..log })
    }

    pub(super) fn change_sit(&self, input: ChangeSit) -> Result<PracticeLog> {
        self.known_in_log(&input.practice)?;
        let ChangeSit { sit, practice, day, minutes, reason } = input;
        self.log_changed(|Session { ports, ledger, .. }| {
            let to = Entering { practice: &practice, day, minutes };
            entered::change(&**ports, ledger, &sit, &to, &reason)
        })
    }

    pub(super) fn remove_sit(&self, input: LogSitInput) -> Result<PracticeLog> {
        self.log_changed(|Session { ports, ledger, .. }| {
            entered::remove(&**ports, ledger, &input.sit)
        })
    }

    pub(super) fn undo_sit(&self, input: LogSitInput) -> Result<PracticeLog> {
        self.log_changed(|Session { ports, ledger, .. }| {
            entered::undo(&**ports, ledger, &input.sit)
        })
    }

    pub(super) fn note_sit_words(&self, input: SitWords) -> Result<PracticeLog> {
        let SitWords { sit, obstacles, comment } = input;
        self.log_changed(|Session { ports, ledger, .. }| {
            log::note(&**ports, ledger, &sit, &Words { obstacles, comment })
        })
    }

    pub(super) fn tick_informal(&self, input: TickInformal) -> Result<PracticeLog> {
        self.put_tick(&input.informal, input.day, Some(&input.word))
    }

    pub(super) fn untick_informal(&self, input: InformalInput) -> Result<PracticeLog> {
        self.put_tick(&input.informal, input.day, None)
    }

    fn put_tick(&self, id: &str, day: NaiveDate, word: Option<&str>) -> Result<PracticeLog> {
        let mut known = self.course.manifest.parts.iter().flat_map(|part| &part.plan.informal);
        if !known.any(|informal| informal.id == id) {
            return Err(Error::new(Code::Fault, format!("no informal practice {id}")));
        }
        self.log_changed(|Session { ports, ledger, .. }| {
            informal::tick(&**ports, ledger, id, day, word)
        })
    }

    /// Whether the log can hold a practice of this id.
    fn known_in_log(&self, practice: &str) -> Result<()> {
        if practice == GROUP { Ok(()) } else { self.practice(practice).map(drop) }
    }

    /// Changes something that the log shows, and shows it.
    fn log_changed(&self, act: impl FnOnce(&mut Session) -> Result<()>) -> Result<PracticeLog> {
        self.as_coach(|session, _| act(session))?;
        self.post_soon();
        self.practice_log(ShowLog::default())
    }
}
