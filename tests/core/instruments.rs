//! The keys that ship: each against a sheet worked out by hand, against the published straight
//! lines, and against what has to hold for any sheet.

use std::collections::BTreeMap;
use std::path::Path;

use evenkeel_core::course::ContentFolder;
use evenkeel_core::measures::key::range;
use evenkeel_core::measures::score::{Score, score};
use evenkeel_core::measures::{Answer, Instrument, Rule, load};
use proptest::prelude::*;

pub fn shipped() -> Vec<Instrument> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    load::load(&ContentFolder::new(content)).unwrap()
}

fn instrument(id: &str) -> Instrument {
    shipped().into_iter().find(|known| known.id == id).unwrap()
}

/// Answers to the items 1, 2, 3 …; none where an item was skipped.
fn sheet(codes: &[Option<i32>]) -> BTreeMap<u32, Answer> {
    (1..)
        .zip(codes)
        .map(|(number, code)| (number, code.map_or(Answer::Skipped, Answer::Code)))
        .collect()
}

fn scored(id: &str, codes: &[i32]) -> BTreeMap<String, f64> {
    let instrument = instrument(id);
    let codes: Vec<Option<i32>> = codes.iter().copied().map(Some).collect();
    let scores = score(&instrument, &sheet(&codes)).into_iter();
    scores.map(|score| (score.scale, score.value.unwrap())).collect()
}

/// What the same answer to every item gives.
fn straight(id: &str, code: i32) -> BTreeMap<String, f64> {
    let items = instrument(id).items.len();
    scored(id, &vec![code; items])
}

fn assert_scores(id: &str, codes: &[i32], expected: &[(&str, f64)]) {
    let found = scored(id, codes);
    let expected: BTreeMap<String, f64> =
        expected.iter().map(|(scale, value)| ((*scale).to_owned(), *value)).collect();
    assert_eq!(found, expected, "{id}");
}

#[test]
fn proqol_by_hand() {
    // Satisfaction 3 6 12 16 18 20 22 24 27 30: 1 1 2 1 3 5 2 4 2 5 = 26.
    // Burnout 1 4 8 10 15 17 19 21 26 29 with 1 4 15 17 29 reversed:
    //   5 2 3 5 1 4 4 1 1 2 = 28.
    // STS 2 5 7 9 11 13 14 23 25 28: 2 5 2 4 1 3 4 3 5 3 = 32.
    let answers =
        [1, 2, 1, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5];
    assert_scores("proqol5", &answers, &[("cs", 26.0), ("bo", 28.0), ("sts", 32.0)]);
}

#[test]
fn cbi_by_hand() {
    // Personal: 100 75 50 25 0 50, sum 300 of 6. Work: 75 75 75 75 75 75 and 100 − 75; sum 475 of 7.
    // Client: 0 0 0 0 100 50, sum 150 of 6.
    let answers = [100, 75, 50, 25, 0, 50, 75, 75, 75, 75, 75, 75, 75, 0, 0, 0, 0, 100, 50];
    assert_scores("cbi", &answers, &[("personal", 50.0), ("work", 475.0 / 7.0), ("client", 25.0)]);
}

#[test]
fn stss_by_hand() {
    // Intrusion 2 3 6 10 13: 2 3 1 5 3 = 14. Avoidance 1 5 7 9 12 14 17: 1 5 2 4 2 4 2 = 20.
    // Arousal 4 8 11 15 16: 4 3 1 5 1 = 14.
    let answers = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2];
    assert_scores(
        "stss",
        &answers,
        &[("intrusion", 14.0), ("avoidance", 20.0), ("arousal", 14.0), ("total", 48.0)],
    );
}

#[test]
fn maas_by_hand() {
    // 1 2 3 4 5 6 twice are 42, and 1 2 3: 48 over 15.
    let answers = [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3];
    assert_scores("maas", &answers, &[("mindfulness", 3.2)]);
}

#[test]
fn ffmq15_by_hand() {
    // Observe 1 6 11: 1 1 1. Describe 2 7 12, 7 reversed: 2 4 2. Act 3 8 13, all reversed: 3 3 3.
    // Not judging 4 9 14, all reversed: 2 2 2. Not reacting 5 10 15: 5 5 5.
    let answers = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5];
    assert_scores(
        "ffmq15",
        &answers,
        &[
            ("observe", 3.0),
            ("describe", 8.0),
            ("act", 9.0),
            ("nonjudge", 6.0),
            ("nonreact", 15.0),
            ("total", 41.0),
        ],
    );
}

