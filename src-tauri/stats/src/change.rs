//! Change scores: later minus first.

use serde::Serialize;
use ts_rs::TS;

use crate::ancova::{Difference, Pairs};
use crate::refusal::enough;
use crate::twice::{Twice, is_rounding, largest};
use crate::{Interval, Refusal, Result, student};

/// How far one arm moved.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Moved {
    /// People with both scores.
    pub n: u32,
    /// The mean change.
    pub mean: f64,
    /// Its 95 % interval; none when all changed alike.
    pub interval: Option<Interval>,
    /// The standard deviation of the changes.
    pub sd: f64,
}

/// One arm's changes, with what every figure of change needs of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changes {
    pub(crate) n: f64,
    pub(crate) mean: Twice,
    pub(crate) squares: Twice,
}

impl Changes {
    pub(crate) fn of(pairs: &Pairs) -> Result<Self> {
        enough(&pairs.before, 2)?;
        enough(&pairs.after, 2)?;
        let n = Twice::from(pairs.before.len() as f64);
        // A change of two scores is not rounded before it is summed.
        let each = || {
            pairs
                .after
                .iter()
                .zip(&pairs.before)
                .map(|(after, before)| Twice::from(*after) - Twice::from(*before))
        };
        let mean = each().fold(Twice::ZERO, |sum, one| sum + one) / n;
        let squares = each().fold(Twice::ZERO, |sum, one| {
            let off = one - mean;
            sum + off * off
        });
        // Changes that differ by less than the scores can hold are changes that are all alike.
        let most = largest(pairs.before.iter().chain(&pairs.after).copied());
        let alike = is_rounding(squares, pairs.before.len(), most);
        let squares = if alike { Twice::ZERO } else { squares };
        Ok(Self { n: n.round(), mean, squares })
    }

    pub(crate) fn variance(&self) -> Twice {
        self.squares / Twice::from(self.n - 1.0)
    }
}

/// The mean change of one arm.
///
/// # Errors
/// For fewer than two people.
pub fn moved(pairs: &Pairs) -> Result<Moved> {
    let changes = Changes::of(pairs)?;
    let (mean, variance) = (changes.mean.round(), changes.variance());
    let error = (variance / Twice::from(changes.n)).sqrt().round();
    let reach = || student::t_quantile(Interval::SIDE, changes.n - 1.0) * error;
    Ok(Moved {
        n: pairs.before.len() as u32,
        mean,
        interval: (error > 0.0).then(|| Interval::around(mean, reach())),
        sd: variance.sqrt().round(),
    })
}

/// The difference of the changes, first arm minus second, by Welch's test: variances may differ.
///
/// # Errors
/// For fewer than two people in an arm, or changes that are all alike.
pub fn welch(first: &Pairs, second: &Pairs) -> Result<Difference> {
    let (first, second) = (Changes::of(first)?, Changes::of(second)?);
    let a = first.variance() / Twice::from(first.n);
    let b = second.variance() / Twice::from(second.n);
    let both = a + b;
    if both.round() <= 0.0 {
        return Err(Refusal::NoSpread);
    }
    let (of_a, of_b) = ((a / both).round(), (b / both).round());
    let df = 1.0 / (of_a * of_a / (first.n - 1.0) + of_b * of_b / (second.n - 1.0));
    let reach = student::t_quantile(Interval::SIDE, df);
    Difference::new((first.mean - second.mean).round(), both.sqrt().round(), df, reach)
}
