//! This machine behind the core's ports: its clock, randomness and folders, the real courier and
//! files that leave the program. The desktop program and `evenkeelctl` share it; each brings its
//! own sound and its own way to ask for a path.

mod folders;
#[cfg(feature = "keychain")]
mod keychain;

use std::path::{Path, PathBuf};

use chrono::Local;
use evenkeel_core::bundle::{Bundle, Written};
use evenkeel_core::course::ContentFolder;
use evenkeel_core::error::{Code, Error, Result};
use evenkeel_core::hours::page::CertificatePage;
use evenkeel_core::measures::found::{CopyFrom, Found};
use evenkeel_core::paper::Paper;
use evenkeel_core::ports::{Courier, Moment, PathKind, Place, Ports, Sound, no_mail_program};
use evenkeel_core::reminders::Event;
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
    boot: String,
}

impl Machine {
    /// A machine with its folders, its sound and its way to ask for a path.
    ///
    /// # Errors
    /// [`Code::Fault`] when the system gives no randomness or no threads.
    pub fn new(folders: Folders, sound: Box<dyn Sound>, ask: AskForPath) -> Result<Self> {
        // Asked once here, so that a machine without randomness never gets to make a key.
        let mut random = [0u8; 8];
        getrandom::fill(&mut random).map_err(|error| Error::new(Code::Fault, error.to_string()))?;
        let boot = this_boot(u64::from_le_bytes(random));
        Ok(Self { folders, post: Post::new()?, sound, ask, boot })
    }
}

impl Ports for Machine {
    fn now(&self) -> Moment {
        Moment::new(Local::now().fixed_offset(), boot_ms())
    }

    fn place(&self) -> Place {
        Place { zone: iana_time_zone::get_timezone().ok(), boot: self.boot.clone() }
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

    #[cfg(feature = "keychain")]
    fn keychain(&self) -> Option<&dyn evenkeel_core::ports::Keychain> {
        Some(&keychain::SystemKeychain)
    }

    fn write_calendar(&self, events: &[Event], path: &Path) -> Result<()> {
        evenkeel_report::write_calendar(events, self.now().local.naive_utc(), path)
    }

    fn start_with_computer(&self, yes: bool) -> Result<()> {
        let program = std::env::current_exe()?;
        let told = |error: auto_launch::Error| Error::new(Code::ReadOnly, error.to_string());
        let start = auto_launch::AutoLaunchBuilder::new()
            .set_app_name("Evenkeel")
            .set_app_path(&program.to_string_lossy())
            .build()
            .map_err(told)?;
        match yes {
            true => start.enable().map_err(told),
            false if start.is_enabled().map_err(told)? => start.disable().map_err(told),
            false => Ok(()),
        }
    }

    fn write_bundle(&self, bundle: &Bundle, folder: &Path) -> Result<Written> {
        evenkeel_report::write_bundle(bundle, folder)
    }

    fn open_mail(&self, mailto: &str) -> Result<()> {
        // Nothing else is ever opened from here.
        if !mailto.starts_with("mailto:?") {
            return Err(Error::new(Code::Fault, "not a message"));
        }
        open::that_detached(mailto).map_err(|_| no_mail_program())
    }

    fn write_paper(&self, paper: &Paper, path: &Path) -> Result<()> {
        evenkeel_report::write_paper(paper, path)
    }

    fn certificate_pdf(&self, page: &CertificatePage) -> Result<Vec<u8>> {
        evenkeel_report::render_certificate(page)
    }
}

/// Keeps this program's memory, keys included, from being written to disk should it crash.
///
/// The limit is one byte and not none: Linux hands a program that collects crashes the whole
/// memory whatever the limit is, except at exactly one byte (`do_coredump` in `fs/coredump.c`).
pub fn no_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(1), maximum: Some(1) });
    }
}

/// Which run of this computer it is: the kernel's own id for it.
#[cfg(target_os = "linux")]
fn this_boot(random: u64) -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
        .map_or_else(|_| format!("{random:016x}"), |id| id.trim().to_owned())
}

/// Which run of this program it is, as [`boot_ms`] counts from its start here.
#[cfg(not(target_os = "linux"))]
fn this_boot(random: u64) -> String {
    format!("{random:016x}")
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
