//! Full-text search over everything that can be read in the content folder.
//!
//! The index lives in memory and is made when it is first asked: it holds nothing of the person's.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::lesson::{Block, Inline, Section};
use super::{Course, Part};
use crate::error::Result;

/// The most results of one search.
const MOST: usize = 30;
/// Around the words that were found; characters that stand in no content.
const MARKS: (char, char) = ('\u{2}', '\u{3}');

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Found {
    /// Where it leads.
    pub target: Target,
    /// Its name.
    pub title: String,
    /// What it belongs to, such as a lesson's title; empty where it stands alone.
    pub within: String,
    /// A few words around what was found.
    pub excerpt: Vec<Excerpt>,
}

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Excerpt {
    /// Its words.
    pub text: String,
    /// Whether these are the words that were looked for.
    pub hit: bool,
}

/// A place that a search leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Target {
    /// A section of a lesson.
    Lesson {
        /// The part's id.
        part: String,
        /// The section's id.
        section: String,
    },
    /// A printable card.
    Card {
        /// The part's id.
        part: String,
    },
    /// A class plan: for trainers.
    Class {
        /// The part's id.
        part: String,
    },
    /// An exercise.
    Exercise {
        /// Its id.
        id: String,
    },
    /// A practice, by its name or by the words of its voice.
    Practice {
        /// Its id.
        id: String,
    },
    /// A boundary scenario.
    Scenario {
        /// Its id.
        id: String,
    },
    /// A word of the glossary.
    Term {
        /// Its id.
        id: String,
    },
    /// A help line or the page for strong reactions.
    Help,
    /// A resource.
    Resource {
        /// Its id.
        id: String,
    },
}

impl Target {
    /// Whether it belongs to the course, and not to the help that everybody has.
    fn of_course(&self) -> bool {
        !matches!(self, Self::Help | Self::Resource { .. } | Self::Term { .. })
    }
}

/// For whom a search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Somebody who takes the course.
    Learner,
    /// Somebody who teaches it: class plans as well.
    Teacher,
    /// Somebody who has help and resources only.
    Guest,
}

/// The index.
#[derive(Debug)]
pub struct Index(Connection);

