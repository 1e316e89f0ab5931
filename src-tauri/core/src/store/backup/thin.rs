//! Which backups stay: of each of the last 7 days, 8 weeks and 12 months that have any, the
//! newest. Only what was made by itself is ever thinned out.
//!
//! Something else is a deletion: once a backup without what somebody took back is there and
//! verified, every older one in the folder goes, whatever it was made for.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

use super::archive::{Archive, Reason};
use crate::error::Result;
use crate::store::DatabaseKey;
use crate::store::fact::Fact;

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
            remove(&backup.path)?;
        }
    }
    Ok(())
}

/// Removes the backups that were made before something was emptied: earlier by the clock, or with
/// fewer facts than came before it, should the clock have been set.
pub(super) fn drop_older(made: &Path, key: &DatabaseKey, deletion: &Fact) -> Result<()> {
    let Some(folder) = made.parent() else { return Ok(()) };
    let emptied_at = DateTime::parse_from_rfc3339(&deletion.at).ok();
    for backup in super::list(&folder.with_extension("evenkeel"))? {
        let earlier = emptied_at.is_some_and(|at| backup.made_at < at);
        let fewer = || {
            let inside = Archive::open(&backup.path).and_then(|one| one.manifest.open(key));
            inside.is_ok_and(|inside| inside.facts < deletion.seq as u64)
        };
        if backup.path != made && (earlier || fewer()) {
            remove(&backup.path)?;
        }
    }
    Ok(())
}

fn remove(backup: &Path) -> Result<()> {
    match std::fs::remove_file(backup) {
        // Another backup of the same moment thinned it out first.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => Ok(removed?),
    }
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
