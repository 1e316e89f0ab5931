//! The rule by which hours count.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use crate::course::load::{COURSE, HOURS};
use crate::course::{ContentFolder, Manifest, read};
use crate::hours::rule::HoursRule;

pub(super) fn check(content: &ContentFolder, report: &mut Report) {
    report.refer(HOURS);
    let Some(source) = report.keep(read::text(content, HOURS)) else { return };
    let Some(rule) = report.keep(read::toml::<HoursRule>(HOURS, &source)) else { return };
    report.ids(HOURS, &source, [rule.id.as_str()]);
    report.read(HOURS, &source, "what the rule asks for", &rule.about);
    if rule.version.trim().is_empty() {
        report.add(HOURS, None, "The rule has no version.", "Write one; certificates name it.");
    }
    let mut seen = BTreeSet::new();
    for kind in &rule.kinds {
        report.read(HOURS, &source, "what counts", &kind.about);
        if !seen.insert(kind.kind) {
            report.add(
                HOURS,
                None,
                format!("“{}” is there twice.", kind.kind.title()),
                "Keep one of them.",
            );
        }
    }
    if rule.kinds.is_empty() {
        report.add(HOURS, None, "The rule records no hours.", "Write a [[kind]].");
    }
    // What is wrong with the course itself is found elsewhere.
    let text = read::text(content, COURSE);
    let Ok(course) = text.and_then(|text| read::toml::<Manifest>(COURSE, &text)) else { return };
    let mut minutes_of = BTreeMap::new();
    for ethics in &rule.ethics {
        report.read(HOURS, &source, "what a part is about", &ethics.about);
        let Some(part) = course.parts.iter().find(|part| part.id == ethics.part) else {
            report.add(
                HOURS,
                None,
                format!("The part “{}” is none of the course’s.", ethics.part),
                "Name the id of a [[part]] in course.toml.",
            );
            continue;
        };
        let minutes = minutes_of.entry(&part.id).or_insert(0u32);
        *minutes = minutes.saturating_add(ethics.minutes);
        if ethics.minutes == 0 || *minutes > part.class_minutes {
            report.add(
                HOURS,
                None,
                format!("“{}” cannot have so many minutes of ethics.", ethics.part),
                "Write at least 1 and together at most the class_minutes of this part.",
            );
        }
    }
}
