//! One sit, second by second: bells, spoken cues, and silences that stretch to the length asked.
//!
//! The voice keeps its pace; only silences grow. What is left after bells, clips and the shortest
//! silences is shared out by each cue's `stretch`, never past its `longest`.

use serde::Serialize;

use super::script::{Choices, Clip, Practice};
use crate::error::{Code, Error, Result};

/// Seconds that the first bell sounds before anybody speaks, and that the last one rings out.
/// In a sit of a few minutes both are shorter.
pub fn bell_seconds(minutes: u32) -> (f64, f64) {
    if minutes <= 3 { (4.0, 6.0) } else { (8.0, 12.0) }
}

/// A whole sit. The events follow each other without gaps from 0 to `total_seconds`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    /// The practice's id.
    pub practice: String,
    /// The length asked for, in seconds.
    pub total_seconds: f64,
    /// What happens, in order.
    pub events: Vec<Event>,
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

/// What happens in an [`Event`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// A bell is struck and rings.
    Bell,
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
    /// Nothing is said.
    Silence,
}

/// Lays out one sit.
///
/// # Errors
/// [`Code::Refused`] when the practice does not offer these choices; [`Code::Content`] when the
/// script cannot fill or fit the length.
pub fn assemble(practice: &Practice, choices: &Choices) -> Result<Timeline> {
    let script = &practice.script;
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
    let spare = if script.cues.is_empty() { 0.0 } else { total - fixed };
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
    let mut now = 0.0;
    let mut push = |seconds: f64, kind: Kind| {
        if seconds > 0.0 {
            events.push(Event { start: now, end: now + seconds, kind });
            now += seconds;
        }
    };
    push(first_bell, Kind::Bell);
    for ((cue, clip), silence) in said.into_iter().zip(silences) {
        let kind =
            Kind::Cue { cue: cue.id.clone(), text: typographic(&cue.text), clip: clip.clone() };
        push(clip.seconds, kind);
        push(silence, Kind::Silence);
    }
    if script.cues.is_empty() {
        push(total - fixed, Kind::Silence);
    }
    push(last_bell, Kind::Bell);
    // Some hundred additions leave the end a hair off; the length asked for is the length.
    if let Some(last) = events.last_mut() {
        last.end = total;
    }
    Ok(Timeline { practice: script.id.clone(), total_seconds: total, events })
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
