//! The course's list, its lessons and its class plans.

use super::Report;
use super::practice::Practices;
use super::reading::reading_grade;
use crate::course::ContentFolder;
use crate::course::class;
use crate::course::finding::line_of;
use crate::course::lesson::Block;
use crate::course::load::{self, COURSE};
use crate::course::markdown::{self, Page, PassageKind};
use crate::course::{Manifest, Part, PartKind, read};
use std::collections::BTreeSet;

/// How many words a lesson may have: a quarter of an hour at most for a tired reader.
const LESSON_WORDS: std::ops::RangeInclusive<u32> = 1200..=2000;
/// The reading grade no lesson goes above.
const HARDEST_GRADE: f64 = 9.0;
/// The folder of the exercises, from the content folder.
const EXERCISES: &str = "exercises";
/// How many words a printable card has: one page, folded in a pocket.
const CARD_WORDS: std::ops::RangeInclusive<u32> = 80..=190;

/// What the parts name, for the checks of what they name.
#[derive(Default)]
pub(super) struct Named {
    /// The ids of the exercises that lessons and plans ask for.
    pub exercises: BTreeSet<String>,
    /// The ids of the course's roles.
    pub roles: BTreeSet<String>,
}

pub(super) fn check(content: &ContentFolder, practices: &Practices, report: &mut Report) -> Named {
    let mut named = Named::default();
    report.refer(COURSE);
    report.unlisted.extend(["course".to_owned(), EXERCISES.to_owned()]);
    let Some(source) = report.keep(read::text(content, COURSE)) else { return named };
    let Some(manifest) = report.keep(read::toml::<Manifest>(COURSE, &source)) else {
        return named;
    };
    report.ids(COURSE, &source, manifest.roles.iter().map(|role| role.id.as_str()));
    for role in &manifest.roles {
        report.read(COURSE, &source, "a role’s name", &role.title);
        named.roles.insert(role.id.clone());
    }
    report.unlisted.remove("course");
    report.unlisted.remove(EXERCISES);
    report.read(COURSE, &source, "the course’s title", &manifest.title);
    report.ids(COURSE, &source, manifest.parts.iter().map(|part| part.id.as_str()));
    named.exercises.extend(manifest.notebook.iter().cloned());
    let informal = manifest.parts.iter().flat_map(|part| &part.plan.informal);
    report.ids(COURSE, &source, informal.map(|informal| informal.id.as_str()));
    if manifest.parts.is_empty() {
        report.add(COURSE, None, "The course has no parts.", "Add a [[part]].");
    }
    for pair in manifest.parts.windows(2) {
        if pair[0].week > pair[1].week || pair[0].folder >= pair[1].folder {
            report.add(
                COURSE,
                line_of(&source, &pair[1].folder),
                format!("The part “{}” comes before its turn.", pair[1].id),
                "Order the parts by week, and number their folders in that order.",
            );
        }
    }
    for part in &manifest.parts {
        check_part(&source, &manifest, part, report);
        check_plan(&source, part, practices, report);
        check_lesson(content, part, &mut named, report);
        check_class(content, part, report);
        check_card(content, part, report);
    }
    // A plan may ask for what a lesson asks for.
    let informal = manifest.parts.iter().flat_map(|part| &part.plan.informal);
    named.exercises.extend(informal.filter_map(|informal| informal.exercise.clone()));
    named
}

fn check_part(source: &str, manifest: &Manifest, part: &Part, report: &mut Report) {
    let (fits, remedy) = match part.kind {
        PartKind::Week | PartKind::Day => {
            ((1..=manifest.weeks).contains(&part.week), "Give it a week of the course, from 1.")
        }
        PartKind::Orientation => (part.week == 0, "Give it week 0: it comes before the first."),
        PartKind::After => {
            (part.week == manifest.weeks + 1, "Give it the week after the last of the course.")
        }
    };
    if !fits {
        report.add(
            COURSE,
            line_of(source, &part.folder),
            format!("The part “{}” is in week {} of {}.", part.id, part.week, manifest.weeks),
            remedy,
        );
    }
    let id = &part.id;
    report.read(COURSE, source, &format!("the theme of “{id}”"), &part.theme);
    report.read(COURSE, source, &format!("the title of “{id}”"), &part.title);
    report.read(COURSE, source, &format!("the lead of “{id}”"), &part.lead);
    if !part.plan.about.is_empty() {
        report.read(COURSE, source, &format!("the plan of “{id}”"), &part.plan.about);
    }
    for informal in &part.plan.informal {
        let id = &informal.id;
        report.read(COURSE, source, &format!("the name of “{id}”"), &informal.title);
        report.read(COURSE, source, &format!("the text of “{id}”"), &informal.about);
    }
}

