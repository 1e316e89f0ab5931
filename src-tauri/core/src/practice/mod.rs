//! Sits: what a practice is made of, how one choice of it becomes a timeline, what is really sat
//! of it, and the log.

pub mod fault;
pub mod import;
pub mod laid;
pub mod log;
pub mod meter;
pub mod own;
pub mod script;
pub mod sit;
pub mod timeline;
pub mod transcript;
