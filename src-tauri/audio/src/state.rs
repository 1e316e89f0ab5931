//! What is wished of a sit and where it is: atomics that every thread may read at any time.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

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

/// One sit as every thread sees it.
#[derive(Debug, Default)]
pub struct State {
    wish: AtomicU8,
    played: AtomicU64,
    faded: AtomicBool,
    audible: AtomicBool,
    fault: Mutex<Option<Fault>>,
}

impl State {
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

    /// Samples of the timeline gone by.
    pub fn played(&self) -> u64 {
        self.played.load(Ordering::Acquire)
    }

    /// Moves to this sample.
    pub fn set_played(&self, samples: u64) {
        self.played.store(samples, Ordering::Release);
    }

    /// Notes whether a fade has arrived at silence.
    pub fn set_faded(&self, faded: bool) {
        self.faded.store(faded, Ordering::Relaxed);
    }

    /// Notes whether a device makes sound.
    pub fn set_audible(&self, audible: bool) {
        self.audible.store(audible, Ordering::Relaxed);
    }

    /// Whether a device makes sound.
    pub fn is_audible(&self) -> bool {
        self.audible.load(Ordering::Relaxed)
    }

    /// Notes what the person should be told; nothing when all is well again. Never called from a
    /// device's callback.
    pub fn tell(&self, fault: Option<Fault>) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// Where it is; `None` once it is stopped or over.
    pub fn position(&self) -> Option<Position> {
        let wish = self.wish();
        wish.is_live().then(|| Position {
            seconds: self.played() as f64 / f64::from(RATE),
            paused: match wish {
                Wish::Fade => self.faded.load(Ordering::Relaxed),
                other => other == Wish::Hold,
            },
            audible: self.audible.load(Ordering::Relaxed),
            fault: *self.fault.lock().unwrap_or_else(PoisonError::into_inner),
        })
    }

    fn turn(&self, from: &[Wish], to: Wish) -> bool {
        from.iter().any(|&wish| {
            let (acquire, relaxed) = (Ordering::AcqRel, Ordering::Relaxed);
            self.wish.compare_exchange(wish as u8, to as u8, acquire, relaxed).is_ok()
        })
    }
}
