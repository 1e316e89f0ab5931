//! Doubled precision: a number as the sum of two, with about 32 digits.
//!
//! The error-free sum is Knuth's and the error-free product takes the fused multiply-add; both,
//! and the arithmetic built on them, as in Dekker 1971 (doi 10.1007/BF01397083) and Hida, Li &
//! Bailey 2001 (doi 10.1109/ARITH.2001.930115).

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A number with about 32 digits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Twice {
    high: f64,
    low: f64,
}

impl Twice {
    /// Nothing.
    pub const ZERO: Self = Self { high: 0.0, low: 0.0 };

    /// The sum of two numbers without any error.
    fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let part = high - a;
        Self { high, low: (a - (high - part)) + (b - part) }
    }

    /// The same where |a| ≥ |b|.
    fn quick_sum(a: f64, b: f64) -> Self {
        let high = a + b;
        Self { high, low: b - (high - a) }
    }

    /// The product of two numbers without any error.
    pub fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        Self { high, low: a.mul_add(b, -high) }
    }

    /// The nearest ordinary number.
    pub fn round(self) -> f64 {
        self.high
    }

    /// The square root; zero for what is negative by rounding.
    pub fn sqrt(self) -> Self {
        if self.high <= 0.0 {
            return Self::ZERO;
        }
        let near = self.high.sqrt();
        let rest = self - Self::product(near, near);
        Self::quick_sum(near, rest.high / (2.0 * near))
    }
}

impl From<f64> for Twice {
    fn from(value: f64) -> Self {
        Self { high: value, low: 0.0 }
    }
}

impl Neg for Twice {
    type Output = Self;
    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Add for Twice {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let highs = Self::sum(self.high, other.high);
        let lows = Self::sum(self.low, other.low);
        let near = Self::quick_sum(highs.high, highs.low + lows.high);
        Self::quick_sum(near.high, near.low + lows.low)
    }
}

impl Sub for Twice {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Twice {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let near = Self::product(self.high, other.high);
        let rest = self.high.mul_add(other.low, self.low * other.high);
        Self::quick_sum(near.high, near.low + rest)
    }
}

impl Div for Twice {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * Self::from(first);
        let second = rest.high / other.high;
        let rest = rest - other * Self::from(second);
        Self::quick_sum(first, second) + Self::from(rest.high / other.high)
    }
}

impl AddAssign for Twice {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl AddAssign<f64> for Twice {
    fn add_assign(&mut self, other: f64) {
        *self = *self + Self::from(other);
    }
}

/// Number of values, their mean, and their sum of squares around it.
pub(crate) fn moments(values: impl Iterator<Item = f64> + Clone) -> (usize, Twice, Twice) {
    let (mut n, mut sum) = (0_usize, Twice::ZERO);
    for value in values.clone() {
        n += 1;
        sum += value;
    }
    if n == 0 {
        return (0, Twice::ZERO, Twice::ZERO);
    }
    let mean = sum / Twice::from(n as f64);
    let mut squares = Twice::ZERO;
    for value in values {
        let off = Twice::from(value) - mean;
        squares += off * off;
    }
    (n, mean, squares)
}

/// Whether a sum of squares is no more than the rounding of the numbers it came from.
pub(crate) fn is_rounding(squares: Twice, n: usize, largest: f64) -> bool {
    let grain = 4.0 * f64::EPSILON * largest;
    squares.round() <= n as f64 * grain * grain
}

/// The largest of some values, signs aside.
pub(crate) fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |most, value| most.max(value.abs()))
}
