//! Wrong passphrases slow down, across restarts too, and never lock anybody out for good.
//!
//! This holds up somebody at the keyboard. Somebody with a copy of the files is held up by what
//! the passphrase is stretched with, and by the passphrase.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::ports::Ports;
use crate::store::files;

/// Tries that cost nothing: everybody mistypes.
const FREE: u32 = 3;
/// Seconds to wait after the first try that was one too many; then twice as long each time.
const FIRST_WAIT: i64 = 5;
/// The longest wait, seconds.
const LONGEST_WAIT: i64 = 300;

/// Wrong tries on one ledger, in a small file beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    wrong: u32,
    at_ms: i64,
    boot: String,
    boot_ms: i64,
}

impl Tries {
    /// What is known of a ledger's tries. A file that cannot be read counts as none.
    pub(crate) fn of(ledger: &Path) -> Self {
        std::fs::read_to_string(path_beside(ledger))
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Seconds to wait before the next try.
    pub(crate) fn wait(&self, ports: &dyn Ports) -> u32 {
        let wait = match self.wrong.checked_sub(FREE + 1) {
            None => return 0,
            Some(over) => LONGEST_WAIT.min(FIRST_WAIT << over.min(10)),
        };
        let now = ports.now();
        // The computer's own clock where it has run on. After a restart at least the time since
        // then has gone by, however the wall clock was set.
        let gone_ms = if ports.place().boot == self.boot && now.boot_ms >= self.boot_ms {
            now.boot_ms - self.boot_ms
        } else {
            now.boot_ms.max(now.local.timestamp_millis() - self.at_ms)
        };
        (wait - gone_ms / 1000).clamp(0, LONGEST_WAIT) as u32
    }

    /// Counts a try before its outcome is known, so that ending the program does not hide it.
    pub(crate) fn count(&self, ports: &dyn Ports, ledger: &Path) -> Result<()> {
        let now = ports.now();
        let counted = Self {
            wrong: self.wrong.saturating_add(1),
            at_ms: now.local.timestamp_millis(),
            boot: ports.place().boot,
            boot_ms: now.boot_ms,
        };
        files::replace(&path_beside(ledger), serde_json::to_string(&counted)?.as_bytes())
    }

    /// Puts them back as they were, after a try that was none.
    pub(crate) fn put_back(&self, ledger: &Path) {
        let _ = match serde_json::to_string(self) {
            Ok(text) => files::replace(&path_beside(ledger), text.as_bytes()),
            Err(error) => Err(error.into()),
        };
    }

    /// Forgets them, after a try that was right.
    pub(crate) fn forget(ledger: &Path) {
        let _ = std::fs::remove_file(path_beside(ledger));
    }
}

fn path_beside(ledger: &Path) -> PathBuf {
    files::with_suffix(ledger, ".tries")
}
