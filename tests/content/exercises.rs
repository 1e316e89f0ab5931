//! Rules of exercises, scenarios, cards, the glossary and examples by role.

use crate::folder::{CARD, COURSE, DECK, EXERCISE, Folder, GLOSSARY, LESSON, NEEDS};

#[test]
fn a_lesson_has_two_exercises_in_the_program_and_each_is_there() {
    Folder::good()
        .change(LESSON, "> [!try quiet] Quiet\n> Be quiet.\n", "")
        .remove("exercises/quiet.toml")
        .finds(LESSON, "1 exercises");
    Folder::good().remove("exercises/quiet.toml").finds("exercises/quiet.toml", "not there");
}

#[test]
fn an_exercise_nobody_asks_for_is_a_stray() {
    let folder = Folder::good();
    let text = include_str!("fixtures/map.toml").replace("\"map\"\ntitle", "\"left\"\ntitle");
    folder.write("exercises/left.toml", &text).finds("exercises/left.toml", "Nothing refers");
}

#[test]
fn an_exercise_is_named_as_its_file_is() {
    Folder::good().change(EXERCISE, "id = \"map\"", "id = \"card\"").finds(EXERCISE, "“card”");
}

#[test]
fn an_exercise_has_words_a_shape_and_a_practice_that_is_there() {
    for (from, to, words) in [
        ("title = \"A map\"", "title = \"\"", "no words"),
        ("Kept.", "You are on a streak.", "streak"),
        ("minutes = 5", "minutes = 0", "no time"),
        ("times = 1", "times = 9", "1 to 7"),
        ("layout = \"map\"", "layout = \"dots\"", "dots"),
        ("options = [\"some\", \"none\"]", "", "without options"),
        ("practice = \"sit\"", "practice = \"run\"", "“run”"),
        ("id = \"urge\"", "id = \"body\"", "there twice"),
    ] {
        Folder::good().change(EXERCISE, from, to).finds(EXERCISE, words);
    }
    Folder::good()
        .change(EXERCISE, "[[field]]\nid = \"urge\"\nlabel = \"Urge\"\nkind = \"list\"\n", "")
        .finds(EXERCISE, "four corners");
}

#[test]
fn a_card_is_one_page() {
    Folder::good().write(CARD, "## A card\n\nToo short.\n").finds(CARD, "4 words");
    let long = format!("## A card\n\n{}\n", "Feel your feet. ".repeat(70));
    Folder::good().write(CARD, &long).finds(CARD, "212 words");
}

#[test]
fn a_scenario_is_somewhere_and_offers_more_than_one_way() {
    for (from, to, words) in [
        ("place = \"court\"", "place = \"moon\"", "“moon”"),
        (", \"You could call the office and ask.\"", "", "single way"),
        ("The bus has left, and his phone is at two percent. ", "", "words"),
        ("The pull to be kind.", "", "no words"),
        ("place = \"court\"", "place = \"court\"\nroles = [\"pilot\"]", "“pilot”"),
    ] {
        let folder = Folder::good();
        folder.change(DECK, from, to);
        let told = folder.findings();
        assert!(
            told.iter().all(|one| one.file == DECK)
                && told.iter().any(|one| one.problem.contains(words)),
            "{words}: {told:#?}"
        );
    }
}

#[test]
fn two_terms_do_not_explain_the_same_word() {
    let more = "\n[[term]]\nid = \"scan\"\ntitle = \"Scan\"\nwords = [\"body scan\"]\ntext = \"A scan.\"\n";
    Folder::good().add(GLOSSARY, more).finds(GLOSSARY, "“body scan”");
    Folder::good()
        .change(GLOSSARY, "\"body scans\"", "\"Body scans\"")
        .finds(GLOSSARY, "lower case");
}

/// A course with two roles, and a lesson with so many sets of examples.
fn with_roles(sets: usize) -> Folder {
    let folder = Folder::good();
    let roles = "[[role]]\nid = \"walker\"\ntitle = \"Walker\"\n\n[[role]]\nid = \"caller\"\ntitle = \"Caller\"\n\n[[part]]";
    folder.change(COURSE, "[[part]]", roles);
    for _ in 0..sets {
        folder.add(LESSON, "\n> [!for] walker\n> You walk there.\n\n> [!for] caller\n> You call first.\n\nSo it goes.\n");
    }
    folder
}

#[test]
fn every_lesson_has_two_sets_of_examples_for_roles_that_the_course_knows() {
    with_roles(2).finds_nothing();
    with_roles(1).finds(LESSON, "1 sets");
    let folder = with_roles(3);
    folder.add(LESSON, "\n> [!for] pilot\n> You fly.\n");
    folder.finds(LESSON, "“pilot”");
}

#[test]
fn every_question_of_a_form_has_words_and_two_answers_or_more() {
    let folder = Folder::good();
    folder.change(NEEDS, "[\"Early\", \"Late\"]", "[\"Early\"]").finds(NEEDS, "fewer than two");
    let folder = Folder::good();
    folder.change(NEEDS, "\"When?\"", "\"\"").finds(NEEDS, "no words for the question “time”");
    let folder = Folder::good();
    folder.change(NEEDS, "id = \"time\"", "id = \"Time\"").finds(NEEDS, "lower case");
}
