//! Bells, clips, rendering and playback, from outside.
#![allow(clippy::unwrap_used)]

#[cfg(target_os = "linux")]
mod awake;
mod bells;
mod clips;
mod damage;
mod device;
mod faults;
mod player;
mod pulse;
mod recordings;
mod rendering;
mod support;
