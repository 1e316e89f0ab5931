//! Recordings that a trainer drops in: whole practices, or single cues in place of the voice.
//!
//! What is imported was decoded to its end before. It is copied under the hash of its bytes, so
//! that nothing is ever overwritten, and then named in a list that is replaced as a whole.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::load::{self, RECORDINGS};
use super::read::{self, ContentFolder};
use crate::error::{Code, Error, Result};
use crate::ports::Measured;
use crate::practice::script::{Practice, RecordingEntry, Recordings, SpokenCue};
use crate::practice::sit::RecordingLine;
use crate::practice::timeline::assemble;
use crate::store::hex;

/// What sound files end in.
const ENDINGS: [&str; 4] = ["wav", "flac", "mp3", "ogg"];
/// How long a whole practice may be, seconds.
const WHOLE_SECONDS: std::ops::RangeInclusive<f64> = 30.0..=10_800.0;
/// How long a single cue may be, seconds.
const CUE_SECONDS: std::ops::RangeInclusive<f64> = 0.5..=60.0;

/// A recording to import.
#[derive(Debug, Clone, Copy)]
pub struct NewRecording<'a> {
    /// The file as it lies somewhere.
    pub file: &'a Path,
    /// What it turned out to be when it was decoded to its end.
    pub measured: Measured,
    /// Its name; a cue needs none.
    pub title: &'a str,
    /// Who speaks.
    pub by: &'a str,
}

/// A recording that was imported.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Imported {
    /// Where it lies now, from the content folder.
    pub file: String,
    /// Its length, seconds.
    pub seconds: f64,
}

/// What a trainer recorded of a practice, and what could be.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Recorded {
    /// The practice's id.
    pub practice: String,
    /// Its name.
    pub title: String,
    /// Its cues, in order.
    pub cues: Vec<RecordedCue>,
    /// Recordings of the whole practice.
    pub whole: Vec<RecordingLine>,
}

/// A cue, and who speaks it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordedCue {
    /// Its id.
    pub id: String,
    /// Its words.
    pub words: String,
    /// How long it is as it is spoken now, seconds: about as long as a new one should be.
    pub seconds: f64,
    /// The recording in place of the voice.
    pub recording: Option<RecordingLine>,
}

/// What a trainer recorded of every practice, as it lies on the disk now.
///
/// # Errors
/// [`Code::Content`] when a practice cannot be read.
pub fn list(content: &ContentFolder) -> Result<Vec<Recorded>> {
    let mut all = Vec::new();
    for id in load::practice_ids(content)? {
        let practice = load::practice(content, &id)?;
        let entries = read_list(content, &id)?.recordings;
        let clips = practice.clips.iter();
        let cues = practice.script.cues.iter().zip(clips).map(|(cue, clip)| {
            let speaks = |entry: &&RecordingEntry| {
                entry.cue.as_ref().is_some_and(|spoken| load::speaks(spoken, cue))
            };
            RecordedCue {
                id: cue.id.clone(),
                words: cue.text.clone(),
                seconds: clip.seconds,
                recording: entries.iter().rfind(speaks).map(RecordingLine::from),
            }
        });
        all.push(Recorded {
            cues: cues.collect(),
            whole: practice.recordings.iter().map(RecordingLine::from).collect(),
            title: practice.script.title,
            practice: id,
        });
    }
    Ok(all)
}

/// Imports a recording of a whole practice or of one of its cues. It goes into the agency's folder
/// where there is one, else into the content folder itself; the voice's own clips stay as they are.
///
/// # Errors
/// [`Code::Refused`] when it is too short or too long, has no name, is no sound file by its ending,
/// is there already or, for a cue, would leave a length of the practice without room;
/// [`Code::NotFound`], [`Code::ReadOnly`] or [`Code::DiskFull`]. Then the practice is as it was.
pub fn import(
    content: &ContentFolder,
    practice: &str,
    cue: Option<&str>,
    new: NewRecording,
) -> Result<Imported> {
    let practice = load::practice(content, practice)?;
    let (title, by, seconds) = (new.title.trim(), new.by.trim(), new.measured.seconds);
    if by.is_empty() || (cue.is_none() && title.is_empty()) {
        return Err(Error::refused("Please give the recording a name, and say who speaks."));
    }
    let spoken = match cue {
        None if WHOLE_SECONDS.contains(&seconds) => None,
        None => {
            return Err(Error::refused(format!(
                "This recording lasts {}. A whole practice can be half a minute to 3 hours long.",
                length(seconds)
            )));
        }
        Some(id) => {
            let at = practice.script.cues.iter().position(|cue| cue.id == id);
            let at = at.ok_or_else(|| Error::new(Code::NotFound, format!("no cue {id}")))?;
            leaves_room(&practice, at, seconds)?;
            let text = practice.script.cues[at].text.as_bytes();
            Some(SpokenCue { id: id.to_owned(), text_sha256: read::sha256(text) })
        }
    };
    let id = &practice.script.id;
    let mut list = read_list(content, id)?;
    let into = content.agency().unwrap_or(content.own()).join("practices").join(id);
    let Copied { name, sha256 } = copy(&into.join("recordings"), new.file)?;
    let same = |entry: &RecordingEntry| entry.sha256 == sha256 && entry.cue == spoken;
    if list.recordings.iter().any(same) {
        return Err(Error::refused("This recording is there already. Nothing was changed."));
    }
    let entry = RecordingEntry {
        id: format!("r-{}", &sha256[..8]),
        title: if title.is_empty() { by } else { title }.to_owned(),
        by: by.to_owned(),
        file: name.clone(),
        sha256,
        seconds,
        cue: spoken,
    };
    // A cue has one recording: a new one takes the place of the one before.
    let cue = entry.cue.as_ref().map(|spoken| spoken.id.clone());
    let replaces = |other: &RecordingEntry| {
        other.id == entry.id
            || cue.is_some() && other.cue.as_ref().map(|one| &one.id) == cue.as_ref()
    };
    list.recordings.retain(|other| !replaces(other));
    list.recordings.push(entry);
    replace(&into, &list)?;
    Ok(Imported { file: format!("practices/{id}/recordings/{name}"), seconds })
}

