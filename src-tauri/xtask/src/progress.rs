//! Steps with a line each, the time they took, and a table at the end.

use std::process::Command;
use std::time::{Duration, Instant};

/// How a part of the work ended.
pub type Outcome = Result<(), Stop>;

/// Why the work ends here: a whole sentence for the person, and the exit code.
#[derive(Debug)]
pub struct Stop {
    /// What happened and what to do.
    pub words: String,
    /// 1 for something that did not work, 2 for something the person has to change first.
    pub code: u8,
}

impl Stop {
    /// Something did not work.
    pub fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), code: 1 }
    }

    /// Unusable arguments, or a part that only the person can install.
    pub fn usage(words: impl Into<String>) -> Self {
        Self { words: words.into(), code: 2 }
    }
}

/// One step: what it is called while it runs, and what it does.
pub struct Step {
    name: &'static str,
    needed: bool,
    work: Box<dyn FnOnce() -> Outcome>,
}

impl Step {
    /// A step that later ones build on: when it does not work, they are not run.
    pub fn needed(name: &'static str, work: impl FnOnce() -> Outcome + 'static) -> Self {
        Self { name, needed: true, work: Box::new(work) }
    }

    /// A step that stands alone: when it does not pass, the others are run all the same.
    pub fn check(name: &'static str, work: impl FnOnce() -> Outcome + 'static) -> Self {
        Self { name, needed: false, work: Box::new(work) }
    }
}

/// Runs the steps in order and ends with a table of all.
///
/// # Errors
/// Every step that did not pass, with its name in front.
pub fn run(steps: Vec<Step>) -> Outcome {
    let count = steps.len();
    let begun = Instant::now();
    let (mut rows, mut stops, mut over) = (Vec::new(), Vec::new(), false);
    for (index, step) in steps.into_iter().enumerate() {
        if over {
            rows.push(format!("  not run          {}", step.name));
            continue;
        }
        let at = clock(begun.elapsed());
        println!("\n=== {} of {count}: {} (at {at}) ===", index + 1, step.name);
        let started = Instant::now();
        let outcome = (step.work)();
        let took = clock(started.elapsed());
        match outcome {
            Ok(()) => rows.push(format!("  passed  {took:>7}  {}", step.name)),
            Err(stop) => {
                eprintln!("{}", stop.words);
                rows.push(format!("  FAILED  {took:>7}  {}", step.name));
                stops.push(Stop { words: format!("{}: {}", step.name, stop.words), ..stop });
                over = step.needed;
            }
        }
    }
    println!("\n{}\n  {:7} {:>7}  in all", rows.join("\n"), "", clock(begun.elapsed()));
    match stops.iter().map(|stop| stop.code).max() {
        None => Ok(()),
        Some(code) => {
            let words: Vec<String> = stops.into_iter().map(|stop| stop.words).collect();
            Err(Stop { words: words.join("\n"), code })
        }
    }
}

/// Says that something long begins, so that nobody wonders.
pub fn say(words: impl AsRef<str>) {
    println!("· {}", words.as_ref());
}

/// A time as minutes and seconds.
fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}

/// A command as somebody would type it, for messages.
pub fn command_line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_stem().unwrap_or_default();
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
