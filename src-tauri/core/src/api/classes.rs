//! The trainer's commands for a class: who came, its clock and bell, the tally, and what was done.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::app::{App, Session, path};
use super::sit::volume;
use super::{Nothing, PartInput, PathInput};
use crate::classes::clock::{self, ClassClock, ClockPress};
use crate::classes::fidelity::{self, FidelityView, KeptClass};
use crate::classes::take_home;
use crate::classes::tally::{self, ClassTally};
use crate::cohort::attendance::{self, Class, ClassList, RollLine};
use crate::cohort::board::Attendance;
use crate::cohort::roster;
use crate::course::{Part, PartKind, Plan};
use crate::error::{Error, Result};
use crate::paper::Paper;
use crate::people::Role;
use crate::practice::log::Obstacle;
use crate::practice::timeline::bells;
use crate::store::Ledger;
use crate::study::completion;
use crate::study::plan::Plans;

/// Who came to a class, or no longer did.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkClass {
    /// The part's id.
    pub part: String,
    /// A mark for each coach it is about.
    pub marks: Vec<ClassMark>,
}

/// One coach's mark.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClassMark {
    /// The coach's code.
    pub code: String,
    /// The mark; none takes back what was noted.
    pub attendance: Option<Attendance>,
}

/// A press on the clock of a class.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PressClock {
    /// The part's id.
    pub part: String,
    /// What it says.
    pub press: ClockPress,
}

/// An obstacle that was called out.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TapObstacle {
    /// The part's id.
    pub part: String,
    /// What was in the way.
    pub obstacle: Obstacle,
    /// Whether it is counted once less: a slip of the hand.
    pub less: bool,
}

/// A bell in class.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RingBell {
    /// How often it is struck: 1 to 3.
    pub strokes: u32,
}

/// The completion rule, and the list of classes that the researcher could get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassListView {
    /// The list.
    pub list: ClassList,
    /// Classes that count as a completed course.
    pub least_classes: u32,
}

impl App {
    pub(super) fn class_roll(&self, input: PartInput) -> Result<Vec<RollLine>> {
        let class = Class::of(self.known_part(&input.part)?);
        self.as_role(Role::Trainer, |session| attendance::roll(&session.ledger, &class))
    }

    pub(super) fn mark_class(&self, input: MarkClass) -> Result<Vec<RollLine>> {
        let class = Class::of(self.known_part(&input.part)?);
        let marks: Vec<_> =
            input.marks.into_iter().map(|mark| (mark.code, mark.attendance)).collect();
        self.as_role(Role::Trainer, |session| {
            attendance::mark(&*session.ports, &mut session.ledger, &class, &marks)?;
            attendance::roll(&session.ledger, &class)
        })
    }

    pub(super) fn class_list(&self, _: Nothing) -> Result<ClassListView> {
        self.as_role(Role::Trainer, |session| {
            let list = attendance::list(&session.ledger)?;
            let study = roster::setup(&session.ledger)?.and_then(|setup| setup.study);
            let protocol = study.as_ref().map(|study| &study.protocol);
            Ok(ClassListView { list, least_classes: completion::least_classes(protocol) })
        })
    }

    pub(super) fn save_class_list(&self, input: PathInput) -> Result<String> {
        let folder = path(&input.path)?;
        self.as_role(Role::Trainer, |session| {
            let file: PathBuf = attendance::save_list(&*session.ports, &session.ledger, &folder)?;
            Ok(file.display().to_string())
        })
    }

    pub(super) fn class_clock(&self, input: PartInput) -> Result<ClassClock> {
        let part = self.known_part(&input.part)?;
        self.as_role(Role::Trainer, |session| {
            clock::clock(&*session.ports, &session.ledger, &self.course, part)
        })
    }

    pub(super) fn press_clock(&self, input: PressClock) -> Result<ClassClock> {
        let part = self.known_part(&input.part)?;
        self.as_role(Role::Trainer, |session| {
            let Session { ports, ledger, .. } = session;
            clock::press(&**ports, ledger, &self.course, part, input.press)
        })
    }

    pub(super) fn ring_bell(&self, input: RingBell) -> Result<()> {
        if !(1..=3).contains(&input.strokes) {
            return Err(Error::refused("A bell is struck one to three times."));
        }
        self.as_role(Role::Trainer, |session| {
            let sound = session.ports.sound();
            sound.set_volume(volume(&session.ledger)?);
            sound.start(Arc::new(bells(input.strokes)), Box::new(|| {}));
            Ok(())
        })
    }

    pub(super) fn class_tallies(&self, _: Nothing) -> Result<Vec<ClassTally>> {
        self.as_role(Role::Trainer, |session| tally::tallies(&session.ledger))
    }

    pub(super) fn tap_obstacle(&self, input: TapObstacle) -> Result<Vec<ClassTally>> {
        let part = self.known_part(&input.part)?;
        self.as_role(Role::Trainer, |session| {
            let Session { ports, ledger, .. } = session;
            tally::tap(&**ports, ledger, part, input.obstacle, input.less)?;
            tally::tallies(ledger)
        })
    }

    pub(super) fn class_fidelity(&self, input: PartInput) -> Result<FidelityView> {
        let part = self.known_part(&input.part)?;
        self.as_role(Role::Trainer, |session| self.fidelity_view(session, part))
    }

    pub(super) fn keep_class(&self, input: KeptClass) -> Result<FidelityView> {
        let part = self.known_part(&input.part)?;
        self.as_role(Role::Trainer, |session| {
            fidelity::keep(&*session.ports, &mut session.ledger, input)?;
            self.fidelity_view(session, part)
        })
    }

    fn fidelity_view(&self, session: &Session, part: &Part) -> Result<FidelityView> {
        let Session { ports, ledger, person, .. } = session;
        let clock = clock::clock(&**ports, ledger, &self.course, part)?;
        let today = ports.now().day();
        fidelity::view(ledger, &self.course, part, &clock, &person.name, today)
    }

    /// The pages that people take home from a part's class.
    pub(super) fn take_home(&self, ledger: &Ledger, part: &Part) -> Result<Paper> {
        Ok(take_home::paper(&self.course, part, &self.plan_of_cohort(ledger, part)?))
    }

    /// A part's plan as the cohort has it.
    fn plan_of_cohort(&self, ledger: &Ledger, part: &Part) -> Result<Plan> {
        let Some(setup) = roster::setup(ledger)?.filter(|_| part.kind == PartKind::Week) else {
            return Ok(part.plan.clone());
        };
        let plans = Plans::of_cohort(ledger, &setup.cohort.plan)?;
        let asked = plans.asked(&self.course, &setup.cohort.calendar()?, part.week);
        Ok(asked.over(&part.plan))
    }
}