/// Takes a recording out of use. Its file stays where nothing refers to it any more.
///
/// # Errors
/// [`Code::NotFound`] when there is none of this id; [`Code::ReadOnly`] or [`Code::DiskFull`].
pub fn remove(content: &ContentFolder, practice: &str, id: &str) -> Result<()> {
    let practice = load::practice(content, practice)?.script.id;
    let mut list = read_list(content, &practice)?;
    let before = list.recordings.len();
    list.recordings.retain(|entry| entry.id != id);
    if list.recordings.len() == before {
        return Err(Error::new(Code::NotFound, format!("no recording {id}")));
    }
    let into = content.agency().unwrap_or(content.own()).join("practices").join(practice);
    replace(&into, &list)
}

fn read_list(content: &ContentFolder, practice: &str) -> Result<Recordings> {
    match load::recordings_file(content, practice)? {
        Some(file) => Ok(read::json(&file, &read::text(content, &file)?)?),
        None => Ok(Recordings { format_version: 1, recordings: Vec::new() }),
    }
}

/// Whether a cue may last so long, and every length of the practice still fits then.
fn leaves_room(practice: &Practice, at: usize, seconds: f64) -> Result<()> {
    if !CUE_SECONDS.contains(&seconds) {
        return Err(Error::refused(format!(
            "This recording lasts {}. A single cue can be half a second to a minute long.",
            length(seconds)
        )));
    }
    let mut with = practice.clone();
    with.clips[at].seconds = seconds;
    let script = &practice.script;
    for minutes in script.shortest_minutes..=script.longest_minutes {
        if script.choices(minutes).any(|choices| assemble(&with, &choices).is_err()) {
            return Err(Error::refused(format!(
                "With {} for “{}”, {} could not be {minutes} minutes long any more. Please record \
                 it at about {}.",
                length(seconds),
                script.cues[at].id,
                script.title,
                length(practice.clips[at].seconds)
            )));
        }
    }
    Ok(())
}

struct Copied {
    name: String,
    sha256: String,
}

/// Copies a sound file into a folder, under the hash of its bytes.
fn copy(folder: &Path, from: &Path) -> Result<Copied> {
    let ending = from.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.filter(|ending| ENDINGS.contains(&ending.as_str())).ok_or_else(|| {
        Error::refused("A recording is a WAV, FLAC, MP3 or Ogg file. Please choose one of these.")
    })?;
    let mut source = File::open(from)?;
    fs::create_dir_all(folder)?;
    let part = folder.join("import.part");
    let copied = File::create(&part).map_err(Error::from).and_then(|mut copy| {
        let (mut sha, mut block) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            let count = source.read(&mut block)?;
            if count == 0 {
                copy.sync_all()?;
                return Ok(hex(&sha.finalize()));
            }
            sha.update(&block[..count]);
            copy.write_all(&block[..count])?;
        }
    });
    let moved = copied.and_then(|sha256| {
        let name = format!("{}.{ending}", &sha256[..16]);
        fs::rename(&part, folder.join(&name))?;
        Ok(Copied { name, sha256 })
    });
    moved.inspect_err(|_| drop(fs::remove_file(&part)))
}

/// Writes a practice's list anew: whole, or not at all.
fn replace(practice: &Path, list: &Recordings) -> Result<()> {
    let file = practice.join(RECORDINGS);
    let part = file.with_added_extension("part");
    let text = serde_json::to_string_pretty(list)? + "\n";
    fs::write(&part, text)
        .and_then(|()| fs::rename(&part, file))
        .inspect_err(|_| drop(fs::remove_file(&part)))?;
    Ok(())
}

/// A length as people say it.
fn length(seconds: f64) -> String {
    if seconds < 120.0 {
        format!("{seconds:.1} seconds")
    } else {
        format!("{:.0} minutes", seconds / 60.0)
    }
}
