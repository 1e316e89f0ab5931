//! Who came to which class: noted, noted again, taken back; and the list a study may have of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::board::Attendance;
use super::inviting;
use super::roster::{self, Attended};
use crate::course::{Part, PartKind};
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::protocol::Arm;
use crate::study::withdrawal;

impl Attendance {
    /// Whether it counts as a class: see [`crate::study::completion`].
    pub fn counts(self) -> bool {
        matches!(self, Self::Came | Self::MadeUp)
    }
}

/// One class of the course.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The class of a week.
    Week(u32),
    /// Another meeting, by its part's id: the orientation, the day of mindfulness.
    Part(String),
}

impl Class {
    /// When a part of the course meets.
    pub fn of(part: &Part) -> Self {
        match part.kind {
            PartKind::Week => Self::Week(part.week),
            _ => Self::Part(part.id.clone()),
        }
    }
}

/// The body of an `attendance-part` fact: a meeting that is no week's class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttendedPart {
    code: String,
    part: String,
    attendance: Attendance,
}

/// The body of an `attendance-cleared` fact: nothing is noted any more. It names a week or a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cleared {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    week: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<String>,
}

/// What is noted of every coach, each class by its latest mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(BTreeMap<String, BTreeMap<Class, Attendance>>);

impl Marks {
    /// Reads the marks of all coaches, each column by itself: a trainer of thousands opens the
    /// board with them.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn read(ledger: &Ledger) -> Result<Self> {
        let mut all: BTreeMap<String, BTreeMap<Class, Attendance>> = BTreeMap::new();
        let mut statement = ledger.connection().prepare_cached(
            "SELECT body ->> 'code', body ->> 'week', body ->> 'part', body ->> 'attendance'
             FROM fact
             WHERE author = ?1
               AND kind IN ('attendance', 'attendance-part', 'attendance-cleared')
             ORDER BY seq",
        )?;
        let mut rows = statement.query([ME])?;
        while let Some(row) = rows.next()? {
            let class = match row.get(1)? {
                Some(week) => Class::Week(week),
                None => Class::Part(row.get(2)?),
            };
            let own = all.entry(row.get(0)?).or_default();
            match row.get::<_, Option<String>>(3)? {
                Some(mark) => own.insert(class, serde_json::from_value(mark.into())?),
                None => own.remove(&class),
            };
        }
        Ok(Self(all))
    }

    /// What is noted of a coach at a class.
    pub fn of(&self, code: &str, class: &Class) -> Option<Attendance> {
        self.0.get(code)?.get(class).copied()
    }

    /// How many weekly classes of a coach count.
    pub fn classes(&self, code: &str) -> u32 {
        let own = self.0.get(code).into_iter().flatten();
        own.filter(|(class, mark)| matches!(class, Class::Week(_)) && mark.counts()).count() as u32
    }
}

/// One coach on the list of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RollLine {
    /// The coach's code.
    pub code: String,
    /// The name the trainer gave.
    pub name: String,
    /// What is noted.
    pub attendance: Option<Attendance>,
}

/// The coaches of the course arm at a class, by name.
///
/// # Errors
/// When the ledger cannot be read.
pub fn roll(ledger: &Ledger, class: &Class) -> Result<Vec<RollLine>> {
    let (marks, revoked) = (Marks::read(ledger)?, inviting::revoked(ledger)?);
    let mut lines: Vec<RollLine> = roster::roster(ledger)?
        .into_values()
        .filter(|coach| coach.arm == Arm::Course)
        .map(|coach| RollLine {
            attendance: marks.of(&coach.code, class),
            code: coach.code,
            name: coach.name,
        })
        .filter(|line| line.attendance.is_some() || !revoked.contains_key(&line.code))
        .collect();
    lines.sort_by_key(|line| line.name.to_lowercase());
    Ok(lines)
}

/// Notes who came to a class, all of it or none; no mark takes back what was noted. What stands
/// already is not noted twice.
///
/// # Errors
/// [`Code::NotFound`] for a code that is not on the roster.
pub fn mark(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    class: &Class,
    marks: &[(String, Option<Attendance>)],
) -> Result<()> {
    let (before, roster) = (Marks::read(ledger)?, roster::roster(ledger)?);
    let mut drafts = Vec::with_capacity(marks.len());
    for (code, mark) in marks {
        if !roster.contains_key(code) {
            return Err(Error::new(Code::NotFound, "no such code on the roster"));
        }
        if before.of(code, class) == *mark {
            continue;
        }
        let code = code.clone();
        drafts.push(match (mark, class.clone()) {
            (None, class) => {
                let (week, part) = match class {
                    Class::Week(week) => (Some(week), None),
                    Class::Part(part) => (None, Some(part)),
                };
                Draft::new("attendance-cleared", &Cleared { code, week, part })?
            }
            (Some(attendance), Class::Week(week)) => {
                Draft::new("attendance", &Attended { code, week, attendance: *attendance })?
            }
            (Some(attendance), Class::Part(part)) => {
                let body = AttendedPart { code, part, attendance: *attendance };
                Draft::new("attendance-part", &body)?
            }
        });
    }
    ledger.append_all(ports, drafts)?;
    Ok(())
}

/// The list of classes as it would be given to the researcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassList {
    /// One line a coach, by code.
    pub lines: Vec<ClassListLine>,
    /// How many coaches are left out because they withdrew.
    pub left_out: u32,
}

/// How many classes of one coach count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassListLine {
    /// The study code.
    pub code: String,
    /// Weekly classes they came to or made up.
    pub classes: u32,
}

/// The list of classes: everybody of the course arm who did not withdraw and was not taken off.
///
/// # Errors
/// When the ledger cannot be read.
pub fn list(ledger: &Ledger) -> Result<ClassList> {
    let (marks, withdrew) = (Marks::read(ledger)?, withdrawal::received(ledger)?);
    let on_roll = roll(ledger, &Class::Week(0))?;
    let mut lines: Vec<ClassListLine> = on_roll
        .iter()
        .filter(|line| !withdrew.contains_key(&line.code))
        .map(|line| ClassListLine { code: line.code.clone(), classes: marks.classes(&line.code) })
        .collect();
    let left_out = (on_roll.len() - lines.len()) as u32;
    lines.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(ClassList { lines, left_out })
}

/// Writes the list as CSV into a folder, never over anything, and returns where it lies.
///
/// # Errors
/// [`Code::Refused`] when nobody is on it; what the file system says otherwise.
pub fn save_list(ports: &dyn Ports, ledger: &Ledger, folder: &Path) -> Result<PathBuf> {
    let ClassList { lines, .. } = list(ledger)?;
    if lines.is_empty() {
        return Err(Error::refused("Nobody is in the course arm yet, so the list would be empty."));
    }
    let mut text = String::from("code,classes\n");
    for ClassListLine { code, classes } in lines {
        text.push_str(&format!("{code},{classes}\n"));
    }
    std::fs::create_dir_all(folder)?;
    let day = ports.now().day();
    let mut file = folder.join(format!("classes-{day}.csv"));
    let mut number = 1;
    while file.exists() {
        number += 1;
        file = folder.join(format!("classes-{day}-{number}.csv"));
    }
    std::fs::write(&file, text)?;
    Ok(file)
}
