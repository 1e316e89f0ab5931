//! Conversion between sample rates, for recordings that were not made at the crate's rate.
//!
//! A windowed sinc, computed once for each phase. rodio's converter interpolates linearly and
//! folds what lies above the new limit back into the voice; this one does not, and has the time,
//! because it never runs in a callback. A stream taken up in the middle gives the same bits as one
//! from the start.

use std::f64::consts::PI;

/// Zero crossings of the sinc on either side.
const CROSSINGS: f64 = 16.0;
/// Where the filter starts to close, as a share of the lower rate's limit.
const CUTOFF: f64 = 0.94;

/// One channel on its way from one rate to another.
pub struct Resampler {
    from: u64,
    to: u64,
    half: i64,
    /// The weights for each phase; none when the rates are the same.
    kernels: Vec<Vec<f32>>,
    /// What came in and is still needed.
    input: Vec<f32>,
    /// Where that begins, counted from the start of the channel.
    base: u64,
    /// The next sample to be made.
    next: u64,
}

impl Resampler {
    /// Converts `from` one rate `to` another (hertz, not 0), beginning with the `start`th sample
    /// made.
    pub fn new(from: u32, to: u32, start: u64) -> Self {
        let common = gcd(from, to);
        let (from, to) = (u64::from(from / common), u64::from(to / common));
        let scale = CUTOFF * (to as f64 / from as f64).min(1.0);
        let half = (CROSSINGS / scale).ceil() as i64;
        let phases = if from == to { 0 } else { to };
        let kernels =
            (0..phases).map(|phase| kernel(phase as f64 / to as f64, scale, half)).collect();
        let mut it = Self { from, to, half, kernels, input: Vec::new(), base: 0, next: start };
        it.base = it.needs();
        it
    }

    /// The first sample that has to come in next, counted from the start of the channel.
    pub fn wants(&self) -> u64 {
        self.base + self.input.len() as u64
    }

    /// The first sample that the next one is made of.
    fn needs(&self) -> u64 {
        let centre = self.next * self.from / self.to;
        if self.kernels.is_empty() { centre } else { centre.saturating_sub(self.half as u64 - 1) }
    }

    /// Takes what comes next and appends what can be made of it.
    pub fn push(&mut self, input: &[f32], out: &mut Vec<f32>) {
        if self.kernels.is_empty() {
            out.extend_from_slice(input);
            self.base += input.len() as u64;
            self.next = self.base;
            return;
        }
        self.input.extend_from_slice(input);
        let reach = self.wants() as i64 - self.half;
        while ((self.next * self.from / self.to) as i64) < reach {
            let made = self.make();
            out.push(made);
        }
        let done = self.needs().min(self.wants()) - self.base;
        self.input.drain(..done as usize);
        self.base += done;
    }

    /// Appends the rest: together the nearest whole length.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        let length = (self.wants() * self.to + self.from / 2) / self.from;
        while self.next < length {
            let made = self.make();
            out.push(made);
        }
    }

    fn make(&mut self) -> f32 {
        let centre = (self.next * self.from / self.to) as i64 - self.base as i64;
        let phase = (self.next * self.from % self.to) as usize;
        self.next += 1;
        let reach = centre - self.half + 1..=centre + self.half;
        reach.zip(&self.kernels[phase]).map(|(at, weight)| sample(&self.input, at) * weight).sum()
    }
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
