//! A sit under way: started once, held and gone on with, and noted exactly once.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use rusqlite::OptionalExtension;
use serde::Serialize;
use ts_rs::TS;

use super::fault::FaultTold;
use super::laid::{Laid, Span};
use super::log::{Running, Sat, days_in_week};
use super::meter::Meter;
use super::script::{Anchor, Choices, Eyes, Posture, Practice, Recording, RecordingEntry};
use super::timeline::{Kind, Timeline};
use crate::course::Plan;
use crate::error::Result;
use crate::ports::{Moment, Ports, Position, Volume};
use crate::store::Ledger;
use crate::study::calendar::Calendar;

/// A practice as the screen offers it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PracticeCard {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// One or two sentences.
    pub about: String,
    /// Who may want to talk with somebody first.
    pub caution: String,
    /// The lengths offered as buttons, minutes.
    pub lengths: Vec<u32>,
    /// The shortest, minutes.
    pub shortest_minutes: u32,
    /// The longest, minutes.
    pub longest_minutes: u32,
    /// The anchors it can rest on.
    pub anchors: Vec<Anchor>,
    /// The postures it has words for.
    pub postures: Vec<Posture>,
    /// What it has words for with the eyes.
    pub eyes: Vec<Eyes>,
    /// Whether it belongs to the week under way.
    pub this_week: bool,
    /// Whether it is silence between bells: anchor, posture and eyes change nothing.
    pub silent: bool,
    /// What a trainer recorded of it, whole.
    pub recordings: Vec<RecordingLine>,
    /// What was chosen last time, or where a first sit starts.
    pub choices: Choices,
}

/// A recording as the screen offers it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordingLine {
    /// Its id, for [`Choices::recording`].
    pub id: String,
    /// Its name.
    pub title: String,
    /// Who speaks.
    pub by: String,
    /// Its length without bells, seconds.
    pub seconds: f64,
}

/// A sit under way, or just over.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SitState {
    /// The practice's id, or that of a sit put together.
    pub practice: String,
    /// Its name.
    pub title: String,
    /// What was chosen; none for a sit put together.
    pub choices: Option<Choices>,
    /// The segment under way, such as "Walking, 20 minutes", or whose recording it is.
    pub segment: Option<String>,
    /// The whole length, seconds; with an open end, what is laid out of it.
    pub total_seconds: f64,
    /// Whether it goes on until somebody ends it.
    pub open: bool,
    /// What has gone by, seconds.
    pub elapsed_seconds: f64,
    /// Whether it is held.
    pub paused: bool,
    /// Whether a device is making sound; without one the words carry the sit.
    pub audible: bool,
    /// What the person should be told about the sound.
    pub fault: Option<FaultTold>,
    /// How loud it is.
    pub volume: Volume,
    /// The words said last, as the caption shows them; empty before the first of a segment.
    pub caption: String,
    /// When each bell is struck, seconds from the start.
    pub bells: Vec<f64>,
    /// When it began, local time, RFC 3339.
    pub began_at: String,
    /// When it will end if nothing holds it, local time, RFC 3339; none with an open end.
    pub ends_at: Option<String>,
    /// Set once it is over and noted in the log.
    pub noted: Option<Noted>,
}

/// What the log took from a sit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Noted {
    /// Seconds really sat.
    pub measured_seconds: u32,
    /// Whether it went on to the last bell.
    pub to_the_bell: bool,
    /// Days of this week with practice, this one counted.
    pub days: u32,
    /// Days asked for.
    pub days_asked: u32,
}

/// The sit that is under way, or just over.
#[derive(Debug)]
pub struct Sit {
    title: String,
    timeline: Arc<Timeline>,
    spans: Vec<Span>,
    began: Moment,
    meter: Meter,
    volume: Volume,
    /// Whether a device made sound at the last look.
    audible: bool,
    noted: Option<Noted>,
}

/// How long the last bell of a span rings at least, seconds.
const LAST_BELL_SECONDS: f64 = 6.0;

impl Sit {
    /// A sit that begins now.
    pub fn begin(now: Moment, title: &str, laid: Laid, volume: Volume) -> Self {
        Self {
            title: title.to_owned(),
            timeline: Arc::new(laid.timeline),
            spans: laid.spans,
            began: now,
            meter: Meter::new(now),
            volume,
            audible: true,
            noted: None,
        }
    }

