//! A copy held against a key: verdicts, target words, directions, and what stands in the way.

use std::collections::BTreeMap;

use evenkeel_core::measures::fingerprint::{Fingerprints, fingerprint, normalise};
use evenkeel_core::measures::found::Found;
use evenkeel_core::measures::reading::{self, CopyChoices, Reading};
use evenkeel_core::measures::verdict::ItemVerdict;
use evenkeel_core::measures::wording::{Checked, Wording};

use crate::redcap::{dictionary, field};
use crate::support::*;

fn copy(change: impl Fn(String) -> String) -> Found {
    read("nights.csv", &change(dictionary()))
}

fn said(pairs: &[(&str, &str)]) -> CopyChoices {
    let target = pairs.iter().map(|(word, own)| ((*word).to_owned(), (*own).to_owned()));
    CopyChoices { target: target.collect(), ..CopyChoices::default() }
}

fn verdicts(reading: &Reading) -> Vec<ItemVerdict> {
    reading.items.iter().map(|item| item.verdict).collect()
}

fn hindered(reading: &Reading, words: &str) {
    assert!(reading.wording.is_none());
    let all = reading.hindrances.join("\n");
    assert!(all.contains(words), "{all} does not say {words:?}");
}

#[test]
fn the_fingerprint_is_the_one_of_the_facts() {
    // Computed with Python's hashlib and unicodedata over the very same rule.
    assert_eq!(normalise("  I can’t — “sleep”,\n[at] ALL. "), "i cant sleep at all");
    assert_eq!(normalise("ﬁne ½ Ａ naïve"), "fine 1 2 a na ve");
    assert_eq!(normalise("don`t ʼtis 'tis ‘tis"), "dont tis tis tis");
    assert_eq!(fingerprint("nights", "I can’t — “sleep”,\n[at] ALL."), "82dc6f7fb1c4ab27");
    assert_eq!(fingerprint("nights", "ﬁne ½ Ａ naïve"), "9ed801c90e92a3f0");
}

#[test]
fn an_item_that_was_changed_is_refused_and_named() {
    for change in
        ["I lay there and did no sums.", "I lay there and did sum.", "I lay and did sums."]
    {
        let found = copy(|text| text.replace(ITEMS[2], change));
        let reading = held(&found, &CopyChoices::default());
        assert_eq!(verdicts(&reading)[2], ItemVerdict::Differs, "{change}");
        hindered(&reading, "item 3 (row 4 (n3))");
        // Saying that it was compared by hand does not help: the others are as published.
        let unchecked = CopyChoices { unchecked: true, ..CopyChoices::default() };
        hindered(&held(&found, &unchecked), "installed whole or not at all");
    }
}

#[test]
fn missing_repeated_and_foreign_questions_are_named() {
    let row =
        |at: usize| field(&format!("n{at}"), "radio", ITEMS[at - 1], &crate::redcap::choices(at));
    let without = copy(|text| text.replace(&row(5), ""));
    let reading = held(&without, &CopyChoices::default());
    assert_eq!(reading.missing, [5]);
    hindered(&reading, "lacks 1 of the 6 items: 5");
    let twice = copy(|text| text + &row(2).replace("n2,", "again,"));
    let reading = held(&twice, &CopyChoices::default());
    assert_eq!(verdicts(&reading)[6], ItemVerdict::Repeated);
    hindered(&reading, "in the copy twice");
    // All six are there as published, so what is more can be told for certain.
    let more = copy(|text| text + &field("extra", "radio", "Is it raining?", "1, Yes | 2, No"));
    let reading = held(&more, &CopyChoices::default());
    assert_eq!(verdicts(&reading)[6], ItemVerdict::Surplus);
    assert!(reading.wording.is_some());
    assert!(reading.notes.join("\n").contains("They are left out"));
}

#[test]
fn a_translation_is_installed_only_as_unchecked_and_only_when_somebody_says_so() {
    let found = copy(|text| {
        ITEMS.iter().fold(text, |text, item| text.replace(item, &format!("Et {item} là?")))
    });
    let reading = held(&found, &CopyChoices::default());
    assert_eq!(verdicts(&reading), [ItemVerdict::Differs; 6]);
    hindered(&reading, "No question is worded as published");
    let reading = held(&found, &CopyChoices { unchecked: true, ..CopyChoices::default() });
    let wording = reading.wording.unwrap();
    assert_eq!(wording.checked, Checked::Unchecked);
    assert_eq!(wording.items[2].text, "Et I lay there and did sums. là?");
}

