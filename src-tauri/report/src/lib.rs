//! Files that leave the program for other programs, and pages for paper.

mod bundle;
mod paper;
mod print;

pub use bundle::write_bundle;
pub use paper::{render, write_paper};
