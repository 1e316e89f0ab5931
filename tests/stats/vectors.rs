//! Vectors recomputed by hand and published examples.

use evenkeel_stats::ancova::{Pairs, ancova};
use evenkeel_stats::change::{moved, welch};
use evenkeel_stats::describe::sd;
use evenkeel_stats::effect::{correction, d_ppc2, hedges_g};
use evenkeel_stats::factor::omega;
use evenkeel_stats::reliability::alpha;
use evenkeel_stats::reliable::{ReliableCounts, chance, index};
use evenkeel_stats::{Refusal, holm::holm, noncentral, student};

/// Equal as far as the digits of the expected figure go.
#[track_caller]
fn near(found: f64, expected: f64, digits: f64) {
    assert!((found - expected).abs() <= digits, "{found}, and the vector says {expected}");
}

fn pairs(before: &[f64], after: &[f64]) -> Pairs {
    Pairs { before: before.to_vec(), after: after.to_vec() }
}

fn table(rows: &str) -> Pairs {
    let mut pairs = Pairs::default();
    for row in rows.split(';') {
        let (before, after) = row.trim().split_once(' ').unwrap();
        pairs.before.push(before.parse().unwrap());
        pairs.after.push(after.parse().unwrap());
    }
    pairs
}

/// R's `MASS::anorexia`, weights in pounds before and after.
fn anorexia() -> [Pairs; 3] {
    [
        "80.7 80.2; 89.4 80.1; 91.8 86.4; 74.0 86.3; 78.1 76.1; 88.3 78.1; 87.3 75.1; 75.1 86.7; \
         80.6 73.5; 78.4 84.6; 77.6 77.4; 88.7 79.5; 81.3 89.6; 78.1 81.4; 70.5 81.8; 77.3 77.3; \
         85.2 84.2; 86.0 75.4; 84.1 79.5; 79.7 73.0; 85.5 88.3; 84.4 84.7; 79.6 81.4; 77.5 81.2; \
         72.3 88.2; 89.0 78.8",
        "80.5 82.2; 84.9 85.6; 81.5 81.4; 82.6 81.9; 79.9 76.4; 88.7 103.6; 94.9 98.4; 76.3 93.4; \
         81.0 73.4; 80.5 82.1; 85.0 96.7; 89.2 95.3; 81.3 82.4; 76.5 72.5; 70.0 90.9; 80.4 71.3; \
         83.3 85.4; 83.0 81.6; 87.7 89.1; 84.2 83.9; 86.4 82.7; 76.5 75.7; 80.2 82.6; 87.8 100.4; \
         83.3 85.2; 79.7 83.6; 84.5 84.6; 80.8 96.2; 87.4 86.7",
        "83.8 95.2; 83.3 94.3; 86.0 91.5; 82.5 91.9; 86.7 100.3; 79.6 76.7; 76.9 76.8; \
         94.2 101.6; 73.4 94.9; 80.5 75.2; 81.6 77.8; 82.1 95.5; 77.6 90.7; 83.5 92.5; 89.9 93.8; \
         86.0 91.7; 87.3 98.0",
    ]
    .map(table)
}

#[test]
fn reliable_change_is_that_of_jacobson_and_truax() {
    let by = chance(7.5, 0.8);
    near(by, 4.7434, 5e-5);
    near(by / 2.0_f64.sqrt(), 3.3541, 5e-5);
    near(index(32.5, 47.5, by), 10.0_f64.sqrt(), 1e-12);
    let mut counts = ReliableCounts::default();
    for found in [-2.0, -1.96, 0.0, 1.96, 1.97, 5.0] {
        counts.count(found);
    }
    assert_eq!(counts, ReliableCounts { n: 6, higher: 2, within: 3, lower: 1 });
}

#[test]
fn the_correction_is_the_exact_one() {
    near(correction(98.0), 0.992_324, 5e-7);
    near(correction(19.0), 0.959_910, 5e-7);
    near(correction(18.0), 0.957_646, 5e-7);
    // Γ(1) / Γ(½) is one over the root of π.
    near(correction(2.0), 1.0 / std::f64::consts::PI.sqrt(), 1e-14);
    near(correction(98.0) * 3.0 / 25.25_f64.sqrt(), 0.5924, 5e-5);
}

/// Scores with this mean and standard deviation, after as before plus the same for all.
fn shaped(mean: f64, after: f64, sd: f64, n: usize) -> Pairs {
    let raw: Vec<f64> = (0..n).map(|at| (at as f64 * 2.399).sin() + at as f64 * 0.01).collect();
    let middle = raw.iter().sum::<f64>() / n as f64;
    let spread =
        (raw.iter().map(|one| (one - middle).powi(2)).sum::<f64>() / (n - 1) as f64).sqrt();
    let before: Vec<f64> = raw.iter().map(|one| mean + (one - middle) / spread * sd).collect();
    let after = before.iter().map(|one| one + after - mean).collect();
    Pairs { before, after }
}

