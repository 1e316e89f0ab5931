//! One scale in one wave: how many, where the scores lie, and whether its items hold together.

use evenkeel_stats::describe::{self, Mean, Spread};
use evenkeel_stats::factor::{self, Omega};
use evenkeel_stats::reliability::{self, Alpha};
use evenkeel_stats::{Figure, Refusal, formula};
use serde::Serialize;
use ts_rs::TS;

use super::data::{ARMS, Data, Sheet, score};
use crate::measures::key::range;
use crate::measures::{Answer, Instrument, Rule, Scale};
use crate::study::protocol::{Arm, Wave};

/// Fewer people than this, and a factor model says more about chance than about items.
const LEAST_FOR_OMEGA: usize = 50;
/// A share at the end of a scale that hides change (Terwee 2007, doi
/// 10.1016/j.jclinepi.2006.03.012).
const SHARE_AT_AN_END: f64 = 0.15;
/// Into how many parts a scale is cut to draw how its scores are spread.
const BINS: usize = 10;

/// One scale in one wave, arm by arm.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct WaveScores {
    /// The wave's id.
    pub wave: String,
    /// The wave's name.
    pub wave_title: String,
    /// One entry an arm.
    pub arms: Vec<ArmScores>,
    /// What to know before reading them, such as that many stand at the end of the scale.
    pub notes: Vec<String>,
}

/// One scale in one wave and arm.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ArmScores {
    /// The arm.
    pub arm: Arm,
    /// People with a score.
    pub n: u32,
    /// Their mean.
    pub mean: Figure<Mean>,
    /// Their standard deviation.
    pub sd: Figure<f64>,
    /// Their median and quartiles.
    pub spread: Figure<Spread>,
    /// Cronbach's alpha.
    pub alpha: Figure<Alpha>,
    /// McDonald's omega.
    pub omega: Figure<Omega>,
    /// How many have the lowest score there is.
    pub at_lowest: u32,
    /// How many have the highest.
    pub at_highest: u32,
    /// How many lie in each tenth of the scale, the lowest first.
    pub bins: Vec<u32>,
}

/// One scale in one wave.
pub(super) fn wave_scores(
    data: &Data,
    instrument: &Instrument,
    scale: &Scale,
    wave: &Wave,
) -> WaveScores {
    let sheets = data.of(&instrument.id, &wave.id);
    let (lowest, highest) = range(instrument, scale);
    let arms: Vec<ArmScores> = ARMS
        .into_iter()
        .map(|arm| {
            let own: Vec<&Sheet> =
                sheets.iter().copied().filter(|sheet| sheet.arm == arm).collect();
            arm_scores(arm, instrument, scale, &own, (lowest, highest))
        })
        .collect();
    let n: u32 = arms.iter().map(|arm| arm.n).sum();
    let share = |at: fn(&ArmScores) -> u32| {
        f64::from(arms.iter().map(at).sum::<u32>()) / f64::from(n.max(1))
    };
    let mut notes = Vec::new();
    for (share, end, way) in [
        (share(|arm| arm.at_lowest), "lowest", "down"),
        (share(|arm| arm.at_highest), "highest", "up"),
    ] {
        if share > SHARE_AT_AN_END {
            notes.push(format!(
                "{:.0} of 100 people have the {end} score there is. They cannot move {way}.",
                share * 100.0
            ));
        }
    }
    WaveScores { wave: wave.id.clone(), wave_title: wave.title.clone(), arms, notes }
}

fn arm_scores(
    arm: Arm,
    instrument: &Instrument,
    scale: &Scale,
    sheets: &[&Sheet],
    (lowest, highest): (f64, f64),
) -> ArmScores {
    let scores: Vec<f64> = sheets.iter().filter_map(|sheet| score(sheet, scale)).collect();
    let items = items(instrument, scale, sheets);
    let count = |end: f64| scores.iter().filter(|one| **one == end).count() as u32;
    let mut bins = vec![0; BINS];
    for score in &scores {
        let share = (score - lowest) / (highest - lowest).max(f64::MIN_POSITIVE);
        bins[((share * BINS as f64) as usize).min(BINS - 1)] += 1;
    }
    let people = items.first().map_or(0, Vec::len);
    let omega = match people {
        ..LEAST_FOR_OMEGA => Err(Refusal::TooFew { have: people, need: LEAST_FOR_OMEGA }),
        _ => factor::omega(&items),
    };
    ArmScores {
        arm,
        n: scores.len() as u32,
        mean: Figure::new(formula::MEAN, describe::mean(&scores)),
        sd: Figure::new(formula::SD, describe::sd(&scores)),
        spread: Figure::new(formula::MEDIAN, describe::spread(&scores)),
        alpha: Figure::new(formula::ALPHA, reliability::alpha(&items)),
        omega: Figure::new(formula::OMEGA, omega),
        at_lowest: count(lowest),
        at_highest: count(highest),
        bins,
    }
}

/// A column an item, of those who answered every item of the scale: reversed and stretched as the
/// score has them.
fn items(instrument: &Instrument, scale: &Scale, sheets: &[&Sheet]) -> Vec<Vec<f64>> {
    let codes: Vec<(u32, &[i32], bool)> = scale
        .items
        .iter()
        .map(|number| {
            let item = instrument.items.iter().find(|item| item.number == *number);
            let codes = item.map_or(&[][..], |item| instrument.codes(item));
            (*number, codes, scale.reversed.contains(number))
        })
        .collect();
    let mut columns = vec![Vec::with_capacity(sheets.len()); codes.len()];
    let mut row = Vec::with_capacity(codes.len());
    for sheet in sheets {
        row.clear();
        row.extend(codes.iter().filter_map(|(number, codes, reversed)| {
            let code = answered(sheet, *number).filter(|code| codes.contains(code))?;
            let (low, high) = (f64::from(*codes.first()?), f64::from(*codes.last()?));
            let code = f64::from(code);
            let value = if *reversed { low + high - code } else { code };
            Some(match scale.score {
                Rule::Percent => (value - low) * 100.0 / (high - low).max(1.0),
                Rule::Mean | Rule::Sum => value,
            })
        }));
        if row.len() == codes.len() {
            columns.iter_mut().zip(&row).for_each(|(column, value)| column.push(*value));
        }
    }
    columns
}

/// The code that somebody gave to an item.
fn answered(sheet: &Sheet, number: u32) -> Option<i32> {
    let answers = &sheet.own.handed_in.answers;
    // Answers stand in the order of the key, nearly always without a gap.
    let near = answers.get(number as usize - 1).filter(|one| one.number == number);
    match near.or_else(|| answers.iter().find(|one| one.number == number))?.answer {
        Answer::Code(code) => Some(code),
        Answer::Skipped | Answer::Refused => None,
    }
}
