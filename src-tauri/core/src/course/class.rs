//! A class plan: a page whose timed list becomes the run of the class.

use super::lesson::{Block, Inline, Lesson, Step};

/// Turns the timed lists of a class plan into steps.
pub(super) fn with_steps(mut page: Lesson) -> Lesson {
    for block in page.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::List { items, .. } = block
            && let Some(steps) = items.iter().map(|item| step(item)).collect()
        {
            *block = Block::Steps { steps };
        }
    }
    page
}

/// The minutes of all steps of a class plan together.
pub(super) fn minutes(page: &Lesson) -> u32 {
    page.sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter_map(|block| match block {
            Block::Steps { steps } => Some(steps.iter().map(|step| step.minutes).sum::<u32>()),
            _ => None,
        })
        .sum()
}

/// A step, from an item that begins with **10 min. Its name.**
fn step(item: &[Inline]) -> Option<Step> {
    let [Inline::Strong { text: opening }, rest @ ..] = item else { return None };
    let (number, title) = opening.split_once(" min")?;
    let mut text = rest.to_vec();
    if let Some(Inline::Text { text }) = text.first_mut() {
        *text = text.trim_start().to_owned();
    }
    Some(Step {
        minutes: number.trim().parse().ok()?,
        title: title.trim_matches(|c: char| c == '.' || c == ':' || c.is_whitespace()).to_owned(),
        text,
    })
}
