//! Recordings dropped in by a trainer: what is taken, what is refused, and that nothing is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenkeel_core::course::ContentFolder;
use evenkeel_core::course::check::check;
use evenkeel_core::course::load::load;
use evenkeel_core::course::recording::{self, Imported, NewRecording, agencys};
use evenkeel_core::ports::{Position, Sound, TakenIn, Volume};
use evenkeel_core::practice::script::Practice;
use evenkeel_core::practice::timeline::Timeline;
use evenkeel_core::{Error, Result};
use tempfile::TempDir;

use crate::folder::{CLIPS, Folder, SCRIPT, day, sha256};

const LIST: &str = "practices/sit/recordings.json";

/// A sound that takes every recording for so many seconds long.
struct Tape(f64);

impl Sound for Tape {
    fn start(&self, _: Arc<Timeline>, _: Box<dyn FnOnce() + Send>) {}
    fn pause(&self) {}
    fn fade(&self) {}
    fn resume(&self) {}
    fn seek(&self, _: f64) {}
    fn set_volume(&self, _: Volume) {}
    fn stop(&self) {}
    fn position(&self) -> Option<Position> {
        None
    }
    fn take_in(&self, recording: &Path, copy: &Path) -> Result<TakenIn> {
        let text = fs::read_to_string(recording)?;
        if text == "silent" {
            return Err(Error::refused("It is silent."));
        }
        fs::write(copy, &text)?;
        Ok(TakenIn { seconds: self.0, sha256: sha256(&text) })
    }
}

/// The good folder with an agency's over it, and a place for what was recorded.
struct Studio {
    folder: Folder,
    agency: TempDir,
    files: TempDir,
}

impl Studio {
    fn new() -> Self {
        let (agency, files) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        Self { folder: Folder::good(), agency, files }
    }

    fn content(&self) -> ContentFolder {
        self.folder.content().under(self.agency.path())
    }

    fn file(&self, sound: &str) -> PathBuf {
        let path = self.files.path().join("take 1.wav");
        fs::write(&path, sound).unwrap();
        path
    }

    fn import(&self, sound: &str, seconds: f64, cue: Option<&str>) -> Result<Imported> {
        let file = self.file(sound);
        let new = NewRecording { file: &file, practice: "sit", cue, title: "Slowly", by: "Joan" };
        recording::import(&self.content(), &Tape(seconds), new)
    }

    fn practice(&self) -> Practice {
        load(&self.content()).unwrap().practice("sit").unwrap().clone()
    }

    fn findings(&self) -> Vec<String> {
        check(&self.content(), day("2026-03-01")).iter().map(ToString::to_string).collect()
    }
}

#[test]
fn a_whole_practice_is_offered_beside_the_voice() {
    let studio = Studio::new();
    let imported = studio.import("rain", 200.5, None).unwrap();
    assert_eq!(imported.seconds, 200.5);
    let practice = studio.practice();
    let recording = &practice.recordings[0];
    assert_eq!((recording.title.as_str(), recording.by.as_str()), ("Slowly", "Joan"));
    assert_eq!(fs::read_to_string(&recording.clip.path).unwrap(), "rain");
    assert_eq!(recording.clip.path, studio.agency.path().join(&imported.file));
    assert_eq!(studio.findings(), [""; 0]);
    assert!(!studio.folder.path().join(LIST).exists(), "the program's own folder is as it was");
}

#[test]
fn a_single_cue_is_spoken_by_the_trainer_and_the_others_by_the_voice() {
    let studio = Studio::new();
    let before = studio.practice();
    studio.import("feel your hands", 8.0, Some("hands")).unwrap();
    let after = studio.practice();
    assert_eq!(after.clips[1].seconds, 8.0);
    assert_ne!(after.clips[1].path, before.clips[1].path);
    assert_eq!((&after.clips[0], &after.clips[2]), (&before.clips[0], &before.clips[2]));
    assert!(after.recordings.is_empty(), "a cue is no whole practice");
    assert_eq!(studio.findings(), [""; 0]);
    let list = recording::list(&studio.content()).unwrap();
    assert_eq!(list[0].cues[1].recording.as_ref().unwrap().by, "Joan");
    assert!(list[0].cues[0].recording.is_none());
}

#[test]
fn a_second_take_of_a_cue_replaces_the_first_and_can_be_taken_out() {
    let studio = Studio::new();
    studio.import("one", 8.0, Some("hands")).unwrap();
    studio.import("two", 9.0, Some("hands")).unwrap();
    assert_eq!(studio.practice().clips[1].seconds, 9.0);
    let list = recording::list(&studio.content()).unwrap();
    let id = &list[0].cues[1].recording.as_ref().unwrap().id;
    recording::remove(&studio.content(), "sit", id).unwrap();
    assert_eq!(studio.practice().clips[1].seconds, 10.0, "the voice speaks again");
    assert!(recording::remove(&studio.content(), "sit", id).is_err());
}

