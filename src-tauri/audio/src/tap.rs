//! The device's end of the ring: copies samples, counts them, and keeps the loudness.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use rodio::{ChannelCount, SampleRate, Source};

use crate::RATE;
use crate::ramp::Ramp;
use crate::ring::Ring;
use crate::state::{State, Wish};

/// Samples of silence that a device is given first: a quarter of a second. Servers, amplifiers and
/// headsets swallow the start of a sound, and a stream that stumbles does so while it fills its
/// first buffers.
const LEAD_IN: u32 = RATE / 4;

/// What the device's callback reads. It waits for nothing and frees nothing.
pub struct Tap {
    ring: Arc<Ring>,
    state: Arc<State>,
    ramp: Ramp,
    total: u64,
    lead_in: u32,
}

impl Tap {
    /// A tap for a sit of `total` samples.
    pub fn new(ring: Arc<Ring>, state: Arc<State>, total: u64) -> Self {
        let ramp = if state.played() == 0 { Ramp::open() } else { Ramp::closed() };
        Self { ring, state, ramp, total, lead_in: LEAD_IN }
    }
}

impl Iterator for Tap {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        self.ring.ask();
        let wish = self.state.wish();
        let played = self.state.played();
        // A closed ring is only played out when its own sit was stopped; while that still lives,
        // another device or the clock has taken over.
        if played >= self.total || (wish.is_live() && self.ring.is_closed()) {
            return None;
        }
        if self.lead_in > 0 {
            self.lead_in -= 1;
            if wish != Wish::Play {
                // Nothing sounds yet that could be faded.
                self.ramp = Ramp::closed();
            }
            return Some(0.0);
        }
        let moves = self.ramp.pass(wish, 1.0 / f64::from(RATE)) > 0.0;
        self.state.set_faded(wish == Wish::Fade && !moves);
        if !moves {
            return Some(0.0);
        }
        let Some(sample) = self.ring.pop() else {
            return Some(0.0);
        };
        self.state.set_played(played + 1);
        Some(sample * self.ramp.gain())
    }
}

impl Source for Tap {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> ChannelCount {
        NonZero::<u16>::MIN
    }

    fn sample_rate(&self) -> SampleRate {
        const { NonZero::new(RATE).expect("the rate is not zero") }
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
