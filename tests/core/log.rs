//! Where a day begins and ends: for night owls, in every time zone, while clocks change.

use std::ops::Range;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use evenkeel_core::ports::Moment;
use evenkeel_core::study::calendar::Calendar;
use proptest::prelude::*;

const ZONES: [Tz; 8] = [
    Tz::America__Chicago,
    Tz::America__St_Johns,
    Tz::Europe__Berlin,
    Tz::Africa__Cairo,
    Tz::Australia__Lord_Howe,
    Tz::Asia__Kathmandu,
    Tz::Pacific__Apia,
    Tz::UTC,
];

/// From 2012, after Apia had left out a whole Friday, to 2030, in seconds.
const YEARS: Range<i64> = 1_325_500_000..1_900_000_000;

/// What the clocks show in a zone for somebody whose day begins at `hour`.
fn moment(zone: Tz, seconds: i64, hour: u32) -> Moment {
    let there = zone.from_utc_datetime(&DateTime::from_timestamp(seconds, 0).unwrap().naive_utc());
    let local = there.with_timezone(&there.offset().fix());
    Moment { day_starts_at: hour, ..Moment::new(local, 0) }
}

fn at(text: &str, zone: Tz, hour: u32) -> NaiveDate {
    let local = text.parse().unwrap();
    let there = zone.from_local_datetime(&local).earliest().unwrap();
    moment(zone, there.with_timezone(&Utc).timestamp(), hour).day()
}

#[test]
fn a_day_goes_on_to_the_hour_that_was_said_also_when_clocks_change_before_it() {
    let chicago = Tz::America__Chicago;
    for (now, hour, day) in [
        ("2026-01-17T03:59:59", 4, "2026-01-16"),
        ("2026-01-17T04:00:00", 4, "2026-01-17"),
        ("2026-01-17T00:00:00", 0, "2026-01-17"),
        ("2026-01-17T11:59:59", 12, "2026-01-16"),
        // Clocks go forward from 2 to 3, and back from 2 to 1.
        ("2026-03-08T03:59:59", 4, "2026-03-07"),
        ("2026-03-08T04:00:00", 4, "2026-03-08"),
        ("2026-11-01T03:59:59", 4, "2026-10-31"),
        ("2026-11-01T04:00:00", 4, "2026-11-01"),
    ] {
        assert_eq!(at(now, chicago, hour).to_string(), day, "{now} at {hour}");
    }
}

proptest! {
    #[test]
    fn the_clock_on_the_wall_decides_in_every_zone(
        zone in prop::sample::select(&ZONES[..]),
        seconds in YEARS,
        hour in 0..=12u32,
    ) {
        let moment = moment(zone, seconds, hour);
        let (date, time) = (moment.local.date_naive(), moment.local.time());
        let starts = NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let day = if time < starts { date - Days::new(1) } else { date };
        prop_assert_eq!(moment.day(), day);
    }

    #[test]
    fn days_never_go_back_while_time_goes_on(
        zone in prop::sample::select(&ZONES[..]),
        seconds in YEARS,
        hour in 0..=12u32,
        minutes in 1..3_000i64,
    ) {
        let before = moment(zone, seconds, hour).day();
        let after = moment(zone, seconds + minutes * 60, hour).day();
        prop_assert!(after >= before, "{} {} then {}", zone, before, after);
    }

    #[test]
    fn what_is_sat_between_two_starts_is_one_day(
        zone in prop::sample::select(&ZONES[..]),
        day in 0..4_000u64,
        hour in 1..=12u32,
        minutes in 0..1_440i64,
    ) {
        let date = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap() + Days::new(day);
        let starts = date.and_hms_opt(hour, 0, 0).unwrap();
        let moment = moment(zone, 1_500_000_000, hour);
        prop_assert_eq!(moment.day_of(starts + TimeDelta::minutes(minutes)), date);
    }

    #[test]
    fn every_day_comes_once_in_order_and_is_as_long_as_a_day_can_be(
        zone in prop::sample::select(&ZONES[..]),
        seconds in YEARS,
        hour in 0..=12u32,
    ) {
        let half_hours = (0..40 * 48).map(|step| moment(zone, seconds + step * 1800, hour).day());
        let mut days: Vec<(NaiveDate, u32)> = Vec::new();
        for day in half_hours {
            match days.last_mut() {
                Some((last, length)) if *last == day => *length += 1,
                _ => days.push((day, 1)),
            }
        }
        for pair in days.windows(2) {
            prop_assert_eq!(pair[1].0, pair[0].0 + Days::new(1), "{}", zone);
        }
        // The first and the last are cut by where one begins to look.
        for (day, length) in &days[1..days.len() - 1] {
            prop_assert!((46..=50).contains(length), "{} {} has {} half hours", zone, day, length);
        }
    }

    #[test]
    fn a_week_of_the_course_begins_with_the_day_of_the_person(
        zone in prop::sample::select(&ZONES[..]),
        start in 0..4_500u64,
        hour in 0..=12u32,
        holiday in 1..8u64,
    ) {
        let starts_on = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap() + Days::new(start);
        let holiday = starts_on + Days::new(7 * holiday);
        let calendar = Calendar::new(starts_on, 8, vec![holiday]).unwrap();
        let week = |seconds| calendar.week(moment(zone, seconds, hour).day());
        for class in 1..=8 {
            let begins = first_second(zone, calendar.class_day(class), hour);
            prop_assert_eq!((week(begins - 1), week(begins)), (class - 1, class), "{}", zone);
        }
        let over = first_second(zone, calendar.ends_on() + Days::new(1), hour);
        prop_assert_eq!((week(over - 1), week(over)), (8, 9), "{}", zone);
    }
}

/// When the clocks first show this hour of this day, or the first one after it that they show.
fn first_second(zone: Tz, day: NaiveDate, hour: u32) -> i64 {
    let mut local = day.and_hms_opt(hour, 0, 0).unwrap();
    loop {
        match zone.from_local_datetime(&local).earliest() {
            Some(there) => return there.timestamp(),
            None => local += TimeDelta::minutes(30),
        }
    }
}
