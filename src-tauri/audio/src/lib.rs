//! Timelines turned into sound: bells, the voice, recordings, playback, and rendering to a file.
//!
//! One rate runs through everything, [`RATE`], which is that of the spoken clips; a device that
//! wants another gets it converted at the very end. The way of a sample:
//!
//! ```text
//! Timeline ─ Sit (bell, recording, silence) ─┬─ render, write_wav, write_flac     offline
//!                                            └─ feeder ─ Ring ─ Tap ─ device      Player
//! ```
//!
//! Three threads: the audio thread looks after the sit 20 times a second, the feeder makes samples
//! four seconds ahead, and one holds the device. A sit that is sent elsewhere drops what was made
//! ahead; loudness is applied at the tap, so that it needs no dropping.
//!
//! **Invariant:** nothing that can wait (files, decoding, opening or closing a device, asking the
//! desktop to stay awake) happens in the device's callback or in a call of [`Player`].
//!
//! **Invariant:** no recording is in memory whole while it plays, however long it is, and none is
//! played before its hash was checked.
//!
//! **Invariant:** a sit is as far as the samples that were played. Only without a device, or with
//! one that has no clock of its own, a monotonic clock takes their place. What the sit cannot
//! know from either, that the computer slept, it learns from the clock that counts sleep.
//!
//! A trainer's recording goes through [`take_in`] (or [`measure`], to look only) before it becomes
//! part of a practice: what cannot be played well is refused there, with a reason.
//!
//! Deliberately absent: wall time, more than one sit at a time, and sounds that overlap.

mod awake;
mod bell;
mod clip;
mod clocks;
mod decode;
mod device;
mod flac;
mod loudness;
mod measure;
mod mix;
mod player;
mod ramp;
mod render;
mod resample;
mod ring;
mod session;
mod sit;
mod state;
mod tap;
mod whole;

pub use bell::ring as bell;
pub use clip::load as load_clip;
pub use clocks::{Clocks, Reading};
pub use decode::Format;
pub use measure::{Measured, VOICE_LUFS, measure, take_in};
pub use player::Player;
pub use render::{render, write_flac, write_wav};
pub use sit::{Damaged, Sit};

/// Samples a second, one channel, everywhere in this crate.
pub const RATE: u32 = 24_000;

/// The sample at which a moment of the timeline falls.
pub fn samples(seconds: f64) -> u64 {
    (seconds * f64::from(RATE)).round() as u64
}
