//! The figures of a study.

use evenkeel_stats::ancova::{self, Pairs};

use crate::side::{Line, beside, python, seconds};

const SETS: usize = 10_000;

/// The baseline-adjusted difference over many data sets of 21 people, beside statsmodels.
pub fn ancova() -> Vec<Line> {
    let sets: Vec<(Pairs, Pairs)> =
        (0..SETS).map(|set| (arm(set, 11), arm(set + SETS, 10))).collect();
    vec![beside(
        "ANCOVA over 10,000 data sets of 21 people",
        (5, "≤ 0.05"),
        || {
            seconds(|| {
                let sum: f64 = sets
                    .iter()
                    .filter_map(|(course, comparison)| ancova::ancova(course, comparison).ok())
                    .map(|adjusted| adjusted.difference.difference)
                    .sum();
                std::hint::black_box(sum)
            })
        },
        "statsmodels OLS",
        || python("ancova", &[&SETS.to_string()]),
    )]
}

fn arm(seed: usize, people: usize) -> Pairs {
    let mut drawn = seed as u64 + 1;
    let mut next = || {
        drawn =
            drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (drawn >> 40) as f64 / f64::from(1 << 24)
    };
    let before: Vec<f64> = (0..people).map(|_| 2.0 + next()).collect();
    let after = before.iter().map(|score| score * 0.6 + next()).collect();
    Pairs { before, after }
}