    /// What is to be played.
    pub fn timeline(&self) -> &Arc<Timeline> {
        &self.timeline
    }

    /// The day it counts for: the one it began on.
    pub fn day(&self) -> NaiveDate {
        self.began.day()
    }

    /// Whether the log has taken it.
    pub fn is_over(&self) -> bool {
        self.noted.is_some()
    }

    /// How loud it is from now on.
    pub fn set_volume(&mut self, volume: Volume) {
        self.volume = volume;
    }

    /// Counts what was sat since the last look. `position` is where it is now; none is its end.
    pub fn look(&mut self, now: Moment, position: Option<Position>) {
        if self.is_over() {
            return;
        }
        self.meter.look(now, position.map_or(self.timeline.ends_after(), |at| at.seconds));
        self.audible = position.map_or(self.audible, |at| at.audible);
    }

    /// Goes to another second of the timeline, or as near as there is one, and gives that.
    pub fn seek(&mut self, now: Moment, position: Position, seconds: f64) -> f64 {
        let seconds = seconds.clamp(0.0, self.timeline.ends_after());
        self.look(now, Some(position));
        self.meter.seek(now, position.seconds, seconds);
        seconds
    }

    /// What the log would take if the program ended now.
    pub fn running(&self) -> Running {
        Running { day: self.day(), sats: self.sats(true) }
    }

    /// Notes it in the log, once. `position` is where it ended; none is the last bell.
    ///
    /// # Errors
    /// When the ledger cannot be written; then it can be noted again.
    pub fn note(
        &mut self,
        ports: &dyn Ports,
        ledger: &mut Ledger,
        week: &WeekOfSit,
        position: Option<Position>,
    ) -> Result<()> {
        if self.is_over() {
            return Ok(());
        }
        self.look(ports.now(), position);
        let running = Running { day: self.day(), sats: self.sats(false) };
        running.note(ports, ledger)?;
        self.noted = Some(Noted {
            measured_seconds: running.sats.iter().map(|sat| sat.measured_seconds).sum(),
            to_the_bell: self.spans.last().is_some_and(|span| self.is_through(span)),
            days: days_in_week(ledger, &week.calendar, week.number)?,
            days_asked: week.days_asked,
        });
        Ok(())
    }

    /// The sit as the screen draws it. Without a position it has come to its end.
    pub fn state(&self, ports: &dyn Ports, position: Option<Position>) -> SitState {
        let position = position.filter(|_| !self.is_over());
        let total = self.timeline.total_seconds;
        let elapsed = match position {
            Some(at) => at.seconds,
            None if self.is_over() => self.meter.at(),
            None => self.timeline.ends_after(),
        };
        let left = TimeDelta::milliseconds(((total - elapsed) * 1000.0) as i64);
        let span = self.spans.iter().rfind(|span| span.start <= elapsed).or(self.spans.first());
        SitState {
            practice: self.timeline.practice.clone(),
            title: self.title.clone(),
            choices: match &self.spans[..] {
                [Span { practice, choices, .. }] if *practice == self.timeline.practice => {
                    choices.clone()
                }
                _ => None,
            },
            segment: span.and_then(|span| span.line.clone()),
            total_seconds: total,
            open: self.timeline.open,
            elapsed_seconds: elapsed,
            paused: position.is_some_and(|at| at.paused),
            audible: position.map_or(self.audible, |at| at.audible),
            fault: position.and_then(|at| at.fault).map(FaultTold::from),
            volume: self.volume,
            caption: self.caption(span.map_or(0.0, |span| span.start), elapsed),
            bells: self
                .timeline
                .events
                .iter()
                .filter(|event| event.kind.is_bell())
                .map(|event| event.start)
                .collect(),
            began_at: self.began.local.to_rfc3339(),
            ends_at: (!self.timeline.open).then(|| (ports.now().local + left).to_rfc3339()),
            noted: self.noted.clone(),
        }
    }

