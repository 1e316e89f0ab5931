//! Where to turn.

use std::path::Path;

use chrono::NaiveDate;

use super::Report;
use crate::course::finding::line_of;
use crate::course::load::HELP;
use crate::course::{Help, read};

/// After so many days a number has to be tried again.
const STALE_DAYS: i64 = 180;

pub(super) fn check(content: &Path, today: NaiveDate, report: &mut Report) {
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
        let Some(checked_on) = line.checked_on else { continue };
        let days = (today - checked_on).num_days();
        let problem = if days > STALE_DAYS {
            format!("The line “{id}” was last tried {days} days ago.")
        } else if days < 0 {
            format!("The line “{id}” was tried on a day that is yet to come.")
        } else {
            continue;
        };
        let at = line_of(&source, &format!("\"{id}\""));
        report.add(HELP, at, problem, "Call it, then write today’s date as checked_on.");
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
