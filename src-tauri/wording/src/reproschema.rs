//! ReproSchema activities: a folder of JSON files without endings. Only files inside the folder
//! that was named are read.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use evenkeel_core::Error;
use evenkeel_core::measures::found::{CopyFormat, Found, FoundItem, FoundOption};
use serde_json::Value;

use crate::limits::{LARGEST_FILE, MOST_MEMBERS};
use crate::markup;
use crate::{Outcome, Read, Refusal, choices, fhir, finish, text};

/// Reads the activity of a folder: the file that was named, or the one ending in `_schema`.
pub(crate) fn read(folder: &Path, named: Option<&OsStr>) -> Result<Found, Error> {
    let root = folder.canonicalize()?;
    let name = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = match named {
        Some(file) => PathBuf::from(file),
        None => activity_of(&root, &name)?,
    };
    let mut reader = Reader { root, name, left: LARGEST_FILE, files: 0, bytes: Vec::new() };
    let read = reader.activity(&file)?;
    Ok(finish(read, &reader.name, &reader.bytes)?)
}

/// The one activity file of a folder.
fn activity_of(root: &Path, name: &str) -> Result<PathBuf, Error> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root)?.take(MOST_MEMBERS) {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        let plain = file.trim_end_matches(".jsonld").trim_end_matches(".json");
        if plain.ends_with("_schema") && entry.path().is_file() {
            found.push(file);
        }
    }
    found.sort();
    match found.as_slice() {
        [file] => Ok(PathBuf::from(file)),
        [] => Err(Refusal::at(
            name,
            "There is no ReproSchema activity in this folder: no file whose name ends in _schema.",
        )
        .into()),
        several => Err(Refusal::at(
            name,
            format!("There are several activities. Choose one file: {}.", several.join(", ")),
        )
        .into()),
    }
}

struct Reader {
    root: PathBuf,
    name: String,
    /// Bytes that may still be read.
    left: u64,
    files: usize,
    bytes: Vec<u8>,
}

impl Reader {
    fn activity(&mut self, file: &Path) -> Outcome<Read> {
        let place = file.display().to_string();
        let activity = self.json(file, &place)?;
        let kind = activity["category"].as_str().or_else(|| activity["@type"].as_str());
        if !kind.is_some_and(|kind| kind.ends_with("Activity")) {
            return Err(Refusal::at(place, "This is no ReproSchema activity."));
        }
        let mut read = Read::new(CopyFormat::ReproSchema);
        let part = language(&activity["prefLabel"]).unwrap_or_else(|| self.name.clone());
        if let Some(words) = language(&activity["preamble"]) {
            read.instruct(&part, &words);
        }
        if activity["compute"].as_array().is_some_and(|list| !list.is_empty()) {
            read.note(&place, "The file computes scores of its own. The key scores instead.");
        }
        let properties = activity["ui"]["addProperties"].as_array();
        let ordered = strings(&activity["ui"]["order"]);
        let abouts = || properties.into_iter().flatten().filter_map(|one| one["isAbout"].as_str());
        let order: Vec<String> =
            if ordered.is_empty() { abouts().map(str::to_owned).collect() } else { ordered };
        let base = file.parent().unwrap_or(Path::new(""));
        for about in order {
            let property = properties.into_iter().flatten().find(|one| one["isAbout"] == *about);
            self.item(&mut read, &part, base, &about, property)?;
        }
        Ok(read)
    }

