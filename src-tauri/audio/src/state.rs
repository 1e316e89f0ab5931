//! What is wished of a sit and where it is: atomics that every thread may read at any time.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use evenkeel_core::ports::{Fault, Position};

use crate::RATE;

/// What a sit shall do. The last two are final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Wish {
    /// Go on.
    Play,
    /// Stay where it is.
    Hold,
    /// Become quiet within two seconds, then stay there.
    Fade,
    /// It was stopped, or another took its place.
    Stopped,
    /// It was played to its end.
    Over,
}

impl Wish {
    const ALL: [Self; 5] = [Self::Play, Self::Hold, Self::Fade, Self::Stopped, Self::Over];

    /// Whether the sit is neither stopped nor over.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Stopped | Self::Over)
    }
}

/// No sample at all.
const NONE: u64 = u64::MAX;

/// One sit as every thread sees it.
#[derive(Debug)]
pub struct State {
    total: u64,
    wish: AtomicU8,
    played: AtomicU64,
    faded: AtomicBool,
    audible: AtomicBool,
    /// Where it shall go; [`NONE`] once it is there.
    target: AtomicU64,
    /// How often it was sent somewhere.
    seeks: AtomicU64,
    /// From which sample on a recording is missing; [`NONE`] when that was told.
    damaged_from: AtomicU64,
    fault: Mutex<Option<Fault>>,
}

impl State {
    /// A sit of `total` samples at its beginning.
    pub fn new(total: u64) -> Self {
        Self {
            total,
            wish: AtomicU8::new(Wish::Play as u8),
            played: AtomicU64::new(0),
            faded: AtomicBool::new(false),
            audible: AtomicBool::new(false),
            target: AtomicU64::new(NONE),
            seeks: AtomicU64::new(0),
            damaged_from: AtomicU64::new(NONE),
            fault: Mutex::new(None),
        }
    }

    /// How many samples it has.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// What the sit shall do now.
    pub fn wish(&self) -> Wish {
        Wish::ALL[usize::from(self.wish.load(Ordering::Acquire))]
    }

    /// Holds it, if it moves.
    pub fn pause(&self) {
        self.turn(&[Wish::Play, Wish::Fade], Wish::Hold);
    }

    /// Fades it, if it plays.
    pub fn fade(&self) {
        self.turn(&[Wish::Play], Wish::Fade);
    }

    /// Lets it go on, if it is held or fading.
    pub fn resume(&self) {
        self.set_faded(false);
        self.turn(&[Wish::Hold, Wish::Fade], Wish::Play);
    }

    /// Stops it for good, if it is not over.
    pub fn stop(&self) {
        self.turn(&[Wish::Play, Wish::Hold, Wish::Fade], Wish::Stopped);
    }

    /// Ends it for good and returns true, if it was not stopped: only one of the two can win.
    pub fn end(&self) -> bool {
        self.turn(&[Wish::Play, Wish::Hold, Wish::Fade], Wish::Over)
    }

    /// Sends it to a sample, at most to its end.
    pub fn seek(&self, to: u64) {
        self.target.store(to.min(self.total), Ordering::Release);
        self.seeks.fetch_add(1, Ordering::Release);
    }

    /// How often it was sent somewhere: look at this first, then at [`State::target`].
    pub fn seeks(&self) -> u64 {
        self.seeks.load(Ordering::Acquire)
    }

    /// Where it shall go, while it is not there yet.
    pub fn target(&self) -> Option<u64> {
        Some(self.target.load(Ordering::Acquire)).filter(|&to| to != NONE)
    }

    /// Notes that it has come to where it was sent; not when it was sent elsewhere meanwhile.
    pub fn arrive(&self, at: u64) {
        self.set_played(at);
        let (release, relaxed) = (Ordering::AcqRel, Ordering::Relaxed);
        let _ = self.target.compare_exchange(at, NONE, release, relaxed);
    }

    /// Samples of the timeline gone by.
    pub fn played(&self) -> u64 {
        self.played.load(Ordering::Acquire)
    }

    /// Moves to this sample.
    pub fn set_played(&self, samples: u64) {
        self.played.store(samples, Ordering::Release);
    }

    /// Where it is, or is about to be.
    pub fn place(&self) -> u64 {
        self.target().unwrap_or_else(|| self.played())
    }

    /// Notes whether a fade has arrived at silence.
    pub fn set_faded(&self, faded: bool) {
        self.faded.store(faded, Ordering::Relaxed);
    }

    /// Notes whether a device makes sound.
    pub fn set_audible(&self, audible: bool) {
        self.audible.store(audible, Ordering::Relaxed);
    }

    /// Notes that a recording is missing from this sample on. That is told when it is reached.
    pub fn set_damaged_from(&self, sample: u64) {
        self.damaged_from.store(sample, Ordering::Relaxed);
    }

    /// Tells of a missing recording once it should sound.
    pub fn tell_damage(&self) {
        if self.played() >= self.damaged_from.load(Ordering::Relaxed) {
            self.damaged_from.store(NONE, Ordering::Relaxed);
            self.tell(Fault::Damaged);
        }
    }

    /// Notes what the person should be told. Never called from a device's callback.
    pub fn tell(&self, fault: Fault) {
        *self.fault() = Some(fault);
    }

    /// Takes back what is no longer so.
    pub fn take_back(&self, is_over: impl FnOnce(Fault) -> bool) {
        let mut fault = self.fault();
        if fault.is_some_and(is_over) {
            *fault = None;
        }
    }

    /// Whether the last thing told was that it slept.
    pub fn has_slept(&self) -> bool {
        matches!(*self.fault(), Some(Fault::Slept { .. }))
    }

    /// Where it is; `None` once it is stopped or over.
    pub fn position(&self) -> Option<Position> {
        let wish = self.wish();
        wish.is_live().then(|| Position {
            seconds: self.place() as f64 / f64::from(RATE),
            paused: match wish {
                Wish::Fade => self.faded.load(Ordering::Relaxed),
                other => other == Wish::Hold,
            },
            audible: self.audible.load(Ordering::Relaxed),
            fault: *self.fault(),
        })
    }

    fn turn(&self, from: &[Wish], to: Wish) -> bool {
        from.iter().any(|&wish| {
            let (acquire, relaxed) = (Ordering::AcqRel, Ordering::Relaxed);
            self.wish.compare_exchange(wish as u8, to as u8, acquire, relaxed).is_ok()
        })
    }

    /// Held for a moment only.
    fn fault(&self) -> MutexGuard<'_, Option<Fault>> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
