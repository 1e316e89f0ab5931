//! A PulseAudio server of our own with a null sink: the one device that keeps time without a
//! sound card. ALSA's `null` and `file` have no clock.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use evenkeel_audio::RATE;
use tempfile::TempDir;

use crate::support::wait_until;

const MISSING: &str = "this test needs PulseAudio and its ALSA plug-in: \
                       apt-get install pulseaudio pulseaudio-utils libasound2-plugins";

/// The server; it dies with this value.
pub struct Pulse {
    pub folder: TempDir,
    server: Child,
}

impl Pulse {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        fs::create_dir(at.join("run")).unwrap();
        fs::write(
            at.join("asound.conf"),
            "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n",
        )
        .unwrap();
        let socket = format!("socket={} auth-anonymous=1", at.join("pulse.sock").display());
        let sink = format!("module-null-sink sink_name=sit rate={RATE} channels=1");
        let server = command(at, "pulseaudio")
            .args(["--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "-n", "-L", &sink])
            .args(["-L", &format!("module-native-protocol-unix {socket}")])
            .stderr(File::create(at.join("server.log")).unwrap())
            .spawn()
            .expect(MISSING);
        let pulse = Self { folder, server };
        wait_until("PulseAudio answers", 10.0, || {
            let answer = command(pulse.path(), "pactl").arg("info").stderr(Stdio::null()).status();
            answer.expect(MISSING).success()
        });
        pulse
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Records what the sink plays, as 16-bit samples at our rate.
    pub fn record(&self) -> Recorder {
        let file = self.path().join("captured.raw");
        let process = command(self.path(), "parec")
            .args(["--format=s16le", "--channels=1", "-d", "sit.monitor", "--latency-msec=20"])
            .arg(format!("--rate={RATE}"))
            .stdout(File::create(&file).unwrap())
            .spawn()
            .expect(MISSING);
        let recorder = Recorder { process, file };
        wait_until("the recorder records", 5.0, || fs::metadata(&recorder.file).unwrap().len() > 0);
        recorder
    }

    /// Runs another test of this program, alone in a process that sees only this server.
    pub fn run(&self, test: &str) -> Child {
        run(self.path(), test)
    }

    /// Waits for that test and returns what it printed.
    pub fn printed_by(&self, child: Child) -> String {
        printed_by(self.path(), child)
    }

    /// The device goes away; the server stays.
    pub fn unplug(&self) {
        self.control(&["unload-module", "module-null-sink"]);
    }

    /// There is a device again.
    pub fn plug_in(&self) {
        self.control(&["load-module", "module-null-sink", "sink_name=sit", "rate=24000"]);
    }

    fn control(&self, words: &[&str]) {
        assert!(command(self.path(), "pactl").args(words).status().expect(MISSING).success());
    }

    /// The server dies, as if somebody had killed it.
    pub fn kill(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A running recording.
pub struct Recorder {
    process: Child,
    file: PathBuf,
}

impl Recorder {
    /// Ends it and returns what it heard.
    pub fn heard(mut self) -> Vec<f32> {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let bytes = fs::read(&self.file).unwrap();
        bytes
            .as_chunks()
            .0
            .iter()
            .map(|&two| f32::from(i16::from_le_bytes(two)) / 32_768.0)
            .collect()
    }
}

/// Runs another test of this program, alone in a process whose only device is this one of ALSA's,
/// and returns what it printed.
pub fn run_with_alsa(device: &str, test: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let settings = format!("</usr/share/alsa/alsa.conf>\n{device}\n");
    fs::write(folder.path().join("asound.conf"), settings).unwrap();
    printed_by(folder.path(), run(folder.path(), test))
}

/// Where the folder is that the other half of a test prepared. Halves alone do nothing.
pub fn prepared() -> Option<PathBuf> {
    env::var_os("EVENKEEL_TEST_FOLDER").map(PathBuf::from)
}

fn run(at: &Path, test: &str) -> Child {
    command(at, env::current_exe().unwrap().to_str().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env("EVENKEEL_TEST_FOLDER", at)
        .env_remove("EVENKEEL_SOUND")
        .stdout(File::create(at.join("child.log")).unwrap())
        .stderr(File::create(at.join("child-errors.log")).unwrap())
        .spawn()
        .unwrap()
}

fn printed_by(at: &Path, mut child: Child) -> String {
    let success = child.wait().unwrap().success();
    let read = |name: &str| fs::read_to_string(at.join(name)).unwrap();
    let printed = read("child.log");
    assert!(success, "{printed}\n{}\n({MISSING})", read("child-errors.log"));
    printed
}

fn command(at: &Path, program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("HOME", at)
        .env("XDG_RUNTIME_DIR", at.join("run"))
        .env("PULSE_RUNTIME_PATH", at.join("run"))
        .env("PULSE_SERVER", format!("unix:{}", at.join("pulse.sock").display()))
        .env("ALSA_CONFIG_PATH", at.join("asound.conf"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}
