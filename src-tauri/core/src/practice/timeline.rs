//! One sit, second by second: bells, spoken cues, and silences that stretch to the length asked.
//!
//! The voice keeps its pace; only silences grow. What is left after bells, clips and the shortest
//! silences is shared out by each cue's `stretch`, never past its `longest`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::script::{Choices, Clip, Practice, Recording};
use crate::error::{Code, Error, Result};

/// Seconds that the first bell sounds before anybody speaks, and that the last one rings out.
/// In a sit of a few minutes both are shorter.
pub fn bell_seconds(minutes: u32) -> (f64, f64) {
    if minutes <= 3 { (4.0, 6.0) } else { (8.0, 12.0) }
}

/// Seconds from one stroke of a bell to the next.
pub const STROKES_APART_SECONDS: f64 = 2.5;

/// An open sit that nobody stops ends after so many seconds: 12 hours.
pub const OPEN_ENDS_AFTER_SECONDS: f64 = 12.0 * 3600.0;

/// A whole sit. The events follow each other without gaps from 0 to `total_seconds`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    /// The practice's id.
    pub practice: String,
    /// The length asked for, in seconds; in an open sit, what is laid out.
    pub total_seconds: f64,
    /// Whether it goes on in silence after its last event until somebody stops it, at most to
    /// [`OPEN_ENDS_AFTER_SECONDS`].
    pub open: bool,
    /// What happens, in order.
    pub events: Vec<Event>,
}

impl Timeline {
    /// When it ends by itself, seconds from its start.
    pub fn ends_after(&self) -> f64 {
        if self.open { self.total_seconds.max(OPEN_ENDS_AFTER_SECONDS) } else { self.total_seconds }
    }
}

/// One stretch of a sit, seconds from its start.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// When it begins.
    pub start: f64,
    /// When it ends.
    pub end: f64,
    /// What it is.
    #[serde(flatten)]
    pub kind: Kind,
}

/// Which singing bowl rings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Bowl {
    /// High, and soon over.
    Small,
    /// Between the two.
    #[default]
    Medium,
    /// Low and long.
    Large,
}

/// What happens in an [`Event`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// A bowl is struck and rings until the event ends, where it is silent.
    Bell {
        /// The bowl.
        bowl: Bowl,
        /// How often it is struck, from the event's start on, [`STROKES_APART_SECONDS`] apart:
        /// 1 to 3. Strokes for which the event is too short are left out.
        strokes: u32,
    },
    /// A cue is spoken.
    Cue {
        /// The cue's id.
        cue: String,
        /// The words.
        text: String,
        /// Where the voice lies.
        #[serde(skip)]
        clip: Clip,
    },
    /// A whole practice that a trainer recorded. It can be an hour long, so it is played from its
    /// file and never in memory whole.
    Recording {
        /// Where it lies.
        #[serde(skip)]
        clip: Clip,
    },
    /// Nothing is said.
    Silence,
}

impl Kind {
    /// One stroke of the medium bowl.
    pub const BELL: Self = Self::Bell { bowl: Bowl::Medium, strokes: 1 };

    /// Whether it is a bell, of any bowl.
    pub fn is_bell(&self) -> bool {
        matches!(self, Self::Bell { .. })
    }
}

/// A bell by itself, struck so many times: no sit.
pub fn bells(strokes: u32) -> Timeline {
    let (_, rings_out) = bell_seconds(u32::MAX);
    let end = STROKES_APART_SECONDS * f64::from(strokes.saturating_sub(1)) + rings_out;
    let kind = Kind::Bell { bowl: Bowl::Medium, strokes };
    Timeline {
        practice: String::new(),
        total_seconds: end,
        open: false,
        events: vec![Event { start: 0.0, end, kind }],
    }
}

