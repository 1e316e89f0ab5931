//! The Python that figures and exports are held against, in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::progress::{Outcome, Stop, say};
use crate::{finish, root, target};

/// What it is to have, beside the tests that use it.
const REQUIREMENTS: [&str; 2] = ["tests/stats/requirements.txt", "tests/export/requirements.txt"];

/// Makes `target/python` with the packages that [`REQUIREMENTS`] name, unless it is there.
///
/// # Errors
/// When a package cannot be had.
pub fn set_up() -> Outcome {
    let mut wanted = String::new();
    for file in REQUIREMENTS {
        let text = fs::read_to_string(root().join(file));
        wanted +=
            &text.map_err(|error| Stop::new(format!("{file} could not be read: {error}.")))?;
    }
    let done = folder().join("evenkeel-requirements.txt");
    if fs::read_to_string(&done).is_ok_and(|there| there == wanted) {
        say("Python has its packages.");
        return Ok(());
    }
    finish(Command::new("python3").args(["-m", "venv"]).arg(folder()))?;
    let mut install = Command::new(folder().join("bin/python3"));
    install.args(["-m", "pip", "install", "-q"]).current_dir(root());
    finish(install.args(REQUIREMENTS.iter().flat_map(|file| ["-r", *file])))?;
    fs::write(&done, wanted)
        .map_err(|error| Stop::new(format!("{} could not be written: {error}.", done.display())))
}

fn folder() -> PathBuf {
    target().join("python")
}
