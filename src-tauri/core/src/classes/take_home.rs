//! What people take home from a class, as one page after the other to print: the week's card, its
//! home practice, and the exercises on paper. No name stands on it.

use crate::course::exercise::{Exercise, Field, FieldKind, Layout};
use crate::course::lesson::{Block, Inline, Section};
use crate::course::{Course, Part, Plan};
use crate::paper::Paper;

/// Days of which a sheet for home practice keeps count.
const DAYS: std::ops::RangeInclusive<u32> = 1..=7;
/// Lines to write on where several are asked for.
const SEVERAL: u32 = 3;

/// The pages of a part. `plan` is what its week asks of the cohort.
pub fn paper(course: &Course, part: &Part, plan: &Plan) -> Paper {
    let mut sections = vec![card(course, part), home_practice(course, part, plan)];
    sections.extend(exercises(course, part).into_iter().map(|exercise| sheet(course, exercise)));
    let last = sections.len() - 1;
    for section in &mut sections[..last] {
        section.blocks.push(Block::NewPage);
    }
    Paper { lead: "To take home.".to_owned(), sections, ..Paper::card(course, part) }
}

fn card(course: &Course, part: &Part) -> Section {
    let of_card = course.card_of(part).sections.iter();
    let note = |section: &Section| Block::Note {
        title: section.title.clone(),
        blocks: section.blocks.clone(),
    };
    section("card", "The card", of_card.map(note).collect())
}

fn home_practice(course: &Course, part: &Part, plan: &Plan) -> Section {
    let titles: Vec<&str> = plan
        .practices()
        .filter_map(|id| course.practice(id))
        .map(|practice| practice.script.title.as_str())
        .collect();
    let days = match plan.days {
        1 => "1 day".to_owned(),
        days => format!("any {days} days"),
    };
    let mut asked = format!(
        "{}: {} minutes on {days}. {} will do on a short day.",
        titles.first().copied().unwrap_or_default(),
        plan.minutes,
        plan.short_minutes,
    );
    if let [_, others @ ..] = titles.as_slice()
        && !others.is_empty()
    {
        asked.push_str(&format!(" Also: {}.", others.join(", ")));
    }
    let mut blocks = vec![paragraph(&asked)];
    if plan.minutes == part.plan.minutes && !part.plan.about.is_empty() {
        blocks.push(paragraph(&part.plan.about));
    }
    if !plan.informal.is_empty() {
        let item = |one: &crate::course::Informal| {
            let about = Inline::Text { text: format!(" {}", one.about) };
            vec![Inline::Strong { text: format!("{}.", one.title) }, about]
        };
        blocks
            .push(Block::List { ordered: false, items: plan.informal.iter().map(item).collect() });
    }
    blocks.push(paragraph("What I did, and for how long. An empty day is fine."));
    blocks.extend(DAYS.map(|day| lines(&format!("Day {day}"), "", 1)));
    section("home-practice", "Home practice", blocks)
}

/// The exercises that the part's lesson or its week asks for, as far as they can be done by hand.
fn exercises<'a>(course: &'a Course, part: &'a Part) -> Vec<&'a Exercise> {
    let of_week = part.plan.informal.iter().filter_map(|informal| informal.exercise.as_ref());
    let mut found: Vec<&Exercise> = Vec::new();
    for id in course.lesson_of(part).exercises().chain(of_week) {
        if let Some(exercise) = course.exercise(id)
            && exercise.layout != Layout::Dots
            && !found.iter().any(|other| other.id == exercise.id)
        {
            found.push(exercise);
        }
    }
    found
}

fn sheet(course: &Course, exercise: &Exercise) -> Section {
    let mut blocks = vec![paragraph(&exercise.about)];
    if exercise.times > 1 {
        blocks.push(paragraph(&format!("One sheet a time; {} times, if you can.", exercise.times)));
    }
    if let Some(practice) = exercise.practice.as_ref().and_then(|id| course.practice(id)) {
        let words =
            format!("The practice “{}” leads through it with a voice.", practice.script.title);
        blocks.push(paragraph(&words));
    }
    blocks.extend(exercise.fields.iter().flat_map(field));
    section(&exercise.id, &exercise.title, blocks)
}

fn field(field: &Field) -> Vec<Block> {
    let mut blocks = Vec::new();
    let hint = || (!field.hint.is_empty()).then(|| paragraph(&field.hint));
    match field.kind {
        FieldKind::Tick => {
            blocks.push(paragraph(&format!("[   ]  {}", field.label)));
            blocks.extend(hint());
        }
        FieldKind::Choice => {
            blocks.push(Block::Paragraph {
                text: vec![Inline::Strong { text: field.label.clone() }],
            });
            blocks.extend(hint());
            let options: Vec<String> =
                field.options.iter().map(|option| format!("[   ]  {option}")).collect();
            blocks.push(paragraph(&options.join("     ")));
        }
        FieldKind::Line | FieldKind::Text | FieldKind::List => {
            let room = if field.kind == FieldKind::Line { 1 } else { SEVERAL };
            blocks.push(lines(&field.label, &field.hint, room));
        }
    }
    blocks
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.to_owned(), title: title.to_owned(), blocks }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: vec![Inline::Text { text: text.to_owned() }] }
}

fn lines(label: &str, hint: &str, lines: u32) -> Block {
    Block::Lines { label: label.to_owned(), hint: hint.to_owned(), lines }
}
