//! The trainer's cohort: roster, invitations, attendance and the board.

mod admit;
pub mod board;
mod by_hand;
pub mod collect;
pub mod enrolling;
pub mod inviting;
pub mod names;
pub mod roster;
pub mod small;
pub mod taken;
