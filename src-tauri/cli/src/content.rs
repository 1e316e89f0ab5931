//! `content`: what there is to mend in a course, what is in it, and its lessons on paper.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;
use evenkeel_core::course::ContentFolder;
use evenkeel_core::course::check::{check, reading_grade};
use evenkeel_core::course::lesson::{Block, Inline};
use evenkeel_core::course::load::load;
use evenkeel_core::paper::Paper;
use evenkeel_core::ports::Ports;
use evenkeel_core::{Error, Result};
use serde::Serialize;
use serde_json::json;

use crate::{Context, Outcome, host};

#[derive(Subcommand)]
pub(crate) enum Content {
    /// Find what there is to mend, with file, line and remedy
    Check {
        /// The content folder; the program's own if none is given
        folder: Option<PathBuf>,
        /// An agency's folder to lay over it, file by file
        #[arg(long)]
        over: Option<PathBuf>,
    },
    /// Set the lesson of a part as a PDF file
    Paper {
        /// The part's id, such as week-1
        part: String,
        /// Where the file goes, in place of what is there
        #[arg(long, value_name = "X.pdf")]
        out: PathBuf,
    },
    /// Print words, reading grade, exercises and practices of each part
    Stats {
        /// The content folder; the program's own if none is given
        folder: Option<PathBuf>,
    },
}

pub(crate) fn run(context: &Context, args: &Content) -> Result<Outcome> {
    let ports = host::machine()?;
    let content = |folder: &Option<PathBuf>| match folder {
        Some(folder) => ContentFolder::new(folder),
        None => ports.content().clone(),
    };
    match args {
        Content::Check { folder, over } => {
            let mut content = content(folder);
            if let Some(over) = over {
                // Named by somebody, so it has to be there: a folder that is not would find nothing.
                std::fs::read_dir(over)?;
                content = content.under(over);
            }
            tell(context, &content, ports.now().local.date_naive())
        }
        Content::Paper { part, out } => print(context, &*ports, part, out),
        Content::Stats { folder } => count(context, &content(folder)),
    }
}

fn tell(context: &Context, content: &ContentFolder, today: NaiveDate) -> Result<Outcome> {
    let findings = check(content, today);
    let folder = content.own().display();
    if context.json {
        let agency = content.agency();
        println!("{}", json!({ "folder": content.own(), "over": agency, "findings": findings }));
    } else if findings.is_empty() {
        println!("Nothing to mend in {folder}.");
    } else {
        for finding in &findings {
            let line = finding.line.map_or_else(String::new, |line| format!(":{line}"));
            println!("{}{line}: {} {}", finding.file, finding.problem, finding.remedy);
        }
        println!("{} to mend in {folder}.", findings.len());
    }
    Ok(if findings.is_empty() { Outcome::Well } else { Outcome::Finding })
}

fn print(context: &Context, ports: &dyn Ports, id: &str, out: &Path) -> Result<Outcome> {
    let course = load(ports.content())?;
    let part = course.part(id).ok_or_else(|| {
        Error::refused(format!(
            "There is no part {id}. `evenkeelctl content stats` shows what there is."
        ))
    })?;
    ports.write_paper(&Paper::lesson(&course, part, &[]), out)?;
    if context.json {
        println!("{}", json!({ "part": id, "out": out }));
    } else {
        println!("“{}” is in {}.", part.title, out.display());
    }
    Ok(Outcome::Well)
}

/// One part of the course in numbers.
#[derive(Serialize)]
struct Numbers<'a> {
    part: &'a str,
    words: u32,
    reading_grade: f64,
    exercises: Vec<&'a String>,
    variants: usize,
    practices: Vec<&'a String>,
    informal: usize,
}

fn count(context: &Context, content: &ContentFolder) -> Result<Outcome> {
    let course = load(content)?;
    let parts: Vec<Numbers> = course
        .manifest
        .parts
        .iter()
        .map(|part| {
            let lesson = course.lesson_of(part);
            let blocks = || lesson.sections.iter().flat_map(|section| &section.blocks);
            let grade = reading_grade(&running_text(blocks()));
            let sets = blocks().filter(|block| matches!(block, Block::Variants { .. }));
            Numbers {
                part: &part.id,
                words: lesson.words,
                reading_grade: (grade * 10.0).round() / 10.0,
                exercises: lesson.exercises().collect(),
                variants: sets.count(),
                practices: part.plan.practices().collect(),
                informal: part.plan.informal.len(),
            }
        })
        .collect();
    if context.json {
        println!("{}", json!({ "parts": parts }));
        return Ok(Outcome::Well);
    }
    println!(
        "{:<12} {:>6} {:>6} {:>9}  exercises; practices",
        "part", "words", "grade", "variants"
    );
    let list = |ids: &[&String]| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
    for part in &parts {
        println!(
            "{:<12} {:>6} {:>6.1} {:>9}  {}; {}",
            part.part,
            part.words,
            part.reading_grade,
            part.variants,
            list(&part.exercises),
            list(&part.practices)
        );
    }
    let words: u32 = parts.iter().map(|part| part.words).sum();
    println!(
        "{} parts, {words} words, {} exercises, {} practices, {} scenarios, {} words explained, {} \
         resources.",
        parts.len(),
        course.exercises.len(),
        course.practices.len(),
        course.deck.scenarios.len(),
        course.glossary.len(),
        course.resources.resources.len()
    );
    Ok(Outcome::Well)
}

/// Paragraphs and list items, a line each; sources are left out.
fn running_text<'a>(blocks: impl Iterator<Item = &'a Block>) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { text } => lines.push(words_of(text)),
            Block::List { items, .. } => lines.extend(items.iter().map(|item| words_of(item))),
            Block::Note { blocks, .. } | Block::Try { blocks, .. } => {
                lines.push(running_text(blocks.iter()));
            }
            Block::Variants { variants } => {
                lines.extend(variants.iter().map(|variant| words_of(&variant.text)));
            }
            Block::Steps { steps } => lines.extend(steps.iter().map(|step| words_of(&step.text))),
            Block::Lines { .. } | Block::NewPage => {}
            // No Markdown makes these.
            Block::Table { .. } | Block::Bars { .. } => {}
        }
    }
    lines.join("\n")
}

fn words_of(text: &[Inline]) -> String {
    match text {
        [Inline::Link { .. }] => String::new(),
        _ => text.iter().map(Inline::words).collect(),
    }
}
