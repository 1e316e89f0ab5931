//! Sits that somebody puts together: a silent timer, a mix of their own, a whole day.
//!
//! They are one thing: segments in a row, each with or without a voice, between bells. The course
//! brings some (`content/sits/`); a coach keeps others, and changed ones, as `own-sit` facts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::script::{Choices, Practice, Script};
use super::timeline::Bowl;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME, new_id};

/// A sit that somebody put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnSit {
    /// Its id, which never changes; empty before it is kept for the first time.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Seconds before the first bell, to settle down; they do not count.
    #[serde(default)]
    pub delay_seconds: u32,
    /// The bowl that rings.
    #[serde(default)]
    pub bowl: Bowl,
    /// How often it is struck at the end, 1 to 3. All other bells are one stroke.
    pub strokes: u32,
    /// Its segments, in order, with a bell between one and the next.
    pub segments: Vec<Segment>,
}

/// One segment of a sit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Its name.
    pub title: String,
    /// Whole minutes with its bells; none for an open end, which only the last can have.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// The id of the practice it counts for; none for silence.
    #[serde(default)]
    pub practice: Option<String>,
    /// Whether the practice is spoken.
    #[serde(default)]
    pub voice: bool,
    /// How it is spoken; none is as last time. Its minutes are those of the segment.
    #[serde(default)]
    pub choices: Option<Choices>,
    /// A bell every so many minutes.
    #[serde(default)]
    pub every: Option<u32>,
    /// Bells at these minutes.
    #[serde(default)]
    pub at: Vec<u32>,
}

/// A sit put together, as the screen lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwnSitCard {
    /// The sit.
    pub sit: OwnSit,
    /// Its segments as lines, such as "Walking, 20 minutes".
    pub lines: Vec<String>,
    /// Whole minutes from the first bell on; none with an open end.
    pub minutes: Option<u32>,
    /// Whether it comes with the course.
    pub shipped: bool,
    /// Whether the person kept it or changed it. Removing a changed one brings the course's back.
    pub kept: bool,
    /// Why it cannot be started as it is, in a sentence.
    pub trouble: Option<String>,
}

/// The body of an `own-sit` fact: a later one with the same id replaces it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    id: String,
    /// None removes it.
    sit: Option<OwnSit>,
}

/// The most segments of a sit.
const MOST_SEGMENTS: usize = 40;
/// The most minutes of a sit: 12 hours.
const MOST_MINUTES: u32 = 720;
/// The most seconds before the first bell.
const MOST_DELAY_SECONDS: u32 = 600;
/// The most letters of a name.
const MOST_LETTERS: usize = 80;

impl OwnSit {
    /// Whole minutes from the first bell on; none with an open end.
    pub fn minutes(&self) -> Option<u32> {
        self.segments
            .iter()
            .try_fold(0_u32, |sum, segment| Some(sum.saturating_add(segment.minutes?)))
    }

    /// Whether it can be sat. `script` finds a practice's script by its id.
    ///
    /// # Errors
    /// [`Code::Refused`] with what to mend, at the first thing that does not hold.
    pub fn check<'a>(&self, script: impl Fn(&str) -> Option<&'a Script>) -> Result<()> {
        named(&self.title, "Please give this sit a name, of 80 letters at most.")?;
        if self.delay_seconds > MOST_DELAY_SECONDS {
            return refuse("The time before the first bell can be 10 minutes at most.");
        }
        if !(1..=3).contains(&self.strokes) {
            return refuse("The end can have 1, 2 or 3 bells.");
        }
        let Some((last, others)) = self.segments.split_last() else {
            return refuse("There is nothing in this sit yet. Please add a part.");
        };
        if self.segments.len() > MOST_SEGMENTS {
            return refuse(format!(
                "This sit has {} parts. It can have {MOST_SEGMENTS}.",
                self.segments.len()
            ));
        }
        if let Some(open) = others.iter().find(|segment| segment.minutes.is_none()) {
            return refuse(format!(
                "Only the last part can have an open end. Please give “{}” its minutes.",
                open.title
            ));
        }
        let sum: u64 = self.segments.iter().filter_map(|one| one.minutes).map(u64::from).sum();
        if sum > u64::from(MOST_MINUTES) {
            return refuse("A sit can last 12 hours in all. Please make it shorter.");
        }
        others.iter().chain([last]).try_for_each(|segment| segment.check(&script))
    }
}

impl Segment {
    /// It as a line: "Walking, 20 minutes".
    pub fn line(&self) -> String {
        match self.minutes {
            Some(1) => format!("{}, 1 minute", self.title),
            Some(minutes) => format!("{}, {minutes} minutes", self.title),
            None => format!("{}, open end", self.title),
        }
    }

    /// Whether a bell rings between its first and its last.
    pub fn has_bells_between(&self) -> bool {
        self.every.is_some() || !self.at.is_empty()
    }

