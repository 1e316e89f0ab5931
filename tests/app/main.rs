//! The whole application without a window: real ledgers on disk, real hand-ins through a folder,
//! real exports. Only the clock and the sound are set by the test.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod bad_input;
mod classes;
mod coach;
mod desk;
mod effects;
mod export;
mod figures;
mod holiday;
mod hours;
mod invitations;
mod journal;
mod ledger;
mod log;
mod mailboxes;
mod measures;
mod own_data;
mod programme;
mod protocol;
mod questionnaire;
mod reading;
mod register;
mod reminders;
mod safety;
mod sample;
mod sits;
mod study;
mod supervision;
mod walls;
mod withdrawal;
mod world;
mod years;
