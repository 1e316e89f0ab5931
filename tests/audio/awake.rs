//! The computer stays awake while somebody sits, and nobody waits for whoever is asked.

use std::io::{BufRead, BufReader};
use std::os::unix::net::UnixListener;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::sleep;
use std::time::{Duration, Instant};

use evenkeel_audio::{Player, Reading};
use evenkeel_core::ports::Sound;
use zbus::blocking::{Connection, connection};
use zbus::message::Header;

use crate::pulse::prepared;
use crate::support::Part::Silence;
use crate::support::{start, timeline, wait_until};

/// A session bus of our own; it dies with this value.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("this test needs D-Bus: apt-get install dbus-daemon");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, address: address.trim().to_owned() }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// What a desktop keeps to know who wants it awake.
struct SessionManager(Sender<(String, String, u32)>);

#[zbus::interface(name = "org.gnome.SessionManager")]
impl SessionManager {
    fn inhibit(
        &self,
        #[zbus(header)] header: Header<'_>,
        who: &str,
        _window: u32,
        _why: &str,
        what: u32,
    ) -> u32 {
        let sender = header.sender().unwrap().to_string();
        self.0.send((sender, who.to_owned(), what)).unwrap();
        1
    }
}

/// A desktop on this bus, and what it is asked.
fn desktop(bus: &Bus) -> (Connection, Receiver<(String, String, u32)>) {
    let (tell, asked) = mpsc::channel();
    let desktop = connection::Builder::address(bus.address.as_str())
        .unwrap()
        .serve_at("/org/gnome/SessionManager", SessionManager(tell))
        .unwrap()
        .name("org.gnome.SessionManager")
        .unwrap()
        .build()
        .unwrap();
    (desktop, asked)
}

/// Runs the other half of a test in a process that sees this bus and no other.
fn half(test: &str, bus: &str) -> Child {
    let folder = std::env::temp_dir();
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env("EVENKEEL_TEST_FOLDER", folder)
        .env("EVENKEEL_SOUND", "none")
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .env("DBUS_SYSTEM_BUS_ADDRESS", bus)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn passed(output: &Output) {
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_desktop_is_asked_not_to_suspend_while_a_sit_runs_and_while_it_is_held_for_half_an_hour() {
    let bus = Bus::start();
    let (desktop, asked) = desktop(&bus);
    let child = half("awake::child_sits", &bus.address);
    let next = || asked.recv_timeout(Duration::from_secs(5)).expect("the desktop is asked");
    let is_there = |who: &str| {
        let names = zbus::blocking::fdo::DBusProxy::new(&desktop).unwrap();
        names.name_has_owner(who.try_into().unwrap()).unwrap()
    };
    let suspending = 4;
    let (first, who, what) = next();
    assert_eq!((who.as_str(), what), ("Evenkeel", suspending));
    // Let go after half an hour of holding, then asked again for going on.
    let (second, ..) = next();
    assert!(first != second && !is_there(&first), "the first was let go before the second");
    wait_until("let go after the end", 5.0, || !is_there(&second));
    passed(&child.wait_with_output().unwrap());
    assert!(asked.try_recv().is_err(), "asked no more than needed");
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_sits() {
    if prepared().is_none() {
        return;
    }
    let (started, later) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let minutes = Arc::clone(&later);
    let clocks = Arc::new(move || {
        let now = started.elapsed() + Duration::from_secs(60 * minutes.load(Ordering::SeqCst));
        Reading { awake: now, boot: now }
    });
    let player = Player::with_clocks(clocks);
    let ended = start(&player, timeline([Silence(2.0)]));
    sleep(Duration::from_millis(500));
    player.pause();
    sleep(Duration::from_millis(200));
    for minutes in [29, 2] {
        later.fetch_add(minutes, Ordering::SeqCst);
        sleep(Duration::from_millis(300));
    }
    player.resume();
    ended.recv_timeout(Duration::from_secs(5)).expect("the sit ends");
    // The other half sees that it was let go while this process lives.
    sleep(Duration::from_secs(1));
}

#[test]
fn a_bus_that_never_answers_or_is_not_there_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bus");
    // It accepts whoever comes, and says nothing.
    let _silent = UnixListener::bind(&path).unwrap();
    let buses = [format!("unix:path={}", path.display()), "unix:path=/no/such/bus".to_owned()];
    let children = buses.map(|bus| half("awake::child_sits_all_the_same", &bus));
    for child in children {
        passed(&child.wait_with_output().unwrap());
    }
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_sits_all_the_same() {
    if prepared().is_none() {
        return;
    }
    let begun = Instant::now();
    let player = Player::new();
    let ended = start(&player, timeline([Silence(1.0)]));
    player.pause();
    player.resume();
    assert!(begun.elapsed() < Duration::from_millis(100), "{:?}", begun.elapsed());
    ended.recv_timeout(Duration::from_secs(2)).expect("the sit ends on time");
    drop(player);
}
