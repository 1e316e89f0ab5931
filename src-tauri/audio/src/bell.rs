//! Singing bowls of three sizes, struck with a padded mallet.
//!
//! Each mode of a bowl is a damped resonator. No bowl is perfectly round, so each mode is really
//! two, a little apart: that is the slow beating one hears.
//!
//! The rim of a bowl bends much like a ring, whose modes of n = 2, 3, 4 … waves around lie at
//! n (n² − 1) / √(n² + 1), that is 1 : 2.83 : 5.42 : 8.77 : 12.9 (Rayleigh, *The Theory of Sound*,
//! § 233; Fletcher and Rossing, *The Physics of Musical Instruments*, § 21). A wall that is curved
//! and closed at the bottom brings them closer together: struck bowls show 1 : 2.7 : 5 : 8 : 11 or
//! so (Inácio, Henrique and Antunes, "The Dynamics of Tibetan Singing Bowls", Acta Acustica 92,
//! 2006). The wider and thinner a bowl, the nearer it comes to the ring and the longer it rings.
//! Levels and decays are ours, by ear.

use std::f64::consts::TAU;

use evenkeel_core::practice::timeline::{Bowl, STROKES_APART_SECONDS};

use crate::RATE;

/// The highest point of the wave: −9 dBFS, a little above the voice's loudest syllable.
const PEAK: f64 = 0.354_813;
/// How long the blow itself takes to swell, seconds.
const ATTACK_SECONDS: f64 = 0.03;
/// The share of its length at the end over which a bell is led to silence.
const FADE_SHARE: f64 = 0.35;
/// The most strokes of one bell.
const MOST_STROKES: u32 = 3;

/// One mode of the bowl.
struct Partial {
    /// Its frequency, as a multiple of the fundamental.
    ratio: f64,
    /// How far apart its two halves lie, hertz: so many beats a second.
    split_hz: f64,
    /// How loud it starts.
    level: f64,
    /// The time in which it falls to 37 %, seconds.
    decay_seconds: f64,
}

impl Partial {
    const fn new(ratio: f64, split_hz: f64, level: f64, decay_seconds: f64) -> Self {
        Self { ratio, split_hz, level, decay_seconds }
    }
}

/// The lowest mode, hertz, and all modes.
type Modes = (f64, [Partial; 5]);

/// Thick and high: its chord is narrow and soon over.
const SMALL: Modes = (
    396.0,
    [
        Partial::new(1.0, 0.7, 1.0, 2.8),
        Partial::new(2.66, 1.2, 0.4, 1.5),
        Partial::new(4.85, 1.9, 0.16, 0.7),
        Partial::new(7.52, 2.7, 0.05, 0.35),
        Partial::new(10.6, 3.6, 0.02, 0.15),
    ],
);
/// Low enough to be calm, high enough for the speaker of a laptop.
const MEDIUM: Modes = (
    212.0,
    [
        Partial::new(1.0, 0.45, 1.0, 4.2),
        Partial::new(2.71, 0.8, 0.5, 2.4),
        Partial::new(5.02, 1.3, 0.22, 1.2),
        Partial::new(7.86, 1.9, 0.08, 0.6),
        Partial::new(11.2, 2.6, 0.03, 0.25),
    ],
);
/// Low and long. A small speaker cannot give the lowest mode, so the next one is strong.
const LARGE: Modes = (
    141.0,
    [
        Partial::new(1.0, 0.3, 1.0, 6.0),
        Partial::new(2.76, 0.55, 0.65, 3.6),
        Partial::new(5.2, 0.9, 0.3, 1.9),
        Partial::new(8.2, 1.4, 0.12, 0.95),
        Partial::new(11.8, 2.0, 0.05, 0.4),
    ],
);
/// The share of a mode's weaker half: a gentle beat that never swallows the tone.
const WEAKER_HALF: f64 = 0.12;

/// A bell that lasts exactly `samples` samples at [`RATE`] and ends in silence. Its peak is at
/// −9 dBFS. The same bell always gives the same samples.
///
/// Each stroke but the first needs [`STROKES_APART_SECONDS`] to the end, or is left out.
pub fn ring(bowl: Bowl, strokes: u32, samples: usize) -> Vec<f32> {
    let (fundamental, partials) = match bowl {
        Bowl::Small => &SMALL,
        Bowl::Medium => &MEDIUM,
        Bowl::Large => &LARGE,
    };
    let mut stroke = vec![0.0_f64; samples];
    for partial in partials {
        let hz = fundamental * partial.ratio;
        for (side, share) in [(-0.5, 1.0 - WEAKER_HALF), (0.5, WEAKER_HALF)] {
            let hz = hz + side * partial.split_hz;
            add(&mut stroke, hz, partial.level * share, partial.decay_seconds);
        }
    }
    let attack = ATTACK_SECONDS * f64::from(RATE);
    for (at, value) in stroke.iter_mut().take(attack as usize).enumerate() {
        *value *= smooth(at as f64 / attack);
    }
    let apart = STROKES_APART_SECONDS * f64::from(RATE);
    // Each blow meets the lowest mode in step, a few milliseconds off at most: one against it
    // would quieten the bowl.
    let cycle = f64::from(RATE) / (fundamental - 0.5 * partials[0].split_hz);
    let mut wave = stroke.clone();
    for number in 1..strokes.min(MOST_STROKES) {
        let at = f64::from(number) * apart;
        if samples as f64 >= at + apart {
            let at = ((at / cycle).round() * cycle).round() as usize;
            for (value, blow) in wave[at..].iter_mut().zip(&stroke) {
                *value += blow;
            }
        }
    }
    lead_to_silence(&mut wave);
    let peak = wave.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let gain = if peak > 0.0 { PEAK / peak } else { 0.0 };
    wave.into_iter().map(|value| (value * gain) as f32).collect()
}

/// Adds one damped resonator: two multiplications a sample, and the same bits every time.
fn add(wave: &mut [f64], hz: f64, level: f64, decay_seconds: f64) {
    let rate = f64::from(RATE);
    let radius = (-1.0 / (decay_seconds * rate)).exp();
    let (sine, cosine) = (TAU * hz / rate).sin_cos();
    let (feedback, damping) = (2.0 * radius * cosine, radius * radius);
    let (mut before, mut now) = (0.0, level * radius * sine);
    for value in wave {
        *value += before;
        (before, now) = (now, feedback * now - damping * before);
    }
}

/// The way to silence at the end.
fn lead_to_silence(wave: &mut [f64]) {
    let fade = wave.len() as f64 * FADE_SHARE;
    let last = wave.len().saturating_sub(1);
    let from = last.saturating_sub(fade as usize);
    for (at, value) in wave.iter_mut().enumerate().skip(from) {
        *value *= smooth((last - at) as f64 / fade);
    }
}

/// 0 to 1 without a corner, flat outside.
fn smooth(x: f64) -> f64 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}
