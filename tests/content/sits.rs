//! Rules of the sits put together, and what the course brings of them.

use std::collections::BTreeSet;
use std::path::Path;

use evenkeel_core::course::load::load;
use evenkeel_core::course::{ContentFolder, Course, PartKind};

use crate::folder::Folder;

const SIT: &str = "sits/quiet.toml";
const GOOD: &str = "\
format_version = 1

[sit]
id = \"quiet\"
title = \"Quiet\"
strokes = 1

[[sit.segments]]
title = \"Sit\"
minutes = 4
practice = \"sit\"
voice = true

[[sit.segments]]
title = \"Quiet\"
minutes = 10
every = 5
";

fn folder() -> Folder {
    let folder = Folder::good();
    folder.write(SIT, GOOD).finds_nothing();
    folder
}

#[test]
fn a_sit_bears_the_name_of_its_file() {
    folder().change(SIT, "id = \"quiet\"", "id = \"loud\"").finds(SIT, "“loud”");
}

#[test]
fn an_unknown_field_of_a_sit_is_named_with_its_line() {
    folder().change(SIT, "every = 5", "ever = 5").finds_at(SIT, 17, "ever");
    folder().change(SIT, "format_version = 1", "format_version = 2").finds(SIT, "2, not 1");
}

#[test]
fn a_sit_can_be_sat_as_it_is() {
    folder().change(SIT, "practice = \"sit\"", "practice = \"run\"").finds(SIT, "not in this");
    folder().change(SIT, "minutes = 4", "minutes = 6").finds(SIT, "3 to 5 minutes");
    folder().change(SIT, "every = 5", "every = 10").finds(SIT, "minute 10");
    folder().change(SIT, "minutes = 10\n", "").finds_nothing();
    folder().change(SIT, "minutes = 4\n", "").finds(SIT, "open end");
}

#[test]
fn a_sit_keeps_to_the_words_we_use() {
    folder()
        .change(SIT, "title = \"Quiet\"\nstrokes", "title = \"Your streak\"\nstrokes")
        .finds(SIT, "streak");
}

#[test]
fn a_stray_file_among_the_sits_is_found() {
    let folder = folder();
    folder.write("sits/notes.txt", "x").finds("sits/notes.txt", "refers");
}

fn course() -> (Course, ContentFolder) {
    let content = ContentFolder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"));
    (load(&content).unwrap(), content)
}

#[test]
fn the_day_of_mindfulness_keeps_the_times_of_its_class_plan_and_its_practices() {
    let (course, content) = course();
    let part = course.manifest.parts.iter().find(|part| part.kind == PartKind::Day).unwrap();
    let class = content.own().join("course").join(&part.folder).join("class.md");
    let class = std::fs::read_to_string(class).unwrap();
    let day = course.sits.iter().find(|sit| sit.id == "day-of-mindfulness").unwrap();
    assert_eq!(day.minutes(), Some(part.class_minutes), "content/sits/day-of-mindfulness.toml");
    let mut now = 0;
    let mut bells = BTreeSet::from([0]);
    for segment in &day.segments {
        now += segment.minutes.unwrap();
        bells.insert(now);
    }
    let mut now = 0;
    for line in class.lines().filter_map(|line| line.strip_prefix("- **")) {
        let Some((minutes, title)) = line.split_once(" min.") else { continue };
        let Ok(minutes) = minutes.parse::<u32>() else { continue };
        now += minutes;
        assert!(
            bells.contains(&now),
            "{title}: it ends after {now} minutes in class.md, where no segment of \
             content/sits/day-of-mindfulness.toml ends. Move that segment."
        );
    }
    assert_eq!(now, part.class_minutes);
    let spoken = day.segments.iter().filter(|segment| segment.voice);
    for practice in spoken.filter_map(|segment| segment.practice.as_ref()) {
        assert!(part.plan.practices().any(|id| id == practice), "{practice} is not in its plan");
    }
}

#[test]
fn every_practice_has_the_lengths_it_is_meant_to_have() {
    let (course, _) = course();
    for (id, shortest, longest) in [
        ("body-scan", 10, 45),
        ("sitting-breath", 10, 30),
        ("open-awareness", 20, 45),
        ("movement-lying", 15, 45),
        ("movement-standing", 15, 45),
        ("walking", 10, 20),
        ("mountain", 15, 20),
        ("lake", 15, 20),
        ("loving-kindness", 15, 30),
        ("turning-toward", 15, 25),
        ("mindful-eating", 10, 10),
        ("stop", 1, 3),
        ("sober", 3, 5),
        ("arriving", 2, 2),
        ("leaving", 2, 2),
        ("breathing-pause", 3, 3),
    ] {
        let script = &course.practice(id).unwrap().script;
        let range = script.shortest_minutes..=script.longest_minutes;
        assert!(range.contains(&shortest) && range.contains(&longest), "{id} lasts {range:?}");
    }
}
