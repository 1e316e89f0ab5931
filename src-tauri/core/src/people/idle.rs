//! When an open ledger is locked by itself: nobody was there for a while, or the computer slept.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::ports::{Moment, Ports};
use crate::store::Ledger;
use crate::store::fact::Draft;

/// Minutes without a sign of anybody after which a ledger is locked, unless another is chosen.
pub const MINUTES: u32 = 15;
/// The most that can be chosen, minutes.
const MOST_MINUTES: u32 = 240;
/// A host looks every few seconds. When it did not for this long, the computer slept.
const SLEPT_MS: i64 = 30_000;

/// The body of a `lock-after` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockAfter {
    /// None to leave it open.
    minutes: Option<u32>,
}

/// After how many minutes a ledger is locked; none to leave it open.
///
/// # Errors
/// When the ledger cannot be read.
pub fn minutes(ledger: &Ledger) -> Result<Option<u32>> {
    match ledger.latest("lock-after")? {
        Some(fact) => Ok(fact.read::<LockAfter>()?.minutes),
        None => Ok(Some(MINUTES)),
    }
}

/// Chooses after how many minutes a ledger is locked.
///
/// # Errors
/// [`crate::Code::Refused`] for none at all or more than four hours.
pub fn choose(ports: &dyn Ports, ledger: &mut Ledger, minutes: Option<u32>) -> Result<()> {
    if minutes.is_some_and(|minutes| minutes == 0 || minutes > MOST_MINUTES) {
        return Err(Error::refused(format!(
            "Please choose 1 to {MOST_MINUTES} minutes, or to leave it open."
        )));
    }
    ledger.append(ports, Draft::new("lock-after", &LockAfter { minutes })?)?;
    Ok(())
}

/// Watches for signs of somebody, from one unlocking to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Watch {
    /// After how many minutes to lock; none to leave it open.
    pub(crate) minutes: Option<u32>,
    moved_ms: i64,
    looked: Moment,
}

impl Watch {
    /// Begins to watch.
    pub(crate) fn begin(now: Moment, minutes: Option<u32>) -> Self {
        Self { minutes, moved_ms: now.boot_ms, looked: now }
    }

    /// Somebody is there.
    pub(crate) fn moved(&mut self, now: Moment) {
        self.moved_ms = now.boot_ms;
    }

    /// Whether it is time to lock. During a sit nobody need move, and a short sleep of the
    /// computer only holds it.
    pub(crate) fn is_over(&mut self, now: Moment, sitting: bool) -> bool {
        let boot_ms = now.boot_ms - self.looked.boot_ms;
        // Where the computer's own clock stands still in sleep, the wall clock shows it.
        let away_ms = boot_ms.max((now.local - self.looked.local).num_milliseconds());
        self.looked = now;
        let Some(minutes) = self.minutes else { return false };
        let limit_ms = i64::from(minutes) * 60_000;
        if sitting {
            self.moved_ms = now.boot_ms;
            return away_ms > limit_ms;
        }
        away_ms > SLEPT_MS || now.boot_ms - self.moved_ms >= limit_ms
    }

    /// Seconds until it locks if nobody moves.
    pub(crate) fn seconds_left(&self, now: Moment) -> Option<u32> {
        let limit_ms = i64::from(self.minutes?) * 60_000;
        Some(((limit_ms - (now.boot_ms - self.moved_ms)).max(0) / 1000) as u32)
    }
}
