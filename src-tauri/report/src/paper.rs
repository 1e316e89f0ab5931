//! A page as a PDF file: typst sets it, with fonts of our own and nothing from this machine.
//!
//! The same page gives the same bytes: no clock, no chance, no system fonts. It is tagged for
//! screen readers (PDF/UA-1). What it says goes in as JSON, so no sign in it means anything.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use evenkeel_core::error::{Code, Error, Result};
use evenkeel_core::paper::Paper;
use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::print::printable;

/// Writes a page to `path` as a PDF file, in place of what was there.
///
/// # Errors
/// [`Code::ReadOnly`], [`Code::DiskFull`] or [`Code::NotFound`], and then what was there stays;
/// [`Code::Fault`] when the page cannot be set.
pub fn write_paper(paper: &Paper, path: &Path) -> Result<()> {
    let bytes = render(paper)?;
    let name = path
        .file_name()
        .ok_or_else(|| Error::refused("Please choose a name for the file."))?
        .to_string_lossy();
    let half = path.with_file_name(format!(".{name}.writing"));
    let written = fs::write(&half, bytes).and_then(|()| fs::rename(&half, path));
    if written.is_err() {
        let _ = fs::remove_file(&half);
    }
    Ok(written?)
}

/// A page as the bytes of a PDF file, the same for the same page.
///
/// A sign that the fonts do not have is set as a box, and a word too long for a line is broken.
///
/// # Errors
/// [`Code::Fault`] when it cannot be set.
pub fn render(paper: &Paper) -> Result<Vec<u8>> {
    let page = json!({ "paper": paper });
    Desk::new("paper.typ", include_str!("paper.typ"), &paper.language, page, None)?.set()
}

fn fault(problems: &[SourceDiagnostic]) -> Error {
    let words: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    Error::new(Code::Fault, format!("paper: {}", words.join("; ")))
}

/// What typst may see: the template, the page's data, a picture where it has one, and our fonts.
pub(crate) struct Desk {
    template: Source,
    data: FileId,
    json: Bytes,
    picture: FileId,
    svg: Option<Bytes>,
}

/// Fonts that are the same on every machine. Their licence lies beside them.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 5] = [
        include_bytes!("../fonts/Literata-Regular.ttf"),
        include_bytes!("../fonts/Literata-Italic.ttf"),
        include_bytes!("../fonts/Literata-SemiBold.ttf"),
        include_bytes!("../fonts/SourceSans3-Regular.otf"),
        include_bytes!("../fonts/SourceSans3-Semibold.otf"),
    ];
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

impl Desk {
    /// A desk with a template and what is to be set with it, in `language`. The template finds the
    /// picture as `picture.svg`.
    pub(crate) fn new(
        name: &str,
        template: &str,
        language: &str,
        page: Value,
        picture: Option<String>,
    ) -> Result<Self> {
        let (lang, region) = tongue(language);
        let mut data = without_surprises(page);
        data["lang"] = lang.into();
        data["region"] = region.into();
        data["sheet"] = sheet(region).into();
        Ok(Self {
            template: Source::new(file(name)?, template.to_owned()),
            data: file("paper.json")?,
            json: Bytes::new(serde_json::to_vec(&data)?),
            picture: file("picture.svg")?,
            svg: picture.map(Bytes::from_string),
        })
    }

    /// The bytes of a PDF file, tagged for screen readers.
    pub(crate) fn set(&self) -> Result<Vec<u8>> {
        let Warned { output, .. } = typst::compile::<PagedDocument>(self);
        let document = output.map_err(|problems| fault(&problems))?;
        let standards = PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1])
            .map_err(|problem| Error::new(Code::Fault, problem.message().as_str()))?;
        let options = PdfOptions {
            creator: Smart::Custom(Some("Evenkeel".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|problems| fault(&problems))?;
        // What was laid out is remembered for the next time; a whole cohort's pages are much alike.
        typst::comemo::evict(3);
        Ok(bytes)
    }
}

fn file(name: &str) -> Result<FileId> {
    let path = VirtualPath::new(name)
        .map_err(|error| Error::new(Code::Fault, format!("{name}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The language and the region of a BCP 47 tag: English and the United States where it has none.
fn tongue(tag: &str) -> (&str, &str) {
    let letters = |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut parts = tag.split('-').filter(letters);
    let lang = parts.next().filter(|lang| (2..=3).contains(&lang.len())).unwrap_or("en");
    (lang, parts.find(|part| part.len() == 2).unwrap_or("US"))
}

/// The sheet that printers hold there: US Letter in North America and its neighbors, else A4.
fn sheet(region: &str) -> &'static str {
    match region {
        "US" | "CA" | "MX" | "PR" | "PH" | "CL" | "CO" | "VE" => "us-letter",
        _ => "a4",
    }
}

/// The page with every text made printable. Addresses and the names of kinds stay as they are.
fn without_surprises(value: Value) -> Value {
    match value {
        Value::String(text) => {
            let sets = |text: &str| {
                let has = |font: &Font, c: char| font.info().coverage.contains(c.into());
                FONTS.iter().any(|font| text.chars().all(|c| has(font, c)))
            };
            Value::String(printable(&text, sets))
        }
        Value::Array(items) => items.into_iter().map(without_surprises).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| match name.as_str() {
                "kind" | "to" => (name, value),
                _ => (name, without_surprises(value)),
            })
            .collect(),
        other => other,
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let picture = self.svg.clone().filter(|_| id == self.picture);
        let json = (id == self.data).then(|| self.json.clone());
        json.or(picture).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// No clock: a page must not change from one day to the next.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
