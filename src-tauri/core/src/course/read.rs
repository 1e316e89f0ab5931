//! Opening the files of a content folder, with every failure told as a [`Finding`].

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::finding::{Finding, line_at};
use super::language;

/// The content folder, and the folder that an agency lays over it file by file.
///
/// A file of the agency's stands in for the one of the same name; a file that is only there is
/// added. Nothing of the program's own can be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentFolder {
    own: PathBuf,
    agency: Option<PathBuf>,
    language: Option<String>,
}

impl ContentFolder {
    /// A content folder by itself.
    pub fn new(own: impl Into<PathBuf>) -> Self {
        Self { own: own.into(), agency: None, language: None }
    }

    /// The same with an agency's folder over it.
    #[must_use]
    pub fn under(mut self, agency: impl Into<PathBuf>) -> Self {
        self.agency = Some(agency.into());
        self
    }

    /// The same without an agency's folder.
    #[must_use]
    pub fn alone(&self) -> Self {
        Self { agency: None, ..self.clone() }
    }

    /// The same in another language, as far as it is translated: `es`.
    #[must_use]
    pub fn spoken(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// The language that was asked for, where it is another than the course's own.
    pub(crate) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The file beside `file` that holds its words in the language asked for. What an agency wrote
    /// itself is translated by its own files alone: ours would say something else.
    pub(crate) fn translation(&self, file: &str) -> Option<String> {
        let (stem, ending) = file.rsplit_once('.')?;
        let name = format!("{stem}.{}.{ending}", self.language.as_deref()?);
        let agencys = self.agency.as_ref().filter(|agency| agency.join(file).is_file());
        let path = agencys.map_or_else(|| self.find(&name), |agency| agency.join(&name));
        path.is_file().then_some(name)
    }

    /// The program's own folder.
    pub fn own(&self) -> &Path {
        &self.own
    }

    /// The agency's folder, if one is laid over.
    pub fn agency(&self) -> Option<&Path> {
        self.agency.as_deref()
    }

    /// Where a file lies: with the agency if it is there, else with the program.
    pub(crate) fn find(&self, file: &str) -> PathBuf {
        let agencys = self.agency.as_ref().map(|agency| agency.join(file));
        agencys.filter(|path| path.is_file()).unwrap_or_else(|| self.own.join(file))
    }

    fn layers(&self) -> impl Iterator<Item = &PathBuf> {
        std::iter::once(&self.own).chain(&self.agency)
    }
}

/// The version that every file of the content folder has to state.
const FORMAT_VERSION: u32 = 1;

/// What each data file says about itself before anything else in it is trusted.
#[derive(Deserialize)]
struct Versioned {
    format_version: u32,
}

/// The text of a file, which is named from the content folder with forward slashes.
pub(crate) fn text(content: &ContentFolder, file: &str) -> Result<String, Finding> {
    match fs::read_to_string(content.find(file)) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Finding::new(
            file,
            "This file is missing.",
            "Put it back, or take out what refers to it.",
        )),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(Finding::new(file, "This file is not text in UTF-8.", "Save it again as UTF-8."))
        }
        Err(error) => Err(Finding::new(
            file,
            format!("This file cannot be read: {error}."),
            "Check that it may be read.",
        )),
    }
}

/// Reads TOML text: the version first, so that a newer format is named as such.
pub(crate) fn toml<T: DeserializeOwned>(file: &str, source: &str) -> Result<T, Finding> {
    let told = |error: toml::de::Error| {
        Finding::new(
            file,
            format!("This cannot be read: {}.", error.message().trim_end_matches('.')),
            "Correct this line; other files of its kind show how.",
        )
        .at(error.span().map(|span| line_at(source, span.start)))
    };
    right_version(file, toml::from_str(source).map_err(told)?)?;
    toml::from_str(source).map_err(told)
}

/// Reads a TOML file with its words in the language asked for. The second says whether they are:
/// a translation with a gap in it is left aside, and [`super::check`] tells of it.
pub(crate) fn worded<T: DeserializeOwned>(
    content: &ContentFolder,
    file: &str,
) -> Result<(T, bool), Finding> {
    let source = text(content, file)?;
    let first = toml(file, &source)?;
    let Some(name) = content.translation(file) else { return Ok((first, false)) };
    let words: toml::Table = toml(&name, &text(content, &name)?)?;
    let mut table: toml::Table = toml(file, &source)?;
    if !language::lay_over(&mut table, &words).is_empty() {
        return Ok((first, false));
    }
    let told = |error: toml::de::Error| {
        Finding::new(name, format!("This does not fit: {}.", error.message()), "Correct it.")
    };
    table.try_into().map(|worded| (worded, true)).map_err(told)
}

/// The languages that a content folder is being translated into: those in which the course itself
/// has a name, `course/course.es.toml`.
///
/// # Errors
/// When the folder cannot be read.
pub fn languages(content: &ContentFolder) -> Result<Vec<String>, Finding> {
    let names = names(content, "course")?.into_iter();
    let tag = |(name, _): (String, bool)| {
        let tag = name.strip_prefix("course.")?.strip_suffix(".toml")?.to_owned();
        (!tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
            .then_some(tag)
    };
    Ok(names.filter_map(tag).collect())
}

/// Whether a file of this name is a first one, and no translation of another.
pub(crate) fn is_first(name: &str) -> bool {
    name.matches('.').count() == 1
}

/// Reads JSON text in the same way.
pub(crate) fn json<T: DeserializeOwned>(file: &str, source: &str) -> Result<T, Finding> {
    let told = |error: serde_json::Error| {
        Finding::new(
            file,
            format!("This cannot be read: {error}."),
            "Write this file again with the program that makes it.",
        )
        .at(u32::try_from(error.line()).ok())
    };
    right_version(file, serde_json::from_str(source).map_err(told)?)?;
    serde_json::from_str(source).map_err(told)
}

/// The names in a folder, sorted, and whether each is a folder itself. A folder that is not
/// there holds nothing.
pub(crate) fn names(content: &ContentFolder, folder: &str) -> Result<Vec<(String, bool)>, Finding> {
    let told = |error: std::io::Error| {
        Finding::new(
            folder,
            format!("This folder cannot be read: {error}."),
            "Check that it may be read.",
        )
    };
    let mut names = BTreeMap::new();
    for layer in content.layers() {
        let entries = match fs::read_dir(layer.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(told(error)),
        };
        for entry in entries {
            let entry = entry.map_err(told)?;
            names.insert(entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir());
        }
    }
    Ok(names.into_iter().collect())
}

/// Whether `name` names something in this very folder and nowhere else.
pub(crate) fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', ':'])
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn right_version(file: &str, found: Versioned) -> Result<(), Finding> {
    if found.format_version == FORMAT_VERSION {
        return Ok(());
    }
    Err(Finding::new(
        file,
        format!("This has format_version {}, not {FORMAT_VERSION}.", found.format_version),
        "Update Evenkeel, or use content that was made for this version.",
    ))
}