#[test]
fn when_the_words_of_a_cue_change_the_voice_speaks_them_and_the_author_is_told() {
    let studio = Studio::new();
    studio.import("feel your hands", 8.0, Some("hands")).unwrap();
    studio.folder.change(SCRIPT, "If you like, feel your hands.", "You might feel your hands.");
    studio.folder.remove(&clip_of(&studio.folder, "hands")).render();
    assert_eq!(studio.practice().clips[1].seconds, 10.0);
    let findings = studio.findings();
    assert!(findings[0].contains("in words that it does not have"), "{findings:?}");
}

fn clip_of(folder: &Folder, cue: &str) -> String {
    let clips = fs::read_to_string(folder.path().join(CLIPS)).unwrap();
    let clips: serde_json::Value = serde_json::from_str(&clips).unwrap();
    format!("practices/sit/clips/{}", clips["clips"][cue]["file"].as_str().unwrap())
}

#[test]
fn what_is_refused_leaves_everything_as_it_was() {
    let studio = Studio::new();
    let refused = |sound, seconds, cue| {
        let error = studio.import(sound, seconds, cue).unwrap_err();
        assert!(!studio.agency.path().join(LIST).exists(), "{error}");
        let copies = studio.agency.path().join("practices/sit/recordings");
        assert_eq!(fs::read_dir(copies).map_or(0, Iterator::count), 0, "{error}");
        error.detail
    };
    assert!(refused("silent", 100.0, None).contains("silent"));
    assert!(refused("rain", 29.0, None).contains("half a minute"));
    assert!(refused("rain", 61.0, Some("hands")).contains("single cue"));
    assert!(refused("rain", 100.0, Some("none")).contains("no cue"));
    // Three minutes hold 10 s of bells and 30 s of words, with at least 25 s of silence.
    studio.folder.change(SCRIPT, "pause = 10", "pause = 50");
    assert!(refused("rain", 59.0, Some("hands")).contains("could not be 3 minutes long"));
}

#[test]
fn a_recording_needs_a_name_and_a_speaker_and_is_taken_once() {
    let studio = Studio::new();
    let file = studio.file("rain");
    for (title, by) in [("", "Joan"), ("Slowly", " ")] {
        let new = NewRecording { file: &file, practice: "sit", cue: None, title, by };
        let error = recording::import(&studio.content(), &Tape(100.0), new).unwrap_err();
        assert!(error.detail.contains("who speaks"), "{error}");
    }
    studio.import("rain", 100.0, None).unwrap();
    assert!(studio.import("rain", 100.0, None).unwrap_err().detail.contains("there already"));
    assert_eq!(studio.practice().recordings.len(), 1);
    assert_eq!(studio.findings(), [""; 0]);
}

#[test]
fn a_recording_that_is_gone_damaged_or_listed_wrongly_is_found() {
    let broken = |break_it: &dyn Fn(&Path, &Path)| {
        let studio = Studio::new();
        let imported = studio.import("rain", 100.0, None).unwrap();
        let agency = studio.agency.path();
        break_it(&agency.join(LIST), &agency.join(imported.file));
        let findings = studio.findings();
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings[0].clone()
    };
    let change = |list: &Path, from: &str, to: &str| {
        let text = fs::read_to_string(list).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(list, text.replace(from, to)).unwrap();
    };
    assert!(broken(&|_, file| fs::remove_file(file).unwrap()).contains("missing"));
    assert!(broken(&|_, file| fs::write(file, "noise").unwrap()).contains("not what was"));
    assert!(broken(&|list, _| change(list, "100.0", "-1.0")).contains("lasts -1 s"));
    assert!(broken(&|list, _| change(list, "\"Joan\"", "\"\"")).contains("who speaks"));
    assert!(broken(&|list, _| change(list, "\"by\"", "\"from\"")).contains("from"));
    assert!(
        broken(&|_, file| fs::write(file.with_file_name("old.flac"), "x").unwrap())
            .contains("refers")
    );
}

#[test]
fn without_an_agencys_folder_one_is_made_among_the_data() {
    let (folder, data) = (Folder::good(), TempDir::new().unwrap());
    let content = agencys(&folder.content(), data.path());
    let file = data.path().join("take.wav");
    fs::write(&file, "rain").unwrap();
    let new = NewRecording { file: &file, practice: "sit", cue: None, title: "T", by: "Joan" };
    let imported = recording::import(&content, &Tape(100.0), new).unwrap();
    assert!(data.path().join("agency").join(imported.file).is_file());
}
