//! The ledger itself: sealed, append-only, and honest about what was done to it.

use std::fs;
use std::path::Path;

use evenkeel_core::people::open_at;
use evenkeel_core::store::fact::Draft;
use serde_json::json;

use crate::safety::released;
use crate::world::{PASSPHRASE, World, open_raw};

fn lived_in() -> (World, std::path::PathBuf) {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    for _ in 0..4 {
        world.sit(3.0);
        world.days_later(1);
    }
    world.call("lock", json!({}));
    let path = world.ledger(&renee);
    (world, path)
}

fn findings(path: &Path) -> Vec<String> {
    open_at(path, Some(PASSPHRASE)).unwrap().1.verify().unwrap().findings
}

#[test]
fn an_untouched_ledger_verifies() {
    let (_world, path) = lived_in();
    let verdict = open_at(&path, Some(PASSPHRASE)).unwrap().1.verify().unwrap();
    assert_eq!((verdict.ok, verdict.facts, verdict.authors), (true, 5, 1));
    assert_eq!(verdict.head.len(), 64);
}

#[test]
fn facts_can_be_neither_changed_nor_removed() {
    let (_world, path) = lived_in();
    let raw = open_raw(&path);
    for sql in ["UPDATE fact SET body = '{}' WHERE seq = 2", "DELETE FROM fact WHERE seq = 2"] {
        let error = raw.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("a fact is never"), "{sql}: {error}");
    }
}

#[test]
fn a_fact_changed_behind_the_programs_back_shows() {
    let (_world, path) = lived_in();
    open_raw(&path)
        .execute_batch(
            "DROP TRIGGER fact_is_final; UPDATE fact SET day = '2026-01-01' WHERE seq = 3;",
        )
        .unwrap();
    assert!(findings(&path)[0].contains("Fact 3 of me"), "{:?}", findings(&path));
}

#[test]
fn a_fact_removed_from_the_middle_or_the_end_shows() {
    for seq in [3, 5] {
        let (_world, path) = lived_in();
        open_raw(&path)
            .execute_batch(&format!("DROP TRIGGER fact_stays; DELETE FROM fact WHERE seq = {seq};"))
            .unwrap();
        assert!(!findings(&path).is_empty(), "fact {seq} was missed");
    }
}

#[test]
fn two_facts_that_changed_places_show() {
    let (_world, path) = lived_in();
    open_raw(&path)
        .execute_batch(
            "DROP TRIGGER fact_is_final;
             UPDATE fact SET number = 100 WHERE number = 2;
             UPDATE fact SET number = 2 WHERE number = 3;
             UPDATE fact SET number = 3 WHERE number = 100;",
        )
        .unwrap();
    assert!(!findings(&path).is_empty());
}

#[test]
fn the_schema_is_the_one_that_was_frozen() {
    let (_world, path) = lived_in();
    let raw = open_raw(&path);
    let mut statement = raw
        .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
        .unwrap();
    let schema: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(|sql| sql.unwrap()).collect();
    let schema = schema.join("\n\n") + "\n";
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/schema.sql");
    let expected = fs::read_to_string(&frozen).unwrap_or_default();
    if schema != expected {
        let now = frozen.with_extension("sql.new");
        fs::write(&now, &schema).unwrap();
        panic!(
            "the schema has changed. A landed migration is never edited: add the next one, then \
             compare {} with {} and put it in its place",
            now.display(),
            frozen.display()
        );
    }
}

#[test]
fn without_a_passphrase_the_ledger_is_encrypted_all_the_same() {
    let world = World::new();
    let id = world.open_new(json!({ "name": "Renee", "role": "coach", "passphrase": null,
                                    "invitation": null }));
    world.sit(3.0);
    world.call("lock", json!({}));
    let bytes = fs::read(world.ledger(&id)).unwrap();
    assert!(!bytes.starts_with(b"SQLite format 3"));
    assert!(!bytes.windows(9).any(|window| window == b"body-scan"));
    assert_eq!(world.call("start", json!({}))["people"][0]["locked"], false);
    world.call("unlock", json!({ "id": id, "passphrase": null }));
}

