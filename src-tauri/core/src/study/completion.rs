//! When somebody has completed the course: the one rule, for the study, the trainer and a funder.
//!
//! Classes are the weekly ones. Came and made up count; excused and away do not.

use super::protocol::Protocol;

/// The rules that a report compares: trials of such courses asked for four to six of eight classes.
pub const COMPLETER_RULES: [u32; 3] = [4, 5, 6];

/// The fewest classes of a completed course: those of the study's protocol, where there is one
/// that says so, else the fewest that trials asked for.
pub fn least_classes(protocol: Option<&Protocol>) -> u32 {
    let standard = || Protocol::standard().least_classes;
    protocol.map_or_else(standard, |own| own.least_classes).unwrap_or(COMPLETER_RULES[0])
}
