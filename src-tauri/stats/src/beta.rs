//! The incomplete beta function, behind t and F.
//!
//! Its factor is laid out around its own peak, so that no large logarithms are taken from each
//! other (Loader 2000, Fast and Accurate Computation of Binomial Probabilities); its continued
//! fraction is DLMF 8.17.22, run by Lentz's method until it stands still.

use std::f64::consts::TAU;

/// More steps than any study needs: they grow with the square root of the people.
const MOST_STEPS: u32 = 100_000;

/// The two parts into which `x` (and `y` = 1 − x, given apart so that neither loses digits) cuts
/// the beta distribution with `a` and `b`: below it and above it.
pub fn cut(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    let factor = density(a, b, x, y);
    if x <= (a + 1.0) / (a + b + 2.0) {
        let below = factor * fraction(a, b, x) / a;
        (below, 1.0 - below)
    } else {
        let above = factor * fraction(b, a, y) / b;
        (1.0 - above, above)
    }
}

/// xᵃ yᵇ / B(a, b).
pub fn density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let off = stirling(n) - stirling(a) - stirling(b) - deviance(a, n * x) - deviance(b, n * y);
    (a * b / (TAU * n)).sqrt() * off.exp()
}

/// λᵏ e^−λ / Γ(k + 1): how likely `k` is when `lambda` are expected. `k` need not be whole.
pub(crate) fn poisson(k: f64, lambda: f64) -> f64 {
    if k == 0.0 {
        return (-lambda).exp();
    }
    if lambda == 0.0 {
        return 0.0;
    }
    (-stirling(k) - deviance(k, lambda)).exp() / (TAU * k).sqrt()
}

/// What Stirling's formula leaves: ln Γ(x) − (x − ½) ln x + x − ½ ln 2π.
pub(crate) fn stirling(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < 16.0 {
        below += (x + 0.5) * (1.0 / x).ln_1p() - 1.0;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0];
    let series = series.iter().chain(&[-691.0 / 360_360.0, 1.0 / 156.0]);
    below + series.rev().fold(0.0, |sum, term| sum * square + term) / x
}

/// v ln(v / m) + m − v, without loss where v is near m.
fn deviance(v: f64, m: f64) -> f64 {
    let off = v - m;
    if off.abs() >= 0.1 * (v + m) {
        return v * (v / m).ln() - off;
    }
    let part = off / (v + m);
    let square = part * part;
    let (mut sum, mut power, mut odd) = (off * part, 2.0 * v * part, 3.0);
    loop {
        power *= square;
        let next = sum + power / odd;
        if next == sum {
            return sum;
        }
        (sum, odd) = (next, odd + 2.0);
    }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let tiny = 1e-300;
    let whole = |value: f64| if value.abs() < tiny { tiny } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / whole(1.0 - (a + b) * x / (a + 1.0));
    let mut sum = d;
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / whole(1.0 + even * d);
        c = whole(1.0 + even / c);
        sum *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / whole(1.0 + odd * d);
        c = whole(1.0 + odd / c);
        sum *= d * c;
        if (d * c - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    sum
}
