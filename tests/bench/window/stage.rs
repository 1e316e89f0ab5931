//! Folders of their own for a program that is measured, with somebody in them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

use super::driver::{Driven, until};
use super::processes::Running;

/// Where a program runs. Its sound goes nowhere unless it [`Stage::hears`] one.
pub struct Stage {
    folder: TempDir,
    sound: Option<PathBuf>,
}

impl Stage {
    /// A computer that knows nobody.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("evenkeel-bench-").tempdir().unwrap();
        for name in ["data", "outbox", "mailbox", "home", "config", "cache", "share", "run"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder, sound: None }
    }

    /// A computer on which Renee takes the course, without a passphrase.
    pub fn with_renee() -> Self {
        let stage = Self::empty();
        let driven = Driven::start(&stage, &built("evenkeel")).expect("the driver is installed");
        let renee = json!({ "name": "Renee", "role": "coach", "passphrase": null,
                            "invitation": null });
        driven.call("create_person", renee);
        drop(driven);
        stage
    }

    /// A path on this stage.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Lets the program be heard by a sound server.
    pub fn hears(mut self, sound: &Sound) -> Self {
        self.sound = Some(sound.folder.path().to_owned());
        self
    }

    /// Variables for whatever runs here.
    pub fn environment(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = [
            ("EVENKEEL_DATA_DIR", "data"),
            ("EVENKEEL_OUTBOX_DIR", "outbox"),
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "share"),
            ("XDG_RUNTIME_DIR", "run"),
        ]
        .map(|(variable, name)| (variable.to_owned(), self.path(name).display().to_string()))
        .into();
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        all.push(("EVENKEEL_CONTENT_DIR".into(), content.display().to_string()));
        all.push(("LC_ALL".into(), "C.UTF-8".into()));
        // Anki's pages are Chromium's, which root can only see without a sandbox.
        all.push(("QTWEBENGINE_DISABLE_SANDBOX".into(), "1".into()));
        let (server, settings) = match &self.sound {
            Some(folder) => (folder.join("socket"), folder.join("asound.conf")),
            None => ("/nowhere".into(), "/dev/null".into()),
        };
        all.push(("PULSE_SERVER".into(), format!("unix:{}", server.display())));
        all.push(("ALSA_CONFIG_PATH".into(), settings.display().to_string()));
        all
    }

    /// Starts a program here; none where it cannot be.
    pub fn start(&self, program: &Path, arguments: &[&str]) -> Option<Running> {
        let printed = File::create(self.path("printed")).unwrap();
        let mut command = Command::new(program);
        command.args(arguments).envs(self.environment()).current_dir(self.path("home"));
        command.stdin(Stdio::null()).stdout(printed).stderr(Stdio::null());
        command.spawn().ok().map(Running)
    }

    /// What the program started last has printed.
    pub fn printed(&self) -> String {
        std::fs::read_to_string(self.path("printed")).unwrap_or_default()
    }
}

/// A program of this build: it lies beside the one that runs.
pub fn built(name: &str) -> PathBuf {
    std::env::current_exe().unwrap().with_file_name(name)
}

/// Where a program lies on the search path.
pub fn installed(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// A sound server whose only device is a null sink. It takes its time, which ALSA's null device
/// does not.
pub struct Sound {
    server: Child,
    folder: TempDir,
}

impl Sound {
    /// Starts one; `None` where PulseAudio is missing.
    pub fn start() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let settings = "pcm.!default { type pulse }\nctl.!default { type pulse }\n";
        std::fs::write(folder.path().join("asound.conf"), settings).unwrap();
        let socket = folder.path().join("socket");
        let server = Command::new(installed("pulseaudio")?)
            .args(["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"])
            .arg("--load=module-null-sink rate=48000 channels=2")
            .arg(format!(
                "--load=module-native-protocol-unix auth-anonymous=1 socket={}",
                socket.display()
            ))
            .envs(
                ["HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH"].map(|name| (name, folder.path())),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        until(|| socket.exists());
        Some(Self { server, folder })
    }
}

impl Drop for Sound {
    fn drop(&mut self) {
        super::processes::end(&[self.server.id()]);
        let _ = self.server.wait();
    }
}
