//! `content`: what there is to mend in a course, what is in it, and its lessons on paper.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;
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
    let own = || ports.content_dir().to_owned();
    match args {
        Content::Check { folder } => {
            let today = ports.now().local.date_naive();
            tell(context, &folder.clone().unwrap_or_else(own), today)
        }
        Content::Paper { part, out } => print(context, &*ports, part, out),
        Content::Stats { folder } => count(context, &folder.clone().unwrap_or_else(own)),
    }
}

fn tell(context: &Context, folder: &Path, today: NaiveDate) -> Result<Outcome> {
    let findings = check(folder, today);
    if context.json {
        println!("{}", json!({ "folder": folder, "findings": findings }));
    } else if findings.is_empty() {
        println!("Nothing to mend in {}.", folder.display());
    } else {
        for finding in &findings {
            let line = finding.line.map_or_else(String::new, |line| format!(":{line}"));
            println!("{}{line}: {} {}", finding.file, finding.problem, finding.remedy);
        }
        println!("{} to mend in {}.", findings.len(), folder.display());
    }
    Ok(if findings.is_empty() { Outcome::Well } else { Outcome::Finding })
}

fn print(context: &Context, ports: &dyn Ports, id: &str, out: &Path) -> Result<Outcome> {
    let course = load(ports.content_dir())?;
    let part = course.part(id).ok_or_else(|| {
        Error::refused(format!(
            "There is no part {id}. `evenkeelctl content stats` shows what there is."
        ))
    })?;
    ports.write_paper(&Paper::of_part(&course, part), out)?;
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
    exercises: usize,
    practices: Vec<&'a String>,
    informal: usize,
}

fn count(context: &Context, folder: &Path) -> Result<Outcome> {
    let course = load(folder)?;
    let parts: Vec<Numbers> = course
        .manifest
        .parts
        .iter()
        .map(|part| {
            let lesson = course.lesson_of(part);
            let blocks = || lesson.sections.iter().flat_map(|section| &section.blocks);
            let grade = reading_grade(&running_text(blocks()));
            Numbers {
                part: &part.id,
                words: lesson.words,
                reading_grade: (grade * 10.0).round() / 10.0,
                exercises: blocks().filter(|block| matches!(block, Block::Try { .. })).count(),
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
        "{:<12} {:>6} {:>6} {:>10} {:>9}  practices",
        "part", "words", "grade", "exercises", "informal"
    );
    for part in &parts {
        let practices: Vec<&str> = part.practices.iter().map(|id| id.as_str()).collect();
        println!(
            "{:<12} {:>6} {:>6.1} {:>10} {:>9}  {}",
            part.part,
            part.words,
            part.reading_grade,
            part.exercises,
            part.informal,
            practices.join(", ")
        );
    }
    let words: u32 = parts.iter().map(|part| part.words).sum();
    println!("{} parts, {words} words, {} practices.", parts.len(), course.practices.len());
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
