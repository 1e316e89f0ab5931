//! Recordings that a trainer drops in: whole practices, or single cues in place of the voice.
//!
//! What is imported was decoded to its end, and is copied under the hash of its bytes, so that
//! nothing is ever overwritten. Then it is named in a list, which is replaced as a whole.

use std::fs;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use super::load::{self, RECORDINGS};
use super::read::{self, ContentFolder};
use crate::error::{Code, Error, Result};
use crate::ports::{Sound, TakenIn};
use crate::practice::script::{Practice, RecordingEntry, Recordings, SpokenCue};
use crate::practice::sit::RecordingLine;
use crate::practice::timeline::assemble;

/// The folder among people's data that a host lays over the course, unless it is told of another.
pub const AGENCY_FOLDER: &str = "agency";
/// The shortest a whole practice may be, seconds.
const SHORTEST_WHOLE: f64 = 30.0;
/// How long a single cue may be, seconds.
const CUE_SECONDS: std::ops::RangeInclusive<f64> = 0.5..=60.0;

/// A recording to import.
#[derive(Debug, Clone, Copy)]
pub struct NewRecording<'a> {
    /// The file as it lies somewhere: WAV, FLAC, MP3 or Ogg Vorbis.
    pub file: &'a Path,
    /// The practice's id.
    pub practice: &'a str,
    /// The cue it speaks; none for the whole practice.
    pub cue: Option<&'a str>,
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

/// The content folder as a trainer changes it: with an agency's folder over it, which is made when
/// something goes into it.
pub fn agencys(content: &ContentFolder, data: &Path) -> ContentFolder {
    match content.agency() {
        Some(_) => content.clone(),
        None => content.clone().under(data.join(AGENCY_FOLDER)),
    }
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
/// As [`Sound::take_in`]; [`Code::Refused`] when it has no name or nobody speaks, when it is too
/// short or too long for its place, or is there already; [`Code::NotFound`]. Then the practice is
/// as it was.
pub fn import(content: &ContentFolder, sound: &dyn Sound, new: NewRecording) -> Result<Imported> {
    let (title, by) = (new.title.trim(), new.by.trim());
    if by.is_empty() || (new.cue.is_none() && title.is_empty()) {
        return Err(Error::refused("Please give the recording a name, and say who speaks."));
    }
    let practice = load::practice(content, new.practice)?;
    let place = |id: &str| practice.script.cues.iter().position(|cue| cue.id == id);
    let place = match new.cue {
        Some(id) => {
            Some(place(id).ok_or_else(|| Error::new(Code::NotFound, format!("no cue {id}")))?)
        }
        None => None,
    };
    let id = &practice.script.id;
    let mut list = read_list(content, id)?;
    let into = content.agency().unwrap_or(content.own()).join("practices").join(id);
    let copies = into.join("recordings");
    fs::create_dir_all(&copies)?;
    let copy = copies.join("import.flac");
    let TakenIn { seconds, sha256 } = sound.take_in(new.file, &copy)?;

    let spoken = place.map(|at| SpokenCue {
        id: practice.script.cues[at].id.clone(),
        text_sha256: read::sha256(practice.script.cues[at].text.as_bytes()),
    });
    let is_there = |entry: &RecordingEntry| entry.sha256 == sha256 && entry.cue == spoken;
    let fits = match place {
        _ if list.recordings.iter().any(is_there) => {
            Err(Error::refused("This recording is there already."))
        }
        Some(at) => leaves_room(&practice, at, seconds),
        None if seconds < SHORTEST_WHOLE => Err(Error::refused(format!(
            "This recording lasts {}. A whole practice lasts half a minute at least.",
            length(seconds)
        ))),
        None => Ok(()),
    };
    let name = format!("{}.flac", &sha256[..16]);
    fits.and_then(|()| Ok(fs::rename(&copy, copies.join(&name))?))
        .inspect_err(|_| drop(fs::remove_file(&copy)))?;

    // A cue has one recording: a new one takes the place of the one before.
    let same_cue = |other: &RecordingEntry| {
        let id = |one: &Option<SpokenCue>| one.as_ref().map(|spoken| spoken.id.clone());
        spoken.is_some() && id(&other.cue) == id(&spoken)
    };
    list.recordings.retain(|other| !same_cue(other));
    let of = spoken.as_ref().map_or("r", |spoken| &spoken.id);
    list.recordings.push(RecordingEntry {
        id: format!("{of}-{}", &sha256[..8]),
        title: if title.is_empty() { by } else { title }.to_owned(),
        by: by.to_owned(),
        file: name.clone(),
        sha256,
        seconds,
        cue: spoken,
    });
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
