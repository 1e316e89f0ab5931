//! The words that the course explains, and where they first stand in a lesson.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::lesson::{Block, Inline, Lesson};

/// `course/glossary.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// The version of this format: 1.
    pub format_version: u32,
    /// Its entries.
    #[serde(rename = "term")]
    pub terms: Vec<Term>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The word itself.
    pub title: String,
    /// The forms in which it stands in running text, in lower case.
    #[serde(skip_serializing, default)]
    #[ts(skip)]
    pub words: Vec<String>,
    /// What it means.
    pub text: String,
}

/// Marks each term where it first stands in a lesson, so that it can be explained in place. A term
/// that has a note of its own in the lesson is left alone.
pub fn mark(lesson: &mut Lesson, terms: &[Term]) {
    let noted: Vec<String> = lesson
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter_map(|block| match block {
            Block::Note { title, .. } => Some(title.to_lowercase()),
            _ => None,
        })
        .collect();
    // Longer forms first: "working alliance" before "alliance".
    let mut forms: Vec<(&str, &str)> = terms
        .iter()
        .filter(|term| !noted.contains(&term.title.to_lowercase()))
        .flat_map(|term| term.words.iter().map(|word| (word.as_str(), term.id.as_str())))
        .collect();
    forms.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    for section in &mut lesson.sections {
        mark_blocks(&mut section.blocks, &mut forms);
    }
}

fn mark_blocks(blocks: &mut [Block], forms: &mut Vec<(&str, &str)>) {
    for block in blocks {
        match block {
            Block::Paragraph { text } => mark_text(text, forms),
            Block::List { items, .. } => items.iter_mut().for_each(|item| mark_text(item, forms)),
            Block::Note { blocks, .. } | Block::Try { blocks, .. } => mark_blocks(blocks, forms),
            // Each reader sees one of them, so each of them explains its own words.
            Block::Variants { variants } => {
                let before = forms.clone();
                let mut after = forms.clone();
                for variant in variants {
                    let mut left = before.clone();
                    mark_text(&mut variant.text, &mut left);
                    after.retain(|form| left.contains(form));
                }
                *forms = after;
            }
            Block::Steps { .. }
            | Block::Lines { .. }
            | Block::NewPage
            | Block::Table { .. }
            | Block::Bars { .. } => {}
        }
    }
}

fn mark_text(text: &mut Vec<Inline>, forms: &mut Vec<(&str, &str)>) {
    let mut marked = Vec::with_capacity(text.len());
    for inline in std::mem::take(text) {
        match inline {
            Inline::Text { text } => split(&text, forms, &mut marked),
            other => marked.push(other),
        }
    }
    *text = marked;
}

/// Cuts a run of words at the earliest terms in it.
fn split(text: &str, forms: &mut Vec<(&str, &str)>, out: &mut Vec<Inline>) {
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let next = forms
            .iter()
            .filter_map(|(word, term)| find_word(&lower, word, from).map(|at| (at, *word, *term)))
            .min_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())));
        let Some((at, word, term)) = next else { break };
        let end = at + word.len();
        if at > from {
            out.push(Inline::Text { text: text[from..at].to_owned() });
        }
        out.push(Inline::Term { text: text[at..end].to_owned(), term: term.to_owned() });
        forms.retain(|(_, other)| *other != term);
        from = end;
    }
    if from < text.len() {
        out.push(Inline::Text { text: text[from..].to_owned() });
    }
}

/// Where `word` stands by itself in `text`, from a byte on.
fn find_word(text: &str, word: &str, from: usize) -> Option<usize> {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    text[from..].match_indices(word).map(|(at, _)| from + at).find(|&at| {
        !is_letter(text[..at].chars().next_back())
            && !is_letter(text[at + word.len()..].chars().next())
    })
}
