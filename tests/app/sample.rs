//! The sample study, made by the same code as a real one.

use std::sync::Arc;

use evenkeel_core::cohort::board::board;
use evenkeel_core::people::open_at;
use evenkeel_core::ports::Ports;
use evenkeel_core::sample::{Made, Options, make};
use evenkeel_core::{course, measures};
use serde_json::{Value, json};

use crate::world::{World, day};

fn made(world: &World, name: &str, options: &Options) -> Made {
    let ports: Arc<dyn Ports> = world.computer.clone();
    let course = course::load::load(ports.content()).unwrap();
    let instruments = measures::load::load(ports.content()).unwrap();
    let out = world.folder.path().join(name);
    make(&ports, &course, &instruments, &out, options, &mut |_| {}).unwrap()
}

fn board_of(world: &World, made: &Made) -> Vec<Value> {
    let (_, ledger) = open_at(&made.trainer, Some("sample")).unwrap();
    let course = course::load::load(world.computer.content()).unwrap();
    let view = board(&ledger, &course, day(2026, 7, 14)).unwrap();
    view.coaches.iter().map(|coach| json!(coach)).collect()
}

#[test]
fn twenty_one_coaches_in_two_arms_and_three_waves() {
    let world = World::new();
    let made = made(&world, "a", &Options::default());
    let coaches = board_of(&world, &made);
    let in_course = coaches.iter().filter(|coach| coach["arm"] == "course").count();
    assert_eq!((coaches.len(), in_course), (21, 11));
    for wave in 0..3 {
        let back =
            coaches.iter().filter(|coach| coach["questionnaires"][wave]["state"] == "returned");
        assert!(back.count() >= 15, "wave {wave}");
    }
    for path in [&made.trainer, &made.researcher].into_iter().chain(&made.coaches) {
        let (_, ledger) = open_at(path, Some("sample")).unwrap();
        assert!(ledger.verify().unwrap().ok, "{}", path.display());
    }
    assert_eq!(made.coaches.len(), 3);
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_seed_others() {
    let world = World::new();
    let few = Options { coaches: 5, ..Options::default() };
    let (a, b) = (made(&world, "a", &few), made(&world, "b", &few));
    assert_eq!(board_of(&world, &a), board_of(&world, &b));
    let c = made(&world, "c", &Options { seed: 2, ..few });
    assert_ne!(board_of(&world, &a), board_of(&world, &c));
}

#[test]
fn it_can_be_looked_at_through_everybodys_eyes() {
    let world = World::new();
    for (role, screen) in [("coach", "today"), ("trainer", "cohort"), ("researcher", "study")] {
        let start = world.call("open_sample", json!({ "role": role }));
        assert_eq!(
            (&start["open"]["sample"], &start["open"]["role"]),
            (&json!(true), &json!(role))
        );
        world.call(screen, json!({}));
    }
    world.call("open_sample", json!({ "role": "coach" }));
    assert_eq!(world.call("today", json!({}))["week"], 3);
    assert_eq!(world.call("lock", json!({}))["people"], json!([]), "it is not listed at the door");
}
