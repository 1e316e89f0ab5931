//! Every system call of every work fails once: with a bad disk, a full one, and a closed door.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Size;
use crate::bench::{self, Work};
use crate::check::{Told, check};
use crate::dice::Dice;
use crate::report::Row;
use crate::trace;

/// The calls that go to files. Memory and time do not fail here.
const NAMES: &str = "openat,read,pread64,write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink,\
                     mkdir,statx,newfstatat,fstat,lstat,stat,lseek,fcntl,close,getdents64,fchmod,\
                     chmod,fchown,access,readlink";

const ERRORS: [&str; 3] = ["EIO", "ENOSPC", "EACCES"];

/// How long a worker may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(30);

pub fn run(size: Size) -> Vec<Row> {
    if !trace::is_there() {
        let mut row = Row::new("system calls that fail");
        row.notes = "not run: strace is not there, or may not be used".to_owned();
        return vec![row];
    }
    let mut dice = Dice::new(11);
    let every = |work| {
        let row = every_call(work, size, &mut dice);
        eprintln!("· {}: {} runs, {} findings", row.what, row.runs, row.found);
        row
    };
    Work::chosen().into_iter().map(every).collect()
}

fn every_call(work: Work, size: Size, dice: &mut Dice) -> Row {
    let mut row = Row::new(format!("each system call fails once: {}", work.name()));
    let template = bench::make(work);
    let places = places(work, template.path());
    let mut tries: Vec<(&str, u32, &str)> = places
        .iter()
        .flat_map(|(name, at)| ERRORS.map(|error| (name.as_str(), *at, error)))
        .collect();
    if size == Size::Short {
        tries = (0..4).map(|_| tries[dice.below(tries.len())]).collect();
    }
    let (mut told_of, mut went_on) = (0, 0);
    for (name, at, error) in tries {
        let bench = bench::copy(template.path());
        let told = fail(work, bench.path(), name, at, error);
        let before = row.found;
        match &told {
            None => row.find(format!("{name} {at} {error}: it hangs")),
            Some(told) if !told.done => {
                row.find(format!("{name} {at} {error}: trying again did not work, {told:?}"));
            }
            Some(told) if told.errors.is_empty() => went_on += 1,
            Some(_) => told_of += 1,
        }
        check(work, bench.path(), &told.unwrap_or_default(), &mut row);
        if row.found > before {
            row.find(format!("… {name} {at} {error}"));
        }
    }
    row.notes = format!(
        "{} calls; {told_of} times told and right when tried again, {went_on} times it did not matter",
        places.len()
    );
    row
}

/// Every call between "ready" and "done", as its name and the how-manieth of that name it is.
fn places(work: Work, template: &Path) -> Vec<(String, u32)> {
    let bench = bench::copy(template);
    let (said, calls) = trace::record(work.word(), bench.path(), 1, NAMES);
    assert!(said.contains("done"), "{} does not work under strace: {said}", work.name());
    let main = calls[0].thread;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let (mut at_work, mut places) = (false, Vec::new());
    for call in calls.into_iter().filter(|call| call.thread == main) {
        let count = counts.entry(call.name.clone()).or_default();
        *count += 1;
        if call.name == "write" && call.descriptor() == Some(1) {
            at_work |= call.bytes[0].starts_with(b"ready");
            if call.bytes[0].starts_with(b"done") {
                break;
            }
        } else if at_work {
            places.push((call.name, *count));
        }
    }
    places
}

/// Lets one call fail. `None` when the worker hangs.
fn fail(work: Work, bench: &Path, name: &str, at: u32, error: &str) -> Option<Told> {
    let said = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace")
        .args(["-f", "--seccomp-bpf", "-o", "/dev/null", "-e", &format!("trace={name}")])
        .args(["-e", &format!("inject={name}:error={error}:when={at}")])
        .arg(std::env::current_exe().unwrap())
        .args(["work", work.word(), &bench.display().to_string(), "1"])
        .stdout(Stdio::from(said.reopen().unwrap()))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while strace.try_wait().unwrap().is_none() {
        if begun.elapsed() > PATIENCE {
            let _ = strace.kill();
            let _ = strace.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Some(Told::read(&std::fs::read_to_string(said.path()).unwrap()))
}
