//! The reports in words, tables and bars.

use chrono::{Datelike, NaiveDate};

use super::counts::BOXES;
use super::figures::{Figures, Month, Said, month_words};
use super::report::Report;
use crate::course::lesson::{Bar, Block, Inline, Section};

/// What stands where a number is hidden.
const HIDDEN: &str = "hidden";

/// Everything about a cohort that can be said in numbers.
pub fn cohort(figures: &Figures) -> Report {
    let mut sections = vec![people(figures), completion(figures), hours(figures), classes(figures)];
    sections.push(feedback(figures));
    sections.extend(months(figures));
    sections.push(how_to_read(figures));
    report(figures, "Cohort report", sections)
}

/// One page for a funder.
pub fn programme(figures: &Figures) -> Report {
    let mut people = people(figures);
    people.blocks.push(rules_in_words(figures));
    people.blocks.push(hours_in_words(figures));
    let mut sections = vec![people, satisfaction(figures)];
    sections.extend(latest(figures));
    sections.push(how_to_read(figures));
    report(figures, "Program report", sections)
}

fn report(figures: &Figures, eyebrow: &str, sections: Vec<Section>) -> Report {
    let Figures { starts_on, ends_on, as_of, weeks, .. } = figures;
    let part =
        figures.study.as_ref().map_or_else(String::new, |study| format!(" Part of {study}."));
    let so_far = match as_of <= ends_on {
        true => format!(" The course is still on: these numbers are as of {}.", long(*as_of)),
        false => format!(" As of {}.", long(*as_of)),
    };
    Report {
        eyebrow: eyebrow.to_owned(),
        title: figures.cohort.clone(),
        lead: format!(
            "An eight-week course in mindfulness for recovery coaches: {weeks} classes from {} to \
             {}.{part}{so_far}",
            long(*starts_on),
            long(*ends_on)
        ),
        sections,
        credit: format!("Made with Evenkeel. Groups of fewer than {} are hidden.", figures.least),
        least: figures.least,
        as_of: *as_of,
    }
}

fn people(figures: &Figures) -> Section {
    let rule = format!("Completed: {} classes or more", figures.rule);
    let steps = [
        ("Invited", figures.invited),
        ("Came to a class", figures.began),
        (rule.as_str(), completed(figures, figures.rule)),
        ("Withdrew", figures.withdrew),
    ];
    let bars = steps.map(|(label, count)| bar(label, count, figures.invited)).to_vec();
    section("Who came how far", vec![bars_of("People, of those invited", bars)])
}

fn completion(figures: &Figures) -> Section {
    let rows = figures.completed.iter().map(|(classes, count)| {
        let rule = if *classes == figures.rule { ", the rule" } else { "" };
        let share = count.zip(figures.invited).map(|(count, all)| percent(count, all));
        vec![
            format!("{classes} classes or more{rule}"),
            number(*count),
            share.unwrap_or_else(|| HIDDEN.to_owned()),
        ]
    });
    let table = Block::Table {
        caption: "Completed the course, by rule".to_owned(),
        head: strings(&["Rule", "People", "Of those invited"]),
        rows: rows.collect(),
    };
    let words = format!(
        "Whoever came to {} classes or more counts as having completed the course; a class that \
         was made up counts. Other rules give other numbers, so they stand beside it.",
        figures.rule
    );
    section("Completion", vec![paragraph(&words), table])
}

/// The other rules in a sentence, where there is no room for a table.
fn rules_in_words(figures: &Figures) -> Block {
    let others = figures.completed.iter().filter(|(classes, _)| *classes != figures.rule);
    let others: Vec<String> = others
        .map(|(classes, count)| format!("by a rule of {classes} classes, {}", number(*count)))
        .collect();
    paragraph(&format!("Completed, under other rules: {}.", others.join("; ")))
}

fn hours(figures: &Figures) -> Section {
    let rows = spent(figures).map(|(what, hours)| vec![what.to_owned(), hours]);
    let table = Block::Table {
        caption: "Hours, all people together".to_owned(),
        head: strings(&["What", "Hours"]),
        rows: rows.to_vec(),
    };
    section("Hours", vec![table])
}

