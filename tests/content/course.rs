//! Rules of the course's list, its lessons and its class plans.

use crate::folder::{
    CARD, CLASS, COURSE, DECK, Folder, GLOSSARY, HARD, HOURS, LESSON, MESSAGES, NEEDS, RESOURCES,
    SIGNALS, lesson,
};

#[test]
fn a_good_folder_has_nothing_to_mend() {
    Folder::good().finds_nothing();
}

#[test]
fn a_folder_that_is_not_there_is_told_as_missing_files() {
    let folder = Folder::good();
    let findings = evenkeel_core::course::check::check(
        &evenkeel_core::course::ContentFolder::new(folder.path().join("no")),
        "2026-03-01".parse().unwrap(),
    );
    let files: Vec<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    assert_eq!(
        files,
        [
            COURSE,
            GLOSSARY,
            HOURS,
            MESSAGES,
            SIGNALS,
            NEEDS,
            HARD,
            "help/help.toml",
            RESOURCES,
            DECK,
        ],
        "one finding a file that every course has"
    );
}

#[test]
fn an_unknown_field_is_named_with_its_line() {
    let folder = Folder::good();
    folder.change(COURSE, "weeks = 2", "weeks = 2\nmonths = 1");
    folder.finds_at(COURSE, 7, "months");
}

#[test]
fn a_newer_format_is_named_as_such_even_where_it_has_new_fields() {
    let folder = Folder::good();
    folder.change(COURSE, "format_version = 1", "format_version = 2\nshiny = true");
    folder.finds(COURSE, "format_version 2");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let folder = Folder::good();
    folder.change(COURSE, "days = 6", "days = 9").remove(CLASS).add(LESSON, "\nIt is proven.\n");
    let files: Vec<String> = folder.findings().into_iter().map(|finding| finding.file).collect();
    assert_eq!(files, [CLASS, LESSON, COURSE], "one finding each, in the order of files");
}

#[test]
fn a_part_needs_its_lesson_its_class_plan_and_its_card() {
    for file in [LESSON, CLASS, CARD] {
        Folder::good().remove(file).finds(file, "missing");
    }
}

#[test]
fn an_id_is_used_once() {
    let folder = Folder::good();
    let informal = "\n[[part.plan.informal]]\nid = \"door\"\ntitle = \"A\"\nabout = \"B\"\n";
    folder.add(COURSE, informal).finds_at(COURSE, 24, "“door” is there twice");
}

#[test]
fn something_informal_that_is_written_down_names_an_exercise_that_is_there() {
    let folder = Folder::good();
    folder.change(COURSE, "id = \"door\"", "id = \"door\"\nexercise = \"gone\"");
    folder.finds("exercises/gone.toml", "asks for this exercise");
}

#[test]
fn an_id_is_in_lower_case() {
    Folder::good().change(COURSE, "\"door\"", "\"The Door\"").finds(COURSE, "The Door");
}

#[test]
fn a_plan_names_a_practice_that_is_there() {
    Folder::good().change(COURSE, "practice = \"sit\"", "practice = \"stand\"").finds_at(
        COURSE,
        19,
        "“stand”",
    );
}

#[test]
fn a_plan_asks_for_minutes_that_the_practice_has() {
    Folder::good().change(COURSE, "\nminutes = 4", "\nminutes = 6").finds(COURSE, "6 minutes");
    Folder::good()
        .change(COURSE, "short_minutes = 3", "short_minutes = 2")
        .finds(COURSE, "2 minutes");
}

#[test]
fn a_plan_names_each_practice_once_and_none_that_is_not_there() {
    Folder::good()
        .change(COURSE, "short_minutes = 3", "short_minutes = 3\nalso = [\"sit\"]")
        .finds(COURSE, "“sit” twice");
    Folder::good()
        .change(COURSE, "short_minutes = 3", "short_minutes = 3\nalso = [\"run\"]")
        .finds(COURSE, "“run”");
}

#[test]
fn a_class_is_as_long_as_its_part_says() {
    Folder::good()
        .change(COURSE, "week = 1\n", "week = 1\nclass_minutes = 90\n")
        .finds(CLASS, "not 90");
}

#[test]
fn an_orientation_comes_before_week_1() {
    Folder::good()
        .change(COURSE, "kind = \"week\"", "kind = \"orientation\"")
        .finds(COURSE, "in week 1");
}

