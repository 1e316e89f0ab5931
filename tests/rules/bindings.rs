//! The TypeScript types are written from Rust, and committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/bindings")
}

fn read_all(folder: &Path) -> BTreeMap<String, String> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn the_committed_typescript_types_are_those_of_the_commands() {
    // Written aside first: other tests read the folder at the same time.
    let aside = tempfile::TempDir::new().unwrap();
    let config = ts_rs::Config::new().with_out_dir(aside.path()).with_large_int("number");
    let commands = evenkeel_core::api::export_types(&config).unwrap();
    fs::write(aside.path().join("commands.ts"), commands).unwrap();
    let (before, after) = (read_all(&folder()), read_all(aside.path()));
    let changed: Vec<&String> = after
        .iter()
        .filter(|(name, text)| before.get(*name) != Some(text))
        .map(|(name, _)| name)
        .chain(before.keys().filter(|name| !after.contains_key(*name)))
        .collect();
    if !changed.is_empty() {
        let _ = fs::remove_dir_all(folder());
        fs::create_dir_all(folder()).unwrap();
        for (name, text) in &after {
            fs::write(folder().join(name), text).unwrap();
        }
    }
    assert!(
        changed.is_empty(),
        "the types in ui/src/api/bindings were out of date: {changed:?}. They are rewritten now; \
         look at `git diff ui/src/api/bindings` and commit it"
    );
}
