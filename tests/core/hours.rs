//! Hours under a rule, on both sides of each edge.

use std::collections::BTreeMap;
use std::path::Path;

use evenkeel_core::cohort::board::Attendance;
use evenkeel_core::course::load::load;
use evenkeel_core::course::{ContentFolder, Course, PartKind};
use evenkeel_core::hours::count::{Evidence, Hours, HoursLine, Noted, count};
use evenkeel_core::hours::rule::{HoursKind, HoursRule};

fn course() -> Course {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    load(&ContentFolder::new(folder)).unwrap()
}

/// Somebody who came to these classes.
fn came(weeks: &[(u32, Attendance)]) -> Evidence {
    let week = |&(week, attendance): &(u32, Attendance)| (format!("week-{week}"), attendance);
    let noted = Noted { classes: weeks.iter().map(week).collect(), training: 0 };
    Evidence { noted: Some(noted), ..Evidence::default() }
}

fn practiced(weeks: &[(u32, u32, u32)]) -> Evidence {
    let practice = weeks.iter().map(|&(week, measured, entered)| (week, (measured, entered)));
    Evidence { practice: practice.collect(), ..came(&[]) }
}

fn line(hours: &Hours, kind: HoursKind) -> &HoursLine {
    hours.lines.iter().find(|line| line.kind == kind).unwrap()
}

fn counted(change: impl FnOnce(&mut HoursRule), evidence: &Evidence) -> Hours {
    let course = course();
    let mut rule = course.hours.clone();
    change(&mut rule);
    count(&rule, &course, evidence)
}

#[test]
fn a_class_counts_with_its_minutes_when_somebody_came_or_the_rule_lets_it_be_made_up() {
    let evidence = came(&[
        (1, Attendance::Came),
        (2, Attendance::MadeUp),
        (3, Attendance::Excused),
        (4, Attendance::Away),
    ]);
    let hours = counted(|_| {}, &evidence);
    assert_eq!((line(&hours, HoursKind::Course).minutes, hours.classes), (300, 2));
    let strict = counted(|rule| rule.classes.made_up = false, &evidence);
    assert_eq!((line(&strict, HoursKind::Course).minutes, strict.classes), (150, 1));
}

#[test]
fn every_meeting_counts_with_its_own_minutes_where_the_rule_names_its_kind() {
    let mut evidence = came(&[(6, Attendance::Came)]);
    let classes = &mut evidence.noted.as_mut().unwrap().classes;
    for part in ["orientation", "day", "after"] {
        classes.insert(part.to_owned(), Attendance::Came);
    }
    let hours = counted(|_| {}, &evidence);
    assert_eq!(line(&hours, HoursKind::Course).minutes, 150 + 90 + 390 + 90);
    assert_eq!(hours.classes, 1, "the others are none of the weekly classes");
    let weekly = counted(|rule| rule.classes.kinds = vec![PartKind::Week], &evidence);
    assert_eq!(line(&weekly, HoursKind::Course).minutes, 150);
    assert_eq!(line(&weekly, HoursKind::Ethics).minutes, 10, "orientation has 12, and is out");
}

#[test]
fn the_least_is_reached_at_the_very_minute_and_not_one_before() {
    let six: Vec<(u32, Attendance)> = (1..=6).map(|week| (week, Attendance::Came)).collect();
    let mut evidence = came(&six);
    evidence.practice = BTreeMap::from([(1, (479, 0))]);
    let nearly = counted(|rule| rule.practice.most_minutes_a_week = None, &evidence);
    assert!(!nearly.met);
    assert_eq!(line(&nearly, HoursKind::Practice).missing_minutes, 1);
    evidence.practice = BTreeMap::from([(1, (479, 1))]);
    let there = counted(|rule| rule.practice.most_minutes_a_week = None, &evidence);
    assert!(there.met);
    assert_eq!(line(&there, HoursKind::Course).missing_minutes, 0);
    let five = counted(|_| {}, &came(&six[..5]));
    assert_eq!(line(&five, HoursKind::Course).missing_minutes, 150);
}

#[test]
fn a_week_counts_up_to_its_most_with_measured_minutes_first() {
    let most = |minutes| move |rule: &mut HoursRule| rule.practice.most_minutes_a_week = minutes;
    let evidence = practiced(&[(1, 100, 50), (2, 30, 0)]);
    let parts = |hours: &Hours| {
        let line = line(hours, HoursKind::Practice);
        (line.minutes, line.reported_minutes, line.beyond_minutes)
    };
    assert_eq!(parts(&counted(most(None), &evidence)), (180, 50, 0));
    assert_eq!(parts(&counted(most(Some(150)), &evidence)), (180, 50, 0));
    assert_eq!(parts(&counted(most(Some(149)), &evidence)), (179, 49, 1));
    assert_eq!(parts(&counted(most(Some(100)), &evidence)), (130, 0, 50));
    assert_eq!(parts(&counted(most(Some(99)), &evidence)), (129, 0, 51));
}

#[test]
fn a_rule_can_leave_out_what_was_measured_or_what_was_entered() {
    let evidence = practiced(&[(1, 100, 50)]);
    let measured = counted(|rule| rule.practice.reported = false, &evidence);
    assert_eq!(line(&measured, HoursKind::Practice).minutes, 100);
    let entered = counted(|rule| rule.practice.measured = false, &evidence);
    let entered = line(&entered, HoursKind::Practice);
    assert_eq!((entered.minutes, entered.reported_minutes), (50, 50));
}

#[test]
fn ethics_counts_where_its_class_counts_and_does_not_add_to_the_classes() {
    let with = counted(|_| {}, &came(&[(6, Attendance::Came)]));
    assert_eq!(line(&with, HoursKind::Ethics).minutes, 10);
    assert_eq!(line(&with, HoursKind::Course).minutes, 150);
    let without = counted(|_| {}, &came(&[(6, Attendance::Away), (5, Attendance::Came)]));
    assert_eq!(line(&without, HoursKind::Ethics).minutes, 0);
}

#[test]
fn supervision_and_training_count_as_they_are_and_are_asked_for_where_the_rule_says_so() {
    let mut evidence = came(&[]);
    evidence.supervision = 59;
    evidence.noted.as_mut().unwrap().training = 90;
    let least = |rule: &mut HoursRule| {
        for kind in &mut rule.kinds {
            kind.least_minutes = match kind.kind {
                HoursKind::Supervision => 60,
                HoursKind::Training => 90,
                _ => 0,
            };
        }
    };
    let hours = counted(least, &evidence);
    assert!(!hours.met);
    assert_eq!(line(&hours, HoursKind::Supervision).missing_minutes, 1);
    assert_eq!(line(&hours, HoursKind::Training).missing_minutes, 0);
    evidence.supervision = 60;
    assert!(counted(least, &evidence).met);
}

#[test]
fn in_a_coachs_own_ledger_nothing_is_said_of_what_only_the_trainer_notes() {
    let own = Evidence { supervision: 45, ..Evidence::default() };
    let hours = counted(|_| {}, &own);
    for kind in [HoursKind::Course, HoursKind::Ethics, HoursKind::Training] {
        let line = line(&hours, kind);
        assert!(!line.known && line.missing_minutes == 0, "{kind:?}");
    }
    assert!(line(&hours, HoursKind::Supervision).known);
    assert!(!hours.met, "what is not known is not there");
}

#[test]
fn a_kind_that_the_rule_leaves_out_is_not_recorded() {
    let hours = counted(|rule| rule.kinds.retain(|it| it.kind != HoursKind::Training), &came(&[]));
    assert_eq!(hours.lines.len(), 4);
}
