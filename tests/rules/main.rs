//! The architecture's invariants, each as a test.
#![allow(missing_docs, clippy::unwrap_used)]

mod bindings;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod credits;
mod house;
mod security;
mod wording;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file under a folder with one of these endings, as (path from the root, text).
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join(folder), endings, &mut found);
    assert!(!found.is_empty(), "no {endings:?} under {folder}: has it moved?");
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !["node_modules", "dist", "target", "paraglide"]
                .iter()
                .any(|name| path.ends_with(name))
            {
                collect(&path, endings, found);
            }
        } else if endings.iter().any(|ending| path.extension().is_some_and(|e| e == *ending)) {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Fails with every place where one of `needles` stands, except in files that `allowed` accepts.
fn nowhere(files: &[(String, String)], needles: &[&str], allowed: &[&str], why: &str) {
    let places: Vec<String> = files
        .iter()
        .filter(|(name, _)| !allowed.iter().any(|allowed| name.contains(allowed)))
        .flat_map(|(name, text)| {
            text.lines().enumerate().filter_map(move |(at, line)| {
                let code = line.trim_start();
                let comment = code.starts_with("//");
                let needle = needles.iter().find(|needle| !comment && code.contains(**needle))?;
                Some(format!("{name}:{}: {needle}", at + 1))
            })
        })
        .collect();
    assert!(places.is_empty(), "{why}:\n{}", places.join("\n"));
}
