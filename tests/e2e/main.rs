//! Journeys through the real window: the program as built, under a display of its own, driven
//! the way a person would. `cargo xtask test` brings the display and runs them.
//!
//! Pages act, journeys judge. Nothing waits for a time; everything waits for something to see.

mod board;
mod class;
mod course;
mod export;
mod figures;
mod first_start;
mod hand_in;
mod harness;
mod hours;
mod installed;
mod keyboard;
mod log;
mod measures;
mod pages;
mod pseudo;
mod questionnaire;
mod reach;
mod reports;
mod safety;
mod sit;
mod tour;
mod week;
