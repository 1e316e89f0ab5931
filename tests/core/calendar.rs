//! Days into weeks and weeks into days, with and without holidays.

use chrono::{Days, NaiveDate};
use evenkeel_core::cohort::board::Cohort;
use evenkeel_core::study::calendar::{Calendar, MOST_BREAKS};
use evenkeel_core::study::invitation::Invitation;
use evenkeel_core::study::outbox::Terms;
use evenkeel_core::study::protocol::{AnchorDay, Protocol};
use proptest::collection::vec;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Eight weeks from Thursday, January 15, 2026.
fn course(breaks: &[&str]) -> Calendar {
    Calendar::new(day("2026-01-15"), 8, breaks.iter().map(|text| day(text)).collect()).unwrap()
}

/// Why such breaks are refused.
fn refusal(breaks: &[&str]) -> String {
    let breaks = breaks.iter().map(|text| day(text)).collect();
    Calendar::new(day("2026-01-15"), 8, breaks).unwrap_err().detail
}

#[test]
fn without_a_break_a_week_has_seven_days() {
    let calendar = course(&[]);
    for (on, week) in [
        ("2026-01-14", 0),
        ("2026-01-15", 1),
        ("2026-01-21", 1),
        ("2026-01-22", 2),
        ("2026-03-11", 8),
        ("2026-03-12", 9),
        ("2026-03-19", 10),
    ] {
        assert_eq!(calendar.week(day(on)), week, "{on}");
    }
    assert_eq!(calendar.ends_on(), day("2026-03-11"));
}

#[test]
fn a_week_before_a_break_has_fourteen_days_and_everything_after_it_moves() {
    let calendar = course(&["2026-02-12"]);
    assert_eq!(calendar.class_day(4), day("2026-02-05"));
    assert_eq!(calendar.days(4).count(), 14);
    assert_eq!(calendar.last_day(4), day("2026-02-18"));
    assert_eq!(calendar.week(day("2026-02-12")), 4, "the holiday belongs to the week before it");
    assert_eq!(calendar.class_day(5), day("2026-02-19"));
    assert_eq!(calendar.days(5).count(), 7);
    assert_eq!(calendar.ends_on(), day("2026-03-18"));
}

#[test]
fn two_breaks_in_a_row_make_a_week_of_twenty_one_days() {
    let calendar = course(&["2026-02-19", "2026-02-12"]);
    assert_eq!(calendar.breaks(), [day("2026-02-12"), day("2026-02-19")], "in order");
    assert_eq!(calendar.days(4).count(), 21);
    assert_eq!(calendar.class_day(5), day("2026-02-26"));
    assert_eq!(calendar.break_until(day("2026-02-12")), Some(day("2026-02-26")));
}

#[test]
fn the_next_class_is_named_inside_a_break_and_nowhere_else() {
    let calendar = course(&["2026-02-12"]);
    for (on, until) in [
        ("2026-02-11", None),
        ("2026-02-12", Some(day("2026-02-19"))),
        ("2026-02-18", Some(day("2026-02-19"))),
        ("2026-02-19", None),
    ] {
        assert_eq!(calendar.break_until(day(on)), until, "{on}");
    }
}

#[test]
fn a_break_is_refused_in_a_sentence_that_says_how_to_mend_it() {
    assert_eq!(
        refusal(&["2026-01-15"]),
        "A week without a class comes after class 1, which is on Thursday, January 15, 2026. \
         Thursday, January 15, 2026 is too early."
    );
    assert_eq!(
        refusal(&["2026-02-11"]),
        "A week without a class begins on a class day. Wednesday, February 11, 2026 is none; its \
         week begins on Thursday, February 5, 2026."
    );
    assert_eq!(
        refusal(&["2026-03-12"]),
        "A week without a class comes before the last class, which is on Thursday, March 5, 2026. \
         Thursday, March 12, 2026 is too late."
    );
    assert_eq!(
        refusal(&["2026-02-12", "2026-02-12"]),
        "Thursday, February 12, 2026 is in the list twice."
    );
    let seven = [
        "2026-01-22",
        "2026-01-29",
        "2026-02-05",
        "2026-02-12",
        "2026-02-19",
        "2026-02-26",
        "2026-03-05",
    ];
    assert!(refusal(&seven).contains("6 weeks without a class at most"));
    course(&seven[..6]);
}

#[test]
fn a_break_may_stand_where_the_last_class_would_have_been_and_not_after_it() {
    let calendar = course(&["2026-03-05"]);
    assert_eq!(calendar.class_day(8), day("2026-03-12"));
    // An earlier break moves the last class, and makes room for one more.
    course(&["2026-02-12", "2026-03-12"]);
    refusal(&["2026-02-12", "2026-03-19"]);
}

#[test]
fn a_year_that_nobody_means_is_refused_and_a_clock_that_lost_its_time_is_not() {
    let far = NaiveDate::from_ymd_opt(20_026, 1, 15).unwrap();
    assert_eq!(
        Calendar::new(far, 8, Vec::new()).unwrap_err().detail,
        "Please check the year of class 1."
    );
    Calendar::new(day("1970-01-01"), 8, Vec::new()).unwrap();
    Calendar::new(day("2026-01-15"), 0, Vec::new()).unwrap_err();
}

/// An invitation as programs wrote it that knew no breaks.
const OLD_INVITATION: &str = r#"{
    "evenkeel": "invitation", "format_version": 1, "cohort": "c", "cohort_name": "Thursday",
    "trainer": "Joan", "starts_on": "2026-01-15", "code": "x", "arm": "course", "reader": "r",
    "ticket": "t", "mailbox": "/m", "study": null
}"#;

