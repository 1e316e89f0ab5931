//! From the start of a program to its first whole picture, and the memory it then takes: Evenkeel
//! beside a Tauri window with one page, Anki, and Chromium with the same page.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::driver::Driven;
use super::processes::memory;
use super::screen::Screen;
use super::stage::{Stage, built, installed};
use crate::side::{Line, Peer, among, median, said};

/// Runs of each program.
const RUNS: usize = 9;
/// The same for memory, which hardly differs.
const RUNS_OF_MEMORY: usize = 5;
/// A program has come to rest by then.
const RESTS: Duration = Duration::from_secs(5);

/// A program and how it is started.
struct Program {
    path: Option<PathBuf>,
    arguments: Vec<String>,
    stage: Stage,
}

impl Program {
    fn evenkeel(stage: Stage) -> Self {
        Self { path: Some(built("evenkeel")), arguments: vec!["--trace-start".into()], stage }
    }

    fn bare() -> Self {
        Self { path: Some(built("evenkeel-bare")), arguments: Vec::new(), stage: Stage::empty() }
    }

    /// From PyPI, in a folder of its own: xtask names it. Somebody has used it before, so that it
    /// asks nothing.
    fn anki() -> Self {
        let stage = Stage::empty();
        let base = stage.path("share").display().to_string();
        let path = std::env::var_os("EVENKEEL_BENCH_ANKI").map(PathBuf::from);
        if let Some(path) = &path {
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/bench/anki_profile.py");
            let mut python = Command::new(path.with_file_name("python3"));
            python.args([script, &base]).envs(stage.environment()).stdout(Stdio::null());
            python.status().unwrap();
        }
        let arguments = ["-b", &base, "-p", "Renee", "-l", "en"].map(str::to_owned).into();
        Self { path, arguments, stage }
    }

    /// The page of the bare window, in a window without a browser around it. In a container it
    /// runs without its sandbox, which WebKitGTK does not have here either.
    fn chromium() -> Self {
        let stage = Stage::empty();
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("bare/page/index.html");
        let page = page.canonicalize().unwrap();
        let arguments = vec![
            format!("--app=file://{}", page.display()),
            format!("--user-data-dir={}", stage.path("config").display()),
            "--no-sandbox".to_owned(),
            "--no-first-run".to_owned(),
            "--window-size=1280,800".to_owned(),
        ];
        Self { path: installed("chromium"), arguments, stage }
    }

    /// Seconds until it shows what it goes on to show, and MB once it has come to rest, where that
    /// is asked. None where it is missing or shows nothing.
    fn shows(&self, screen: &Screen, rests: Duration) -> Option<(f64, f64)> {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        screen.wait_until_empty();
        let begun = Instant::now();
        let running = self.stage.start(self.path.as_ref()?, &arguments)?;
        let seconds = screen.settles(begun)?;
        thread::sleep(rests);
        Some((seconds, memory(&running.family())))
    }
}

/// Seconds from the start to the first whole picture, seen on the display, the files being warm.
pub fn start() -> Vec<Line> {
    let screen = Screen::find().expect("xtask starts a display");
    let evenkeel = Program::evenkeel(Stage::with_renee());
    let (bare, anki, chromium) = (Program::bare(), Program::anki(), Program::chromium());
    for program in [&evenkeel, &bare, &anki, &chromium] {
        program.shows(&screen, RESTS);
    }
    let seconds = |program: &Program| Some(program.shows(&screen, Duration::ZERO)?.0);
    let marks = RefCell::new(Vec::new());
    let ours = || {
        let seconds = seconds(&evenkeel).expect("Evenkeel shows its window");
        marks.borrow_mut().extend(mark(&evenkeel.stage.printed()));
        seconds
    };
    let peers = vec![
        Peer::new("a bare Tauri window", "≤ 1.25", || seconds(&bare)),
        Peer::new("Anki", "≤ 0.6", || seconds(&anki)),
        Peer::new("Chromium --app", "–", || seconds(&chromium)),
    ];
    let mut lines = among("start to the first whole picture, warm", ("s", RUNS), ours, peers);
    let name = "start to the page's own mark: drawn, and can be used";
    lines.push(said(name, ("s", "–"), RUNS, median(marks.into_inner())));
    lines
}

/// Seconds after its start at which the program says that its first screen is drawn.
fn mark(trace: &str) -> Option<f64> {
    let line = trace.lines().find(|line| line.contains("screen: "))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1e3)
}

/// Memory of a whole program at rest: Evenkeel at Today, the others as they start.
pub fn memory_at_today() -> Vec<Line> {
    let screen = Screen::find().expect("xtask starts a display");
    let renee = Stage::with_renee();
    let (bare, anki, chromium) = (Stage::empty(), Program::anki(), Program::chromium());
    let ours = || {
        let driven = Driven::start(&renee, &built("evenkeel")).expect("the driver is installed");
        driven.press("Renee");
        driven.wait_for("document.querySelector('nav')");
        thread::sleep(RESTS);
        memory(&driven.family())
    };
    // Under the same driver, because that takes memory as well.
    let bare = || {
        let driven = Driven::start(&bare, &built("evenkeel-bare"))?;
        driven.wait_for("document.querySelector('h1')");
        thread::sleep(RESTS);
        Some(memory(&driven.family()))
    };
    anki.shows(&screen, RESTS);
    let peers = vec![
        Peer::new("a bare Tauri window", "≤ 1.15", bare),
        Peer::new("Anki", "≤ 0.55", || Some(anki.shows(&screen, RESTS)?.1)),
        Peer::new("Chromium --app", "–", || Some(chromium.shows(&screen, RESTS)?.1)),
    ];
    among("memory at Today, all processes", ("MB", RUNS_OF_MEMORY), ours, peers)
}
