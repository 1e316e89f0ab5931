//! Clocks that were set, zones that changed, and facts that say when they were.

use std::path::Path;

use chrono::{DateTime, FixedOffset, TimeDelta};
use evenkeel_core::people::open_at;
use evenkeel_core::ports::Place;
use evenkeel_core::store::clock::ClockChange;
use serde_json::json;

use super::copied;
use crate::world::{PASSPHRASE, World, open_raw};

fn clock_facts(ledger: &Path) -> Vec<ClockChange> {
    let (_, ledger) = open_at(ledger, Some(PASSPHRASE)).unwrap();
    assert!(ledger.verify().unwrap().ok);
    ledger.facts("clock", "me").unwrap().iter().map(|fact| fact.read().unwrap()).collect()
}

/// A coach's ledger after something happened to the clocks between two sits.
fn after(between: impl FnOnce(&World)) -> Vec<ClockChange> {
    let world = World::new();
    *world.computer.place.lock().unwrap() =
        Place { zone: Some("America/Chicago".to_owned()), boot: "first".to_owned() };
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    world.days_later(1);
    between(&world);
    world.sit(3.0);
    world.call("lock", json!({}));
    clock_facts(&world.ledger(&renee))
}

fn started_again(world: &World) {
    world.computer.place.lock().unwrap().boot = "second".to_owned();
}

#[test]
fn a_clock_that_was_set_is_a_fact_of_its_own() {
    let set = |by: TimeDelta| after(|world| *world.computer.wrong_by.lock().unwrap() = by);
    assert_eq!(set(TimeDelta::zero()), []);
    assert_eq!(set(TimeDelta::seconds(90)), [], "drift and its correction are none");
    let year = TimeDelta::days(365);
    assert_eq!(set(-year), [ClockChange::Set { seconds: -365 * 86_400 }]);
    assert_eq!(set(year), [ClockChange::Set { seconds: 365 * 86_400 }]);
}

#[test]
fn across_a_restart_only_time_that_went_back_can_be_told() {
    let set = |by: TimeDelta| {
        after(|world| {
            started_again(world);
            *world.computer.wrong_by.lock().unwrap() = by;
        })
    };
    assert_eq!(set(TimeDelta::zero()), []);
    assert_eq!(set(TimeDelta::days(30)), []);
    // A day and a sit of three minutes lie between.
    let back = -30 * 86_400 + 180;
    assert_eq!(set(-TimeDelta::days(31)), [ClockChange::Set { seconds: back }]);
}

#[test]
fn another_time_zone_is_a_fact_and_summer_time_is_none() {
    let flown = after(|world| {
        world.computer.place.lock().unwrap().zone = Some("Europe/Berlin".to_owned());
    });
    let (from, to) = ("America/Chicago".to_owned(), "Europe/Berlin".to_owned());
    assert_eq!(flown, [ClockChange::Zone { from, to }]);
    let summer = |world: &World| {
        world.computer.turn_to(FixedOffset::west_opt(5 * 3600).unwrap());
    };
    assert_eq!(after(summer), []);
    let unnamed = after(|world| {
        summer(world);
        world.computer.place.lock().unwrap().zone = None;
    });
    let (from, to) = ("America/Chicago".to_owned(), "-05:00".to_owned());
    assert_eq!(unnamed, [ClockChange::Zone { from, to }]);
}

#[test]
fn a_clock_is_looked_at_when_a_ledger_is_opened() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    *world.computer.wrong_by.lock().unwrap() = TimeDelta::days(-365);
    world.unlock(&renee);
    world.call("lock", json!({}));
    assert_eq!(clock_facts(&world.ledger(&renee)), [ClockChange::Set { seconds: -365 * 86_400 }]);
}

#[test]
fn a_fact_says_when_it_was_in_every_way_there_is() {
    let world = World::new();
    *world.computer.place.lock().unwrap() =
        Place { zone: Some("America/Chicago".to_owned()), boot: "first".to_owned() };
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    world.call("lock", json!({}));
    let path = world.ledger(&renee);
    let (_, ledger) = open_at(&path, Some(PASSPHRASE)).unwrap();
    let fact = ledger.latest("sit").unwrap().unwrap();
    let at = DateTime::parse_from_rfc3339(&fact.at).unwrap();
    assert_eq!((at.offset().local_minus_utc(), fact.boot.as_str()), (-6 * 3600, "first"));
    assert_eq!(fact.zone.as_deref(), Some("America/Chicago"));
    drop(ledger);
    for change in ["zone = 'Europe/Berlin'", "boot = 'other'", "form = 1", "form = 3"] {
        let copy = copied(&path, world.folder.path().join("copy.evenkeel"));
        open_raw(&copy)
            .execute_batch(&format!(
                "DROP TRIGGER fact_is_final; UPDATE fact SET {change} WHERE kind = 'sit';"
            ))
            .unwrap();
        let verdict = open_at(&copy, Some(PASSPHRASE)).unwrap().1.verify().unwrap();
        assert!(!verdict.ok, "{change} went unnoticed");
    }
}