fn check_plan(source: &str, part: &Part, practices: &Practices, report: &mut Report) {
    let plan = &part.plan;
    let line = line_of(source, &part.folder);
    if !(1..=7).contains(&plan.days) {
        report.add(
            COURSE,
            line,
            format!("The plan of “{}” asks for {} days a week.", part.id, plan.days),
            "Ask for 1 to 7.",
        );
    }
    if plan.short_minutes > plan.minutes {
        report.add(
            COURSE,
            line,
            format!("The short day of “{}” is longer than the others.", part.id),
            "Make short_minutes less than minutes.",
        );
    }
    for unknown in plan.practices().filter(|id| !practices.contains_key(*id)) {
        let finding = load::unknown_practice(unknown);
        report.findings.push(finding.at(line_of(source, &format!("\"{unknown}\""))));
    }
    let mut named = BTreeSet::new();
    if let Some(twice) = plan.practices().find(|id| !named.insert(*id)) {
        report.add(
            COURSE,
            line,
            format!("The plan of “{}” names the practice “{twice}” twice.", part.id),
            "Name each practice once.",
        );
    }
    // A script that cannot be read has its own finding.
    let Some(Some(script)) = practices.get(&plan.practice) else { return };
    let range = script.shortest_minutes..=script.longest_minutes;
    for minutes in [plan.minutes, plan.short_minutes] {
        if !range.contains(&minutes) {
            report.add(
                COURSE,
                line,
                format!(
                    "The plan of “{}” asks for {minutes} minutes of {}, which lasts {} to {}.",
                    part.id,
                    script.id,
                    range.start(),
                    range.end()
                ),
                "Ask for a length that the practice has.",
            );
        }
    }
}

fn check_lesson(content: &ContentFolder, part: &Part, named: &mut Named, report: &mut Report) {
    let Some(file) = report.keep(load::lesson_file(&part.folder)) else { return };
    let Some(page) = check_page(content, &file, report) else {
        // What it asks for is not known, so nothing there can be called a stray.
        report.unlisted.insert(EXERCISES.to_owned());
        return;
    };
    let words = page.lesson.words;
    if !LESSON_WORDS.contains(&words) {
        report.add(
            &file,
            None,
            format!("The lesson has {words} words."),
            "Bring it to 1,200 to 2,000, sources left out.",
        );
    }
    check_boxes(&file, part, &page, named, report);
    let running: Vec<&str> = page
        .passages
        .iter()
        .filter(|passage| !matches!(passage.kind, PassageKind::Heading | PassageKind::Source))
        .map(|passage| passage.text.as_str())
        .collect();
    let grade = reading_grade(&running.join("\n"));
    if grade > HARDEST_GRADE {
        report.add(
            &file,
            None,
            format!("The lesson reads at grade {grade:.2}."),
            "Shorten sentences and words until it is 9.0 or less; aim at 8.",
        );
    }
}

/// Checks that a lesson has its exercises, and examples for the course's roles.
fn check_boxes(file: &str, part: &Part, page: &Page, named: &mut Named, report: &mut Report) {
    let asked: Vec<&String> = page.lesson.exercises().collect();
    if asked.len() < 2 {
        report.add(
            file,
            None,
            format!("The lesson of “{}” has {} exercises in the program.", part.id, asked.len()),
            "Name two or more with [!try exercise] and a title.",
        );
    }
    for id in asked {
        if !named.exercises.insert(id.clone()) {
            report.add(
                file,
                None,
                format!("The exercise “{id}” is asked for twice."),
                "Name each exercise in one lesson.",
            );
        }
    }
    if named.roles.is_empty() {
        return;
    }
    let mut sets = 0;
    for block in page.lesson.sections.iter().flat_map(|section| &section.blocks) {
        let Block::Variants { variants } = block else { continue };
        sets += usize::from(variants.len() > 1);
        for variant in variants {
            report.known_roles(file, None, &variant.roles, &named.roles);
        }
    }
    if sets < 2 {
        report.add(
            file,
            None,
            format!("The lesson of “{}” has {sets} sets of examples by role.", part.id),
            "Write two sets or more with [!for] and a role, one quote after the other.",
        );
    }
}

fn check_class(content: &ContentFolder, part: &Part, report: &mut Report) {
    let Some(file) = report.keep(load::class_file(&part.folder)) else { return };
    let Some(page) = check_page(content, &file, report) else { return };
    let minutes = class::minutes(&class::with_steps(page.lesson));
    if minutes != part.class_minutes {
        report.add(
            &file,
            None,
            format!("The steps add up to {minutes} minutes, not {}.", part.class_minutes),
            "Begin each step with “**N min. Name.**”, and make them class_minutes together (150 if \
             none).",
        );
    }
}

fn check_card(content: &ContentFolder, part: &Part, report: &mut Report) {
    let Some(file) = report.keep(load::card_file(&part.folder)) else { return };
    let Some(page) = check_page(content, &file, report) else { return };
    if !CARD_WORDS.contains(&page.lesson.words) {
        report.add(
            &file,
            None,
            format!("The card has {} words.", page.lesson.words),
            "Bring it to 80 to 190, so that it stays one page.",
        );
    }
}

/// Reads a page, and checks what lessons and class plans have in common.
fn check_page(content: &ContentFolder, file: &str, report: &mut Report) -> Option<Page> {
    report.refer(file);
    let source = report.keep(read::text(content, file))?;
    let mut page = markdown::page(&source);
    let problems = std::mem::take(&mut page.problems);
    report.findings.extend(problems.into_iter().map(|problem| problem.in_file(file)));
    // The titles of sources are not ours to word.
    for passage in page.passages.iter().filter(|passage| passage.kind != PassageKind::Source) {
        report.heed_words(file, Some(passage.line), &passage.text);
    }
    Some(page)
}
