//! What was really sat, whatever is done to the sit and whatever the device does.

use chrono::{DateTime, TimeDelta};
use evenkeel_core::ports::Moment;
use evenkeel_core::practice::meter::Meter;
use proptest::collection::vec;
use proptest::prelude::*;

fn at(seconds: f64) -> Moment {
    let local = DateTime::parse_from_rfc3339("2026-01-15T20:00:00-06:00").unwrap();
    let ms = (seconds * 1000.0).round() as i64;
    Moment::new(local + TimeDelta::milliseconds(ms), 77_000 + ms)
}

/// What happens in a sit, by turns.
#[derive(Debug, Clone)]
enum Turn {
    /// It plays on for so many seconds, looked at every so often.
    Plays(f64, f64),
    /// It is held, by pause or brake.
    Held(f64),
    /// 15 seconds back.
    Back,
    /// To a share of its length.
    Seeks(f64),
    /// The device runs away, or the clock stands still.
    Jumps(f64),
}

fn any_turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        4 => (0.0_f64..400.0, 0.05_f64..11.0).prop_map(|(seconds, look)| Turn::Plays(seconds, look)),
        2 => (0.0_f64..4000.0).prop_map(Turn::Held),
        2 => Just(Turn::Back),
        1 => (0.0_f64..=1.0).prop_map(Turn::Seeks),
    ]
}

/// A sit of a length, its clock, and what was played of it by honest count.
struct Sit {
    meter: Meter,
    length: f64,
    place: f64,
    clock: f64,
    played: f64,
}

impl Sit {
    fn new(length: f64) -> Self {
        Self { meter: Meter::new(at(0.0)), length, place: 0.0, clock: 0.0, played: 0.0 }
    }

    fn take(&mut self, turn: &Turn) {
        match *turn {
            Turn::Plays(seconds, look) => {
                let mut left = seconds.min(self.length - self.place);
                while left > 0.0 {
                    let step = left.min(look);
                    self.clock += step;
                    self.place += step;
                    self.played += step;
                    left -= step;
                    self.meter.look(at(self.clock), self.place);
                }
            }
            Turn::Held(seconds) => {
                self.clock += seconds;
                self.meter.look(at(self.clock), self.place);
            }
            Turn::Back => self.seek(self.place - 15.0),
            Turn::Seeks(share) => self.seek(share * self.length),
            Turn::Jumps(seconds) => {
                self.place = (self.place + seconds).min(self.length);
                self.meter.look(at(self.clock), self.place);
            }
        }
    }

    fn seek(&mut self, to: f64) {
        let to = to.clamp(0.0, self.length);
        self.meter.seek(at(self.clock), self.place, to);
        self.place = to;
    }

    fn counted(&self) -> f64 {
        self.meter.seconds_between(0.0, self.length)
    }
}

proptest! {
    #[test]
    fn it_counts_what_was_played_forward_and_nothing_else(
        turns in vec(any_turn(), 0..40),
        length in 60.0_f64..4000.0,
    ) {
        let mut sit = Sit::new(length);
        for turn in &turns {
            sit.take(turn);
        }
        prop_assert!((sit.counted() - sit.played).abs() < 0.1, "{} for {}", sit.counted(), sit.played);
        prop_assert!(sit.counted() <= sit.clock + 0.1, "more than time went by");
    }

    #[test]
    fn it_never_counts_more_than_time_went_by(
        turns in vec(prop_oneof![3 => any_turn(), 1 => (0.0_f64..4000.0).prop_map(Turn::Jumps)], 0..40),
    ) {
        let mut sit = Sit::new(3600.0);
        for turn in &turns {
            sit.take(turn);
        }
        prop_assert!(sit.counted() <= sit.clock + 1.1, "{} in {} s", sit.counted(), sit.clock);
    }

    #[test]
    fn going_back_once_adds_no_more_than_what_was_heard_again(
        before in 0.0_f64..600.0, look in 0.05_f64..11.0, held in 0.0_f64..4000.0,
    ) {
        let mut sit = Sit::new(600.0);
        for turn in [Turn::Plays(before, look), Turn::Held(held), Turn::Back, Turn::Plays(600.0, look)] {
            sit.take(&turn);
        }
        let again = before.min(15.0);
        prop_assert!((sit.counted() - 600.0 - again).abs() < 0.1, "{}", sit.counted());
    }

    #[test]
    fn what_is_counted_of_the_spans_is_what_is_counted_of_the_whole(
        turns in vec(any_turn(), 0..20), cuts in vec(0.0_f64..=1.0, 0..6),
    ) {
        let mut sit = Sit::new(1000.0);
        for turn in &turns {
            sit.take(turn);
        }
        let mut cuts: Vec<f64> = cuts.into_iter().map(|cut| cut * 1000.0).chain([0.0, 1000.0]).collect();
        cuts.sort_by(f64::total_cmp);
        let sum: f64 =
            cuts.windows(2).map(|pair| sit.meter.seconds_between(pair[0], pair[1])).sum();
        prop_assert!((sum - sit.counted()).abs() < 1e-6);
    }
}

#[test]
fn a_place_that_comes_late_is_made_up_for_at_the_next_look() {
    let mut meter = Meter::new(at(0.0));
    for second in 1..=100 {
        // A device hands over blocks: the place is behind by up to a third of a second, or ahead.
        let late = [0.3, -0.3, 0.1][second % 3];
        meter.look(at(second as f64), second as f64 - late);
    }
    meter.look(at(101.0), 101.0);
    assert!((meter.seconds_between(0.0, 200.0) - 101.0).abs() < 1.3, "looking often costs nothing");
}
