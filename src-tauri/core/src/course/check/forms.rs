//! The forms: what loading holds, and the words.

use super::Report;
use crate::course::finding::line_of;
use crate::course::form::Form;
use crate::course::load::NEEDS;
use crate::course::{ContentFolder, read};

/// Checks what coaches are asked before the course.
pub(super) fn check(content: &ContentFolder, report: &mut Report) {
    report.refer(NEEDS);
    let Some(source) = report.keep(read::text(content, NEEDS)) else { return };
    let Some(form) = report.keep(read::toml::<Form>(NEEDS, &source)) else { return };
    report.read(NEEDS, &source, "the title", &form.title);
    report.read(NEEDS, &source, "what it is for", &form.about);
    report.read(NEEDS, &source, "what becomes of it", &form.closing);
    report.read(NEEDS, &source, "the room for words", &form.note.label);
    report.read(NEEDS, &source, "what to write there", &form.note.hint);
    report.ids(NEEDS, &source, form.questions.iter().map(|question| question.id.as_str()));
    for question in &form.questions {
        report.read(NEEDS, &source, &format!("the question “{}”", question.id), &question.label);
        report.heed_words(NEEDS, line_of(&source, &question.hint), &question.hint);
        for option in &question.options {
            report.read(NEEDS, &source, &format!("an answer to “{}”", question.id), option);
        }
        if question.options.len() < 2 {
            report.add(
                NEEDS,
                line_of(&source, &format!("\"{}\"", question.id)),
                format!("The question “{}” has fewer than two answers.", question.id),
                "Give it two or more.",
            );
        }
    }
}
