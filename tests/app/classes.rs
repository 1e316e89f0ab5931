//! Holding a class: who came, the clock, the bell, the tally, what was done, and what goes home.

use std::fs;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::world::{Team, World, everything_in};

fn trainer_with_three() -> (World, Team, Vec<String>) {
    let world = World::new();
    let team = world.study();
    world.unlock(&team.trainer);
    let mut codes = vec![team.code.clone()];
    for name in ["Zoe Last", "Ben First"] {
        let folder = world.path("outbox");
        let invite = json!({ "name": name, "arm": "course", "folder": folder });
        codes.push(world.call("invite", invite)["code"].as_str().unwrap().to_owned());
    }
    (world, team, codes)
}

fn part(id: &str) -> Value {
    json!({ "part": id })
}

fn marks(roll: &Value) -> Vec<(&str, Option<&str>)> {
    let lines = roll.as_array().unwrap().iter();
    lines.map(|line| (line["name"].as_str().unwrap(), line["attendance"].as_str())).collect()
}

fn mark(world: &World, id: &str, marks: &[(&str, Option<&str>)]) -> Value {
    let marks: Vec<Value> =
        marks.iter().map(|(code, mark)| json!({ "code": code, "attendance": mark })).collect();
    world.call("mark_class", json!({ "part": id, "marks": marks }))
}

fn press(world: &World, press: Value) -> Value {
    world.call("press_clock", json!({ "part": "week-1", "press": press }))
}

#[test]
fn a_whole_class_is_noted_at_once_and_each_mark_can_be_taken_back() {
    let (world, _, codes) = trainer_with_three();
    let all: Vec<(&str, Option<&str>)> =
        codes.iter().map(|code| (code.as_str(), Some("came"))).collect();
    let roll = mark(&world, "week-1", &all);
    assert_eq!(
        marks(&roll),
        [("Ben First", Some("came")), ("Imani Needle", Some("came")), ("Zoe Last", Some("came"))]
    );
    mark(&world, "week-1", &[(&codes[1], Some("excused"))]);
    let roll = mark(&world, "week-1", &[(&codes[2], None)]);
    assert_eq!(
        marks(&roll),
        [("Ben First", None), ("Imani Needle", Some("came")), ("Zoe Last", Some("excused"))]
    );
    let board = world.call("cohort", json!({}));
    assert_eq!(board["coaches"][0]["weeks"][0]["attendance"], Value::Null);
    assert_eq!(board["coaches"][2]["weeks"][0]["attendance"], "excused");
}

#[test]
fn the_day_of_mindfulness_is_noted_apart_from_the_class_of_its_week() {
    let (world, team, codes) = trainer_with_three();
    mark(&world, "week-6", &[(&codes[0], Some("came"))]);
    mark(&world, "day", &[(&codes[0], Some("away"))]);
    let at = |id: &str| world.call("class_roll", part(id))[1]["attendance"].clone();
    assert_eq!((at("week-6"), at("day")), (json!("came"), json!("away")));
    world.attended(&team.code, 6, "made-up");
    assert_eq!((at("week-6"), at("day")), (json!("made-up"), json!("away")));
    let list = world.call("class_list", json!({}))["list"]["lines"].clone();
    let own = list.as_array().unwrap().iter().find(|line| line["code"] == team.code.as_str());
    assert_eq!(own.unwrap()["classes"], 1, "the day is no weekly class");
}

#[test]
fn the_list_for_the_researcher_counts_came_and_made_up_and_names_nobody() {
    let (world, team, codes) = trainer_with_three();
    for (week, how) in [(1, "came"), (2, "made-up"), (3, "excused"), (4, "away")] {
        mark(&world, &format!("week-{week}"), &[(&codes[0], Some(how))]);
    }
    let folder = world.path("for the researcher");
    let file = world.call("save_class_list", json!({ "path": folder }));
    let text = fs::read_to_string(file.as_str().unwrap()).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.remove(0), "code,classes");
    assert!(lines.contains(&format!("{},2", team.code).as_str()), "{text}");
    assert_eq!(lines.len(), 3);
    assert!(!text.contains("Imani") && !text.contains("Needle"), "{text}");
    let again = world.call("save_class_list", json!({ "path": folder }));
    assert_ne!(file, again, "nothing is written over");

    world.unlock(&team.researcher);
    let analysis = world.call("analysis", json!({ "attendance": file }));
    let step = |id: &str| {
        let steps = analysis["flow"]["steps"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).unwrap()["arms"].clone()
    };
    assert_ne!(step("started"), Value::Null, "the researcher's side reads what was saved");
}

#[test]
fn a_class_goes_on_where_it_was_after_the_program_was_closed() {
    let (world, team, _) = trainer_with_three();
    let before = world.call("class_clock", part("week-1"));
    assert_eq!(before["began_at"], Value::Null);
    let early = json!({ "part": "week-1", "press": { "kind": "step", "step": 1 } });
    assert!(world.refused("press_clock", early).1.contains("begin the class"));

    press(&world, json!({ "kind": "began" }));
    world.computer.pass(TimeDelta::minutes(12));
    press(&world, json!({ "kind": "step", "step": 1 }));
    world.call("lock", json!({}));
    world.computer.pass(TimeDelta::minutes(20));
    world.unlock(&team.trainer);
    let clock = world.call("class_clock", part("week-1"));
    assert_eq!(clock["began_at"], "2026-01-15T20:00:00-06:00");
    assert_eq!((clock["step"].as_u64(), &clock["ended_at"]), (Some(1), &Value::Null));
    assert_eq!(clock["steps"][1]["began_at"], "2026-01-15T20:12:00-06:00");
    assert_eq!(clock["now"], "2026-01-15T20:32:00-06:00");

    press(&world, json!({ "kind": "ended" }));
    let sheet = world.call("class_fidelity", part("week-1"))["sheet"].clone();
    assert_eq!(sheet["minutes"], 32, "the clock knows how long it took");
    assert_eq!(sheet["taught_by"], "Joan Trainer");
}

