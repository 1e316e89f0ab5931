//! REDCap dictionaries and instrument ZIPs.

use evenkeel_core::measures::found::CopyFormat;

use crate::support::*;

pub const HEADING: &str = "\"Variable / Field Name\",\"Form Name\",\"Section Header\",\"Field Type\",\
\"Field Label\",\"Choices, Calculations, OR Slider Labels\",\"Field Note\",\
\"Text Validation Type OR Show Slider Number\",\"Text Validation Min\",\"Text Validation Max\",\
Identifier?,\"Branching Logic (Show field only if...)\",\"Required Field?\",\"Custom Alignment\",\
\"Question Number (surveys only)\",\"Matrix Group Name\",\"Matrix Ranking?\",\"Field Annotation\"\n";

pub fn choices(item: usize) -> String {
    let pairs = (1..).zip(labels(item)).map(|(code, label)| format!("{code}, {label}"));
    pairs.collect::<Vec<_>>().join(" | ")
}

pub fn field(name: &str, kind: &str, label: &str, choices: &str) -> String {
    format!("{name},nights,,{kind},\"{label}\",\"{choices}\",,,,,,,,,,,,\n")
}

pub fn dictionary() -> String {
    let fields =
        (1..).zip(ITEMS).map(|(at, text)| field(&format!("n{at}"), "radio", text, &choices(at)));
    HEADING.to_owned() + &fields.collect::<String>()
}

#[test]
fn an_instrument_is_read_as_published() {
    let found = read("nights.csv", &dictionary());
    assert_eq!(found.format, CopyFormat::RedcapDictionary);
    assert_eq!(found.items[2].place, "row 4 (n3)");
    is_published(&found);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let text = format!("\u{feff}{}", dictionary().replace('\n', "\r\n"));
    is_published(&read("nights.csv", &text));
}

#[test]
fn html_and_line_breaks_in_a_label_are_read_as_words() {
    let html = "<div class=\"\"rich\"\"><p>I&nbsp;lay there\n<b>and</b> did<br/>sums.</p></div>";
    let found = read("nights.csv", &dictionary().replace(ITEMS[2], html));
    assert_eq!(found.items[2].text, ITEMS[2]);
    is_published(&found);
    let found = read("n.csv", &dictionary().replace(ITEMS[3], "Less than <3 &amp; more? &#8217;"));
    assert_eq!(found.items[3].text, "Less than <3 & more? ’");
}

#[test]
fn blank_labels_stay_blank() {
    let ends = "1, Never | 2,  | 3,  | 4, | 5, Every night";
    let found = read("nights.csv", &dictionary().replace(&choices(1), ends));
    assert_eq!(words(&found.items[0]), ["Never", "", "", "", "Every night"]);
    let reading = held(&found, &Default::default());
    assert_eq!(reading.hindrances, [""; 0]);
    let labels = &reading.wording.unwrap().labels["often"];
    assert_eq!(labels, &["Never", "", "", "", "Every night"]);
}

#[test]
fn a_label_may_hold_commas_and_a_code_letters() {
    let odd = "M, Hardly, if ever | F, Now, and then | 3, c | 4, d | 5, e";
    let found = read("nights.csv", &dictionary().replace(&choices(4), odd));
    assert_eq!(codes(&found.items[3]), ["M", "F", "3", "4", "5"]);
    assert_eq!(words(&found.items[3])[..2], ["Hardly, if ever", "Now, and then"]);
}

#[test]
fn fields_without_answers_are_left_out_and_instructions_kept() {
    let more = field("record_id", "text", "Record", "")
        + &field("intro", "descriptive", "<p>Think of last week.</p>", "")
        + &field("total", "calc", "Total", "sum([n1],[n2])")
        + &field("when", "text", "When?", "");
    let text = dictionary().replace(HEADING, &(HEADING.to_owned() + &more));
    let found = read("nights.csv", &text);
    assert_eq!(found.items.len(), 6);
    assert_eq!(found.parts[0].instructions, "Think of last week.");
    assert!(notes(&found).contains("(total): The file computes a score of its own"));
    is_published(&found);
}

#[test]
fn yes_and_no_have_their_codes() {
    let found = read("n.csv", &(HEADING.to_owned() + &field("a", "yesno", "Did you sleep?", "")));
    assert_eq!(codes(&found.items[0]), ["1", "0"]);
}

