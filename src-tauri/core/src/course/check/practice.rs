//! The practices: scripts, clips, and whether every length can be sat.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::Report;
use crate::course::ContentFolder;
use crate::course::finding::line_of;
use crate::course::load::{self, manifest_file, script_file};
use crate::course::{read, text};
use crate::practice::script::{Choices, Cue, Manifest, Practice, Recordings, Script};
use crate::practice::timeline::{self, bell_seconds};

/// No practice is longer, minutes.
const LONGEST_SIT: u32 = 180;
/// Every practice has a form for a short day, minutes at most.
const SHORT_FORM: u32 = 15;
/// What to do about a clip.
const RENDER: &str = "Render the clips of this practice again.";
/// What to do about a recording.
const IMPORT: &str = "Import this recording again.";
/// How many words a cue may have.
const CUE_WORDS: std::ops::RangeInclusive<u32> = 3..=60;

/// The practices by folder, with the script of each that could be read.
pub(super) type Practices = BTreeMap<String, Option<Script>>;

/// Checks every practice.
pub(super) fn check(content: &ContentFolder, report: &mut Report) -> Practices {
    let ids = report.keep(load::practice_ids(content)).unwrap_or_default();
    let mut scripts: BTreeMap<_, _> = ids.iter().map(|id| (id.clone(), None)).collect();
    for id in ids {
        let file = script_file(&id);
        report.refer(&file);
        report.refer(&format!("practices/{id}/notes.md"));
        let manifest = check_manifest(content, &id, report);
        let recordings = check_recordings(content, &id, report);
        let Some(source) = report.keep(read::text(content, &file)) else { continue };
        let Some(script) = report.keep(read::toml::<Script>(&file, &source)) else { continue };
        if script.id != id {
            report.add(
                &file,
                line_of(&source, &format!("\"{}\"", script.id)),
                format!("The practice’s id is “{}”, but its folder is “{id}”.", script.id),
                "Give both the same name.",
            );
            continue;
        }
        let sound = check_script(&file, &source, &script, report);
        if let Some(manifest) = manifest {
            let (clips, findings) = load::pair(content, &script, &manifest);
            let complete = findings.is_empty();
            report.findings.extend(findings);
            check_clips(content, &script, &manifest, report);
            if complete && sound {
                let mut practice =
                    Practice { script: script.clone(), clips, recordings: Vec::new() };
                if let Some(list) = recordings {
                    check_spoken_cues(&script, &list, report);
                    load::add_recordings(content, &mut practice, list);
                }
                check_lengths(&file, &practice, report);
            }
        }
        scripts.insert(id, Some(script));
    }
    scripts
}

fn check_manifest(content: &ContentFolder, id: &str, report: &mut Report) -> Option<Manifest> {
    let file = manifest_file(id);
    report.refer(&file);
    let folder = format!("practices/{id}/clips");
    report.unlisted.insert(folder.clone());
    let source = report.keep(read::text(content, &file))?;
    let manifest: Manifest = report.keep(read::json(&file, &source))?;
    report.unlisted.remove(&folder);
    for entry in manifest.clips.values() {
        report.refer(&format!("{folder}/{}", entry.file));
    }
    Some(manifest)
}

