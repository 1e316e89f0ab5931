//! Arms by chance and by list: balanced, the same from the same seed, and not to be foreseen.

use std::collections::BTreeMap;

use evenkeel_core::study::allocation::{Blocks, Sequence};
use evenkeel_core::study::protocol::Arm;
use proptest::prelude::*;

fn sequence(seed: [u8; 32], course: u32, comparison: u32, sizes: &[u32]) -> Sequence {
    let seed = seed.iter().map(|byte| format!("{byte:02x}")).collect();
    Sequence::Blocks { seed, blocks: Blocks { course, comparison, sizes: sizes.to_vec() } }
}

fn first(sequence: &Sequence, cohort: &str, many: usize) -> Vec<Arm> {
    (0..many).map(|at| sequence.next(cohort, at, 0).unwrap()).collect()
}

fn in_course(arms: &[Arm]) -> i64 {
    arms.iter().filter(|arm| **arm == Arm::Course).count() as i64
}

proptest! {
    #[test]
    fn arms_never_drift_apart_by_more_than_half_a_block(seed: [u8; 32], many in 1usize..120) {
        let arms = first(&sequence(seed, 1, 1, &[4, 6]), "a cohort", many);
        let apart = (2 * in_course(&arms) - many as i64).abs();
        prop_assert!(apart <= 3, "{apart} apart after {many}");
    }

    #[test]
    fn a_whole_block_has_exactly_its_parts(seed: [u8; 32], course in 1u32..4, comparison in 1u32..4) {
        let size = (course + comparison) * 2;
        let arms = first(&sequence(seed, course, comparison, &[size]), "c", size as usize * 5);
        for block in arms.chunks(size as usize) {
            prop_assert_eq!(in_course(block), i64::from(course * 2));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_arms_and_another_cohort_has_its_own(seed: [u8; 32]) {
        let sequence = sequence(seed, 1, 1, &[4, 6, 8]);
        let arms = first(&sequence, "a", 60);
        prop_assert_eq!(&arms, &first(&sequence.clone(), "a", 60));
        prop_assert_ne!(&arms, &first(&sequence, "b", 60));
    }
}

#[test]
fn what_came_before_does_not_tell_what_comes_next() {
    let seeds = 2000u32;
    let mut after: BTreeMap<Vec<Arm>, [u32; 2]> = BTreeMap::new();
    let mut each_place = [0u32; 12];
    for number in 0..seeds {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&number.to_le_bytes());
        let arms = first(&sequence(seed, 1, 1, &[4, 6]), "cohort", 12);
        for (place, arm) in arms.iter().enumerate() {
            each_place[place] += u32::from(*arm == Arm::Course);
        }
        for known in 0..=2 {
            let next = usize::from(arms[known] == Arm::Course);
            after.entry(arms[..known].to_vec()).or_default()[next] += 1;
        }
    }
    // Within five standard deviations of half, at every place.
    let far = 5.0 * (f64::from(seeds) / 4.0).sqrt();
    for (place, course) in each_place.iter().enumerate() {
        let off = (f64::from(*course) - f64::from(seeds) / 2.0).abs();
        assert!(off < far, "place {place}: {course} of {seeds} in the course");
    }
    for (known, [comparison, course]) in after {
        let share = f64::from(course) / f64::from(course + comparison);
        assert!((0.1..=0.9).contains(&share), "after {known:?} the next is all but known: {share}");
    }
}

#[test]
fn a_list_is_followed_in_its_order_across_cohorts_and_says_when_it_ends() {
    let list = Sequence::from_list("course\nComparison\n\n course \n").unwrap();
    let arm = |in_all| list.next("any", 0, in_all);
    assert_eq!(arm(0).unwrap(), Arm::Course);
    assert_eq!(arm(1).unwrap(), Arm::Comparison);
    assert_eq!(arm(2).unwrap(), Arm::Course);
    assert!(arm(3).unwrap_err().detail.contains("come to its end"));
    let bad = Sequence::from_list("course\ncontrol\n").unwrap_err().detail;
    assert!(bad.contains("Line 2"), "{bad}");
    assert!(Sequence::from_list("course\ncourse\n").is_err(), "an arm is missing");
}

#[test]
fn the_commitment_changes_with_everything_that_decides() {
    let all: std::collections::BTreeSet<String> = [
        sequence([1; 32], 1, 1, &[4, 6]),
        sequence([2; 32], 1, 1, &[4, 6]),
        sequence([1; 32], 2, 1, &[6]),
        sequence([1; 32], 1, 1, &[4]),
    ]
    .iter()
    .map(|sequence| sequence.commitment().unwrap())
    .collect();
    assert_eq!(all.len(), 4);
}
