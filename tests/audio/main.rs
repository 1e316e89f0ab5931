//! Bells, clips, rendering and playback, from outside.
#![allow(clippy::unwrap_used)]

mod bells;
mod clips;
mod device;
mod player;
mod pulse;
mod rendering;
mod support;
