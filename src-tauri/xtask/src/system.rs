//! What the machine must have before anything builds: found, installed where that is allowed, or
//! named with the exact command.

use std::path::Path;
use std::process::Command;

use Probe::{AlsaPulse, Apache, File, Library, Program, PythonVenv, WholePerl};

use crate::progress::{Outcome, Stop, say};
use crate::{ask, find_program, finish};

/// What the machine is set up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Building and starting the program.
    Running,
    /// Tests and the tour as well: a display, a driver and a sound server of their own.
    Testing,
}

/// How to find out whether something is there.
enum Probe {
    /// pkg-config knows the library's headers.
    Library(&'static str),
    /// A program on the search path.
    Program(&'static str),
    /// Perl with the modules that building OpenSSL uses; Debian's smallest Perl lacks them.
    WholePerl,
    /// A file among the system's libraries.
    File(&'static str),
    /// ALSA's way into PulseAudio.
    AlsaPulse,
    /// Apache's server, which lies where only administrators look.
    Apache,
    /// A Python that makes folders of packages; Debian keeps that part apart.
    PythonVenv,
}

/// One thing to have: what people call it, how to find it, and the packages that bring it on
/// Debian and on Fedora.
struct Need(&'static str, Probe, &'static str, &'static str);

const TO_RUN: &[Need] = &[
    Need("a C compiler", Program("cc"), "build-essential", "gcc"),
    Need("make", Program("make"), "build-essential", "make"),
    Need("Perl", WholePerl, "perl", "perl"),
    Need("pkg-config", Program("pkg-config"), "pkg-config", "pkgconf-pkg-config"),
    Need("WebKitGTK", Library("webkit2gtk-4.1"), "libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel"),
    Need("ALSA", Library("alsa"), "libasound2-dev", "alsa-lib-devel"),
    Need("librsvg", Library("librsvg-2.0"), "librsvg2-dev", "librsvg2-devel"),
];

/// dnf takes the path of a program for the package that brings it.
const TO_TEST: &[Need] = &[
    Need("Xvfb", Program("Xvfb"), "xvfb", "/usr/bin/Xvfb"),
    Need("WebDriver", Program("WebKitWebDriver"), "webkit2gtk-driver", "/usr/bin/WebKitWebDriver"),
    Need("D-Bus", Program("dbus-run-session"), "dbus", "/usr/bin/dbus-run-session"),
    Need("strace", Program("strace"), "strace", "strace"),
    Need("Python", PythonVenv, "python3-venv", "python3"),
    Need("R", Program("Rscript"), "r-base-core", "R-core"),
    Need("PSPP", Program("pspp"), "pspp", "pspp"),
    Need("PulseAudio", Program("pulseaudio"), "pulseaudio", "/usr/bin/pulseaudio"),
    Need("pactl", Program("pactl"), "pulseaudio-utils", "/usr/bin/pactl"),
    Need("parec", Program("parec"), "pulseaudio-utils", "/usr/bin/parec"),
    Need("Apache", Apache, "apache2-bin", "httpd"),
    Need("ALSA for PulseAudio", AlsaPulse, "libasound2-plugins", "alsa-plugins-pulseaudio"),
];

/// Programs that the bench measures Evenkeel beside, and what Anki's window asks for.
const TO_COMPARE: &[Need] = &[
    Need("Chromium", Program("chromium"), "chromium", "chromium"),
    Need("mpv", Program("mpv"), "mpv", "mpv"),
    Need("ffplay", Program("ffplay"), "ffmpeg", "ffmpeg"),
    Need("sox", Program("sox"), "sox", "sox"),
    Need("rclone", Program("rclone"), "rclone", "rclone"),
    Need("xcb-cursor", File("libxcb-cursor.so.0"), "libxcb-cursor0", "xcb-util-cursor"),
    Need("xcb-icccm", File("libxcb-icccm.so.4"), "libxcb-icccm4", "xcb-util-wm"),
    Need("xcb-keysyms", File("libxcb-keysyms.so.1"), "libxcb-keysyms1", "xcb-util-keysyms"),
    Need("xkbcommon-x11", File("libxkbcommon-x11.so.0"), "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Need("NSS", File("libnss3.so"), "libnss3", "nss"),
];

impl Probe {
    fn finds(&self) -> bool {
        match self {
            Self::Library(name) => {
                ask(Command::new("pkg-config").args(["--exists", name])).is_some()
            }
            Self::Program(name) => find_program(name).is_some(),
            Self::WholePerl => {
                let modules = ["-MFindBin", "-MIPC::Cmd", "-MFile::Compare", "-MTime::Piece"];
                ask(Command::new("perl").args(modules).args(["-e", "1"])).is_some()
            }
            Self::File(name) => is_library(name),
            Self::AlsaPulse => is_library("alsa-lib/libasound_module_pcm_pulse.so"),
            Self::Apache => {
                ["apache2", "httpd"].iter().any(|name| Path::new("/usr/sbin").join(name).exists())
            }
            Self::PythonVenv => {
                ask(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_some()
            }
        }
    }
}

/// Makes sure that everything is there, installing it where that needs no password.
///
/// # Errors
/// Exit code 2 with the command to type, when it has to be installed by hand.
pub fn set_up(purpose: For) -> Outcome {
    match std::env::consts::OS {
        "linux" => set_up_linux(purpose),
        other if purpose == For::Testing => Err(Stop::usage(format!(
            "The tests and the tour drive the window through WebKitGTK, which {other} does not \
             have. Run them on Linux, or in a Linux container."
        ))),
        "macos" => set_up_macos(),
        "windows" => {
            say("Windows needs WebView2 (part of Windows 11; else \
                 https://developer.microsoft.com/microsoft-edge/webview2), the Visual Studio \
                 C++ Build Tools, and Strawberry Perl: winget install StrawberryPerl.StrawberryPerl");
            Ok(())
        }
        other => Err(Stop::usage(format!("Evenkeel does not know how to be set up on {other}."))),
    }
}

fn set_up_macos() -> Outcome {
    if ask(Command::new("xcode-select").arg("-p")).is_some() {
        return Ok(());
    }
    Err(Stop::usage(
        "The Xcode command line tools are missing. Type\n\n  xcode-select --install\n\nand then \
         the same command again. Nothing else is needed.",
    ))
}

fn set_up_linux(purpose: For) -> Outcome {
    let missing = missing(purpose);
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|need| need.0).collect();
    say(format!("Missing on this computer: {}.", names.join(", ")));

    if find_program("apt-get").is_none() {
        let by_hand = packages(&missing, |need| need.3);
        let words = if find_program("dnf").is_some() {
            format!("Type\n\n  sudo dnf install {by_hand}\n\nand then the same command again.")
        } else {
            format!(
                "Install them with your package manager and run the same command again. Debian \
                 calls them\n\n  {}\n\nand Fedora\n\n  {by_hand}",
                packages(&missing, |need| need.2)
            )
        };
        return Err(Stop::usage(words));
    }

    let wanted = packages(&missing, |need| need.2);
    let Some(prefix) = rights() else {
        return Err(Stop::usage(format!(
            "Installing needs your password, so it is yours to do. Type\n\n  sudo apt-get update \
             && sudo apt-get install {wanted}\n\nand then the same command again."
        )));
    };
    install(prefix, &wanted).map_err(|stop| {
        Stop::usage(format!(
            "{} Look at its lines above, then type\n\n  sudo apt-get install {wanted}\n\nand then \
             the same command again.",
            stop.words
        ))
    })?;
    match self::missing(purpose).as_slice() {
        [] => Ok(()),
        still => Err(Stop::usage(format!(
            "Installed, and still not found: {}. Is another copy of them first on the search path?",
            still.iter().map(|need| need.0).collect::<Vec<_>>().join(", ")
        ))),
    }
}

/// Brings the programs that the bench compares with, where that needs no password. Nothing of
/// Evenkeel needs them: what is missing stands in the table as missing.
pub fn set_up_peers() {
    let missing: Vec<&Need> = TO_COMPARE.iter().filter(|need| !need.1.finds()).collect();
    if missing.is_empty() {
        return;
    }
    let wanted = packages(&missing, |need| need.2);
    let outcome = match rights().filter(|_| find_program("apt-get").is_some()) {
        Some(prefix) => install(prefix, &wanted),
        None => Err(Stop::new("They are yours to install.")),
    };
    if let Err(stop) = outcome {
        say(format!("Measured without what brings {wanted}: {}", stop.words));
    }
}

fn install(prefix: &[&str], wanted: &str) -> Outcome {
    say(format!("Installing with apt-get: {wanted}. A few minutes at most."));
    // A package source that does not answer need not matter: installing says so if it does.
    if let Err(stop) = finish(&mut apt(prefix, &["update", "-qq"])) {
        say(format!("The package lists could not be brought up to date: {}", stop.words));
    }
    let mut install = apt(prefix, &["install", "-y", "-q", "--no-install-recommends"]);
    finish(install.args(wanted.split(' ')))
}

/// What is needed for this purpose and not there.
fn missing(purpose: For) -> Vec<&'static Need> {
    let to_test = if purpose == For::Testing { TO_TEST } else { &[] };
    TO_RUN.iter().chain(to_test).filter(|need| !need.1.finds()).collect()
}

/// The packages that bring these things, each once.
fn packages(needs: &[&Need], of: impl Fn(&Need) -> &'static str) -> String {
    let mut names: Vec<&str> = needs.iter().map(|need| of(need)).collect();
    names.sort_unstable();
    names.dedup();
    names.join(" ")
}

/// The words to put before `apt-get` so that it may install: none for root, `sudo -n` where sudo
/// asks for no password, and no answer where a person is needed.
fn rights() -> Option<&'static [&'static str]> {
    if ask(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    ask(Command::new("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n"][..])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Command {
    let words: Vec<&str> = prefix
        .iter()
        .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .copied()
        .collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).args(arguments);
    command
}

/// Whether the folder of the system's libraries, which differs by distribution, holds this file.
fn is_library(file: &str) -> bool {
    let Ok(folders) = Path::new("/usr/lib").read_dir() else { return false };
    folders
        .flatten()
        .map(|folder| folder.path())
        .chain(["/usr/lib64".into(), "/usr/lib".into()])
        .any(|folder| folder.join(file).exists())
}
