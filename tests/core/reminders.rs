//! When a reminder falls between two looks at the clock.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use evenkeel_core::reminders::is_due;
use proptest::prelude::*;

fn moment(minute: i64) -> NaiveDateTime {
    let first = NaiveDate::from_ymd_opt(2026, 3, 7).unwrap().and_time(NaiveTime::MIN);
    first + TimeDelta::minutes(minute)
}

proptest! {
    #[test]
    fn looking_every_minute_or_so_it_rings_once_a_day(at in 0u32..1440, step in 1i64..90) {
        let at = NaiveTime::from_num_seconds_from_midnight_opt(at * 60, 0).unwrap();
        let (mut now, mut rang) = (0, 0);
        while now < 1440 * 4 {
            rang += u32::from(is_due(at, moment(now), moment(now + step)));
            now += step;
        }
        let last = moment(now).time() >= at || now > 1440 * 4;
        // Midnight itself lies before the first look.
        let days = if at == NaiveTime::MIN { 3..=4 } else { 4..=5 };
        prop_assert!(days.contains(&rang), "rang {rang} times at {at}, {last}");
    }
}

#[test]
fn a_time_that_the_clock_skips_rings_at_the_first_look_after_it() {
    let at = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
    assert!(is_due(at, moment(24 * 60 + 119), moment(24 * 60 + 180)), "1:59 and then 3:00");
}

#[test]
fn a_clock_that_goes_back_does_not_ring_twice_for_the_same_look() {
    let at = NaiveTime::from_hms_opt(1, 30, 0).unwrap();
    assert!(is_due(at, moment(89), moment(90)));
    assert!(!is_due(at, moment(119), moment(60)), "back to 1:00");
}
