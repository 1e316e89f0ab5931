//! A class while it is held, and what is kept of it: the clock beside its plan, the tally of what
//! got in the way, what was done of the plan, and the pages people take home.
//!
//! Deliberately absent: names of coaches. Who came is in [`crate::cohort::attendance`].

pub mod clock;
pub mod fidelity;
pub mod take_home;
pub mod tally;

use crate::course::lesson::{Block, Step};
use crate::course::{Course, Part};

/// The steps of a part's class, in order.
pub fn steps<'a>(course: &'a Course, part: &Part) -> impl Iterator<Item = &'a Step> {
    let sections = course.class_of(part).sections.iter();
    sections.flat_map(|section| &section.blocks).flat_map(|block| match block {
        Block::Steps { steps } => steps.as_slice(),
        _ => &[],
    })
}