#[test]
fn an_instrument_without_fingerprints_is_unchecked_and_takes_its_numbers_from_names() {
    let mut rows: Vec<String> = dictionary().lines().map(|line| line.to_owned() + "\n").collect();
    rows[1..].reverse();
    let found = read("nights.csv", &rows.concat());
    let hold = |choices: &CopyChoices| {
        reading::read(&found, &nights(), &Fingerprints::default(), choices).unwrap()
    };
    hindered(&hold(&CopyChoices::default()), "not known here");
    let reading = hold(&CopyChoices { unchecked: true, ..CopyChoices::default() });
    let numbers: Vec<Option<u32>> = reading.items.iter().map(|item| item.number).collect();
    assert_eq!(numbers, [6, 5, 4, 3, 2, 1].map(Some));
    assert_eq!(reading.wording.unwrap().items[0].text, ITEMS[0]);
    let assigned = BTreeMap::from([("row 2 (n6)".to_owned(), 1), ("row 7 (n1)".to_owned(), 6)]);
    let by_hand = CopyChoices { unchecked: true, assigned, ..CopyChoices::default() };
    assert_eq!(hold(&by_hand).wording.unwrap().items[0].text, ITEMS[5]);
}

#[test]
fn a_count_that_differs_is_refused_where_no_fingerprint_can_tell() {
    let found = copy(|text| text + &field("n7", "radio", "More?", "1, a|2, b|3, c|4, d|5, e"));
    let choices = CopyChoices { unchecked: true, ..CopyChoices::default() };
    let reading = reading::read(&found, &nights(), &Fingerprints::default(), &choices).unwrap();
    hindered(&reading, "1 question of the copy is not of this instrument");
}

#[test]
fn bracketed_words_are_replaced_and_nothing_else() {
    let found = copy(|text| text);
    let reading = held(&found, &said(&[("neighbor", "dog"), ("neighbors", "big dogs")]));
    assert_eq!(reading.hindrances, [""; 0]);
    assert_eq!(reading.checked, Checked::Published);
    let wording = reading.wording.unwrap();
    assert_eq!(wording.items[1].text, "A dog kept me up.");
    assert_eq!(wording.items[5].text, "I dreamed of big dogs and trains.");
    assert_eq!(wording.items[2].text, ITEMS[2]);
    wording.hold(&nights(), &prints()).unwrap();
}

#[test]
fn words_that_a_copy_has_replaced_have_to_be_said() {
    let replaced =
        |text: String| text.replace("[neighbor]", "dog").replace("[neighbors]", "big dogs");
    let found = copy(replaced);
    let reading = held(&found, &CopyChoices::default());
    assert_eq!(verdicts(&reading)[1], ItemVerdict::TargetWord);
    assert_eq!(reading.items[1].replaced, ["neighbor → dog"]);
    hindered(&reading, "neighbor = dog");
    hindered(&reading, "neighbors = big dogs");
    let choices = said(&[("neighbor", "dog"), ("neighbors", "big dogs")]);
    let wording = held(&found, &choices).wording.unwrap();
    assert_eq!(wording.items[1].text, "A dog kept me up.");
    let bracketed = copy(|text| text.replace("[neighbor]", "[dog]"));
    let reading = held(&bracketed, &said(&[("neighbor", "dog")]));
    assert_eq!(reading.items[1].replaced, ["neighbor → dog"]);
    assert_eq!(reading.wording.unwrap().items[1].text, "A dog kept me up.");
}

#[test]
fn a_word_outside_the_brackets_is_not_to_be_replaced() {
    // One more word is changed beside the target word.
    let found = copy(|text| text.replace("A [neighbor] kept me up.", "A [dog] kept me awake."));
    hindered(&held(&found, &said(&[("neighbor", "dog")])), "item 2");
    let found = copy(|text| text.replace("I lay there and did sums.", "I lay [dog] and did sums."));
    hindered(&held(&found, &said(&[("neighbor", "dog")])), "item 3");
}

