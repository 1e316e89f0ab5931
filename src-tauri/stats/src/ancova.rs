//! The baseline-adjusted difference: the first figure of every comparison.

use serde::Serialize;
use ts_rs::TS;

use crate::least_squares::{Fit, fit};
use crate::refusal::finite;
use crate::twice::{is_rounding, largest, moments};
use crate::{Interval, Refusal, Result, student};

/// One arm's scores, person by person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pairs {
    /// At the first wave.
    pub before: Vec<f64>,
    /// At the later wave, the same people in the same order.
    pub after: Vec<f64>,
}

/// A difference between two arms with everything to judge it by, the interval first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Difference {
    /// First arm minus second arm, in the unit of the score.
    pub difference: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Its standard error.
    pub error: f64,
    /// The difference in standard errors.
    pub t: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Two-sided.
    pub p: f64,
    /// The p after Holm's correction, once the whole family is known.
    pub p_holm: Option<f64>,
}

/// What the analysis of covariance found.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Adjusted {
    /// First arm minus second arm at the same first score.
    pub difference: Difference,
    /// How much a point more at the first wave goes with at the later one.
    pub slope: f64,
    /// Its standard error.
    pub slope_error: f64,
    /// The standard deviation of what is left over.
    pub residual_sd: f64,
    /// The first score at which the two means below stand: that of everybody together.
    pub at: f64,
    /// The first arm's adjusted mean.
    pub first: AdjustedMean,
    /// The second arm's adjusted mean.
    pub second: AdjustedMean,
}

/// One arm's mean at the later wave, had both arms begun alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct AdjustedMean {
    /// The mean.
    pub mean: f64,
    /// Its 95 % interval.
    pub interval: Interval,
}

impl Difference {
    /// From a difference, its standard error and its degrees of freedom.
    pub(crate) fn new(difference: f64, error: f64, df: f64) -> Result<Self> {
        if error <= 0.0 {
            return Err(Refusal::NoError);
        }
        let t = finite(difference / error)?;
        let reach = student::t_quantile(Interval::SIDE, df) * error;
        let p = student::two_sided_p(t, df);
        let interval = Interval::around(difference, reach);
        Ok(Self { difference, interval, error, t, df, p, p_holm: None })
    }
}

/// Adjusts the later score by the first one (Vickers & Altman 2001): least squares of the later
/// score on arm and first score, df = people − 3.
///
/// # Errors
/// Fewer than two people in an arm or four in all, nobody to tell apart by the first score, or
/// scores that lie on a line.
pub fn ancova(first: &Pairs, second: &Pairs) -> Result<Adjusted> {
    for arm in [first, second] {
        if arm.before.len() < 2 {
            return Err(Refusal::TooFew { have: arm.before.len(), need: 2 });
        }
    }
    let before = [&first.before[..], &second.before].concat();
    let after = [&first.after[..], &second.after].concat();
    let of_arm = |is: bool, arm: &Pairs| vec![f64::from(is); arm.before.len()];
    let in_first = [of_arm(true, first), of_arm(false, second)].concat();
    let in_second = [of_arm(false, first), of_arm(true, second)].concat();
    let fit = fit(&[&in_first, &in_second, &before], &after).map_err(|refusal| match refusal {
        Refusal::Tangled => Refusal::NoSpreadBefore,
        other => other,
    })?;
    let (n, middle, squares) = moments(before.iter().copied());
    if is_rounding(squares, n, largest(before.iter().copied())) {
        return Err(Refusal::NoSpreadBefore);
    }
    if fit.residual_variance <= 0.0 {
        return Err(Refusal::NoError);
    }
    let at = middle.round();
    let (difference, error) = fit.contrast(&[1.0, -1.0, 0.0]);
    let (slope, slope_error) = fit.contrast(&[0.0, 0.0, 1.0]);
    Ok(Adjusted {
        difference: Difference::new(difference, error, fit.df)?,
        slope,
        slope_error,
        residual_sd: fit.residual_variance.sqrt(),
        at,
        first: adjusted_mean(&fit, &[1.0, 0.0, at]),
        second: adjusted_mean(&fit, &[0.0, 1.0, at]),
    })
}

fn adjusted_mean(fit: &Fit, weights: &[f64]) -> AdjustedMean {
    let (mean, error) = fit.contrast(weights);
    let reach = student::t_quantile(Interval::SIDE, fit.df) * error;
    AdjustedMean { mean, interval: Interval::around(mean, reach) }
}