#[test]
fn limits_that_contradict_the_answers_are_reported_and_change_nothing() {
    let row = field("n1", "radio", ITEMS[0], &choices(1));
    let limited = row.replace("\",,,,,,,,,,,,", "\",,integer,0,3,,,,,,,,");
    let found = read("nights.csv", &dictionary().replace(&row, &limited));
    let said = notes(&found);
    assert!(said.contains("row 2 (n1)") && said.contains("highest answer is 3"), "{said}");
    assert!(said.contains("run to 5") && said.contains("lowest answer is 0"), "{said}");
    is_published(&found);
}

#[test]
fn several_forms_in_one_dictionary_are_told_apart_by_their_wording() {
    let other =
        field("mood", "radio", "How are you?", "1, Well | 2, Ill").replace("nights", "mood");
    let text = dictionary().replace(HEADING, &(HEADING.to_owned() + &other));
    let found = read("project.csv", &text);
    assert_eq!(found.parts.len(), 2);
    assert_eq!(is_published(&found).part, "nights");
}

#[test]
fn what_is_wrong_is_refused_with_its_row() {
    refuses("a.csv", dictionary().replace("n3,", "n1,"), "row 4 (n1)", "there twice");
    refuses("a.csv", dictionary().replace(&choices(2), ""), "row 2", "no answers");
    refuses("a.csv", dictionary().replace("1, Never", "1, Never | , x"), "row 2", "no code");
    refuses("a.csv", dictionary().replace("2, Seldom", "1, Seldom"), "row 2", "code 1 is there");
    refuses("a.csv", dictionary().replace(",radio,", ",wheel,"), "row 2", "“wheel” is unknown");
    refuses("a.csv", dictionary().replace("n4,nights,,", "n4,nights,"), "row 5", "17 cells");
    refuses("a.csv", dictionary().replace(ITEMS[3], ""), "row 5", "no words");
    refuses("a.csv", dictionary().replace("\"Field Label\",", ""), "row 1", "“field label”");
    refuses("a.csv", dictionary().replace("n4,nights,,", "n4,nights,,\""), "row 5", "cells");
    refuses("a.csv", HEADING, "a.csv", "No question");
}

#[test]
fn text_that_is_not_utf_8_is_refused_with_its_line() {
    let mut bytes = dictionary().into_bytes();
    let at = dictionary().find("did sums").unwrap();
    bytes[at] = 0xE9;
    refuses("a.csv", &bytes, "line 4", "UTF-8");
    refuses("a.csv", [0xFF, 0xFE, 0x41, 0x00], "a.csv", "UTF-16");
}

#[test]
fn an_instrument_zip_is_read_like_its_dictionary() {
    let zip = zipped(&[
        ("OriginID.txt", "redcap.example"),
        ("instrument.csv", &dictionary()),
        ("attachments/picture.png", "not looked at"),
    ]);
    let found = evenkeel_wording::read_bytes("nights.zip", &zip).unwrap();
    assert_eq!(found.format, CopyFormat::RedcapZip);
    is_published(&found);
}

#[test]
fn a_zip_that_leads_out_of_itself_is_refused() {
    for name in ["../instrument.csv", "a/../../x", "/etc/passwd", "C:\\x", "a\\..\\b"] {
        let zip = zipped(&[(name, "x"), ("instrument.csv", &*dictionary())]);
        refuses("a.zip", &zip, "the member", "leads out");
    }
}

#[test]
fn a_zip_bomb_is_refused_before_it_fills_the_memory() {
    let bomb = zipped(&[("instrument.csv", vec![b' '; 80 << 20])]);
    assert!(bomb.len() < 200_000, "it is small as it lies there");
    refuses("a.zip", &bomb, "instrument.csv", "unpacks to more than 64 MB");
    let many: Vec<(String, Vec<u8>)> =
        (0..9).map(|at| (format!("x{at}"), vec![b' '; 8 << 20])).collect();
    let many: Vec<(&str, &Vec<u8>)> = many.iter().map(|(name, bytes)| (&**name, bytes)).collect();
    refuses("a.zip", zipped(&many), "the member “x8”", "unpacks to more than");
}

#[test]
fn a_zip_that_is_something_else_or_damaged_is_refused() {
    refuses("a.zip", zipped(&[("x.txt", "x")]), "a.zip", "no instrument.csv");
    let mut cut = zipped(&[("instrument.csv", dictionary())]);
    cut.truncate(cut.len() / 2);
    refuses("a.zip", &cut, "a.zip", "damaged");
    let bad = zipped(&[("instrument.csv", dictionary().replace("n3,", "n1,"))]);
    refuses("a.zip", &bad, "instrument.csv”, row 4", "there twice");
}
