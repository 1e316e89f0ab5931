//! The baseline-adjusted difference: the first figure of every comparison.

use serde::Serialize;
use ts_rs::TS;

use crate::refusal::{enough, finite};
use crate::twice::{Twice, is_rounding, largest, moments};
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
    /// From a difference, its standard error, its degrees of freedom, and how many standard errors
    /// the interval of these reaches to either side.
    pub(crate) fn new(difference: f64, error: f64, df: f64, reach: f64) -> Result<Self> {
        if error <= 0.0 {
            return Err(Refusal::NoError);
        }
        let t = finite(difference / error)?;
        let p = student::two_sided_p(t, df);
        let interval = Interval::around(difference, reach * error);
        Ok(Self { difference, interval, error, t, df, p, p_holm: None })
    }
}

/// Adjusts the later score by the first one (Vickers & Altman 2001): least squares of the later
/// score on arm and first score, df = people − 3. With two arms and one first score its equations
/// are solved on paper: the slope is that within the arms (Cochran 1957, doi 10.2307/2527916).
///
/// # Errors
/// Fewer than two people in an arm or four in all, nobody to tell apart by the first score, or
/// scores that lie on a line.
pub fn ancova(first: &Pairs, second: &Pairs) -> Result<Adjusted> {
    let (a, b) = (Arm::of(first)?, Arm::of(second)?);
    let people = first.before.len() + second.before.len();
    let most = |a: &[f64], b: &[f64]| largest(a.iter().chain(b).copied());
    let spread = a.spread + b.spread;
    if is_rounding(spread, people, most(&first.before, &second.before)) {
        return Err(Refusal::NoSpreadBefore);
    }
    let slope = (a.together() + b.together()) / spread;
    let rest = a.rest(slope) + b.rest(slope);
    if is_rounding(rest, people, most(&first.after, &second.after)) {
        return Err(Refusal::NoError);
    }
    let df = (people - 3) as f64;
    let variance = rest / Twice::from(df);
    // The standard error of what counts a share of the people and stands so far from where they
    // began.
    let error = |share: Twice, off: Twice| (variance * (share + off * off / spread)).sqrt().round();
    let reach = student::t_quantile(Interval::SIDE, df);
    let began_apart = a.before - b.before;
    let difference = a.after - b.after - slope * began_apart;
    let difference_error = error(a.share + b.share, began_apart);
    let at = (a.n * a.before + b.n * b.before) / (a.n + b.n);
    let adjusted = |arm: &Arm| {
        let mean = (arm.after + slope * (at - arm.before)).round();
        let reach = reach * error(arm.share, at - arm.before);
        AdjustedMean { mean, interval: Interval::around(mean, reach) }
    };
    Ok(Adjusted {
        difference: Difference::new(difference.round(), difference_error, df, reach)?,
        slope: slope.round(),
        slope_error: error(Twice::ZERO, Twice::from(1.0)),
        residual_sd: variance.sqrt().round(),
        at: at.round(),
        first: adjusted(&a),
        second: adjusted(&b),
    })
}

/// One arm around its own means.
struct Arm<'a> {
    pairs: &'a Pairs,
    n: Twice,
    /// Of one person: 1/n.
    share: Twice,
    before: Twice,
    after: Twice,
    /// The squares of the first scores around their mean.
    spread: Twice,
}

impl<'a> Arm<'a> {
    fn of(pairs: &'a Pairs) -> Result<Self> {
        enough(&pairs.before, 2)?;
        enough(&pairs.after, 2)?;
        let (n, before, spread) = moments(pairs.before.iter().copied());
        let (_, after, _) = moments(pairs.after.iter().copied());
        let n = Twice::from(n as f64);
        Ok(Self { pairs, n, share: Twice::from(1.0) / n, before, after, spread })
    }

    /// Each person's two scores around the arm's means.
    fn around(&self) -> impl Iterator<Item = (Twice, Twice)> {
        let people = self.pairs.before.iter().zip(&self.pairs.after);
        people.map(|(before, after)| {
            (Twice::from(*before) - self.before, Twice::from(*after) - self.after)
        })
    }

    /// How far both scores go together.
    fn together(&self) -> Twice {
        self.around().fold(Twice::ZERO, |sum, (before, after)| sum + before * after)
    }

    /// The squares of what a slope leaves over.
    fn rest(&self, slope: Twice) -> Twice {
        self.around().fold(Twice::ZERO, |sum, (before, after)| {
            let left = after - slope * before;
            sum + left * left
        })
    }
}