#[test]
fn ffmq39_by_hand() {
    // The answers go 1 2 3 4 5 1 2 …; an item's answer is its number less 1, by fives, and 1 more.
    // Observe 1 6 11 15 20 26 31 36: 1 1 1 5 5 1 1 1 = 16.
    // Describe 2 7 12' 16' 22' 27 32 37: 2 2 4 5 4 2 2 2 = 23.
    // Act 5 8 13 18 23 28 34 38, reversed: 1 3 3 3 3 3 2 3 = 21.
    // Not judging 3 10 14 17 25 30 35 39, reversed: 3 1 2 4 1 1 1 2 = 15.
    // Not reacting 4 9 19 21 24 29 33: 4 4 4 1 4 4 3 = 24.
    let answers: Vec<i32> = (0..39).map(|place| place % 5 + 1).collect();
    assert_scores(
        "ffmq39",
        &answers,
        &[
            ("observe", 16.0),
            ("describe", 23.0),
            ("act", 21.0),
            ("nonjudge", 15.0),
            ("nonreact", 24.0),
            ("total", 99.0),
        ],
    );
}

#[test]
fn pss10_by_hand() {
    // 0 1 2 and 4 − 3, then 4 − 4, 0, 4 − 1, 4 − 2, 3 4: 0 1 2 1 0 0 3 2 3 4 = 16.
    assert_scores("pss10", &[0, 1, 2, 3, 4, 0, 1, 2, 3, 4], &[("stress", 16.0)]);
}

#[test]
fn olbi_by_hand() {
    // Exhaustion 2 4 5 8 10 12 14 16 with 2 4 8 12 reversed: 3 1 1 1 2 1 2 4 = 15.
    // Disengagement 1 3 6 7 9 11 13 15 with 3 6 9 11 reversed: 1 2 3 3 4 2 1 3 = 19.
    let answers = [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4];
    assert_scores(
        "olbi",
        &answers,
        &[("exhaustion", 15.0), ("disengagement", 19.0), ("total", 34.0)],
    );
}

#[test]
fn bat12_by_hand() {
    // 1 2 3; 4 5 1; 2 3 4; 5 1 2: means 2, 10/3, 3, 8/3; all 33 over 12.
    assert_scores(
        "bat12",
        &[1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2],
        &[
            ("exhaustion", 2.0),
            ("distance", 10.0 / 3.0),
            ("cognitive", 3.0),
            ("emotional", 8.0 / 3.0),
            ("total", 2.75),
        ],
    );
}

#[test]
fn scs_sf_by_hand() {
    // 1 4 8 9 11 12 reversed: 5 2 3 2 5 1 2 3 2 5 5 4 = 39 over 12.
    assert_scores("scs-sf", &[1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2], &[("self_compassion", 3.25)]);
}

#[test]
fn wai_sr_by_hand() {
    // Task 1 2 10 12: 1 2 5 2 = 10. Bond 3 5 7 9: 3 5 2 4 = 14. Goal 4 6 8 11: 4 1 3 1 = 9.
    assert_scores(
        "wai-sr",
        &[1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2],
        &[("task", 10.0), ("bond", 14.0), ("goal", 9.0), ("total", 33.0)],
    );
}

#[test]
fn the_single_item_is_its_own_score() {
    assert_scores("burnout-single", &[4], &[("burnout", 4.0)]);
}

#[test]
fn our_check_in_by_hand() {
    // Answers 1 2 3 4 5 1 2 … by number. Burnout 2 8' 13 19' 25 30': 2 3 3 2 5 1 = 16 over 6.
    // Compassion fatigue 4 10' 16 21' 27 33': 4 1 1 5 2 3 = 16. Satisfaction 5 11' 17 22' 28 32':
    // 5 5 2 4 3 4 = 23. Mindfulness 1 7' 12 18' 24 29': 1 4 2 3 4 2 = 16.
    // Alliance 3 9' 15 20' 26 31': 3 2 5 1 1 5 = 17. Workload 6 14' 23 34': 1 2 3 2 = 8 over 4.
    let answers: Vec<i32> = (0..34).map(|place| place % 5 + 1).collect();
    assert_scores(
        "checkin",
        &answers,
        &[
            ("burnout", 16.0 / 6.0),
            ("compassion_fatigue", 16.0 / 6.0),
            ("compassion_satisfaction", 23.0 / 6.0),
            ("mindfulness", 16.0 / 6.0),
            ("alliance", 17.0 / 6.0),
            ("workload", 2.0),
        ],
    );
}

