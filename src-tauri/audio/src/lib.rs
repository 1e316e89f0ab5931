//! Timelines turned into sound: bells, spoken clips, playback, and rendering to a file.
//!
//! One rate runs through everything, [`RATE`], which is that of the spoken clips; a device that
//! wants another gets it converted at the very end. The way of a sample:
//!
//! ```text
//! Timeline ─ Sit (bell, clip, silence) ─┬─ render, write_wav              offline
//!                                       └─ feeder ─ Ring ─ Tap ─ device   Player
//! ```
//!
//! **Invariant:** nothing that can wait (files, decoding, opening or closing a device) happens in
//! the device's callback or in a call of [`Player`].
//!
//! Deliberately absent: seeking and volume, and wall time: a sit is as far as the samples that were
//! played, or, without a device, as a monotonic clock has gone.

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