    fn item(
        &mut self,
        read: &mut Read,
        part: &str,
        base: &Path,
        about: &str,
        property: Option<&Value>,
    ) -> Outcome<()> {
        let place = format!("item {about}");
        let file = self.inside(base, about, &place)?;
        let item = self.json(&file, &place)?;
        let shown = property.map_or(&Value::Null, |property| &property["isVis"]);
        if shown == &Value::Bool(false) {
            read.note(place, "The file never shows it, so it was left out.");
            return Ok(());
        }
        if shown.is_string() {
            read.note(&place, "It is shown under a condition, which is left out.");
        }
        let inner = file.parent().unwrap_or(Path::new("")).to_owned();
        let options = match &item["responseOptions"] {
            Value::String(path) => {
                let file = self.inside(&inner, path, &place)?;
                self.json(&file, &place)?
            }
            other => other.clone(),
        };
        let offered = match &options["choices"] {
            Value::String(path) => {
                let file = self.inside(&inner, path, &place)?;
                self.json(&file, &place)?
            }
            other => other.clone(),
        };
        let Some(offered) = offered.as_array().filter(|offered| !offered.is_empty()) else {
            return Ok(());
        };
        let mut answers = Vec::new();
        for (at, choice) in offered.iter().enumerate() {
            let value = match &choice["value"] {
                Value::Object(inner) => inner.get("@value").unwrap_or(&Value::Null),
                value => value,
            };
            let code = match value {
                Value::Number(number) => fhir::written(number.as_f64().unwrap_or_default()),
                Value::String(text) if !text.trim().is_empty() => text.trim().to_owned(),
                Value::Bool(value) => u8::from(*value).to_string(),
                _ => return Err(Refusal::at(place, format!("Answer {} has no value.", at + 1))),
            };
            answers
                .push(FoundOption { code, label: language(&choice["name"]).unwrap_or_default() });
        }
        let limit = |key: &str| options[key].as_f64();
        if let Some(words) = choices::contradiction(&answers, limit("minValue"), limit("maxValue"))
        {
            read.note(&place, words);
        }
        let variable = property.and_then(|property| property["variableName"].as_str());
        read.add(FoundItem {
            place,
            part: part.to_owned(),
            name: variable.unwrap_or(about).to_owned(),
            number: None,
            text: language(&item["question"]).unwrap_or_default(),
            options: answers,
        })
    }

    /// A path of the file's, from the root, that stays inside it.
    fn inside(&self, base: &Path, path: &str, place: &str) -> Outcome<PathBuf> {
        if path.contains("://") || path.contains(':') {
            return Err(Refusal::at(
                place,
                format!("“{path}” is kept elsewhere and is not fetched. Put a copy beside it."),
            ));
        }
        let out = || Refusal::at(place, format!("“{path}” leads out of the folder."));
        let mut inside = base.to_owned();
        for piece in Path::new(path).components() {
            match piece {
                Component::Normal(name) => inside.push(name),
                Component::CurDir => {}
                Component::ParentDir if inside.pop() => {}
                _ => return Err(out()),
            }
        }
        // A link may lead out as well.
        match self.root.join(&inside).canonicalize() {
            Ok(real) if !real.starts_with(&self.root) => Err(out()),
            Ok(real) if real.is_file() => Ok(inside),
            _ => Err(Refusal::at(place, format!("The file “{path}” is not there."))),
        }
    }

    fn json(&mut self, file: &Path, place: &str) -> Outcome<Value> {
        let path = self.root.join(file);
        let unreadable =
            |error: std::io::Error| Refusal::at(place, format!("It cannot be read: {error}."));
        let size = std::fs::metadata(&path).map_err(unreadable)?.len();
        self.files += 1;
        if size > self.left || self.files > MOST_MEMBERS * 4 {
            return Err(Refusal::at(place, "The folder holds too much to be one questionnaire."));
        }
        self.left -= size;
        let bytes = std::fs::read(&path).map_err(unreadable)?;
        self.bytes.extend_from_slice(&bytes);
        let name = file.display().to_string();
        fhir::json(&name, text::decode(&name, &bytes)?)
    }
}

/// The words of a text that is there in one or more languages: English, or the first.
fn language(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => text.as_str(),
        Value::Object(languages) if languages.contains_key("@value") => {
            languages.get("@value")?.as_str()?
        }
        Value::Object(languages) => {
            languages.get("en").or_else(|| languages.values().next())?.as_str()?
        }
        Value::Array(list) => {
            let english = list.iter().find(|one| one["@language"] == "en");
            english.or(list.first())?["@value"].as_str()?
        }
        _ => return None,
    };
    Some(markup::plain(words))
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
