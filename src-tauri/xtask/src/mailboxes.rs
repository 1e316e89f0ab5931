//! The servers that the tests of mailboxes start: Python packages in a folder of their own under
//! `target/`, named and pinned in one file beside those tests.

use std::process::Command;

use crate::progress::{Outcome, Stop, say};
use crate::{find_program, finish, root, target};

const REQUIREMENTS: &str = "tests/app/mailboxes/requirements.txt";

/// Installs them, unless exactly those are there.
///
/// # Errors
/// When Python is missing, or its packages cannot be had.
pub fn set_up() -> Outcome {
    let folder = target().join("mailboxes");
    let stamp = folder.join("installed-requirements.txt");
    let wanted = std::fs::read(root().join(REQUIREMENTS))
        .map_err(|error| Stop::new(format!("{REQUIREMENTS} cannot be read: {error}.")))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let python = find_program("python3")
        .ok_or_else(|| Stop::usage("Python 3.10 or newer is missing: install python3."))?;
    say("Installing the servers of the mailbox tests into target/mailboxes: 230 MB, once.");
    let venv = folder.join("venv");
    finish(Command::new(python).args(["-m", "venv", "--clear"]).arg(&venv).current_dir(root()))?;
    let mut install = Command::new(venv.join("bin/python"));
    finish(install.args(["-m", "pip", "install", "-q", "-r", REQUIREMENTS]).current_dir(root()))?;
    std::fs::write(&stamp, wanted)
        .map_err(|error| Stop::new(format!("{} cannot be written: {error}.", stamp.display())))
}
