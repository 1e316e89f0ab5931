//! The commands of a cohort's calendar.

use super::app::App;
use super::{PlanDates, SetBreaks};
use crate::cohort::board::{CohortView, board};
use crate::cohort::roster;
use crate::error::Result;
use crate::people::Role;
use crate::study::calendar::{Calendar, CourseDates};

impl App {
    pub(super) fn course_dates(&self, input: PlanDates) -> Result<CourseDates> {
        let weeks = self.course.manifest.weeks;
        Ok(Calendar::new(input.starts_on, weeks, input.breaks)?.dates())
    }

    pub(super) fn set_breaks(&self, input: SetBreaks) -> Result<CohortView> {
        self.as_role(Role::Trainer, |session| {
            roster::set_breaks(&*session.ports, &mut session.ledger, input.breaks)?;
            board(&session.ledger, &self.course, session.ports.now().day())
        })
    }
}
