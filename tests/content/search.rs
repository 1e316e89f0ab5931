//! Search over the shipped course: what a reader looks for is there, in time to type.

use std::path::Path;
use std::time::Instant;

use evenkeel_core::course::ContentFolder;
use evenkeel_core::course::load::load;
use evenkeel_core::course::search::{Found, Index, Reader, Target};

fn index() -> Index {
    let content = ContentFolder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"));
    Index::of(&load(&content).unwrap()).unwrap()
}

fn titles(found: &[Found]) -> Vec<&str> {
    found.iter().map(|one| one.title.as_str()).collect()
}

#[test]
fn a_word_leads_to_the_section_it_stands_in_with_the_word_marked() {
    let found = index().search("fridge", Reader::Learner).unwrap();
    let of_week_4 =
        |one: &&Found| matches!(&one.target, Target::Lesson { part, .. } if part == "week-4");
    let mut sections = found.iter().filter(of_week_4);
    assert_eq!(sections.next().unwrap().title, "The monitor and the fridge", "the lesson itself");
    let section = sections.next().expect("a section of it speaks of the fridge");
    assert_eq!(section.within, "The monitor and the fridge");
    assert!(
        section
            .excerpt
            .iter()
            .any(|piece| piece.hit && piece.text.to_lowercase().contains("fridge"))
    );
}

#[test]
fn results_come_while_the_last_word_is_still_being_typed() {
    let index = index();
    for typed in ["m", "mou", "mountai", "the moun", "STOP at one do"] {
        assert!(!index.search(typed, Reader::Learner).unwrap().is_empty(), "{typed:?}");
    }
    assert_eq!(titles(&index.search("mountain", Reader::Learner).unwrap())[0], "Mountain");
}

#[test]
fn all_words_count_and_what_is_nowhere_is_not_found() {
    let index = index();
    assert!(index.search("fridge xylophone", Reader::Learner).unwrap().is_empty());
    assert!(index.search("", Reader::Learner).unwrap().is_empty());
    assert!(index.search("  ,.;  ", Reader::Learner).unwrap().is_empty());
}

#[test]
fn nothing_that_is_typed_breaks_it() {
    let index = index();
    for typed in ["\"", "a OR", "NEAR(", "title:x*", "it’s", "AND AND", "(", "-", "é", "\u{2}\u{3}"]
    {
        index.search(typed, Reader::Teacher).unwrap();
    }
}

#[test]
fn class_plans_are_for_trainers_and_the_course_for_those_who_have_it() {
    let index = index();
    let class = |reader| {
        let found = index.search("inquiry", reader).unwrap();
        found.iter().any(|one| matches!(one.target, Target::Class { .. }))
    };
    assert!(class(Reader::Teacher));
    assert!(!class(Reader::Learner));
    let guest = index.search("a", Reader::Guest).unwrap();
    assert!(!guest.is_empty());
    assert!(guest.iter().all(|one| {
        matches!(one.target, Target::Help | Target::Resource { .. } | Target::Term { .. })
    }));
}

#[test]
fn a_search_takes_no_longer_than_a_key_press() {
    let index = index();
    index.search("warm", Reader::Learner).unwrap();
    let began = Instant::now();
    for typed in ["b", "br", "bre", "brea", "breath", "breath a", "breath at", "breath at t"] {
        index.search(typed, Reader::Learner).unwrap();
    }
    let each = began.elapsed() / 8;
    assert!(each.as_millis() < 60, "a search took {each:?}");
}
