//! Two programs in turn, and the median of each.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Serialize;

/// One line of the table.
#[derive(Debug, Serialize)]
pub struct Line {
    /// What was measured.
    pub name: String,
    /// Our median, in `unit`.
    pub ours: f64,
    /// The peer's; none where there is no peer, or it is missing.
    pub peer: Option<f64>,
    /// Who the peer is, and why it is missing where it is.
    pub peer_name: String,
    /// Ours in peers.
    pub ratio: Option<f64>,
    /// Of `ours` and `peer`.
    pub unit: &'static str,
    /// How often each was run.
    pub runs: usize,
    /// What was to be reached.
    pub reach: &'static str,
}

/// Runs both in turn, so that what else the machine does falls on both, and compares medians of
/// the seconds that each says it took. A peer that says nothing is missing.
pub fn beside(
    name: &str,
    (runs, reach): (usize, &'static str),
    mut ours: impl FnMut() -> f64,
    peer_name: &str,
    mut peer: impl FnMut() -> Option<f64>,
) -> Line {
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        mine.push(ours());
        theirs.extend(peer());
    }
    let missing = theirs.len() < runs;
    let (ours, peer) = (median(mine), (!missing).then(|| median(theirs)));
    Line {
        name: name.to_owned(),
        ours,
        ratio: peer.map(|peer| ours / peer),
        peer,
        peer_name: if missing {
            format!("{peer_name} (missing here)")
        } else {
            peer_name.to_owned()
        },
        unit: "s",
        runs,
        reach,
    }
}

/// Our seconds alone.
pub fn alone(
    name: &str,
    (runs, reach): (usize, &'static str),
    mut ours: impl FnMut() -> f64,
) -> Line {
    let ours = median((0..runs).map(|_| ours()).collect());
    let peer_name = "–".to_owned();
    Line { name: name.to_owned(), ours, peer: None, peer_name, ratio: None, unit: "s", runs, reach }
}

/// The seconds that something takes.
pub fn seconds<T>(act: impl FnOnce() -> T) -> f64 {
    let begun = Instant::now();
    let made = act();
    let took = begun.elapsed();
    drop(made);
    took.as_secs_f64()
}

/// Seconds as a peer in Python measures them, without its start; none where it cannot run.
pub fn python(peer: &str, arguments: &[&str]) -> Option<f64> {
    let python = std::env::var("EVENKEEL_BENCH_PYTHON").ok()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/bench/peers.py");
    let output = Command::new(python)
        .arg(script)
        .arg(peer)
        .args(arguments)
        .env("OMP_NUM_THREADS", "1")
        .stderr(Stdio::inherit())
        .output()
        .ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    match all.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => all[length / 2],
        length => f64::midpoint(all[length / 2 - 1], all[length / 2]),
    }
}

/// A pause that lets the disk come to rest.
pub fn rest() {
    std::thread::sleep(Duration::from_millis(200));
}
