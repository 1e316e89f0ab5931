use evenkeel_audio::{RATE, bell, samples};
use evenkeel_core::practice::timeline::{Bowl, STROKES_APART_SECONDS, bell_seconds};

use crate::support::{between, peak, rms, share_of};

const BOWLS: [Bowl; 3] = [Bowl::Small, Bowl::Medium, Bowl::Large];

/// Every length of bell that a sit has.
fn lengths() -> [f64; 4] {
    let ((a, b), (c, d)) = (bell_seconds(2), bell_seconds(30));
    [a, b, c, d]
}

/// Every bowl at every length, struck once.
fn bells() -> impl Iterator<Item = (Bowl, f64, Vec<f32>)> {
    BOWLS.into_iter().flat_map(|bowl| lengths().map(|length| (bowl, length, ring(bowl, length))))
}

fn ring(bowl: Bowl, seconds: f64) -> Vec<f32> {
    bell(bowl, 1, samples(seconds) as usize)
}

#[test]
fn every_bell_peaks_at_minus_nine_decibels_and_does_not_clip() {
    for (bowl, seconds, wave) in bells() {
        let decibels = 20.0 * f64::from(peak(&wave)).log10();
        assert!((decibels + 9.0).abs() < 0.1, "{bowl:?}, {seconds} s: peak at {decibels} dBFS");
    }
}

#[test]
fn a_bell_swells_softly_then_only_decays_and_ends_in_silence() {
    for (bowl, seconds, wave) in bells() {
        assert_eq!(wave.len(), samples(seconds) as usize);
        assert!(peak(between(&wave, 0.0, 0.002)) < 0.02, "{bowl:?}: a blow without a click");
        assert!(peak(between(&wave, 0.0, 0.1)) > 0.3, "it is there within a tenth of a second");
        // Two seconds hold a whole beat of the lowest mode, but for the large bowl.
        let loudness: Vec<f64> = wave.chunks_exact(2 * RATE as usize).map(rms).collect();
        assert!(
            loudness.windows(2).all(|pair| pair[1] < 0.85 * pair[0]),
            "{bowl:?}: no steady decay from one two seconds to the next: {loudness:?}"
        );
        // A bell of a few seconds is cut shorter, and has faded less when its end is drawn in.
        let most = if seconds < 8.0 { 0.65 } else { 0.2 };
        assert!(loudness.last().unwrap() / loudness[0] < most, "{bowl:?}: {loudness:?}");
        assert_eq!(*wave.last().unwrap(), 0.0);
        let seam = between(&wave, seconds - 0.01, seconds);
        assert!(peak(seam) < 1e-4, "no step into the silence that follows");
    }
}

#[test]
fn a_bell_is_a_chord_whose_high_partials_die_first() {
    for (bowl, hz) in BOWLS.into_iter().zip([396.0, 212.0, 141.0]) {
        let wave = ring(bowl, bell_seconds(30).1);
        // Half a second: long enough to tell the partials apart.
        let share = |from: f64| share_of(between(&wave, from, from + 0.5), hz);
        let (first, later) = (share(0.05), share(6.0));
        assert!((0.4..0.9).contains(&first), "{bowl:?}: {first} is not a chord");
        assert!(later > first + 0.05, "{bowl:?}: {first} at first, {later} later");
    }
}

#[test]
fn the_larger_the_bowl_the_longer_it_rings() {
    let left = BOWLS.map(|bowl| {
        let wave = ring(bowl, 12.0);
        rms(between(&wave, 5.0, 7.0)) / rms(between(&wave, 0.1, 2.1))
    });
    assert!(left[0] < 0.7 * left[1] && left[1] < 0.8 * left[2], "{left:?}");
}

#[test]
fn three_strokes_are_heard_apart_and_none_that_has_no_room() {
    for bowl in BOWLS {
        let length = samples(12.0) as usize;
        let struck = |strokes| bell(bowl, strokes, length);
        let three = struck(3);
        for number in 1..3 {
            let at = f64::from(number) * STROKES_APART_SECONDS;
            let (before, after) = (between(&three, at - 0.3, at), between(&three, at, at + 0.3));
            assert!(rms(after) > 1.3 * rms(before), "{bowl:?}: stroke {number} is not heard");
        }
        assert!(struck(2) != three && struck(1) != struck(2));
        assert_eq!(struck(9), three, "never more than three");
        let short = samples(4.0) as usize;
        assert_eq!(bell(bowl, 3, short), bell(bowl, 1, short), "no room for a second stroke");
    }
}

#[test]
fn the_same_bell_is_the_same_to_the_bit() {
    assert_eq!(ring(Bowl::Medium, 3.0), ring(Bowl::Medium, 3.0));
}

#[test]
fn a_bell_of_no_length_is_no_trouble() {
    assert!(bell(Bowl::Small, 3, 0).is_empty());
    assert_eq!(bell(Bowl::Large, 1, 1), [0.0]);
}
