//! Standardised effects, with the exact correction for small samples.

use serde::Serialize;
use ts_rs::TS;

use crate::ancova::Pairs;
use crate::beta::stirling;
use crate::change::Changes;
use crate::refusal::finite;
use crate::twice::{Twice, is_rounding, largest, moments};
use crate::{Interval, Refusal, Result, noncentral};

/// The normal distribution's 97.5 % point.
pub const NORMAL: f64 = 1.959_963_984_540_054;

/// A standardised effect, first arm minus second.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Effect {
    /// The effect, in standard deviations.
    pub effect: f64,
    /// Its 95 % interval.
    pub interval: Interval,
}

/// Hedges' exact correction J(m) = Γ(m / 2) / (√(m / 2) Γ((m − 1) / 2)) for m degrees of freedom
/// (Hedges 1981), `df` above 1.
pub fn correction(df: f64) -> f64 {
    let half = df / 2.0;
    let lower = half - 0.5;
    // The ratio of the gammas by what Stirling's formula leaves: no large logarithms are taken
    // from each other.
    (-(half - 1.0) * (-0.5 / half).ln_1p() - 0.5 + stirling(half) - stirling(lower)).exp()
}

/// Hedges' g of the changes. Its interval is that of the effect in the population: the noncentral
/// t knows nothing of the correction, so none is applied to it.
///
/// # Errors
/// For fewer than two people in an arm, changes that are all alike, or arms too far apart.
pub fn hedges_g(first: &Pairs, second: &Pairs) -> Result<Effect> {
    let (first, second) = (Changes::of(first)?, Changes::of(second)?);
    let df = first.n + second.n - 2.0;
    let pooled = ((first.squares + second.squares) / Twice::from(df)).sqrt();
    if pooled.round() <= 0.0 {
        return Err(Refusal::NoSpread);
    }
    let d = finite(((first.mean - second.mean) / pooled).round())?;
    let size = (first.n * second.n / (first.n + second.n)).sqrt();
    let shifts = noncentral::shifts(d * size, df)?;
    Ok(Effect {
        effect: correction(df) * d,
        interval: Interval { low: shifts.low / size, high: shifts.high / size },
    })
}

/// Morris's d_ppc2: the difference of the changes in pooled standard deviations of the first wave.
/// Its variance is Morris's, with the correlation of the two waves pooled within arms; the
/// interval takes it for normal, which is rough in small samples.
///
/// # Errors
/// For fewer than two people in an arm or five in all, or first scores that are all alike.
pub fn d_ppc2(first: &Pairs, second: &Pairs) -> Result<Effect> {
    let (one, two) = (Changes::of(first)?, Changes::of(second)?);
    let n = one.n + two.n;
    if n < 5.0 {
        return Err(Refusal::TooFew { have: n as usize, need: 5 });
    }
    let df = n - 2.0;
    let within = |pick: fn(&Pairs) -> &Vec<f64>| {
        let squares = |pairs| moments(pick(pairs).iter().copied()).2;
        squares(first) + squares(second)
    };
    let (before, after) = (within(|arm| &arm.before), within(|arm| &arm.after));
    let most = largest(first.before.iter().chain(&second.before).copied());
    if is_rounding(before, n as usize, most) {
        return Err(Refusal::NoSpread);
    }
    let sd = (before / Twice::from(df)).sqrt();
    let j = correction(df);
    let effect = finite(j * ((one.mean - two.mean) / sd).round())?;
    // Squares of a change are those of both scores less twice their product.
    let products = (before + after - one.squares - two.squares) / Twice::from(2.0);
    let length = (before * after).sqrt();
    let correlation = if length.round() > 0.0 { (products / length).round() } else { 0.0 };
    let turned = 2.0 * (1.0 - correlation).max(0.0) * (n / (one.n * two.n));
    let variance = j * j * (df / (df - 2.0)) * (turned + effect * effect) - effect * effect;
    let reach = NORMAL * finite(variance.max(0.0).sqrt())?;
    Ok(Effect { effect, interval: Interval::around(effect, reach) })
}
