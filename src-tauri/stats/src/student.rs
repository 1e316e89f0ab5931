//! Student's t and Fisher's F.

use crate::beta;

/// How likely a t as far from nought as this, or farther, is on either side.
pub fn two_sided_p(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    beta::cut(df / 2.0, 0.5, df / (df + square), square / (df + square)).0
}

/// The t above which the share `side` of the distribution lies; `side` below a half.
pub fn t_quantile(side: f64, df: f64) -> f64 {
    // On two logarithmic scales the tail bends one way only, so that Newton's steps cannot stray.
    let mut t: f64 = 1.0;
    for _ in 0..60 {
        let tail = two_sided_p(t, df) / 2.0;
        let square = t * t;
        let at = beta::density(df / 2.0, 0.5, df / (df + square), square / (df + square));
        let step = (tail / side).ln() * tail / at;
        t *= step.exp();
        if step.abs() <= 2.0 * f64::EPSILON {
            break;
        }
    }
    t
}

/// The F above which the share `side` of the distribution lies.
pub fn f_quantile(side: f64, over: f64, under: f64) -> f64 {
    let above = |log: f64| {
        let f = log.exp();
        let whole = over * f + under;
        beta::cut(over / 2.0, under / 2.0, over * f / whole, under / whole).1 - side
    };
    let (mut low, mut high) = (-1.0, 1.0);
    while above(low) < 0.0 {
        low *= 2.0;
    }
    while above(high) > 0.0 {
        high *= 2.0;
    }
    root(low, high, above).exp()
}

/// Where a function that changes its sign between `low` and `high` is nought (Chandrupatla 1997,
/// doi 10.1016/S0965-9978(96)00051-8: halving, or a curve through three points where that is safe).
pub(crate) fn root(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut b, mut a) = (low, high);
    let (mut at_b, mut at_a) = (f(b), f(a));
    let (mut c, mut at_c);
    let mut share = 0.5;
    for _ in 0..200 {
        let middle = a + share * (b - a);
        let at = f(middle);
        if at.is_sign_negative() == at_a.is_sign_negative() {
            (c, at_c) = (a, at_a);
        } else {
            (c, b) = (b, a);
            (at_c, at_b) = (at_b, at_a);
        }
        (a, at_a) = (middle, at);
        let (best, at_best) = if at_a.abs() < at_b.abs() { (a, at_a) } else { (b, at_b) };
        let least = 2.0 * f64::EPSILON * best.abs() / (b - a).abs();
        if at_best == 0.0 || least > 0.5 || a == b {
            return best;
        }
        let place = (a - b) / (c - b);
        let slope = (at_a - at_b) / (at_c - at_b);
        let bends = slope * slope < place && (1.0 - slope) * (1.0 - slope) < 1.0 - place;
        share = if bends {
            at_a / (at_b - at_a) * at_c / (at_b - at_c)
                + (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (at_c - at_b)
        } else {
            0.5
        };
        share = share.clamp(least, 1.0 - least);
    }
    a
}
