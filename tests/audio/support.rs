//! Timelines and clips for tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use evenkeel_audio::{Player, RATE, samples, write_flac};
use evenkeel_core::ports::Sound;
use evenkeel_core::practice::script::Clip;
use evenkeel_core::practice::timeline::{Bowl, Event, Kind, Timeline};
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
    wav(path, rate, channels, seconds, |at| {
        let edge = (at.min(seconds - at) / 0.02).clamp(0.0, 1.0);
        0.25 * edge * (std::f64::consts::TAU * 440.0 * at).sin()
    })
}

/// A tone that rises over six seconds from 150 to 3000 Hz and swells as it goes, so that each
/// moment differs from every other. The files in tests/fixtures/audio were made from the same.
pub fn sweep(path: &Path, rate: u32, channels: u16) -> Clip {
    let tau = std::f64::consts::TAU;
    wav(path, rate, channels, 6.0, |at| {
        let edge = (at.min(6.0 - at) / 0.05).clamp(0.0, 1.0);
        // The turns of a tone whose frequency grows twentyfold in six seconds.
        let turns = 150.0 * 6.0 / 20.0_f64.ln() * (20.0_f64.powf(at / 6.0) - 1.0);
        0.25 * edge * (0.6 + 0.4 * (tau * 1.3 * at).sin()) * (tau * turns).sin()
    })
}

/// A WAV file of a wave that is given by its moments, −1 to 1.
pub fn wav(path: &Path, rate: u32, channels: u16, seconds: f64, wave: impl Fn(f64) -> f64) -> Clip {
    let spec = WavSpec {
        channels,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut file = WavWriter::create(path, spec).unwrap();
    for n in 0..(seconds * f64::from(rate)).round() as u32 {
        let value = wave(f64::from(n) / f64::from(rate)).clamp(-1.0, 1.0);
        for _ in 0..channels {
            file.write_sample((value * 32767.0).round() as i16).unwrap();
        }
    }
    file.finalize().unwrap();
    clip_of(path, seconds)
}

/// A file of tests/fixtures/audio.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/audio").join(name)
}

/// The sweep in every kind of file, in a folder of the test's own.
pub fn sweeps(folder: &Path) -> [Clip; 5] {
    let [wav, flac] = ["sweep.wav", "sweep.flac"].map(|name| folder.join(name));
    let wav = sweep(&wav, 44_100, 2);
    let alone = timeline([Part::Recording(sweep(&folder.join("24.wav"), RATE, 1))]);
    write_flac(&alone, &flac).unwrap();
    let copied = ["sweep.ogg", "sweep.mp3", "sweep-plain.mp3"].map(|name| {
        fs::copy(fixture(name), folder.join(name)).unwrap();
        clip_of(&folder.join(name), 6.0)
    });
    let [ogg, mp3, plain] = copied;
    [wav, clip_of(&flac, 6.0), ogg, mp3, plain]
}

/// What a test's timeline is made of.
pub enum Part {
    Bell(f64),
    Struck(Bowl, u32, f64),
    Cue(Clip),
    Recording(Clip),
    Silence(f64),
}

/// The parts one after the other.
pub fn timeline(parts: impl IntoIterator<Item = Part>) -> Timeline {
    let (mut events, mut now) = (Vec::new(), 0.0);
    for part in parts {
        let (seconds, kind) = match part {
            Part::Bell(seconds) => (seconds, Kind::BELL),
            Part::Struck(bowl, strokes, seconds) => (seconds, Kind::Bell { bowl, strokes }),
            Part::Recording(clip) => (clip.seconds, Kind::Recording { clip }),
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

/// Starts a sit. What comes back says when it has ended.
pub fn start(player: &Player, timeline: Timeline) -> Receiver<()> {
    let (tell, ended) = mpsc::channel();
    player.start(Arc::new(timeline), Box::new(move || tell.send(()).unwrap()));
    ended
}

/// Waits until something holds, and says what did not within this time.
pub fn wait_until(what: &str, seconds: f64, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed().as_secs_f64() < seconds, "not within {seconds} s: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// How alike two waves of one length are: their correlation, −1 to 1.
pub fn likeness(a: &[f32], b: &[f32]) -> f64 {
    assert_eq!(a.len(), b.len());
    let products = a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b));
    products.sum::<f64>() / (b.len() as f64 * rms(a) * rms(b))
}
