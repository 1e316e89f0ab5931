//! When somebody has completed the course: the one rule, for the study, the trainer and a funder.
//!
//! Classes are the weekly ones. Came and made up count; excused and away do not. The modelled study
//! called five of eight a completed course; four and six show how much hangs on that.

/// Classes that count as a completed course.
pub const LEAST_CLASSES: u32 = 5;

/// The rules that a report compares: the one in force, one class fewer, and one more.
pub const COMPLETER_RULES: [u32; 3] = [4, 5, 6];
