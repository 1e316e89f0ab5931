//! Who is worth a call: each rule on both sides of its edge.

use chrono::{Days, NaiveDate};
use evenkeel_core::cohort::board::{Attendance, BoardCall, BoardRow, BoardSheet, BoardWeek};
use evenkeel_core::cohort::signals::{AsOf, Raised, raised};
use evenkeel_core::course::desk::When;
use evenkeel_core::measures::sheet::SheetState;
use evenkeel_core::study::calendar::Calendar;
use evenkeel_core::study::protocol::Arm;
use evenkeel_core::study::withdrawal::Withdrew;

const START: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
const QUIET: When = When::Quiet { days: 7 };
const MISSED: When = When::ClassesMissed { missed: 2, of_first: 3 };
const FEWER: When = When::FewerDays { under: 2, weeks: 2, after: 4 };
const SHORT: When = When::ShortSits { sits: 3, minutes: 3, days: 14 };
const CLOSING: When = When::WindowClosing { days: 7 };

/// So many days after class 1.
fn day(days: u64) -> NaiveDate {
    START + Days::new(days)
}

/// A coach on a day, with the days practiced in each week so far.
fn coach(days: &[u32]) -> BoardRow {
    let week = |(at, days): (usize, &u32)| BoardWeek {
        week: at as u32 + 1,
        attendance: None,
        days: *days,
        days_asked: 6,
        measured_minutes: 0,
        reported_minutes: 0,
    };
    BoardRow {
        code: "A1".into(),
        name: "Imani J.".into(),
        arm: Arm::Course,
        joined: true,
        withdrew: None,
        revoked_on: None,
        weeks: days.iter().enumerate().map(week).collect(),
        measured_minutes: 0,
        reported_minutes: 0,
        sections_read: 0,
        last_practice: None,
        last_heard: None,
        questionnaires: Vec::new(),
        gaps: 0,
        calls: Vec::new(),
        hard_on: Vec::new(),
        notes: Vec::new(),
    }
}

fn attends(mut coach: BoardRow, classes: &[Option<Attendance>]) -> BoardRow {
    for (week, attendance) in coach.weeks.iter_mut().zip(classes) {
        week.attendance = *attendance;
    }
    coach
}

/// What a rule finds on a day, of a coach who stopped sits on some days after so many seconds.
fn on(day: NaiveDate, when: When, coach: &BoardRow, stopped: &[(u64, u32)]) -> Option<Raised> {
    let calendar = Calendar::new(START, 8, Vec::new()).unwrap();
    let stopped: Vec<_> = stopped.iter().map(|(at, seconds)| (self::day(*at), *seconds)).collect();
    raised(when, coach, &stopped, &AsOf { calendar: &calendar, today: day })
}

fn reason(found: Option<Raised>) -> String {
    found.map(|found| found.reason).unwrap_or_default()
}

#[test]
fn six_days_are_not_quiet_and_seven_are_counted_from_practice_or_hand_in_whichever_is_later() {
    let mut coach = coach(&[3, 0]);
    coach.last_practice = Some(day(2));
    coach.last_heard = Some(day(4));
    assert_eq!(on(day(10), QUIET, &coach, &[]), None);
    assert_eq!(reason(on(day(11), QUIET, &coach, &[])), "No practice and no hand-in for 7 days.");
    coach.last_practice = Some(day(5));
    assert_eq!(on(day(11), QUIET, &coach, &[]), None, "practiced a day later");
}

#[test]
fn somebody_who_never_joined_is_quiet_a_week_after_class_1_and_not_before_it() {
    let nobody = coach(&[0, 0]);
    assert_eq!(on(day(6), QUIET, &nobody, &[]), None);
    let found = on(day(7), QUIET, &nobody, &[]);
    assert_eq!(reason(found), "Invited, and nothing has come in the 7 days since class 1.");
    assert_eq!(on(START - Days::new(30), QUIET, &nobody, &[]), None, "no course yet");
}

#[test]
fn nobody_is_quiet_after_the_course() {
    let coach = coach(&[3, 0, 0, 0, 0, 0, 0, 0]);
    assert!(on(day(55), QUIET, &coach, &[]).is_some(), "its last day");
    assert_eq!(on(day(56), QUIET, &coach, &[]), None, "the day after");
}

#[test]
fn the_comparison_arm_and_whoever_left_are_not_asked_about_the_course() {
    let missed = [Some(Attendance::Away), Some(Attendance::Away)];
    let here = attends(coach(&[5, 0, 0]), &missed);
    let stopped = [(1, 60), (2, 60), (3, 60)];
    let all = [QUIET, MISSED, SHORT];
    assert!(all.iter().all(|rule| on(day(15), *rule, &here, &stopped).is_some()));
    let withdrew = Some(Withdrew { day: day(5), keep: true });
    for gone in [
        BoardRow { arm: Arm::Comparison, ..here.clone() },
        BoardRow { withdrew, ..here.clone() },
        BoardRow { revoked_on: Some(day(5)), ..here.clone() },
    ] {
        for rule in all {
            assert_eq!(on(day(15), rule, &gone, &stopped), None);
        }
    }
}

#[test]
fn two_classes_missed_of_the_first_three_count_and_one_made_up_does_not() {
    use Attendance::{Away, Came, Excused, MadeUp};
    let of =
        |marks: &[Option<Attendance>]| on(day(22), MISSED, &attends(coach(&[0; 4]), marks), &[]);
    let found = of(&[Some(Away), Some(Came), Some(Excused)]);
    assert_eq!(reason(found), "Two classes missed of the first three: 1 and 3.");
    assert_eq!(of(&[Some(Away), Some(Came), Some(MadeUp)]), None);
    assert_eq!(of(&[Some(Away), None, None]), None, "not noted is not missed");
    assert_eq!(of(&[Some(Came), Some(Came), Some(Away), Some(Away)]), None, "later ones");
}

