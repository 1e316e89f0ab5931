//! Conversion between sample rates, for recordings that were not made at the crate's rate.
//!
//! A windowed sinc, computed once for each phase. rodio's converter interpolates linearly and
//! folds what lies above the new limit back into the voice; this one does not, and has the time,
//! because it never runs in a callback.

use std::f64::consts::PI;

/// Zero crossings of the sinc on either side.
const CROSSINGS: f64 = 16.0;
/// Where the filter starts to close, as a share of the lower rate's limit.
const CUTOFF: f64 = 0.94;

/// Converts one channel `from` one rate `to` another (hertz), to the nearest whole length.
pub fn convert(input: Vec<f32>, from: u32, to: u32) -> Vec<f32> {
    if from == to || from == 0 || to == 0 {
        return input;
    }
    let common = gcd(from, to);
    let (from, to) = (u64::from(from / common), u64::from(to / common));
    let scale = CUTOFF * (to as f64 / from as f64).min(1.0);
    let half = (CROSSINGS / scale).ceil() as i64;
    let kernels: Vec<Vec<f32>> =
        (0..to).map(|phase| kernel(phase as f64 / to as f64, scale, half)).collect();

    let length = (input.len() as u64 * to + from / 2) / from;
    (0..length)
        .map(|n| {
            let (centre, phase) = ((n * from / to) as i64, (n * from % to) as usize);
            let reach = centre - half + 1..=centre + half;
            reach.zip(&kernels[phase]).map(|(at, weight)| sample(&input, at) * weight).sum()
        })
        .collect()
}

/// The weights of the samples from `half - 1` before to `half` after, for a point that lies
/// `offset` (0 to 1) behind a sample. They add up to one.
fn kernel(offset: f64, scale: f64, half: i64) -> Vec<f32> {
    let weights: Vec<f64> = (1 - half..=half)
        .map(|at| {
            let x = at as f64 - offset;
            let window = 0.5 + 0.5 * (PI * (x / half as f64).clamp(-1.0, 1.0)).cos();
            let turn = PI * x * scale;
            window * if turn == 0.0 { 1.0 } else { turn.sin() / turn }
        })
        .collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| (weight / sum) as f32).collect()
}

fn sample(input: &[f32], at: i64) -> f32 {
    usize::try_from(at).ok().and_then(|at| input.get(at)).copied().unwrap_or(0.0)
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}
