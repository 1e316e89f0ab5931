//! When a person's day begins: what they do in the night still belongs to the day before.
//!
//! Facts keep the date they were given. Another hour counts from now on and moves nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::bundle::{Bundle, Written};
use crate::course::ContentFolder;
use crate::error::{Error, Result};
use crate::hours::page::CertificatePage;
use crate::measures::found::{CopyFrom, Found};
use crate::paper::Paper;
use crate::ports::{Courier, DAY_STARTS_AT_HOUR, Keychain, Moment, PathKind, Place, Ports, Sound};
use crate::reminders::Event;
use crate::store::Ledger;
use crate::store::fact::Draft;

/// The body of a `day-start` fact; the latest one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DayStart {
    /// The hour on the wall, 0 to 12.
    pub hour: u32,
}

/// What the person said; 4 in the morning for somebody who said nothing.
///
/// # Errors
/// When the ledger cannot be read.
pub fn starts(ledger: &Ledger) -> Result<DayStart> {
    let said = ledger.latest("day-start")?.map(|fact| fact.read()).transpose()?;
    Ok(said.unwrap_or(DayStart { hour: DAY_STARTS_AT_HOUR }))
}

/// Keeps what the person says.
///
/// # Errors
/// [`crate::Code::Refused`] for an hour past noon.
pub fn set_start(ports: &dyn Ports, ledger: &mut Ledger, start: DayStart) -> Result<()> {
    if start.hour > 12 {
        return Err(Error::refused("A day can start at any full hour from midnight to noon."));
    }
    if start != starts(ledger)? {
        ledger.append(ports, Draft::new("day-start", &start)?)?;
    }
    Ok(())
}

/// The host, with the day of the person whose ledger is open.
pub struct OwnDay {
    host: Arc<dyn Ports>,
    start: DayStart,
}

impl OwnDay {
    /// The host as the owner of a ledger has it.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(host: Arc<dyn Ports>, ledger: &Ledger) -> Result<Arc<dyn Ports>> {
        Ok(Arc::new(Self { host, start: starts(ledger)? }))
    }
}

// All of it goes through, also what a host may leave to a default.
impl Ports for OwnDay {
    fn now(&self) -> Moment {
        Moment { day_starts_at: self.start.hour, ..self.host.now() }
    }

    fn place(&self) -> Place {
        self.host.place()
    }

    fn random(&self, out: &mut [u8]) {
        self.host.random(out);
    }

    fn data_dir(&self) -> &Path {
        self.host.data_dir()
    }

    fn content(&self) -> &ContentFolder {
        self.host.content()
    }

    fn outbox_dir(&self) -> PathBuf {
        self.host.outbox_dir()
    }

    fn choose_path(&self, kind: PathKind) -> Option<PathBuf> {
        self.host.choose_path(kind)
    }

    fn sound(&self) -> &dyn Sound {
        self.host.sound()
    }

    fn courier(&self) -> &dyn Courier {
        self.host.courier()
    }

    fn read_copy(&self, from: CopyFrom<'_>) -> Result<Found> {
        self.host.read_copy(from)
    }

    fn keychain(&self) -> Option<&dyn Keychain> {
        self.host.keychain()
    }

    fn write_bundle(&self, bundle: &Bundle, folder: &Path) -> Result<Written> {
        self.host.write_bundle(bundle, folder)
    }

    fn write_calendar(&self, events: &[Event], path: &Path) -> Result<()> {
        self.host.write_calendar(events, path)
    }

    fn start_with_computer(&self, yes: bool) -> Result<()> {
        self.host.start_with_computer(yes)
    }

    fn open_mail(&self, mailto: &str) -> Result<()> {
        self.host.open_mail(mailto)
    }

    fn write_paper(&self, paper: &Paper, path: &Path) -> Result<()> {
        self.host.write_paper(paper, path)
    }

    fn certificate_pdf(&self, page: &CertificatePage) -> Result<Vec<u8>> {
        self.host.certificate_pdf(page)
    }
}
