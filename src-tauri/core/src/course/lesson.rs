//! A lesson: Markdown in, a small tree out, which the screen draws without raw HTML.

use serde::Serialize;
use ts_rs::TS;

/// One lesson, cut into its sections.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Lesson {
    /// Its words, counted.
    pub words: u32,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

/// One section: a heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Section {
    /// Made from the heading: lower case, joined by hyphens; unique in the lesson.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A block of a section.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Vec<Inline>,
    },
    /// A list; each item is one run of text.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
    /// A term explained beside the text: `> [!note] Term`.
    Note {
        /// The term.
        title: String,
        /// What it means.
        blocks: Vec<Block>,
    },
    /// An exercise: `> [!try] Title`.
    Try {
        /// Its title.
        title: String,
        /// What to do.
        blocks: Vec<Block>,
    },
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inline {
    /// Words as they are.
    Text {
        /// The words.
        text: String,
    },
    /// Stressed words.
    Em {
        /// The words.
        text: String,
    },
    /// Words that carry weight.
    Strong {
        /// The words.
        text: String,
    },
    /// A source on the web; the program never opens it by itself.
    Link {
        /// The words.
        text: String,
        /// The address.
        to: String,
    },
}
