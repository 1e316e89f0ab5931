//! Files that leave the program for other programs: the research export.

mod bundle;

pub use bundle::write_export;
