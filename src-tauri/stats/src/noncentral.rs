//! The noncentral t, for exact intervals of a standardised effect.

use crate::beta::{cut, poisson};
use crate::student::root;
use crate::{Interval, Refusal, Result};

/// Beyond this t two groups lie so far apart that an interval says nothing more.
const LARGEST: f64 = 5000.0;

/// How likely a noncentral t is at most this. The sum is that of Lenth 1989 (AS 243,
/// doi 10.2307/2347693), begun around its largest term as in Benton & Krishnamoorthy 2003
/// (doi 10.1016/S0167-9473(02)00283-9).
pub fn cdf(t: f64, df: f64, shift: f64) -> f64 {
    if t < 0.0 {
        return 1.0 - cdf(-t, df, -shift);
    }
    let whole = df + t * t;
    let (x, y) = (t * t / whole, df / whole);
    let expected = shift * shift / 2.0;
    let first = (expected - 10.0 * expected.sqrt() - 10.0).max(0.0).floor();
    let sign = if shift < 0.0 { -1.0 } else { 1.0 };
    let (mut sum, mut k) = (0.0, first);
    loop {
        let weight = poisson(k, expected);
        let (below, _) = cut(k + 0.5, df / 2.0, x, y);
        let (_, above) = cut(k + 1.0, df / 2.0, x, y);
        sum += weight * (1.0 + below) - sign * poisson(k + 0.5, expected) * above;
        k += 1.0;
        if k > expected && weight < 1e-18 {
            return sum / 2.0;
        }
    }
}

/// The shifts between which 95 % of what could have given this t lie: those that put it at the
/// upper and at the lower 2.5 % (Cumming & Finch 2001, doi 10.1177/0013164401614002).
///
/// # Errors
/// [`Refusal::TooLarge`] for a t that no study has.
pub fn shifts(t: f64, df: f64) -> Result<Interval> {
    if !t.is_finite() || t.abs() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let about = (1.0 + t * t / (2.0 * df)).sqrt();
    let end = |share: f64| {
        let off = |shift: f64| cdf(t, df, shift) - share;
        let mut reach = 3.0 * about;
        while off(t - reach) < 0.0 || off(t + reach) > 0.0 {
            reach *= 2.0;
        }
        root(t - reach, t + reach, off)
    };
    Ok(Interval { low: end(1.0 - Interval::SIDE), high: end(Interval::SIDE) })
}
