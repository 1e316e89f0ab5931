//! What keeps a ledger worth trusting: clocks, keys, locking, backups, and moving house.

mod backups;
mod clocks;
#[cfg(unix)]
mod crash;
mod haystack;
mod idle;
mod keys;
mod needles;
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

/// A ledger as a released version left it, copied to where it may be changed.
pub fn released(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::TempDir::new().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/ledgers");
    let path = copied(
        &fixtures.join(format!("{name}.evenkeel")),
        folder.path().join(format!("{name}.evenkeel")),
    );
    (folder, path)
}
