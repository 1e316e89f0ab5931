//! Internal consistency: do the items of a scale move together?

use serde::Serialize;
use ts_rs::TS;

use crate::twice::{Twice, is_rounding, largest, moments};
use crate::{Interval, Refusal, Result, student};

/// Cronbach's alpha.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Alpha {
    /// The coefficient; below 0 where items move against each other.
    pub alpha: f64,
    /// Feldt's 95 % interval.
    pub interval: Interval,
    /// Those who answered every item.
    pub n: u32,
}

/// Cronbach's alpha of items, each a column with one value a person, reversed where the scale
/// reverses them; with Feldt's interval from F with n − 1 and (n − 1)(k − 1) degrees of freedom.
///
/// # Errors
/// For fewer than two items or people, or when everybody has the same sum.
pub fn alpha(items: &[Vec<f64>]) -> Result<Alpha> {
    let (k, n) = (items.len(), people(items)?);
    if k < 2 {
        return Err(Refusal::TooFewItems { need: 2 });
    }
    if n < 2 {
        return Err(Refusal::TooFew { have: n, need: 2 });
    }
    let apart = items
        .iter()
        .map(|item| moments(item.iter().copied()).2)
        .fold(Twice::ZERO, |sum, one| sum + one);
    let sums: Vec<f64> = (0..n).map(|row| items.iter().map(|item| item[row]).sum()).collect();
    let together = moments(sums.iter().copied()).2;
    if is_rounding(together, n, largest(sums.iter().copied())) {
        return Err(Refusal::NoSpread);
    }
    let items = k as f64;
    let rest = (apart / together).round();
    // 1 − alpha would lose what is left of the digits near 1.
    let unlike = (items * rest - 1.0) / (items - 1.0);
    let (over, under) = ((n - 1) as f64, ((n - 1) * (k - 1)) as f64);
    let end = |side: f64| 1.0 - unlike * student::f_quantile(side, over, under);
    Ok(Alpha {
        alpha: items / (items - 1.0) * (1.0 - rest),
        interval: Interval { low: end(Interval::SIDE), high: end(1.0 - Interval::SIDE) },
        n: n as u32,
    })
}

/// How many people a table of items has.
pub(crate) fn people(items: &[Vec<f64>]) -> Result<usize> {
    if items.iter().flatten().any(|value| !value.is_finite()) {
        return Err(Refusal::NotFinite);
    }
    Ok(items.first().map_or(0, Vec::len))
}
