//! Files that leave the program for other programs and for paper: the research export, and pages
//! as PDF.

mod bundle;
mod paper;
mod print;

pub use bundle::write_export;
pub use paper::{render, write_paper};
