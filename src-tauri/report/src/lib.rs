//! Files that leave the program for other programs.

mod bundle;

pub use bundle::write_bundle;
