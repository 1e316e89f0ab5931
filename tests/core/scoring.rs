//! Scores, against sums done by hand and the published straight-line values.

use std::collections::BTreeMap;

use evenkeel_core::measures::score::{Score, score};
use evenkeel_core::measures::{Answer, Instrument, Item, Responses, Rule, Scale};
use proptest::prelude::*;

/// A key without wording: scales as (id, items, reversed, fewest answers).
pub fn key(codes: &[i32], rule: Rule, scales: &[(&str, &[u32], &[u32], u32)]) -> Instrument {
    let count = scales.iter().flat_map(|(_, items, ..)| *items).max().copied().unwrap_or(0);
    let responses = Responses { codes: codes.to_vec(), ..Responses::default() };
    Instrument {
        format_version: 1,
        id: "key".to_owned(),
        version: "1".to_owned(),
        title: String::new(),
        about: String::new(),
        recall: String::new(),
        licence: String::new(),
        credit: String::new(),
        citation: String::new(),
        validated: false,
        minutes: 1,
        needs_permission: false,
        target: None,
        verify: Vec::new(),
        contradictions: Vec::new(),
        straight: Vec::new(),
        instructions: String::new(),
        language: None,
        checked: None,
        responses: BTreeMap::from([("all".to_owned(), responses)]),
        scales: scales
            .iter()
            .map(|&(id, items, reversed, least_answered)| Scale {
                id: id.to_owned(),
                title: String::new(),
                about: String::new(),
                score: rule,
                least_answered,
                rule_by: String::new(),
                items: items.to_vec(),
                reversed: reversed.to_vec(),
                total: false,
                bands: None,
                precision: None,
            })
            .collect(),
        items: (1..=count)
            .map(|number| Item {
                number,
                text: String::new(),
                responses: "all".to_owned(),
                open: false,
                quasi: None,
                column: String::new(),
            })
            .collect(),
    }
}

fn sheet(codes: &[i32]) -> BTreeMap<u32, Answer> {
    (1..).zip(codes).map(|(number, &code)| (number, Answer::Code(code))).collect()
}

fn values(scores: &[Score]) -> Vec<Option<f64>> {
    scores.iter().map(|score| score.value).collect()
}

fn straight(instrument: &Instrument, code: i32) -> Vec<f64> {
    let answers = sheet(&vec![code; instrument.items.len()]);
    score(instrument, &answers).into_iter().map(|score| score.value.unwrap()).collect()
}

/// CBI in the numbers of the 2004 form; missing-data rule as published.
fn cbi() -> Instrument {
    key(
        &[0, 25, 50, 75, 100],
        Rule::Mean,
        &[
            ("personal", &[1, 2, 3, 4, 5, 6], &[], 3),
            ("work", &[7, 8, 9, 10, 11, 12, 13], &[13], 4),
            ("client", &[14, 15, 16, 17, 18, 19], &[], 3),
        ],
    )
}

fn proqol() -> Instrument {
    key(
        &[1, 2, 3, 4, 5],
        Rule::Sum,
        &[
            ("cs", &[3, 6, 12, 16, 18, 20, 22, 24, 27, 30], &[], 8),
            ("bo", &[1, 4, 8, 10, 15, 17, 19, 21, 26, 29], &[1, 4, 15, 17, 29], 8),
            ("sts", &[2, 5, 7, 9, 11, 13, 14, 23, 25, 28], &[], 8),
        ],
    )
}

#[test]
fn a_mean_and_a_reversed_item_by_hand() {
    let two = key(&[1, 2, 3, 4, 5], Rule::Mean, &[("a", &[1, 3], &[3], 2), ("b", &[2], &[], 1)]);
    // a: 2 and 6 − 5 = 1, so 1.5; b: 4.
    let scores = score(&two, &sheet(&[2, 4, 5]));
    assert_eq!(values(&scores), [Some(1.5), Some(4.0)]);
    assert_eq!(scores[0].scale, "a", "scales keep the key's order");
}

#[test]
fn the_worked_example_of_the_cbi() {
    // Every personal and work answer 75, every client answer 50, before reversal.
    let answers: Vec<i32> = [vec![75; 13], vec![50; 6]].concat();
    let found = values(&score(&cbi(), &sheet(&answers)));
    assert_eq!(found, [Some(75.0), Some((6.0 * 75.0 + 25.0) / 7.0), Some(50.0)]);
}