#[test]
fn our_course_feedback_by_hand_and_its_open_questions_count_for_nothing() {
    // Fit 1 4 6' 9': 1 4 5 2 = 12 over 4. Room 2 5 7' 10: 2 5 4 5 = 16. Class 3 8' 11 12':
    // 3 3 1 4 = 11. 13 to 15 are open.
    let answers = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 1, 1, 1];
    assert_scores("course-feedback", &answers, &[("fit", 3.0), ("room", 4.0), ("class", 2.75)]);
}

#[test]
fn straight_lines_give_the_published_values() {
    for k in 1..=5 {
        let n = f64::from(k);
        let proqol = straight("proqol5", k);
        assert_eq!((proqol["cs"], proqol["bo"], proqol["sts"]), (10.0 * n, 30.0, 10.0 * n));
        assert_eq!(straight("scs-sf", k)["self_compassion"], 3.0);
        let long = straight("ffmq39", k);
        assert_eq!(long["total"], 114.0 + n);
        assert_eq!((long["observe"], long["nonreact"]), (8.0 * n, 7.0 * n));
        assert_eq!(long["describe"], 18.0 + 2.0 * n);
        assert_eq!((long["act"], long["nonjudge"]), (48.0 - 8.0 * n, 48.0 - 8.0 * n));
        assert_eq!(straight("ffmq15", k)["total"], 42.0 + n);
        assert_eq!(straight("bat12", k)["total"], n);
        assert_eq!(straight("stss", k)["total"], 17.0 * n);
        assert_eq!(straight("wai-sr", k)["total"], 12.0 * n);
    }
    for k in 1..=6 {
        assert_eq!(straight("maas", k)["mindfulness"], f64::from(k));
    }
    for k in 1..=4 {
        let olbi = straight("olbi", k);
        assert_eq!((olbi["exhaustion"], olbi["disengagement"]), (20.0, 20.0));
    }
    for (k, total) in [(0, 16.0), (1, 18.0), (2, 20.0), (3, 22.0), (4, 24.0)] {
        assert_eq!(straight("pss10", k)["stress"], total);
    }
    for (v, work) in [(0, 14.29), (25, 32.14), (50, 50.0), (75, 67.86), (100, 85.71)] {
        let cbi = straight("cbi", v);
        assert_eq!((cbi["personal"], cbi["client"]), (f64::from(v), f64::from(v)));
        assert!((cbi["work"] - work).abs() < 0.005, "{}", cbi["work"]);
    }
}

#[test]
fn reversed_items_are_those_of_the_facts() {
    let reversed = |id: &str| {
        let mut all: Vec<u32> = instrument(id)
            .scales
            .iter()
            .filter(|scale| !scale.total)
            .flat_map(|scale| scale.reversed.clone())
            .collect();
        all.sort_unstable();
        all
    };
    assert_eq!(reversed("proqol5"), [1, 4, 15, 17, 29]);
    assert_eq!(reversed("cbi"), [13]);
    assert_eq!(reversed("maas"), [0; 0], "a higher code means less often: nothing to reverse");
    assert_eq!(reversed("pss10"), [4, 5, 7, 8]);
    assert_eq!(reversed("olbi"), [2, 3, 4, 6, 8, 9, 11, 12]);
    assert_eq!(reversed("scs-sf"), [1, 4, 8, 9, 11, 12]);
    assert_eq!(reversed("ffmq15"), [3, 4, 7, 8, 9, 13, 14]);
    assert_eq!(
        reversed("ffmq39"),
        [3, 5, 8, 10, 12, 13, 14, 16, 17, 18, 22, 23, 25, 28, 30, 34, 35, 38, 39]
    );
    for id in ["stss", "bat12", "wai-sr", "burnout-single"] {
        assert_eq!(reversed(id), [0; 0], "{id}");
    }
}

#[test]
fn the_smallest_reliable_change_is_the_published_formula() {
    // 1.96 · √2 · SD · √(1 − r), with the figures that the facts give.
    for (id, scale, expected) in [
        ("cbi", "personal", 16.5),
        ("cbi", "work", 17.7),
        ("cbi", "client", 18.9),
        ("stss", "total", 7.85),
        ("maas", "mindfulness", 0.83),
        ("pss10", "stress", 8.3),
    ] {
        let instrument = instrument(id);
        let scale = instrument.scales.iter().find(|known| known.id == scale).unwrap();
        let precision = scale.precision.as_ref().unwrap();
        let change = precision.smallest_reliable_change();
        let last_digit = if expected > 16.0 || expected == 8.3 { 0.05 } else { 0.005 };
        assert!((change - expected).abs() <= last_digit, "{id}: {change} for {expected}");
        assert!(precision.verify, "{id}: the facts mark these figures as not confirmed");
    }
    let proqol = instrument("proqol5");
    assert!(proqol.scales.iter().all(|scale| scale.precision.is_none()), "no raw spread is known");
}

