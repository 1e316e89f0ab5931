//! The whole of Evenkeel without a screen.
//!
//! A feature is one noun folder: [`people`] (who uses this computer), [`course`] (lessons and
//! plan), [`practice`] (sits), [`journal`] (what a coach writes down), [`effects`] (hard
//! experiences), [`supervision`] (what a coach brings to it), [`hours`] (what counts toward a
//! certificate), [`guard`] (a second look at words that leave), [`needs`] and [`feedback`] (what a
//! coach asks for before the course and says of it after), [`reminders`] (at a time, and in a
//! calendar file), [`measures`] (questionnaires), [`study`] (protocol and hand-ins), [`cohort`] (the
//! trainer's view), [`classes`] (while they are held), [`register`] (the trainer's, of hard
//! experiences), [`programme`] (an agency's counts, and reports) and [`research`] (the
//! researcher's). [`store`] keeps every fact; [`paper`] and [`bundle`] are what leaves as files;
//! [`api`] is the one list of commands a host can call.
//!
//! **Invariant:** nothing here knows Tauri, a sound device, the network or a clock. Time,
//! randomness, folders, sound and mail come in through [`ports`].
//!
//! **Invariant:** every recorded fact is appended, never changed.

pub mod api;
pub mod bundle;
pub mod classes;
pub mod cohort;
pub mod course;
pub mod effects;
pub mod error;
pub mod feedback;
pub mod guard;
pub mod hours;
pub mod journal;
mod letters;
pub mod measures;
pub mod needs;
pub mod paper;
pub mod people;
pub mod ports;
pub mod practice;
pub mod programme;
pub mod register;
pub mod reminders;
pub mod research;
pub mod sample;
pub mod store;
pub mod study;
pub mod supervision;

pub use error::{Code, Error, Result};
