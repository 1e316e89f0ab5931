//! Loudness as ears hear it: LUFS of one channel, after ITU-R BS.1770-5.

use std::f64::consts::PI;

use crate::RATE;

/// A block lasts four steps of a tenth of a second.
const STEP: usize = RATE as usize / 10;
/// Blocks quieter than this are silence, LUFS.
const SILENCE: f64 = -70.0;
/// Blocks quieter than the mean by this are pauses, LU.
const PAUSES: f64 = -10.0;

/// Measures loudness and peak of what is handed to it.
pub struct Meter {
    filters: [Filter; 2],
    /// Energy of the tenth of a second under way, and how many samples it has.
    step: (f64, usize),
    /// Mean energy of each whole tenth of a second.
    steps: Vec<f64>,
    peak: f32,
}

impl Meter {
    /// A meter for one channel at [`RATE`].
    pub fn new() -> Self {
        Self { filters: [head(), low_cut()], step: (0.0, 0), steps: Vec::new(), peak: 0.0 }
    }

    /// Takes what comes next.
    pub fn push(&mut self, samples: &[f32]) {
        for &sample in samples {
            self.peak = self.peak.max(sample.abs());
            let [head, low_cut] = &mut self.filters;
            let heard = low_cut.pass(head.pass(f64::from(sample)));
            self.step.0 += heard * heard;
            self.step.1 += 1;
            if self.step.1 == STEP {
                self.end_step();
            }
        }
    }

    /// The highest point, dB of full scale; −∞ for nothing at all.
    pub fn peak_dbfs(&self) -> f64 {
        20.0 * f64::from(self.peak).log10()
    }

    /// Loudness of the whole without its pauses, LUFS; `None` when it is silent.
    pub fn lufs(mut self) -> Option<f64> {
        if self.steps.len() < 4 && self.step.1 > 0 {
            // Shorter than a block: what there is counts.
            self.end_step();
        }
        let blocks: Vec<f64> = self.steps.windows(self.steps.len().clamp(1, 4)).map(mean).collect();
        let louder = |floor: f64| {
            let loud: Vec<f64> =
                blocks.iter().copied().filter(|&energy| lufs(energy) > floor).collect();
            (!loud.is_empty()).then(|| mean(&loud))
        };
        let mean = louder(SILENCE)?;
        louder((lufs(mean) + PAUSES).max(SILENCE)).map(lufs)
    }

    fn end_step(&mut self) {
        self.steps.push(self.step.0 / self.step.1 as f64);
        self.step = (0.0, 0);
    }
}

fn lufs(energy: f64) -> f64 {
    -0.691 + 10.0 * energy.log10()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A filter of second order.
struct Filter {
    /// b0, b1, b2.
    ahead: [f64; 3],
    /// a1, a2.
    back: [f64; 2],
    state: [f64; 2],
}

impl Filter {
    fn pass(&mut self, sample: f64) -> f64 {
        let [b0, b1, b2] = self.ahead;
        let out = b0 * sample + self.state[0];
        self.state[0] = b1 * sample - self.back[0] * out + self.state[1];
        self.state[1] = b2 * sample - self.back[1] * out;
        out
    }
}

/// The head lifts what is high. BS.1770 gives the filter for 48 kHz; these are the analogue values
/// behind it, so that it can be made for any rate.
fn head() -> Filter {
    let (hz, gain_db, q) = (1_681.974_450_955_533, 3.999_843_853_973_347, 0.707_175_236_955_419_6);
    let k = (PI * hz / f64::from(RATE)).tan();
    let high = 10.0_f64.powf(gain_db / 20.0);
    let band = high.powf(0.499_666_774_154_541_6);
    let norm = 1.0 + k / q + k * k;
    Filter {
        ahead: [
            (high + band * k / q + k * k) / norm,
            2.0 * (k * k - high) / norm,
            (high - band * k / q + k * k) / norm,
        ],
        back: [2.0 * (k * k - 1.0) / norm, (1.0 - k / q + k * k) / norm],
        state: [0.0; 2],
    }
}

/// Rumble is not heard.
fn low_cut() -> Filter {
    let (hz, q) = (38.135_470_876_024_44, 0.500_327_037_323_877_3);
    let k = (PI * hz / f64::from(RATE)).tan();
    let norm = 1.0 + k / q + k * k;
    Filter {
        ahead: [1.0, -2.0, 1.0],
        back: [2.0 * (k * k - 1.0) / norm, (1.0 - k / q + k * k) / norm],
        state: [0.0; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sine of so many hertz at a level in dB of full scale.
    fn sine(hz: f64, decibels: f64, seconds: usize) -> Vec<f32> {
        let level = 10.0_f64.powf(decibels / 20.0);
        let turn = 2.0 * PI * hz / f64::from(RATE);
        (0..seconds * RATE as usize).map(|n| (level * (turn * n as f64).sin()) as f32).collect()
    }

    fn lufs_of(parts: &[Vec<f32>]) -> Option<f64> {
        let mut meter = Meter::new();
        parts.iter().for_each(|part| meter.push(part));
        meter.lufs()
    }

    /// EBU Tech 3341, cases 1 and 3: a stereo sine of 1 kHz at −23 dBFS reads −23 LUFS. One
    /// channel alone reads 3 LU less.
    #[test]
    fn a_sine_of_a_thousand_hertz_reads_its_level() {
        let read = lufs_of(&[sine(1000.0, -20.0, 5)]).expect("it sounds");
        assert!((read + 23.0).abs() < 0.1, "{read}");
    }

    #[test]
    fn pauses_do_not_count() {
        let loud = || sine(1000.0, -20.0, 10);
        let with = lufs_of(&[sine(1000.0, -45.0, 10), loud(), vec![0.0; RATE as usize * 20]]);
        assert!(with.is_some_and(|read| (read + 23.0).abs() < 0.2), "{with:?}");
    }

    #[test]
    fn silence_has_no_loudness() {
        assert_eq!(lufs_of(&[vec![0.0; 100_000]]), None);
        assert_eq!(lufs_of(&[]), None);
        assert_eq!(lufs_of(&[sine(1000.0, -80.0, 2)]), None);
        assert!(lufs_of(&[sine(1000.0, -20.0, 1)[..1000].to_vec()]).is_some(), "however short");
    }
}
