//! Everything around a ledger goes wrong, and what comes of it is counted.

use std::process::Command;

use crate::progress::Outcome;
use crate::system::{self, For};
use crate::{cargo, finish, target};

/// The whole run, or some parts of it by name.
///
/// # Errors
/// When anything was lost, half done, or not told.
pub fn faults(parts: &[&str]) -> Outcome {
    system::set_up(For::Testing)?;
    finish(&mut cargo(&["build", "--workspace", "--bins", "--tests"]))?;
    finish(Command::new(program()).arg("--full").args(parts))
}

/// The short run, for every change. Everything has to be built.
///
/// # Errors
/// As [`faults`].
pub fn short() -> Outcome {
    finish(&mut Command::new(program()))
}

fn program() -> std::path::PathBuf {
    target().join("debug").join("evenkeel-faults")
}
