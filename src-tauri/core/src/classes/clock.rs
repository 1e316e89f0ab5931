//! The clock beside a class plan. Each press is a fact, so a class goes on where it was after the
//! page was left or the program ended.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::steps;
use crate::course::{Course, Part};
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// What a press on the clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ClockPress {
    /// The class begins with its first step.
    Began,
    /// A step begins. One before the present one goes back to it, and to the time it began.
    Step {
        /// Its place in the run: 0 for the first.
        step: u32,
    },
    /// The class is over.
    Ended,
    /// It was no class: begun by mistake, or to try it.
    Dropped,
}

/// The body of a `class-clock` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pressed {
    part: String,
    press: ClockPress,
}

/// A class on the clock. Times are local, RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassClock {
    /// The part's id.
    pub part: String,
    /// The part's title.
    pub title: String,
    /// Its steps, in order.
    pub steps: Vec<ClockStep>,
    /// When it began; none before.
    pub began_at: Option<String>,
    /// The step under way, or the last one: its place in the run.
    pub step: u32,
    /// When it ended; none before.
    pub ended_at: Option<String>,
    /// The time now.
    pub now: String,
}

/// One step on the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClockStep {
    /// Planned minutes.
    pub minutes: u32,
    /// Its name.
    pub title: String,
    /// When it began; none for one that is still to come or was passed over.
    pub began_at: Option<String>,
}

/// The latest time a part's class was held: now, if it is under way.
///
/// # Errors
/// When the ledger cannot be read.
pub fn clock(
    ports: &dyn Ports,
    ledger: &Ledger,
    course: &Course,
    part: &Part,
) -> Result<ClassClock> {
    let mut clock = ClassClock {
        part: part.id.clone(),
        title: part.title.clone(),
        steps: steps(course, part)
            .map(|step| ClockStep {
                minutes: step.minutes,
                title: step.title.clone(),
                began_at: None,
            })
            .collect(),
        began_at: None,
        step: 0,
        ended_at: None,
        now: ports.now().local.to_rfc3339(),
    };
    for fact in ledger.facts("class-clock", ME)? {
        let Pressed { part: pressed, press } = fact.read()?;
        if pressed == part.id {
            clock.follow(press, fact.at);
        }
    }
    Ok(clock)
}

/// Presses the clock of a part's class. A second press that says the same changes nothing.
///
/// # Errors
/// [`crate::Code::Refused`] for a step before the class begins, or one that its plan has not.
pub fn press(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    part: &Part,
    press: ClockPress,
) -> Result<ClassClock> {
    let before = clock(ports, ledger, course, part)?;
    if let ClockPress::Step { step } = press {
        if before.began_at.is_none() {
            return Err(Error::refused("Please begin the class first."));
        }
        if step as usize >= before.steps.len() {
            return Err(Error::refused("The plan of this class has no such step."));
        }
    }
    let idle = match press {
        ClockPress::Began => before.is_under_way(),
        ClockPress::Step { step } => before.is_under_way() && before.step == step,
        ClockPress::Ended => !before.is_under_way(),
        ClockPress::Dropped => before.began_at.is_none(),
    };
    if idle {
        return Ok(before);
    }
    let pressed = Pressed { part: part.id.clone(), press };
    ledger.append(ports, Draft::new("class-clock", &pressed)?)?;
    clock(ports, ledger, course, part)
}

impl ClassClock {
    /// Whether the class has begun and is not over.
    pub fn is_under_way(&self) -> bool {
        self.began_at.is_some() && self.ended_at.is_none()
    }

    /// How long it took, whole minutes, once it is over.
    pub fn minutes(&self) -> Option<u32> {
        let at = |time: &Option<String>| chrono::DateTime::parse_from_rfc3339(time.as_ref()?).ok();
        let took = (at(&self.ended_at)? - at(&self.began_at)?).num_minutes();
        u32::try_from(took).ok()
    }

    fn follow(&mut self, press: ClockPress, at: String) {
        match press {
            ClockPress::Began | ClockPress::Dropped => {
                self.steps.iter_mut().for_each(|step| step.began_at = None);
                (self.step, self.began_at, self.ended_at) = (0, None, None);
                if press == ClockPress::Began {
                    self.steps.iter_mut().take(1).for_each(|step| {
                        step.began_at = Some(at.clone());
                    });
                    self.began_at = Some(at);
                }
            }
            ClockPress::Step { step } => {
                self.ended_at = None;
                self.step = step;
                // What was reached by mistake was not reached.
                for later in self.steps.iter_mut().skip(step as usize + 1) {
                    later.began_at = None;
                }
                if let Some(own) = self.steps.get_mut(step as usize) {
                    own.began_at.get_or_insert(at);
                }
            }
            ClockPress::Ended => self.ended_at = Some(at),
        }
    }
}
