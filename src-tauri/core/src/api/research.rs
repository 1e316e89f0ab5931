//! The researcher's analysis.

use serde::Deserialize;
use ts_rs::TS;

use super::app::{App, Session, path};
use crate::error::Result;
use crate::measures::wording;
use crate::people::Role;
use crate::research::analysis::attendance::Attendance;
use crate::research::analysis::{self, Analysis};

/// What an analysis may know besides the ledger.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnalysisInput {
    /// A list of the classes that each coach came to, by code; none where the study does not know.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub attendance: Option<String>,
}

impl App {
    pub(super) fn analysis(&self, input: AnalysisInput) -> Result<Analysis> {
        let attendance = match &input.attendance {
            Some(file) => Attendance::load(&path(file)?)?,
            None => Attendance::default(),
        };
        self.as_role(Role::Researcher, |session| {
            let Session { ports, ledger, .. } = session;
            let (keys, wordings) = (wording::own_keys(ledger)?, wording::installed(ledger)?);
            let instruments = wording::in_use(&self.instruments, &keys, &wordings);
            let weeks = self.course.manifest.weeks;
            analysis::analyse(ledger, &instruments, weeks, ports.now().day(), &attendance)
        })
    }
}
