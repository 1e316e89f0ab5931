//! The exercises: what loading holds, and the words.

use std::collections::BTreeSet;

use super::Report;
use super::practice::Practices;
use crate::course::exercise::{Exercise, FieldKind, Layout};
use crate::course::finding::line_of;
use crate::course::{ContentFolder, load, read};

/// Checks every exercise; `asked` are the ids that lessons ask for.
pub(super) fn check(
    content: &ContentFolder,
    practices: &Practices,
    asked: &BTreeSet<String>,
    report: &mut Report,
) {
    let Some(files) = report.keep(load::exercise_files(content)) else { return };
    let mut known = BTreeSet::new();
    for file in files {
        let named = file.trim_start_matches("exercises/").trim_end_matches(".toml").to_owned();
        if asked.contains(&named) {
            report.refer(&file);
        }
        known.insert(named.clone());
        let Some(source) = report.keep(read::text(content, &file)) else { continue };
        let Some(exercise) = report.keep(read::toml::<Exercise>(&file, &source)) else { continue };
        if exercise.id != named {
            report.add(
                &file,
                line_of(&source, &format!("\"{}\"", exercise.id)),
                format!("The exercise’s id is “{}”, but its file is “{named}”.", exercise.id),
                "Give both the same name.",
            );
        }
        check_words(&file, &source, &exercise, report);
        check_shape(&file, &exercise, practices, report);
    }
    for missing in asked.difference(&known) {
        report.add(
            &format!("exercises/{missing}.toml"),
            None,
            "A lesson or a plan asks for this exercise, and it is not there.",
            "Write it, or take its id out of the lesson’s [!try] and of the plan.",
        );
    }
}

fn check_words(file: &str, source: &str, exercise: &Exercise, report: &mut Report) {
    report.read(file, source, "the title", &exercise.title);
    report.read(file, source, "what it is", &exercise.about);
    report.read(file, source, "the closing", &exercise.closing);
    report.ids(file, source, exercise.fields.iter().map(|field| field.id.as_str()));
    for field in &exercise.fields {
        report.read(file, source, &format!("the label of “{}”", field.id), &field.label);
        report.heed_words(file, line_of(source, &field.hint), &field.hint);
        for option in &field.options {
            report.read(file, source, &format!("an option of “{}”", field.id), option);
        }
    }
    if let Some(answer) = &exercise.answer {
        report.read(file, source, "the answer", &answer.text);
    }
}

fn check_shape(file: &str, exercise: &Exercise, practices: &Practices, report: &mut Report) {
    let mut amiss = |wrong: bool, problem: &str, remedy: &str| {
        if wrong {
            report.add(file, None, problem, remedy);
        }
    };
    amiss(exercise.fields.is_empty(), "Nothing is asked.", "Add a [[field]].");
    amiss(exercise.minutes == 0, "It takes no time.", "Say about how many minutes it takes.");
    amiss(
        !(1..=7).contains(&exercise.times),
        "The number of times is not 1 to 7.",
        "Say 1, or how many times in a week.",
    );
    amiss(
        exercise.layout == Layout::Map && exercise.fields.len() < 4,
        "A map has four corners, and there are fewer fields.",
        "Add fields, or lay it out as a page.",
    );
    amiss(
        (exercise.layout == Layout::Dots) != exercise.answer.is_some(),
        "Either the dots or their answer is missing.",
        "Give a puzzle both, and nothing else either.",
    );
    for field in &exercise.fields {
        amiss(
            (field.kind == FieldKind::Choice) != (field.options.len() > 1),
            &format!("The field “{}” has a choice without options, or the reverse.", field.id),
            "Give a choice two options or more, and nothing else any.",
        );
    }
    if let Some(practice) = exercise.practice.as_ref().filter(|id| !practices.contains_key(*id)) {
        report.add(
            file,
            None,
            format!("It names the practice “{practice}”, which is not there."),
            "Name a folder under practices/.",
        );
    }
}
