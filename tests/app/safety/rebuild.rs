//! Read models hold nothing of their own.

use evenkeel_core::people::{self, Role};
use evenkeel_core::ports::Record;
use evenkeel_core::store::Ledger;
use evenkeel_core::store::derived::TABLES;
use evenkeel_core::store::fact::Draft;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World, day, open_raw};

/// Anything that may happen in a ledger, in any order, sensible or not.
fn something() -> impl Strategy<Value = (String, Option<String>, u32, Value)> {
    let kind = prop::sample::select(vec![
        "sit",
        "sit-reported",
        "answers",
        "returned",
        "invited",
        "received",
        "joined",
        "journal",
        "attendance",
        "lesson-read",
        "clock",
        "something-else",
    ]);
    let author = prop::option::of(prop::sample::select(vec!["AAAA-AAAA", "BBBB-BBBB"]));
    let text = || prop::sample::select(vec!["a", "b", "c", "", "é"]);
    let body = (text(), text(), 0u32..4, 0u32..4000, -5i64..300).prop_map(
        |(one, two, number, seconds, minutes)| {
            json!({ "wave": one, "instrument": two, "code": one, "name": two, "arm": "course",
                    "ticket": one, "sender": two, "sequence": number, "day": "2026-02-01",
                    "measured_seconds": seconds, "minutes": minutes })
        },
    );
    (kind, author, 0u32..40, body).prop_map(|(kind, author, day, body)| {
        (kind.to_owned(), author.map(str::to_owned), day, body)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn thrown_away_and_made_again_they_are_the_same_to_the_byte(
        history in prop::collection::vec(something(), 0..60),
    ) {
        let world = World::new();
        let mut ledger = Ledger::in_memory().unwrap();
        for (at, (kind, author, days, body)) in history.into_iter().enumerate() {
            let day = day(2026, 1, 15) + chrono::Days::new(days.into());
            let draft = match author {
                Some(code) => {
                    let record = Record { id: format!("{}", at % 50), kind, at: day.to_string(),
                                          day, body };
                    Draft::received(&code, record)
                }
                None => Draft::new(&kind, &body).unwrap().on(day),
            };
            ledger.append_all(&*world.computer, vec![draft]).unwrap();
        }
        let first = ledger.rebuild().unwrap();
        prop_assert!(first.same);
        prop_assert_eq!(ledger.rebuild().unwrap(), first);
        prop_assert!(ledger.verify().unwrap().ok);
    }
}

#[test]
fn a_read_model_that_was_tampered_with_is_made_right() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    world.call("lock", json!({}));
    let path = world.ledger(&renee);
    open_raw(&path).execute_batch("UPDATE practice_day SET measured_seconds = 36000").unwrap();
    let (_, mut ledger) = people::open_at(&path, Some(PASSPHRASE)).unwrap();
    let found = ledger.verify().unwrap().findings;
    assert!(found.len() == 1 && found[0].contains("read models"), "{found:?}");
    let rebuilt = ledger.rebuild().unwrap();
    assert!(!rebuilt.same);
    assert!(ledger.rebuild().unwrap().same);
    drop(ledger);
    world.unlock(&renee);
    assert_eq!(world.call("practice_log", json!({}))["sits"][0]["measured_seconds"], 180);
}

#[test]
fn every_table_is_a_read_model_or_known_not_to_be_one() {
    let world = World::new();
    let (_, ledger) =
        people::create(&*world.computer, "Renee", Role::Coach, Some(PASSPHRASE)).unwrap();
    let path = ledger.path().unwrap().to_owned();
    ledger.close().unwrap();
    let raw = open_raw(&path);
    let mut statement =
        raw.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").unwrap();
    let tables: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect();
    // What people are in the middle of, hand-ins on their way, keys, and the facts themselves.
    let own = ["chain", "draft", "fact", "parcel", "running", "secret", "set_aside"];
    let strange: Vec<&String> = tables
        .iter()
        .filter(|name| !TABLES.contains(&name.as_str()) && !own.contains(&name.as_str()))
        .collect();
    assert!(strange.is_empty(), "{strange:?} is neither in derived::TABLES nor in this list");
}
