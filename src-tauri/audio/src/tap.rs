//! The device's end of the ring: copies samples, counts them, and keeps the loudness.

use std::num::NonZero;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rodio::{ChannelCount, SampleRate, Source};

use crate::RATE;
use crate::mix::Mix;
use crate::ramp::Ramp;
use crate::ring::Ring;
use crate::state::{State, Wish};

/// Silence that a device is given first. Servers, amplifiers and headsets swallow the start of a
/// sound, and a stream that stumbles does so while it fills its first buffers.
const LEAD_IN: Duration = Duration::from_millis(250);
/// A device that is ahead of time by this much and goes on has no clock (ALSA's `null` and `file`
/// take half a minute in half a second).
const MOST_AHEAD: f64 = 1.0;
/// No clock of a real device is faster than this.
const FASTEST: f64 = 1.25;
/// How often time is looked at, samples.
const LOOKS_EVERY: u64 = 240;

/// What the device's callback reads. It waits for nothing and frees nothing.
pub struct Tap {
    ring: Arc<Ring>,
    state: Arc<State>,
    mix: Mix,
    ramp: Ramp,
    pace: Pace,
    /// The jump of the ring that was made last.
    jumps: u64,
}

impl Tap {
    /// A tap for a sit that goes on where its state says.
    pub fn new(ring: Arc<Ring>, state: Arc<State>, mix: Mix) -> Self {
        let ramp = if state.played() == 0 { Ramp::open() } else { Ramp::closed() };
        Self { ring, state, mix, ramp, pace: Pace::default(), jumps: 0 }
    }

    fn sample(&mut self) -> f32 {
        let wish = self.state.wish();
        match self.pace.ask() {
            Ask::TooEarly => {
                if wish != Wish::Play {
                    // Nothing sounds yet that could be faded.
                    self.ramp = Ramp::closed();
                }
                return 0.0;
            }
            Ask::TooFast(ahead) => {
                self.ring.set_ahead((ahead * f64::from(RATE)) as u64);
                return 0.0;
            }
            Ask::InTime => {}
        }
        let jumps = self.ring.jumps() != self.jumps;
        let wish = if jumps { Wish::Hold } else { wish };
        let moves = self.ramp.pass(wish, 1.0 / f64::from(RATE)) > 0.0;
        if jumps && !moves {
            let (number, at) = self.ring.jump();
            self.jumps = number;
            self.state.arrive(at);
            return 0.0;
        }
        self.state.set_faded(wish == Wish::Fade && !moves);
        let played = self.state.played();
        if !moves || played >= self.state.total() {
            return 0.0;
        }
        let Some(sample) = self.ring.pop() else { return 0.0 };
        self.state.set_played(played + 1);
        sample * self.ramp.gain() * self.mix.gain(played)
    }
}

impl Iterator for Tap {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        self.ring.ask();
        // A closed ring is only played out when its own sit was stopped; while that still lives,
        // another device or the clock has taken over. An end would have the device free this tap
        // where it may not: it is silent until the device is closed.
        if self.ring.is_closed() && self.state.wish().is_live() {
            return Some(0.0);
        }
        Some(self.sample())
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

/// How fast the device asks. Its buffers, however large, are filled with silence first.
#[derive(Default)]
struct Pace {
    opened: Option<Instant>,
    begun: Option<Instant>,
    asked: u64,
    too_fast: Option<f64>,
}

enum Ask {
    TooEarly,
    InTime,
    /// Seconds that it is ahead.
    TooFast(f64),
}

impl Pace {
    fn ask(&mut self) -> Ask {
        self.asked += 1;
        let Some(begun) = self.begun else {
            let enough = self.asked as f64 >= LEAD_IN.as_secs_f64() * f64::from(RATE);
            let opened = *self.opened.get_or_insert_with(Instant::now);
            if enough && opened.elapsed() >= LEAD_IN {
                (self.begun, self.asked) = (Some(Instant::now()), 0);
            }
            return Ask::TooEarly;
        };
        if let Some(ahead) = self.too_fast {
            return Ask::TooFast(ahead);
        }
        if self.asked.is_multiple_of(LOOKS_EVERY) {
            let (asked, passed) =
                (self.asked as f64 / f64::from(RATE), begun.elapsed().as_secs_f64());
            if asked - passed * FASTEST > MOST_AHEAD {
                self.too_fast = Some(asked - passed);
            }
        }
        Ask::InTime
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};
    use std::thread;

    use assert_no_alloc::{AllocDisabler, assert_no_alloc};
    use evenkeel_core::ports::Fault;
    use evenkeel_core::practice::timeline::{Event, Kind, Timeline};
    use rodio::mixer::mixer;

    use super::*;
    use crate::mix::Levels;
    use crate::samples;

    /// Ends the process where memory is asked for, or given back, when it may not be.
    #[global_allocator]
    static ALLOCATOR: AllocDisabler = AllocDisabler;

    const SECOND: usize = RATE as usize;

    #[test]
    fn the_devices_callback_asks_for_no_memory_and_waits_for_nobody() {
        let bell = Event { start: 0.0, end: 3.0, kind: Kind::BELL };
        let timeline = Timeline {
            practice: "test".into(),
            total_seconds: 3.0,
            open: false,
            events: vec![bell],
        };
        let (ring, state) = (Arc::new(Ring::new(4 * SECOND)), Arc::new(State::new(samples(3.0))));
        ring.push(&[0.5; 3 * SECOND]);
        let mix = Mix::new(Arc::new(Levels::new()), &timeline);
        let rate = NonZero::new(48_000).expect("the rate is not zero");
        let (controller, mut device) = mixer(NonZero::<u16>::MIN, rate);
        controller.add(Tap::new(Arc::clone(&ring), Arc::clone(&state), mix));
        let begins = Instant::now();
        while begins.elapsed() <= LEAD_IN {
            device.by_ref().take(480).for_each(drop);
        }

        // The one lock of a sit is held by whoever tells of a fault.
        state.tell(Fault::NoDevice);
        let mut passed = 0;
        state.take_back(|_| {
            let (tell, told) = mpsc::channel();
            thread::spawn({
                let state = Arc::clone(&state);
                move || {
                    let mut pull =
                        |count| assert_no_alloc(|| device.by_ref().take(count).sum::<f32>());
                    // Under a second in all: a device that takes more at once has no clock.
                    let played = pull(SECOND / 2);
                    state.fade();
                    state.seek(samples(1.0));
                    ring.go(samples(1.0));
                    let faded = pull(SECOND / 4);
                    ring.close();
                    tell.send([played, faded, pull(SECOND / 8)])
                }
            });
            let waited = told.recv_timeout(Duration::from_secs(20));
            let [played, faded, closed] = waited.expect("the callback waits for nobody");
            assert!(played > 100.0 && faded > 0.0, "{played}, {faded}");
            assert_eq!(closed, 0.0);
            passed = state.played();
            false
        });
        assert!(passed > samples(0.4));
    }
}
