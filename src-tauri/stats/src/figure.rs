//! A figure with the formula behind it, or the reason why there is none.

use serde::Serialize;
use ts_rs::TS;

use crate::{Formula, Result};

/// A figure, or why there is none. Either way it names its formula.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Figure<T> {
    /// It could be computed.
    Known {
        /// By which formula.
        by: Formula,
        /// The figure.
        value: T,
    },
    /// It could not.
    Refused {
        /// By which formula it would have been.
        by: Formula,
        /// Why not, in a sentence.
        why: String,
    },
}

impl<T> Figure<T> {
    /// What a computation came to.
    pub fn new(by: Formula, outcome: Result<T>) -> Self {
        match outcome {
            Ok(value) => Self::Known { by, value },
            Err(refusal) => Self::Refused { by, why: refusal.to_string() },
        }
    }

    /// The figure, where there is one.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::Refused { .. } => None,
        }
    }

    /// The figure to be completed, where there is one.
    pub fn known_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::Refused { .. } => None,
        }
    }
}

/// A 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Interval {
    /// The error on each side of every interval: 2.5 of 100.
    pub const SIDE: f64 = 0.025;

    /// So far to either side of a figure.
    pub(crate) fn around(middle: f64, reach: f64) -> Self {
        Self { low: middle - reach, high: middle + reach }
    }
}
