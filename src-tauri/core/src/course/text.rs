//! Words and runs of text, as the pages and the rules about them need it.

use super::lesson::Inline;

/// How many words a text has: runs without a space or a dash that hold a letter or a digit.
pub(crate) fn word_count(text: &str) -> u32 {
    u32::try_from(words(text).count()).unwrap_or(u32::MAX)
}

/// The words of a text, with the marks around them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// A heading as an id: its letters and digits in lower case, joined by hyphens.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().filter(|c| !matches!(c, '\'' | '’' | '‘')) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

pub(super) fn push_text(inlines: &mut Vec<Inline>, more: &str) {
    match inlines.last_mut() {
        Some(Inline::Text { text }) => text.push_str(more),
        _ => inlines.push(Inline::Text { text: more.to_owned() }),
    }
}

pub(super) fn plain(inlines: &[Inline]) -> String {
    inlines.iter().map(Inline::words).collect::<String>().replace('\n', " ")
}

pub(super) fn one_line(mut inlines: Vec<Inline>) -> Vec<Inline> {
    for inline in &mut inlines {
        if let Inline::Text { text } = inline {
            *text = text.replace('\n', " ");
        }
    }
    inlines
}

/// Takes the first line off the front: no words where it holds a stress or a link.
pub(super) fn split_first_line(mut inlines: Vec<Inline>) -> (String, Vec<Inline>) {
    let alone = inlines.len() == 1;
    let Some(Inline::Text { text }) = inlines.first_mut() else { return (String::new(), inlines) };
    match text.split_once('\n') {
        Some((line, rest)) => {
            let line = line.to_owned();
            *text = rest.to_owned();
            if text.is_empty() {
                inlines.remove(0);
            }
            (line, inlines)
        }
        None if alone => (std::mem::take(text), Vec::new()),
        None => (String::new(), inlines),
    }
}
