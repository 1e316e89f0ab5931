use evenkeel_audio::{RATE, bell};
use evenkeel_core::practice::timeline::bell_seconds;

use crate::support::{between, peak, rms, share_of};

/// Every length of bell that a sit has.
fn lengths() -> [f64; 4] {
    let ((a, b), (c, d)) = (bell_seconds(2), bell_seconds(30));
    [a, b, c, d]
}

fn ring(seconds: f64) -> Vec<f32> {
    bell((seconds * f64::from(RATE)) as usize)
}

#[test]
fn both_bells_peak_at_minus_nine_decibels_and_do_not_clip() {
    for seconds in lengths() {
        let decibels = 20.0 * f64::from(peak(&ring(seconds))).log10();
        assert!((decibels + 9.0).abs() < 0.1, "{seconds} s bell peaks at {decibels} dBFS");
    }
}

#[test]
fn a_bell_swells_softly_then_only_decays_and_ends_in_silence() {
    for seconds in lengths() {
        let wave = ring(seconds);
        assert_eq!(wave.len(), (seconds * f64::from(RATE)) as usize);
        assert!(peak(between(&wave, 0.0, 0.002)) < 0.02, "a blow without a click");
        assert!(peak(between(&wave, 0.0, 0.1)) > 0.3, "it is there within a tenth of a second");
        // Two seconds hold a whole beat of the lowest mode.
        let loudness: Vec<f64> = wave.chunks_exact(2 * RATE as usize).map(rms).collect();
        assert!(
            loudness.windows(2).all(|pair| pair[1] < 0.8 * pair[0]),
            "no steady decay from one two seconds to the next: {loudness:?}"
        );
        // A bell of a few seconds is cut shorter, and has faded less when its end is drawn in.
        let most = if seconds < 8.0 { 0.6 } else { 0.2 };
        assert!(loudness.last().unwrap() / loudness[0] < most, "{loudness:?}");
        assert_eq!(*wave.last().unwrap(), 0.0);
        let seam = between(&wave, seconds - 0.01, seconds);
        assert!(peak(seam) < 1e-4, "no step into the silence that follows");
    }
}

#[test]
fn a_bell_is_a_chord_whose_high_partials_die_first() {
    let wave = ring(bell_seconds(30).1);
    // Half a second: long enough to tell the partials apart.
    let share = |from: f64| share_of(between(&wave, from, from + 0.5), 212.0);
    assert!((0.4..0.85).contains(&share(0.05)), "{} is not a chord", share(0.05));
    assert!(share(6.0) > share(0.05) + 0.1, "{} at first, {} later", share(0.05), share(6.0));
}

#[test]
fn the_same_bell_is_the_same_to_the_bit() {
    assert_eq!(ring(3.0), ring(3.0));
}

#[test]
fn a_bell_of_no_length_is_no_trouble() {
    assert!(bell(0).is_empty());
    assert_eq!(bell(1), [0.0]);
}
