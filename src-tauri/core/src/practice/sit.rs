//! A sit under way: started once, held and gone on with, and noted exactly once.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;
use ts_rs::TS;

use super::log::{Sat, days_in_week, measure};
use super::script::{Anchor, Choices, Eyes, Posture, Practice};
use super::timeline::{Kind, Timeline, assemble};
use crate::course::Plan;
use crate::error::Result;
use crate::ports::{Moment, Ports, Position};
use crate::store::Ledger;
use crate::store::fact::ME;

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
    /// What was chosen last time, or where a first sit starts.
    pub choices: Choices,
}

/// A sit under way, or just over.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SitState {
    /// The practice's id.
    pub practice: String,
    /// Its name.
    pub title: String,
    /// What was chosen.
    pub choices: Choices,
    /// The whole length, seconds.
    pub total_seconds: f64,
    /// What has gone by, seconds.
    pub elapsed_seconds: f64,
    /// Whether it is held.
    pub paused: bool,
    /// Whether a device is making sound; without one the words carry the sit.
    pub audible: bool,
    /// The words said last, as the caption shows them; empty before the first.
    pub caption: String,
    /// When each bell is struck, seconds from the start.
    pub bells: Vec<f64>,
    /// When it began, local time, RFC 3339.
    pub began_at: String,
    /// When it will end if nothing holds it, local time, RFC 3339.
    pub ends_at: String,
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
    choices: Choices,
    began: Moment,
    noted: Option<Noted>,
}

impl Sit {
    /// Lays out a sit that begins now.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when the practice does not offer these choices.
    pub fn begin(ports: &dyn Ports, practice: &Practice, choices: Choices) -> Result<Self> {
        Ok(Self {
            title: practice.script.title.clone(),
            timeline: Arc::new(assemble(practice, &choices)?),
            choices,
            began: ports.now(),
            noted: None,
        })
    }

    /// What is to be played.
    pub fn timeline(&self) -> Arc<Timeline> {
        Arc::clone(&self.timeline)
    }

    /// The day it counts for: the one it began on.
    pub fn day(&self) -> NaiveDate {
        self.began.day()
    }

    /// Whether the log has taken it.
    pub fn is_over(&self) -> bool {
        self.noted.is_some()
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
        let seconds = position.map_or(self.timeline.total_seconds, |at| at.seconds);
        let sat = Sat {
            practice: self.timeline.practice.clone(),
            choices: self.choices,
            measured_seconds: seconds.min(self.timeline.total_seconds) as u32,
            to_the_bell: position.is_none(),
            audible: position.is_none_or(|at| at.audible),
        };
        if sat.measured_seconds > 0 {
            measure(ports, ledger, &sat, self.day())?;
        }
        self.noted = Some(Noted {
            measured_seconds: sat.measured_seconds,
            to_the_bell: sat.to_the_bell,
            days: days_in_week(ledger, week.starts_on, week.number)?,
            days_asked: week.days_asked,
        });
        Ok(())
    }

    /// The sit as the screen draws it. Without a position it has come to its end.
    pub fn state(&self, ports: &dyn Ports, position: Option<Position>) -> SitState {
        let total = self.timeline.total_seconds;
        let elapsed = match &self.noted {
            Some(noted) => f64::from(noted.measured_seconds),
            None => position.map_or(total, |at| at.seconds),
        };
        let left = TimeDelta::milliseconds(((total - elapsed) * 1000.0) as i64);
        SitState {
            practice: self.timeline.practice.clone(),
            title: self.title.clone(),
            choices: self.choices,
            total_seconds: total,
            elapsed_seconds: elapsed,
            paused: position.is_some_and(|at| at.paused),
            audible: position.is_none_or(|at| at.audible),
            caption: self.caption(elapsed),
            bells: self
                .timeline
                .events
                .iter()
                .filter(|event| event.kind.is_bell())
                .map(|event| event.start)
                .collect(),
            began_at: self.began.local.to_rfc3339(),
            ends_at: (ports.now().local + left).to_rfc3339(),
            noted: self.noted.clone(),
        }
    }

    fn caption(&self, elapsed: f64) -> String {
        self.timeline
            .events
            .iter()
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
#[derive(Debug, Clone, Copy)]
pub struct WeekOfSit {
    /// The day of class 1.
    pub starts_on: NaiveDate,
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
        choices: usual_choices(ledger, practice, plan.minutes)?,
    })
}

/// What Begin starts: anchor, posture and eyes as last time, or the gentlest; the length as asked.
///
/// # Errors
/// When the ledger cannot be read.
pub fn usual_choices(ledger: &Ledger, practice: &Practice, minutes: u32) -> Result<Choices> {
    let script = &practice.script;
    let minutes = minutes.clamp(script.shortest_minutes, script.longest_minutes);
    for fact in ledger.facts("sit", ME)?.iter().rev() {
        let sat: Sat = fact.read()?;
        if sat.practice == script.id {
            return Ok(Choices { minutes, ..sat.choices });
        }
    }
    let hands = script.anchors.contains(&Anchor::Hands);
    Ok(Choices {
        minutes,
        anchor: if hands { Anchor::Hands } else { script.anchors[0] },
        posture: script.postures[0],
        eyes: script.eyes[0],
    })
}
