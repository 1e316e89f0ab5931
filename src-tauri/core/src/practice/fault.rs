//! What went wrong with the sound of a sit, in words.

use serde::Serialize;
use ts_rs::TS;

use crate::ports::Fault;

/// A fault as people read it. None of these ends a sit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FaultTold {
    /// Which it is.
    pub fault: Fault,
    /// What happened.
    pub happened: String,
    /// What is safe, and what to do now.
    pub next: String,
}

impl From<Fault> for FaultTold {
    fn from(fault: Fault) -> Self {
        let (happened, next) = match fault {
            Fault::NoDevice => (
                "No speaker found.".to_owned(),
                "The words of this practice are here, and each bell shows as a light. If you plug \
                 something in, pause and go on: it is tried again.",
            ),
            Fault::DeviceLost => (
                "The speaker or headphones went away.".to_owned(),
                "The sit is held at this place, and what you sat is safe. Go on when you are \
                 ready, with sound if there is some, or else with the words.",
            ),
            Fault::Damaged => (
                "A recording of this sit can’t be played.".to_owned(),
                "The sit goes on: silence takes its place, with its words where there are some. \
                 Please tell whoever looks after this computer afterward.",
            ),
            Fault::Slept { seconds } => (
                format!("This computer was asleep for about {}.", how_long(seconds)),
                "The sit waited at this place, and that time does not count. Go on when you are \
                 ready, or end it here.",
            ),
        };
        Self { fault, happened, next: next.to_owned() }
    }
}

/// A time as people say it, rounded to its largest unit.
fn how_long(seconds: u32) -> String {
    let plural = |count: u32, unit: &str| match count {
        1 => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    };
    match seconds {
        0..60 => plural(seconds, "second"),
        60..3570 => plural((seconds + 30) / 60, "minute"),
        _ => plural((seconds + 1800) / 3600, "hour"),
    }
}