#[test]
fn a_step_too_far_is_taken_back_and_keeps_the_time_at_which_the_other_began() {
    let (world, ..) = trainer_with_three();
    press(&world, json!({ "kind": "began" }));
    world.computer.pass(TimeDelta::minutes(5));
    press(&world, json!({ "kind": "step", "step": 1 }));
    world.computer.pass(TimeDelta::minutes(1));
    press(&world, json!({ "kind": "step", "step": 2 }));
    let back = press(&world, json!({ "kind": "step", "step": 1 }));
    assert_eq!(back["steps"][1]["began_at"], "2026-01-15T20:05:00-06:00");
    assert_eq!(back["steps"][2]["began_at"], Value::Null);
    press(&world, json!({ "kind": "ended" }));
    let on = press(&world, json!({ "kind": "step", "step": 2 }));
    assert_eq!(on["ended_at"], Value::Null, "ended by mistake, it goes on");
    let none = press(&world, json!({ "kind": "dropped" }));
    assert_eq!(none["began_at"], Value::Null);
}

#[test]
fn one_bell_rings_when_it_is_asked_for() {
    use evenkeel_core::ports::Ports;
    let (world, ..) = trainer_with_three();
    world.call("ring_bell", json!({ "strokes": 2 }));
    assert!(world.computer.sound().position().is_some(), "it rings");
    world.computer.sound.pass(30.0);
    assert!(world.computer.sound().position().is_none(), "it has rung out");
    assert!(world.refused("ring_bell", json!({ "strokes": 0 })).1.contains("one to three"));
}

#[test]
fn what_is_called_out_is_counted_and_a_slip_of_the_hand_is_counted_back() {
    let (world, ..) = trainer_with_three();
    let tap = |week: &str, obstacle: &str, less: bool| {
        let tap = json!({ "part": week, "obstacle": obstacle, "less": less });
        world.call("tap_obstacle", tap)
    };
    tap("week-1", "sleepy", true);
    for _ in 0..3 {
        tap("week-1", "sleepy", false);
    }
    tap("week-1", "no-time", false);
    tap("week-1", "no-time", true);
    let tallies = tap("week-2", "pain", false);
    assert_eq!(
        tallies,
        json!([{ "part": "week-1", "counts": { "sleepy": 3 } },
               { "part": "week-2", "counts": { "pain": 1 } }])
    );
}

#[test]
fn what_was_done_of_the_plan_is_kept_with_the_reason_for_what_was_not() {
    let (world, ..) = trainer_with_three();
    let view = world.call("class_fidelity", part("week-1"));
    assert_eq!(view["kept"], false);
    let mut sheet = view["sheet"].clone();
    let elements = sheet["elements"].as_array().unwrap().len();
    sheet["elements"][2]["how"] = json!("left-out");
    let (_, words) = world.refused("keep_class", sheet.clone());
    assert!(words.contains(sheet["elements"][2]["title"].as_str().unwrap()), "{words}");
    sheet["elements"][2]["why"] = json!("The fire alarm.");
    sheet["minutes"] = json!(140);
    let view = world.call("keep_class", sheet.clone());
    assert_eq!(view["sheet"], sheet);
    let line = &view["classes"][0];
    assert_eq!(
        (line["done"].as_u64(), line["left_out"].as_u64()),
        (Some(elements as u64 - 1), Some(1))
    );
    assert_eq!(
        (line["minutes"].as_u64(), line["planned_minutes"].as_u64()),
        (Some(140), Some(150))
    );
    sheet["held_on"] = json!("2026-01-16");
    assert!(world.refused("keep_class", sheet).1.contains("still to come"));
}

#[test]
fn a_class_is_the_trainers_alone() {
    let (world, team, _) = trainer_with_three();
    mark(&world, "week-1", &[(&team.code, Some("came"))]);
    world.call("tap_obstacle", json!({ "part": "week-1", "obstacle": "pain", "less": false }));
    for id in [&team.coach, &team.researcher] {
        world.unlock(id);
        for name in ["class_roll", "class_clock", "class_fidelity"] {
            assert_eq!(world.refused(name, part("week-1")).0, "fault", "{name}");
        }
        world.call("lock", json!({}));
        let ledger = everything_in(&world.ledger(id));
        assert!(!ledger.contains("class-tally") && !ledger.contains("attendance"));
    }
}

#[test]
fn the_sample_trainer_has_held_classes_and_written_the_register() {
    let world = World::new();
    world.call("open_sample", json!({ "role": "trainer" }));
    let excused = (1..=6).flat_map(|week| {
        let roll = world.call("class_roll", part(&format!("week-{week}")));
        roll.as_array().unwrap().clone()
    });
    assert!(excused.into_iter().any(|line| line["attendance"] == "excused"));
    assert_eq!(world.call("class_tallies", json!({})).as_array().unwrap().len(), 6);
    let view = world.call("class_fidelity", part("week-4"));
    assert_eq!((&view["kept"], view["classes"].as_array().unwrap().len()), (&json!(true), 6));
    let register = world.call("register", json!({}));
    let resolved: Vec<&Value> =
        register["lines"].as_array().unwrap().iter().map(|line| &line["resolved"]).collect();
    assert_eq!(resolved, ["unsure", "yes"], "one to ask again, one that is over");
}
