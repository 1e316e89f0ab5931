//! This machine behind the core's ports: its clock, randomness and folders, the real courier and
//! the real export. The desktop program and `evenkeelctl` share it; each brings its own sound and
//! its own way to ask for a path.

mod folders;

use std::path::{Path, PathBuf};

use chrono::Local;
use evenkeel_core::course::ContentFolder;
use evenkeel_core::error::{Code, Error, Result};
use evenkeel_core::measures::found::{CopyFrom, Found};
use evenkeel_core::ports::{Courier, Moment, PathKind, Ports, Sound};
use evenkeel_core::research::Export;
use evenkeel_exchange::Post;

pub use folders::Folders;

/// Asks the person for a path.
pub type AskForPath = Box<dyn Fn(PathKind) -> Option<PathBuf> + Send + Sync>;

/// The machine this program runs on.
pub struct Machine {
    folders: Folders,
    post: Post,
    sound: Box<dyn Sound>,
    ask: AskForPath,
}

impl Machine {
    /// A machine with its folders, its sound and its way to ask for a path.
    ///
    /// # Errors
    /// [`Code::Fault`] when the system gives no randomness or no threads.
    pub fn new(folders: Folders, sound: Box<dyn Sound>, ask: AskForPath) -> Result<Self> {
        // Asked once here, so that a machine without randomness never gets to make a key.
        getrandom::fill(&mut [0u8; 1])
            .map_err(|error| Error::new(Code::Fault, error.to_string()))?;
        Ok(Self { folders, post: Post::new()?, sound, ask })
    }
}

impl Ports for Machine {
    fn now(&self) -> Moment {
        Moment { local: Local::now().fixed_offset(), boot_ms: boot_ms() }
    }

    /// # Panics
    /// When the system has stopped giving randomness: keys must never be guessable.
    fn random(&self, out: &mut [u8]) {
        getrandom::fill(out).expect("the system gives randomness");
    }

    fn data_dir(&self) -> &Path {
        &self.folders.data
    }

    fn content(&self) -> &ContentFolder {
        &self.folders.content
    }

    fn outbox_dir(&self) -> PathBuf {
        self.folders.outbox.clone()
    }

    fn choose_path(&self, kind: PathKind) -> Option<PathBuf> {
        (self.ask)(kind)
    }

    fn sound(&self) -> &dyn Sound {
        &*self.sound
    }

    fn courier(&self) -> &dyn Courier {
        &self.post
    }

    fn read_copy(&self, from: CopyFrom<'_>) -> Result<Found> {
        evenkeel_wording::read(from)
    }

    fn write_export(&self, export: &Export, folder: &Path) -> Result<Vec<String>> {
        evenkeel_report::write_export(export, folder)
    }
}

/// Milliseconds since this computer started, sleep included.
#[cfg(target_os = "linux")]
fn boot_ms() -> i64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

/// Milliseconds since this program started: the nearest that the standard library has.
#[cfg(not(target_os = "linux"))]
fn boot_ms() -> i64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static STARTED: OnceLock<Instant> = OnceLock::new();
    STARTED.get_or_init(Instant::now).elapsed().as_millis() as i64
}
