//! A sit as samples, made block by block.

use std::path::PathBuf;
use std::sync::Arc;

use evenkeel_core::Result;
use evenkeel_core::practice::script::Clip;
use evenkeel_core::practice::timeline::{Event, Kind, Timeline};

use crate::clip::{self, Stream};
use crate::{bell, samples};

/// What becomes of a recording that is missing or damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damaged {
    /// It is an error: for files that go to other people.
    Refuse,
    /// Silence takes its place, and the sit goes on with its caption.
    Silence,
}

/// A sit, made block by block: at most one bell, or a few packets of a recording, is in memory.
///
/// Each event starts at `round(start · RATE)`, and the whole has exactly
/// `round(ends_after · RATE)` samples. The same timeline gives the same bits, from wherever it is
/// begun.
pub struct Sit {
    timeline: Arc<Timeline>,
    damaged: Damaged,
    /// The next sample.
    at: u64,
    /// The event it falls into, or a later one.
    event: usize,
    /// The sound of that event once it has begun.
    sound: Option<Source>,
    /// Recordings whose hash was right.
    checked: Vec<PathBuf>,
    damage: Option<u64>,
}

/// Where the samples of an event come from.
enum Source {
    Silence,
    Bell(Vec<f32>),
    Recording(Box<Stream>),
}

impl Sit {
    /// A sit from its beginning.
    pub fn new(timeline: Arc<Timeline>, damaged: Damaged) -> Self {
        Self::from(timeline, damaged, 0)
    }

    /// A sit from its `start`th sample on.
    pub fn from(timeline: Arc<Timeline>, damaged: Damaged, start: u64) -> Self {
        let checked = Vec::new();
        Self { timeline, damaged, at: start, event: 0, sound: None, checked, damage: None }
    }

    /// Goes to a sample.
    pub fn seek(&mut self, to: u64) {
        (self.at, self.event, self.sound) = (to, 0, None);
    }

    /// The sample from which on a recording was replaced by silence since this was asked last.
    pub fn take_damage(&mut self) -> Option<u64> {
        self.damage.take()
    }

    /// Writes the next samples into `out` and returns how many; 0 after the end.
    ///
    /// # Errors
    /// [`evenkeel_core::Code::Content`] for a missing or damaged recording, with
    /// [`Damaged::Refuse`] only.
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
        let timeline = Arc::clone(&self.timeline);
        let event = timeline.events.get(self.event);
        if let Some(event) = event.filter(|event| self.at >= samples(event.start))
            && let Err(error) = self.sound_of(event, out)
        {
            if self.damaged == Damaged::Refuse {
                return Err(error);
            }
            out.fill(0.0);
            self.sound = Some(Source::Silence);
            self.damage = Some(self.at);
        }
        self.at += out.len() as u64;
        Ok(())
    }

    fn sound_of(&mut self, event: &Event, out: &mut [f32]) -> Result<()> {
        let from = self.at - samples(event.start);
        let source = match self.sound.take() {
            Some(source) => source,
            None => self.begin(event, from)?,
        };
        match self.sound.insert(source) {
            Source::Silence => {}
            Source::Bell(wave) => {
                let from = usize::try_from(from).unwrap_or(usize::MAX);
                let ready = wave.get(from..).unwrap_or_default();
                let count = ready.len().min(out.len());
                out[..count].copy_from_slice(&ready[..count]);
            }
            Source::Recording(stream) => {
                stream.read(out)?;
            }
        }
        Ok(())
    }

    fn begin(&mut self, event: &Event, from: u64) -> Result<Source> {
        Ok(match &event.kind {
            Kind::Silence => Source::Silence,
            Kind::Bell { bowl, strokes } => {
                let length = samples(event.end) - samples(event.start);
                Source::Bell(bell::ring(*bowl, *strokes, length as usize))
            }
            Kind::Cue { clip, .. } | Kind::Recording { clip } => {
                self.check(clip)?;
                Source::Recording(Box::new(Stream::open(clip, from)?))
            }
        })
    }

    /// Once for each recording: somebody who goes back and forth in an hour does not wait for it.
    fn check(&mut self, clip: &Clip) -> Result<()> {
        if !self.checked.contains(&clip.path) {
            clip::check(clip)?;
            self.checked.push(clip.path.clone());
        }
        Ok(())
    }
}
