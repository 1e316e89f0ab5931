//! What keeps a ledger worth trusting: clocks, keys, locking, backups, and moving house.

mod clocks;
mod idle;
mod keys;
mod rebuild;

use std::path::{Path, PathBuf};

/// A copy of a closed ledger with its key file.
fn copied(ledger: &Path, to: PathBuf) -> PathBuf {
    for ending in ["", ".keys"] {
        let name = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        std::fs::copy(name(ledger), name(&to)).unwrap();
    }
    to
}
