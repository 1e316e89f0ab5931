//! The Python that the figures of an analysis are held against, in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::progress::{Outcome, Stop, say};
use crate::{finish, root, target};

/// Makes `target/python` with the packages that `tests/stats/requirements.txt` names, unless it
/// is there.
///
/// # Errors
/// When a package cannot be had.
pub fn set_up() -> Outcome {
    set_up_in("python", "tests/stats/requirements.txt").map(|_| ())
}

/// Makes a Python of its own in this folder of `target`, with the packages that a file names, and
/// says where it lies.
///
/// # Errors
/// When a package cannot be had.
pub fn set_up_in(name: &str, requirements: &str) -> Result<PathBuf, Stop> {
    let folder = target().join(name);
    let python = folder.join("bin/python3");
    let requirements = root().join(requirements);
    let wanted = fs::read_to_string(&requirements).map_err(|error| {
        Stop::new(format!("{} could not be read: {error}.", requirements.display()))
    })?;
    let done = folder.join("evenkeel-requirements.txt");
    if fs::read_to_string(&done).is_ok_and(|there| there == wanted) {
        say("Python has its packages.");
        return Ok(python);
    }
    finish(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    let mut install = Command::new(&python);
    finish(install.args(["-m", "pip", "install", "-q", "-r"]).arg(&requirements))?;
    fs::write(&done, wanted)
        .map_err(|error| Stop::new(format!("{} could not be written: {error}.", done.display())))?;
    Ok(python)
}
