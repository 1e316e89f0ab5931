//! A practice as content: spoken cues and the silences between them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What attention rests on and comes back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// The breath. Not neutral for everybody.
    Breath,
    /// The hands.
    Hands,
    /// The feet.
    Feet,
    /// Sounds, near and far.
    Sounds,
}

/// How the body is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Posture {
    /// On the back or the side.
    Lying,
    /// In a chair.
    Chair,
    /// On the feet, still or moving.
    Standing,
}

/// What the eyes do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Eyes {
    /// Open, resting on one spot.
    Open,
    /// Closed.
    Closed,
}

/// What a person chose for one sit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choices {
    /// Whole minutes from the first bell to the end of the last.
    pub minutes: u32,
    /// Where attention rests.
    pub anchor: Anchor,
    /// How the body is placed.
    pub posture: Posture,
    /// What the eyes do.
    pub eyes: Eyes,
    /// The id of a trainer's recording to play in place of the cues. It has its own length and
    /// its own words: nothing above changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub recording: Option<String>,
}

/// A practice as it lies in `content/practices/<id>/script.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The version of this format: 1.
    pub format_version: u32,
    /// The practice's id, which is also its folder's name.
    pub id: String,
    /// Its name.
    pub title: String,
    /// One or two sentences before it starts.
    pub about: String,
    /// The shortest it can be, minutes.
    pub shortest_minutes: u32,
    /// The longest it can be, minutes.
    pub longest_minutes: u32,
    /// The lengths offered as buttons, minutes.
    pub lengths: Vec<u32>,
    /// The anchors it can rest on.
    pub anchors: Vec<Anchor>,
    /// The postures it has words for.
    pub postures: Vec<Posture>,
    /// What it has words for with the eyes.
    pub eyes: Vec<Eyes>,
    /// Who may want to talk with somebody first.
    pub caution: String,
    /// What is said, in order. A script without cues is silence between two bells.
    #[serde(rename = "cue", default)]
    pub cues: Vec<Cue>,
}

impl Script {
    /// Everything a person can choose at one length.
    pub fn choices(&self, minutes: u32) -> impl Iterator<Item = Choices> {
        self.anchors.iter().flat_map(move |&anchor| {
            self.postures.iter().flat_map(move |&posture| {
                let with = move |&eyes| Choices { minutes, anchor, posture, eyes, recording: None };
                self.eyes.iter().map(with)
            })
        })
    }
}

/// One thing said, and the silence after it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Its id within the practice, which never changes.
    pub id: String,
    /// The words, as captions show them.
    pub text: String,
    /// The words as the voice needs them, where they differ.
    pub say: Option<String>,
    /// The shortest silence after it, seconds.
    pub pause: u32,
    /// The share of the spare time that this silence takes; 0 never stretches.
    pub stretch: f64,
    /// The longest this silence may be, seconds.
    pub longest: u32,
    /// Only with one of these anchors.
    pub anchor: Option<Vec<Anchor>>,
    /// Only in one of these postures.
    pub posture: Option<Vec<Posture>>,
    /// Only with the eyes like this.
    pub eyes: Option<Vec<Eyes>>,
    /// Only in sits at least this long, minutes.
    pub from_minutes: Option<u32>,
    /// Only in sits at most this long, minutes.
    pub to_minutes: Option<u32>,
}

impl Cue {
    /// Whether this cue is said under these choices.
    pub fn fits(&self, choices: &Choices) -> bool {
        self.anchor.as_ref().is_none_or(|list| list.contains(&choices.anchor))
            && self.posture.as_ref().is_none_or(|list| list.contains(&choices.posture))
            && self.eyes.as_ref().is_none_or(|list| list.contains(&choices.eyes))
            && self.from_minutes.is_none_or(|least| choices.minutes >= least)
            && self.to_minutes.is_none_or(|most| choices.minutes <= most)
    }

    /// The words as the voice gets them.
    pub fn spoken(&self) -> &str {
        self.say.as_deref().unwrap_or(&self.text)
    }
}

/// `clips/manifest.json`: which clip speaks which cue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this format: 1.
    pub format_version: u32,
    /// The voice that speaks.
    pub voice: String,
    /// Its speed, 1 = as trained.
    pub speed: f64,
    /// The model that rendered it.
    pub model: String,
    /// The licence of model and voice.
    pub licence: String,
    /// Whom to credit.
    pub credit: String,
    /// Cue id to clip.
    pub clips: std::collections::BTreeMap<String, ClipEntry>,
}

/// One rendered clip.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClipEntry {
    /// The file's name inside `clips/`.
    pub file: String,
    /// SHA-256 of the cue's `text`.
    pub text_sha256: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its exact length when decoded, seconds.
    pub seconds: f64,
    /// Its loudness, LUFS.
    pub lufs: f64,
    /// Its highest peak, dBFS.
    pub peak_dbfs: f64,
}

/// `recordings.json`: what a trainer recorded, whole practices and single cues.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recordings {
    /// The version of this format: 1.
    pub format_version: u32,
    /// The recordings, the oldest first.
    pub recordings: Vec<RecordingEntry>,
}

/// One recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordingEntry {
    /// Its id within the practice, which never changes.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Who speaks.
    pub by: String,
    /// The file's name inside `recordings/`.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its exact length when decoded, seconds.
    pub seconds: f64,
    /// The cue that it speaks in place of the voice; none for the whole practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<SpokenCue>,
}

/// A cue that somebody recorded, in the words it had then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpokenCue {
    /// Its id.
    pub id: String,
    /// SHA-256 of its `text`. When the words change, the voice speaks again.
    pub text_sha256: String,
}

/// A practice that can be sat: the script and where each cue's clip lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Practice {
    /// The script.
    pub script: Script,
    /// One clip a cue, in the script's order.
    pub clips: Vec<Clip>,
    /// What a trainer recorded of it, whole.
    pub recordings: Vec<Recording>,
}

impl Practice {
    /// Whether it is silence between bells: nothing that could be said another way.
    pub fn is_silent(&self) -> bool {
        self.script.cues.is_empty()
    }

    /// The recording with this id.
    pub fn recording(&self, id: &str) -> Option<&Recording> {
        self.recordings.iter().find(|recording| recording.id == id)
    }
}

/// A whole practice as a trainer recorded it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// Its id within the practice.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Who speaks.
    pub by: String,
    /// Where it lies, and how long it is.
    pub clip: Clip,
}

/// Where a spoken cue lies, and how to know that it is whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    /// The file.
    pub path: PathBuf,
    /// SHA-256 of the file, lower-case hex: damaged audio decodes without complaint.
    pub sha256: String,
    /// Its exact length when decoded, seconds.
    pub seconds: f64,
}
