//! The window's pages: Node, its packages, their checks and the build.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::progress::{Outcome, Stop, say};
use crate::{ask, finish, root};

/// The oldest Node that the UI's tools run on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Node, and the packages the lock file names.
///
/// # Errors
/// Exit code 2 when Node is missing or too old.
pub fn set_up() -> Outcome {
    let advice = "Get it from https://nodejs.org (the LTS version), or with your package manager, \
                  and run the same command again.";
    let wanted = format!("{}.{}", OLDEST_NODE.0, OLDEST_NODE.1);
    let Some(version) = ask(Command::new("node").arg("--version")) else {
        return Err(Stop::usage(format!("Node {wanted} or newer is missing. {advice}")));
    };
    if numbers(&version).is_none_or(|version| version < OLDEST_NODE) {
        return Err(Stop::usage(format!(
            "Node {wanted} or newer is needed; this computer has {version}. {advice}"
        )));
    }
    packages()
}

/// Checks the types of every view.
pub fn check() -> Outcome {
    finish(&mut npm(&["run", "--silent", "check"]))
}

/// Runs the UI's own tests.
pub fn test() -> Outcome {
    finish(&mut npm(&["run", "--silent", "test"]))
}

/// Builds the pages that the program embeds, with the page that shows the kit.
pub fn build() -> Outcome {
    build_as("with-kit", &[("VITE_KIT", "1")])
}

/// Builds the pages as they are shipped, without the page that shows the kit.
pub fn build_to_ship() -> Outcome {
    build_as("to-ship", &[])
}

/// Builds the pages unless they are built this way and newer than everything they are made of: new
/// pages mean building the program anew.
fn build_as(stamp: &str, environment: &[(&str, &str)]) -> Outcome {
    let sources = [
        "src",
        "build",
        "messages",
        "project.inlang",
        "index.html",
        "package-lock.json",
        "svelte.config.js",
        "vite.config.ts",
    ];
    let newest = sources.iter().filter_map(|source| newest(&folder().join(source))).max();
    let stamp = folder().join("dist").join(stamp);
    let built = changed(&stamp);
    if built.is_some() && built > newest {
        say("The pages are up to date.");
        return Ok(());
    }
    finish(npm(&["run", "--silent", "build"]).envs(environment.iter().copied()))?;
    std::fs::write(stamp, "")
        .map_err(|error| Stop::new(format!("ui/dist cannot be written: {error}.")))
}

/// Builds the pages in a made-up language, in place of English. The next [`build`] builds anew.
pub fn build_pseudo() -> Outcome {
    let _ = std::fs::remove_file(folder().join("dist/with-kit"));
    finish(npm(&["run", "--silent", "pseudo"]).env("VITE_PSEUDO", "1"))
}

/// Installs what the lock file names, unless exactly that is installed already: a copy of the
/// lock file beside the packages says so.
fn packages() -> Outcome {
    let lock = folder().join("package-lock.json");
    let stamp = folder().join("node_modules/.installed-lock.json");
    let wanted = std::fs::read(&lock).map_err(|error| {
        Stop::new(format!("ui/package-lock.json cannot be read: {error}. Is the clone complete?"))
    })?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("Installing the UI's packages with npm ci. About a minute.");
    finish(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    std::fs::write(&stamp, wanted)
        .map_err(|error| Stop::new(format!("ui/node_modules cannot be written: {error}.")))
}

fn folder() -> PathBuf {
    root().join("ui")
}

fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(folder());
    command
}

/// When a file, or whatever lies in a folder, was changed last.
fn newest(path: &Path) -> Option<SystemTime> {
    let Ok(entries) = path.read_dir() else { return changed(path) };
    let inside = entries.flatten().filter_map(|entry| newest(&entry.path()));
    inside.chain(changed(path)).max()
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

/// The first two numbers of `v20.19.1`.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim_start_matches('v').split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}
