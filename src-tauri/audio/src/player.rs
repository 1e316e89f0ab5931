//! Plays one sit at a time, whatever the device does.

use std::env;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use evenkeel_core::ports::{Position, Sound, Volume};
use evenkeel_core::practice::timeline::Timeline;

use crate::session::{Devices, Order, Session};
use crate::state::State;

/// The environment variable that, set to `none`, leaves every device alone.
const SOUND_VARIABLE: &str = "EVENKEEL_SOUND";

/// Plays sits on the default device, or by a monotonic clock where there is none.
///
/// - The device is opened when a sit starts and closed when it ends. One that fails to open, or
///   takes longer than two seconds, counts as none: the position moves on, `audible` is false.
/// - A device that is lost while it plays holds the sit at its position, with `audible` false.
///   [`Sound::resume`] tries to open one again and goes on by the clock when there is none.
/// - A missing or damaged clip is silence.
/// - `ended` runs on the audio thread, with no lock held; it may start the next sit.
/// - [`Sound::position`] is `None` before the first sit, after the end and after a stop.
/// - Dropping the player stops its sit and ends its thread.
#[derive(Debug)]
pub struct Player {
    current: Mutex<Option<Arc<State>>>,
    messages: Sender<Message>,
}

enum Message {
    Start(Order),
    /// Go to this sample of the current sit.
    Seek(u64),
    /// The wish of the current sit has changed.
    Look,
}

impl Player {
    /// A player on the system's default device; without one when `EVENKEEL_SOUND` is `none`.
    pub fn new() -> Self {
        Self::with(Devices::new(env::var_os(SOUND_VARIABLE).is_none_or(|value| value != "none")))
    }

    /// A player that never looks for a device.
    pub fn without_device() -> Self {
        Self::with(Devices::new(false))
    }

    fn with(devices: Devices) -> Self {
        let (messages, inbox) = mpsc::channel();
        thread::spawn(move || run(&inbox, devices));
        Self { current: Mutex::new(None), messages }
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
        let state = Arc::new(State::default());
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
        self.send(Message::Seek(crate::samples(seconds.max(0.0))));
    }

    fn set_volume(&self, _: Volume) {}

    fn stop(&self) {
        self.change(State::stop);
    }

    fn position(&self) -> Option<Position> {
        self.current().as_ref().and_then(|state| state.position())
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The audio thread. Sleeps while there is no sit.
fn run(inbox: &Receiver<Message>, mut devices: Devices) {
    let mut session: Option<Session> = None;
    loop {
        let message = match &session {
            Some(session) => inbox.recv_timeout(session.tick()),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match message {
            Ok(Message::Start(order)) => {
                if let Some(other) = session.take() {
                    other.close(&mut devices);
                }
                session = Some(Session::begin(order, &mut devices));
            }
            Ok(Message::Seek(to)) => {
                if let Some(session) = &mut session {
                    session.seek(to, &mut devices);
                }
            }
            Ok(Message::Look) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                if let Some(session) = session {
                    session.close(&mut devices);
                }
                return;
            }
        }
        if let Some(through) = session.take_if(|session| !session.look(&mut devices)) {
            through.close(&mut devices);
        }
    }
}
