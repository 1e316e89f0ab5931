//! Copies of questionnaires as other programs write them, read into one plain shape.
//!
//! What a file says about codes, ranges and scores is passed on and never trusted: the key of the
//! core decides. Nothing is fetched, nothing is unpacked to disk, and nothing outside the file or
//! folder that was named is read.

mod choices;
mod fhir;
mod limesurvey;
mod limits;
mod markup;
mod pasted;
mod plain;
mod redcap;
mod reproschema;
mod sheets;
mod table;
mod text;
mod workbook;
mod zipped;

use std::fmt;
use std::path::Path;

use evenkeel_core::Error;
use evenkeel_core::measures::found::{CopyFormat, CopyFrom, Found, FoundItem, Note, Part};
use sha2::{Digest, Sha256};

pub use limits::{LARGEST_FILE, LARGEST_UNPACKED, MOST_ITEMS};

/// Why a copy was not taken: where, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The place: `row 7 (q3)`, `line 12`, `the member “../x”`.
    pub place: String,
    /// A whole sentence.
    pub reason: String,
}

impl Refusal {
    /// A refusal at a place.
    pub(crate) fn at(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { place: place.into(), reason: reason.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.reason)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::refused(format!("{refusal} Nothing was changed."))
    }
}

/// What a reader gives or why it refuses.
pub(crate) type Outcome<T> = Result<T, Refusal>;

/// Reads a copy, whatever format it is in.
///
/// # Errors
/// [`evenkeel_core::Code::NotFound`] for a path that is not there;
/// [`evenkeel_core::Code::Refused`] with the place and the reason for anything else.
pub fn read(from: CopyFrom<'_>) -> Result<Found, Error> {
    match from {
        CopyFrom::Pasted(text) if text.len() as u64 > LARGEST_FILE => Err(too_large("The text")),
        CopyFrom::Pasted(text) => Ok(read_pasted(text)?),
        CopyFrom::Path(path) => {
            let about = std::fs::metadata(path)?;
            if about.is_dir() {
                return reproschema::read(path, None);
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if about.len() > LARGEST_FILE {
                return Err(too_large(&name));
            }
            let bytes = std::fs::read(path)?;
            if is_activity(&bytes) {
                let folder = path.parent().unwrap_or(Path::new("."));
                return reproschema::read(folder, path.file_name());
            }
            Ok(read_bytes(&name, &bytes)?)
        }
    }
}

fn too_large(what: &str) -> Error {
    let most = LARGEST_FILE / 1024 / 1024;
    Refusal::at(what, format!("This has more than {most} MB. Take the one form out of it.")).into()
}

/// Reads numbered text.
///
/// # Errors
/// With the place and the reason.
pub fn read_pasted(text: &str) -> Result<Found, Refusal> {
    finish(pasted::read(text)?, "", text.as_bytes())
}

/// Reads a file that is already in memory; its name only names it.
///
/// # Errors
/// With the place and the reason.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Found, Refusal> {
    let read = if bytes.starts_with(b"PK\x03\x04") {
        zipped::read(name, bytes)?
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::at(
            name,
            "This is an old Excel file. Save it as .xlsx, then try again.",
        ));
    } else {
        read_text(name, text::decode(name, bytes)?)?
    };
    finish(read, name, bytes)
}

fn read_text(name: &str, text: &str) -> Outcome<Read> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let lower = first.to_lowercase();
    if text.trim_start().starts_with(['{', '[']) {
        fhir::read(name, text)
    } else if text.trim_start().starts_with("<?xml") || text.contains("<LimeSurveyDocType>") {
        Err(Refusal::at(
            name,
            "This is an XML file, such as LimeSurvey’s .lss. Export the survey as tab-separated \
             values, or save the form as CSV.",
        ))
    } else if lower.contains("variable / field name") {
        redcap::read(text)
    } else if lower.contains("type/scale") && lower.contains("class") {
        limesurvey::read(name, text)
    } else if plain::has_header(first) {
        plain::read(name, text)
    } else {
        pasted::read(text)
    }
}

/// Whether this is the activity file of a ReproSchema folder.
fn is_activity(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('{')
        && !text.contains("\"resourceType\"")
        && (text.contains("\"Activity\"") || text.contains("reproschema:Activity"))
}

/// What one of the readers brings.
pub(crate) struct Read {
    pub(crate) format: CopyFormat,
    pub(crate) parts: Vec<Part>,
    pub(crate) items: Vec<FoundItem>,
    pub(crate) notes: Vec<Note>,
}

impl Read {
    pub(crate) fn new(format: CopyFormat) -> Self {
        Self { format, parts: Vec::new(), items: Vec::new(), notes: Vec::new() }
    }

    pub(crate) fn note(&mut self, place: impl Into<String>, words: impl Into<String>) {
        self.notes.push(Note { place: place.into(), words: words.into() });
    }

    /// The part of this name, made when it is new.
    pub(crate) fn part(&mut self, name: &str) -> &mut Part {
        let at = self.parts.iter().position(|part| part.name == name).unwrap_or_else(|| {
            self.parts.push(Part { name: name.to_owned(), instructions: String::new() });
            self.parts.len() - 1
        });
        &mut self.parts[at]
    }

    /// Adds to what stands above the questions of a part.
    pub(crate) fn instruct(&mut self, part: &str, words: &str) {
        let words = words.trim();
        let part = self.part(part);
        if words.is_empty() || part.instructions.contains(words) {
            return;
        }
        if !part.instructions.is_empty() {
            part.instructions.push('\n');
        }
        part.instructions.push_str(words);
    }

    /// Adds a question.
    pub(crate) fn add(&mut self, item: FoundItem) -> Outcome<()> {
        limits::item(&item, self.items.len())?;
        self.part(&item.part);
        self.items.push(item);
        Ok(())
    }
}

fn finish(mut read: Read, name: &str, bytes: &[u8]) -> Outcome<Found> {
    if read.items.is_empty() {
        let place = if name.is_empty() { "The text" } else { name };
        return Err(Refusal::at(place, "No question was found in it."));
    }
    read.parts.retain(|part| read.items.iter().any(|item| item.part == part.name));
    limits::notes(&mut read.notes);
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Found {
        format: read.format,
        name: name.to_owned(),
        sha256,
        parts: read.parts,
        items: read.items,
        notes: read.notes,
    })
}
