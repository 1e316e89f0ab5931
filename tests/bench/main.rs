//! What Evenkeel's work costs, side by side with its peers, in one run.
//!
//! `cargo xtask bench` builds this for release, installs the peers that Python has, runs it, and
//! adds what is measured in the window. Names after it choose measures. Lines of JSON go to
//! stdout, what is under way to stderr. Nothing here fails: a figure that got worse is seen.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod answers;
mod board;
mod desk;
mod figures;
mod search;
mod side;
mod today;

use std::time::Instant;

use side::Line;

/// A measure, by name.
type Measure = (&'static str, fn() -> Vec<Line>);

const MEASURES: &[Measure] = &[
    ("answer", answers::saved),
    ("today", today::today),
    ("board", board::board),
    ("score", answers::scored),
    ("ancova", figures::ancova),
    ("search", search::search),
];

fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    for (name, measure) in MEASURES {
        if only.is_empty() || only.iter().any(|wanted| wanted == name) {
            let begun = Instant::now();
            eprintln!("{name} …");
            for line in measure() {
                println!("{}", serde_json::to_string(&line).unwrap());
            }
            eprintln!("{name}: {:.0} s", begun.elapsed().as_secs_f64());
        }
    }
}
