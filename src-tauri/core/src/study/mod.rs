//! The study: its calendar and protocol, the way in, and the hand-ins that leave a coach's computer.

pub mod calendar;
pub mod code;
pub mod enrolment;
pub mod invitation;
pub mod mailbox;
pub mod outbox;
pub mod parcels;
pub mod plan;
pub mod protocol;
