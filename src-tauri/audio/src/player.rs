//! Plays one sit at a time, whatever the device does.

use std::env;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use evenkeel_core::Result;
use evenkeel_core::ports::{Position, Sound, TakenIn, Volume};
use evenkeel_core::practice::timeline::Timeline;

use crate::awake::Awake;
use crate::clocks::{self, Clocks};
use crate::measure::{Measured, take_in};
use crate::mix::Levels;
use crate::samples;
use crate::session::{Machine, Order, Session};
use crate::state::State;

/// The environment variable that, set to `none`, leaves every device alone.
const SOUND_VARIABLE: &str = "EVENKEEL_SOUND";

/// Plays sits on the default device, or by a monotonic clock where there is none.
///
/// - The device is opened when a sit starts and closed when it ends. One that fails to open, or
///   takes longer than two seconds, or has no clock, counts as none: the position moves on,
///   `audible` is false, the fault is `NoDevice`.
/// - A device that is lost while it plays holds the sit at its position, with `audible` false and
///   the fault `DeviceLost`. [`Sound::resume`] tries to open one again and goes on by the clock
///   when there is none.
/// - A computer that slept for more than two seconds finds the sit held where it was, with the
///   fault `Slept`.
/// - A missing or damaged recording is silence, with the fault `Damaged` from its place on.
/// - While a sit moves the computer does not go to sleep by itself; a held one keeps it awake for
///   30 minutes.
/// - `ended` runs on the audio thread, with no lock held; it may start the next sit.
/// - [`Sound::position`] is `None` before the first sit, after the end and after a stop.
/// - Dropping the player stops its sit and ends its thread.
#[derive(Debug)]
pub struct Player {
    current: Mutex<Option<Arc<State>>>,
    levels: Arc<Levels>,
    messages: Sender<Message>,
}

enum Message {
    Start(Order),
    /// The wish of the current sit has changed, or where it shall be.
    Look,
}

impl Player {
    /// A player on the system's default device; without one when `EVENKEEL_SOUND` is `none`.
    pub fn new() -> Self {
        Self::with_clocks(clocks::system())
    }

    /// The same, by other clocks than the machine's.
    pub fn with_clocks(clocks: Clocks) -> Self {
        let devices = env::var_os(SOUND_VARIABLE).is_none_or(|value| value != "none");
        Self::with(devices, clocks, Awake::new())
    }

    /// A player that never looks for a device, and leaves the computer to its sleep.
    pub fn without_device() -> Self {
        Self::with(false, clocks::system(), Awake::never())
    }

    fn with(devices: bool, clocks: Clocks, awake: Awake) -> Self {
        let (messages, inbox) = mpsc::channel();
        let levels = Arc::new(Levels::new());
        let machine = Machine::new(devices, Arc::clone(&levels), clocks);
        thread::spawn(move || run(&inbox, machine, awake));
        Self { current: Mutex::new(None), levels, messages }
    }

    /// Held for a moment only, never while a device or a file is touched.
    fn current(&self) -> MutexGuard<'_, Option<Arc<State>>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&State)) {
        if let Some(state) = &*self.current() {
            change(state);
            self.send(Message::Look);
        }
    }

    fn send(&self, message: Message) {
        // The thread lives as long as this sender, unless a caller's `ended` panicked in it.
        let _ = self.messages.send(message);
    }
}

impl Default for Player {
    fn default() -> Self {
        Self::new()
    }
}

impl Sound for Player {
    fn start(&self, timeline: Arc<Timeline>, ended: Box<dyn FnOnce() + Send>) {
        let state = Arc::new(State::new(samples(timeline.ends_after())));
        let mut current = self.current();
        if let Some(other) = current.replace(state.clone()) {
            other.stop();
        }
        self.send(Message::Start(Order { state, timeline, ended }));
    }

    fn pause(&self) {
        self.change(State::pause);
    }

    fn fade(&self) {
        self.change(State::fade);
    }

    fn resume(&self) {
        self.change(State::resume);
    }

    fn seek(&self, seconds: f64) {
        self.change(|state| state.seek(samples(seconds.max(0.0))));
    }

    fn set_volume(&self, volume: Volume) {
        self.levels.set(volume);
    }

    fn stop(&self) {
        self.change(State::stop);
    }

    fn position(&self) -> Option<Position> {
        self.current().as_ref().and_then(|state| state.position())
    }

    fn take_in(&self, recording: &Path, copy: &Path) -> Result<TakenIn> {
        let Measured { seconds, sha256, .. } = take_in(recording, copy)?;
        Ok(TakenIn { seconds, sha256 })
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The audio thread. Sleeps while there is no sit.
fn run(inbox: &Receiver<Message>, mut machine: Machine, mut awake: Awake) {
    let mut session: Option<Session> = None;
    loop {
        let message = match &session {
            Some(session) => inbox.recv_timeout(session.tick()),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match message {
            Ok(Message::Start(order)) => {
                if let Some(other) = session.take() {
                    other.close(&mut machine);
                }
                session = Some(Session::begin(order, &mut machine));
            }
            Ok(Message::Look) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                if let Some(session) = session {
                    session.close(&mut machine);
                }
                return;
            }
        }
        let through = session.take_if(|session| !session.look(&mut machine));
        awake.keep(session.as_ref().is_some_and(Session::needs_the_computer));
        if let Some(through) = through {
            through.close(&mut machine);
        }
    }
}
