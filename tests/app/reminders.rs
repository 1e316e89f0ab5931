//! Reminders while the program runs, and the calendar file that outlives it.

use std::collections::BTreeSet;
use std::fs;

use chrono::{Days, NaiveDateTime, NaiveTime, Offset, TimeZone};
use serde_json::{Value, json};

use crate::world::World;

/// The entries of a calendar file: each as its lines.
fn entries(world: &World) -> Vec<Vec<String>> {
    let file = world.call("save_calendar", json!({ "path": world.path("outbox") }));
    let text = fs::read_to_string(file.as_str().unwrap()).unwrap();
    assert!(text.contains("\r\n"), "the standard ends lines so");
    let text = text.replace("\r\n ", "").replace("\r\n", "\n");
    let parts = text.split("BEGIN:VEVENT\n").skip(1);
    parts.map(|part| part.lines().map(str::to_owned).collect()).collect()
}

fn chosen(practice_at: Value, class_at: Value) -> Value {
    json!({ "practice_at": practice_at, "class_at": class_at, "starts_with_computer": false })
}

#[test]
fn the_calendar_file_holds_the_follow_up_three_months_later_above_all() {
    let world = World::new();
    world.study();
    let all = entries(&world);
    let follow_up =
        all.iter().find(|entry| entry.iter().any(|line| line.contains("wave-follow-up")));
    let follow_up = follow_up.expect("the follow-up is in it");
    assert!(follow_up.contains(&"DTSTART;VALUE=DATE:20260610".to_owned()), "{follow_up:?}");
    assert!(follow_up.iter().any(|line| line.contains("from June 3\\, 2026 to July 1\\, 2026")));
    assert_eq!(
        all.iter().filter(|entry| entry.iter().any(|line| line.contains("SUMMARY:Class "))).count(),
        8
    );
}

#[test]
fn classes_and_practice_stay_at_their_hour_when_clocks_change() {
    let world = World::new();
    world.study();
    world.call("choose_reminder", chosen(json!("06:30:00"), json!("18:00:00")));
    let all = entries(&world);
    let starting =
        |start: &str| all.iter().filter(|entry| entry.contains(&start.to_owned())).count();
    assert_eq!(starting("DTSTART:20260115T180000"), 1, "class 1, in winter time");
    assert_eq!(starting("DTSTART:20260312T180000"), 0);
    assert_eq!(starting("DTSTART:20260305T180000"), 1, "class 8");
    let practice = all.iter().find(|entry| entry.contains(&"SUMMARY:Practice".to_owned())).unwrap();
    assert!(practice.contains(&"DTSTART:20260115T063000".to_owned()), "{practice:?}");
    assert!(
        practice.contains(&"RRULE:FREQ=DAILY;UNTIL=20260311T235959".to_owned()),
        "{practice:?}"
    );
}

/// What another program takes out of the file: each entry's start as it is written, and its name.
fn read_by_another(world: &World) -> Vec<(String, String, Option<String>)> {
    let file = world.call("save_calendar", json!({ "path": world.path("outbox") }));
    let text = fs::read_to_string(file.as_str().unwrap()).unwrap();
    let calendars = ical::IcalParser::new(text.as_bytes()).map(|calendar| calendar.unwrap());
    let events = calendars.flat_map(|calendar| calendar.events);
    let entry = |event: ical::parser::ical::component::IcalEvent| {
        let of = |name: &str| {
            let mut found = event.properties.iter().filter(|property| property.name == name);
            let property = found.next()?;
            let zone = property.params.iter().flatten().any(|(name, _)| name == "TZID");
            assert!(!zone, "a time of the wall has no zone: {property:?}");
            property.value.clone()
        };
        (of("DTSTART").unwrap(), of("SUMMARY").unwrap(), of("RRULE"))
    };
    events.map(entry).collect()
}

/// The days on which an entry of a calendar comes round, as a calendar reads its rule.
fn days_of(start: &str, rule: Option<&str>) -> Vec<NaiveDateTime> {
    let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap();
    let first = at(start);
    let until = rule.map_or(first, |rule| {
        let until = rule.strip_prefix("FREQ=DAILY;UNTIL=").unwrap();
        assert!(!until.ends_with('Z'), "an end in UTC beside a start of the wall is not allowed");
        at(until)
    });
    let days = (0..).map(|day| first + Days::new(day));
    days.take_while(|day| *day <= until).collect()
}