#[test]
fn an_invitation_without_breaks_reads_and_writes_as_it_always_did() {
    let mut invitation: Invitation = serde_json::from_str(OLD_INVITATION).unwrap();
    assert_eq!(invitation.calendar(8).unwrap(), course(&[]));
    let written = serde_json::to_value(&invitation).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(OLD_INVITATION).unwrap());
    invitation.breaks = vec![day("2026-02-12")];
    let preview = invitation.preview(8).unwrap();
    assert_eq!(preview.ends_on, day("2026-03-18"));
    assert_eq!(preview.breaks, [day("2026-02-12")]);
}

#[test]
fn what_was_written_before_there_were_breaks_still_reads() {
    let cohort = r#"{ "id": "c", "name": "Thursday", "starts_on": "2026-01-15",
        "ends_on": "2026-03-11", "weeks": 8, "mailbox": "/m", "study": null }"#;
    let cohort: Cohort = serde_json::from_str(cohort).unwrap();
    assert_eq!(cohort.calendar().unwrap(), course(&[]));
    let terms = r#"{"arm":"course","starts_on":"2026-01-15"}"#;
    let read: Terms = serde_json::from_str(terms).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), terms);
}

/// A course, and after which classes it has a break.
fn courses() -> impl Strategy<Value = (NaiveDate, u32, Vec<u32>)> {
    (0..9_000u64, 2..=12u32).prop_flat_map(|(start, weeks)| {
        let after = vec(1..weeks, 0..=MOST_BREAKS).prop_map(|mut after| {
            after.sort_unstable();
            after
        });
        (Just(day("2020-01-01") + Days::new(start)), Just(weeks), after)
    })
}

/// The calendar of such a course, its breaks placed by counting the sevens before them.
fn calendar_of(start: NaiveDate, weeks: u32, after: &[u32]) -> Calendar {
    let breaks = after.iter().zip(0..).map(|(week, before)| {
        let sevens: u32 = week + before;
        start + Days::new(u64::from(sevens) * 7)
    });
    Calendar::new(start, weeks, breaks.collect()).unwrap()
}

proptest! {
    #[test]
    fn every_day_from_start_to_end_lies_in_exactly_one_week((start, weeks, after) in courses()) {
        let calendar = calendar_of(start, weeks, &after);
        let listed: Vec<(u32, NaiveDate)> = (1..=weeks)
            .flat_map(|week| calendar.days(week).map(move |day| (week, day)))
            .collect();
        let days: Vec<NaiveDate> =
            start.iter_days().take_while(|day| *day <= calendar.ends_on()).collect();
        prop_assert_eq!(listed.iter().map(|(_, day)| *day).collect::<Vec<_>>(), days);
        for (week, day) in listed {
            prop_assert_eq!(calendar.week(day), week);
            prop_assert!(calendar.first_day(week) <= day && day <= calendar.last_day(week));
        }
        prop_assert_eq!(calendar.week(start - Days::new(1)), 0);
        prop_assert_eq!(calendar.week(calendar.ends_on() + Days::new(1)), weeks + 1);
    }

    #[test]
    fn a_week_has_seven_days_and_seven_more_for_each_break((start, weeks, after) in courses()) {
        let calendar = calendar_of(start, weeks, &after);
        for week in 1..=weeks {
            let breaks = after.iter().filter(|after| **after == week).count();
            prop_assert_eq!(calendar.days(week).count(), 7 + 7 * breaks);
            prop_assert_eq!(calendar.class_day(week), calendar.first_day(week));
        }
        let days = u64::from(weeks) * 7 + after.len() as u64 * 7 - 1;
        prop_assert_eq!(calendar.ends_on(), start + Days::new(days));
    }

    #[test]
    fn the_next_class_after_a_break_is_the_first_class_to_come((start, weeks, after) in courses()) {
        let calendar = calendar_of(start, weeks, &after);
        let classes = calendar.classes();
        for first in calendar.breaks() {
            prop_assert!(classes.iter().all(|class| class.day != *first), "no class on {}", first);
            for day in first.iter_days().take(7) {
                let next = classes.iter().map(|class| class.day).find(|class| *class > day);
                prop_assert_eq!(calendar.break_until(day), next);
            }
        }
        for class in classes {
            prop_assert_eq!(calendar.break_until(class.day), None);
        }
    }

    #[test]
    fn windows_move_with_the_end_and_not_with_the_start((start, weeks, after) in courses()) {
        let (plain, moved) = (calendar_of(start, weeks, &[]), calendar_of(start, weeks, &after));
        for wave in Protocol::standard().waves {
            let by = match wave.anchor {
                AnchorDay::Start => 0,
                AnchorDay::End => after.len() as u64 * 7,
            };
            let (before, now) = (wave.window(&plain), wave.window(&moved));
            prop_assert_eq!(now.opens_on, before.opens_on + Days::new(by));
            prop_assert_eq!(now.due_on, before.due_on + Days::new(by));
            prop_assert_eq!(now.closes_on, before.closes_on + Days::new(by));
        }
    }

    #[test]
    fn the_order_in_which_breaks_are_given_does_not_matter(
        (start, weeks, after) in courses(),
        turn in 0..MOST_BREAKS,
    ) {
        let calendar = calendar_of(start, weeks, &after);
        let mut breaks = calendar.breaks().to_vec();
        let by = turn % breaks.len().max(1);
        breaks.rotate_left(by);
        prop_assert_eq!(Calendar::new(start, weeks, breaks).unwrap(), calendar);
    }
}
