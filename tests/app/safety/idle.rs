//! A ledger that nobody looks at locks itself.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::world::{World, sit_of};

fn pass(world: &World, minutes: i64) {
    // A host looks every few seconds; ten are enough here.
    for _ in 0..minutes * 6 {
        world.computer.pass(TimeDelta::seconds(10));
        world.app.tick();
    }
}

fn awake(world: &World, moved: bool) -> Value {
    world.call("awake", json!({ "moved": moved }))
}

#[test]
fn after_a_quarter_of_an_hour_without_anybody_it_is_locked() {
    let world = World::new();
    world.person("Renee", "coach");
    pass(&world, 14);
    let watched = awake(&world, false);
    assert_eq!(watched["open"], true);
    assert_eq!(watched["locks_in_seconds"], 60);
    awake(&world, true);
    pass(&world, 14);
    world.call("today", json!({}));
    pass(&world, 14);
    assert_eq!(awake(&world, false)["open"], true, "a command is a sign as well");
    pass(&world, 1);
    assert_eq!(awake(&world, false)["open"], false);
    assert_eq!(world.refused("today", json!({})).0, "locked");
}

#[test]
fn asking_whether_it_is_open_is_no_sign_of_anybody() {
    let world = World::new();
    world.person("Renee", "coach");
    for _ in 0..15 {
        pass(&world, 1);
        world.call("start", json!({}));
        let _ = evenkeel_core::api::call(&world.app, "sit", json!({}));
        awake(&world, false);
    }
    assert_eq!(awake(&world, false)["open"], false);
}

#[test]
fn nobody_need_move_during_a_sit() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("sit_start", sit_of(30));
    pass(&world, 29);
    assert_eq!(awake(&world, false)["open"], true);
    world.computer.sound.pass(1800.0);
    pass(&world, 16);
    assert_eq!(awake(&world, false)["open"], false, "after it the time runs as ever");
}

#[test]
fn a_computer_that_slept_finds_it_locked_and_the_sit_noted() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    pass(&world, 1);
    world.computer.pass(TimeDelta::seconds(40));
    assert_eq!(awake(&world, true)["open"], false);

    world.unlock(&renee);
    world.call("sit_start", sit_of(10));
    world.computer.sound.pass(180.0);
    world.app.tick();
    world.computer.pass(TimeDelta::minutes(5));
    assert_eq!(awake(&world, false)["open"], true, "a short sleep only holds a sit");
    world.computer.pass(TimeDelta::hours(8));
    assert_eq!(awake(&world, false)["open"], false);
    world.unlock(&renee);
    assert_eq!(world.call("practice_log", json!({}))["sits"][0]["measured_seconds"], 180);
}

#[test]
fn the_minutes_are_the_persons_choice_and_stay() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    assert_eq!(world.call("safety", json!({}))["lock_after_minutes"], 15);
    world.call("lock_after", json!({ "minutes": 3 }));
    world.call("lock", json!({}));
    world.unlock(&renee);
    pass(&world, 3);
    assert_eq!(awake(&world, false)["open"], false);
    world.unlock(&renee);
    world.call("lock_after", json!({ "minutes": null }));
    pass(&world, 60);
    assert_eq!(awake(&world, false)["locks_in_seconds"], Value::Null);
    for minutes in [0, 241] {
        assert_eq!(world.refused("lock_after", json!({ "minutes": minutes })).0, "refused");
    }
}

#[test]
fn where_there_is_nothing_to_unlock_it_stays_open() {
    let world = World::new();
    world.open_new(json!({ "name": "Renee", "role": "coach", "passphrase": null,
                           "invitation": null }));
    pass(&world, 60);
    assert_eq!(awake(&world, false)["open"], true);
}