#[test]
fn one_word_is_replaced_the_same_way_throughout() {
    let key = changed("words = [\"neighbor\", \"neighbors\"]", "words = [\"neighbors\"]");
    let mut prints = prints();
    let second = prints.instruments.get_mut("nights").unwrap();
    second.insert(fingerprint("nights", "A neighbors kept me up."), 2);
    let found = copy(|text| {
        text.replace("A [neighbor] kept", "A cats kept").replace("[neighbors]", "dogs")
    });
    let reading = reading::read(&found, &key, &prints, &CopyChoices::default()).unwrap();
    hindered(&reading, "different things: cats, dogs");
}

#[test]
fn a_replacement_is_one_to_three_plain_words_for_a_word_that_may_be_replaced() {
    let found = copy(|text| text);
    for (word, own) in [
        ("sums", "maths"),
        ("neighbor", ""),
        ("neighbor", "a b c d"),
        ("neighbor", "<b>dog</b>"),
        ("neighbor", "dog]"),
    ] {
        let choices = said(&[(word, own)]);
        let error = reading::read(&found, &nights(), &prints(), &choices).unwrap_err();
        assert_eq!(error.code, evenkeel_core::Code::Refused, "{word}={own}");
    }
}

#[test]
fn a_copy_that_counts_otherwise_has_to_say_which_way() {
    let from_zero = copy(|text| {
        (1..=5).fold(text, |text, code| {
            text.replace(
                &format!("{code}, {}", OFTEN[code - 1]),
                &format!("{}, {}", code * 10, OFTEN[code - 1]),
            )
        })
    });
    let reading = held(&from_zero, &CopyChoices::default());
    hindered(&reading, "The copy counts 10, 20, 30, 40, 50");
    let labels = |turned| {
        let choices = CopyChoices { turned: Some(turned), ..CopyChoices::default() };
        held(&from_zero, &choices).wording.unwrap().labels["often"].clone()
    };
    assert_eq!(labels(false), OFTEN);
    assert_eq!(labels(true), OFTEN.iter().rev().copied().collect::<Vec<_>>());
}

#[test]
fn an_instrument_that_circulates_both_ways_asks_every_time() {
    let key = changed("higher = \"more often\"", "higher = \"more often\"\neither_way = true");
    let found = copy(|text| text);
    let hold = |choices: &CopyChoices| reading::read(&found, &key, &prints(), choices).unwrap();
    hindered(&hold(&CopyChoices::default()), "circulate in both directions");
    assert!(hold(&CopyChoices { turned: Some(true), ..CopyChoices::default() }).wording.is_some());
}

#[test]
fn an_answer_more_is_left_out_and_one_fewer_is_refused() {
    let more = copy(|text| text.replace("5, Every night", "5, Every night | 99, I don’t know"));
    let reading = held(&more, &CopyChoices::default());
    assert!(reading.notes.join("\n").contains("also offers 99 “I don’t know”"));
    assert_eq!(reading.wording.unwrap().labels["often"], OFTEN);
    let fewer = copy(|text| text.replace(" | 5, Every night", ""));
    hindered(&held(&fewer, &CopyChoices::default()), "there are 4 answers, and the key has 5");
    let none = copy(|text| {
        text.replace(
            "1, Never | 2, Seldom | 3, Some nights | 4, Most nights | 5, Every night",
            "1,|2,|3,|4,|5,",
        )
    });
    hindered(&held(&none, &CopyChoices::default()), "no answer has words");
    let other = copy(|text| text.replacen("2, Seldom", "2, Rarely", 1));
    hindered(&held(&other, &CopyChoices::default()), "other words beside its answers");
}

#[test]
fn a_code_that_a_copy_repeats_before_the_words_is_no_part_of_them() {
    let found = copy(|text| {
        (1..).zip(OFTEN).fold(text, |text, (code, label)| {
            text.replace(&format!("{code}, {label}"), &format!("{code}, {code} = {label}"))
        })
    });
    assert_eq!(words(&found.items[0])[0], "1 = Never");
    is_published(&found);
}

