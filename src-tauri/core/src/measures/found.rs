//! A copy of a questionnaire as an importer read it, before it is held against any key.
//!
//! Codes are what the file says. Nothing here is trusted for scoring: ranges, reversals and rules
//! come from our own key.

use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

/// Where a copy comes from.
#[derive(Debug, Clone, Copy)]
pub enum CopyFrom<'a> {
    /// A file, or for ReproSchema a folder.
    Path(&'a Path),
    /// Text pasted from the official form.
    Pasted(&'a str),
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CopyFormat {
    /// A REDCap data dictionary, CSV.
    RedcapDictionary,
    /// A REDCap instrument ZIP.
    RedcapZip,
    /// A FHIR Questionnaire, JSON, R4 or R5.
    Fhir,
    /// A ReproSchema activity, a folder.
    ReproSchema,
    /// An XLSForm or formr workbook.
    Workbook,
    /// A LimeSurvey survey structure, tab-separated.
    LimeSurvey,
    /// A plain CSV.
    Csv,
    /// Numbered text.
    Text,
}

impl CopyFormat {
    /// Its name as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::RedcapDictionary => "REDCap data dictionary",
            Self::RedcapZip => "REDCap instrument ZIP",
            Self::Fhir => "FHIR Questionnaire",
            Self::ReproSchema => "ReproSchema activity",
            Self::Workbook => "XLSForm or formr workbook",
            Self::LimeSurvey => "LimeSurvey structure",
            Self::Csv => "CSV",
            Self::Text => "numbered text",
        }
    }
}

/// Everything that was read from one copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How it is written.
    pub format: CopyFormat,
    /// The name of the file; empty for pasted text.
    pub name: String,
    /// SHA-256 of what was read, hexadecimal.
    pub sha256: String,
    /// Its forms, groups or sections that hold questions.
    pub parts: Vec<Part>,
    /// Its questions that offer answers to choose from, in the order of the file.
    pub items: Vec<FoundItem>,
    /// What contradicts itself, was left out, or is to be known; each with its place.
    pub notes: Vec<Note>,
}

/// A form, group or section of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in the file.
    pub name: String,
    /// What stands above its questions.
    pub instructions: String,
}

/// One question of a copy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundItem {
    /// Where it stands: `row 7`, `line 12`, `item q3`. Each place is there once.
    pub place: String,
    /// The name of its part.
    pub part: String,
    /// Its variable name in the file, if it has one.
    pub name: String,
    /// The number printed before it, if there is one.
    pub number: Option<u32>,
    /// Its words, without markup.
    pub text: String,
    /// Its answers, in the order of the file; none where the copy holds only the questions.
    pub options: Vec<FoundOption>,
}

/// One answer to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundOption {
    /// Its code in the file: a number or letters.
    pub code: String,
    /// The words beside it; may be empty.
    pub label: String,
}

/// Something to know about a place of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The place.
    pub place: String,
    /// A whole sentence.
    pub words: String,
}
