//! Which backups stay: of each of the last 7 days, 8 weeks and 12 months that have any, the
//! newest. Only what was made by itself is ever thinned out.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::archive::Reason;
use crate::error::Result;

const DAYS: usize = 7;
const WEEKS: usize = 8;
const MONTHS: usize = 12;

/// Removes the daily backups that are no longer needed. The one just made stays, wherever the
/// clock stands.
pub(super) fn thin(made: &Path) -> Result<()> {
    let Some(folder) = made.parent() else { return Ok(()) };
    let ledger = folder.with_extension("evenkeel");
    let daily: Vec<_> =
        super::list(&ledger)?.into_iter().filter(|backup| backup.reason == Reason::Daily).collect();
    let dates: Vec<NaiveDateTime> =
        daily.iter().map(|backup| backup.made_at.naive_local()).collect();
    let stay = staying(&dates);
    for (at, backup) in daily.iter().enumerate() {
        if !stay.contains(&at) && backup.path != made {
            match std::fs::remove_file(&backup.path) {
                // Another backup of the same moment thinned it out first.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                removed => removed?,
            }
        }
    }
    Ok(())
}

/// Which of these stay, by place. The newest come first.
fn staying(dates: &[NaiveDateTime]) -> BTreeSet<usize> {
    let mut stay = BTreeSet::new();
    let mut keep = |most: usize, period: &dyn Fn(NaiveDate) -> (i32, u32)| {
        let mut seen = BTreeSet::new();
        for (at, date) in dates.iter().enumerate() {
            if seen.len() < most && seen.insert(period(date.date())) {
                stay.insert(at);
            }
        }
    };
    keep(DAYS, &|date| (date.year(), date.ordinal()));
    keep(WEEKS, &|date| (date.iso_week().year(), date.iso_week().week()));
    keep(MONTHS, &|date| (date.year(), date.month()));
    stay
}
