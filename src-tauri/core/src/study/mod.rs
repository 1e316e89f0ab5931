//! The study: its protocol, the way in, and the hand-ins that leave a coach's computer.

pub mod code;
pub mod enrolment;
pub mod invitation;
pub mod outbox;
pub mod protocol;