#[test]
fn a_short_day_is_not_longer() {
    Folder::good()
        .change(COURSE, "short_minutes = 3", "short_minutes = 5")
        .finds(COURSE, "longer than the others");
}

#[test]
fn a_week_has_seven_days_and_a_course_so_many_weeks() {
    Folder::good().change(COURSE, "days = 6", "days = 8").finds(COURSE, "8 days");
    Folder::good().change(COURSE, "\nweek = 1", "\nweek = 3").finds(COURSE, "week 3 of 2");
}

#[test]
fn a_folder_of_a_part_stays_inside_the_course() {
    let folder = Folder::good();
    folder.change(COURSE, "\"01-here\"", "\"../../secret\"");
    assert!(folder.findings().iter().any(|f| f.problem.contains("not a plain name")));
}

#[test]
fn a_lesson_has_1200_to_2000_words() {
    Folder::good().write(LESSON, &lesson(1100)).finds(LESSON, "words");
    Folder::good().write(LESSON, &lesson(2100)).finds(LESSON, "words");
    Folder::good().write(LESSON, &lesson(1900)).finds_nothing();
}

#[test]
fn sources_do_not_count_as_words_to_read() {
    let folder = Folder::good();
    let source = "\n- [Somebody, A., and other extraordinarily knowledgeable individuals \
                  (2017). Institutional considerations.](https://example.org/a)";
    folder.add(LESSON, "\n## Sources\n").add(LESSON, &source.repeat(80)).finds_nothing();
}

#[test]
fn a_lesson_that_is_hard_to_read_says_its_grade() {
    let folder = Folder::good();
    let hard = "Institutional considerations necessitate extraordinarily comprehensive \
                organizational accountability. ";
    let finding = folder.add(LESSON, &hard.repeat(60)).finds(LESSON, "grade");
    let grade = finding.problem.split_whitespace().last().unwrap().trim_end_matches('.');
    assert!(grade.parse::<f64>().unwrap() > 9.0, "{finding}");
}

#[test]
fn the_title_of_a_source_may_say_what_it_likes() {
    let source = "\n- [A proven cure! (2017).](https://example.org/a)\n";
    Folder::good().add(LESSON, source).finds_nothing();
}

#[test]
fn what_a_lesson_cannot_hold_is_told_with_its_line() {
    let folder = Folder::good();
    folder.write(LESSON, &lesson(1300).replace("Rain is wet.", "Rain is <b>wet</b>."));
    folder.finds_at(LESSON, 41, "HTML");
}

#[test]
fn a_class_is_150_minutes_long() {
    Folder::good().change(CLASS, "60 min", "50 min").finds(CLASS, "140 minutes");
    Folder::good().write(CLASS, "## The run\n\n- Sit.\n").finds(CLASS, "0 minutes");
}

#[test]
fn a_file_nobody_refers_to_is_found() {
    Folder::good().write("course/01-here/draft.md", "x").finds("course/01-here/draft.md", "refers");
    Folder::good().write("course/02-there/lesson.md", "x").finds("course/02-there", "refers");
    Folder::good().write("help/old.toml", "x").finds("help/old.toml", "refers");
    Folder::good().write("measures/notes.txt", "x").finds("measures/notes.txt", "refers");
    Folder::good().write("spare/x", "x").finds("spare", "folder");
    Folder::good().write("README.md", "x").finds_nothing();
}

#[test]
fn some_words_are_never_said() {
    for word in [
        "It is proven.",
        "No guarantee.",
        "A cure.",
        "Your streak.",
        "Congratulations.",
        "Each user.",
        "The drug-user's car.",
        "You failed.",
        "He was non-compliant.",
        "An ADDICT.",
        "A dirty test.",
        "Two years clean.",
        "Look!",
        "Look 🙂.",
    ] {
        let folder = Folder::good();
        folder.change(LESSON, "Rain is wet.", word).finds(LESSON, "");
        let folder = Folder::good();
        folder.add(CLASS, &format!("\n{word}\n")).finds_at(CLASS, 6, "");
        let folder = Folder::good();
        folder.change(COURSE, "Notice one door a day.", word).finds_at(COURSE, 26, "");
    }
}

#[test]
fn words_that_only_look_alike_pass() {
    let fine = "The secure door, an addiction, a clean cup, a dirty plate, the usual failure.";
    Folder::good().change(LESSON, "Rain is wet.", fine).finds_nothing();
}
