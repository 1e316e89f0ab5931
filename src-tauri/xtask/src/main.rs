//! `cargo xtask`: everything somebody with a clone needs, in one small program without
//! dependencies. It looks for what is missing, installs what it may, and says the rest.
//!
//! Exit codes: 0 well, 1 something did not work, 2 unusable arguments or a missing part that has
//! to be installed by hand.

mod bench;
mod bundle;
mod display;
mod faults;
mod mailboxes;
mod progress;
mod python;
mod run;
mod system;
mod test;
mod tour;
mod ui;
mod voice;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use progress::{Outcome, Stop};

const HELP: &str = "\
Evenkeel, from a clone to a running program

  cargo xtask run        install what is missing, build, and start Evenkeel;
                         without a display, the tour instead
  cargo xtask test       every check there is: formatting, the UI's types and tests, clippy,
                         the Rust tests, the course content, and the journeys through the window
  cargo xtask faults     kill, starve, cut off and damage ledgers many thousand times, and count
                         what is lost: about an hour, a table, and target/faults/results.json;
                         kill, calls, power, disk, damage or limits after it do only that part
  cargo xtask tour       drive the real program through its main job, out of sight, and leave
                         numbered pictures in target/tour/, changed ones beside what they were;
                         docs after it puts them into the docs as well; pseudo looks at every
                         screen in a made-up language instead, for words that are cut off
  cargo xtask bench      what Evenkeel costs beside its peers, in turn, as a table and in
                         target/bench/results.json; names after it measure only those, and soak
                         lets two windows run for an hour (or so many minutes) and looks whether
                         they grow
  cargo xtask bundle     packages to install from (.deb and .rpm here), tried out, with their sizes;
                         a kind after it, such as appimage, builds that instead
  cargo xtask voice      render the spoken cues that changed (--check compares and renders nothing)
  cargo xtask setup      only install what is missing, for running and for testing
  cargo xtask help       this text

Each command sets up what it needs first. Rust and Node are all you bring.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["run"] => run::run(),
        ["test"] => test::test(),
        ["faults", parts @ ..] => faults::faults(parts),
        ["tour"] => tour::tour(),
        ["tour", "docs"] => tour::tour_for_docs(),
        ["tour", "pseudo"] => tour::pseudo(),
        ["bench", only @ ..] => bench::bench(only),
        ["bundle"] => bundle::bundle(None),
        ["bundle", kinds] => bundle::bundle(Some(kinds)),
        ["voice"] => voice::render(),
        ["voice", "--check"] => voice::check(),
        ["setup"] => system::set_up(system::For::Testing)
            .and_then(|()| mailboxes::set_up())
            .and_then(|()| ui::set_up())
            .and_then(|()| python::set_up()),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Stop::usage(format!(
            "cargo xtask does not know \"{}\". `cargo xtask help` lists what it knows.",
            other.join(" ")
        ))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("\n{}", stop.words);
            ExitCode::from(stop.code)
        }
    }
}

/// The folder of the repository.
fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// The folder that holds whatever is built or made: Cargo's own, so that `cargo clean` clears it.
fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The Cargo that runs this program, called in the repository.
fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Where a program of this name lies on the search path.
fn find_program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&folders).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// Runs a command to its end. Its output is the person's to see.
fn finish(command: &mut Command) -> Outcome {
    let line = progress::command_line(command);
    let status = command
        .stdin(std::process::Stdio::null())
        .status()
        .map_err(|error| Stop::new(format!("`{line}` could not be started: {error}.")))?;
    match (status.success(), status.code()) {
        (true, _) => Ok(()),
        (false, Some(code)) => Err(Stop::new(format!("`{line}` ended with code {code}."))),
        (false, None) => Err(Stop::new(format!("`{line}` was ended from outside."))),
    }
}

/// What a command prints, without the blanks around it; `None` when it did not end well.
fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(std::process::Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
