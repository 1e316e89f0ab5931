//! Killed without warning (SIGKILL) at random moments of its work.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Size;
use crate::bench::{self, Work};
use crate::check::{Told, check};
use crate::dice::Dice;
use crate::report::Row;

/// How often each work goes round before it would come to its end.
fn rounds(work: Work) -> usize {
    match work {
        Work::Save => 60,
        Work::Backup => 6,
        Work::Change => 3,
        _ => 1,
    }
}

pub fn run(size: Size) -> Vec<Row> {
    let kills = if size == Size::Full { 1001 } else { 28 };
    let mut dice = Dice::new(7);
    let mut rows = Vec::new();
    for work in Work::chosen() {
        let mut row = Row::new(format!("killed at a random moment: {}", work.name()));
        let template = bench::make(work);
        let whole = time_of(work, template.path());
        let (mut done, mut idle) = (0, 0);
        for _ in 0..kills / Work::ALL.len() {
            let bench = bench::copy(template.path());
            let moment = whole.mul_f64(dice.below(1100) as f64 / 1000.0);
            let told = kill_after(work, bench.path(), moment);
            done += u64::from(told.done);
            idle += u64::from(told.safe.is_empty());
            check(work, bench.path(), &told, &mut row);
        }
        row.notes = format!("{done} were done before, {idle} before anything was acknowledged");
        eprintln!("· {}: {} runs, {} findings", row.what, row.runs, row.found);
        rows.push(row);
    }
    rows
}

pub fn start(work: &str, bench: &Path, rounds: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["work", work, &bench.display().to_string(), &rounds.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Reads until the worker is at work, byte by byte so as not to take what comes after.
pub fn until_ready(child: &mut Child) {
    let output = child.stdout.as_mut().unwrap();
    let (mut line, mut byte) = (Vec::new(), [0u8; 1]);
    while output.read(&mut byte).unwrap_or(0) == 1 {
        match byte[0] {
            b'\n' if line == b"ready" => return,
            b'\n' => line.clear(),
            other => line.push(other),
        }
    }
}

fn rest(child: &mut Child) -> String {
    let mut text = String::new();
    let _ = child.stdout.as_mut().unwrap().read_to_string(&mut text);
    let _ = child.wait();
    text
}

/// How long the work takes when nobody disturbs it.
fn time_of(work: Work, template: &Path) -> Duration {
    let bench = bench::copy(template);
    let mut child = start(work.word(), bench.path(), rounds(work));
    until_ready(&mut child);
    let begun = Instant::now();
    let told = Told::read(&rest(&mut child));
    assert!(told.done, "{} does not work at all: {told:?}", work.name());
    begun.elapsed()
}

fn kill_after(work: Work, bench: &Path, moment: Duration) -> Told {
    let mut child = start(work.word(), bench, rounds(work));
    until_ready(&mut child);
    std::thread::sleep(moment);
    let _ = child.kill();
    Told::read(&rest(&mut child))
}
