//! How much JavaScript the pages are, gzipped as a server would send them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::driver::Driven;
use super::stage::{Stage, built};
use crate::side::{Line, said};

/// What the page has fetched by now, as it says itself.
const FETCHED: &str = "return [...new Set([
    ...[...document.scripts].map((one) => one.src),
    ...performance.getEntriesByType('resource').map((one) => one.name),
  ])].filter((one) => one.endsWith('.js'));";

/// To the first screen, to Today, and in all.
pub fn scripts() -> Vec<Line> {
    let stage = Stage::with_renee();
    let driven = Driven::start(&stage, &built("evenkeel")).expect("the driver is installed");
    driven.wait_for("document.querySelector('h1')");
    let first = fetched(&driven);
    driven.press("Renee");
    driven.wait_for("document.querySelector('nav')");
    driven.wait_for("document.querySelector('main h1')");
    let today = fetched(&driven);
    let all = std::fs::read_dir(assets()).unwrap().flatten();
    let all: Vec<PathBuf> = all.map(|entry| entry.path()).filter(|path| is_script(path)).collect();
    [
        ("JavaScript to the first screen, gzipped", "≤ 60 kB", first),
        ("JavaScript to Today, gzipped", "–", today),
        ("JavaScript in all, gzipped", "≤ 150 kB", all),
    ]
    .map(|(name, reach, files)| said(name, ("kB", reach), files.len(), gzipped(&files)))
    .into()
}

fn fetched(driven: &Driven) -> Vec<PathBuf> {
    let found = driven.run(FETCHED);
    let names = found.as_array().into_iter().flatten().filter_map(|one| one.as_str());
    names.filter_map(|name| Some(assets().join(name.rsplit_once('/')?.1))).collect()
}

/// The pages as they were built; the program has the same inside.
fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist/assets")
}

fn is_script(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "js")
}

/// What these files come to, each by itself, kB.
fn gzipped(files: &[PathBuf]) -> f64 {
    let bytes = |file: &PathBuf| {
        let mut gzip = Command::new("gzip");
        let mut gzip =
            gzip.arg("-9c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        gzip.stdin.take().unwrap().write_all(&std::fs::read(file).unwrap()).unwrap();
        gzip.wait_with_output().unwrap().stdout.len()
    };
    files.iter().map(bytes).sum::<usize>() as f64 / 1e3
}