fn hours_in_words(figures: &Figures) -> Block {
    let all = spent(figures).map(|(what, hours)| format!("{}, {hours}", what.to_lowercase()));
    paragraph(&format!("Hours, all people together: {}.", all.join("; ")))
}

fn spent(figures: &Figures) -> [(&'static str, String); 3] {
    let words =
        |hours: Option<f64>| hours.map_or_else(|| HIDDEN.to_owned(), |one| format!("{one:.0}"));
    let practice = figures.practice;
    [
        ("In class", words(figures.class_hours)),
        ("Practice measured by the program", words(practice.map(|one| one.measured_hours))),
        ("Practice entered by the coaches", words(practice.map(|one| one.reported_hours))),
    ]
}

fn classes(figures: &Figures) -> Section {
    if figures.classes.is_empty() {
        return section("Class by class", vec![paragraph("No class was held yet.")]);
    }
    let row = |one: &super::figures::ClassFigures| {
        let name = format!("{}, {}", one.week, long(one.day));
        std::iter::once(name).chain(one.parts.iter().map(|count| number(*count))).collect()
    };
    let table = Block::Table {
        caption: "Attendance, class by class".to_owned(),
        head: strings(&["Class", "Came", "Made up", "Excused", "Away", "Not noted"]),
        rows: figures.classes.iter().map(row).collect(),
    };
    section("Class by class", vec![table])
}

fn feedback(figures: &Figures) -> Section {
    if figures.feedback.is_empty() {
        return section("What coaches said", vec![nothing_said(figures)]);
    }
    let row = |said: &Said| {
        let mean = format!("{:.1}", said.mean);
        vec![
            said.question.clone(),
            said.best.clone(),
            number(said.best_n),
            said.n.to_string(),
            mean,
        ]
    };
    let mut blocks = Vec::new();
    let mut themes: Vec<&str> = figures.feedback.iter().map(|said| &*said.theme).collect();
    themes.dedup();
    for theme in themes {
        let own = figures.feedback.iter().filter(|said| said.theme == theme);
        blocks.push(Block::Table {
            caption: theme.to_owned(),
            head: strings(&["Question", "Top answer", "Chose it", "Answers", "Mean"]),
            rows: own.map(row).collect(),
        });
    }
    blocks.push(paragraph(
        "Our own questions, not a validated scale. The top answer is the most favorable one. Means \
         go from 1 to 5, and 5 is the most favorable, also where a question is worded the other \
         way round. Answers are counted in fives, so the last ones may be missing.",
    ));
    section("What coaches said", blocks)
}

/// The first question: its top answer, and its mean.
fn satisfaction(figures: &Figures) -> Section {
    let Some(first) = figures.feedback.first() else {
        return section("Satisfaction", vec![nothing_said(figures)]);
    };
    let mean = Bar {
        label: "Mean, from 1 to 5".to_owned(),
        value: format!("{:.1} of 5", first.mean),
        share: Some((first.mean - 1.0) / 4.0),
    };
    let top = bar(&format!("Top answer: “{}”", first.best), first.best_n, Some(first.n));
    let caption = format!("“{}” {} answers", first.question, first.n);
    section("Satisfaction", vec![bars_of(&caption, vec![top, mean])])
}

fn nothing_said(figures: &Figures) -> Block {
    paragraph(match figures.asked_by_study {
        true => "The study asks for this. Its answers are with the researcher.",
        false => {
            "Too few answers have come. Coaches can send theirs from the day of the last class, \
             and they are counted from five on."
        }
    })
}

/// Every month of an agency's counts.
fn months(figures: &Figures) -> Option<Section> {
    let (settings, months) = figures.counts.as_ref()?;
    let mut blocks: Vec<Block> = months.last().map(boxes).into_iter().collect();
    let row = |month: &Month| {
        let counts = month.boxes.iter().chain([&month.caseload]).map(|count| number(*count));
        std::iter::once(month_words(month.month)).chain(counts).collect()
    };
    let head = std::iter::once("Month").chain(BOXES).chain(["Caseload"]);
    blocks.push(Block::Table {
        caption: "Clients by treatment status".to_owned(),
        head: head.map(str::to_owned).collect(),
        rows: months.iter().map(row).collect(),
    });
    let others: Vec<String> = settings.others.iter().map(|own| own.name.clone()).collect();
    let row = |month: &Month| {
        let both = [month.reached, month.agreed].into_iter();
        let counts = both.chain(month.others.iter().copied()).map(counted);
        std::iter::once(month_words(month.month)).chain(counts).collect()
    };
    let head = strings(&["Month", "Reached", "Agreed"]).into_iter().chain(others);
    blocks.push(Block::Table {
        caption: "Other counts".to_owned(),
        head: head.collect(),
        rows: months.iter().map(row).collect(),
    });
    Some(section("Program counts", blocks))
}

/// The latest month of an agency's counts.
fn latest(figures: &Figures) -> Option<Section> {
    let (_, months) = figures.counts.as_ref()?;
    let month = months.last()?;
    let mut blocks = vec![boxes(month)];
    if let (Some(reached), Some(agreed)) = (month.reached, month.agreed) {
        let caption = format!("Reached in {}", month_words(month.month));
        blocks.push(bars_of(&caption, vec![bar("Agreed", agreed, reached)]));
    }
    Some(section("Program counts", blocks))
}

fn boxes(month: &Month) -> Block {
    let bars =
        BOXES.iter().zip(&month.boxes).map(|(name, count)| bar(name, *count, month.caseload));
    let caption = format!(
        "Clients in {}, of a caseload of {}",
        month_words(month.month),
        number(month.caseload)
    );
    bars_of(&caption, bars.collect())
}

fn how_to_read(figures: &Figures) -> Section {
    let least = figures.least;
    section(
        "How to read this",
        vec![paragraph(&format!(
            "“Hidden” stands for a group of fewer than {least}, or for a number that would give \
             such a group away by subtraction. People of a comparison group are not counted here. \
             No name stands in this report."
        ))],
    )
}

fn completed(figures: &Figures, rule: u32) -> Option<u32> {
    let found = figures.completed.iter().find(|(classes, _)| *classes == rule);
    found.and_then(|(_, count)| *count)
}

fn section(title: &str, blocks: Vec<Block>) -> Section {
    let id = title.to_lowercase().replace(' ', "-");
    Section { id, title: title.to_owned(), blocks }
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph { text: vec![Inline::Text { text: words.to_owned() }] }
}

fn bar(label: &str, count: Option<u32>, of: Option<u32>) -> Bar {
    let both = count.zip(of).filter(|(_, all)| *all > 0);
    let value = match (count, of) {
        (Some(count), Some(all)) if all > 0 => {
            format!("{count} of {all} ({})", percent(count, all))
        }
        (count, _) => number(count),
    };
    Bar {
        label: label.to_owned(),
        value,
        share: both.map(|(count, all)| f64::from(count) / f64::from(all)),
    }
}

fn bars_of(caption: &str, bars: Vec<Bar>) -> Block {
    let all: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.value)).collect();
    Block::Bars { caption: caption.to_owned(), words: format!("{}.", all.join("; ")), bars }
}

fn number(count: Option<u32>) -> String {
    count.map_or_else(|| HIDDEN.to_owned(), |count| count.to_string())
}

/// A count that may not have been made.
fn counted(count: Option<Option<u32>>) -> String {
    count.map_or_else(|| "–".to_owned(), number)
}

fn percent(count: u32, all: u32) -> String {
    format!("{:.0} %", 100.0 * f64::from(count) / f64::from(all.max(1)))
}

fn long(day: NaiveDate) -> String {
    format!("{} {}, {}", day.format("%B"), day.day(), day.year())
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
