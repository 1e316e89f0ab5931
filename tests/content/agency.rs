//! A folder that an agency lays over the course, file by file.

use evenkeel_core::course::check::check;
use evenkeel_core::course::load::load;
use evenkeel_core::course::{ContentFolder, Finding};
use tempfile::TempDir;

use crate::folder::{COURSE, Folder, HELP, LESSON, day};

/// A good folder, and an agency's with these files over it.
fn laid_over(files: &[(&str, String)]) -> (Folder, TempDir, ContentFolder) {
    let (folder, agency) = (Folder::good(), TempDir::new().unwrap());
    for (file, text) in files {
        let path = agency.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let content = folder.content().under(agency.path());
    (folder, agency, content)
}

fn text_of(file: &str) -> String {
    std::fs::read_to_string(Folder::good().path().join(file)).unwrap()
}

fn found(content: &ContentFolder) -> Vec<Finding> {
    check(content, day("2026-03-01"))
}

#[test]
fn a_file_of_the_agency_stands_in_for_ours_and_the_rest_stays() {
    let help = text_of(HELP).replace("A line", "Our own line");
    let (_folder, _agency, content) = laid_over(&[(HELP, help)]);
    assert_eq!(found(&content), []);
    let course = load(&content).unwrap();
    assert_eq!(course.help.lines[0].name, "Our own line");
    assert_eq!(course.manifest.title, "A small course");
}

#[test]
fn an_agency_may_add_a_practice_of_its_own() {
    let ours = Folder::good();
    let files: Vec<(String, String)> = ["script.toml", "notes.md"]
        .iter()
        .map(|name| {
            let text = text_of(&format!("practices/sit/{name}"));
            let quiet = text.replace("id = \"sit\"", "id = \"stay\"");
            let quiet = quiet.split("[[cue]]").next().unwrap().to_owned();
            (format!("practices/stay/{name}"), quiet)
        })
        .collect();
    let mut files: Vec<(&str, String)> =
        files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let clips = r#"{"format_version":1,"voice":"x","speed":1,"model":"m","licence":"x","credit":"x","clips":{}}"#;
    files.push(("practices/stay/clips/manifest.json", clips.to_owned()));
    drop(ours);
    let (_folder, _agency, content) = laid_over(&files);
    assert_eq!(found(&content), []);
    assert!(load(&content).unwrap().practice("stay").is_some());
}

#[test]
fn what_an_agency_breaks_is_told_with_its_file() {
    let (_folder, _agency, content) = laid_over(&[(LESSON, "# Too big\n".to_owned())]);
    assert!(found(&content).iter().any(|finding| finding.file == LESSON));
    assert!(load(&content).unwrap_err().detail.contains(LESSON));
    load(&content.alone()).unwrap();
}

#[test]
fn a_file_of_the_agency_that_nothing_refers_to_is_told() {
    let (_folder, _agency, content) = laid_over(&[("help/helb.toml", "x".to_owned())]);
    assert_eq!(found(&content)[0].file, "help/helb.toml");
}

#[test]
fn a_course_in_another_language_says_what_is_still_untranslated() {
    let course = text_of(COURSE).replace("en-US", "es-US");
    let (_folder, _agency, content) = laid_over(&[(COURSE, course), (LESSON, text_of(LESSON))]);
    let findings = found(&content);
    let files: Vec<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    assert!(files.contains(&"course/01-here/card.md") && files.contains(&HELP), "{files:?}");
    assert!(!files.contains(&LESSON) && !files.contains(&COURSE), "{files:?}");
    assert!(findings[0].problem.contains("en-US"), "{}", findings[0]);
}