/// Any instrument that ships, and any sheet of it.
fn any() -> impl Strategy<Value = (Instrument, Vec<Option<i32>>)> {
    proptest::sample::select(shipped()).prop_flat_map(|instrument| {
        let answers: Vec<_> = instrument
            .items
            .iter()
            .map(|item| {
                proptest::option::weighted(
                    0.85,
                    proptest::sample::select(instrument.codes(item).to_vec()),
                )
            })
            .collect();
        (Just(instrument), answers)
    })
}

fn scores(instrument: &Instrument, codes: &[Option<i32>]) -> Vec<Score> {
    score(instrument, &sheet(codes))
}

proptest! {
    #[test]
    fn turning_every_answer_and_every_reversal_around_changes_nothing((plain, codes) in any()) {
        let mut turned = plain.clone();
        for scale in &mut turned.scales {
            let was = scale.reversed.clone();
            scale.reversed = scale.items.iter().copied().filter(|n| !was.contains(n)).collect();
        }
        let flip = |(item, code): (&evenkeel_core::measures::Item, &Option<i32>)| {
            let offered = plain.codes(item);
            code.map(|code| offered[0] + offered[offered.len() - 1] - code)
        };
        let flipped: Vec<Option<i32>> = plain.items.iter().zip(&codes).map(flip).collect();
        let twice: Vec<Option<i32>> = plain.items.iter().zip(&flipped).map(flip).collect();
        prop_assert_eq!(&twice, &codes, "reversing twice is as before");
        for (a, b) in scores(&plain, &codes).iter().zip(scores(&turned, &flipped)) {
            prop_assert_eq!(a, &b);
        }
    }

    #[test]
    fn a_score_is_in_range_and_there_exactly_when_the_rule_gives_it((plain, codes) in any()) {
        for (scale, found) in plain.scales.iter().zip(scores(&plain, &codes)) {
            let answered = scale.items.iter().filter(|n| codes[**n as usize - 1].is_some()).count();
            prop_assert_eq!(found.answered as usize, answered);
            prop_assert_eq!(found.value.is_some(), answered >= scale.least_answered as usize);
            prop_assert_eq!(&found.rule, &scale.rule_id());
            let (lowest, highest) = range(&plain, scale);
            if let Some(value) = found.value {
                prop_assert!(value >= lowest - 1e-9 && value <= highest + 1e-9, "{} {value}", scale.id);
            }
        }
    }

    #[test]
    fn the_order_of_items_and_reversals_changes_nothing((plain, codes) in any(), turn in 0_usize..40) {
        let mut turned = plain.clone();
        turned.items.reverse();
        for scale in &mut turned.scales {
            let length = scale.items.len();
            scale.items.rotate_left(turn % length);
            scale.reversed.reverse();
        }
        prop_assert_eq!(scores(&plain, &codes), scores(&turned, &codes));
    }

    #[test]
    fn a_whole_sheet_scores_as_the_sum_says((plain, codes) in any()) {
        let whole: Vec<i32> = plain
            .items
            .iter()
            .zip(&codes)
            .map(|(item, code)| code.unwrap_or(plain.codes(item)[0]))
            .collect();
        let all: Vec<Option<i32>> = whole.iter().copied().map(Some).collect();
        for (scale, found) in plain.scales.iter().zip(scores(&plain, &all)) {
            let value = |number: &u32| {
                let item = plain.items.iter().find(|item| item.number == *number).unwrap();
                let codes = plain.codes(item);
                let raw = whole[*number as usize - 1];
                let ends = codes[0] + codes[codes.len() - 1];
                f64::from(if scale.reversed.contains(number) { ends - raw } else { raw })
            };
            let sum: f64 = scale.items.iter().map(value).sum();
            let expected = match scale.score {
                Rule::Sum => sum,
                // The codes of the one instrument that is scored 0 to 100 are 0 to 100.
                Rule::Mean | Rule::Percent => sum / scale.items.len() as f64,
            };
            prop_assert!((found.value.unwrap() - expected).abs() < 1e-9, "{}", scale.id);
        }
    }
}
