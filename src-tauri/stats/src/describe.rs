//! One group's scores: how many, where they lie, how far they spread.

use serde::Serialize;
use ts_rs::TS;

use crate::refusal::enough;
use crate::twice::{Twice, moments};
use crate::{Interval, Result, student};

/// A mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Its 95 % interval; none for one person, or when all are alike.
    pub interval: Option<Interval>,
}

/// Median and quartiles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Spread {
    /// The lowest value.
    pub lowest: f64,
    /// A quarter lies below it.
    pub first_quartile: f64,
    /// Half lie below it.
    pub median: f64,
    /// Three quarters lie below it.
    pub third_quartile: f64,
    /// The highest value.
    pub highest: f64,
}

/// The mean with its t interval.
///
/// # Errors
/// For no value at all.
pub fn mean(values: &[f64]) -> Result<Mean> {
    enough(values, 1)?;
    let (n, mean, squares) = moments(values.iter().copied());
    let interval = (n > 1 && squares.round() > 0.0).then(|| {
        let df = (n - 1) as f64;
        let error = (squares / Twice::from(df * n as f64)).sqrt().round();
        Interval::around(mean.round(), student::t_quantile(Interval::SIDE, df) * error)
    });
    Ok(Mean { mean: mean.round(), interval })
}

/// The standard deviation, divided by n − 1.
///
/// # Errors
/// For fewer than two values.
pub fn sd(values: &[f64]) -> Result<f64> {
    enough(values, 2)?;
    let (n, _, squares) = moments(values.iter().copied());
    Ok((squares / Twice::from((n - 1) as f64)).sqrt().round())
}

/// Median and quartiles, type 7 of Hyndman & Fan 1996.
///
/// # Errors
/// For no value at all.
pub fn spread(values: &[f64]) -> Result<Spread> {
    enough(values, 1)?;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (sorted.len() - 1) as f64;
        let (below, part) = (place.floor() as usize, place.fract());
        let low = sorted[below];
        let high = sorted[(below + 1).min(sorted.len() - 1)];
        if part == 0.0 { low } else { low + part * (high - low) }
    };
    Ok(Spread {
        lowest: at(0.0),
        first_quartile: at(0.25),
        median: at(0.5),
        third_quartile: at(0.75),
        highest: at(1.0),
    })
}
