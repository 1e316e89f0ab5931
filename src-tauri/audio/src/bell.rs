//! A singing bowl, struck once with a padded mallet.
//!
//! Each mode of a bowl is a damped resonator. No bowl is perfectly round, so each mode is really
//! two, a little apart: that is the slow beating one hears. Frequency ratios near 1 : 2.7 : 5.0 :
//! 7.9 are those commonly measured on bowls of this kind.

use std::f64::consts::TAU;

use crate::RATE;

/// The lowest mode, hertz: low enough to be calm, high enough for the speaker of a laptop.
const FUNDAMENTAL_HZ: f64 = 212.0;
/// The highest point of the wave: −9 dBFS, a little above the voice's loudest syllable.
const PEAK: f64 = 0.354_813;
/// How long the blow itself takes to swell, seconds.
const ATTACK_SECONDS: f64 = 0.03;
/// The share of its length at the end over which a bell is led to silence.
const FADE_SHARE: f64 = 0.35;

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

const PARTIALS: [Partial; 5] = [
    Partial { ratio: 1.0, split_hz: 0.45, level: 1.0, decay_seconds: 4.2 },
    Partial { ratio: 2.71, split_hz: 0.8, level: 0.5, decay_seconds: 2.4 },
    Partial { ratio: 5.02, split_hz: 1.3, level: 0.22, decay_seconds: 1.2 },
    Partial { ratio: 7.86, split_hz: 1.9, level: 0.08, decay_seconds: 0.6 },
    Partial { ratio: 11.2, split_hz: 2.6, level: 0.03, decay_seconds: 0.25 },
];
/// The share of a mode's weaker half: a gentle beat that never swallows the tone.
const WEAKER_HALF: f64 = 0.12;

/// A bell that lasts exactly `samples` samples at [`RATE`] and ends in silence. Its peak is at
/// −9 dBFS. The same length always gives the same samples.
pub fn ring(samples: usize) -> Vec<f32> {
    let mut wave = vec![0.0_f64; samples];
    for partial in &PARTIALS {
        let hz = FUNDAMENTAL_HZ * partial.ratio;
        for (side, share) in [(-0.5, 1.0 - WEAKER_HALF), (0.5, WEAKER_HALF)] {
            let hz = hz + side * partial.split_hz;
            add(&mut wave, hz, partial.level * share, partial.decay_seconds);
        }
    }
    shape(&mut wave);
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

/// The soft blow at the start, and the way to silence at the end.
fn shape(wave: &mut [f64]) {
    let attack = (ATTACK_SECONDS * f64::from(RATE)).min(wave.len() as f64);
    let fade = wave.len() as f64 * FADE_SHARE;
    let last = wave.len().saturating_sub(1) as f64;
    for (at, value) in wave.iter_mut().enumerate() {
        let at = at as f64;
        *value *= smooth(at / attack) * smooth((last - at) / fade);
    }
}

/// 0 to 1 without a corner, flat outside.
fn smooth(x: f64) -> f64 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}
