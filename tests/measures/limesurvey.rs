//! LimeSurvey’s tab-separated structure.

use evenkeel_core::measures::found::CopyFormat;

use crate::support::*;

const HEADING: &str = "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tvalidation\t\
                       mandatory\tother\tdefault\tsame_default";

fn line(class: &str, kind: &str, name: &str, relevance: &str, text: &str) -> String {
    format!("{class}\t{kind}\t{name}\t{relevance}\t{text}\t\ten\t\t\t\t\t\n")
}

/// Two arrays: one asks how often, one how much. Answers have letters for codes, and their values
/// in the column of the relevance.
pub fn survey() -> String {
    let mut text = format!("\u{feff}{HEADING}\n");
    text += "S\t\tlanguage\t\ten\n";
    text += &line("S", "", "format", "", "G");
    text += &line("SL", "", "surveyls_title", "", "Nights");
    text += &line("G", "G0", "nights", "1", "Think of last week.");
    for (name, kind, items, labels) in
        [("often", "F", vec![1, 2, 3, 6], OFTEN), ("much", "F", vec![4, 5], MUCH)]
    {
        text += &line("Q", kind, name, "1", "<p>How was it?</p>");
        for item in items {
            text += &line("SQ", "", &format!("n{item}"), "1", ITEMS[item - 1]);
        }
        for (value, label) in (1..).zip(labels) {
            text += &line("A", "0", &format!("A{value}"), &value.to_string(), label);
        }
    }
    text
}

#[test]
fn arrays_are_read_question_by_question() {
    let found = read("nights.txt", &survey());
    assert_eq!(found.format, CopyFormat::LimeSurvey);
    assert_eq!(codes(&found.items[0]), ["1", "2", "3", "4", "5"], "by their assessment values");
    assert_eq!(found.parts[0].instructions, "Think of last week.\nHow was it?");
    // The wording is installed in the order of the key all the same.
    let reading = is_published(&found);
    assert!(!reading.same_order);
    assert!(reading.notes.iter().any(|note| note.contains("1, 2, 3, 6, 4, 5")));
}

#[test]
fn windows_line_ends_and_the_newer_headings_are_read() {
    is_published(&read("n.txt", &survey().replace('\n', "\r\n")));
    let newer: String = survey()
        .lines()
        .map(|line| {
            if line.contains("type/scale") {
                format!("id\trelated_id\t{line}\tassessment_value\n")
            } else {
                let cells: Vec<&str> = line.split('\t').collect();
                let value = if cells[0] == "A" { cells[3] } else { "" };
                let mut rest = cells.clone();
                rest[3] = "";
                format!("7\t\t{}\t{value}\n", rest.join("\t"))
            }
        })
        .collect();
    is_published(&read("n.txt", &newer.replace("\u{feff}", "")));
}

#[test]
fn a_second_language_is_left_aside() {
    let mut text = survey();
    let other: String = survey()
        .lines()
        .filter(|line| line.starts_with(['G', 'Q', 'A']) || line.starts_with("SQ"))
        .map(|line| line.replace("\ten\t", "\tde\t") + "\n")
        .collect();
    text += &other.replace("I ", "Ich ").replace("How", "Wie");
    is_published(&read("n.txt", &text));
}

#[test]
fn single_questions_and_kinds_without_one_answer() {
    let mut text = format!("{HEADING}\n");
    text += &line("G", "G0", "g", "1", "");
    text += &line("Q", "L", "one", "1", "Did it rain?");
    text += &line("A", "0", "1", "0", "No");
    text += &line("A", "0", "2", "0", "Yes");
    text += &line("Q", "M", "many", "1", "Which?");
    text += &line("SQ", "", "a", "1", "This");
    text += &line("Q", "A", "five", "1", "Rate them");
    text += &line("SQ", "", "b", "1", "Rain");
    let found = read("n.txt", &text);
    assert_eq!(found.items.len(), 2);
    assert_eq!(words(&found.items[0]), ["No", "Yes"]);
    assert_eq!(codes(&found.items[1]), ["1", "2", "3", "4", "5"]);
    assert!(notes(&found).contains("(many): It offers no single answer"));
}

#[test]
fn codes_and_values_that_disagree_are_reported() {
    let text = survey().replace("\tA1\t", "\t5\t").replace("\tA2\t", "\t4\t");
    let text =
        text.replace("\tA3\t", "\t3\t").replace("\tA4\t", "\t2\t").replace("\tA5\t", "\t1\t");
    let found = read("n.txt", &text);
    assert!(notes(&found).contains("one number as code and another as assessment value"));
}

#[test]
fn what_is_wrong_is_refused_with_its_row() {
    let orphan = format!("{HEADING}\n{}", line("A", "0", "A1", "1", "Never"));
    refuses("n.txt", orphan, "row 2 (A1)", "no question before");
    refuses("n.txt", HEADING, "n.txt", "No question");
    refuses("n.txt", survey().replace("\tA2\t2", "\tA1\t1"), "row 7 (n1)", "is there twice");
    refuses("n.lss", "<?xml version=\"1.0\"?><document/>", "n.lss", "XML");
}