impl Index {
    /// Reads the whole course into an index.
    ///
    /// # Errors
    /// When there is no memory left.
    pub fn of(course: &Course) -> Result<Self> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE entry USING fts5
             (title, body, within UNINDEXED, target UNINDEXED, tokenize = 'porter unicode61')",
        )?;
        let mut index = Self(connection);
        index.fill(course)?;
        Ok(index)
    }

    /// What stands in the course under these words, the best first, while they are being typed:
    /// the last one may be a beginning. Nothing for no words.
    ///
    /// # Errors
    /// When there is no memory left.
    pub fn search(&self, words: &str, reader: Reader) -> Result<Vec<Found>> {
        let query = query(words);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let (open, close) = (MARKS.0.to_string(), MARKS.1.to_string());
        let mut statement = self.0.prepare_cached(
            // A hit in a title comes first, the shortest title before the others.
            "SELECT title, within, target, snippet(entry, 1, ?2, ?3, '…', 18),
                    instr(highlight(entry, 0, ?2, ?3), ?2) AS titled
             FROM entry WHERE entry MATCH ?1
             ORDER BY titled = 0, iif(titled, length(title), 0), bm25(entry)",
        )?;
        let mut rows = statement.query(params![query, open, close])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let target: Target = serde_json::from_str(&row.get::<_, String>(2)?)?;
            let allowed = match reader {
                Reader::Teacher => true,
                Reader::Learner => !matches!(target, Target::Class { .. }),
                Reader::Guest => !target.of_course(),
            };
            if allowed {
                let excerpt = pieces(&row.get::<_, String>(3)?);
                found.push(Found { target, title: row.get(0)?, within: row.get(1)?, excerpt });
            }
            if found.len() == MOST {
                break;
            }
        }
        Ok(found)
    }

    fn fill(&mut self, course: &Course) -> Result<()> {
        let transaction = self.0.transaction()?;
        let add = |target: Target, title: &str, within: &str, body: &str| -> Result<()> {
            transaction
                .prepare_cached(
                    "INSERT INTO entry (title, body, within, target) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![title, body, within, serde_json::to_string(&target)?])?;
            Ok(())
        };
        for part in &course.manifest.parts {
            let id = || part.id.clone();
            let lesson = course.lesson_of(part);
            if let Some(first) = lesson.sections.first() {
                let target = Target::Lesson { part: id(), section: first.id.clone() };
                add(target, &part.title, "", &part.lead)?;
            }
            for section in &lesson.sections {
                let target = Target::Lesson { part: id(), section: section.id.clone() };
                add(target, &section.title, &part.title, &words_of(section))?;
            }
            let (card, class) = (course.card_of(part), course.class_of(part));
            add(Target::Card { part: id() }, &card_title(part), "", &page(&card.sections))?;
            add(Target::Class { part: id() }, &part.title, "", &page(&class.sections))?;
        }
        for exercise in &course.exercises {
            let fields =
                exercise.fields.iter().map(|field| format!("{}. {}", field.label, field.hint));
            let body = std::iter::once(exercise.about.clone()).chain(fields).collect::<Vec<_>>();
            let within = course.part_of_exercise(&exercise.id).map_or("", |part| &part.title);
            add(
                Target::Exercise { id: exercise.id.clone() },
                &exercise.title,
                within,
                &body.join(" "),
            )?;
        }
        for practice in &course.practices {
            let script = &practice.script;
            let cues = script.cues.iter().map(|cue| cue.text.as_str());
            let body = std::iter::once(script.about.as_str()).chain(cues).collect::<Vec<_>>();
            add(Target::Practice { id: script.id.clone() }, &script.title, "", &body.join(" "))?;
        }
        for one in &course.deck.scenarios {
            let parts = [&one.scene, &one.notice, &one.tell, &one.step_back];
            let body = parts.into_iter().chain(&one.might).cloned().collect::<Vec<_>>().join(" ");
            let within = course.deck.places.iter().find(|place| place.id == one.place);
            let within = within.map_or("", |place| &place.title);
            add(Target::Scenario { id: one.id.clone() }, &one.title, within, &body)?;
        }
        for term in &course.glossary {
            add(Target::Term { id: term.id.clone() }, &term.title, "", &term.text)?;
        }
        for line in &course.help.lines {
            let body = format!("{} {} {}", line.about, line.how, line.hours);
            add(Target::Help, &line.name, "", &body)?;
        }
        let hard = &course.help.strong_reaction;
        add(Target::Help, &hard.title, "", &hard.text.join(" "))?;
        for one in &course.resources.resources {
            let body = format!("{} {}", one.about, one.how);
            add(Target::Resource { id: one.id.clone() }, &one.name, "", &body)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// The name of a part's card.
fn card_title(part: &Part) -> String {
    format!("Card: {}", part.title)
}

/// Words as FTS5 takes them: each one quoted, the last one as a beginning.
fn query(words: &str) -> String {
    let mut quoted: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\""))
        .collect();
    if let Some(last) = quoted.last_mut() {
        last.push('*');
    }
    quoted.join(" ")
}

fn pieces(marked: &str) -> Vec<Excerpt> {
    let mut pieces = Vec::new();
    for (at, run) in marked.split(MARKS.0).enumerate() {
        let (hit, rest) =
            if at == 0 { ("", run) } else { run.split_once(MARKS.1).unwrap_or((run, "")) };
        for (text, hit) in [(hit, true), (rest, false)] {
            if !text.is_empty() {
                pieces.push(Excerpt { text: text.to_owned(), hit });
            }
        }
    }
    pieces
}

fn page(sections: &[Section]) -> String {
    sections
        .iter()
        .map(|one| format!("{}. {}", one.title, words_of(one)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn words_of(section: &Section) -> String {
    let mut words = String::new();
    collect(&section.blocks, &mut words);
    words
}

fn collect(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph { text } => push(out, text),
            Block::List { items, .. } => items.iter().for_each(|item| push(out, item)),
            Block::Variants { variants } => variants.iter().for_each(|one| push(out, &one.text)),
            Block::Steps { steps } => steps.iter().for_each(|step| {
                out.push_str(&format!("{}. ", step.title));
                push(out, &step.text);
            }),
            // Lessons have none.
            Block::Table { .. } | Block::Bars { .. } => {}
            Block::Note { title, blocks } | Block::Try { title, blocks, .. } => {
                out.push_str(&format!("{title}. "));
                collect(blocks, out);
            }
            Block::Lines { .. } | Block::NewPage => {}
        }
    }
}

fn push(out: &mut String, text: &[Inline]) {
    text.iter().for_each(|inline| out.push_str(inline.words()));
    out.push(' ');
}
