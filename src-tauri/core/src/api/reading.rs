//! What there is to read: the course, its lessons and cards, class plans, search, resources.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::app::{App, Session, lock};
use super::{Nothing, PracticeLine};
use crate::cohort::roster;
use crate::course::deck::Deck;
use crate::course::glossary::Term;
use crate::course::lesson::Section;
use crate::course::progress::{
    LessonCard, card, choose_roles, chosen_roles, mark_read, read_sections,
};
use crate::course::resources::Resources;
use crate::course::search::{Found, Index, Reader};
use crate::course::{CoachRole, Informal, Part};
use crate::error::{Code, Error, Result};
use crate::journal::{self, ExerciseLine};
use crate::people::Role;
use crate::practice::script::Practice;
use crate::study::enrolment::Enrolment;

/// One part of the course.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PartInput {
    /// Its id.
    pub part: String,
}

/// A section that was read.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkRead {
    /// The part's id.
    pub part: String,
    /// The section's id.
    pub section: String,
}

/// The roles in which somebody works.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseRoles {
    /// Their ids; none for none.
    pub roles: Vec<String>,
}

/// Words to look for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The words, as far as they are typed.
    pub words: String,
}

/// The course as a list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CourseView {
    /// Its name.
    pub title: String,
    /// How many weeks it runs.
    pub weeks: u32,
    /// The week under way.
    pub week: u32,
    /// Its lessons.
    pub lessons: Vec<LessonCard>,
}

/// One lesson.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LessonView {
    /// Its card.
    pub card: LessonCard,
    /// Its sections.
    pub sections: Vec<Section>,
    /// The ids of the sections that were read.
    pub read: Vec<String>,
    /// The section to go on with: none before anything is read, and after the last.
    pub resume: Option<String>,
    /// Days of practice asked for.
    pub days_asked: u32,
    /// The planned length, minutes.
    pub minutes_asked: u32,
    /// Things to do without sitting down.
    pub informal: Vec<Informal>,
    /// The rule of its practice in a sentence; empty where there is one practice alone.
    pub plan_about: String,
    /// The practices that go with it, the main one first.
    pub practices: Vec<PracticeLine>,
    /// Its exercises, in the order of the lesson.
    pub exercises: Vec<ExerciseLine>,
    /// The roles that examples can be told for.
    pub roles: Vec<CoachRole>,
    /// The ids of those that the reader works in.
    pub own_roles: Vec<String>,
    /// The words that are explained in place.
    pub glossary: Vec<Term>,
    /// The lesson before it, a part's id.
    pub before: Option<String>,
    /// The lesson after it, a part's id.
    pub after: Option<String>,
}

/// A page that can be printed: a part's card or its class plan.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PageView {
    /// The part.
    pub card: LessonCard,
    /// What stands on it.
    pub sections: Vec<Section>,
    /// How long the class takes, minutes.
    pub minutes: u32,
}

/// The boundary scenarios, and the reader's own roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DeckView {
    /// The deck.
    pub deck: Deck,
    /// The roles that scenarios are told for.
    pub roles: Vec<CoachRole>,
    /// The ids of those that the reader works in.
    pub own_roles: Vec<String>,
}

/// The directory of resources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ResourcesView {
    /// The directory.
    pub resources: Resources,
    /// Words that are explained.
    pub glossary: Vec<Term>,
    /// Today, to say how long ago something was last tried.
    pub today: NaiveDate,
}

impl App {
    pub(super) fn course(&self, _: Nothing) -> Result<CourseView> {
        self.as_learner(|session, week| {
            let course = &self.course;
            let parts = course.manifest.parts.iter();
            Ok(CourseView {
                title: course.manifest.title.clone(),
                weeks: course.manifest.weeks,
                week,
                lessons: parts
                    .map(|part| card(course, &session.ledger, part))
                    .collect::<Result<_>>()?,
            })
        })
    }

    pub(super) fn lesson(&self, input: PartInput) -> Result<LessonView> {
        let part = self.known_part(&input.part)?;
        self.as_learner(|session, _| {
            let lesson = self.course.lesson_of(part);
            let practices = part
                .plan
                .practices()
                .map(|id| self.line(session, self.practice(id)?))
                .collect::<Result<_>>()?;
            let asked = lesson.exercises().filter_map(|id| self.course.exercise(id));
            let read = read_sections(&session.ledger, &part.id)?;
            let parts = &self.course.manifest.parts;
            let at = parts.iter().position(|other| other.id == part.id).unwrap_or_default();
            let id = |part: &Part| part.id.clone();
            Ok(LessonView {
                card: card(&self.course, &session.ledger, part)?,
                sections: lesson.sections.clone(),
                resume: resume(&lesson.sections, &read),
                read,
                days_asked: part.plan.days,
                minutes_asked: part.plan.minutes,
                informal: part.plan.informal.clone(),
                plan_about: part.plan.about.clone(),
                practices,
                exercises: asked
                    .map(|one| journal::line(&session.ledger, one, &part.id))
                    .collect::<Result<_>>()?,
                roles: self.course.manifest.roles.clone(),
                own_roles: chosen_roles(&session.ledger)?,
                glossary: self.course.glossary.clone(),
                before: at.checked_sub(1).and_then(|at| parts.get(at)).map(id),
                after: parts.get(at + 1).map(id),
            })
        })
    }