#[test]
fn permission_is_to_be_named_where_it_is_needed() {
    let key = changed("minutes = 1", "minutes = 1\nneeds_permission = true");
    let found = copy(|text| text);
    let hold = |permission: &str| {
        let choices = CopyChoices { permission: permission.to_owned(), ..CopyChoices::default() };
        reading::read(&found, &key, &prints(), &choices).unwrap()
    };
    hindered(&hold(" "), "permission");
    assert_eq!(hold("The authors, March 3").wording.unwrap().permission, "The authors, March 3");
}

#[test]
fn the_wording_tells_the_instrument_and_its_name_does_not() {
    let other = read_other();
    let found = copy(|text| text.replace("nights", "pss10"));
    let known = [other, nights()];
    let found_by = reading::identify(&found, &known, &prints()).unwrap();
    assert_eq!(found_by.id, "nights");
    let stranger = copy(|text| ITEMS.iter().fold(text, |text, item| text.replace(item, "Well?")));
    assert!(reading::identify(&stranger, &known, &prints()).is_none());
}

fn read_other() -> evenkeel_core::measures::Instrument {
    let mut other = nights();
    other.id = "pss10".to_owned();
    other
}

#[test]
fn items_are_asked_in_the_order_of_the_key_unless_the_copy_is_to_decide() {
    let mut rows: Vec<String> = dictionary().lines().map(|line| line.to_owned() + "\n").collect();
    rows[1..].reverse();
    let found = read("nights.csv", &rows.concat());
    let numbers = |choices: &CopyChoices| -> Vec<u32> {
        held(&found, choices).wording.unwrap().items.iter().map(|item| item.number).collect()
    };
    assert_eq!(numbers(&CopyChoices::default()), [1, 2, 3, 4, 5, 6]);
    let as_in_copy = CopyChoices { as_in_copy: true, ..CopyChoices::default() };
    assert_eq!(numbers(&as_in_copy), [6, 5, 4, 3, 2, 1]);
    let worded = held(&found, &as_in_copy).wording.unwrap().word(&nights()).unwrap();
    assert_eq!(worded.items[0].number, 6);
    assert_eq!(worded.scales, nights().scales, "the key knows items by number");
}

#[test]
fn numbers_printed_in_the_label_are_no_part_of_the_wording() {
    let found = copy(|text| {
        (1..).zip(ITEMS).fold(text, |text, (at, item)| text.replace(item, &format!("{at}. {item}")))
    });
    is_published(&found);
}

fn installed() -> Wording {
    held(&copy(|text| text), &said(&[("neighbor", "dog")])).wording.unwrap()
}

#[test]
fn a_wording_that_was_changed_on_its_way_is_refused() {
    installed().hold(&nights(), &prints()).unwrap();
    let mut changed = installed();
    changed.items[2].text = "I lay there and did nothing.".to_owned();
    let error = changed.hold(&nights(), &prints()).unwrap_err();
    assert!(error.detail.contains("Item 3 of “Nights” was changed"), "{}", error.detail);
    let mut swapped = installed();
    let text = std::mem::take(&mut swapped.items[0].text);
    swapped.items[0].text = std::mem::replace(&mut swapped.items[2].text, text);
    assert!(swapped.hold(&nights(), &prints()).is_err());
    let mut said = installed();
    said.target.insert("sums".to_owned(), "x".to_owned());
    assert!(said.hold(&nights(), &prints()).is_err());
    let mut cut = installed();
    cut.items.pop();
    assert!(cut.hold(&nights(), &prints()).is_err());
    let mut short = installed();
    short.labels.get_mut("much").unwrap().pop();
    assert!(short.hold(&nights(), &prints()).is_err());
}

#[test]
fn the_version_names_key_and_words_and_not_the_copy_they_came_from() {
    let version = |wording: &Wording| wording.word(&nights()).unwrap().version;
    let first = version(&installed());
    assert!(first.starts_with("1+") && first.len() == 10, "{first}");
    let mut elsewhere = installed();
    elsewhere.source = "other.csv".to_owned();
    assert_eq!(version(&elsewhere), first);
    let mut reworded = installed();
    reworded.items[1].text = "A cat kept me up.".to_owned();
    assert_ne!(version(&reworded), first);
}
