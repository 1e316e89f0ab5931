//! What is measured in the real window, on a display out of sight.

#[path = "../../e2e/harness/processes.rs"]
mod by_id;
mod driver;
mod processes;
mod screen;
pub mod stage;

pub mod scripts;
pub mod sit;
pub mod soak;
pub mod start;
pub mod tasks;
