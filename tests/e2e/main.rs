//! Journeys through the real window: the program as built, under a display of its own, driven
//! the way a person would. `cargo xtask test` brings the display and runs them.
//!
//! Pages act, journeys judge. Nothing waits for a time; everything waits for something to see.

mod course;
mod first_start;
mod hand_in;
mod harness;
mod hours;
mod log;
mod measures;
mod pages;
mod questionnaire;
mod safety;
mod sit;
mod tour;
mod week;
