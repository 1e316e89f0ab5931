//! The core, piece by piece.

#![allow(clippy::unwrap_used)]

mod lesson;
mod reading;
mod scoring;
mod sheets;
mod timeline;