/// Checks the script by itself; whether its lengths can be laid out at all.
fn check_script(file: &str, source: &str, script: &Script, report: &mut Report) -> bool {
    report.read(file, source, "the title", &script.title);
    report.read(file, source, "what it is", &script.about);
    report.read(file, source, "the caution", &script.caution);
    report.ids(file, source, script.cues.iter().map(|cue| cue.id.as_str()));
    let (shortest, longest) = (script.shortest_minutes, script.longest_minutes);
    let sound = (1..=longest).contains(&shortest) && longest <= LONGEST_SIT;
    if !sound {
        report.add(
            file,
            line_of(source, "shortest_minutes"),
            format!("The practice lasts {shortest} to {longest} minutes."),
            "Make shortest_minutes at least 1 and longest_minutes not less, 180 at most.",
        );
    }
    if shortest > SHORT_FORM {
        report.add(
            file,
            line_of(source, "shortest_minutes"),
            format!("The shortest this practice can be is {shortest} minutes."),
            "Give it a form of 15 minutes or less: leave cues for longer sits to from_minutes.",
        );
    }
    let in_range = script.lengths.iter().all(|length| (shortest..=longest).contains(length));
    if script.lengths.is_empty() || !in_range || !script.lengths.is_sorted_by(|a, b| a < b) {
        report.add(
            file,
            line_of(source, "lengths"),
            "The lengths offered do not ascend within the practice’s range.",
            "List lengths from shortest_minutes to longest_minutes, each once.",
        );
    }
    if script.anchors.is_empty() || script.postures.is_empty() || script.eyes.is_empty() {
        report.add(
            file,
            None,
            "There is nothing to choose for anchors, postures or eyes.",
            "Offer at least one of each.",
        );
    }
    for cue in &script.cues {
        check_cue(file, source, script, cue, report);
    }
    sound
}

fn check_cue(file: &str, source: &str, script: &Script, cue: &Cue, report: &mut Report) {
    let line = line_of(source, &format!("\"{}\"", cue.id));
    let id = &cue.id;
    report.heed_words(file, line_of(source, &cue.text), &cue.text);
    for words in [&cue.text].into_iter().chain(&cue.say) {
        let words = text::word_count(words);
        if !CUE_WORDS.contains(&words) {
            report.add(
                file,
                line,
                format!("The cue “{id}” has {words} words."),
                "Use 3 to 60; 6 to 30 speak best.",
            );
        }
    }
    if cue.pause > cue.longest || !cue.stretch.is_finite() || cue.stretch < 0.0 {
        report.add(
            file,
            line,
            format!("The silence after “{id}” cannot be from {} to {} s.", cue.pause, cue.longest),
            "Make longest at least as long as pause, and stretch 0 or more.",
        );
    }
    let lengths = script.shortest_minutes..=script.longest_minutes.min(LONGEST_SIT);
    if !lengths.flat_map(|minutes| script.choices(minutes)).any(|choices| cue.fits(&choices)) {
        report.add(
            file,
            line,
            format!("The cue “{id}” is never said, whatever is chosen."),
            "Mend its anchor, posture, eyes or minutes.",
        );
    }
}

/// Clips that are damaged, missing, or of no cue. Clips in the folder that the manifest does not
/// name are strays.
fn check_clips(content: &ContentFolder, script: &Script, manifest: &Manifest, report: &mut Report) {
    let cues: BTreeSet<&str> = script.cues.iter().map(|cue| cue.id.as_str()).collect();
    let file = manifest_file(&script.id);
    for cue in script.cues.iter().filter(|cue| cue.say.is_some()) {
        let entry = manifest.clips.get(&cue.id);
        if entry.is_some_and(|entry| entry.file != clip_name(manifest, cue)) {
            report.add(
                &file,
                None,
                format!("The clip of the cue “{}” was made before its say changed.", cue.id),
                RENDER,
            );
        }
    }
    for (cue, entry) in &manifest.clips {
        if !cues.contains(cue.as_str()) {
            report.add(
                &file,
                None,
                format!("There is a clip for “{cue}”, which is not a cue."),
                RENDER,
            );
        }
        if !read::is_plain_name(&entry.file) {
            continue;
        }
        let clip = format!("practices/{}/clips/{}", script.id, entry.file);
        check_file(content, &clip, &entry.sha256, RENDER, report);
    }
}

