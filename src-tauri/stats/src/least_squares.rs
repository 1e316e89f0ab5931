//! Least squares by QR, in doubled precision.

use crate::twice::{Twice, is_rounding, largest};
use crate::{Refusal, Result};

/// What least squares found.
#[derive(Debug, Clone)]
pub struct Fit {
    /// One coefficient a column, in their order.
    pub coefficients: Vec<f64>,
    /// The variance of what is left over.
    pub residual_variance: f64,
    /// Rows less columns.
    pub df: f64,
    exact: Vec<Twice>,
    inverse: Vec<Vec<Twice>>,
}

/// Fits `y` by the columns, by Gram and Schmidt's orthogonalisation in its modified form (Björck
/// 1967, doi 10.1007/BF01934122).
///
/// # Errors
/// [`Refusal::TooFew`] without a row to spare; [`Refusal::Tangled`] where a column is made of
/// others, up to the rounding of its numbers; [`Refusal::NotFinite`].
pub fn fit(columns: &[&[f64]], y: &[f64]) -> Result<Fit> {
    let (rows, width) = (y.len(), columns.len());
    if rows < width + 1 {
        return Err(Refusal::TooFew { have: rows, need: width + 1 });
    }
    if columns.iter().copied().chain([y]).flatten().any(|value| !value.is_finite()) {
        return Err(Refusal::NotFinite);
    }
    let exact = |values: &[f64]| values.iter().map(|value| Twice::from(*value)).collect();
    let mut basis: Vec<Vec<Twice>> = Vec::with_capacity(width);
    let mut right = vec![vec![Twice::ZERO; width]; width];
    for (at, column) in columns.iter().enumerate() {
        let mut rest: Vec<Twice> = exact(column);
        for (before, one) in basis.iter().enumerate() {
            right[before][at] = take_out(&mut rest, one);
        }
        let squares = dot(&rest, &rest);
        if is_rounding(squares, rows, largest(column.iter().copied())) {
            return Err(Refusal::Tangled);
        }
        let length = squares.sqrt();
        rest.iter_mut().for_each(|value| *value = *value / length);
        right[at][at] = length;
        basis.push(rest);
    }
    let mut rest: Vec<Twice> = exact(y);
    let along: Vec<Twice> = basis.iter().map(|one| take_out(&mut rest, one)).collect();
    let squares = dot(&rest, &rest);
    let residual = match is_rounding(squares, rows, largest(y.iter().copied())) {
        true => Twice::ZERO,
        false => squares,
    };
    let inverse = inverse(&right);
    let mut coefficients = vec![Twice::ZERO; width];
    for (column, along) in inverse.iter().zip(&along) {
        coefficients.iter_mut().zip(column).for_each(|(sum, one)| *sum += *one * *along);
    }
    let df = (rows - width) as f64;
    Ok(Fit {
        coefficients: coefficients.iter().map(|one| one.round()).collect(),
        residual_variance: (residual / Twice::from(df)).round(),
        df,
        exact: coefficients,
        inverse,
    })
}

impl Fit {
    /// A weighted sum of the coefficients and its standard error.
    pub fn contrast(&self, weights: &[f64]) -> (f64, f64) {
        let weights: Vec<Twice> = weights.iter().map(|one| Twice::from(*one)).collect();
        let spread: Vec<Twice> = self.inverse.iter().map(|column| dot(column, &weights)).collect();
        let variance = dot(&spread, &spread) * Twice::from(self.residual_variance);
        (dot(&weights, &self.exact).round(), variance.sqrt().round())
    }
}

fn dot(a: &[Twice], b: &[Twice]) -> Twice {
    a.iter().zip(b).fold(Twice::ZERO, |sum, (a, b)| sum + *a * *b)
}

/// Takes what lies along `one` out of `rest`, and says how much it was.
fn take_out(rest: &mut [Twice], one: &[Twice]) -> Twice {
    let along = dot(rest, one);
    for (value, unit) in rest.iter_mut().zip(one) {
        *value = *value - along * *unit;
    }
    along
}

/// The inverse of an upper triangle, column by column.
fn inverse(right: &[Vec<Twice>]) -> Vec<Vec<Twice>> {
    let width = right.len();
    (0..width)
        .map(|column| {
            let mut own = vec![Twice::ZERO; width];
            own[column] = Twice::from(1.0) / right[column][column];
            for row in (0..column).rev() {
                let known = dot(&right[row][row + 1..=column], &own[row + 1..=column]);
                own[row] = -known / right[row][row];
            }
            own
        })
        .collect()
}
