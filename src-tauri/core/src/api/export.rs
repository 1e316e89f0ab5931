//! The researcher's export.

use serde::Deserialize;
use ts_rs::TS;

use super::app::{App, Session, path};
use crate::error::Result;
use crate::measures::wording::{in_use, installed, own_keys};
use crate::people::Role;
use crate::research::export::{self, ExportOptions, ExportView, Exported};

/// Where an export goes, and how it is made.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportInput {
    /// A new or empty folder.
    pub path: String,
    /// How.
    #[serde(default)]
    pub options: ExportOptions,
}

impl App {
    pub(super) fn export(&self, input: ExportInput) -> Result<Exported> {
        let ExportInput { path: folder, mut options } = input;
        let folder = path(&folder)?;
        checked(&mut options)?;
        let weeks = self.course.manifest.weeks;
        self.as_role(Role::Researcher, |session| {
            let Session { ports, ledger, person, .. } = session;
            let (keys, wordings) = (own_keys(ledger)?, installed(ledger)?);
            let instruments = in_use(self.instruments.original(), &keys, &wordings);
            export::write(&**ports, ledger, &instruments, weeks, &person.name, &options, &folder)
        })
    }

    pub(super) fn export_view(&self, mut options: ExportOptions) -> Result<ExportView> {
        checked(&mut options)?;
        self.as_role(Role::Researcher, |session| {
            let Session { ledger, .. } = session;
            let (keys, wordings) = (own_keys(ledger)?, installed(ledger)?);
            let instruments = in_use(self.instruments.original(), &keys, &wordings);
            export::view(ledger, &instruments, &options)
        })
    }
}

/// Paths are whole ones, and an empty field is no list.
fn checked(options: &mut ExportOptions) -> Result<()> {
    options.practice = match options.practice.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(list) => Some(path(list)?.display().to_string()),
    };
    Ok(())
}
