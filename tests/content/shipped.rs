//! The content that is shipped with the program.

use std::path::Path;

use evenkeel_core::course::ContentFolder;
use evenkeel_core::course::check::check;
use evenkeel_core::course::load::load;
use evenkeel_core::measures;

#[test]
fn the_shipped_content_is_clean() {
    let content = ContentFolder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"));
    // Whether help lines are stale is a question for the day of a release, not for this test.
    let tried = load(&content)
        .ok()
        .and_then(|course| course.help.lines.iter().filter_map(|line| line.checked_on).max());
    let findings = check(&content, tried.unwrap_or_default());
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} to mend:\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_shipped_content_loads() {
    let content = ContentFolder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"));
    let course = load(&content).unwrap();
    assert_eq!(course.lessons.len(), course.manifest.parts.len());
    for practice in &course.practices {
        assert_eq!(practice.clips.len(), practice.script.cues.len());
    }
    assert!(!measures::load::load(&content).unwrap().is_empty());
}
