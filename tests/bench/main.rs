//! What Evenkeel's work costs, side by side with its peers, in one run.
//!
//! `cargo xtask bench` builds this for release, installs the peers that Python has, runs it, and
//! adds what is measured in the window. Names after it choose measures. Lines of JSON go to
//! stdout, what is under way to stderr. Nothing here fails: a figure that got worse is seen.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod answers;
mod board;
mod collect;
mod desk;
mod export;
mod figures;
mod render;
mod search;
mod side;
mod today;
mod window;

use std::time::Instant;

use serde::Serialize;
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
    ("collect", collect::collect),
    ("webdav", collect::webdav),
    ("export", export::export),
    ("render", render::render),
    ("scripts", window::scripts::scripts),
    ("start", window::start::start),
    ("memory", window::start::memory_at_today),
    ("sit", window::sit::sit),
    ("tasks", window::tasks::tasks),
];

fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    if let [soak, minutes] = &only[..]
        && soak == "soak"
    {
        print("soak", window::soak::soak(minutes.parse().expect("whole minutes")));
        return;
    }
    for (name, measure) in MEASURES {
        if only.is_empty() || only.iter().any(|wanted| wanted == name) {
            let begun = Instant::now();
            eprintln!("{name} …");
            print(name, measure());
            eprintln!("{name}: {:.0} s", begun.elapsed().as_secs_f64());
        }
    }
}

/// A line with the measure that it is of.
#[derive(Serialize)]
struct Printed<'a> {
    measure: &'a str,
    #[serde(flatten)]
    line: Line,
}

fn print(measure: &str, lines: Vec<Line>) {
    for line in lines {
        println!("{}", serde_json::to_string(&Printed { measure, line }).unwrap());
    }
}
