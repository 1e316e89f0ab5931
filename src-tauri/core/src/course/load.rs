//! Reading the content folder.

use serde::Deserialize;

use super::class;
use super::deck::Deck;
use super::desk::{Messages, Signals};
use super::exercise::Exercise;
use super::finding::Finding;
use super::form::Form;
use super::glossary::{self, Glossary};
use super::lesson::{self, Lesson};
use super::read::{self, ContentFolder};
use super::resources::Resources;
use super::{Course, Help, Manifest};
use crate::error::Result;
use crate::practice::own::OwnSit;
use crate::practice::script::{
    self, Clip, Cue, Practice, Recording, RecordingEntry, Recordings, Script, SpokenCue,
};

/// The one ordered list of the course, from the content folder.
pub(super) const COURSE: &str = "course/course.toml";
/// The words that the course explains, from the content folder.
pub(super) const GLOSSARY: &str = "course/glossary.toml";
/// The boundary scenarios, from the content folder.
pub(super) const DECK: &str = "scenarios/deck.toml";
/// What coaches are asked before the course, from the content folder.
pub(super) const NEEDS: &str = "forms/needs.toml";
/// Where to turn, from the content folder.
pub(super) const HELP: &str = "help/help.toml";
/// By which rule hours count, from the content folder.
pub(super) const HOURS: &str = "course/hours.toml";
/// What a trainer recorded, in a practice's folder.
pub(super) const RECORDINGS: &str = "recordings.json";
/// Groups, treatment and the like, from the content folder.
pub(super) const RESOURCES: &str = "help/resources.toml";
/// The kinds of hard experience, from the content folder.
pub(super) const HARD: &str = "help/hard.toml";
/// When a coach is worth a call, from the content folder.
pub(super) const SIGNALS: &str = "course/signals.toml";
/// Texts for trainers to send, from the content folder.
pub(super) const MESSAGES: &str = "course/messages.toml";

/// Reads the whole content folder but the questionnaires. Audio is neither decoded nor hashed
/// here, so that the program starts quickly; [`super::check`] does the latter.
///
/// # Errors
/// [`crate::Code::Content`] with the file, the line where one is known, and the remedy, at the
/// first thing that does not hold.
pub fn load(content: &ContentFolder) -> Result<Course> {
    let (manifest, _): (Manifest, bool) = read::worded(content, COURSE)?;
    // What is not translated says in which language it is.
    let lang = |there: bool| {
        let other = content.language().is_some() && !there;
        other.then(|| manifest.language.clone())
    };
    let mut practices = Vec::new();
    for id in practice_ids(content)? {
        practices.push(practice(content, &id)?);
    }
    let (glossary, _): (Glossary, bool) = read::worded(content, GLOSSARY)?;
    let (mut lessons, mut cards, mut classes) = (Vec::new(), Vec::new(), Vec::new());
    for part in &manifest.parts {
        let known = |id: &String| practices.iter().any(|practice| practice.script.id == *id);
        if let Some(unknown) = part.plan.practices().find(|id| !known(id)) {
            return Err(unknown_practice(unknown).into());
        }
        let mut lesson = page(content, &lesson_file(&part.folder)?, &lang)?;
        glossary::mark(&mut lesson, &glossary.terms);
        lessons.push(lesson);
        cards.push(page(content, &card_file(&part.folder)?, &lang)?);
        classes.push(class::with_steps(page(content, &class_file(&part.folder)?, &lang)?));
    }
    let mut exercises = Vec::new();
    for file in exercise_files(content)? {
        let (exercise, there): (Exercise, bool) = read::worded(content, &file)?;
        exercises.push(Exercise { lang: lang(there), ..exercise });
    }
    let mut sits = Vec::new();
    for file in sit_files(content)? {
        sits.push(sit(content, &file)?);
    }
    let (signals, _): (Signals, bool) = read::worded(content, SIGNALS)?;
    let (messages, _): (Messages, bool) = read::worded(content, MESSAGES)?;
    let (deck, deck_there): (Deck, bool) = read::worded(content, DECK)?;
    let (needs, needs_there): (Form, bool) = read::worded(content, NEEDS)?;
    let (help, help_there): (Help, bool) = read::worded(content, HELP)?;
    let (resources, resources_there): (Resources, bool) = read::worded(content, RESOURCES)?;
    Ok(Course {
        deck: Deck { lang: lang(deck_there), ..deck },
        needs: Form { lang: lang(needs_there), ..needs },
        help: Help { lang: lang(help_there), ..help },
        resources: Resources { lang: lang(resources_there), ..resources },
        manifest,
        lessons,
        cards,
        classes,
        exercises,
        glossary: glossary.terms,
        practices,
        sits,
        hard: read::worded(content, HARD)?.0,
        signals: signals.signals,
        messages: messages.messages,
        hours: read::worded(content, HOURS)?.0,
    })
}

