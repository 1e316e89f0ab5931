//! Running text: words, their stress, links, and what is refused among them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Reader;
use crate::course::lesson::Inline;
use crate::course::text::push_text;

impl Reader<'_> {
    /// Running text up to the next event that is not part of it. A line break is kept as `\n`.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        let mut inlines = Vec::new();
        loop {
            let inline = match self.events.peek() {
                Some((event, _)) if is_inline(event) => self.events.next(),
                _ => return inlines,
            };
            let Some((event, range)) = inline else { return inlines };
            match event {
                Event::Text(text) => push_text(&mut inlines, &text),
                Event::SoftBreak => push_text(&mut inlines, "\n"),
                Event::Start(Tag::Emphasis) => inlines.push(Inline::Em { text: self.inner() }),
                Event::Start(Tag::Strong) => inlines.push(Inline::Strong { text: self.inner() }),
                Event::Start(Tag::Link { dest_url, title, .. }) => {
                    if !dest_url.starts_with("https://") || !title.is_empty() {
                        self.problem(
                            &range,
                            "This link is not a plain https address.",
                            "Write it as [words](https://…).",
                        );
                    }
                    inlines.push(Inline::Link { text: self.inner(), to: dest_url.into_string() });
                }
                other => self.refuse(&other, &range),
            }
        }
    }

    /// The words up to the end of a stress or a link that has begun.
    fn inner(&mut self) -> String {
        let mut text = String::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Text(more) => text.push_str(&more),
                Event::SoftBreak => text.push(' '),
                Event::End(_) => break,
                other => self.refuse(&other, &range),
            }
        }
        text
    }

    pub(super) fn refuse(&mut self, event: &Event, range: &Range<usize>) {
        let what = match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => "HTML",
            Event::Start(Tag::Image { .. }) => "An image",
            Event::Start(Tag::Table(_)) => "A table",
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => "Code",
            Event::Start(Tag::Heading { .. }) => "A heading inside something else",
            Event::Start(Tag::BlockQuote(_)) => "A quote inside something else",
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. }) => {
                "A stress or link inside another"
            }
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => "A footnote",
            Event::Start(Tag::Strikethrough) => "Struck-out text",
            Event::HardBreak => "A forced line break (two spaces or a backslash at the end)",
            Event::Rule => "A dividing line",
            Event::TaskListMarker(_) => "A tick box",
            _ => "Something",
        };
        self.problem(
            range,
            &format!("{what} stands here, which a page cannot hold."),
            "Use headings with ##, paragraphs, *stress*, **weight**, lists and https links.",
        );
        if matches!(event, Event::Start(_)) {
            self.skip();
        }
    }

    /// Leaves out the rest of what has begun.
    pub(super) fn skip(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => depth += 1,
                Some((Event::End(_), _)) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(_) | Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}
