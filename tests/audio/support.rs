//! Timelines and clips for tests.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use evenkeel_audio::{RATE, samples};
use evenkeel_core::practice::script::Clip;
use evenkeel_core::practice::timeline::{Event, Kind, Timeline};
use hound::{SampleFormat, WavSpec, WavWriter};
use sha2::{Digest, Sha256};

/// A clip for this file, with its true hash.
pub fn clip_of(path: &Path, seconds: f64) -> Clip {
    let hash = Sha256::digest(fs::read(path).unwrap());
    let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Clip { path: path.to_owned(), sha256, seconds }
}

/// A sine of 440 Hz at a quarter of full scale, faded in and out, as a WAV file.
pub fn tone(path: &Path, rate: u32, channels: u16, seconds: f64) -> Clip {
    let spec = WavSpec {
        channels,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut file = WavWriter::create(path, spec).unwrap();
    for n in 0..(seconds * f64::from(rate)).round() as u32 {
        let at = f64::from(n) / f64::from(rate);
        let edge = (at.min(seconds - at) / 0.02).clamp(0.0, 1.0);
        let value = 0.25 * edge * (std::f64::consts::TAU * 440.0 * at).sin();
        for _ in 0..channels {
            file.write_sample((value * 32767.0).round() as i16).unwrap();
        }
    }
    file.finalize().unwrap();
    clip_of(path, seconds)
}

/// What a test's timeline is made of.
pub enum Part {
    Bell(f64),
    Cue(Clip),
    Silence(f64),
}

/// The parts one after the other.
pub fn timeline(parts: impl IntoIterator<Item = Part>) -> Timeline {
    let (mut events, mut now) = (Vec::new(), 0.0);
    for part in parts {
        let (seconds, kind) = match part {
            Part::Bell(seconds) => (seconds, Kind::BELL),
            Part::Silence(seconds) => (seconds, Kind::Silence),
            Part::Cue(clip) => {
                (clip.seconds, Kind::Cue { cue: "one".into(), text: "One.".into(), clip })
            }
        };
        events.push(Event { start: now, end: now + seconds, kind });
        now += seconds;
    }
    Timeline { practice: "test".into(), total_seconds: now, open: false, events }
}

/// The samples between two moments.
pub fn between(wave: &[f32], from: f64, to: f64) -> &[f32] {
    &wave[samples(from) as usize..samples(to) as usize]
}

/// Root of the mean square.
pub fn rms(wave: &[f32]) -> f64 {
    let sum: f64 = wave.iter().map(|&value| f64::from(value).powi(2)).sum();
    (sum / wave.len() as f64).sqrt()
}

/// The highest point.
pub fn peak(wave: &[f32]) -> f32 {
    wave.iter().fold(0.0, |most, value| value.abs().max(most))
}

/// How much of the wave's energy is a sine of this frequency, 0 to 1.
pub fn share_of(wave: &[f32], hz: f64) -> f64 {
    let (mut sine, mut cosine, mut energy) = (0.0, 0.0, 0.0);
    for (n, &value) in wave.iter().enumerate() {
        let turn = std::f64::consts::TAU * hz * n as f64 / f64::from(RATE);
        sine += f64::from(value) * turn.sin();
        cosine += f64::from(value) * turn.cos();
        energy += f64::from(value).powi(2);
    }
    (sine * sine + cosine * cosine) * 2.0 / (wave.len() as f64 * energy)
}

/// Waits until something holds, and says what did not within this time.
pub fn wait_until(what: &str, seconds: f64, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed().as_secs_f64() < seconds, "not within {seconds} s: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
