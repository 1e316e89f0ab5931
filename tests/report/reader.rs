//! Papers to set, and PDF files read back.

use std::path::Path;

use evenkeel_core::course::lesson::{Block, Inline, Section};
use evenkeel_core::course::load::load;
use evenkeel_core::course::{ContentFolder, Course};
use evenkeel_core::paper::Paper;
use lopdf::{Dictionary, Document, Object};

/// The course that ships.
pub fn course() -> Course {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    load(&ContentFolder::new(folder)).unwrap()
}

/// A paper in US English with one section of one paragraph.
pub fn paper_of(text: &str) -> Paper {
    Paper {
        language: "en-US".to_owned(),
        eyebrow: "Card".to_owned(),
        title: "A page".to_owned(),
        lead: String::new(),
        sections: vec![section("One", vec![paragraph(text)])],
        credit: "Evenkeel contributors, CC BY 4.0.".to_owned(),
    }
}

pub fn section(title: &str, blocks: Vec<Block>) -> Section {
    Section { id: title.to_lowercase(), title: title.to_owned(), blocks }
}

pub fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: vec![words(text)] }
}

pub fn words(text: &str) -> Inline {
    Inline::Text { text: text.to_owned() }
}

/// A PDF file, opened.
pub struct Pdf(Document);

impl Pdf {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Document::load_mem(bytes).unwrap())
    }

    pub fn pages(&self) -> usize {
        self.0.get_pages().len()
    }

    /// Width and height of the first sheet, points.
    pub fn sheet(&self) -> (f32, f32) {
        let first = *self.0.get_pages().get(&1).unwrap();
        let page = self.0.get_dictionary(first).unwrap();
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
        (media[2].as_float().unwrap(), media[3].as_float().unwrap())
    }

    /// Every letter of every page in the order of reading, without blanks: where a line breaks is
    /// the setter's business.
    pub fn letters(&self) -> String {
        let pages: Vec<u32> = self.0.get_pages().keys().copied().collect();
        letters(&self.0.extract_text(&pages).unwrap())
    }

    pub fn catalog(&self) -> &Dictionary {
        self.0.catalog().unwrap()
    }

    pub fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        self.0.dereference(object).unwrap().1.as_dict().unwrap()
    }

    /// The description of the file for other programs, XMP.
    pub fn metadata(&self) -> String {
        let object = self.catalog().get(b"Metadata").unwrap();
        let stream = self.0.dereference(object).unwrap().1.as_stream().unwrap();
        let bytes = stream.get_plain_content().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// How often a kind of tag, such as `H1`, stands in the tree that screen readers follow.
    pub fn tags(&self, kind: &str) -> usize {
        self.0
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|object| {
                object.get(b"S").and_then(Object::as_name).ok() == Some(kind.as_bytes())
            })
            .filter(|object| object.has(b"P"))
            .count()
    }

    /// What stands in for drawings, in words.
    pub fn alternatives(&self) -> Vec<String> {
        let objects = self.0.objects.values().filter_map(|object| object.as_dict().ok());
        let alts = objects.filter_map(|object| object.get(b"Alt").ok());
        alts.map(|alt| lopdf::decode_text_string(alt).unwrap()).collect()
    }

    /// The names of the fonts in the file, and whether each is embedded.
    pub fn fonts(&self) -> Vec<(String, bool)> {
        let mut fonts: Vec<(String, bool)> = self
            .0
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|object| object.has_type(b"FontDescriptor"))
            .map(|font| {
                let name = font.get(b"FontName").and_then(Object::as_name).unwrap();
                let embedded = font.has(b"FontFile2") || font.has(b"FontFile3");
                (String::from_utf8_lossy(name).into_owned(), embedded)
            })
            .collect();
        fonts.sort();
        fonts
    }
}

/// The letters of a text, without blanks and places to break.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}' && *c != '\u{ad}').collect()
}
