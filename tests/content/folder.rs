//! The smallest content folder that nothing is wrong with, and ways to break it.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use evenkeel_core::course::check::check;
use evenkeel_core::course::{ContentFolder, Finding};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

pub const COURSE: &str = "course/course.toml";
pub const LESSON: &str = "course/01-here/lesson.md";
pub const CLASS: &str = "course/01-here/class.md";
pub const SCRIPT: &str = "practices/sit/script.toml";
pub const CLIPS: &str = "practices/sit/clips/manifest.json";
pub const HELP: &str = "help/help.toml";
pub const MEASURE: &str = "measures/pulse.toml";
pub const CARD: &str = "course/01-here/card.md";
pub const GLOSSARY: &str = "course/glossary.toml";
pub const EXERCISE: &str = "exercises/map.toml";
pub const DECK: &str = "scenarios/deck.toml";
pub const NEEDS: &str = "forms/needs.toml";
pub const HOURS: &str = "course/hours.toml";
pub const RESOURCES: &str = "help/resources.toml";
pub const HARD: &str = "help/hard.toml";
pub const SIGNALS: &str = "course/signals.toml";
pub const MESSAGES: &str = "course/messages.toml";

pub struct Folder(TempDir);

impl Folder {
    pub fn good() -> Self {
        let folder = Self(TempDir::new().unwrap());
        folder.write(COURSE, include_str!("fixtures/course.toml"));
        folder.write(LESSON, &lesson(1300));
        folder.write(CLASS, "## The run\n\n- **60 min. Arrive.** Slowly.\n- **90 min. Sit.**\n");
        folder.write(
            CARD,
            &format!("## In your pocket\n\n{}\n", "Feel both of your feet. ".repeat(20)),
        );
        folder.write(GLOSSARY, include_str!("fixtures/glossary.toml"));
        folder.write(HOURS, include_str!("fixtures/hours.toml"));
        folder.write(EXERCISE, include_str!("fixtures/map.toml"));
        folder.write(
            "exercises/quiet.toml",
            &include_str!("fixtures/map.toml")
                .replace("\"map\"", "\"quiet\"")
                .replace("layout = \"quiet\"", "layout = \"map\""),
        );
        folder.write(DECK, include_str!("fixtures/deck.toml"));
        folder.write(NEEDS, include_str!("fixtures/needs.toml"));
        folder.write(RESOURCES, include_str!("fixtures/resources.toml"));
        folder.write(HARD, include_str!("fixtures/hard.toml"));
        folder.write(SIGNALS, include_str!("fixtures/signals.toml"));
        folder.write(MESSAGES, include_str!("fixtures/messages.toml"));
        folder.write(SCRIPT, include_str!("fixtures/script.toml"));
        folder.write("practices/sit/notes.md", "Why it is as it is!\n");
        folder.write(HELP, include_str!("fixtures/help.toml"));
        folder.write(MEASURE, include_str!("fixtures/pulse.toml"));
        folder.render();
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn content(&self) -> ContentFolder {
        ContentFolder::new(self.path())
    }

    pub fn write(&self, file: &str, text: &str) -> &Self {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Changes `from` into `to` at every place in a file.
    pub fn change(&self, file: &str, from: &str, to: &str) -> &Self {
        let text = fs::read_to_string(self.path().join(file)).unwrap();
        assert!(text.contains(from), "{file} does not hold {from:?}, so this test breaks nothing");
        self.write(file, &text.replace(from, to))
    }

    pub fn add(&self, file: &str, more: &str) -> &Self {
        let text = fs::read_to_string(self.path().join(file)).unwrap();
        self.write(file, &(text + more))
    }

    pub fn remove(&self, file: &str) -> &Self {
        fs::remove_file(self.path().join(file)).unwrap();
        self
    }

    /// Makes clips for the script as it is now: ten seconds each, and not really sound.
    pub fn render(&self) -> &Self {
        let script = fs::read_to_string(self.path().join(SCRIPT)).unwrap();
        let script: toml::Table = script.parse().unwrap();
        let mut clips = serde_json::Map::new();
        for cue in script["cue"].as_array().unwrap() {
            let text = cue["text"].as_str().unwrap();
            let spoken = cue.get("say").map_or(text, |say| say.as_str().unwrap());
            let file = format!("{}.ogg", &sha256(&format!("ada|0.85|m1|{spoken}"))[..16]);
            self.write(&format!("practices/sit/clips/{file}"), spoken);
            clips.insert(
                cue["id"].as_str().unwrap().to_owned(),
                serde_json::json!({
                    "file": file, "text_sha256": sha256(text), "sha256": sha256(spoken),
                    "seconds": 10.0, "lufs": -23.0, "peak_dbfs": -6.0,
                }),
            );
        }
        let manifest = serde_json::json!({
            "format_version": 1, "voice": "ada", "speed": 0.85, "model": "m1",
            "licence": "CC0", "credit": "nobody", "clips": clips,
        });
        self.write(CLIPS, &serde_json::to_string_pretty(&manifest).unwrap())
    }

    pub fn findings(&self) -> Vec<Finding> {
        check(&self.content(), day("2026-03-01"))
    }

    /// Asserts that exactly one thing is found: in `file`, and with `words` in what it says.
    pub fn finds(&self, file: &str, words: &str) -> Finding {
        let findings = self.findings();
        assert_eq!(findings.len(), 1, "expected one finding about {words:?}, got {findings:#?}");
        let finding = findings.into_iter().next().unwrap();
        assert_eq!(finding.file, file, "{finding}");
        assert!(finding.problem.contains(words), "{finding} does not speak of {words:?}");
        assert!(!finding.remedy.is_empty(), "{finding} says no remedy");
        finding
    }

    pub fn finds_at(&self, file: &str, line: u32, words: &str) {
        let finding = self.finds(file, words);
        assert_eq!(finding.line, Some(line), "{finding}");
    }

    pub fn finds_nothing(&self) {
        assert_eq!(self.findings(), [], "a rule raised a false alarm");
    }
}

/// A lesson of two sections and about `words` words, easy to read.
pub fn lesson(words: usize) -> String {
    let sentence = "You look at the door and hear the rain.";
    let paragraphs = vec![sentence; words / 9].chunks(10).map(|c| c.join(" ")).collect::<Vec<_>>();
    let boxes = "> [!try map] A map\n> Draw it.\n\n> [!try quiet] Quiet\n> Be quiet.\n";
    format!("## The door\n\n{}\n\n## The rain\n\n{boxes}\nRain is wet.\n", paragraphs.join("\n\n"))
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