/// The file of a part's lesson.
pub(super) fn lesson_file(folder: &str) -> std::result::Result<String, Finding> {
    part_file(folder, "lesson.md")
}

/// The file of a part's class plan.
pub(super) fn class_file(folder: &str) -> std::result::Result<String, Finding> {
    part_file(folder, "class.md")
}

/// The file of a part's printable card.
pub(super) fn card_file(folder: &str) -> std::result::Result<String, Finding> {
    part_file(folder, "card.md")
}

/// The files under `exercises/`, from the content folder.
pub(super) fn exercise_files(content: &ContentFolder) -> std::result::Result<Vec<String>, Finding> {
    let names = read::names(content, "exercises")?;
    let names = names.into_iter().filter(|(name, folder)| !folder && is_toml(name));
    Ok(names.map(|(name, _)| format!("exercises/{name}")).collect())
}

/// The script's file of a practice.
pub(super) fn script_file(id: &str) -> String {
    format!("practices/{id}/script.toml")
}

/// The file of a practice that names its clips.
pub(super) fn manifest_file(id: &str) -> String {
    format!("practices/{id}/clips/manifest.json")
}

/// The folders under `practices/`, which are the practices' ids.
pub(super) fn practice_ids(content: &ContentFolder) -> std::result::Result<Vec<String>, Finding> {
    let names = read::names(content, "practices")?;
    Ok(names.into_iter().filter(|(_, is_folder)| *is_folder).map(|(name, _)| name).collect())
}

/// The file of a practice that names what a trainer recorded of it, if it has one.
pub(super) fn recordings_file(
    content: &ContentFolder,
    id: &str,
) -> std::result::Result<Option<String>, Finding> {
    let names = read::names(content, &format!("practices/{id}"))?;
    let there = names.iter().any(|(name, _)| name == RECORDINGS);
    Ok(there.then(|| format!("practices/{id}/{RECORDINGS}")))
}

/// The files of sits put together.
pub(super) fn sit_files(content: &ContentFolder) -> std::result::Result<Vec<String>, Finding> {
    let names = read::names(content, "sits")?.into_iter();
    let files = names.filter(|(name, is_folder)| !is_folder && is_toml(name));
    Ok(files.map(|(name, _)| format!("sits/{name}")).collect())
}

/// A sit put together, as it lies in `sits/<id>.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SitFile {
    #[serde(rename = "format_version")]
    _format_version: u32,
    sit: OwnSit,
}

fn is_toml(name: &str) -> bool {
    name.ends_with(".toml") && read::is_first(name)
}

/// Reads a sit put together, whose id is its file's name.
pub(super) fn sit(content: &ContentFolder, file: &str) -> std::result::Result<OwnSit, Finding> {
    let (SitFile { sit, .. }, _) = read::worded(content, file)?;
    if file == format!("sits/{}.toml", sit.id) {
        return Ok(sit);
    }
    Err(Finding::new(
        file,
        format!("The id of this sit is “{}”, which is not the name of its file.", sit.id),
        "Give both the same name.",
    ))
}

/// A finding about a plan whose practice is not there.
pub(super) fn unknown_practice(id: &str) -> Finding {
    Finding::new(
        COURSE,
        format!("A plan asks for the practice “{id}”, which is not there."),
        "Name a folder under practices/.",
    )
}

