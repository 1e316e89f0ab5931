//! The sound device: opened, watched and closed on threads of their own, because each of these
//! can hang for as long as the system likes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rodio::cpal::{self, BufferSize, ErrorKind};
use rodio::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink};

use crate::RATE;
use crate::ring::Ring;
use crate::sit::Sit;
use crate::state::State;
use crate::tap::Tap;

/// A device that is not open by then counts as none.
const OPENS_WITHIN: Duration = Duration::from_secs(2);
/// A device that asks for nothing for so long counts as lost.
const SILENT_FOR: Duration = Duration::from_secs(2);
/// A pause after each error: a broken device can report hundreds of thousands a second.
const AFTER_ERROR: Duration = Duration::from_millis(2);
/// Samples the device takes at a time: 85 ms. Nobody notices that a pause comes a little later,
/// everybody notices a gap.
const PERIOD: u32 = 2048;
/// Samples made at a time.
const BLOCK: usize = 2048;
/// How often the feeder looks whether there is room. The ring holds many times that.
const FEEDS_EVERY: Duration = Duration::from_millis(50);

/// How a device is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// Not open yet.
    Opening,
    /// It takes samples.
    Plays,
    /// It could not be opened, in time or at all.
    Absent,
    /// It was there, and is gone or stuck.
    Lost,
    /// It has no clock: it is so many samples ahead of time.
    Races(u64),
}

/// A device that plays one ring. Dropping it closes it.
pub struct Device {
    ring: Arc<Ring>,
    opened: Receiver<bool>,
    gone: Arc<AtomicBool>,
    close: Sender<Duration>,
    thread: JoinHandle<()>,
    health: Health,
    asked: u64,
    asked_at: Instant,
}

impl Device {
    /// Starts to open the default device for this tap, once `previous` has closed, and to feed
    /// its ring from `supply`. Returns at once.
    pub fn open(
        supply: Supply,
        ring: Arc<Ring>,
        tap: Tap,
        previous: Option<JoinHandle<()>>,
    ) -> Self {
        let gone = Arc::new(AtomicBool::new(false));
        let (tell, opened) = mpsc::channel();
        let (close, closing) = mpsc::channel();
        let thread = thread::spawn({
            let gone = gone.clone();
            move || {
                // Some devices can be had only once.
                let _ = previous.map(JoinHandle::join);
                hold(tap, &gone, &tell, &closing);
            }
        });
        thread::spawn({
            let ring = ring.clone();
            move || supply.feed(&ring)
        });
        let (health, asked_at) = (Health::Opening, Instant::now());
        Self { ring, opened, gone, close, thread, health, asked: 0, asked_at }
    }

    /// Whether nobody knows yet if there is one.
    pub fn is_opening(&self) -> bool {
        self.health == Health::Opening
    }

    /// Looks how it is doing.
    pub fn health(&mut self) -> Health {
        let asked = self.ring.asked();
        if asked != self.asked {
            (self.asked, self.asked_at) = (asked, Instant::now());
        }
        let quiet_for = self.asked_at.elapsed();
        let ahead = self.ring.ahead();
        self.health = match self.health {
            Health::Plays if ahead.is_some() => Health::Races(ahead.unwrap_or_default()),
            Health::Opening => match self.opened.try_recv() {
                Ok(true) => {
                    self.asked_at = Instant::now();
                    Health::Plays
                }
                Err(TryRecvError::Empty) if quiet_for < OPENS_WITHIN => Health::Opening,
                _ => Health::Absent,
            },
            Health::Plays if quiet_for > SILENT_FOR => Health::Lost,
            Health::Plays if self.gone.load(Ordering::Relaxed) => Health::Lost,
            same => same,
        };
        self.health
    }

    /// Begins again to wait for it to ask: the computer slept.
    pub fn forgive(&mut self) {
        self.asked_at = Instant::now();
    }

    /// Closes it after it has played on for `linger`. The handle ends when it is closed.
    pub fn close(self, linger: Duration) -> JoinHandle<()> {
        self.ring.close();
        // The other end is gone when the device never opened.
        let _ = self.close.send(linger);
        self.thread
    }
}

/// The life of a device, on its own thread.
fn hold(tap: Tap, gone: &Arc<AtomicBool>, tell: &Sender<bool>, closing: &Receiver<Duration>) {
    let opened = open_default(gone);
    if tell.send(opened.is_ok()).is_err() {
        return;
    }
    if let Ok(sink) = opened {
        sink.mixer().add(tap);
        thread::sleep(closing.recv().unwrap_or_default());
    }
}

/// Opens the default device, at our own rate where it can: the system converts better than rodio.
fn open_default(gone: &Arc<AtomicBool>) -> Result<MixerDeviceSink, DeviceSinkError> {
    let builder = || {
        let gone = gone.clone();
        DeviceSinkBuilder::from_default_device().map(|builder| {
            builder.with_error_callback(move |error: cpal::Error| {
                gone.fetch_or(is_final(error.kind()), Ordering::Relaxed);
                thread::sleep(AFTER_ERROR);
            })
        })
    };
    let rate = const { std::num::NonZero::new(RATE).expect("the rate is not zero") };
    let exact = builder()?.with_sample_rate(rate).with_buffer_size(BufferSize::Fixed(PERIOD));
    let mut sink = exact.open_stream().or_else(|_| builder()?.open_sink_or_fallback())?;
    sink.log_on_drop(false);
    Ok(sink)
}

/// Whether a stream never goes on after this error. Others say little: ALSA's PulseAudio plug-in
/// answers EIO for up to a second when a stream starts (alsa-plugins issue 65), and then plays.
/// What counts for those is whether the device still asks for samples.
fn is_final(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable | ErrorKind::StreamInvalidated
    )
}

/// What fills a ring.
pub struct Supply {
    sit: Sit,
    state: Arc<State>,
    /// How often the sit had been sent somewhere when this was made.
    seeks: u64,
}

impl Supply {
    /// The samples of `sit`, which is where `state` was after so many `seeks`.
    pub fn new(sit: Sit, state: Arc<State>, seeks: u64) -> Self {
        Self { sit, state, seeks }
    }

    /// Keeps the ring full, on its own thread, until the ring is closed.
    fn feed(mut self, ring: &Ring) {
        let mut block = [0.0; BLOCK];
        let mut rest: &[f32] = &[];
        while !ring.is_closed() {
            let seeks = self.state.seeks();
            if seeks != self.seeks {
                self.seeks = seeks;
                if let Some(to) = self.state.target() {
                    self.sit.seek(to);
                    ring.go(to);
                    rest = &[];
                }
            }
            if rest.is_empty() {
                // A sit that makes silence of what is damaged has no errors.
                let count = self.sit.fill(&mut block).unwrap_or_default();
                rest = &block[..count];
                if let Some(from) = self.sit.take_damage() {
                    self.state.set_damaged_from(from);
                }
            }
            let through = rest.is_empty();
            rest = &rest[ring.push(rest)..];
            if through || !rest.is_empty() {
                thread::sleep(FEEDS_EVERY);
            }
        }
    }
}