#[test]
fn straight_lines_give_what_the_keys_imply() {
    for (value, work) in [(0, 100.0), (25, 225.0), (50, 350.0), (75, 475.0), (100, 600.0)] {
        let same = f64::from(value);
        assert_eq!(straight(&cbi(), value), [same, work / 7.0, same]);
    }
    for k in 1..=5 {
        let ten = f64::from(k * 10);
        assert_eq!(straight(&proqol(), k), [ten, 30.0, ten], "five of ten are reversed");
    }
    let pss = key(
        &[0, 1, 2, 3, 4],
        Rule::Sum,
        &[("total", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], &[4, 5, 7, 8], 10)],
    );
    for (k, total) in [(0, 16.0), (1, 18.0), (2, 20.0), (3, 22.0), (4, 24.0)] {
        assert_eq!(straight(&pss, k), [total], "codes that begin at 0 reverse to 4 − k");
    }
}

#[test]
fn a_score_needs_the_fewest_answers_and_no_more() {
    let mut answers = sheet(&[75; 13]);
    for number in [1, 2, 3] {
        answers.insert(number, Answer::Skipped);
    }
    let three = score(&cbi(), &answers);
    assert_eq!((three[0].value, three[0].answered), (Some(75.0), 3));
    answers.insert(4, Answer::Refused);
    let two = score(&cbi(), &answers);
    assert_eq!((two[0].value, two[0].answered), (None, 2));
    assert_eq!((two[2].value, two[2].answered), (None, 0), "items that were not asked are missing");
}

#[test]
fn a_sum_fills_what_is_missing_with_the_mean_of_the_rest() {
    let mut answers = sheet(&[4; 30]);
    answers.insert(3, Answer::Skipped);
    answers.insert(6, Answer::Code(2));
    // Satisfaction: 2 + eight times 4 are 34 over nine, so ten are 37.7…
    let scores = score(&proqol(), &answers);
    assert_eq!((scores[0].value, scores[0].answered), (Some(340.0 / 9.0), 9));
}

#[test]
fn a_code_the_item_does_not_offer_is_no_answer() {
    let answers = sheet(&[vec![60], vec![75; 18]].concat());
    let personal = &score(&cbi(), &answers)[0];
    assert_eq!((personal.value, personal.answered), (Some(75.0), 5));
}

fn any_sheet() -> impl Strategy<Value = BTreeMap<u32, Answer>> {
    let answer = prop_oneof![
        8 => (1..=5).prop_map(|code| Some(Answer::Code(code))),
        1 => Just(Some(Answer::Skipped)),
        1 => Just(Some(Answer::Refused)),
        1 => Just(None),
    ];
    proptest::collection::vec(answer, 30).prop_map(|answers| {
        (1..).zip(answers).filter_map(|(number, answer)| Some((number, answer?))).collect()
    })
}

proptest! {
    #[test]
    fn reversing_every_answer_and_every_item_changes_nothing(answers in any_sheet()) {
        let plain = proqol();
        let mut turned = proqol();
        for scale in &mut turned.scales {
            let was = scale.reversed.clone();
            scale.reversed = scale.items.iter().copied().filter(|n| !was.contains(n)).collect();
        }
        let flipped = answers
            .iter()
            .map(|(&number, &answer)| match answer {
                Answer::Code(code) => (number, Answer::Code(6 - code)),
                other => (number, other),
            })
            .collect();
        prop_assert_eq!(score(&plain, &answers), score(&turned, &flipped));
    }

    #[test]
    fn the_order_of_a_scales_items_changes_nothing(answers in any_sheet(), turn in 0_usize..10) {
        let plain = proqol();
        let mut turned = proqol();
        for scale in &mut turned.scales {
            scale.items.rotate_left(turn);
            scale.reversed.reverse();
        }
        prop_assert_eq!(score(&plain, &answers), score(&turned, &answers));
    }

    #[test]
    fn a_score_stays_in_range_and_is_there_when_enough_was_answered(answers in any_sheet()) {
        for found in score(&proqol(), &answers) {
            prop_assert_eq!(found.value.is_some(), found.answered >= 8);
            if let Some(value) = found.value {
                prop_assert!((10.0..=50.0).contains(&value));
            }
        }
    }
}