#[test]
fn a_plain_database_in_its_place_is_refused_and_left_alone() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.call("lock", json!({}));
    let path = world.ledger(&renee);
    fs::remove_file(&path).unwrap();
    let plain = rusqlite::Connection::open(&path).unwrap();
    plain.execute_batch("CREATE TABLE fact (id TEXT); PRAGMA user_version = 2").unwrap();
    drop(plain);
    let before = fs::read(&path).unwrap();
    assert!(before.starts_with(b"SQLite format 3"));
    let right = json!({ "id": renee, "passphrase": PASSPHRASE });
    assert_eq!(world.refused("unlock", right).0, "damaged-ledger");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn several_people_share_a_computer_and_nothing_else() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(4.0);
    world.person("Ben", "coach");
    assert_eq!(world.call("practice_log", json!({}))["sits"], json!([]));
    let people = world.call("start", json!({}))["people"].clone();
    assert_eq!((&people[0]["name"], &people[1]["name"]), (&json!("Ben"), &json!("Renee")));
    world.unlock(&renee);
    assert_eq!(world.call("practice_log", json!({}))["sits"].as_array().unwrap().len(), 1);
}

#[test]
fn a_ledger_of_every_released_version_opens_and_keeps_every_hash() {
    for (name, facts, head) in [
        ("1", 142, "0ab39bcefea9271f8b5f934388de7e056f52baa4725e858cbe4b7608a62f1b71"),
        ("1-trainer", 151, "c78492f4e923a083be8cca34f6b4385c2971d887d62591728d5acfe8ecc88091"),
    ] {
        let (_folder, path) = released(name);
        let (_, mut ledger) = open_at(&path, Some("sample")).unwrap();
        let verdict = ledger.verify().unwrap();
        assert!(verdict.ok, "{name}: {:?}", verdict.findings);
        assert_eq!((verdict.facts, verdict.head.as_str()), (facts, head), "{name}");
        let world = World::new();
        let body = json!({ "by": "a later version" });
        ledger.append(&*world.computer, Draft::new("note", &body).unwrap()).unwrap();
        drop(ledger);
        let verdict = open_at(&path, Some("sample")).unwrap().1.verify().unwrap();
        assert!(verdict.ok && verdict.facts > facts, "{name}: {:?}", verdict.findings);
    }
}

/// What a check finds after somebody did this to the file.
fn found_after(sql: &str) -> Vec<String> {
    let (_world, path) = lived_in();
    open_raw(&path).execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    findings(&path)
}

#[test]
fn a_fact_slipped_in_shows_wherever_it_stands() {
    let copied = "id || 'x' AS id, author, {number} AS number, kind, at, day, boot_ms, program, \
                  content, body, hash, form, zone, boot";
    let slip = |author: &str, number: &str| {
        format!(
            "INSERT INTO fact (id, author, number, kind, at, day, boot_ms, program, content, \
             body, hash, form, zone, boot) SELECT {} FROM fact WHERE number = 3;",
            copied.replace("{number}", number).replace("author,", &format!("{author} AS author,"))
        )
    };
    let at_the_end = found_after(&slip("author", "6"));
    assert!(at_the_end[0].contains("Fact 6 of me"), "{at_the_end:?}");
    assert!(at_the_end.iter().any(|finding| finding.contains("end at 6, and ended at 5")));
    let in_the_middle = found_after(&format!(
        "DROP TRIGGER fact_is_final;
         UPDATE fact SET number = number + 100 WHERE number >= 3;
         UPDATE fact SET number = number - 99 WHERE number > 100; {}",
        slip("author", "3").replace("WHERE number = 3", "WHERE number = 4")
    ));
    assert!(in_the_middle[0].contains("Fact 3 of me"), "{in_the_middle:?}");
    let of_a_stranger = found_after(&slip("'ZZZZ-ZZZZ'", "1"));
    assert!(of_a_stranger.iter().any(|finding| finding.contains("facts of ZZZZ-ZZZZ")));
}

#[test]
fn two_facts_whose_places_in_the_file_were_swapped_show() {
    let found = found_after(
        "DROP TRIGGER fact_is_final;
         UPDATE fact SET seq = 100 WHERE seq = 3; UPDATE fact SET seq = 3 WHERE seq = 4;
         UPDATE fact SET seq = 4 WHERE seq = 100;
         CREATE TRIGGER fact_is_final BEFORE UPDATE ON fact
         BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("Fact 4 of me") && found[0].contains("stands before fact 3"));
}

#[test]
fn a_guard_that_was_taken_away_shows() {
    let found = found_after("DROP TRIGGER fact_stays;");
    assert!(found.len() == 1 && found[0].contains("fact_stays"), "{found:?}");
}
