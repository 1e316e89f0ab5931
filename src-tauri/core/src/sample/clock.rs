//! The host, at another time.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, TimeZone};

use super::dice::Dice;
use crate::bundle::{Bundle, Written};
use crate::course::ContentFolder;
use crate::error::Result;
use crate::hours::page::CertificatePage;
use crate::measures::found::{CopyFrom, Found};
use crate::paper::Paper;
use crate::ports::{Courier, Moment, PathKind, Ports, Sound};
use crate::reminders::Event;

/// Everything as the host has it, but for the time and, while a study is made, the dice.
pub(super) struct Elsewhen {
    host: Arc<dyn Ports>,
    time: Mutex<Time>,
    dice: Option<Mutex<Dice>>,
}

#[derive(Clone, Copy)]
enum Time {
    /// It stands still until it is set.
    Still(NaiveDateTime),
    /// It goes on from there.
    Shifted(TimeDelta),
}

/// Illinois in winter.
fn offset() -> FixedOffset {
    FixedOffset::west_opt(6 * 3600).unwrap_or_else(|| FixedOffset::east_opt(0).expect("zero"))
}

/// A wall clock in Illinois.
fn there(at: NaiveDateTime) -> DateTime<FixedOffset> {
    offset().from_utc_datetime(&(at + TimeDelta::hours(6)))
}

impl Elsewhen {
    /// A clock that stands still until it is set, and dice that can be repeated.
    pub(super) fn fixed(host: &Arc<dyn Ports>, dice: Dice, at: NaiveDateTime) -> Self {
        Self {
            host: Arc::clone(host),
            time: Mutex::new(Time::Still(at)),
            dice: Some(Mutex::new(dice)),
        }
    }

    /// A clock that goes on from `at`.
    pub(super) fn going_on(host: &Arc<dyn Ports>, at: NaiveDateTime) -> Self {
        let shift = at - host.now().local.naive_local();
        Self { host: Arc::clone(host), time: Mutex::new(Time::Shifted(shift)), dice: None }
    }

    pub(super) fn set(&self, at: NaiveDateTime) {
        *self.time() = Time::Still(at);
    }

    fn time(&self) -> MutexGuard<'_, Time> {
        self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ports for Elsewhen {
    fn now(&self) -> Moment {
        let time = *self.time();
        match time {
            Time::Shifted(shift) => {
                let now = self.host.now();
                Moment { local: there(now.local.naive_local() + shift), ..now }
            }
            Time::Still(at) => {
                let local = there(at);
                Moment::new(local, local.timestamp_millis())
            }
        }
    }

    fn random(&self, out: &mut [u8]) {
        match &self.dice {
            Some(dice) => dice.lock().unwrap_or_else(PoisonError::into_inner).fill(out),
            None => self.host.random(out),
        }
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

    fn write_calendar(&self, events: &[Event], path: &Path) -> Result<()> {
        self.host.write_calendar(events, path)
    }

    // Whoever looks around in a sample study does not change their computer.
    fn start_with_computer(&self, _: bool) -> Result<()> {
        Ok(())
    }

    fn write_bundle(&self, bundle: &Bundle, folder: &Path) -> Result<Written> {
        self.host.write_bundle(bundle, folder)
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
