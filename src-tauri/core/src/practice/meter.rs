//! How much of a sit was really sat: what was played forward, and never more than time went by.
//!
//! The position alone would lie: going forward is not sitting, a sit that was held stands still,
//! and there are devices without a clock on which half an hour passes in a second.

use crate::ports::Moment;

/// Seconds by which sound may be ahead of the clock: the two are read one after the other, and the
/// crystal of a sound card is not that of the computer.
const AHEAD_SECONDS: f64 = 1.0;

/// What was played forward in one sit. It hears of every seek, and looks at the position now and
/// then: how often does not matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Meter {
    /// Where the sit was at the last look, seconds of the timeline.
    at: f64,
    boot_ms: i64,
    /// Seconds of time gone by that no playing has used up.
    spare: f64,
    /// What was played, from and to, seconds of the timeline, in the order it happened.
    played: Vec<(f64, f64)>,
}

impl Meter {
    /// A sit that begins now.
    pub fn new(now: Moment) -> Self {
        Self { at: 0.0, boot_ms: now.boot_ms, spare: AHEAD_SECONDS, played: Vec::new() }
    }

    /// Counts what was played since the last look. `at` is where the sit is now.
    pub fn look(&mut self, now: Moment, at: f64) {
        self.spare += (now.boot_ms - self.boot_ms).max(0) as f64 / 1000.0;
        self.boot_ms = now.boot_ms;
        let gain = (at - self.at).clamp(0.0, self.spare);
        self.spare -= gain;
        match self.played.last_mut() {
            Some((_, to)) if *to == self.at => *to += gain,
            _ if gain > 0.0 => self.played.push((self.at, self.at + gain)),
            _ => {}
        }
        self.at = at;
    }

    /// The sit goes to another place: from `at`, where it is now, to `to`.
    pub fn seek(&mut self, now: Moment, at: f64, to: f64) {
        self.look(now, at);
        self.at = to;
    }

    /// Where the sit was at the last look, seconds of the timeline.
    pub fn at(&self) -> f64 {
        self.at
    }

    /// Seconds played between two moments of the timeline; what was heard twice counts twice.
    pub fn seconds_between(&self, start: f64, end: f64) -> f64 {
        let within = |&(from, to): &(f64, f64)| (to.min(end) - from.max(start)).max(0.0);
        self.played.iter().map(within).sum()
    }
}