#[test]
fn every_entry_is_at_its_hour_on_both_sides_of_a_clock_change_in_any_zone() {
    // Clocks change within these eight weeks in each of the places.
    for (zone, begins) in [
        (chrono_tz::America::Chicago, "2026-02-12"),
        (chrono_tz::Europe::Berlin, "2026-03-05"),
        (chrono_tz::Europe::Berlin, "2026-09-24"),
        (chrono_tz::Australia::Lord_Howe, "2026-03-05"),
        (chrono_tz::Africa::Cairo, "2026-04-02"),
    ] {
        let world = World::new();
        world.at(&format!("{begins}T20:00"));
        world.person("Renee", "coach");
        world.call("choose_reminder", chosen(json!("06:30:00"), json!("18:00:00")));
        let entries = read_by_another(&world);
        let (start, _, rule) = entries.iter().find(|entry| entry.1 == "Practice").unwrap();
        let days = days_of(start, rule.as_deref());
        assert_eq!(days.len(), 56, "each day of eight weeks, the last as well");
        assert!(days.iter().all(|day| day.time() == NaiveTime::from_hms_opt(6, 30, 0).unwrap()));
        let offsets: BTreeSet<i32> = days
            .iter()
            .map(|day| zone.from_local_datetime(day).unwrap().offset().fix().local_minus_utc())
            .collect();
        assert_eq!(
            offsets.len(),
            2,
            "clocks change in {zone} in these weeks, and half past six stays"
        );
    }
}

#[test]
fn practice_stands_in_the_calendar_as_it_is_planned() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("choose_reminder", chosen(json!("06:30:00"), Value::Null));
    let line = json!({ "week": null, "days": 4, "practice": null, "minutes": 20 });
    world.call("set_plan", line);
    let all = entries(&world);
    let practice = all.iter().find(|entry| entry.contains(&"SUMMARY:Practice".to_owned())).unwrap();
    assert!(practice.contains(&"DTEND:20260115T065000".to_owned()), "{practice:?}");
    assert!(practice.iter().any(|line| line.contains("Any 4 of the 7 days")), "{practice:?}");
}

#[test]
fn a_second_program_reads_the_file_without_complaint() {
    let world = World::new();
    world.study();
    world.call("choose_reminder", chosen(json!("06:30:00"), json!("18:00:00")));
    let file = world.call("save_calendar", json!({ "path": world.path("outbox") }));
    let text = fs::read_to_string(file.as_str().unwrap()).unwrap();
    let mut events = 0;
    for calendar in ical::IcalParser::new(text.as_bytes()) {
        let calendar = calendar.expect("the calendar is whole");
        for event in &calendar.events {
            let has = |name: &str| event.properties.iter().any(|property| property.name == name);
            assert!(has("UID") && has("DTSTAMP") && has("DTSTART") && has("SUMMARY"), "{event:?}");
            events += 1;
        }
    }
    assert_eq!(events, 8 + 1 + 3 + 1, "classes, practice, waves, the letter");
}

#[test]
fn a_reminder_rings_once_at_its_time_and_with_the_ledger_locked_as_well() {
    let world = World::new();
    world.person("Renee", "coach");
    assert!(!world.app.is_time_to_practice());
    world.call("choose_reminder", chosen(json!("20:30:00"), Value::Null));
    world.at("2026-01-15T20:29");
    assert!(!world.app.is_time_to_practice());
    world.call("lock", json!({}));
    world.at("2026-01-15T20:30");
    assert!(world.app.is_time_to_practice());
    assert!(!world.app.is_time_to_practice(), "once");
    world.at("2026-01-16T20:31");
    assert!(world.app.is_time_to_practice(), "and the next day");
}

#[test]
fn nobody_is_reminded_in_the_middle_of_a_sit() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("choose_reminder", chosen(json!("20:30:00"), Value::Null));
    world.call("sit_start", crate::world::sit_of(10));
    world.at("2026-01-15T20:31");
    assert!(!world.app.is_time_to_practice());
}

#[test]
fn the_program_starts_with_the_computer_only_when_somebody_says_so() {
    let world = World::new();
    world.person("Renee", "coach");
    assert_eq!(world.call("reminder", json!({}))["starts_with_computer"], false);
    let mut yes = chosen(Value::Null, Value::Null);
    yes["starts_with_computer"] = json!(true);
    world.call("choose_reminder", yes);
    assert!(*world.computer.starts.lock().unwrap());
    world.call("choose_reminder", chosen(Value::Null, Value::Null));
    assert!(!*world.computer.starts.lock().unwrap());
}
