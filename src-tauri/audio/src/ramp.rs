//! How loud a sit is while it is held, faded and taken up again.

use crate::state::Wish;

/// A pause closes in this time: at once, but without a click.
const PAUSE_SECONDS: f64 = 0.02;
/// The brake closes in this time.
const FADE_SECONDS: f64 = 2.0;
/// Going on opens in this time.
const RESUME_SECONDS: f64 = 0.5;

/// A loudness between 0 and 1 that follows what is wished. The sit moves on until it is 0.
#[derive(Debug, Clone, Copy)]
pub struct Ramp {
    level: f64,
}

impl Ramp {
    /// Open: for a sit at its beginning, whose bell swells by itself.
    pub fn open() -> Self {
        Self { level: 1.0 }
    }

    /// Closed: for a sit taken up somewhere else.
    pub fn closed() -> Self {
        Self { level: 0.0 }
    }

    /// Lets `seconds` go by and returns how many of them the sit moves on.
    pub fn pass(&mut self, wish: Wish, seconds: f64) -> f64 {
        let whole = match wish {
            Wish::Play => {
                self.level = (self.level + seconds / RESUME_SECONDS).min(1.0);
                return seconds;
            }
            Wish::Fade => FADE_SECONDS,
            Wish::Hold | Wish::Stopped | Wish::Over => PAUSE_SECONDS,
        };
        let moved = seconds.min(self.level * whole);
        self.level = if moved < seconds { 0.0 } else { self.level - moved / whole };
        moved
    }

    /// The factor for a sample: squared, because ears hear ratios.
    pub fn gain(&self) -> f32 {
        (self.level * self.level) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fade_moves_on_for_two_seconds_in_steps_of_any_size_and_then_holds() {
        for step in [1.0 / 24_000.0, 0.05, 10.0] {
            let mut ramp = Ramp::open();
            let steps = (3.0 / step) as usize + 1;
            let moved: f64 = (0..steps).map(|_| ramp.pass(Wish::Fade, step)).sum();
            assert!((moved - 2.0).abs() < 0.001, "moved {moved} s in steps of {step} s");
            assert_eq!(ramp.gain(), 0.0);
            assert_eq!(ramp.pass(Wish::Fade, step), 0.0, "it stays held");
        }
    }

    #[test]
    fn going_on_opens_within_half_a_second() {
        let mut ramp = Ramp::closed();
        assert_eq!(ramp.gain(), 0.0);
        ramp.pass(Wish::Play, 0.25);
        assert_eq!(ramp.gain(), 0.25);
        ramp.pass(Wish::Play, 0.26);
        assert_eq!(ramp.gain(), 1.0);
    }
}
