//! The clocks of the machine: one that stands still while the computer sleeps, one that does not.

use std::sync::Arc;
use std::time::Duration;

/// A clock that stands still for longer than this while the other goes on has slept.
const NAP: Duration = Duration::from_secs(2);
/// Where one clock counts sleep in, a step this long means that the computer slept; elsewhere,
/// that the program stood still. Either way nobody sat.
const LONGEST_STEP: Duration = Duration::from_secs(5);

/// The clocks, read at the same time. Neither can be set, and neither goes back.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// Time awake, since whenever.
    pub awake: Duration,
    /// Time since the computer started, sleep included.
    pub boot: Duration,
}

/// Where readings come from.
pub type Clocks = Arc<dyn Fn() -> Reading + Send + Sync>;

/// The machine's own clocks.
pub fn system() -> Clocks {
    Arc::new(read)
}

#[cfg(target_os = "linux")]
fn read() -> Reading {
    use rustix::time::{ClockId, clock_gettime};
    let read = |id| {
        let time = clock_gettime(id);
        Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
    };
    Reading { awake: read(ClockId::Monotonic), boot: read(ClockId::Boottime) }
}

/// On Windows this clock counts sleep in, and [`LONGEST_STEP`] sees it.
#[cfg(not(target_os = "linux"))]
fn read() -> Reading {
    use std::sync::OnceLock;
    use std::time::Instant;
    static STARTED: OnceLock<Instant> = OnceLock::new();
    let since = STARTED.get_or_init(Instant::now).elapsed();
    Reading { awake: since, boot: since }
}

/// What went by between two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// This long.
    Awake(Duration),
    /// The computer slept, or the program stood still, for this long.
    Slept(Duration),
}

impl Reading {
    /// What went by since an earlier reading.
    pub fn since(self, earlier: Self) -> Passed {
        let awake = self.awake.saturating_sub(earlier.awake);
        let boot = self.boot.saturating_sub(earlier.boot);
        let slept = boot.saturating_sub(awake);
        if slept > NAP {
            Passed::Slept(slept)
        } else if awake > LONGEST_STEP {
            Passed::Slept(awake)
        } else {
            Passed::Awake(awake)
        }
    }
}
