//! The little Markdown that lessons and class plans are written in.
//!
//! Extensions such as tables are switched on in the parser only so that they can be refused:
//! switched off, they would come through as odd-looking text.

mod inline;

use std::collections::HashSet;
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::finding::line_at;
use super::lesson::{Block, Inline, Lesson, Problem, Section, Variant};
use super::text::{one_line, plain, slug, split_first_line, word_count};

/// A page, read as far as it can be.
pub(in crate::course) struct Page {
    pub lesson: Lesson,
    /// Everything that is read on it, in order.
    pub passages: Vec<Passage>,
    pub problems: Vec<Problem>,
}

/// One run of text with the line it begins on.
pub(in crate::course) struct Passage {
    pub line: u32,
    pub kind: PassageKind,
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::course) enum PassageKind {
    Heading,
    Paragraph,
    Item,
    /// A list item that is one link and nothing else: a reference, looked up and not read.
    Source,
    /// What another role reads in place of the variant before it.
    Other,
}

/// Reads a page.
pub(in crate::course) fn page(markdown: &str) -> Page {
    let options = Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let events: Vec<_> = Parser::new_ext(markdown, options).into_offset_iter().collect();
    let mut reader = Reader {
        source: markdown,
        events: events.into_iter().peekable(),
        passages: Vec::new(),
        problems: Vec::new(),
    };
    let sections = reader.sections();
    let words = reader
        .passages
        .iter()
        .filter(|passage| !matches!(passage.kind, PassageKind::Source | PassageKind::Other))
        .map(|passage| word_count(&passage.text))
        .sum();
    let Reader { passages, mut problems, .. } = reader;
    problems.sort_by_key(|problem| problem.line);
    Page { lesson: Lesson { lang: None, words, sections }, passages, problems }
}

/// What a block stands in or after.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Page,
    /// The block before it is told for a role.
    Variant,
    Quote,
}

/// The first line of a quote, which says what it is.
enum Opening {
    Note(String),
    Try(Option<String>, String),
    For(Vec<String>),
}

impl Opening {
    fn read(line: &str) -> Option<Self> {
        let (kind, rest) = line.trim().strip_prefix("[!")?.split_once(']')?;
        let rest = rest.trim();
        let (kind, named) = kind.split_once(' ').unwrap_or((kind, ""));
        let roles = || rest.split(',').map(|role| role.trim().to_owned()).collect();
        match (kind, rest.is_empty()) {
            ("note", false) if named.is_empty() => Some(Self::Note(rest.to_owned())),
            ("try", false) => {
                let exercise = Some(named.trim().to_owned()).filter(|id| !id.is_empty());
                Some(Self::Try(exercise, rest.to_owned()))
            }
            ("for", false) if named.is_empty() => Some(Self::For(roles())),
            _ => None,
        }
    }
}