/// Five studies with a comparison group (first mean, later mean, SD of the first wave, n), with
/// Becker's and Morris's effects as published and recomputed.
type Arm = (f64, f64, f64, usize);
const STUDIES: [(Arm, Arm, f64, f64); 5] = [
    ((30.6, 38.5, 15.0, 20), (23.1, 19.7, 13.8, 20), 0.7421, 0.7684),
    ((23.5, 26.8, 3.1, 50), (24.9, 25.3, 4.1, 42), 0.9524, 0.8010),
    ((0.5, 0.7, 0.1, 9), (0.6, 0.6, 0.2, 9), 1.8054, 1.2045),
    ((53.4, 75.9, 14.5, 10), (55.7, 60.7, 17.3, 11), 1.1514, 1.0476),
    ((35.6, 36.0, 4.7, 14), (34.8, 33.4, 3.1, 14), 0.5050, 0.4389),
];

fn arm((first, later, sd, n): Arm) -> Pairs {
    shaped(first, later, sd, n)
}

#[test]
fn five_studies_with_a_comparison_group_give_the_published_effects() {
    for (treated, compared, _, expected) in STUDIES {
        let found = d_ppc2(&arm(treated), &arm(compared)).unwrap();
        near(found.effect, expected, 5e-5);
    }
}

/// Becker's effect is no figure of the program; it stands on the same change, spread and exact
/// correction, one arm at a time.
#[test]
fn beckers_effect_comes_out_of_the_same_parts() {
    let of = |arm: &Pairs| {
        let df = arm.before.len() as f64 - 1.0;
        correction(df) * moved(arm).unwrap().mean / sd(&arm.before).unwrap()
    };
    for (treated, compared, expected, _) in STUDIES {
        near(of(&arm(treated)) - of(&arm(compared)), expected, 5e-5);
    }
}

#[test]
fn two_arms_give_the_adjusted_difference_and_the_change() {
    let [control, cbt, ft] = anorexia();
    let adjusted = ancova(&ft, &control).unwrap();
    let found = adjusted.difference;
    near(found.difference, 9.033_573, 5e-7);
    near(found.error, 2.031_486, 5e-7);
    near(found.t, 4.446_78, 5e-6);
    assert_eq!(found.df, 40.0);
    near(adjusted.slope, 0.211_072, 5e-7);
    near(adjusted.residual_sd.powi(2), 41.4428, 5e-5);
    near(adjusted.first.mean - adjusted.second.mean, found.difference, 1e-12);
    let change = welch(&ft, &control).unwrap();
    near(change.difference, 7.714_706, 5e-7);
    near(change.t, 3.299_16, 5e-6);
    near(change.df, 36.979, 5e-4);
    near(hedges_g(&ft, &control).unwrap().effect, 0.986_65, 5e-6);

    let adjusted = ancova(&cbt, &control).unwrap();
    let found = adjusted.difference;
    near(found.difference, 4.244_112, 5e-7);
    near(found.error, 1.837_796, 5e-7);
    near(found.t, 2.309_35, 5e-6);
    assert!(found.df == 52.0 && (0.02..0.03).contains(&found.p), "{found:?}");
    near(adjusted.slope, 0.304_557, 5e-7);
    near(adjusted.residual_sd.powi(2), 45.7562, 5e-5);
    let change = welch(&cbt, &control).unwrap();
    near(change.difference, 3.456_897, 5e-7);
    near(change.t, 1.667_75, 5e-6);
    near(change.df, 50.971, 5e-4);
    assert!((0.095..0.105).contains(&change.p), "{change:?}");
    near(hedges_g(&cbt, &control).unwrap().effect, 0.446_22, 5e-6);
}

#[test]
fn ten_sleepers_give_students_own_figures() {
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let change = moved(&pairs(&second, &first)).unwrap();
    near(change.mean, -1.58, 1e-12);
    near(change.sd, 1.2300, 5e-5);
    near(change.mean / change.sd * 10.0_f64.sqrt(), -4.062_13, 5e-6);
    let nothing = [0.0; 10];
    let apart = welch(&pairs(&nothing, &first), &pairs(&nothing, &second)).unwrap();
    near(apart.t, -1.860_81, 5e-6);
    near(apart.df, 17.7765, 5e-5);
}

