//! Sits: what a practice is made of, how one choice of it becomes a timeline, and the log.

pub mod log;
pub mod script;
pub mod sit;
pub mod timeline;
