//! The words of a sit with their times: for reading before, after, or in place of listening.

use serde::Serialize;
use ts_rs::TS;

use super::timeline::{Kind, Timeline};

/// A sit to read.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Transcript {
    /// The whole length, seconds.
    pub total_seconds: f64,
    /// What is heard, in order.
    pub lines: Vec<TranscriptLine>,
}

/// One thing heard.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TranscriptLine {
    /// When it begins, seconds from the start.
    pub seconds: f64,
    /// What it is.
    #[serde(flatten)]
    pub heard: Heard,
}

/// What is heard.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Heard {
    /// A bell.
    Bell,
    /// A cue, in its words.
    Words {
        /// The words.
        words: String,
    },
    /// A trainer's recording: nobody has written its words down.
    Recording,
}

/// The words of a timeline, with its bells.
pub fn transcript(timeline: &Timeline) -> Transcript {
    let lines = timeline.events.iter().filter_map(|event| {
        let heard = match &event.kind {
            Kind::Bell { .. } => Heard::Bell,
            Kind::Cue { text, .. } => Heard::Words { words: text.clone() },
            Kind::Recording { .. } => Heard::Recording,
            Kind::Silence => return None,
        };
        Some(TranscriptLine { seconds: event.start, heard })
    });
    Transcript { total_seconds: timeline.total_seconds, lines: lines.collect() }
}
