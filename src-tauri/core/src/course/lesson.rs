//! A lesson: Markdown in, a small tree out, which the screen draws without raw HTML.

use serde::Serialize;
use ts_rs::TS;

use super::finding::Finding;
use super::markdown;

/// Reads a lesson.
///
/// It knows `##` headings, paragraphs, `*stressed*` and `**strong**` words, lists of one level,
/// `https` links, and quotes that begin with `[!note] Term`, `[!try exercise] Title` or
/// `[!for] role, role`. Straight quotes and apostrophes become typographic ones. Nothing else is
/// drawn, so nothing else is let in.
///
/// # Errors
/// Everything in it that the screen could not draw, each with its line.
///
/// # Example
/// ```
/// use evenkeel_core::course::lesson::parse;
/// let lesson = parse("## A second\n\nIt's about *that* second.").unwrap();
/// assert_eq!(lesson.sections[0].id, "a-second");
/// assert_eq!(lesson.words, 6);
/// assert_eq!(parse("# Too big").unwrap_err()[0].line, 1);
/// ```
pub fn parse(markdown: &str) -> Result<Lesson, Vec<Problem>> {
    let page = markdown::page(markdown);
    if page.problems.is_empty() { Ok(page.lesson) } else { Err(page.problems) }
}

/// Something in a lesson that cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong, a whole sentence.
    pub problem: String,
    /// What to do, a whole sentence.
    pub remedy: String,
}

impl Problem {
    /// The same as a finding about `file`.
    pub fn in_file(self, file: &str) -> Finding {
        Finding::new(file, self.problem, self.remedy).at(Some(self.line))
    }
}

/// One lesson, cut into its sections.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Lesson {
    /// The language of its words, BCP 47, where they are not translated into the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lang: Option<String>,
    /// Its words, counted: all that is read, but not the list of sources.
    pub words: u32,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

impl Lesson {
    /// The ids of the exercises that its boxes ask for, in order.
    pub fn exercises(&self) -> impl Iterator<Item = &String> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Try { exercise, .. } => exercise.as_ref(),
            _ => None,
        })
    }

    /// Whether it has as many sections as another page and asks for the same exercises.
    pub(crate) fn is_laid_out_as(&self, other: &Self) -> bool {
        self.sections.len() == other.sections.len() && self.exercises().eq(other.exercises())
    }
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
    /// An exercise: `> [!try stress-map] Title`.
    Try {
        /// The id of the exercise that is done in the program; none for one on paper alone.
        exercise: Option<String>,
        /// Its title.
        title: String,
        /// What to do.
        blocks: Vec<Block>,
    },
    /// The same point told for several roles: quotes that begin with `> [!for] family-coach` and
    /// follow each other. The first is for whoever has none of the roles.
    Variants {
        /// One a quote.
        variants: Vec<Variant>,
    },
    /// Numbers in rows and columns. No Markdown makes one: reports do.
    Table {
        /// What it shows.
        caption: String,
        /// The heads of the columns.
        head: Vec<String>,
        /// The rows, a cell for each head; the first cell names the row.
        rows: Vec<Vec<String>>,
    },
    /// Shares drawn as bars. No Markdown makes them: reports do.
    Bars {
        /// What they show.
        caption: String,
        /// The same in words, for whoever does not see them.
        words: String,
        /// The bars, in order.
        bars: Vec<Bar>,
    },
    /// The run of a class, from a list in which each item begins with its minutes.
    Steps {
        /// The steps, in order.
        steps: Vec<Step>,
    },
    /// Room to write by hand, on pages that are printed.
    Lines {
        /// What is written there; may be empty.
        label: String,
        /// A sentence or two about it; may be empty.
        hint: String,
        /// How many lines.
        lines: u32,
    },
    /// What follows begins a sheet of its own, on pages that are printed.
    NewPage,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// Its number, as it is read.
    pub value: String,
    /// How long it is, from 0 to 1; none where the number is hidden.
    pub share: Option<f64>,
}

/// A point told for some roles.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Variant {
    /// The ids of the roles it is told for.
    pub roles: Vec<String>,
    /// What it says.
    pub text: Vec<Inline>,
}

/// One step of a class.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Step {
    /// How long it takes, minutes.
    pub minutes: u32,
    /// Its name.
    pub title: String,
    /// What is done.
    pub text: Vec<Inline>,
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
    /// A word that the glossary explains, where it first stands in a lesson.
    Term {
        /// The word as it stands here.
        text: String,
        /// The id of its entry.
        term: String,
    },
}

impl Inline {
    /// The words, without their stress.
    pub fn words(&self) -> &str {
        match self {
            Self::Text { text }
            | Self::Em { text }
            | Self::Strong { text }
            | Self::Link { text, .. }
            | Self::Term { text, .. } => text,
        }
    }
}
