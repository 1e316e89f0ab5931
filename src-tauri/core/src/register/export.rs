//! The register for an ethics board: no name, no code and no date leaves with it.
//!
//! People and entries get numbers that are drawn for each export, and the week of the course takes
//! the place of the day. Words that somebody wrote go along only where each was shown and ticked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use super::{Lasted, RegisterLine, Said};
use crate::bundle::{Bundle, Table, Text};
use crate::course::Course;
use crate::course::lesson::{Block, Inline, Section};
use crate::error::{Error, Result};
use crate::guard::{self, Pointer};
use crate::paper::Paper;
use crate::ports::Ports;
use crate::study::calendar::Calendar;

/// A text that could go along, to be read before it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisterText {
    /// What it is named by when it is ticked.
    pub id: String,
    /// What was asked: what happened, what was done, what came of it.
    pub what: String,
    /// The words.
    pub text: String,
    /// What in it could point to a person.
    pub found: Vec<Pointer>,
    /// Names or codes of the roster in it: with these it cannot go along.
    pub of_roster: Vec<String>,
}

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisterExported {
    /// The folder.
    pub folder: String,
    /// Its files.
    pub files: Vec<String>,
    /// How many entries it holds.
    pub entries: u32,
    /// How many texts went along.
    pub texts: u32,
}

/// What an export is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The course, for the names of kinds and practices.
    pub course: &'a Course,
    /// The cohort's weeks, where there is a cohort.
    pub calendar: Option<&'a Calendar>,
    /// The coaches' names by code.
    pub names: &'a BTreeMap<String, String>,
    /// The register.
    pub lines: &'a [RegisterLine],
}

const HAPPENED: &str = "What happened";
const DONE: &str = "What was done";
const CAME: &str = "What came of it";

/// Every text of the register, in the order of its entries.
pub fn texts(source: Source) -> Vec<RegisterText> {
    let of_line = |line: &RegisterLine| {
        let look = |(id, what, text): (String, &str, String)| RegisterText {
            found: guard::look_over(&text),
            of_roster: on_roster(&text, source.names),
            id,
            what: what.to_owned(),
            text,
        };
        words(line).into_iter().map(look).collect::<Vec<_>>()
    };
    source.lines.iter().flat_map(of_line).collect()
}

/// Writes the register into a folder that is empty or not there yet: a table, a page to print, and
/// what is in them. `ticked` are the texts that go along.
///
/// # Errors
/// [`crate::Code::Refused`] for an empty register, a folder that holds something, or a ticked text
/// with a name of the roster in it.
pub fn write(
    ports: &dyn Ports,
    source: Source,
    ticked: &BTreeSet<String>,
    folder: &Path,
) -> Result<RegisterExported> {
    if source.lines.is_empty() {
        return Err(Error::refused("The register is empty, so there is nothing to export."));
    }
    let all = texts(source);
    let out: Vec<&RegisterText> = all.iter().filter(|text| ticked.contains(&text.id)).collect();
    if let Some(text) = out.iter().find(|text| !text.of_roster.is_empty()) {
        return Err(Error::refused(format!(
            "“{}” stands in a text you ticked, and it is on your roster. Correct the entry, or \
             leave that text out. Nothing was written.",
            text.of_roster.join("”, “")
        )));
    }
    let rows = rows(ports, source, ticked);
    let about = about(rows.len(), out.len());
    let lines = rows.iter().map(|row| row.to_vec()).collect();
    let tables = vec![Table::of("register.csv", COLUMNS.to_vec(), lines)];
    let texts = vec![Text { file: "README.txt", text: about.clone() }];
    let bundle = Bundle { tables, texts, ..Bundle::default() };
    let mut files = ports.write_bundle(&bundle, folder)?.files;
    let page = paper(source.course, &rows, &about);
    if let Err(error) = ports.write_paper(&page, &folder.join("register.pdf")) {
        // What was begun here a moment ago would be in the way of the next try.
        std::fs::remove_dir_all(folder)?;
        return Err(error);
    }
    files.push("register.pdf".to_owned());
    Ok(RegisterExported {
        folder: folder.display().to_string(),
        files,
        entries: rows.len() as u32,
        texts: out.len() as u32,
    })
}

const COLUMNS: [&str; 15] = [
    "entry",
    "person",
    "study_week",
    "kind",
    "practice",
    "distress_0_to_10",
    "affected_day",
    "lasted",
    "related_to_practice",
    "serious",
    "resolved",
    "follow_ups",
    "what_happened",
    "what_was_done",
    "what_came_of_it",
];

type Row = [String; COLUMNS.len()];

/// The entries in an order that is drawn, and within it by week.
fn rows(ports: &dyn Ports, source: Source, ticked: &BTreeSet<String>) -> Vec<Row> {
    let coaches: BTreeSet<&String> =
        source.lines.iter().filter_map(|line| line.entry.coach.as_ref()).collect();
    let people = shuffled(ports, coaches.into_iter().collect());
    let mut lines = shuffled(ports, source.lines.iter().collect());
    lines.sort_by_key(|line| source.calendar.map(|calendar| calendar.week(line.day)));
    let row = |(at, line): (usize, &&RegisterLine)| row(source, &people, ticked, at + 1, line);
    lines.iter().enumerate().map(row).collect()
}

