//! Why a figure cannot be given.

use std::fmt;

/// A figure, or why there is none.
pub type Result<T> = std::result::Result<T, Refusal>;

/// Why a figure cannot be given. Reads as a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer people than the formula needs.
    TooFew {
        /// How many there are.
        have: usize,
        /// How many it needs.
        need: usize,
    },
    /// Fewer items than the formula needs.
    TooFewItems {
        /// How many it needs.
        need: usize,
    },
    /// All values are the same, or differ by less than the numbers can hold.
    NoSpread,
    /// All people of an arm began with the same score, so that there is nothing to adjust by.
    NoSpreadBefore,
    /// Nothing is left over to judge by: the scores lie on a line without error.
    NoError,
    /// An answer is not a number that can be computed with.
    NotFinite,
    /// The effect is so large beside the spread that its interval cannot be found.
    TooLarge,
    /// The items do not follow one factor well enough.
    NoFactor,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::TooFew { have, need } => {
                write!(f, "This needs at least {need} people with a score; there are {have}.")
            }
            Self::TooFewItems { need } => write!(f, "This needs at least {need} items."),
            Self::NoSpread => f.write_str("Everybody has the same value, so there is no spread."),
            Self::NoSpreadBefore => f.write_str(
                "Within each arm everybody began with the same score, so there is nothing to \
                 adjust by.",
            ),
            Self::NoError => f.write_str(
                "The scores lie on a line without any error, so there is nothing to judge by.",
            ),
            Self::NotFinite => f.write_str("A score is not a number that can be computed with."),
            Self::TooLarge => f.write_str(
                "The effect is so large beside the spread that its interval cannot be found.",
            ),
            Self::NoFactor => f.write_str(
                "The answers do not follow one factor: an item would have no share of its own.",
            ),
        }
    }
}

/// Refuses what cannot be computed with, and fewer values than are needed.
pub(crate) fn enough(values: &[f64], need: usize) -> Result<()> {
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Refusal::NotFinite);
    }
    if values.len() < need {
        return Err(Refusal::TooFew { have: values.len(), need });
    }
    Ok(())
}

/// A figure that must be finite to be shown.
pub(crate) fn finite(value: f64) -> Result<f64> {
    if value.is_finite() { Ok(value) } else { Err(Refusal::TooLarge) }
}
