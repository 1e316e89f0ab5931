//! The Python that figures and exports are held against, in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::progress::{Outcome, Stop, say};
use crate::{finish, root, target};

/// Makes `target/python` with what the tests of figures and of the export name, unless it is there.
///
/// # Errors
/// When a package cannot be had.
pub fn set_up() -> Outcome {
    set_up_in("python", &["tests/stats/requirements.txt", "tests/export/requirements.txt"])
        .map(|_| ())
}

/// Makes a Python of its own in this folder of `target`, with the packages that files name, and
/// says where it lies.
///
/// # Errors
/// When a package cannot be had.
pub fn set_up_in(name: &str, requirements: &[&str]) -> Result<PathBuf, Stop> {
    let folder = target().join(name);
    let python = folder.join("bin/python3");
    let mut wanted = String::new();
    for file in requirements {
        let text = fs::read_to_string(root().join(file));
        wanted +=
            &text.map_err(|error| Stop::new(format!("{file} could not be read: {error}.")))?;
    }
    let done = folder.join("evenkeel-requirements.txt");
    if fs::read_to_string(&done).is_ok_and(|there| there == wanted) {
        say("Python has its packages.");
        return Ok(python);
    }
    finish(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "-q"]).current_dir(root());
    finish(install.args(requirements.iter().flat_map(|file| ["-r", *file])))?;
    fs::write(&done, wanted)
        .map_err(|error| Stop::new(format!("{} could not be written: {error}.", done.display())))?;
    Ok(python)
}