#[test]
fn two_posts_from_summaries_give_vickers_and_altmans_interval() {
    let nothing = |n| vec![0.0; n];
    let (a, b) = (shaped(79.6, 79.6, 17.1, 25), shaped(62.3, 62.3, 17.9, 27));
    let (a, b) = (pairs(&nothing(25), &a.before), pairs(&nothing(27), &b.before));
    let found = welch(&a, &b).unwrap();
    near(found.difference, 17.3, 1e-9);
    near(found.interval.low, 7.5, 0.05);
    near(found.interval.high, 27.1, 0.05);
    // The change: 19.2 (16.1) against 8.4 (14.6), 10.8 (2.2 to 19.4).
    let (a, b) = (shaped(19.2, 19.2, 16.1, 25), shaped(8.4, 8.4, 14.6, 27));
    let found = welch(&pairs(&nothing(25), &a.before), &pairs(&nothing(27), &b.before)).unwrap();
    near(found.difference, 10.8, 1e-9);
    near(found.interval.low, 2.2, 0.05);
    near(found.interval.high, 19.4, 0.05);
}

#[test]
fn what_cannot_be_known_is_refused_and_never_a_number() {
    let flat = pairs(&[3.0; 5], &[3.0; 5]);
    let thirds = pairs(&[1.0 / 3.0, 0.1 + 0.7 / 3.0, 1.0 / 3.0], &[0.5, 0.7, 0.2]);
    let some = pairs(&[1.0, 2.0, 4.0], &[2.0, 2.0, 5.0]);
    assert_eq!(ancova(&flat, &flat), Err(Refusal::NoSpreadBefore));
    assert_eq!(ancova(&thirds, &thirds), Err(Refusal::NoSpreadBefore), "rounding is no spread");
    assert_eq!(welch(&flat, &flat), Err(Refusal::NoSpread));
    assert_eq!(hedges_g(&flat, &flat), Err(Refusal::NoSpread));
    assert_eq!(d_ppc2(&flat, &flat), Err(Refusal::NoSpread));
    let line = pairs(&[1.0, 2.0, 4.0], &[3.0, 5.0, 9.0]);
    assert_eq!(ancova(&line, &line), Err(Refusal::NoError));
    let one = pairs(&[1.0], &[2.0]);
    assert_eq!(ancova(&one, &some), Err(Refusal::TooFew { have: 1, need: 2 }));
    assert_eq!(welch(&one, &some), Err(Refusal::TooFew { have: 1, need: 2 }));
    assert_eq!(welch(&Pairs::default(), &some), Err(Refusal::TooFew { have: 0, need: 2 }));
    let broken = pairs(&[1.0, f64::NAN, 2.0], &[1.0, 2.0, f64::INFINITY]);
    assert_eq!(ancova(&broken, &some).unwrap_err(), Refusal::NotFinite);
    assert_eq!(welch(&some, &broken).unwrap_err(), Refusal::NotFinite);
    let items = |row: &[f64]| vec![row.to_vec(); 3];
    assert_eq!(alpha(&items(&[2.0; 9])), Err(Refusal::NoSpread));
    assert_eq!(alpha(&items(&[2.0])), Err(Refusal::TooFew { have: 1, need: 2 }));
    assert_eq!(alpha(&[vec![1.0, 2.0]]), Err(Refusal::TooFewItems { need: 2 }));
    assert_eq!(omega(&items(&[1.0, 2.0, 3.0, 5.0])), Err(Refusal::NoFactor));
    let far = pairs(&[0.0, 0.0, 0.0], &[1e9, 1e9, 1e9 + 1e-3]);
    assert_eq!(hedges_g(&far, &pairs(&[0.0; 3], &[0.0; 3])), Err(Refusal::TooLarge));
}

#[test]
fn a_family_is_corrected_step_by_step() {
    assert_eq!(holm(&[0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02]);
    assert_eq!(holm(&[0.6, 0.7]), [1.0, 1.0]);
    assert!(holm(&[]).is_empty());
}

#[test]
fn quantiles_are_those_of_the_tables() {
    near(student::t_quantile(0.025, 18.0), 2.100_922_040_241, 1e-11);
    near(student::t_quantile(0.025, 1.0), 12.706_204_736_175, 1e-9);
    near(student::f_quantile(0.05, 3.0, 10.0), 3.708_264_819, 1e-8);
    near(student::two_sided_p(2.100_922_040_241, 18.0), 0.05, 1e-12);
    // Cumming & Finch 2001 and the many tables after them: without a shift it is the central t.
    near(noncentral::cdf(1.734_063_606_6, 18.0, 0.0), 0.95, 1e-10);
    let shifts = noncentral::shifts(0.0, 18.0).unwrap();
    near(shifts.low, -1.959_963_984_540, 1e-9);
    near(shifts.high, 1.959_963_984_540, 1e-9);
}
