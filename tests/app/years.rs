//! What a screen costs somebody who has practiced for years: it grows with what is shown.

use std::time::{Duration, Instant};

use chrono::Days;
use evenkeel_core::store::Ledger;
use evenkeel_core::store::fact::Draft;
use evenkeel_core::store::keys::KeyFile;
use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World, day};

/// Somebody who began so many years ago and left something on every day since: a sit, a tick, and
/// by turns an entry in the notebook, an hour with a group, a word to a sit.
fn after(years: u64) -> World {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    let file = world.ledger(&renee);
    let key = KeyFile::read(&file).unwrap().unlock(Some(PASSPHRASE)).unwrap();
    let mut ledger = Ledger::open(&file, &key).unwrap();
    let words = "Rain on the roof, and the engine off. Nobody called. ".repeat(3);
    let mut drafts = Vec::new();
    let began = day(2026, 1, 15);
    for past in 0..years * 365 {
        let mut add = |kind: &str, body: Value| {
            drafts.push(Draft::new(kind, &body).unwrap().on(began + Days::new(past)));
        };
        let practice = if past % 3 == 0 { "mindful-movement" } else { "body-scan" };
        add(
            "sit",
            json!({ "practice": practice, "measured_seconds": 1500 + past % 300,
                    "to_the_bell": true, "audible": true,
                    "choices": { "minutes": 25, "anchor": "breath", "posture": "chair",
                                 "eyes": "closed" } }),
        );
        add("informal", json!({ "informal": "meal", "word": words.get(..40) }));
        match past % 7 {
            0 | 3 => add(
                "journal",
                json!({ "exercise": "pleasant-calendar", "fields": { "happened": words } }),
            ),
            2 => add("sit-reported", json!({ "practice": "group", "minutes": 60 })),
            5 => add("sit-note", json!({ "sit": "none", "obstacles": [], "comment": words })),
            _ => {}
        }
    }
    ledger.append_all(&*world.computer, drafts).unwrap();
    ledger.close().unwrap();
    world.days_later(years as i64 * 365);
    world.unlock(&renee);
    world
}

/// The shortest of some calls: what else the computer does falls on all of them.
fn cost(world: &World, name: &str, input: &Value) -> Duration {
    let call = |_| {
        let begun = Instant::now();
        world.call(name, input.clone());
        begun.elapsed()
    };
    (0..25).map(call).min().unwrap()
}

/// What a coach opens every day, and what answers to a press there.
const SCREENS: &[&str] = &["today", "practices", "course", "journal", "lesson", "practice_log"];

#[test]
fn the_screens_of_every_day_cost_no_more_after_five_years_than_after_one() {
    let (one, five) = (after(1), after(5));
    for screen in SCREENS {
        let input = if *screen == "lesson" { json!({ "part": "week-2" }) } else { json!({}) };
        let (short, long) = (cost(&one, screen, &input), cost(&five, screen, &input));
        // Other tests take turns with this one; what grows with years would be five times as long.
        let most = short * 4 + Duration::from_millis(8);
        assert!(long < most, "{screen}: {short:?} after one year, {long:?} after five");
    }
}

#[test]
fn the_log_of_years_lists_the_latest_sits_and_counts_all() {
    let world = after(2);
    let log = world.call("practice_log", json!({}));
    // A sit a day, and an hour with a group a week.
    let in_all = log["sits_in_all"].as_u64().unwrap();
    assert_eq!(in_all, 730 + 104);
    let days = |log: &Value| -> Vec<String> {
        let sits = log["sits"].as_array().unwrap().iter();
        sits.map(|sit| sit["day"].as_str().unwrap().to_owned()).collect()
    };
    let latest = days(&log);
    assert_eq!(latest.len(), 8);
    assert!(latest.is_sorted_by(|one, next| one >= next), "{latest:?}");
    assert_eq!(latest[0], "2028-01-14");

    let whole = world.call("practice_log", json!({ "sits": 2000 }));
    assert_eq!(whole["sits"].as_array().unwrap().len() as u64, in_all);
    let of_group = |sit: &&Value| sit["practice"] == "group";
    let first = whole["sits"].as_array().unwrap().iter().rfind(of_group).unwrap().clone();
    let moved = world.call(
        "change_sit",
        json!({ "sit": first["id"], "practice": "group", "day": "2028-01-15", "minutes": 50,
                "reason": "" }),
    );
    assert_eq!(moved["sits"][0]["id"], first["id"], "moved over two years, it is the latest");
    assert_eq!(moved["sits"][0]["changed"], true);
    let removed = world.call("remove_sit", json!({ "sit": first["id"] }));
    assert_eq!(removed["sits_in_all"], in_all - 1);
    assert_eq!(days(&removed), latest);
    let again = world.call("undo_sit", json!({ "sit": first["id"] }));
    assert_eq!(again["sits_in_all"], in_all);
}

#[test]
fn keeping_an_answer_costs_no_more_however_often_answers_were_changed() {
    let world = World::new();
    world.person("Renee", "coach");
    let answer = json!({ "wave": "baseline", "instrument": "checkin", "number": 1, "ms": 900,
                         "answer": { "kind": "code", "code": 3 } });
    let first = cost(&world, "answer", &answer);
    for _ in 0..400 {
        world.call("answer", answer.clone());
    }
    let last = cost(&world, "answer", &answer);
    assert!(last < first * 2 + Duration::from_millis(2), "{first:?} at first, {last:?} at last");
}
