//! Signals and messages of the trainer's desk.

use super::Report;
use crate::course::desk::{Messages, Signals, When, places};
use crate::course::finding::line_of;
use crate::course::load::{MESSAGES, SIGNALS};
use crate::course::{ContentFolder, read};

pub(super) fn check_signals(content: &ContentFolder, report: &mut Report) {
    report.refer(SIGNALS);
    let Some(source) = report.keep(read::text(content, SIGNALS)) else { return };
    let Some(all) = report.keep(read::toml::<Signals>(SIGNALS, &source)) else { return };
    report.ids(SIGNALS, &source, all.signals.iter().map(|rule| rule.id.as_str()));
    for rule in &all.signals {
        report.read(SIGNALS, &source, &format!("the title of “{}”", rule.id), &rule.title);
        report.read(SIGNALS, &source, &format!("the text of “{}”", rule.id), &rule.about);
        if let Some(problem) = cannot_be(rule.when) {
            report.add(
                SIGNALS,
                line_of(&source, &format!("\"{}\"", rule.id)),
                format!("The rule of “{}” cannot be meant: {problem}.", rule.id),
                "Correct its numbers.",
            );
        }
    }
}

/// Why nobody can mean the numbers of a rule.
fn cannot_be(when: When) -> Option<&'static str> {
    let none = "it has a 0";
    match when {
        When::PleaseCall {} => None,
        When::ClassesMissed { missed: 0, .. } | When::Quiet { days: 0 } => Some(none),
        When::ClassesMissed { missed, of_first } => {
            (missed > of_first).then_some("it asks for more classes missed than it looks at")
        }
        When::FewerDays { under, weeks, .. } if under == 0 || weeks == 0 => Some(none),
        When::FewerDays { after, .. } if after > 7 => Some("a week has seven days"),
        When::FewerDays { under, after, .. } => {
            (under > after).then_some("what was before would be fewer days as well")
        }
        When::ShortSits { sits, minutes, days } => {
            (sits == 0 || minutes == 0 || days == 0).then_some(none)
        }
        // On the last day itself is a rule that can be meant.
        When::Quiet { .. } | When::WindowClosing { .. } => None,
    }
}

pub(super) fn check_messages(content: &ContentFolder, report: &mut Report) {
    report.refer(MESSAGES);
    let Some(source) = report.keep(read::text(content, MESSAGES)) else { return };
    let Some(all) = report.keep(read::toml::<Messages>(MESSAGES, &source)) else { return };
    report.ids(MESSAGES, &source, all.messages.iter().map(|one| one.id.as_str()));
    for one in &all.messages {
        let parts = [
            ("the title", &one.title),
            ("what is said", &one.about),
            ("the subject", &one.subject),
            ("the text", &one.text),
        ];
        for (part, text) in parts {
            report.read(MESSAGES, &source, &format!("{part} of “{}”", one.id), text);
        }
        let known = one.to.places();
        for place in places(&one.subject).chain(places(&one.text)) {
            if !known.contains(&place) {
                report.add(
                    MESSAGES,
                    line_of(&source, &format!("{{{place}}}")),
                    format!("“{}” has the place {{{place}}}, which nothing fills.", one.id),
                    "Use one of those that stand at the top of the file.",
                );
            }
        }
    }
}
