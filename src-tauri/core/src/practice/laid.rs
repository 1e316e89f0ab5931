//! A sit laid out: what is played, and which span of it counts for which practice.

use super::own::{OwnSit, Segment};
use super::script::{Choices, Practice};
use super::timeline::{
    Bowl, Event, Kind, OPEN_ENDS_AFTER_SECONDS, STROKES_APART_SECONDS, Timeline, assemble,
    bell_seconds, push,
};
use crate::error::{Error, Result};

/// The practice that silence counts for.
pub const SILENCE: &str = "silence";

/// A sit ready to be played and measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Laid {
    /// What is played. The player knows nothing of spans.
    pub timeline: Timeline,
    /// What it counts for, in order and without gaps.
    pub spans: Vec<Span>,
}

/// A stretch of a sit that counts for one practice.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// When it begins, seconds from the start of the sit.
    pub start: f64,
    /// When it ends; endless with an open end.
    pub end: f64,
    /// The practice's id.
    pub practice: String,
    /// How it is spoken; none in silence that nobody chose anything for.
    pub choices: Option<Choices>,
    /// What the person is told it is, such as "Walking, 20 minutes"; none where the sit's own
    /// title says it.
    pub line: Option<String>,
}

impl Span {
    /// Whether it goes on until somebody ends it.
    pub fn is_open(&self) -> bool {
        self.end.is_infinite()
    }
}

/// Lays out one practice.
///
/// # Errors
/// As [`assemble`].
pub fn practice(practice: &Practice, choices: &Choices) -> Result<Laid> {
    let timeline = assemble(practice, choices)?;
    let recording = choices.recording.as_ref().and_then(|id| practice.recording(id));
    let minutes = match recording {
        Some(_) => ((timeline.total_seconds / 60.0).round() as u32).max(1),
        None => choices.minutes,
    };
    let span = Span {
        start: 0.0,
        end: timeline.total_seconds,
        practice: practice.script.id.clone(),
        choices: Some(Choices { minutes, ..choices.clone() }),
        line: recording.map(|recording| format!("“{}”, {}", recording.title, recording.by)),
    };
    Ok(Laid { timeline, spans: vec![span] })
}

/// Lays out a sit that somebody put together, from a segment on: 0 is the first. Each segment is
/// exactly as long as it says. It ends with a bell; the first begins with one as well.
///
/// A spoken segment without choices gets those that `usual` gives for its practice and minutes.
///
/// # Errors
/// [`crate::Code::Refused`] when it cannot be sat as it is.
pub fn own(
    sit: &OwnSit,
    from: usize,
    practices: &[Practice],
    usual: impl Fn(&Practice, u32) -> Result<Choices>,
) -> Result<Laid> {
    let find = |id: &str| practices.iter().find(|practice| practice.script.id == id);
    sit.check(|id| find(id).map(|practice| &practice.script))?;
    let segments = sit.segments.get(from..).filter(|segments| !segments.is_empty());
    let segments = segments.ok_or_else(|| Error::refused("This sit has no such part."))?;
    let mut laid =
        Laying { bowl: sit.bowl, strokes: sit.strokes, events: Vec::new(), spans: Vec::new() };
    push(&mut laid.events, f64::from(sit.delay_seconds), Kind::Silence);
    for (index, segment) in segments.iter().enumerate() {
        let place = Place { first: index == 0, last: index + 1 == segments.len() };
        match (segment.practice.as_deref().and_then(find), segment.minutes) {
            (Some(practice), Some(minutes)) if segment.voice => {
                let choices = match &segment.choices {
                    Some(choices) => choices.clone(),
                    None => usual(practice, minutes)?,
                };
                laid.speak(segment, practice, Choices { minutes, ..choices }, place)?;
            }
            (_, minutes) => laid.be_silent(segment, minutes, place),
        }
    }
    let open = segments.iter().any(|segment| segment.minutes.is_none());
    let total_seconds = laid.now();
    let timeline = Timeline { practice: sit.id.clone(), total_seconds, open, events: laid.events };
    Ok(Laid { timeline, spans: laid.spans })
}

/// Where a segment stands in its sit.
#[derive(Clone, Copy)]
struct Place {
    first: bool,
    last: bool,
}

/// A sit being laid out.
struct Laying {
    bowl: Bowl,
    strokes: u32,
    events: Vec<Event>,
    spans: Vec<Span>,
}

