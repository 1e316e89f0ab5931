//! Packages to install from: `.deb` and `.rpm` on Linux, what the machine makes elsewhere.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::progress::{Outcome, say};
use crate::system::For;
use crate::test::end_to_end_with;
use crate::{cargo, finish, root, system, target, ui};

/// What is built where. AppImage is left out on Linux: its builder downloads programs of its own.
const KINDS: &str = if cfg!(target_os = "macos") {
    "app,dmg"
} else if cfg!(windows) {
    "msi"
} else {
    "deb,rpm"
};

/// Builds the packages, prints what each weighs, and on Linux installs the `.deb` into a folder
/// of its own and walks through it once. `kinds`, such as `appimage`, replaces what is built.
///
/// # Errors
/// What kept it from being built, or from starting.
pub fn bundle(kinds: Option<&str>) -> Outcome {
    let linux = std::env::consts::OS == "linux";
    system::set_up(if linux { For::Testing } else { For::Running })?;
    ui::set_up()?;
    say("Building evenkeelctl, the pages and the program. The first time takes about 10 minutes.");
    finish(&mut cargo(&["build", "--release", "--package", "evenkeelctl"]))?;
    let mut tauri = Command::new(root().join("ui/node_modules/.bin").join(tauri_cli()));
    tauri.args(["build", "--bundles", kinds.unwrap_or(KINDS)]).current_dir(root());
    finish(&mut tauri)?;

    let bundles = target().join("release/bundle");
    let packages = files(&bundles, &["deb", "rpm", "AppImage", "dmg", "msi"]);
    if let Some(deb) = packages.iter().find(|file| ends(file, "deb")).filter(|_| linux) {
        try_out(deb)?;
    }
    println!();
    for package in &packages {
        weigh(package);
    }
    weigh(&target().join("release").join(format!("evenkeel{}", std::env::consts::EXE_SUFFIX)));
    weigh(&root().join("content"));
    Ok(())
}

/// Unpacks a `.deb` as it would be installed, and goes through its window.
fn try_out(deb: &Path) -> Outcome {
    let place = target().join("release/bundle/installed");
    let _ = std::fs::remove_dir_all(&place);
    say("Installing the .deb into a folder of its own, and opening it.");
    finish(Command::new("dpkg-deb").arg("--extract").arg(deb).arg(&place))?;
    let program = place.join("usr/bin/evenkeel");
    end_to_end_with(
        &[],
        &["--ignored", "--exact", "installed::the_installed_program_opens_its_own_course"],
        &[("EVENKEEL_E2E_PROGRAM", &program)],
    )
}

/// The files with one of these endings in a folder and those inside it, by name.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .flat_map(|path| if path.is_dir() { files(&path, endings) } else { vec![path] })
        .filter(|path| endings.iter().any(|ending| ends(path, ending)))
        .collect();
    found.sort();
    found
}

fn ends(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own == ending)
}

/// Says what a file, or everything in a folder, weighs.
fn weigh(path: &Path) {
    let megabytes = bytes(path) as f64 / 1e6;
    let shown = path.strip_prefix(root()).unwrap_or(path);
    println!("{megabytes:8.1} MB  {}", shown.display());
}

fn bytes(path: &Path) -> u64 {
    match path.read_dir() {
        Ok(entries) => entries.flatten().map(|entry| bytes(&entry.path())).sum(),
        Err(_) => path.metadata().map_or(0, |data| data.len()),
    }
}

fn tauri_cli() -> &'static str {
    if cfg!(windows) { "tauri.cmd" } else { "tauri" }
}
