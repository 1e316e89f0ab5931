//! The core, piece by piece.

#![allow(clippy::unwrap_used)]

mod answer_table;
mod glossary;
mod guard;
mod instruments;
mod lesson;
mod reading;
mod scoring;
mod timeline;