/// Pairs each cue with its clip, and tells of each cue that has none which speaks its words.
pub(super) fn pair(
    content: &ContentFolder,
    script: &Script,
    manifest: &script::Manifest,
) -> (Vec<Clip>, Vec<Finding>) {
    let folder = format!("practices/{}/clips", script.id);
    let file = manifest_file(&script.id);
    let mut findings = Vec::new();
    let mut clips = Vec::new();
    for cue in &script.cues {
        let problem = match manifest.clips.get(&cue.id) {
            None => format!("The cue “{}” has no clip.", cue.id),
            Some(entry) if entry.text_sha256 != read::sha256(cue.text.as_bytes()) => {
                format!("The clip of the cue “{}” speaks other words than the script.", cue.id)
            }
            Some(entry) if !read::is_plain_name(&entry.file) => {
                format!("The clip of the cue “{}” lies outside of clips/.", cue.id)
            }
            Some(entry) if entry.seconds <= 0.0 => {
                format!("The clip of the cue “{}” has no length.", cue.id)
            }
            Some(entry) => {
                clips.push(Clip {
                    path: content.find(&format!("{folder}/{}", entry.file)),
                    sha256: entry.sha256.clone(),
                    seconds: entry.seconds,
                });
                continue;
            }
        };
        findings.push(Finding::new(&file, problem, "Render the clips of this practice again."));
    }
    (clips, findings)
}

/// Reads one practice, with what a trainer recorded of it.
pub(super) fn practice(
    content: &ContentFolder,
    id: &str,
) -> std::result::Result<Practice, Finding> {
    let file = script_file(id);
    let (script, _): (Script, bool) = read::worded(content, &file)?;
    if script.id != id {
        return Err(Finding::new(
            file,
            format!("The practice’s id is “{}”, but its folder is “{id}”.", script.id),
            "Give both the same name.",
        ));
    }
    let file = manifest_file(id);
    let manifest = read::json(&file, &read::text(content, &file)?)?;
    let (clips, findings) = pair(content, &script, &manifest);
    if let Some(finding) = findings.into_iter().next() {
        return Err(finding);
    }
    let mut practice = Practice { script, clips, recordings: Vec::new() };
    if let Some(file) = recordings_file(content, id)? {
        let list: Recordings = read::json(&file, &read::text(content, &file)?)?;
        add_recordings(content, &mut practice, list);
    }
    Ok(practice)
}

/// Adds what a trainer recorded: whole practices beside the voice, single cues in place of it. A
/// cue that has other words by now keeps the voice.
pub(super) fn add_recordings(content: &ContentFolder, practice: &mut Practice, list: Recordings) {
    for entry in list.recordings.into_iter().filter(|entry| read::is_plain_name(&entry.file)) {
        let RecordingEntry { id, title, by, file, sha256, seconds, cue } = entry;
        let path = content.find(&format!("practices/{}/recordings/{file}", practice.script.id));
        let clip = Clip { path, sha256, seconds };
        match cue {
            None => practice.recordings.push(Recording { id, title, by, clip }),
            Some(spoken) => {
                let at = practice.script.cues.iter().position(|cue| speaks(&spoken, cue));
                if let Some(place) = at.and_then(|at| practice.clips.get_mut(at)) {
                    *place = clip;
                }
            }
        }
    }
}

/// Whether a recording speaks this cue in the words it has now.
pub(super) fn speaks(spoken: &SpokenCue, cue: &Cue) -> bool {
    spoken.id == cue.id && spoken.text_sha256 == read::sha256(cue.text.as_bytes())
}

/// Reads a page in the language asked for, or else in the first one, which it then names. Sections
/// keep the ids of the first file, by which it is known what was read.
fn page(
    content: &ContentFolder,
    file: &str,
    lang: &impl Fn(bool) -> Option<String>,
) -> std::result::Result<Lesson, Finding> {
    let first = parsed(content, file)?;
    let there = content.translation(file).map(|name| parsed(content, &name)).transpose()?;
    let Some(mut page) = there.filter(|page| page.is_laid_out_as(&first)) else {
        return Ok(Lesson { lang: lang(false), ..first });
    };
    for (section, first) in page.sections.iter_mut().zip(first.sections) {
        section.id = first.id;
    }
    Ok(page)
}

fn parsed(content: &ContentFolder, file: &str) -> std::result::Result<Lesson, Finding> {
    lesson::parse(&read::text(content, file)?).map_err(|problems| {
        problems.into_iter().next().map_or_else(
            || Finding::new(file, "This page cannot be read.", "Check its Markdown."),
            |problem| problem.in_file(file),
        )
    })
}

fn part_file(folder: &str, name: &str) -> std::result::Result<String, Finding> {
    if read::is_plain_name(folder) {
        return Ok(format!("course/{folder}/{name}"));
    }
    Err(Finding::new(
        COURSE,
        format!("The folder “{folder}” is not a plain name."),
        "Name a folder that lies in course/.",
    ))
}
