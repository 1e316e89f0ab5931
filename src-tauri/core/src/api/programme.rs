//! Needs and feedback from both sides, an agency's counts, and the reports.

use serde::Deserialize;
use ts_rs::TS;

use super::app::{App, Session, path};
use super::{ForTrainer, Nothing};
use crate::error::Result;
use crate::feedback::{self, Feedback, FeedbackTotals, FeedbackView};
use crate::needs::{self, ClassNeeds, Needs, NeedsView, SentNeeds};
use crate::paper::Paper;
use crate::people::Role;
use crate::programme::counts::{self, CountsSettings, CountsView, MonthCount};
use crate::programme::report::{self, Basis, Report, ReportKind};
use crate::study::enrolment::Enrolment;
use crate::study::protocol::Arm;

/// Which report to show.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportInput {
    /// The report.
    pub report: ReportKind,
}

/// The smallest group that reports show.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetLeast {
    /// How many people.
    pub least: u32,
    /// The report to give back.
    pub report: ReportKind,
}

/// Where the tables of the reports go.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveTables {
    /// A new or empty folder.
    pub folder: String,
}

impl App {
    pub(super) fn needs(&self, _: Nothing) -> Result<NeedsView> {
        self.as_coach(|session, enrolment| self.needs_view(session, enrolment))
    }

    pub(super) fn send_needs(&self, input: Needs) -> Result<NeedsView> {
        let view = self.as_coach(|session, enrolment| {
            let first = &self.course.original().needs;
            let needs = input.reworded(&self.course.needs, first);
            needs::send(&*session.ports, &mut session.ledger, first, needs)?;
            self.needs_view(session, enrolment)
        })?;
        self.post_soon();
        Ok(view)
    }

    fn needs_view(&self, session: &Session, enrolment: &Enrolment) -> Result<NeedsView> {
        let (first, form) = (&self.course.original().needs, &self.course.needs);
        let sent = needs::sent(&session.ledger)?;
        Ok(NeedsView {
            form: form.clone(),
            sent: sent.map(|sent| SentNeeds { needs: sent.needs.reworded(first, form), ..sent }),
            trainer: enrolment.reaches().filter(|_| enrolment.arm == Arm::Course).cloned(),
            starts_on: enrolment.calendar.starts_on(),
            today: session.ports.now().day(),
        })
    }

    pub(super) fn class_needs(&self, _: Nothing) -> Result<ClassNeeds> {
        self.as_role(Role::Trainer, |session| {
            let first = &self.course.original().needs;
            needs::of_class(&session.ledger, first, &self.course.needs)
        })
    }

    pub(super) fn feedback(&self, _: Nothing) -> Result<FeedbackView> {
        self.as_coach(|session, enrolment| self.feedback_view(session, enrolment))
    }

    pub(super) fn keep_feedback(&self, input: Feedback) -> Result<()> {
        self.as_coach(|session, _| feedback::keep(&mut session.ledger, &input))
    }

    pub(super) fn send_feedback(&self, input: Feedback) -> Result<FeedbackView> {
        let view = self.as_coach(|session, enrolment| {
            let Session { ports, ledger, .. } = session;
            feedback::send(&**ports, ledger, enrolment, &self.instruments, input)?;
            self.feedback_view(session, enrolment)
        })?;
        self.post_soon();
        Ok(view)
    }

    fn feedback_view(&self, session: &Session, enrolment: &Enrolment) -> Result<FeedbackView> {
        let today = session.ports.now().day();
        feedback::view(&session.ledger, enrolment, &self.instruments, today)
    }

    pub(super) fn feedback_totals(&self, _: Nothing) -> Result<FeedbackTotals> {
        self.as_role(Role::Trainer, |session| feedback::totals(&session.ledger, &self.instruments))
    }

    /// What a coach may send to their trainer now.
    pub(super) fn for_trainer(
        &self,
        session: &Session,
        enrolment: &Enrolment,
    ) -> Result<Vec<ForTrainer>> {
        let today = session.ports.now().day();
        let before = today < enrolment.calendar.starts_on() && enrolment.arm == Arm::Course;
        let asks =
            before && enrolment.reaches().is_some() && needs::sent(&session.ledger)?.is_none();
        let mut open = Vec::new();
        if asks {
            open.push(ForTrainer::Needs);
        }
        if feedback::is_offered(&session.ledger, enrolment, today)? {
            open.push(ForTrainer::Feedback);
        }
        Ok(open)
    }

    pub(super) fn counts(&self, _: Nothing) -> Result<CountsView> {
        self.as_role(Role::Trainer, |session| {
            counts::view(&session.ledger, session.ports.now().day())
        })
    }

    pub(super) fn set_counts(&self, input: CountsSettings) -> Result<CountsView> {
        self.as_role(Role::Trainer, |session| {
            counts::set(&*session.ports, &mut session.ledger, input)?;
            counts::view(&session.ledger, session.ports.now().day())
        })
    }

    pub(super) fn note_month(&self, input: MonthCount) -> Result<CountsView> {
        self.as_role(Role::Trainer, |session| {
            counts::note(&*session.ports, &mut session.ledger, input)?;
            counts::view(&session.ledger, session.ports.now().day())
        })
    }

    pub(super) fn report(&self, input: ReportInput) -> Result<Report> {
        self.as_role(Role::Trainer, |session| self.report_from(session)?.report(input.report))
    }

    pub(super) fn set_least(&self, input: SetLeast) -> Result<Report> {
        self.as_role(Role::Trainer, |session| {
            report::set_least(&*session.ports, &mut session.ledger, input.least)?;
            self.report_from(session)?.report(input.report)
        })
    }

    pub(super) fn save_tables(&self, input: SaveTables) -> Result<Vec<String>> {
        let folder = path(&input.folder)?;
        self.as_role(Role::Trainer, |session| {
            let tables = self.report_from(session)?.tables()?;
            Ok(session.ports.write_bundle(&tables, &folder)?.files)
        })
    }

    /// A report as a page.
    pub(super) fn report_paper(&self, kind: ReportKind) -> Result<Paper> {
        self.as_role(Role::Trainer, |session| {
            Ok(self.report_from(session)?.report(kind)?.paper(&self.course))
        })
    }

    fn report_from<'a>(&'a self, session: &'a Session) -> Result<Basis<'a>> {
        Ok(Basis {
            ledger: &session.ledger,
            course: &self.course,
            instruments: &self.instruments,
            today: session.ports.now().day(),
            least: report::least(&session.ledger)?,
        })
    }
}
