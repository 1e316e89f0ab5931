//! Files that leave the program for other programs and for paper: bundles
//! of tables, calendar files, and pages as PDF.

mod bundle;
mod calendar;
mod certificate;
mod paper;
mod print;

pub use bundle::write_bundle;
pub use calendar::write_calendar;
pub use certificate::render_certificate;
pub use paper::{render, write_paper};
