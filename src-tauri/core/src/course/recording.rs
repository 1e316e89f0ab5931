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

use super::load::{RECORDINGS, manifest_file, recordings_file};
use super::read;
use crate::error::{Code, Error, Result};
use crate::ports::Measured;
use crate::practice::script::{
    Clip, ClipEntry, Cue, Manifest, Practice, RecordingEntry, Recordings,
};
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
    /// Its name, for a whole practice.
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

/// Imports a recording into a content folder: of the whole practice, or of one of its cues.
///
/// # Errors
/// [`Code::Refused`] when it is too short or too long, has no name, is no sound file by its ending,
/// or, for a cue, would leave a length of the practice without room; [`Code::NotFound`],
/// [`Code::ReadOnly`] or [`Code::DiskFull`]. Then the practice is as it was.
pub fn import(
    content: &Path,
    practice: &Practice,
    cue: Option<&str>,
    new: NewRecording,
) -> Result<Imported> {
    if new.by.trim().is_empty() {
        return Err(Error::refused("Please say who speaks."));
    }
    match cue {
        None => whole(content, practice, new),
        Some(id) => {
            let at = practice.script.cues.iter().position(|cue| cue.id == id);
            let at = at.ok_or_else(|| Error::new(Code::NotFound, format!("no cue {id}")))?;
            single(content, practice, at, new)
        }
    }
}

fn whole(content: &Path, practice: &Practice, new: NewRecording) -> Result<Imported> {
    if new.title.trim().is_empty() {
        return Err(Error::refused("Please give the recording a name."));
    }
    let seconds = new.measured.seconds;
    if !WHOLE_SECONDS.contains(&seconds) {
        return Err(Error::refused(format!(
            "This recording lasts {}. A whole practice can be half a minute to 3 hours long.",
            length(seconds)
        )));
    }
    let id = &practice.script.id;
    let mut list: Recordings = match recordings_file(content, id)? {
        Some(file) => read::json(&file, &read::text(content, &file)?)?,
        None => Recordings { format_version: 1, recordings: Vec::new() },
    };
    let folder = format!("practices/{id}/recordings");
    let Copied { name, sha256 } = copy(content, &folder, new.file)?;
    let file = format!("{folder}/{name}");
    if list.recordings.iter().any(|entry| entry.sha256 == sha256) {
        return Err(Error::refused("This recording is there already. Nothing was changed."));
    }
    list.recordings.push(RecordingEntry {
        id: format!("r-{}", &sha256[..8]),
        title: new.title.trim().to_owned(),
        by: new.by.trim().to_owned(),
        file: name,
        sha256,
        seconds,
    });
    replace(&content.join(format!("practices/{id}/{RECORDINGS}")), &list)?;
    Ok(Imported { file, seconds })
}

fn single(content: &Path, practice: &Practice, at: usize, new: NewRecording) -> Result<Imported> {
    let Measured { seconds, lufs, peak_dbfs } = new.measured;
    if !CUE_SECONDS.contains(&seconds) {
        return Err(Error::refused(format!(
            "This recording lasts {}. A single cue can be half a second to a minute long.",
            length(seconds)
        )));
    }
    let cue = &practice.script.cues[at];
    leaves_room(practice, at, seconds)?;
    let list = manifest_file(&practice.script.id);
    let mut manifest: Manifest = read::json(&list, &read::text(content, &list)?)?;
    let folder = format!("practices/{}/clips", practice.script.id);
    let Copied { name, sha256 } = copy(content, &folder, new.file)?;
    let file = format!("{folder}/{name}");
    let entry = ClipEntry {
        file: name,
        text_sha256: read::sha256(cue.text.as_bytes()),
        sha256,
        seconds,
        lufs,
        peak_dbfs,
        by: Some(new.by.trim().to_owned()),
    };
    let before = manifest.clips.insert(cue.id.clone(), entry);
    replace(&content.join(&list), &manifest)?;
    if let Some(before) = before.filter(|before| read::is_plain_name(&before.file))
        && manifest.clips.values().all(|entry| entry.file != before.file)
    {
        // It is named nowhere now. If it stays, the content check says so.
        let _ = fs::remove_file(content.join(&folder).join(before.file));
    }
    Ok(Imported { file, seconds })
}

/// Whether every length of the practice still fits when this cue lasts so long.
fn leaves_room(practice: &Practice, at: usize, seconds: f64) -> Result<()> {
    let mut with = practice.clone();
    with.clips[at] = Clip { seconds, ..with.clips[at].clone() };
    let script = &practice.script;
    for minutes in script.shortest_minutes..=script.longest_minutes {
        if script.choices(minutes).any(|choices| assemble(&with, &choices).is_err()) {
            let Cue { id, .. } = &script.cues[at];
            return Err(Error::refused(format!(
                "With {} for “{id}”, {} could not be {minutes} minutes long any more. Please \
                 record it at about {}.",
                length(seconds),
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

/// Copies a sound file into a folder of the content, under the hash of its bytes.
fn copy(content: &Path, folder: &str, from: &Path) -> Result<Copied> {
    let ending = from.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.filter(|ending| ENDINGS.contains(&ending.as_str())).ok_or_else(|| {
        Error::refused("A recording is a WAV, FLAC, MP3 or Ogg file. Please choose one of these.")
    })?;
    let mut source = File::open(from)?;
    let folder = content.join(folder);
    fs::create_dir_all(&folder)?;
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

/// Writes a list anew: whole under its name, or not at all.
fn replace(file: &Path, list: &impl Serialize) -> Result<()> {
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