    fn check<'a>(&self, script: impl Fn(&str) -> Option<&'a Script>) -> Result<()> {
        named(&self.title, "Please give each part a name, of 80 letters at most.")?;
        let title = &self.title;
        if self.minutes == Some(0) {
            return refuse(format!("Please give “{title}” at least 1 minute."));
        }
        let script = match &self.practice {
            None => None,
            Some(id) => Some(script(id).ok_or_else(|| {
                Error::refused(format!(
                    "“{title}” asks for a practice that is not in this course. Please choose \
                     another."
                ))
            })?),
        };
        if self.voice {
            return self.check_voice(script);
        }
        let most = self.minutes.unwrap_or(MOST_MINUTES);
        let outside = |minute: u32| minute == 0 || minute >= most;
        if let Some(minute) =
            self.every.into_iter().chain(self.at.iter().copied()).find(|&minute| outside(minute))
        {
            return refuse(format!(
                "A bell at minute {minute} is not between the first and the last bell of \
                 “{title}”. Please choose another minute."
            ));
        }
        Ok(())
    }

    fn check_voice(&self, script: Option<&Script>) -> Result<()> {
        let title = &self.title;
        let Some(script) = script.filter(|script| !script.cues.is_empty()) else {
            return refuse(format!(
                "There is no voice for “{title}”. Please choose a practice with words, or turn \
                 the voice off."
            ));
        };
        if self.has_bells_between() {
            return refuse(format!(
                "Bells in between would ring into the voice of “{title}”. Please take them out, \
                 or turn the voice off."
            ));
        }
        let Some(minutes) = self.minutes else {
            return refuse(format!(
                "With the voice, “{title}” cannot have an open end. Please give it its minutes."
            ));
        };
        let recorded = self.choices.as_ref().is_some_and(|choices| choices.recording.is_some());
        let range = script.shortest_minutes..=script.longest_minutes;
        if recorded || range.contains(&minutes) {
            return Ok(());
        }
        let lengths = match range.clone().count() {
            1 => format!("{}", range.start()),
            _ => format!("{} to {}", range.start(), range.end()),
        };
        refuse(format!(
            "With the voice, {} is {lengths} minutes long. Please change “{title}”, or turn the \
             voice off.",
            script.title
        ))
    }
}

/// Every sit put together: those of the course, with the person's changes, then the person's own.
///
/// # Errors
/// When the ledger cannot be read.
pub fn cards(
    ledger: &Ledger,
    shipped: &[OwnSit],
    practices: &[Practice],
) -> Result<Vec<OwnSitCard>> {
    let course = |id: &str| shipped.iter().find(|sit| sit.id == id);
    let mut sits: Vec<(OwnSit, bool)> = shipped.iter().map(|sit| (sit.clone(), false)).collect();
    for fact in ledger.facts("own-sit", ME)? {
        let Kept { id, sit } = fact.read()?;
        let place = sits.iter().position(|(sit, _)| sit.id == id);
        match (place, sit, course(&id)) {
            (Some(at), Some(sit), _) => sits[at] = (sit, true),
            (Some(at), None, Some(course)) => sits[at] = (course.clone(), false),
            (Some(at), None, None) => drop(sits.remove(at)),
            (None, Some(sit), _) => sits.push((sit, true)),
            (None, None, _) => {}
        }
    }
    let script = |id: &str| {
        practices.iter().find(|practice| practice.script.id == id).map(|practice| &practice.script)
    };
    Ok(sits
        .into_iter()
        .map(|(sit, kept)| OwnSitCard {
            lines: sit.segments.iter().map(Segment::line).collect(),
            minutes: sit.minutes(),
            shipped: course(&sit.id).is_some(),
            kept,
            trouble: sit.check(script).err().map(|error| error.detail),
            sit,
        })
        .collect())
}

/// Keeps a sit: a new one gets its id, one that is known is replaced. Gives its id.
///
/// # Errors
/// [`Code::NotFound`] for an id that is not empty and not known.
pub fn keep(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    known: &[OwnSitCard],
    mut sit: OwnSit,
) -> Result<String> {
    if sit.id.is_empty() {
        sit.id = new_id(ports);
    } else if !known.iter().any(|card| card.sit.id == sit.id) {
        return Err(Error::new(Code::NotFound, "no such sit to change"));
    }
    let id = sit.id.clone();
    ledger.append(ports, Draft::new("own-sit", &Kept { id: id.clone(), sit: Some(sit) })?)?;
    Ok(id)
}

/// Removes a sit that the person kept. One of the course comes back as the course has it.
///
/// # Errors
/// [`Code::NotFound`] when the person has kept none of this id.
pub fn remove(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    known: &[OwnSitCard],
    id: String,
) -> Result<()> {
    if !known.iter().any(|card| card.kept && card.sit.id == id) {
        return Err(Error::new(Code::NotFound, "no such sit was kept"));
    }
    ledger.append(ports, Draft::new("own-sit", &Kept { id, sit: None })?)?;
    Ok(())
}

fn named(name: &str, remedy: &str) -> Result<()> {
    if name.trim().is_empty() || name.chars().count() > MOST_LETTERS {
        return refuse(remedy);
    }
    Ok(())
}

fn refuse<T>(why: impl Into<String>) -> Result<T> {
    Err(Error::refused(why))
}