/// Lays out one sit. A recording is as long as it is, between its two bells; everything else is
/// as long as was asked.
///
/// # Errors
/// [`Code::Refused`] when the practice does not offer these choices; [`Code::Content`] when the
/// script cannot fill or fit the length.
pub fn assemble(practice: &Practice, choices: &Choices) -> Result<Timeline> {
    let script = &practice.script;
    if let Some(id) = &choices.recording {
        let recording = practice.recording(id).ok_or_else(|| {
            Error::refused(format!(
                "That recording of “{}” is not here any more. Choose another, or the voice.",
                script.title
            ))
        })?;
        return Ok(recorded(practice, recording));
    }
    if !(script.shortest_minutes..=script.longest_minutes).contains(&choices.minutes) {
        return Err(Error::refused(format!(
            "{} can be {} to {} minutes long.",
            script.title, script.shortest_minutes, script.longest_minutes
        )));
    }
    if !script.anchors.contains(&choices.anchor)
        || !script.postures.contains(&choices.posture)
        || !script.eyes.contains(&choices.eyes)
    {
        return Err(Error::refused(format!("{} has no words for that choice.", script.title)));
    }
    let said: Vec<_> =
        script.cues.iter().zip(&practice.clips).filter(|(cue, _)| cue.fits(choices)).collect();
    let total = f64::from(choices.minutes) * 60.0;
    let (first_bell, last_bell) = bell_seconds(choices.minutes);
    let fixed: f64 = first_bell
        + last_bell
        + said.iter().map(|(cue, clip)| clip.seconds + f64::from(cue.pause)).sum::<f64>();
    let slots: Vec<_> = said
        .iter()
        .map(|(cue, _)| Slot {
            least: f64::from(cue.pause),
            most: if cue.stretch == 0.0 { f64::from(cue.pause) } else { f64::from(cue.longest) },
            weight: cue.stretch,
        })
        .collect();
    let spare = if practice.is_silent() { 0.0 } else { total - fixed };
    let silences = share_out(spare, &slots).ok_or_else(|| {
        Error::new(
            Code::Content,
            format!(
                "content/practices/{}/script.toml cannot be {} minutes long with {:?}: its words \
                 and silences do not fit. Change pause, longest or from_minutes.",
                script.id, choices.minutes, choices
            ),
        )
    })?;

    let mut events = Vec::with_capacity(said.len() * 2 + 2);
    push(&mut events, first_bell, Kind::BELL);
    for ((cue, clip), silence) in said.into_iter().zip(silences) {
        let kind =
            Kind::Cue { cue: cue.id.clone(), text: typographic(&cue.text), clip: clip.clone() };
        push(&mut events, clip.seconds, kind);
        push(&mut events, silence, Kind::Silence);
    }
    if practice.is_silent() {
        push(&mut events, total - fixed, Kind::Silence);
    }
    push(&mut events, last_bell, Kind::BELL);
    // Some hundred additions leave the end a hair off; the length asked for is the length.
    if let Some(last) = events.last_mut() {
        last.end = total;
    }
    Ok(Timeline { practice: script.id.clone(), total_seconds: total, open: false, events })
}

fn recorded(practice: &Practice, recording: &Recording) -> Timeline {
    let clip = recording.clip.clone();
    let (first_bell, last_bell) = bell_seconds((clip.seconds / 60.0) as u32);
    let mut events = Vec::with_capacity(3);
    push(&mut events, first_bell, Kind::BELL);
    push(&mut events, clip.seconds, Kind::Recording { clip });
    push(&mut events, last_bell, Kind::BELL);
    let total_seconds = events.last().map_or(0.0, |event| event.end);
    Timeline { practice: practice.script.id.clone(), total_seconds, open: false, events }
}

/// Adds what happens next. What lasts no time does not happen.
pub(super) fn push(events: &mut Vec<Event>, seconds: f64, kind: Kind) {
    let start = events.last().map_or(0.0, |event| event.end);
    if seconds > 0.0 {
        events.push(Event { start, end: start + seconds, kind });
    }
}

/// A silence that may grow.
struct Slot {
    least: f64,
    most: f64,
    weight: f64,
}

/// Shares `spare` seconds among the slots by weight, none past its `most`. `None` when it does
/// not fit. Each round either places everything or fills at least one slot to its bound.
fn share_out(spare: f64, slots: &[Slot]) -> Option<Vec<f64>> {
    if spare < 0.0 {
        return None;
    }
    let mut lengths: Vec<f64> = slots.iter().map(|slot| slot.least).collect();
    let mut left = spare;
    loop {
        let open: Vec<usize> = (0..slots.len()).filter(|&i| lengths[i] < slots[i].most).collect();
        let weights: f64 = open.iter().map(|&i| slots[i].weight).sum();
        if left < 1e-9 {
            return Some(lengths);
        }
        if weights <= 0.0 {
            return None;
        }
        let full: Vec<usize> = open
            .iter()
            .copied()
            .filter(|&i| lengths[i] + left * slots[i].weight / weights >= slots[i].most)
            .collect();
        if full.is_empty() {
            for i in open {
                lengths[i] += left * slots[i].weight / weights;
            }
            return Some(lengths);
        }
        for i in full {
            left -= slots[i].most - lengths[i];
            lengths[i] = slots[i].most;
        }
    }
}

/// Words as captions show them: the apostrophe that a keyboard gives, made the one of print.
fn typographic(words: &str) -> String {
    words.replace('\'', "’")
}
