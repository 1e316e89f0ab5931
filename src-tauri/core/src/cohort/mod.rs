//! The trainer's cohort: roster, invitations, attendance, the board and its signals.

mod admit;
pub mod attendance;
pub mod board;
mod by_hand;
pub mod collect;
pub mod enrolling;
pub mod inviting;
pub mod messages;
pub mod names;
mod read;
pub mod roster;
pub mod signals;
pub mod small;
pub mod taken;
