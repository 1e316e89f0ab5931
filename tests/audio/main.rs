//! Bells, clips, rendering and playback, from outside.
#![allow(clippy::unwrap_used)]

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
