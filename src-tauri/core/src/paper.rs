//! A page to print or to keep, as data. [`crate::ports::Ports::write_paper`] sets it in type.
//!
//! Deliberately absent: fonts, sizes and margins. They belong to whoever sets the page.

use std::mem::take;

use serde::Serialize;

use crate::course::lesson::{Block, Inline, Section, Variant};
use crate::course::{CoachRole, Course, Part, PartKind};

/// Something to print: a lesson, a card.
///
/// Every text is set as it stands, whatever signs are in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paper {
    /// The language, BCP 47 with its region, such as `en-US`: the region decides the sheet.
    pub language: String,
    /// A few words above the title; may be empty.
    pub eyebrow: String,
    /// The title, which is never empty.
    pub title: String,
    /// What stands under the title; may be empty.
    pub lead: String,
    /// What it holds, in order. A section without a title has no heading.
    pub sections: Vec<Section>,
    /// Whose words these are and under which licence: at the foot of every page; may be empty.
    pub credit: String,
}

impl Paper {
    /// The lesson of a part. A point that is told for several roles is told for `roles`, the
    /// reader's own; without any, for all of them, each by its name.
    pub fn lesson(course: &Course, part: &Part, roles: &[String]) -> Self {
        let mut sections = course.lesson_of(part).sections.clone();
        for section in &mut sections {
            section.blocks = told_for(take(&mut section.blocks), roles, &course.manifest.roles);
        }
        Self { lead: part.lead.clone(), ..Self::of(course, part, sections) }
    }

    /// The plan of a part's class.
    pub fn class(course: &Course, part: &Part) -> Self {
        Self::of(course, part, course.class_of(part).sections.clone())
    }

    /// The card of a part: one page to carry.
    pub fn card(course: &Course, part: &Part) -> Self {
        Self::of(course, part, course.card_of(part).sections.clone())
    }

    fn of(course: &Course, part: &Part, sections: Vec<Section>) -> Self {
        let manifest = &course.manifest;
        let place = match part.kind {
            PartKind::Orientation => "Before the course".to_owned(),
            PartKind::Week => format!("Week {} of {}", part.week, manifest.weeks),
            PartKind::Day => "The day of mindfulness".to_owned(),
            PartKind::After => "After the course".to_owned(),
        };
        Self {
            language: manifest.language.clone(),
            eyebrow: place,
            title: part.title.clone(),
            lead: String::new(),
            sections,
            credit: format!("Evenkeel contributors, CC BY 4.0. Version {}.", manifest.version),
        }
    }
}

fn told_for(blocks: Vec<Block>, roles: &[String], known: &[CoachRole]) -> Vec<Block> {
    let told = |block| match block {
        Block::Variants { variants } if roles.is_empty() => {
            let items = variants.into_iter().map(|variant| by_name(variant, known)).collect();
            vec![Block::List { ordered: false, items }]
        }
        Block::Variants { variants } => {
            let own = |variant: &&Variant| variant.roles.iter().any(|role| roles.contains(role));
            let mut fitting: Vec<&Variant> = variants.iter().filter(own).collect();
            if fitting.is_empty() {
                fitting.extend(variants.first());
            }
            let paragraph = |variant: &Variant| Block::Paragraph { text: variant.text.clone() };
            fitting.into_iter().map(paragraph).collect()
        }
        Block::Note { title, blocks } => {
            vec![Block::Note { title, blocks: told_for(blocks, roles, known) }]
        }
        Block::Try { exercise, title, blocks } => {
            vec![Block::Try { exercise, title, blocks: told_for(blocks, roles, known) }]
        }
        other => vec![other],
    };
    blocks.into_iter().flat_map(told).collect()
}

/// What is told for some roles, after their names.
fn by_name(variant: Variant, known: &[CoachRole]) -> Vec<Inline> {
    let names: Vec<&str> = known
        .iter()
        .filter(|role| variant.roles.contains(&role.id))
        .map(|role| role.title.as_str())
        .collect();
    let mut text = vec![Inline::Strong { text: format!("{}. ", names.join(", ")) }];
    text.extend(variant.text);
    text
}
