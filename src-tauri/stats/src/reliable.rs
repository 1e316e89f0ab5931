//! Whether one person changed by more than chance.

use serde::Serialize;
use ts_rs::TS;

/// How many of an arm changed by more than chance alone makes, either way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct ReliableCounts {
    /// People with both scores.
    pub n: u32,
    /// Higher than chance would explain.
    pub higher: u32,
    /// Within what chance can do.
    pub within: u32,
    /// Lower than chance would explain.
    pub lower: u32,
}

/// The standard error of a change that chance alone makes: √2 · SD · √(1 − r) (Jacobson & Truax
/// 1991, with the √2 of Christensen & Mendoza 1986).
pub fn chance(sd: f64, reliability: f64) -> f64 {
    std::f64::consts::SQRT_2 * sd * (1.0 - reliability).sqrt()
}

/// The reliable change index: a change in such standard errors.
pub fn index(before: f64, after: f64, chance: f64) -> f64 {
    (after - before) / chance
}

impl ReliableCounts {
    /// Counts one person's index; beyond 1.96 is more than chance.
    pub fn count(&mut self, index: f64) {
        self.n += 1;
        match index {
            over if over > 1.96 => self.higher += 1,
            under if under < -1.96 => self.lower += 1,
            _ => self.within += 1,
        }
    }
}
