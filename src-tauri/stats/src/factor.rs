//! One common factor by maximum likelihood, and the omega that follows from it.

use serde::Serialize;
use ts_rs::TS;

use crate::reliability::people;
use crate::twice::{is_rounding, largest, moments};
use crate::{Refusal, Result};

/// McDonald's omega.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Omega {
    /// The share of the sum's variance that the common factor makes.
    pub omega: f64,
    /// Those who answered every item.
    pub n: u32,
}

/// An item whose own share of its variance falls below this has none (a Heywood case).
const LEAST_OWN: f64 = 1e-4;
/// Steps after which there is no answer to be found.
const MOST_STEPS: u32 = 500;

/// Omega of items, each a column with one value a person: (Σλ)² / ((Σλ)² + Σψ), with loadings λ
/// and own variances ψ of the one-factor model by maximum likelihood (Jöreskog 1967), found by
/// Fisher's scoring.
///
/// # Errors
/// For fewer than three items, no more people than items, an item without spread, or answers that
/// do not follow one factor.
pub fn omega(items: &[Vec<f64>]) -> Result<Omega> {
    let (k, n) = (items.len(), people(items)?);
    if k < 3 {
        return Err(Refusal::TooFewItems { need: 3 });
    }
    if n <= k {
        return Err(Refusal::TooFew { have: n, need: k + 1 });
    }
    // Items are put on the scale of their own spread, so that the search is the same for all.
    let mut units = Vec::with_capacity(k);
    let mut off = Vec::with_capacity(k);
    for item in items {
        let (_, mean, squares) = moments(item.iter().copied());
        if is_rounding(squares, n, largest(item.iter().copied())) {
            return Err(Refusal::NoSpread);
        }
        let length = squares.sqrt().round();
        units.push(length);
        let apart = |value: &f64| (*value - mean.round()) / length;
        off.push(item.iter().map(apart).collect::<Vec<f64>>());
    }
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let seen: Vec<Vec<f64>> =
        off.iter().map(|a| off.iter().map(|b| product(a, b)).collect()).collect();
    let model = search(&seen)?;
    let common: f64 = model.loadings.iter().zip(&units).map(|(loading, unit)| loading * unit).sum();
    let own: f64 = model.own.iter().zip(&units).map(|(own, unit)| own * unit * unit).sum();
    let common = common * common;
    Ok(Omega { omega: common / (common + own), n: n as u32 })
}

/// Loadings and own variances, of items with variance 1.
#[derive(Clone)]
struct Model {
    loadings: Vec<f64>,
    own: Vec<f64>,
}

fn search(seen: &[Vec<f64>]) -> Result<Model> {
    let k = seen.len();
    let mut model = Model { loadings: first_loadings(seen), own: Vec::new() };
    model.own = model.loadings.iter().map(|one| (1.0 - one * one).max(0.2)).collect();
    let mut worth = model.misfit(seen);
    for _ in 0..MOST_STEPS {
        let step = model.step(seen).ok_or(Refusal::NoFactor)?;
        let mut share = 1.0;
        let (next, next_worth) = loop {
            let next = model.moved(&step, share);
            let next_worth = next.misfit(seen);
            if next_worth <= worth + 1e-13 * worth.abs().max(1.0) {
                break (next, next_worth);
            }
            share /= 2.0;
            if share < 1e-8 {
                return Err(Refusal::NoFactor);
            }
        };
        (model, worth) = (next, next_worth);
        let (loadings, logs) = step.split_at(k);
        let still = |steps: &[f64]| steps.iter().all(|step| step.abs() < 1e-12);
        if still(loadings) && still(logs) {
            let whole = model.own.iter().all(|own| *own >= LEAST_OWN);
            return whole.then_some(model).ok_or(Refusal::NoFactor);
        }
    }
    Err(Refusal::NoFactor)
}

/// A beginning: how each item goes with the sum of all.
fn first_loadings(seen: &[Vec<f64>]) -> Vec<f64> {
    let sums: Vec<f64> = seen.iter().map(|row| row.iter().sum()).collect();
    let whole: f64 = sums.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    sums.iter().map(|sum| (sum / whole.sqrt()).clamp(-0.9, 0.9)).collect()
}

