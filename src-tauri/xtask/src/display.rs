//! A display out of sight, for tests and the tour.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::progress::Stop;

/// A virtual display of its own, ended when this is dropped.
pub struct Display {
    server: Child,
    /// What programs find it by, such as `:99`.
    pub name: String,
}

impl Display {
    /// Starts one under a number that no other display has.
    ///
    /// # Errors
    /// When Xvfb does not come up.
    pub fn start() -> Result<Self, Stop> {
        Self::start_with(&[])
    }

    /// Starts one whose picture lies in this folder, as `Xvfb_screen0`.
    ///
    /// # Errors
    /// As [`Display::start`].
    pub fn start_seen(folder: &Path) -> Result<Self, Stop> {
        Self::start_with(&[OsStr::new("-fbdir"), folder.as_os_str()])
    }

    fn start_with(arguments: &[&OsStr]) -> Result<Self, Stop> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x960x24", "-nolisten", "tcp"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Stop::new(format!("Xvfb could not be started: {error}.")))?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            // An Xvfb that gives up closes its output, which ends this read as well.
            let _ = BufReader::new(output).read_line(&mut number);
        }
        let display = Self { server, name: format!(":{}", number.trim()) };
        match number.trim() {
            "" => Err(Stop::new("Xvfb ended before it had a display. Is /tmp full or read-only?")),
            _ => Ok(display),
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Asked politely, Xvfb takes its lock file along; std's own `kill` would leave it.
        let asked = Command::new("kill").arg(self.server.id().to_string()).status();
        let patience = Instant::now() + Duration::from_secs(3);
        while asked.is_ok() && Instant::now() < patience {
            if !matches!(self.server.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Whether somebody sits in front of this computer, or at least a window could be shown.
pub fn somebody_can_see() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    std::env::consts::OS != "linux" || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
