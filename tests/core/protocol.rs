//! The protocol: its windows on any calendar, and what a check of it finds.

use chrono::{Days, NaiveDate};
use evenkeel_core::measures::Instrument;
use evenkeel_core::study::calendar::Calendar;
use evenkeel_core::study::check::{check, is_ready};
use evenkeel_core::study::protocol::{AnchorDay, Consent, Protocol, Wave};
use proptest::prelude::*;

use crate::instruments::shipped;

const START: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();

/// Eight weeks with breaks after these classes.
fn calendar(after: &[u64]) -> Calendar {
    let first = |(at, class): (usize, &u64)| START + Days::new((class + at as u64) * 7);
    let breaks = after.iter().enumerate().map(first).collect();
    Calendar::new(START, 8, breaks).unwrap()
}

proptest! {
    #[test]
    fn a_window_lies_around_its_day_and_moves_with_what_it_counts_from(
        due in 0u32..400, before in 0u32..60, after in 0u32..60, from_end: bool,
        breaks in prop::collection::btree_set(1u64..8, 0..=4),
    ) {
        let anchor = if from_end { AnchorDay::End } else { AnchorDay::Start };
        let instruments = vec!["checkin".to_owned()];
        let (id, title) = ("w".to_owned(), "W".to_owned());
        let wave = Wave { id, title, anchor, due, before, after, instruments };
        let breaks: Vec<u64> = breaks.into_iter().collect();
        let (plain, moved) = (wave.window(&calendar(&[])), wave.window(&calendar(&breaks)));
        prop_assert_eq!(plain.due_on - plain.opens_on, chrono::TimeDelta::days(before.into()));
        prop_assert_eq!(plain.closes_on - plain.due_on, chrono::TimeDelta::days(after.into()));
        let weeks = if from_end { breaks.len() as i64 } else { 0 };
        prop_assert_eq!(moved.due_on - plain.due_on, chrono::TimeDelta::weeks(weeks));
        prop_assert_eq!(moved.closes_on - moved.opens_on, plain.closes_on - plain.opens_on);
    }
}

#[test]
fn the_follow_up_is_91_days_after_the_end_from_7_days_before_to_21_after() {
    let calendar = calendar(&[3]);
    let window = Protocol::standard().wave("follow-up").unwrap().window(&calendar);
    let end = calendar.ends_on();
    assert_eq!(window.due_on, end + Days::new(91));
    assert_eq!((window.due_on - window.opens_on).num_days(), 7);
    assert_eq!((window.closes_on - window.due_on).num_days(), 21);
}

/// A protocol with nothing to say about it.
fn whole() -> Protocol {
    let text = "You are asked to take part. ".repeat(20);
    Protocol {
        ethics: "Approved by the board, 2026-14.".into(),
        consent: Some(Consent { version: 1, text }),
        keeps_years: Some(10),
        unlocks_after: Some(113),
        ..Protocol::standard()
    }
}

fn found(protocol: &Protocol, instruments: &[Instrument]) -> Vec<String> {
    let findings = check(protocol, instruments, 8).unwrap();
    assert!(findings.iter().all(|finding| finding.remedy.len() > 10), "each has its remedy");
    findings.into_iter().map(|finding| finding.problem).collect()
}

#[test]
fn a_whole_protocol_has_nothing_to_mend_and_nothing_to_know() {
    assert_eq!(found(&whole(), &shipped()), Vec::<String>::new());
}

#[test]
fn a_check_finds_everything_at_once() {
    let mut protocol = whole();
    protocol.ethics = " ".into();
    protocol.keeps_years = Some(0);
    protocol.least_classes = Some(9);
    protocol.unlocks_after = Some(20);
    protocol.consent = Some(Consent { version: 1, text: "Please sign.".into() });
    protocol.waves[1].title = "Before the course".into();
    protocol.waves[1].instruments = vec!["maas".into(), "nobody".into()];
    protocol.waves[2].instruments = vec!["checkin".into(), "checkin".into()];
    protocol.waves[2].due = 5;
    let findings = check(&protocol, &shipped(), 8).unwrap();
    assert!(!is_ready(&findings));
    let all: Vec<&str> = findings.iter().map(|finding| finding.problem.as_str()).collect();
    for part in [
        "about ethics",
        "too short",
        "0 years",
        "Two waves are called",
        "“nobody”, which nobody knows",
        "has no wording yet",
        "asks “checkin” twice",
        "Nobody can be a completer",
        "gets the course while a window is still open",
    ] {
        assert!(all.iter().any(|said| said.contains(part)), "{part} is missing in {all:#?}");
    }
}

#[test]
fn two_windows_that_ask_the_same_may_not_overlap() {
    let mut protocol = whole();
    protocol.waves[2].due = 20;
    assert!(found(&protocol, &shipped()).iter().any(|said| said.contains("is still open when")));
    protocol.waves[2].due = 22;
    assert!(found(&protocol, &shipped()).iter().all(|said| !said.contains("is still open when")));
}

#[test]
fn a_consent_with_brackets_left_in_it_stops_the_protocol() {
    let mut protocol = whole();
    let text = format!("{} [Name of the researcher.]", "Words. ".repeat(60));
    protocol.consent = Some(Consent { version: 1, text });
    let findings = check(&protocol, &shipped(), 8).unwrap();
    assert!(!is_ready(&findings) && findings[0].problem.contains("[brackets]"));
}

#[test]
fn a_protocol_that_asks_nothing_is_not_ready() {
    let nothing = Protocol { waves: Vec::new(), ..whole() };
    assert!(!is_ready(&check(&nothing, &shipped(), 8).unwrap()));
}