#[test]
fn another_class_missed_is_something_new() {
    let away = Some(Attendance::Away);
    let about = |marks: &[Option<Attendance>]| {
        on(day(22), MISSED, &attends(coach(&[0; 4]), marks), &[]).unwrap().about
    };
    assert_eq!(about(&[away, away]), "class-2");
    assert_eq!(about(&[away, away, away]), "class-3");
}

#[test]
fn fewer_days_need_two_low_weeks_that_are_over_after_a_full_one() {
    let heard = |days: &[u32]| BoardRow { last_heard: Some(day(28)), ..coach(days) };
    let on = |coach: &BoardRow| on(day(30), FEWER, coach, &[]);
    let found = on(&heard(&[3, 4, 1, 0, 0])).unwrap();
    assert_eq!(
        found.reason,
        "Practice on 1 day in week 3 and no day in week 4, after 4 days in week 2."
    );
    assert_eq!(on(&heard(&[3, 3, 1, 0, 0])), None, "there was no week with four");
    assert_eq!(on(&heard(&[3, 4, 2, 0, 0])), None, "two days are not under two");
    assert_eq!(on(&heard(&[3, 4, 4, 1, 0])), None, "the week under way does not count");
    assert_eq!(on(&heard(&[3, 1, 0, 4, 0])), None, "that is over");
}

#[test]
fn a_third_low_week_is_the_same_signal() {
    let week = |today: u64, days: &[u32]| {
        let coach = BoardRow { last_heard: Some(day(today)), ..coach(days) };
        on(day(today), FEWER, &coach, &[]).unwrap().about
    };
    assert_eq!(week(30, &[4, 5, 1, 0, 0]), week(37, &[4, 5, 1, 0, 1, 0]));
}

#[test]
fn days_that_were_not_handed_in_are_not_taken_for_days_without_practice() {
    let mut coach = coach(&[3, 4, 1, 0, 0]);
    coach.last_heard = Some(day(26));
    assert_eq!(on(day(30), FEWER, &coach, &[]), None);
    coach.last_heard = Some(day(27));
    assert!(on(day(30), FEWER, &coach, &[]).is_some(), "heard on the last day of week 4");
}

#[test]
fn three_sits_stopped_before_three_minutes_within_two_weeks_and_no_longer_ones() {
    let coach = coach(&[0; 4]);
    let found = on(day(20), SHORT, &coach, &[(5, 10), (9, 179), (18, 60)]).unwrap();
    assert_eq!(
        found.reason,
        "Three sits stopped within the first 3 minutes, the last on February 2."
    );
    assert_eq!(on(day(20), SHORT, &coach, &[(5, 10), (9, 180), (18, 60)]), None, "one was longer");
    assert_eq!(on(day(20), SHORT, &coach, &[(4, 10), (9, 60), (18, 60)]), None, "15 days apart");
    assert_eq!(on(day(20), SHORT, &coach, &[(5, 10), (9, 60)]), None);
}

#[test]
fn short_sits_are_forgotten_two_weeks_later_and_three_new_ones_are_something_new() {
    let coach = coach(&[0; 8]);
    let three = [(5, 10), (6, 10), (7, 10)];
    assert!(on(day(20), SHORT, &coach, &three).is_some());
    assert_eq!(on(day(21), SHORT, &coach, &three), None);
    let about = |stopped: &[(u64, u32)]| on(day(12), SHORT, &coach, stopped).unwrap().about;
    let first = about(&three);
    assert_eq!(about(&[&three[..], &[(8, 10), (9, 10)]].concat()), first);
    assert_ne!(about(&[&three[..], &[(8, 10), (9, 10), (10, 10)]].concat()), first);
}

#[test]
fn a_window_that_closes_in_seven_days_is_told_and_in_eight_is_not() {
    let sheet = |state, closes: u64| BoardSheet {
        wave: "follow-up".into(),
        wave_title: "Three months later".into(),
        state,
        returned_on: None,
        opens_on: day(0),
        closes_on: day(closes),
    };
    let of = |state, today: u64| {
        let arm = Arm::Comparison;
        let coach = BoardRow { arm, questionnaires: vec![sheet(state, 100)], ..coach(&[]) };
        on(day(today), CLOSING, &coach, &[])
    };
    assert_eq!(of(SheetState::Late, 92), None);
    assert_eq!(
        reason(of(SheetState::Late, 93)),
        "“Three months later” is not in and closes in 7 days, on April 25."
    );
    assert!(reason(of(SheetState::Open, 100)).contains("closes today"));
    assert_eq!(of(SheetState::Returned, 99), None);
    assert_eq!(of(SheetState::Missed, 101), None);
    assert_eq!(of(SheetState::NotDue, 99), None);
}

#[test]
fn a_call_is_told_whatever_the_arm_and_the_week_and_the_latest_stands_for_all() {
    let call = |id: &str, days| BoardCall {
        id: id.into(),
        day: day(days),
        note: format!("note {id}"),
        done_on: None,
    };
    let calls = vec![call("later", 80), call("first", 3)];
    let asks = BoardRow { arm: Arm::Comparison, calls, ..coach(&[]) };
    let found = on(day(120), When::PleaseCall {}, &asks, &[]).unwrap();
    assert_eq!((found.about.as_str(), found.said.as_str()), ("later", "note later"));
    assert_eq!(on(day(120), When::PleaseCall {}, &coach(&[]), &[]), None);
}
