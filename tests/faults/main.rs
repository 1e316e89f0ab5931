//! Everything around a ledger goes wrong, on purpose, and what comes of it is counted.
//!
//! `evenkeel-faults` runs a short form of everything; `--full` the whole. Names after it choose
//! parts (`calls`) and works (`save`). `evenkeel-faults work …` is one program that is killed, starved and cut off.
//! A table goes to stdout and `target/faults/results.json`; exit code 1 for any finding.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bench;
mod calls;
mod check;
mod damage;
mod dice;
mod disk;
mod kill;
mod limits;
mod power;
mod report;
mod trace;
mod worker;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use report::Row;

/// How much of everything to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Under a minute, for every change.
    Short,
    /// All of it.
    Full,
}

/// A part of the harness, by name.
type Part = (&'static str, fn(Size) -> Vec<Row>);

const PARTS: &[Part] = &[
    ("kill", kill::run),
    ("calls", calls::run),
    ("power", power::run),
    ("disk", disk::run),
    ("damage", damage::run),
    ("limits", limits::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("work", rest)) = arguments.split_first().map(|(first, rest)| (&**first, rest)) {
        return worker::work(rest);
    }
    let size = if arguments.iter().any(|word| word == "--full") { Size::Full } else { Size::Short };
    let is_part = |word: &&String| PARTS.iter().any(|(name, _)| name == word);
    let only: Vec<&String> = arguments.iter().filter(is_part).collect();
    let mut rows = Vec::new();
    for (name, part) in PARTS {
        if only.is_empty() || only.iter().any(|word| word == name) {
            let begun = Instant::now();
            rows.extend(part(size));
            eprintln!("· {name}: {} s", begun.elapsed().as_secs());
        }
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target"),
        PathBuf::from,
    );
    report::finish(&rows, &target.join("faults"))
}
