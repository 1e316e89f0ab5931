//! Numbered text from a form.

use evenkeel_core::measures::found::{CopyFormat, Found};

use crate::support::*;

fn read(text: &str) -> Found {
    evenkeel_wording::read_pasted(text).unwrap()
}

/// The form as it is printed: answers above the questions that take them.
pub fn form() -> String {
    let answers = |labels: [&str; 5]| {
        let one = (1..).zip(labels).map(|(code, label)| format!("{code} = {label}"));
        one.collect::<Vec<_>>().join("   ")
    };
    let question = |at: usize| format!("{at}. {}\n", ITEMS[at - 1]);
    let often: String = [1, 2, 3].map(question).concat();
    let much: String = [4, 5].map(question).concat();
    format!(
        "Nights\nThink of last week.\n\n{}\n{often}\n{}\n{much}\n{}\n{}",
        answers(OFTEN),
        answers(MUCH),
        answers(OFTEN),
        question(6)
    )
}

#[test]
fn a_form_with_several_sets_of_answers_is_read_as_published() {
    let found = read(&form());
    assert_eq!(found.format, CopyFormat::Text);
    assert_eq!(found.parts[0].instructions, "Nights\nThink of last week.");
    assert_eq!(found.items[3].place, "line 10");
    is_published(&found);
}

#[test]
fn windows_line_ends_other_marks_and_lines_to_write_on_change_nothing() {
    let odd = form().replace('\n', "\r\n").replace("1. ", "____ 1) ").replace("2. ", "☐ 2  ");
    is_published(&read(&odd));
    is_published(&read(&format!("\u{feff}{}", form().replace(" = ", "="))));
}

#[test]
fn a_question_may_go_on_over_lines_and_end_in_numbers_to_circle() {
    let text = form()
        .replace("I lay there and did sums.", "I lay there\n   and did sums.   1 2 3 4 5")
        .replace("How deep was your sleep?", "How deep was your sleep?\t1\t2\t3\t4\t5");
    is_published(&read(&text));
}

#[test]
fn answers_below_all_questions_hold_for_all() {
    let text = "1. One?\n2. Two?\n\n1 = No\n2 = Yes\n";
    let found = read(text);
    for item in &found.items {
        assert_eq!((codes(item), words(item)), (vec!["1", "2"], vec!["No", "Yes"]));
    }
}

#[test]
fn apostrophes_dashes_and_capitals_do_not_matter_and_words_do() {
    let same = form().replace("I lay there and did sums.", "I LAY THERE — and did sums");
    is_published_text(&same);
    let other = form().replace("did sums", "did some sums");
    let reading = held(&read(&other), &Default::default());
    assert!(reading.wording.is_none());
    assert!(reading.hindrances[0].contains("item 3 (line 7)"), "{:?}", reading.hindrances);
}

fn is_published_text(text: &str) {
    let reading = held(&read(text), &Default::default());
    assert_eq!(reading.hindrances, [""; 0]);
}

#[test]
fn what_is_wrong_is_refused_with_its_line() {
    let twice = evenkeel_wording::read_pasted("1. One?\n1. Two?\n").unwrap_err();
    assert_eq!((twice.place.as_str(), twice.reason.contains("1 is there")), ("line 2", true));
    let empty = evenkeel_wording::read_pasted("No numbers here.\n").unwrap_err();
    assert!(empty.reason.contains("No question"), "{empty}");
    let stray = read("1. One?\n\nA line of its own.\n");
    assert!(notes(&stray).contains("line 3: This line belongs to no question"));
}