impl Laying {
    fn now(&self) -> f64 {
        self.events.last().map_or(0.0, |event| event.end)
    }

    fn ring(&mut self, seconds: f64, strokes: u32) {
        push(&mut self.events, seconds, Kind::Bell { bowl: self.bowl, strokes });
    }

    fn be_quiet_until(&mut self, end: f64) {
        let seconds = end - self.now();
        push(&mut self.events, seconds, Kind::Silence);
    }

    /// A practice as it would be by itself, with the bells of this sit: silence in place of a
    /// first bell that would ring into the one before.
    fn speak(
        &mut self,
        segment: &Segment,
        practice: &Practice,
        choices: Choices,
        place: Place,
    ) -> Result<()> {
        let mut alone = assemble(practice, &choices)?;
        let seconds = f64::from(choices.minutes) * 60.0;
        let spare = seconds - alone.total_seconds;
        if spare < 0.0 {
            return Err(Error::refused(format!(
                "The recording of “{}” is longer than {} minutes. Please give it more, or turn \
                 the voice off.",
                segment.title, choices.minutes
            )));
        }
        let start = self.now();
        let ends = alone.events.pop();
        for (index, event) in alone.events.into_iter().enumerate() {
            let kind = match event.kind {
                Kind::Bell { .. } if index == 0 && !place.first => Kind::Silence,
                Kind::Bell { strokes, .. } => Kind::Bell { bowl: self.bowl, strokes },
                other => other,
            };
            self.events.push(Event { start: start + event.start, end: start + event.end, kind });
        }
        // Only a recording leaves time over: what is spoken was laid out to its length.
        push(&mut self.events, spare, Kind::Silence);
        let rings = ends.map_or(0.0, |bell| bell.end - bell.start);
        self.ring(rings, if place.last { self.strokes } else { 1 });
        self.end_at(start + seconds);
        self.span(start, Some(start + seconds), segment, Some(choices));
        Ok(())
    }

    /// Silence with its bells.
    fn be_silent(&mut self, segment: &Segment, minutes: Option<u32>, place: Place) {
        let start = self.now();
        let seconds = minutes.map(|minutes| f64::from(minutes) * 60.0);
        let (first_bell, last_bell) = bell_seconds(minutes.unwrap_or(u32::MAX));
        let strokes = if place.last { self.strokes } else { 1 };
        let rings = last_bell + STROKES_APART_SECONDS * f64::from(strokes - 1);
        // With an open end, bells go on as long as the sit could.
        let horizon = match seconds {
            Some(seconds) => start + seconds - rings,
            None if segment.has_bells_between() => OPEN_ENDS_AFTER_SECONDS.max(start),
            None => start,
        };
        if place.first {
            self.ring(first_bell, 1);
        }
        for minute in minutes_between(segment, horizon - start) {
            let at = start + f64::from(minute) * 60.0;
            self.be_quiet_until(at);
            self.ring(last_bell.min(horizon - at), 1);
        }
        self.be_quiet_until(horizon);
        let end = seconds.map(|seconds| start + seconds);
        if let Some(end) = end {
            self.ring(rings, strokes);
            self.end_at(end);
        }
        self.span(start, end, segment, None);
    }

    /// Some hundred additions leave the end a hair off; the length asked for is the length.
    fn end_at(&mut self, end: f64) {
        if let Some(last) = self.events.last_mut() {
            last.end = end;
        }
    }

    fn span(&mut self, start: f64, end: Option<f64>, segment: &Segment, choices: Option<Choices>) {
        self.spans.push(Span {
            start,
            end: end.unwrap_or(f64::INFINITY),
            practice: segment.practice.clone().unwrap_or_else(|| SILENCE.to_owned()),
            choices,
            line: Some(segment.line()),
        });
    }
}

/// The minutes at which a bell rings within so many seconds, ascending.
fn minutes_between(segment: &Segment, seconds: f64) -> Vec<u32> {
    let whole = (seconds / 60.0).ceil().max(0.0) as u32;
    let every = segment.every.filter(|&every| every > 0);
    let regular = every.into_iter().flat_map(|every| (every..whole).step_by(every as usize));
    let mut minutes: Vec<u32> = regular.chain(segment.at.iter().copied()).collect();
    minutes.retain(|&minute| minute > 0 && f64::from(minute) * 60.0 < seconds);
    minutes.sort_unstable();
    minutes.dedup();
    minutes
}
