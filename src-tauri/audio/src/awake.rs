//! Keeps the computer from going to sleep by itself while somebody sits. The screen may go dark.
//!
//! Everything happens on a thread of its own: a bus that does not answer keeps nobody waiting.
//! Where there is nobody to ask, nothing happens; a computer that sleeps all the same is seen by
//! its clocks. Whoever was asked lets go by himself when this program ends, however it ends.

use std::sync::mpsc::{self, Sender};
use std::thread;

/// Keeps the computer awake, or not.
#[derive(Debug)]
pub struct Awake {
    wishes: Option<Sender<bool>>,
    kept: bool,
}

impl Awake {
    /// Asks the system.
    pub fn new() -> Self {
        let (wishes, inbox) = mpsc::channel::<bool>();
        thread::spawn(move || {
            let mut hold = None;
            for keep in inbox {
                // What was held is let go before anything else is asked for.
                drop(hold.take());
                hold = keep.then(system::hold);
            }
        });
        Self { wishes: Some(wishes), kept: false }
    }

    /// Asks nobody.
    pub fn never() -> Self {
        Self { wishes: None, kept: false }
    }

    /// Says whether it shall stay awake from now on. Returns at once.
    pub fn keep(&mut self, awake: bool) {
        if awake != self.kept {
            self.kept = awake;
            if let Some(wishes) = &self.wishes {
                let _ = wishes.send(awake);
            }
        }
    }
}

/// The desktop's session manager, and the login manager where there is no desktop. Each lets go
/// when the connection, or what it gave, is closed.
#[cfg(target_os = "linux")]
mod system {
    use serde::Serialize;
    use zbus::blocking::Connection;
    use zbus::zvariant::{DynamicType, OwnedFd};

    const WHO: &str = "Evenkeel";
    const WHY: &str = "A sit is under way";
    /// `org.gnome.SessionManager`: "inhibit suspending the session".
    const SUSPENDING: u32 = 4;

    pub struct Hold {
        _session: Option<Connection>,
        _idle: Option<OwnedFd>,
    }

    pub fn hold() -> Hold {
        Hold { _session: session().ok(), _idle: idle().ok() }
    }

    fn session() -> zbus::Result<Connection> {
        let bus = Connection::session()?;
        let (gnome, path) = ("org.gnome.SessionManager", "/org/gnome/SessionManager");
        inhibit(&bus, gnome, path, gnome, &(WHO, 0_u32, WHY, SUSPENDING))?;
        // KDE, Xfce and others.
        let (power, path) =
            ("org.freedesktop.PowerManagement", "/org/freedesktop/PowerManagement/Inhibit");
        inhibit(&bus, power, path, "org.freedesktop.PowerManagement.Inhibit", &(WHO, WHY))?;
        Ok(bus)
    }

    /// Asks a service, if it is running: nothing is started for this.
    fn inhibit(
        bus: &Connection,
        service: &str,
        path: &str,
        interface: &str,
        words: &(impl Serialize + DynamicType),
    ) -> zbus::Result<()> {
        let daemon = "org.freedesktop.DBus";
        let answer = bus.call_method(
            Some(daemon),
            "/org/freedesktop/DBus",
            Some(daemon),
            "NameHasOwner",
            &service,
        )?;
        if answer.body().deserialize::<bool>()? {
            // One that says no is as good as none.
            let _ = bus.call_method(Some(service), path, Some(interface), "Inhibit", words);
        }
        Ok(())
    }

    fn idle() -> zbus::Result<OwnedFd> {
        let answer = Connection::system()?.call_method(
            Some("org.freedesktop.login1"),
            "/org/freedesktop/login1",
            Some("org.freedesktop.login1.Manager"),
            "Inhibit",
            &("idle", WHO, WHY, "block"),
        )?;
        answer.body().deserialize()
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use keepawake::{Builder, KeepAwake};

    pub fn hold() -> Option<KeepAwake> {
        Builder::default()
            .idle(true)
            .app_name("Evenkeel")
            .app_reverse_domain("org.evenkeel")
            .reason("A sit is under way")
            .create()
            .ok()
    }
}