/// What a trainer recorded: each recording has a name, a speaker, and its file as it was imported.
fn check_recordings(content: &ContentFolder, id: &str, report: &mut Report) -> Option<Recordings> {
    let folder = format!("practices/{id}/recordings");
    let file = report.keep(load::recordings_file(content, id))??;
    report.refer(&file);
    report.unlisted.insert(folder.clone());
    let source = report.keep(read::text(content, &file))?;
    let list: Recordings = report.keep(read::json(&file, &source))?;
    report.unlisted.remove(&folder);
    report.ids(&file, &source, list.recordings.iter().map(|entry| entry.id.as_str()));
    for entry in &list.recordings {
        let id = &entry.id;
        report.read(&file, &source, &format!("the name of “{id}”"), &entry.title);
        report.read(&file, &source, &format!("who speaks in “{id}”"), &entry.by);
        let longest = f64::from(LONGEST_SIT) * 60.0;
        if !(entry.seconds > 0.0 && entry.seconds <= longest) {
            report.add(
                &file,
                line_of(&source, &format!("\"{id}\"")),
                format!("The recording “{id}” lasts {} s.", entry.seconds),
                "Import it again; it can be 3 hours long at most.",
            );
        }
        if !read::is_plain_name(&entry.file) {
            report.add(
                &file,
                line_of(&source, &format!("\"{id}\"")),
                format!("The recording “{id}” lies outside of recordings/."),
                IMPORT,
            );
            continue;
        }
        let recording = format!("{folder}/{}", entry.file);
        report.refer(&recording);
        check_file(content, &recording, &entry.sha256, IMPORT, report);
    }
    Some(list)
}

/// Recordings of single cues whose words are others by now, so that the voice speaks again.
fn check_spoken_cues(script: &Script, list: &Recordings, report: &mut Report) {
    for entry in &list.recordings {
        let Some(spoken) = &entry.cue else { continue };
        if !script.cues.iter().any(|cue| load::speaks(spoken, cue)) {
            report.add(
                &format!("practices/{}/{}", script.id, load::RECORDINGS),
                None,
                format!(
                    "The recording “{}” speaks the cue “{}” in words that it does not have.",
                    entry.id, spoken.id
                ),
                "Record the cue again in its words, or take the recording out.",
            );
        }
    }
}

/// Whether a file is there, and as it was when its hash was taken.
fn check_file(
    content: &ContentFolder,
    file: &str,
    sha256: &str,
    remedy: &str,
    report: &mut Report,
) {
    match fs::read(content.find(file)) {
        Ok(bytes) if read::sha256(&bytes) == sha256 => {}
        Ok(_) => report.add(file, None, "This is not what was rendered or imported.", remedy),
        Err(_) => report.add(file, None, "This file is missing.", remedy),
    }
}

/// The name that a clip gets from everything that makes its sound. `text_sha256` covers the words
/// people read; only the name covers `say`.
fn clip_name(manifest: &Manifest, cue: &Cue) -> String {
    let Manifest { voice, speed, model, .. } = manifest;
    let made_of = format!("{voice}|{speed:?}|{model}|{}", cue.spoken());
    format!("{}.ogg", &read::sha256(made_of.as_bytes())[..16])
}

/// Lays out every length with every choice; one finding a length that does not work.
fn check_lengths(file: &str, practice: &Practice, report: &mut Report) {
    let script = &practice.script;
    for minutes in script.shortest_minutes..=script.longest_minutes {
        let bad: Vec<Choices> = script
            .choices(minutes)
            .filter(|choices| timeline::assemble(practice, choices).is_err())
            .collect();
        let Some(first) = bad.first() else { continue };
        let (least, most) = reach(practice, first);
        let with = format!("{:?}, {:?}, eyes {:?}", first.anchor, first.posture, first.eyes);
        report.add(
            file,
            None,
            format!(
                "It cannot be {minutes} minutes long in {} ways, such as {}: its words and \
                 silences last {least:.0} to {most:.0} s, not {} s.",
                bad.len(),
                with.to_lowercase(),
                minutes * 60
            ),
            "Change pause, longest, from_minutes or to_minutes.",
        );
    }
}

/// The shortest and the longest that one choice can be, seconds.
fn reach(practice: &Practice, choices: &Choices) -> (f64, f64) {
    let (first, last) = bell_seconds(choices.minutes);
    let bells = first + last;
    let cues = practice.script.cues.iter().zip(&practice.clips);
    cues.filter(|(cue, _)| cue.fits(choices)).fold((bells, bells), |(least, most), (cue, clip)| {
        let silence = if cue.stretch == 0.0 { cue.pause } else { cue.longest };
        (least + clip.seconds + f64::from(cue.pause), most + clip.seconds + f64::from(silence))
    })
}
