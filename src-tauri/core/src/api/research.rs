//! The researcher's figures.

use std::sync::Arc;

use serde::Deserialize;
use ts_rs::TS;

use super::app::{App, Session, path};
use crate::error::Result;
use crate::measures::wording;
use crate::people::Role;
use crate::ports::PathKind;
use crate::research::analysis::attendance::Attendance;
use crate::research::analysis::{self, Analysis};
use crate::research::screening::{self, Screening};
use crate::store::files;

/// What an analysis may know besides the ledger.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnalysisInput {
    /// A list of the classes that each coach came to, by code; none where the study does not know.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub attendance: Option<String>,
}

/// A chart to be saved.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChartFile {
    /// As what.
    pub kind: ChartKind,
    /// The whole file.
    pub text: String,
}

/// As what a chart is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// The drawing.
    Svg,
    /// The table behind it.
    Csv,
}

impl App {
    pub(super) fn save_chart(&self, input: ChartFile) -> Result<Option<String>> {
        let ports = self.with(|session| Ok(Arc::clone(&session.ports)))?;
        let (dialog, ending) = match input.kind {
            ChartKind::Svg => (PathKind::SaveSvg, "svg"),
            ChartKind::Csv => (PathKind::SaveCsv, "csv"),
        };
        // Nobody waits for the dialog but the one who asked.
        let Some(file) = ports.choose_path(dialog) else { return Ok(None) };
        let file = if file.extension().is_some() { file } else { file.with_extension(ending) };
        files::replace(&file, input.text.as_bytes())?;
        Ok(Some(file.display().to_string()))
    }

    pub(super) fn set_screening(&self, input: Screening) -> Result<()> {
        self.as_role(Role::Researcher, |session| {
            screening::enter(&*session.ports, &mut session.ledger, input)
        })
    }

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
