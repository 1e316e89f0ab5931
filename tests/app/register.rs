//! The trainer's register of hard experiences, and what an ethics board gets of it.

use std::fs;

use serde_json::{Value, json};

use crate::world::{Team, World};

fn entry(team: &Team) -> Value {
    json!({ "coach": team.code, "kind": "memory", "practice": "body-scan",
            "happened": "An old picture came back in the body scan.",
            "done": "We stopped, and talked after class.",
            "distress": 6, "affected_day": true, "lasted": "hours", "related": "yes",
            "serious": false, "follow_up_on": "2026-01-22", "from": null })
}

fn write(world: &World, entry: Value) -> Value {
    world.call("write_register", json!({ "day": "2026-01-15", "entry": entry, "corrects": null }))
}

fn begun() -> (World, Team, Value) {
    let world = World::new();
    let team = world.study();
    world.unlock(&team.trainer);
    let view = write(&world, entry(&team));
    (world, team, view)
}

#[test]
fn an_entry_is_followed_until_it_is_over() {
    let (world, _, view) = begun();
    let line = &view["lines"][0];
    assert_eq!((&line["name"], &line["ask_on"]), (&json!("Imani Needle"), &json!("2026-01-22")));
    world.days_later(7);
    let came = |resolved: &str, next_on: Value| {
        world.call(
            "follow_up",
            json!({ "entry": line["id"], "came": "Sleeps again.", "resolved": resolved,
                    "next_on": next_on }),
        )["lines"][0]
            .clone()
    };
    assert_eq!(came("no", json!("2026-02-01"))["ask_on"], "2026-02-01");
    let over = came("yes", Value::Null);
    assert_eq!((&over["ask_on"], &over["resolved"]), (&Value::Null, &json!("yes")));
    assert_eq!(over["follow_ups"].as_array().unwrap().len(), 2);
    assert_eq!(over["follow_ups"][0]["day"], "2026-01-22");
}

#[test]
fn a_correction_says_why_and_keeps_what_followed() {
    let (world, team, view) = begun();
    let id = view["lines"][0]["id"].clone();
    let follow_up = json!({ "entry": id, "came": "Better.", "resolved": "yes", "next_on": null });
    world.call("follow_up", follow_up);
    let mut right = entry(&team);
    right["serious"] = json!(true);
    let correct = |reason: &str| json!({ "day": "2026-01-14", "entry": right, "corrects": { "id": id, "reason": reason } });
    assert!(world.refused("write_register", correct(" ")).1.contains("why"));
    let view = world.call("write_register", correct("The board asked."));
    assert_eq!(view["lines"].as_array().unwrap().len(), 1);
    let line = &view["lines"][0];
    assert_eq!((&line["id"], &line["day"]), (&id, &json!("2026-01-14")));
    assert_eq!(line["entry"]["serious"], true);
    assert_eq!(line["corrections"][0]["reason"], "The board asked.");
    assert_eq!(line["resolved"], "yes", "what came of it stays");
}

#[test]
fn what_a_coach_said_was_hard_begins_an_entry_and_is_then_taken_up() {
    let world = World::new();
    let team = world.study();
    let hard = json!({ "day": "2026-01-15", "practice": "body-scan", "note": "MyOwnWords",
        "how": { "unpleasant": true, "affected_day": false, "lasted": true }, "tell_trainer": true });
    world.call("note_hard", hard);
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let view = world.call("register", json!({}));
    let heard = &view["heard"][0];
    assert_eq!((&heard["name"], &heard["how"]["lasted"]), (&json!("Imani Needle"), &json!(true)));
    assert!(!view.to_string().contains("MyOwnWords"), "the words stay with the coach");
    let mut taken_up = entry(&team);
    taken_up["from"] = heard["id"].clone();
    assert_eq!(write(&world, taken_up)["heard"], json!([]));
}

#[test]
fn an_entry_that_says_nothing_or_names_nobody_known_is_not_written() {
    let (world, team, _) = begun();
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut entry = entry(&team);
        change(&mut entry);
        let input = json!({ "day": "2026-01-15", "entry": entry, "corrects": null });
        world.refused("write_register", input)
    };
    assert!(refused(&|entry| entry["happened"] = json!("  ")).1.contains("what happened"));
    assert!(refused(&|entry| entry["kind"] = json!("diagnosis")).1.contains("what kind"));
    assert!(refused(&|entry| entry["distress"] = json!(11)).1.contains("0 to 10"));
    assert_eq!(refused(&|entry| entry["coach"] = json!("XX-XX")).0, "not-found");
    assert_eq!(world.call("register", json!({}))["lines"].as_array().unwrap().len(), 1);
}

#[test]
fn the_board_gets_weeks_for_days_numbers_for_people_and_only_the_words_that_were_ticked() {
    let (world, team, view) = begun();
    let id = view["lines"][0]["id"].as_str().unwrap().to_owned();
    let texts = world.call("register_texts", json!({}));
    assert_eq!(texts.as_array().unwrap().len(), 2);
    let folder = world.path("for the board");
    let exported =
        world.call("export_register", json!({ "folder": folder, "texts": [format!("{id}:done")] }));
    assert_eq!((exported["entries"].as_u64(), exported["texts"].as_u64()), (Some(1), Some(1)));
    let csv = fs::read_to_string(format!("{folder}/register.csv")).unwrap();
    let row = csv.lines().nth(1).unwrap();
    assert_eq!(
        row,
        "1,1,1,An old picture or memory,Body scan,6,yes,hours,yes,no,not known,0,,\
         \"We stopped, and talked after class.\","
    );
    for file in ["register.csv", "README.txt"] {
        let text = fs::read_to_string(format!("{folder}/{file}")).unwrap();
        for never in ["Imani", "Needle", team.code.as_str(), "2026", "January", "old picture came"]
        {
            assert!(!text.contains(never), "{file} says {never}");
        }
    }
    assert!(fs::read(format!("{folder}/register.pdf")).unwrap().starts_with(b"%PDF"));
}

#[test]
fn words_with_a_name_of_the_roster_do_not_leave_even_ticked() {
    let (world, team, _) = begun();
    let mut named = entry(&team);
    named["happened"] = json!("Imani's old picture came back.");
    let view = write(&world, named);
    let lines = view["lines"].as_array().unwrap();
    let line =
        lines.iter().find(|line| line["entry"]["happened"].as_str().unwrap().contains("Imani"));
    let id = format!("{}:happened", line.unwrap()["id"].as_str().unwrap());
    let texts = world.call("register_texts", json!({}));
    let shown = texts.as_array().unwrap().iter().find(|text| text["id"] == id.as_str()).unwrap();
    assert_eq!(shown["of_roster"], json!(["Imani"]));
    let folder = world.path("for the board");
    let input = json!({ "folder": folder, "texts": [id] });
    assert!(world.refused("export_register", input).1.contains("Imani"));
    assert!(!std::path::Path::new(&folder).exists(), "nothing was written");
}

#[test]
fn the_register_is_the_trainers_alone() {
    let (world, team, _) = begun();
    for id in [&team.coach, &team.researcher] {
        world.unlock(id);
        assert_eq!(world.refused("register", json!({})).0, "fault");
        assert_eq!(world.refused("register_texts", json!({})).0, "fault");
    }
}
