//! Two programs in turn, and the median of each.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Serialize;

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
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
    /// Of `ours` and `peer`: `s`, `MB`, `kB`, or `times` for a number without one.
    pub unit: &'static str,
    /// How often each was run.
    pub runs: usize,
    /// What was to be reached.
    pub reach: &'static str,
    /// Every figure of ours, where their order says something.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub each: Vec<f64>,
}

/// One that ours is measured beside.
pub struct Peer<'a> {
    /// Who it is.
    pub name: String,
    /// What is to be reached beside it.
    pub reach: &'static str,
    /// Measures it once. One that says nothing is missing.
    pub run: Box<dyn FnMut() -> Option<f64> + 'a>,
}

impl<'a> Peer<'a> {
    /// A peer and its measure.
    pub fn new(
        name: impl Into<String>,
        reach: &'static str,
        run: impl FnMut() -> Option<f64> + 'a,
    ) -> Self {
        Self { name: name.into(), reach, run: Box::new(run) }
    }
}

/// Measures ours and every peer in turn, so that what else the machine does falls on all of them,
/// and compares medians: one line for each peer. Ours is said alone where there is none.
pub fn among(
    name: &str,
    (unit, runs): (&'static str, usize),
    mut ours: impl FnMut() -> f64,
    mut peers: Vec<Peer<'_>>,
) -> Vec<Line> {
    let mut mine = Vec::new();
    let mut theirs = vec![Vec::new(); peers.len()];
    for _ in 0..runs {
        mine.push(ours());
        for (peer, theirs) in peers.iter_mut().zip(&mut theirs) {
            theirs.extend((peer.run)());
        }
    }
    let peers = peers.into_iter().zip(theirs).map(|(peer, all)| (peer.name, peer.reach, all));
    compared(name, unit, mine, peers.collect())
}

/// Compares what was measured: a peer with fewer runs than ours is missing.
pub fn compared(
    name: &str,
    unit: &'static str,
    mine: Vec<f64>,
    peers: Vec<(String, &'static str, Vec<f64>)>,
) -> Vec<Line> {
    let (runs, ours) = (mine.len(), median(mine));
    let line = |(who, reach, theirs): (String, &'static str, Vec<f64>)| {
        let peer = (theirs.len() == runs).then(|| median(theirs));
        let peer_name = if peer.is_none() { format!("{who} (missing here)") } else { who };
        let ratio = peer.map(|peer| ours / peer);
        let name = name.to_owned();
        Line { name, ours, peer, peer_name, ratio, unit, runs, reach, each: Vec::new() }
    };
    peers.into_iter().map(line).collect()
}

/// Our seconds beside those of one peer.
pub fn beside(
    name: &str,
    (runs, reach): (usize, &'static str),
    ours: impl FnMut() -> f64,
    peer_name: &str,
    peer: impl FnMut() -> Option<f64>,
) -> Line {
    among(name, ("s", runs), ours, vec![Peer::new(peer_name, reach, peer)]).remove(0)
}

/// Our seconds alone.
pub fn alone(
    name: &str,
    (runs, reach): (usize, &'static str),
    mut ours: impl FnMut() -> f64,
) -> Line {
    said(name, ("s", reach), runs, median((0..runs).map(|_| ours()).collect()))
}

/// A figure without a peer.
pub fn said(
    name: &str,
    (unit, reach): (&'static str, &'static str),
    runs: usize,
    ours: f64,
) -> Line {
    let (name, peer_name) = (name.to_owned(), "–".to_owned());
    Line { name, ours, peer: None, peer_name, ratio: None, unit, runs, reach, each: Vec::new() }
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

/// The middle one of some figures.
pub fn median(mut all: Vec<f64>) -> f64 {
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
