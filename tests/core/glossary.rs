//! Words explained in place.

use evenkeel_core::course::glossary::{Term, mark};
use evenkeel_core::course::lesson::{Block, Inline, parse};

fn term(id: &str, words: &[&str]) -> Term {
    Term {
        id: id.to_owned(),
        title: id.to_owned(),
        words: words.iter().map(|&word| word.to_owned()).collect(),
        text: String::new(),
    }
}

/// The terms marked in a lesson, as `term:words as they stand`, in order.
fn marked(markdown: &str) -> Vec<String> {
    let mut lesson = parse(&format!("## A\n\n{markdown}")).unwrap();
    let terms = [
        term("alliance", &["alliance", "working alliance"]),
        term("scan", &["body scan", "body scans"]),
        term("stress", &["stress"]),
    ];
    mark(&mut lesson, &terms);
    let mut found = Vec::new();
    collect(&lesson.sections[0].blocks, &mut found);
    found
}

fn collect(blocks: &[Block], found: &mut Vec<String>) {
    let mut add = |text: &[Inline]| {
        for inline in text {
            if let Inline::Term { text, term } = inline {
                found.push(format!("{term}:{text}"));
            }
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph { text } => add(text),
            Block::List { items, .. } => items.iter().for_each(|item| add(item)),
            Block::Variants { variants } => variants.iter().for_each(|one| add(&one.text)),
            _ => {}
        }
    }
}

#[test]
fn a_term_is_marked_where_it_first_stands_and_only_there() {
    assert_eq!(marked("Two body scans.\n\nA body scan again.\n"), ["scan:body scans"]);
}

#[test]
fn the_longest_form_at_a_place_wins_and_capitals_do_not_matter() {
    assert_eq!(
        marked("Working alliance, and Stress.\n"),
        ["alliance:Working alliance", "stress:Stress"]
    );
}

#[test]
fn a_part_of_a_longer_word_is_no_term() {
    assert!(marked("Distress, stressed, and stress-free.\n").is_empty());
}

#[test]
fn a_term_with_a_note_of_its_own_is_left_to_the_note() {
    assert!(marked("> [!note] Stress\n> It is this.\n\nAnd stress there.\n").is_empty());
}

#[test]
fn each_reader_gets_the_term_explained_in_their_own_variant() {
    let found =
        marked("> [!for] a\n> The stress.\n\n> [!for] b\n> More stress.\n\nStress again.\n");
    assert_eq!(found, ["stress:stress", "stress:stress"]);
}

#[test]
fn nothing_of_the_text_is_lost_by_marking() {
    let text = "A body scan, “stress”, and é working alliance…";
    let mut lesson = parse(&format!("## A\n\n{text}\n")).unwrap();
    mark(&mut lesson, &[term("scan", &["body scan"]), term("alliance", &["working alliance"])]);
    let Block::Paragraph { text: marked } = &lesson.sections[0].blocks[0] else { panic!() };
    assert_eq!(marked.iter().map(Inline::words).collect::<String>(), text);
}
