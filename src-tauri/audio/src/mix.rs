//! How loud voice and bells are, each by itself. Set at any time, heard with the next samples the
//! device takes: nothing that was made ahead has to be made again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use evenkeel_core::ports::Volume;
use evenkeel_core::practice::timeline::{Kind, Timeline};

use crate::{RATE, samples};

/// The least loudness of the last bell, unless bells are silent: −20 dB. Somebody who sits with
/// closed eyes hears it in a quiet room.
const LAST_BELL: f32 = 0.1;
/// A change of the whole way takes this long: at once, but without a click.
const CHANGE_SECONDS: f32 = 0.02;
/// The same for one sample.
const STEP: f32 = 1.0 / (CHANGE_SECONDS * RATE as f32);

/// What is wished, as factors for samples.
#[derive(Debug)]
pub struct Levels {
    voice: AtomicU32,
    bells: AtomicU32,
}

impl Levels {
    /// As recorded.
    pub fn new() -> Self {
        let one = || AtomicU32::new(1.0_f32.to_bits());
        Self { voice: one(), bells: one() }
    }

    /// Takes what a person chose: squared, because ears hear ratios.
    pub fn set(&self, volume: Volume) {
        let factor = |level: f32| {
            let level = level.clamp(0.0, 1.0);
            (level * level).to_bits()
        };
        self.voice.store(factor(volume.voice), Ordering::Relaxed);
        self.bells.store(factor(volume.bells), Ordering::Relaxed);
    }

    /// Voice, bells, and the last bell.
    fn wished(&self) -> [f32; 3] {
        let voice = f32::from_bits(self.voice.load(Ordering::Relaxed));
        let bells = f32::from_bits(self.bells.load(Ordering::Relaxed));
        [voice, bells, if bells > 0.0 { bells.max(LAST_BELL) } else { 0.0 }]
    }
}

/// The loudness of each sample of one sit.
pub struct Mix {
    levels: Arc<Levels>,
    /// Which of the three counts, and up to which sample.
    parts: Box<[(u64, usize)]>,
    /// The part looked at last.
    part: usize,
    now: [f32; 3],
}

impl Mix {
    /// The loudness of this timeline's samples.
    pub fn new(levels: Arc<Levels>, timeline: &Timeline) -> Self {
        let last_bell = timeline.events.iter().rposition(|event| event.kind.is_bell());
        let parts = timeline.events.iter().enumerate().map(|(number, event)| {
            let which = match event.kind {
                Kind::Bell { .. } => 1 + usize::from(Some(number) == last_bell),
                Kind::Cue { .. } | Kind::Recording { .. } | Kind::Silence => 0,
            };
            (samples(event.end), which)
        });
        let (parts, now) = (parts.collect(), levels.wished());
        Self { levels, parts, part: 0, now }
    }

    /// The factor for a sample. Calls follow each other at the rate of the crate.
    pub fn gain(&mut self, sample: u64) -> f32 {
        for (now, wished) in self.now.iter_mut().zip(self.levels.wished()) {
            *now += (wished - *now).clamp(-STEP, STEP);
        }
        while self.part > 0 && sample < self.parts[self.part - 1].0 {
            self.part -= 1;
        }
        while self.parts.get(self.part).is_some_and(|part| sample >= part.0) {
            self.part += 1;
        }
        self.parts.get(self.part).map_or(1.0, |&(_, which)| self.now[which])
    }
}

#[cfg(test)]
mod tests {
    use evenkeel_core::practice::timeline::Event;

    use super::*;

    /// Bell to 1 s, silence to 2 s, bell to 3 s.
    fn timeline() -> Timeline {
        let event =
            |start: u32, kind| Event { start: f64::from(start), end: f64::from(start + 1), kind };
        let events = vec![event(0, Kind::BELL), event(1, Kind::Silence), event(2, Kind::BELL)];
        Timeline { practice: "test".into(), total_seconds: 3.0, open: false, events }
    }

    fn gains(bells: f32) -> [f32; 4] {
        let levels = Arc::new(Levels::new());
        levels.set(Volume { voice: 0.5, bells });
        let mut mix = Mix::new(levels, &timeline());
        let second = u64::from(RATE);
        // Forwards, and back again.
        [0, second, 2 * second, second - 1].map(|sample| mix.gain(sample))
    }

    #[test]
    fn voice_and_bells_have_a_loudness_each_and_the_last_bell_can_always_be_heard() {
        assert_eq!(gains(1.0), [1.0, 0.25, 1.0, 1.0]);
        assert_eq!(gains(0.25), [0.0625, 0.25, LAST_BELL, 0.0625]);
        assert_eq!(gains(0.0), [0.0, 0.25, 0.0, 0.0], "silent is silent");
    }

    #[test]
    fn a_change_arrives_within_a_fiftieth_of_a_second_and_has_no_step() {
        let levels = Arc::new(Levels::new());
        let mut mix = Mix::new(Arc::clone(&levels), &timeline());
        assert_eq!(mix.gain(0), 1.0);
        levels.set(Volume { voice: 1.0, bells: 0.5 });
        let mut before = 1.0;
        for sample in 1..=samples(0.02) {
            let now = mix.gain(sample);
            assert!(before - now <= STEP + 1e-6, "{before} then {now}");
            before = now;
        }
        assert_eq!(before, 0.25);
    }
}
