//! What of the course somebody has read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Course, Part, PartKind};
use crate::error::Result;
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;

/// Words a minute at which lessons are taken to be read: slowly, at night.
const WORDS_A_MINUTE: u32 = 150;

/// A lesson in a list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LessonCard {
    /// The part's id.
    pub part: String,
    /// What kind of part it is.
    pub kind: PartKind,
    /// The week it belongs to.
    pub week: u32,
    /// The lesson's title.
    pub title: String,
    /// What stands under the title.
    pub lead: String,
    /// About how long it takes to read, minutes.
    pub minutes: u32,
    /// Sections in it.
    pub sections: u32,
    /// Sections read.
    pub read: u32,
}

/// The body of a `lesson-read` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionRead {
    /// The part's id.
    pub part: String,
    /// The section's id.
    pub section: String,
}

/// The sections of a part that were read, in the order they were.
///
/// # Errors
/// When the ledger cannot be read.
pub fn read_sections(ledger: &Ledger, part: &str) -> Result<Vec<String>> {
    let mut statement = ledger.connection().prepare_cached(
        "SELECT body ->> 'section' FROM fact
         WHERE kind = 'lesson-read' AND author = 'me' AND body ->> 'part' = ?1 ORDER BY seq",
    )?;
    let mut sections = Vec::new();
    for section in statement.query_map([part], |row| row.get(0))? {
        let section = section?;
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    Ok(sections)
}

/// Records that a section was read, once, and returns all that were.
///
/// # Errors
/// When the ledger cannot be written.
pub fn mark_read(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    part: &str,
    section: &str,
) -> Result<Vec<String>> {
    let mut sections = read_sections(ledger, part)?;
    if !sections.iter().any(|read| read == section) {
        let read = SectionRead { part: part.to_owned(), section: section.to_owned() };
        ledger.append(ports, Draft::new("lesson-read", &read)?)?;
        sections.push(read.section);
    }
    Ok(sections)
}

/// A part as a card, with how much of it was read.
///
/// # Errors
/// When the ledger cannot be read.
pub fn card(course: &Course, ledger: &Ledger, part: &Part) -> Result<LessonCard> {
    let lesson = course.lesson_of(part);
    let read = read_sections(ledger, &part.id)?;
    let known = |id: &String| lesson.sections.iter().any(|section| section.id == *id);
    Ok(LessonCard {
        part: part.id.clone(),
        kind: part.kind,
        week: part.week,
        title: part.title.clone(),
        lead: part.lead.clone(),
        minutes: lesson.words.div_ceil(WORDS_A_MINUTE),
        sections: lesson.sections.len() as u32,
        read: read.iter().filter(|id| known(id)).count() as u32,
    })
}

/// The body of a `coach-roles` fact: for whom examples are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    roles: Vec<String>,
}

/// The roles in which somebody works, by id.
///
/// # Errors
/// When the ledger cannot be read.
pub fn chosen_roles(ledger: &Ledger) -> Result<Vec<String>> {
    let chosen = ledger.latest("coach-roles")?.map(|fact| fact.read::<Roles>()).transpose()?;
    Ok(chosen.map(|chosen| chosen.roles).unwrap_or_default())
}

/// Records the roles in which somebody works. They stay on this computer.
///
/// # Errors
/// When the ledger cannot be written.
pub fn choose_roles(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    roles: Vec<String>,
) -> Result<Vec<String>> {
    let chosen = Roles { roles };
    ledger.append(ports, Draft::new("coach-roles", &chosen)?)?;
    Ok(chosen.roles)
}
