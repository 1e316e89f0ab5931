//! The study: its calendar and protocol, the way in, and the hand-ins that leave a coach's computer.

pub mod allocation;
pub mod calendar;
pub mod check;
pub mod code;
pub mod completion;
pub mod consent;
pub mod enrolment;
pub mod invitation;
mod locked;
pub mod mailbox;
pub mod outbox;
pub mod parcels;
pub mod plan;
pub mod protocol;
pub mod withdrawal;
