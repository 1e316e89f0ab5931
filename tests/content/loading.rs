//! What the program does with a folder when it starts.

use evenkeel_core::{Code, course, measures};

use crate::folder::{CLASS, CLIPS, COURSE, Folder, HELP, LESSON, MEASURE, SCRIPT};

fn refusal(folder: &Folder) -> String {
    let error = course::load::load(&folder.content()).unwrap_err();
    assert_eq!(error.code, Code::Content);
    error.detail
}

#[test]
fn a_good_folder_loads_with_each_cue_beside_its_clip() {
    let folder = Folder::good();
    let course = course::load::load(&folder.content()).unwrap();
    assert_eq!(course.manifest.title, "A small course");
    assert_eq!(course.lessons[0].sections[1].id, "the-rain");
    let sit = course.practice("sit").unwrap();
    assert_eq!(sit.script.cues.len(), sit.clips.len());
    for (cue, clip) in sit.script.cues.iter().zip(&sit.clips) {
        let spoken = std::fs::read_to_string(&clip.path).unwrap();
        assert_eq!(spoken, cue.spoken(), "the clip speaks the cue it stands beside");
    }
    assert_eq!(measures::load::load(&folder.content()).unwrap()[0].id, "pulse");
}

#[test]
fn a_mistake_in_toml_is_told_with_file_and_line() {
    let folder = Folder::good();
    folder.change(HELP, "phone = \"988\"", "phone = 988");
    assert!(refusal(&folder).starts_with("help/help.toml:9: "), "{}", refusal(&folder));
}

#[test]
fn a_missing_file_is_told_by_name() {
    for file in [COURSE, LESSON, CLASS, SCRIPT, CLIPS, HELP] {
        let detail = refusal(Folder::good().remove(file));
        assert!(detail.starts_with(&format!("{file}: This file is missing.")), "{detail}");
    }
}

#[test]
fn a_clip_that_speaks_other_words_is_refused() {
    let folder = Folder::good();
    folder.change(SCRIPT, "Look around the room now.", "Look around this room now.");
    assert!(refusal(&folder).contains("“end”"));
}

#[test]
fn a_lesson_that_cannot_be_drawn_is_refused_with_its_line() {
    let folder = Folder::good();
    folder.write(LESSON, "## One\n\nText.\n\n| a |\n|---|\n");
    assert!(refusal(&folder).starts_with("course/01-here/lesson.md:5: "), "{}", refusal(&folder));
}

#[test]
fn a_plan_for_a_practice_that_is_not_there_is_refused() {
    let folder = Folder::good();
    folder.change(COURSE, "\"sit\"", "\"stand\"");
    assert!(refusal(&folder).contains("“stand”"));
}

#[test]
fn starting_does_not_read_the_audio() {
    let folder = Folder::good();
    let course = course::load::load(&folder.content()).unwrap();
    std::fs::remove_file(&course.practices[0].clips[0].path).unwrap();
    course::load::load(&folder.content()).unwrap();
}

#[test]
fn a_file_saved_on_windows_loads() {
    let folder = Folder::good();
    for file in [COURSE, LESSON, SCRIPT, HELP, MEASURE] {
        let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
        folder.write(file, &format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    folder.finds_nothing();
    course::load::load(&folder.content()).unwrap();
}

#[test]
fn an_instrument_with_a_fault_is_refused() {
    let folder = Folder::good();
    folder.change(MEASURE, "items = [3]", "items = [2, 3]");
    let error = measures::load::load(&folder.content()).unwrap_err();
    assert_eq!(error.code, Code::Content);
    assert!(error.detail.starts_with("measures/pulse.toml:43: Item 2 is in 2 scales."), "{error}");
}