    /// What was sat of each span. `cut` is whether the program ended here, not the person.
    fn sats(&self, cut: bool) -> Vec<Sat> {
        let sat = |span: &Span| Sat {
            practice: span.practice.clone(),
            choices: span.choices.clone(),
            measured_seconds: self.meter.seconds_between(span.start, span.end).round() as u32,
            to_the_bell: self.is_through(span) && !(cut && span.is_open()),
            audible: self.audible,
            cut_short: cut && (span.is_open() || !self.is_through(span)),
        };
        self.spans.iter().map(sat).filter(|sat| sat.measured_seconds > 0).collect()
    }

    /// Whether the last bell of a span was heard. An open end is where the person ends it.
    fn is_through(&self, span: &Span) -> bool {
        let from = if span.is_open() { span.start } else { span.end - LAST_BELL_SECONDS };
        self.meter.seconds_between(from, span.end) > 0.0
    }

    fn caption(&self, from: f64, elapsed: f64) -> String {
        self.timeline
            .events
            .iter()
            .skip_while(|event| event.start < from)
            .take_while(|event| event.start <= elapsed)
            .filter_map(|event| match &event.kind {
                Kind::Cue { text, .. } => Some(text.clone()),
                _ => None,
            })
            .last()
            .unwrap_or_default()
    }
}

/// The week a sit counts for.
#[derive(Debug, Clone)]
pub struct WeekOfSit {
    /// The weeks of the course.
    pub calendar: Calendar,
    /// 1 for the first; 0 before it.
    pub number: u32,
    /// Days asked for.
    pub days_asked: u32,
}

/// A practice as the screen offers it, with what was chosen last time.
///
/// # Errors
/// When the ledger cannot be read.
pub fn card(ledger: &Ledger, practice: &Practice, plan: &Plan) -> Result<PracticeCard> {
    let script = &practice.script;
    Ok(PracticeCard {
        id: script.id.clone(),
        title: script.title.clone(),
        about: script.about.clone(),
        caution: script.caution.clone(),
        lengths: script.lengths.clone(),
        shortest_minutes: script.shortest_minutes,
        longest_minutes: script.longest_minutes,
        anchors: script.anchors.clone(),
        postures: script.postures.clone(),
        eyes: script.eyes.clone(),
        this_week: plan.practices().any(|id| *id == script.id),
        silent: practice.is_silent(),
        recordings: practice.recordings.iter().map(RecordingLine::from).collect(),
        choices: usual_choices(ledger, practice, plan.minutes)?,
    })
}

impl From<&RecordingEntry> for RecordingLine {
    fn from(entry: &RecordingEntry) -> Self {
        let RecordingEntry { id, title, by, seconds, .. } = entry.clone();
        Self { id, title, by, seconds }
    }
}

impl From<&Recording> for RecordingLine {
    fn from(recording: &Recording) -> Self {
        let Recording { id, title, by, clip } = recording.clone();
        Self { id, title, by, seconds: clip.seconds }
    }
}

/// What Begin starts: anchor, posture and eyes as last time, or the gentlest; the length as asked.
/// A recording is chosen each time: it has a length of its own.
///
/// # Errors
/// When the ledger cannot be read.
pub fn usual_choices(ledger: &Ledger, practice: &Practice, minutes: u32) -> Result<Choices> {
    let script = &practice.script;
    let minutes = minutes.clamp(script.shortest_minutes, script.longest_minutes);
    if let Some(choices) = last_choices(ledger, &script.id)? {
        return Ok(Choices { minutes, recording: None, ..choices });
    }
    let hands = script.anchors.contains(&Anchor::Hands);
    Ok(Choices {
        minutes,
        anchor: if hands { Anchor::Hands } else { script.anchors[0] },
        posture: script.postures[0],
        eyes: script.eyes[0],
        recording: None,
    })
}

/// What was chosen for the latest sit of a practice that anything was chosen for.
fn last_choices(ledger: &Ledger, practice: &str) -> Result<Option<Choices>> {
    let last: Option<String> = ledger
        .connection()
        .prepare_cached(
            "SELECT body ->> 'choices' FROM fact
             WHERE kind = 'sit' AND author = 'me' AND body ->> 'choices' IS NOT NULL
               AND body ->> 'practice' = ?1
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([practice], |row| row.get(0))
        .optional()?;
    Ok(last.map(|choices| serde_json::from_str(&choices)).transpose()?)
}
