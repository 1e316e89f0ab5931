//! Reading the instruments and fingerprints of a content folder.

use std::path::Path;

use super::fingerprint::Fingerprints;
use super::{Instrument, key};
use crate::course::read;
use crate::course::{ContentFolder, Finding};
use crate::error::{Error, Result};

/// The file of fingerprints, from the content folder.
pub(crate) const FINGERPRINTS: &str = "measures/fingerprints.json";

/// The language in which our own wordings were written.
const FIRST: &str = "en";

/// The largest key that is taken, bytes.
pub(super) const LARGEST_KEY: u64 = 256 * 1024;

/// Reads every instrument of the content folder, by id in alphabetical order.
///
/// # Errors
/// [`crate::Code::Content`] with the file and the remedy: see [`key::read`].
pub fn load(content: &ContentFolder) -> Result<Vec<Instrument>> {
    let mut instruments = Vec::new();
    for file in files(content)? {
        match parse(&file, &read::text(content, &file)?) {
            Ok(instrument) => instruments.push(worded(content, &file, instrument)?),
            Err(findings) => {
                if let Some(first) = findings.into_iter().next() {
                    return Err(first.into());
                }
            }
        }
    }
    Ok(instruments)
}

/// An instrument in the language asked for, where its file is translated. Codes, numbers and the
/// key are those of the first file.
fn worded(
    content: &ContentFolder,
    file: &str,
    first: Instrument,
) -> std::result::Result<Instrument, Finding> {
    Ok(match (content.language(), read::worded::<Instrument>(content, file)?) {
        (Some(language), (worded, true)) => {
            Instrument { language: Some(language.to_owned()), ..worded }
        }
        _ => Instrument { language: first.is_worded().then(|| FIRST.to_owned()), ..first },
    })
}

/// Reads the fingerprints of published wordings; none where the content folder has none.
///
/// # Errors
/// [`crate::Code::Content`] when the file is not what it should be.
pub fn fingerprints(content: &ContentFolder) -> Result<Fingerprints> {
    let names = read::names(content, "measures")?;
    if !names.iter().any(|(name, _)| FINGERPRINTS.ends_with(&format!("/{name}"))) {
        return Ok(Fingerprints::default());
    }
    Ok(read::json(FINGERPRINTS, &read::text(content, FINGERPRINTS)?)?)
}

/// Reads one instrument of the content folder; its id is the file's name.
///
/// # Errors
/// Everything in it that does not hold.
pub fn parse(file: &str, source: &str) -> std::result::Result<Instrument, Vec<Finding>> {
    let instrument = key::read(file, source)?;
    if file == format!("measures/{}.toml", instrument.id) {
        return Ok(instrument);
    }
    Err(vec![Finding::new(
        file,
        format!("The instrument’s id is “{}”, which is not the file’s name.", instrument.id),
        "Give both the same name.",
    )])
}

/// The text of a key that somebody brings, with the name of its file.
///
/// # Errors
/// [`crate::Code::NotFound`]; [`crate::Code::Refused`] for a file that is too large or no text.
pub fn key_file(path: &Path) -> Result<(String, String)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |why: &str| Error::refused(format!("{name}: {why} Nothing was changed."));
    if std::fs::metadata(path)?.len() > LARGEST_KEY {
        return Err(refused("This is too large to be a key."));
    }
    match String::from_utf8(std::fs::read(path)?) {
        Ok(text) => Ok((name, text.trim_start_matches('\u{feff}').to_owned())),
        Err(_) => Err(refused("This is not text in UTF-8.")),
    }
}

/// The instruments under `measures/`, from the content folder.
pub(crate) fn files(content: &ContentFolder) -> std::result::Result<Vec<String>, Finding> {
    let names = read::names(content, "measures")?;
    let names = names.into_iter();
    let names =
        names.filter(|(name, folder)| !folder && name.ends_with(".toml") && read::is_first(name));
    Ok(names.map(|(name, _)| format!("measures/{name}")).collect())
}