struct Reader<'a> {
    source: &'a str,
    events: Peekable<IntoIter<(Event<'a>, Range<usize>)>>,
    passages: Vec<Passage>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn sections(&mut self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut empty = None;
        let mut ids = HashSet::new();
        while let Some((event, range)) = self.events.next() {
            if let Event::Start(Tag::Heading { level, .. }) = event {
                self.nothing_under(empty.replace(range.clone()));
                let title = self.heading(level, &range);
                let id = slug(&title);
                if !ids.insert(id.clone()) {
                    self.problem(
                        &range,
                        "Two sections have the same heading.",
                        "Change one of them.",
                    );
                }
                sections.push(Section { id, title, blocks: Vec::new() });
            } else if let Some(section) = sections.last_mut() {
                empty = None;
                let follows = matches!(section.blocks.last(), Some(Block::Variants { .. }));
                let block =
                    self.block(event, &range, if follows { Around::Variant } else { Around::Page });
                match (section.blocks.last_mut(), block) {
                    (
                        Some(Block::Variants { variants }),
                        Some(Block::Variants { variants: more }),
                    ) => {
                        variants.extend(more);
                    }
                    (_, block) => section.blocks.extend(block),
                }
            } else {
                self.problem(
                    &range,
                    "There is text before the first heading.",
                    "Begin with a line that starts with ##.",
                );
                self.block(event, &range, Around::Page);
            }
        }
        self.nothing_under(empty);
        if sections.is_empty() && self.problems.is_empty() {
            self.problem(&(0..0), "There is nothing here.", "Write at least one section.");
        }
        sections
    }

    /// Tells of a heading that nothing follows.
    fn nothing_under(&mut self, heading: Option<Range<usize>>) {
        if let Some(range) = heading {
            self.problem(
                &range,
                "Nothing stands under this heading.",
                "Write the section, or take the heading out.",
            );
        }
    }

    fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) -> String {
        if level != HeadingLevel::H2 {
            self.problem(range, "This heading does not have two #.", "Write it as ## and a space.");
        }
        let text = plain(&self.inlines());
        self.events.next();
        if slug(&text).is_empty() {
            self.problem(range, "This heading has no words.", "Give it some, or take it out.");
        }
        self.passage(range, PassageKind::Heading, &text);
        text
    }

    /// One block from its first event, which has been taken: none where it is refused.
    fn block(&mut self, event: Event, range: &Range<usize>, around: Around) -> Option<Block> {
        match event {
            Event::Start(Tag::Paragraph) => {
                let text = one_line(self.inlines());
                self.events.next();
                self.passage(range, PassageKind::Paragraph, &plain(&text));
                Some(Block::Paragraph { text })
            }
            Event::Start(Tag::List(first)) => Some(self.list(first, range)),
            Event::Start(Tag::BlockQuote(_)) if around != Around::Quote => {
                self.quote(range, around)
            }
            other => {
                self.refuse(&other, range);
                None
            }
        }
    }

    fn list(&mut self, first: Option<u64>, range: &Range<usize>) -> Block {
        if first.is_some_and(|first| first != 1) {
            self.problem(range, "This list does not begin at 1.", "Number it from 1.");
        }
        let mut items = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.item(&range)),
                _ => break,
            }
        }
        Block::List { ordered: first.is_some(), items }
    }

    fn item(&mut self, range: &Range<usize>) -> Vec<Inline> {
        let mut text = Vec::new();
        loop {
            let begun = one_line(self.inlines());
            if !begun.is_empty() && !text.is_empty() {
                self.problem(
                    range,
                    "This list item has more than one paragraph.",
                    "Make it one paragraph, or two items.",
                );
            }
            text.extend(begun);
            match self.events.next() {
                Some((Event::End(TagEnd::Item), _)) | None => break,
                Some((Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph), _)) => {}
                Some((Event::Start(Tag::List(_)), range)) => {
                    self.problem(&range, "A list stands inside a list.", "Make it one list.");
                    self.skip();
                }
                Some((other, range)) => self.refuse(&other, &range),
            }
        }
        if text.is_empty() {
            self.problem(range, "This list item is empty.", "Write it, or take it out.");
        }
        let is_source = matches!(text.as_slice(), [Inline::Link { .. }]);
        let kind = if is_source { PassageKind::Source } else { PassageKind::Item };
        self.passage(range, kind, &plain(&text));
        text
    }

    fn quote(&mut self, range: &Range<usize>, around: Around) -> Option<Block> {
        let first = match self.events.peek() {
            Some((Event::Start(Tag::Paragraph), _)) => {
                self.events.next();
                let first = self.inlines();
                self.events.next();
                first
            }
            _ => Vec::new(),
        };
        let (opening, first) = split_first_line(first);
        let Some(opening) = Opening::read(&opening) else {
            self.problem(
                range,
                "This quote does not say what it is.",
                "Begin it with [!note] and a term, [!try exercise] and a title, or [!for] and a role.",
            );
            self.skip();
            return None;
        };
        let kind = match (&opening, around) {
            (Opening::For(_), Around::Variant) => PassageKind::Other,
            _ => PassageKind::Paragraph,
        };
        if let Opening::Note(title) | Opening::Try(_, title) = &opening {
            self.passage(range, PassageKind::Heading, title);
        }
        let mut blocks = Vec::new();
        let first = one_line(first);
        if !first.is_empty() {
            self.passage(range, kind, &plain(&first));
            blocks.push(Block::Paragraph { text: first });
        }
        while let Some((event, range)) = self.events.next() {
            if event == Event::End(TagEnd::BlockQuote(None)) {
                break;
            }
            blocks.extend(self.block(event, &range, Around::Quote));
        }
        if blocks.is_empty() {
            self.problem(range, "This box has a title and nothing else.", "Write what it says.");
        }
        match opening {
            Opening::Note(title) => Some(Block::Note { title, blocks }),
            Opening::Try(exercise, title) => Some(Block::Try { exercise, title, blocks }),
            Opening::For(roles) => match <[Block; 1]>::try_from(blocks) {
                Ok([Block::Paragraph { text }]) => {
                    Some(Block::Variants { variants: vec![Variant { roles, text }] })
                }
                _ => {
                    self.problem(
                        range,
                        "What is told for a role is not one paragraph.",
                        "Make it one paragraph.",
                    );
                    None
                }
            },
        }
    }

    fn passage(&mut self, range: &Range<usize>, kind: PassageKind, text: &str) {
        let line = line_at(self.source, range.start);
        self.passages.push(Passage { line, kind, text: text.to_owned() });
    }

    fn problem(&mut self, range: &Range<usize>, problem: &str, remedy: &str) {
        self.problems.push(Problem {
            line: line_at(self.source, range.start),
            problem: problem.to_owned(),
            remedy: remedy.to_owned(),
        });
    }
}
