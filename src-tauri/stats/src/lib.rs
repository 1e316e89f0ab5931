//! The figures of a study, each by its published formula.
//!
//! It knows numbers and nothing of ledgers, waves or people. A function gives the right figure or
//! a [`Refusal`] that says why there is none: what comes out is never infinite and never NaN.
//! Sums are carried in doubled precision (see [`twice`]), so that a large offset or a tiny spread
//! costs no digits.
//!
//! Deliberately absent: the distributions of the crate statrs. Its incomplete beta function stops
//! after 141 steps and takes its factor from differences of log-gammas, which leaves fewer than
//! nine digits at the degrees of freedom of ten thousand people; [`beta`] holds twelve.

pub mod ancova;
pub mod beta;
pub mod change;
pub mod describe;
pub mod effect;
pub mod factor;
mod figure;
pub mod formula;
pub mod holm;
pub mod noncentral;
mod refusal;
pub mod reliability;
pub mod reliable;
pub mod student;
pub mod twice;

pub use figure::{Figure, Interval};
pub use formula::Formula;
pub use refusal::{Refusal, Result};
