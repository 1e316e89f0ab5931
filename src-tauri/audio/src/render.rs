//! A sit as samples, and as a file.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use evenkeel_core::practice::timeline::{Event, Kind, Timeline};
use evenkeel_core::{Code, Error, Result};
use hound::{SampleFormat, WavSpec, WavWriter};

use crate::{RATE, bell, clip, samples};

/// Samples that are made at a time.
const BLOCK: usize = 4096;

/// What becomes of a clip that is missing or damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damaged {
    /// It is an error: for files that go to other people.
    Refuse,
    /// Silence takes its place, and the sit goes on with its caption.
    Silence,
}

/// A sit, made block by block: at most one clip or bell is in memory.
///
/// Each event starts at `round(start · RATE)`, and the whole has exactly
/// `round(total_seconds · RATE)` samples. The same timeline gives the same bits.
#[derive(Debug)]
pub struct Sit {
    timeline: Arc<Timeline>,
    damaged: Damaged,
    /// The next sample.
    at: u64,
    /// The event it falls into, or a later one.
    event: usize,
    /// The sound of that event once it has begun; empty for silence.
    sound: Option<Vec<f32>>,
}

impl Sit {
    /// A sit from its beginning.
    pub fn new(timeline: Arc<Timeline>, damaged: Damaged) -> Self {
        Self::from(timeline, damaged, 0)
    }

    /// A sit from its `start`th sample on.
    pub fn from(timeline: Arc<Timeline>, damaged: Damaged, start: u64) -> Self {
        Self { timeline, damaged, at: start, event: 0, sound: None }
    }

    /// Writes the next samples into `out` and returns how many; 0 after the end.
    ///
    /// # Errors
    /// [`Code::Content`] for a missing or damaged clip, with [`Damaged::Refuse`] only.
    pub fn fill(&mut self, out: &mut [f32]) -> Result<usize> {
        let left = samples(self.timeline.ends_after()).saturating_sub(self.at);
        let count = out.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let mut rest = &mut out[..count];
        while !rest.is_empty() {
            let (part, later) = rest.split_at_mut(self.stretch(rest.len()));
            self.copy(part)?;
            rest = later;
        }
        Ok(count)
    }

    /// How many of the next `most` samples lie in one event, or in none. Steps to that event.
    fn stretch(&mut self, most: usize) -> usize {
        loop {
            let until = match self.timeline.events.get(self.event) {
                None => return most,
                Some(event) if self.at >= samples(event.end) => {
                    self.event += 1;
                    self.sound = None;
                    continue;
                }
                Some(event) if self.at < samples(event.start) => samples(event.start),
                Some(event) => samples(event.end),
            };
            return most.min(usize::try_from(until - self.at).unwrap_or(usize::MAX));
        }
    }

    fn copy(&mut self, out: &mut [f32]) -> Result<()> {
        out.fill(0.0);
        let event = self.timeline.events.get(self.event);
        if let Some(event) = event.filter(|event| self.at >= samples(event.start)) {
            let sound = match &mut self.sound {
                Some(sound) => sound,
                none => none.insert(sound_of(event, self.damaged)?),
            };
            let from = usize::try_from(self.at - samples(event.start)).unwrap_or(usize::MAX);
            let ready = sound.get(from..).unwrap_or_default();
            let count = ready.len().min(out.len());
            out[..count].copy_from_slice(&ready[..count]);
        }
        self.at += out.len() as u64;
        Ok(())
    }
}

fn sound_of(event: &Event, damaged: Damaged) -> Result<Vec<f32>> {
    match &event.kind {
        Kind::Bell { .. } => Ok(bell::ring((samples(event.end) - samples(event.start)) as usize)),
        Kind::Silence => Ok(Vec::new()),
        Kind::Cue { clip, .. } | Kind::Recording { clip } => match (clip::load(clip), damaged) {
            (Err(_), Damaged::Silence) => Ok(Vec::new()),
            (result, _) => result,
        },
    }
}

/// A whole sit as one channel at [`RATE`].
///
/// # Errors
/// [`Code::Content`] for a missing or damaged clip.
pub fn render(timeline: &Timeline) -> Result<Vec<f32>> {
    let mut whole = vec![0.0; samples(timeline.total_seconds) as usize];
    Sit::new(Arc::new(timeline.clone()), Damaged::Refuse).fill(&mut whole)?;
    Ok(whole)
}

/// Writes a whole sit as a WAV file: one channel, 16 bit, [`RATE`].
///
/// The file appears under its name only when it is whole; one that was there is replaced.
///
/// # Errors
/// [`Code::Content`] for a missing or damaged clip; what the file system says otherwise.
pub fn write_wav(timeline: &Timeline, path: &Path) -> Result<()> {
    let part = path.with_added_extension("part");
    write_to(timeline, &part)
        .and_then(|()| Ok(fs::rename(&part, path)?))
        .inspect_err(|_| drop(fs::remove_file(&part)))
}

fn write_to(timeline: &Timeline, path: &Path) -> Result<()> {
    let spec = WavSpec {
        channels: 1,
        sample_rate: RATE,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut file = WavWriter::create(path, spec).map_err(wav_error)?;
    let mut sit = Sit::new(Arc::new(timeline.clone()), Damaged::Refuse);
    let mut block = [0.0; BLOCK];
    loop {
        let count = sit.fill(&mut block)?;
        if count == 0 {
            return file.finalize().map_err(wav_error);
        }
        let mut writer = file.get_i16_writer(count as u32);
        for sample in &block[..count] {
            writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16);
        }
        writer.flush().map_err(wav_error)?;
    }
}

fn wav_error(error: hound::Error) -> Error {
    match error {
        hound::Error::IoError(error) => error.into(),
        other => Error::new(Code::Fault, format!("writing a WAV file: {other}")),
    }
}