fn row(
    source: Source,
    people: &[&String],
    ticked: &BTreeSet<String>,
    number: usize,
    line: &RegisterLine,
) -> Row {
    let entry = &line.entry;
    let person = |code| people.iter().position(|other| *other == code).map(|at| at + 1);
    let kind = source.course.hard.kinds.iter().find(|kind| kind.id == entry.kind);
    let practice = entry.practice.as_ref().and_then(|id| source.course.practice(id));
    let said = |what: &str| {
        let own = words(line).into_iter().filter(|(id, of, _)| *of == what && ticked.contains(id));
        own.map(|(_, _, text)| text).collect::<Vec<_>>().join(" / ")
    };
    [
        number.to_string(),
        entry.coach.as_ref().and_then(person).map(|at| at.to_string()).unwrap_or_default(),
        week(source.calendar, line),
        kind.map_or_else(|| entry.kind.clone(), |kind| kind.title.clone()),
        practice.map(|practice| practice.script.title.clone()).unwrap_or_default(),
        entry.distress.map(|number| number.to_string()).unwrap_or_default(),
        yes(entry.affected_day),
        lasted(entry.lasted).to_owned(),
        said_words(entry.related).to_owned(),
        yes(entry.serious),
        said_words(line.resolved).to_owned(),
        line.follow_ups.len().to_string(),
        said(HAPPENED),
        said(DONE),
        said(CAME),
    ]
}

/// The texts of an entry: what each is named by, what was asked, the words.
fn words(line: &RegisterLine) -> Vec<(String, &'static str, String)> {
    let id = &line.id;
    let came = line.follow_ups.iter().enumerate();
    [
        (format!("{id}:happened"), HAPPENED, line.entry.happened.clone()),
        (format!("{id}:done"), DONE, line.entry.done.clone()),
    ]
    .into_iter()
    .chain(came.map(|(at, one)| (format!("{id}:came:{at}"), CAME, one.came.clone())))
    .filter(|(_, _, text)| !text.trim().is_empty())
    .collect()
}

/// The names and codes of the roster that stand in a text as words of their own.
fn on_roster(text: &str, names: &BTreeMap<String, String>) -> Vec<String> {
    let apart = |c: char| !(c.is_alphanumeric() || c == '-');
    let of_text: BTreeSet<&str> = text.split(apart).flat_map(|word| [word, own(word)]).collect();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for (code, name) in names {
        let parts = name.split(apart).filter(|part| part.chars().count() > 2);
        found.extend(parts.chain([code.as_str()]).filter(|word| of_text.contains(word)));
    }
    found.into_iter().map(str::to_owned).collect()
}

/// A word without the s of whose it is, where no apostrophe has cut that off.
fn own(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

fn week(calendar: Option<&Calendar>, line: &RegisterLine) -> String {
    match calendar {
        None => String::new(),
        Some(calendar) => match calendar.week(line.day) {
            0 => "before class 1".to_owned(),
            week if week > calendar.weeks() => "after the course".to_owned(),
            week => week.to_string(),
        },
    }
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn said_words(said: Said) -> &'static str {
    match said {
        Said::Yes => "yes",
        Said::No => "no",
        Said::Unsure => "not known",
    }
}

fn lasted(lasted: Lasted) -> &'static str {
    match lasted {
        Lasted::Minutes => "minutes",
        Lasted::Hours => "hours",
        Lasted::Days => "days",
        Lasted::Longer => "a week or longer",
        Lasted::Unknown => "not known",
    }
}

fn about(entries: usize, texts: usize) -> String {
    format!(
        "Register of hard experiences. Entries: {entries}. Texts in somebody's own words: \
         {texts}, each read and chosen before it went along.\n\nIt holds no names, no study codes \
         and no dates. Entries and people have numbers that were drawn for this file alone; the \
         next one has others. In place of a day stands the week of the course. An empty cell means \
         that nothing was noted.\n\nAmong few people, somebody can be recognized by what happened \
         to them. Hand it on with care.\n"
    )
}

fn paper(course: &Course, rows: &[Row], about: &str) -> Paper {
    let section = |row: &Row| Section {
        id: format!("entry-{}", row[0]),
        title: format!("Entry {}", row[0]),
        blocks: vec![Block::List {
            ordered: false,
            items: COLUMNS
                .iter()
                .zip(row)
                .skip(1)
                .filter(|(_, cell)| !cell.is_empty())
                .map(item)
                .collect(),
        }],
    };
    let mut paragraphs = about.trim().split("\n\n");
    Paper {
        language: course.manifest.language.clone(),
        eyebrow: "For the ethics board".to_owned(),
        title: "Register of hard experiences".to_owned(),
        lead: paragraphs.next().unwrap_or_default().to_owned(),
        sections: [Section {
            id: "about".to_owned(),
            title: "What is in it".to_owned(),
            blocks: paragraphs
                .map(|text| Block::Paragraph { text: vec![Inline::Text { text: text.to_owned() }] })
                .collect(),
        }]
        .into_iter()
        .chain(rows.iter().map(section))
        .collect(),
        credit: String::new(),
    }
}

fn item((column, cell): (&&str, &String)) -> Vec<Inline> {
    let mut name = column.replace('_', " ");
    name[..1].make_ascii_uppercase();
    vec![Inline::Strong { text: format!("{name}:") }, Inline::Text { text: format!(" {cell}") }]
}

/// In an order that the host's dice make.
fn shuffled<T>(ports: &dyn Ports, items: Vec<T>) -> Vec<T> {
    let mut drawn: Vec<([u8; 16], T)> = items
        .into_iter()
        .map(|item| {
            let mut random = [0; 16];
            ports.random(&mut random);
            (random, item)
        })
        .collect();
    drawn.sort_by_key(|(random, _)| *random);
    drawn.into_iter().map(|(_, item)| item).collect()
}