impl Model {
    /// ln |Σ| + tr(S Σ⁻¹): what the search makes small.
    fn misfit(&self, seen: &[Vec<f64>]) -> f64 {
        let (inverse, log) = self.inverse();
        let trace: f64 = seen
            .iter()
            .zip(&inverse)
            .map(|(seen, inverse)| seen.iter().zip(inverse).map(|(a, b)| a * b).sum::<f64>())
            .sum();
        log + trace
    }

    /// Σ⁻¹ by Sherman and Morrison, and ln |Σ|.
    fn inverse(&self) -> (Vec<Vec<f64>>, f64) {
        let over: Vec<f64> = self.loadings.iter().zip(&self.own).map(|(l, own)| l / own).collect();
        let whole = 1.0 + self.loadings.iter().zip(&over).map(|(l, over)| l * over).sum::<f64>();
        let row = |i: usize| {
            let cell = |j: usize| {
                let own = if i == j { 1.0 / self.own[i] } else { 0.0 };
                own - over[i] * over[j] / whole
            };
            (0..over.len()).map(cell).collect()
        };
        let log = self.own.iter().map(|own| own.ln()).sum::<f64>() + whole.ln();
        ((0..over.len()).map(row).collect(), log)
    }

    /// Fisher's scoring step: for the loadings, then for the logarithms of the own variances.
    fn step(&self, seen: &[Vec<f64>]) -> Option<Vec<f64>> {
        let k = self.own.len();
        let (p, _) = self.inverse();
        let times = |a: &[Vec<f64>], b: &[Vec<f64>]| -> Vec<Vec<f64>> {
            let cell = |i: usize, j: usize| (0..k).map(|at| a[i][at] * b[at][j]).sum();
            (0..k).map(|i| (0..k).map(|j| cell(i, j)).collect()).collect()
        };
        let psp = times(&times(&p, seen), &p);
        let v: Vec<f64> = p.iter().map(|row| dot(row, &self.loadings)).collect();
        let c = dot(&v, &self.loadings);
        let mut slope = vec![0.0; 2 * k];
        let mut bend = vec![vec![0.0; 2 * k]; 2 * k];
        for i in 0..k {
            let w: Vec<f64> = (0..k).map(|j| p[i][j] - psp[i][j]).collect();
            slope[i] = 2.0 * dot(&w, &self.loadings);
            slope[k + i] = w[i] * self.own[i];
            for j in 0..k {
                bend[i][j] = 2.0 * (v[i] * v[j] + c * p[i][j]);
                bend[i][k + j] = 2.0 * p[i][j] * v[j] * self.own[j];
                bend[k + j][i] = bend[i][k + j];
                bend[k + i][k + j] = p[i][j] * p[i][j] * self.own[i] * self.own[j];
            }
        }
        solve(bend, slope)
    }

    fn moved(&self, step: &[f64], share: f64) -> Self {
        let (loadings, logs) = step.split_at(self.own.len());
        Self {
            loadings: self.loadings.iter().zip(loadings).map(|(l, by)| l - share * by).collect(),
            own: self
                .own
                .iter()
                .zip(logs)
                .map(|(own, by)| own * (-share * by.clamp(-3.0, 3.0)).exp())
                .collect(),
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Solves a symmetric positive system by Cholesky; none where it is not positive.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Option<Vec<f64>> {
    let size = b.len();
    for row in 0..size {
        for column in 0..=row {
            let off: f64 = (0..column).map(|at| a[row][at] * a[column][at]).sum();
            let rest = a[row][column] - off;
            if row == column {
                a[row][row] = (rest > 0.0).then(|| rest.sqrt())?;
            } else {
                a[row][column] = rest / a[column][column];
            }
        }
        let off: f64 = (0..row).map(|at| a[row][at] * b[at]).sum();
        b[row] = (b[row] - off) / a[row][row];
    }
    for row in (0..size).rev() {
        let off: f64 = (row + 1..size).map(|at| a[at][row] * b[at]).sum();
        b[row] = (b[row] - off) / a[row][row];
    }
    Some(b)
}
