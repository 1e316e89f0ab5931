//! A sound server of its own whose only device is a null sink, with somebody listening to it.
//!
//! ALSA's own null device has no clock: half a minute would pass in half a second. PulseAudio's
//! null sink takes its time, and its monitor gives back what was played.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{processes, until};

/// Samples a second that the listener keeps, one channel, 16 bits.
pub const RATE: u32 = 16_000;
const SINK: &str = "evenkeel";

/// A running sound server.
pub struct SoundServer {
    server: Child,
    folder: PathBuf,
}

/// What is being heard, from the moment of listening on.
pub struct Listener {
    recorder: Child,
    heard: PathBuf,
}

impl SoundServer {
    /// Starts a server whose socket and settings lie in this folder.
    pub async fn start(folder: &Path) -> Self {
        let settings = "pcm.!default { type pulse }\nctl.!default { type pulse }\n";
        std::fs::write(folder.join("asound.conf"), settings).expect("the sound settings");
        let log = File::create(folder.join("pulseaudio.log")).expect("a log for the sound server");
        let socket = folder.join("socket");
        let load = [
            format!("module-null-sink sink_name={SINK} rate=48000 channels=2"),
            format!("module-native-protocol-unix auth-anonymous=1 socket={}", socket.display()),
        ];
        let server = Command::new("pulseaudio")
            .args(["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"])
            .args(load.map(|module| format!("--load={module}")))
            .envs([("HOME", folder), ("XDG_RUNTIME_DIR", folder), ("PULSE_RUNTIME_PATH", folder)])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("PulseAudio starts; `cargo xtask setup` installs it");
        let sound = Self { server, folder: folder.to_owned() };
        let ready = until(async || {
            let answer = sound.client("pactl").args(["list", "short", "sinks"]).output().ok()?;
            String::from_utf8_lossy(&answer.stdout).contains(SINK).then_some(())
        });
        ready.await.expect("PulseAudio answers with its null sink");
        sound
    }

    /// What leads a program to this server through ALSA.
    pub fn environment(&self) -> [(String, String); 2] {
        let settings = self.folder.join("asound.conf");
        [
            ("PULSE_SERVER".into(), self.address()),
            ("ALSA_CONFIG_PATH".into(), settings.display().to_string()),
        ]
    }

    /// Begins to listen.
    pub fn listen(&self) -> Listener {
        let heard = self.folder.join("heard.raw");
        let output = File::create(&heard).expect("a file for what is heard");
        let recorder = self
            .client("parec")
            .args([&format!("--device={SINK}.monitor"), "--raw", "--latency-msec=50"])
            .args(["--format=s16le", "--channels=1", &format!("--rate={RATE}")])
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(Stdio::null())
            .spawn()
            .expect("parec starts; `cargo xtask setup` installs it");
        Listener { recorder, heard }
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("PULSE_SERVER", self.address()).env("HOME", &self.folder);
        command
    }

    fn address(&self) -> String {
        format!("unix:{}", self.folder.join("socket").display())
    }
}

impl Drop for SoundServer {
    fn drop(&mut self) {
        processes::end(self.server.id());
        let _ = self.server.wait();
    }
}

impl Listener {
    /// What was heard so far.
    pub fn heard(&self) -> Heard {
        let bytes = std::fs::read(&self.heard).expect("what was heard");
        let samples = bytes
            .chunks_exact(2)
            .map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0)
            .collect();
        Heard { samples }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        processes::end(self.recorder.id());
        let _ = self.recorder.wait();
    }
}

/// Sound as it was heard: samples from −1 to 1, [`RATE`] a second.
pub struct Heard {
    samples: Vec<f32>,
}

impl Heard {
    /// How long it is, seconds.
    pub fn seconds(&self) -> f64 {
        self.samples.len() as f64 / f64::from(RATE)
    }

    /// The second at which something is heard first: louder than −50 dB for a twentieth of one.
    pub fn begins(&self) -> Option<f64> {
        let step = RATE as usize / 20;
        let loud = self.samples.chunks_exact(step).position(|part| decibels(part) > -50.0)?;
        Some((loud * step) as f64 / f64::from(RATE))
    }

    /// Loudness from one second to another, RMS in dB of full scale; silence is −120.
    pub fn loudness(&self, from: f64, to: f64) -> f64 {
        decibels(self.part(from, to))
    }

    /// Loudness of the last seconds.
    pub fn loudness_of_last(&self, seconds: f64) -> f64 {
        self.loudness(self.seconds() - seconds, self.seconds())
    }

    /// How much of the sound between two seconds is one tone, from 0 to 1.
    pub fn share_of_tone(&self, hertz: f64, from: f64, to: f64) -> f64 {
        let part = self.part(from, to);
        let energy: f64 = part.iter().map(|sample| f64::from(*sample).powi(2)).sum();
        if energy == 0.0 {
            return 0.0;
        }
        let step = std::f64::consts::TAU * hertz / f64::from(RATE);
        let (mut real, mut imaginary) = (0.0, 0.0);
        for (index, sample) in part.iter().enumerate() {
            let angle = step * index as f64;
            real += f64::from(*sample) * angle.cos();
            imaginary += f64::from(*sample) * angle.sin();
        }
        2.0 * (real.powi(2) + imaginary.powi(2)) / (energy * part.len() as f64)
    }

    /// Keeps it as a WAV file to listen to.
    pub fn save(&self, file: &Path) {
        let shape = hound::WavSpec {
            channels: 1,
            sample_rate: RATE,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut wav = hound::WavWriter::create(file, shape).expect("a file for the sound");
        for sample in &self.samples {
            wav.write_sample((sample * 32_767.0) as i16).expect("the sound can be written");
        }
        wav.finalize().expect("the sound can be written");
    }

    fn part(&self, from: f64, to: f64) -> &[f32] {
        let index =
            |second: f64| ((second.max(0.0) * f64::from(RATE)) as usize).min(self.samples.len());
        &self.samples[index(from)..index(to).max(index(from))]
    }
}

fn decibels(samples: &[f32]) -> f64 {
    let sum: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    let mean = sum / samples.len().max(1) as f64;
    if mean > 1e-12 { 10.0 * mean.log10() } else { -120.0 }
}
