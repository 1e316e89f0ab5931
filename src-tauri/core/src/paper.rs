//! A page to print or to keep, as data. [`crate::ports::Ports::write_paper`] sets it in type.
//!
//! Deliberately absent: fonts, sizes and margins. They belong to whoever sets the page.

use serde::Serialize;

use crate::course::lesson::Section;
use crate::course::{Course, Part, PartKind};

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
    /// The lesson of a part.
    pub fn of_part(course: &Course, part: &Part) -> Self {
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
            lead: part.lead.clone(),
            sections: course.lesson_of(part).sections.clone(),
            credit: format!("Evenkeel contributors, CC BY 4.0. Version {}.", manifest.version),
        }
    }
}
