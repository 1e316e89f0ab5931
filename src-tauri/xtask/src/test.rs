//! Every check there is, in order, quick ones first.

use std::path::Path;
use std::process::Command;

use crate::display::Display;
use crate::progress::{self, Outcome, Step};
use crate::system::For;
use crate::{
    cargo, faults, finish, mailboxes, progress::command_line, python, root, system, target, ui,
};

/// Runs all checks and ends with a table.
///
/// # Errors
/// Whatever did not pass, or could not run.
pub fn test() -> Outcome {
    progress::run(vec![
        Step::needed("Set-up", || system::set_up(For::Testing)),
        Step::needed("Servers for mailboxes", mailboxes::set_up),
        Step::check("Formatting", || finish(&mut cargo(&["fmt", "--all", "--check"]))),
        Step::needed("Packages of the UI", ui::set_up),
        Step::check("Types of the UI", ui::check),
        Step::check("Tests of the UI", ui::test),
        Step::needed("Build of the UI", ui::build),
        Step::check("Clippy", clippy),
        Step::needed("Python of figures and exports", python::set_up),
        Step::needed("Build of everything", build),
        Step::check("Rust tests", tests),
        Step::check("Faults, in short", faults::short),
        Step::check("Course content", content),
        Step::check("Journeys through the window", || end_to_end(&[], &[])),
    ])
}

/// Runs the end-to-end binary on a display and a session bus of its own.
///
/// The whole workspace is named although only one test is: Cargo then builds with the same
/// features as for the other tests, and nothing twice.
///
/// # Errors
/// When a journey does not pass, or the display does not come up.
pub fn end_to_end(to_cargo: &[&str], to_tests: &[&str]) -> Outcome {
    end_to_end_with(to_cargo, to_tests, &[])
}

/// The same, with variables in the environment.
///
/// # Errors
/// As [`end_to_end`].
pub fn end_to_end_with(
    to_cargo: &[&str],
    to_tests: &[&str],
    environment: &[(&str, &Path)],
) -> Outcome {
    let mut tests = cargo(&["test", "--workspace", "--test", "e2e"]);
    tests.args(to_cargo).args(["--", "--test-threads", "1"]).args(to_tests);
    if to_cargo.contains(&"--no-run") {
        return finish(&mut tests);
    }
    let display = Display::start()?;
    let mut session = Command::new("dbus-run-session");
    session
        .arg("--")
        .arg(tests.get_program())
        .args(tests.get_args())
        .current_dir(root())
        .env("DISPLAY", &display.name)
        .envs(environment.iter().copied())
        .env("EVENKEEL_E2E_OUT", target())
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER");
    finish(&mut session)
}

/// The journeys are named apart: `--all-targets` leaves out what plain `cargo test` leaves out.
fn clippy() -> Outcome {
    for targets in [&["--all-targets"][..], &["--test", "e2e"]] {
        let mut clippy = cargo(&["clippy", "--workspace"]);
        finish(clippy.args(targets).args(["--", "--deny", "warnings"]))?;
    }
    Ok(())
}

/// One build with the features of the tests, so that every later step finds its programs ready.
fn build() -> Outcome {
    finish(&mut cargo(&["build", "--workspace", "--bins", "--tests"]))
}

fn tests() -> Outcome {
    finish(&mut cargo(&["test", "--workspace", "--no-fail-fast"]))
}

fn content() -> Outcome {
    let checker = target().join("debug").join("evenkeelctl");
    let mut check = Command::new(checker);
    check.args(["content", "check"]).current_dir(root());
    progress::say(command_line(&check));
    finish(&mut check)
}
