//! A host with a clock and dice, for ledgers alone: everything else it would be asked is a mistake
//! of the test.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta};
use evenkeel_core::bundle::{Bundle, Written};
use evenkeel_core::course::ContentFolder;
use evenkeel_core::error::Result;
use evenkeel_core::hours::page::CertificatePage;
use evenkeel_core::measures::found::{CopyFrom, Found};
use evenkeel_core::paper::Paper;
use evenkeel_core::ports::{Courier, Moment, PathKind, Ports, Sound};
use evenkeel_core::reminders::Event;

/// The host.
#[derive(Default)]
pub struct Bare {
    ticks: AtomicI64,
}

impl Ports for Bare {
    fn now(&self) -> Moment {
        let ms = self.ticks.fetch_add(1, Ordering::Relaxed);
        let noon = DateTime::parse_from_rfc3339("2026-07-14T12:00:00-05:00").unwrap();
        Moment::new(noon + TimeDelta::milliseconds(ms), ms)
    }
    fn random(&self, out: &mut [u8]) {
        let tick = self.ticks.fetch_add(1, Ordering::Relaxed).to_le_bytes();
        out.iter_mut().zip(tick.iter().cycle()).for_each(|(out, tick)| *out = *tick);
    }
    fn data_dir(&self) -> &Path {
        unreachable!()
    }
    fn content(&self) -> &ContentFolder {
        unreachable!()
    }
    fn outbox_dir(&self) -> PathBuf {
        unreachable!()
    }
    fn choose_path(&self, _: PathKind) -> Option<PathBuf> {
        unreachable!()
    }
    fn sound(&self) -> &dyn Sound {
        unreachable!()
    }
    fn courier(&self) -> &dyn Courier {
        unreachable!()
    }
    fn read_copy(&self, _: CopyFrom<'_>) -> Result<Found> {
        unreachable!()
    }
    fn write_bundle(&self, _: &Bundle, _: &Path) -> Result<Written> {
        unreachable!()
    }
    fn write_calendar(&self, _: &[Event], _: &Path) -> Result<()> {
        unreachable!()
    }
    fn start_with_computer(&self, _: bool) -> Result<()> {
        unreachable!()
    }
    fn write_paper(&self, _: &Paper, _: &Path) -> Result<()> {
        unreachable!()
    }
    fn certificate_pdf(&self, _: &CertificatePage) -> Result<Vec<u8>> {
        unreachable!()
    }
}
