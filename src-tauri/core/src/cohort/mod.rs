//! The trainer's cohort: roster, invitations, attendance and the board.

pub mod board;
pub mod collect;
pub mod enrolling;
pub mod inviting;
pub mod names;
pub mod roster;
