//! The core, piece by piece.

#![allow(clippy::unwrap_used)]

mod allocation;
mod answer_table;
mod bare;
mod calendar;
mod glossary;
mod guard;
mod hours;
mod instruments;
mod large;
mod lesson;
mod log;
mod meter;
mod own_sits;
mod protocol;
mod reading;
mod reminders;
mod scoring;
mod signals;
mod small;
mod timeline;