    pub(super) fn mark_read(&self, input: MarkRead) -> Result<Vec<String>> {
        let part = self.known_part(&input.part)?;
        let lesson = self.course.lesson_of(part);
        if !lesson.sections.iter().any(|section| section.id == input.section) {
            return Err(Error::new(Code::NotFound, "no such section"));
        }
        self.as_learner(|session, _| {
            mark_read(&*session.ports, &mut session.ledger, &part.id, &input.section)
        })
    }

    pub(super) fn choose_roles(&self, input: ChooseRoles) -> Result<Vec<String>> {
        let known = |id: &String| self.course.manifest.roles.iter().any(|role| role.id == *id);
        if !input.roles.iter().all(known) {
            return Err(Error::new(Code::NotFound, "no such role"));
        }
        self.as_learner(|session, _| {
            choose_roles(&*session.ports, &mut session.ledger, input.roles)
        })
    }

    pub(super) fn card(&self, input: PartInput) -> Result<PageView> {
        let part = self.known_part(&input.part)?;
        self.as_learner(|session, _| self.page(session, part, &self.course.card_of(part).sections))
    }

    pub(super) fn class_plan(&self, input: PartInput) -> Result<PageView> {
        let part = self.known_part(&input.part)?;
        self.as_role(Role::Trainer, |session| {
            self.page(session, part, &self.course.class_of(part).sections)
        })
    }

    pub(super) fn scenarios(&self, _: Nothing) -> Result<DeckView> {
        self.as_learner(|session, _| {
            Ok(DeckView {
                deck: self.course.deck.clone(),
                roles: self.course.manifest.roles.clone(),
                own_roles: chosen_roles(&session.ledger)?,
            })
        })
    }

    pub(super) fn resources(&self, _: Nothing) -> Result<ResourcesView> {
        Ok(ResourcesView {
            resources: self.course.resources.clone(),
            glossary: self.course.glossary.clone(),
            today: self.today_for_help(),
        })
    }

    pub(super) fn search(&self, input: Search) -> Result<Vec<Found>> {
        let reader = match self.lock_session().as_ref() {
            Some(session) if session.person.role == Role::Trainer => Reader::Teacher,
            Some(session) if session.person.role == Role::Coach => {
                let enrolment =
                    Enrolment::of(&session.ledger, &self.course, session.ports.now().day())?;
                if enrolment.takes_course() { Reader::Learner } else { Reader::Guest }
            }
            _ => Reader::Guest,
        };
        let mut index = lock(&self.index);
        let index = match &mut *index {
            Some(index) => index,
            none => none.insert(Index::of(&self.course)?),
        };
        index.search(&input.words, reader)
    }

    /// Runs something for a person who has the course open to them, in its week: a coach who takes
    /// it, or a trainer who teaches it.
    pub(super) fn as_learner<T>(
        &self,
        act: impl FnOnce(&mut Session, u32) -> Result<T>,
    ) -> Result<T> {
        self.with(|session| {
            let today = session.ports.now().day();
            let week = match session.person.role {
                Role::Coach => {
                    let enrolment =
                        Enrolment::of(&session.ledger, &self.course, session.ports.now().day())?;
                    if !enrolment.takes_course() {
                        return Err(Error::refused(
                            "The course is not open to you in this study yet. Help, resources and \
                             your questionnaires are.",
                        ));
                    }
                    enrolment.week(today)
                }
                Role::Trainer => match roster::setup(&session.ledger)? {
                    Some(setup) => setup.cohort.calendar()?.week(today),
                    None => 0,
                },
                Role::Researcher => {
                    return Err(Error::new(Code::Fault, "this is for coaches and trainers"));
                }
            };
            act(session, week)
        })
    }

    fn page(&self, session: &Session, part: &Part, sections: &[Section]) -> Result<PageView> {
        Ok(PageView {
            card: card(&self.course, &session.ledger, part)?,
            sections: sections.to_vec(),
            minutes: part.class_minutes,
        })
    }

    pub(super) fn part(&self, week: u32) -> Result<&Part> {
        self.course
            .part_of_week(week)
            .ok_or_else(|| Error::new(Code::Content, "the course has no first week"))
    }

    pub(super) fn known_part(&self, id: &str) -> Result<&Part> {
        self.course.part(id).ok_or_else(|| Error::new(Code::NotFound, "no such part"))
    }

    pub(super) fn practice(&self, id: &str) -> Result<&Practice> {
        self.course.practice(id).ok_or_else(|| Error::new(Code::NotFound, "no such practice"))
    }
}

/// The section after the one that was read last, while there is one and something was read.
fn resume(sections: &[Section], read: &[String]) -> Option<String> {
    let last = read.last()?;
    let at = sections.iter().position(|section| section.id == *last)?;
    sections.get(at + 1).map(|section| section.id.clone())
}
