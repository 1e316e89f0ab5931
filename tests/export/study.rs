//! A sample study to export from, made once; and exports of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use evenkeel_core::course::{ContentFolder, Course};
use evenkeel_core::measures::Instrument;
use evenkeel_core::people;
use evenkeel_core::ports::{Fault, Ports, Position, Sound, TakenIn, Volume};
use evenkeel_core::practice::timeline::Timeline;
use evenkeel_core::research::export::{ExportOptions, Exported, Ids, write};
use evenkeel_core::sample::{self, Options};
use evenkeel_core::store::Ledger;
use evenkeel_host::{Folders, Machine};
use tempfile::TempDir;

/// How many coaches: enough that something can be given.
pub const COACHES: u32 = 60;

/// A machine without sound.
pub struct Silence;

impl Sound for Silence {
    fn start(&self, _: Arc<Timeline>, _: Box<dyn FnOnce() + Send>) {}
    fn pause(&self) {}
    fn fade(&self) {}
    fn resume(&self) {}
    fn seek(&self, _: f64) {}
    fn set_volume(&self, _: Volume) {}
    fn stop(&self) {}
    fn position(&self) -> Option<Position> {
        None
    }
    fn take_in(&self, _: &Path, _: &Path) -> evenkeel_core::Result<TakenIn> {
        Err(evenkeel_core::Error::refused(format!("{:?}", Fault::NoDevice)))
    }
}

pub fn machine(folder: &Path) -> Arc<dyn Ports> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let folders = Folders {
        content: ContentFolder::new(content),
        data: folder.to_owned(),
        outbox: folder.join("outbox"),
    };
    Arc::new(Machine::new(folders, Box::new(Silence), Box::new(|_| None)).unwrap())
}

pub fn content(ports: &dyn Ports) -> (Course, Vec<Instrument>) {
    let folder = ports.content();
    (
        evenkeel_core::course::load::load(folder).unwrap(),
        evenkeel_core::measures::load::load(folder).unwrap(),
    )
}

/// The folder of the sample study.
fn made() -> &'static Path {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    MADE.get_or_init(|| {
        let out = TempDir::new().unwrap();
        let ports = machine(out.path());
        let (course, instruments) = content(&*ports);
        let options = Options { coaches: COACHES, ..Options::default() };
        sample::make(&ports, &course, &instruments, out.path(), &options, &mut |_| {}).unwrap();
        out
    })
    .path()
}

/// A researcher's ledger of its own to export from.
pub struct Desk {
    pub folder: TempDir,
    pub ports: Arc<dyn Ports>,
    pub course: Course,
    pub instruments: Vec<Instrument>,
    pub ledger: Ledger,
}

impl Desk {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for ending in ["evenkeel", "evenkeel.keys"] {
            let name = format!("researcher.{ending}");
            fs::copy(made().join(&name), folder.path().join(&name)).unwrap();
        }
        let ports = machine(folder.path());
        let (course, instruments) = content(&*ports);
        let path = folder.path().join("researcher.evenkeel");
        let (_, ledger) = people::open_at(&path, Some(sample::PASSPHRASE)).unwrap();
        Self { folder, ports, course, instruments, ledger }
    }

    /// Exports into a new folder.
    pub fn export(&mut self, name: &str, options: &ExportOptions) -> (PathBuf, Exported) {
        let out = self.folder.path().join(name);
        let weeks = self.course.manifest.weeks;
        let (ports, ledger) = (&*self.ports, &mut self.ledger);
        let done = write(ports, ledger, &self.instruments, weeks, "Ruth", options, &out).unwrap();
        (out, done)
    }
}

/// With the key that lasts.
pub fn stable() -> ExportOptions {
    ExportOptions { ids: Ids::Stable, ..ExportOptions::default() }
}

/// An export of the study, made once.
pub fn exported() -> &'static Path {
    static EXPORTED: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    // The folder is kept as well, or it would be gone.
    &EXPORTED
        .get_or_init(|| {
            let mut desk = Desk::new();
            let (out, _) = desk.export("export", &ExportOptions::default());
            (desk.folder, out)
        })
        .1
}

/// Every file of an export by name, with its bytes.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
                continue;
            }
            let name = entry.path().strip_prefix(folder).unwrap().display().to_string();
            all.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    all.sort();
    all
}
