//! The core, piece by piece.

#![allow(clippy::unwrap_used)]

mod answer_table;
mod glossary;
mod guard;
mod lesson;
mod meter;
mod own_sits;
mod reading;
mod scoring;
mod timeline;
