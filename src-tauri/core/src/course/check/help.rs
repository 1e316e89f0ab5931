//! Where to turn.

use chrono::NaiveDate;

use super::Report;
use crate::course::ContentFolder;
use crate::course::finding::line_of;
use crate::course::hard::{HardKind, HardKinds};
use crate::course::load::{HARD, HELP, RESOURCES};
use crate::course::resources::Resources;
use crate::course::{Help, STALE_DAYS, read};

pub(super) fn check(content: &ContentFolder, today: NaiveDate, report: &mut Report) {
    report.refer(HELP);
    let Some(source) = report.keep(read::text(content, HELP)) else { return };
    let Some(help) = report.keep(read::toml::<Help>(HELP, &source)) else { return };
    report.ids(HELP, &source, help.lines.iter().map(|line| line.id.as_str()));
    if !help.lines.iter().any(|line| line.urgent) {
        report.add(HELP, None, "No line is urgent.", "Mark one that answers day and night.");
    }
    for line in &help.lines {
        let id = &line.id;
        let words = [&line.name, &line.short, &line.how, &line.hours, &line.about];
        for (what, text) in ["name", "short", "how", "hours", "about"].iter().zip(words) {
            report.read(HELP, &source, &format!("the {what} of “{id}”"), text);
        }
        if line.phone.trim().is_empty() {
            report.add(HELP, None, format!("The line “{id}” has no number."), "Write it.");
        }
        let at = line_of(&source, &format!("\"{id}\""));
        report.check_age(HELP, at, id, line.checked_on, today);
    }
    report.read(HELP, &source, "the strong reaction’s title", &help.strong_reaction.title);
    report.read(HELP, &source, "the way back’s title", &help.grounding.title);
    if help.strong_reaction.text.is_empty() || help.grounding.steps.is_empty() {
        report.add(HELP, None, "A strong reaction or the way back has no text.", "Write it.");
    }
    for text in help.strong_reaction.text.iter().chain(&help.grounding.steps) {
        report.read(HELP, &source, "a paragraph", text);
    }
}

/// Checks the directory of resources.
pub(super) fn check_resources(content: &ContentFolder, today: NaiveDate, report: &mut Report) {
    report.refer(RESOURCES);
    let Some(source) = report.keep(read::text(content, RESOURCES)) else { return };
    let Some(all) = report.keep(read::toml::<Resources>(RESOURCES, &source)) else { return };
    report.read(RESOURCES, &source, "what the directory is", &all.about);
    report.ids(RESOURCES, &source, all.kinds.iter().map(|kind| kind.id.as_str()));
    report.ids(RESOURCES, &source, all.resources.iter().map(|one| one.id.as_str()));
    for kind in &all.kinds {
        report.read(RESOURCES, &source, &format!("the name of “{}”", kind.id), &kind.title);
        report.read(RESOURCES, &source, &format!("the text of “{}”", kind.id), &kind.about);
    }
    for one in &all.resources {
        let line = line_of(&source, &format!("\"{}\"", one.id));
        for (what, text) in [("name", &one.name), ("text", &one.about), ("way", &one.how)] {
            report.read(RESOURCES, &source, &format!("the {what} of “{}”", one.id), text);
        }
        if !all.kinds.iter().any(|kind| kind.id == one.kind) {
            report.add(
                RESOURCES,
                line,
                format!("“{}” is of the kind “{}”, which is none.", one.id, one.kind),
                "Name the id of a [[kind]].",
            );
        }
        if !one.url.is_empty() && !one.url.starts_with("https://") {
            report.add(
                RESOURCES,
                line,
                format!("The address of “{}” is not an https address.", one.id),
                "Write it as https://…, or leave it out.",
            );
        }
        report.check_age(RESOURCES, line, &one.id, one.checked_on, today);
    }
}

impl Report {
    /// Notes what was last tried too long ago, or on a day to come.
    fn check_age(
        &mut self,
        file: &str,
        line: Option<u32>,
        id: &str,
        tried: Option<NaiveDate>,
        today: NaiveDate,
    ) {
        let Some(tried) = tried else { return };
        let days = (today - tried).num_days();
        let problem = if days > STALE_DAYS {
            format!("“{id}” was last tried {days} days ago.")
        } else if days < 0 {
            format!("“{id}” was tried on a day that is yet to come.")
        } else {
            return;
        };
        self.add(file, line, problem, "Try it again, then write today’s date as checked_on.");
    }
}

/// Checks the kinds of hard experience.
pub(super) fn check_hard(content: &ContentFolder, report: &mut Report) {
    report.refer(HARD);
    let Some(source) = report.keep(read::text(content, HARD)) else { return };
    let Some(HardKinds { kinds, .. }) = report.keep(read::toml(HARD, &source)) else { return };
    report.ids(HARD, &source, kinds.iter().map(|kind| kind.id.as_str()));
    for HardKind { title, about, .. } in &kinds {
        report.read(HARD, &source, "a kind of hard experience", title);
        report.read(HARD, &source, "what belongs to it", about);
    }
}
