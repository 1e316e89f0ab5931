//! A coach withdraws: what stays, what goes, and how that is seen.

use std::fs;
use std::path::{Path, PathBuf};

use evenkeel_core::people::open_at;
use evenkeel_core::store::Ledger;
use evenkeel_core::store::backup::archive::Archive;
use evenkeel_core::store::keys::KeyFile;
use serde_json::{Value, json};

use crate::world::{PASSPHRASE, Team, World, open_raw};

/// A study in which a coach has practiced and answered, and both others have collected it.
fn given() -> (World, Team, String) {
    let world = World::new();
    let team = world.study();
    let coach = world.call("start", json!({}))["open"]["id"].as_str().unwrap().to_owned();
    world.sit(7.0);
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
    collect(&world, &team);
    (world, team, coach)
}

fn collect(world: &World, team: &Team) {
    for person in [&team.trainer, &team.researcher] {
        world.unlock(person);
        world.call("collect", json!({}));
    }
}

fn withdraw(world: &World, coach: &str, keep: bool) {
    world.unlock(coach);
    world.call("withdraw", json!({ "keep": keep }));
    world.call("send_now", json!({}));
}

/// People and questionnaires in an export that is made now.
fn exported(world: &World, name: &str) -> (u64, u64) {
    let done = world.call("export", json!({ "path": world.path(name) }));
    (done["participants"].as_u64().unwrap(), done["sheets"].as_u64().unwrap())
}

fn verdict(path: &Path) -> Value {
    let (_, ledger) = open_at(path, Some(PASSPHRASE)).unwrap();
    serde_json::to_value(ledger.verify().unwrap()).unwrap()
}

/// What a ledger must not hold once somebody has it deleted: no answer, no practice.
const GIVEN: [&str; 4] = ["\"scores\"", "measured_seconds", "\"wave\":\"baseline\"", "body-scan"];

fn given_in(text: &str) -> Vec<&'static str> {
    GIVEN.into_iter().filter(|needle| text.contains(needle)).collect()
}

/// The facts of a sender in somebody's ledger, as text.
fn facts_of(world: &World, person: &str, code: &str) -> String {
    world.call("lock", json!({}));
    let raw = open_raw(&world.ledger(person));
    let mut statement = raw
        .prepare(
            "SELECT kind || ' ' || at || ' ' || day || ' ' || body FROM fact WHERE author = ?1",
        )
        .unwrap();
    let rows = statement.query_map([code], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|row| row.unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_withdrawn_coach_who_wants_it_deleted_leaves_no_answers_behind() {
    let (world, team, coach) = given();
    for person in [&team.trainer, &team.researcher] {
        let before = facts_of(&world, person, &team.code);
        assert!(!given_in(&before).is_empty(), "something was given");
    }
    withdraw(&world, &coach, false);
    collect(&world, &team);

    let flow = world.call("study", json!({}))["arms"][0].clone();
    assert_eq!((&flow["joined"], &flow["withdrew_deleted"]), (&json!(1), &json!(1)));
    assert_eq!(flow["returned"], json!([0, 0, 0]));
    assert_eq!(exported(&world, "after"), (0, 0), "no export to come has them");
    world.unlock(&team.trainer);
    let row = world.call("cohort", json!({}))["coaches"][0].clone();
    assert_eq!(row["withdrew"], json!({ "day": "2026-01-15", "keep": false }));
    assert_eq!((&row["measured_minutes"], &row["questionnaires"]), (&json!(0), &json!([])));
    world.call("lock", json!({}));
    for person in [&team.trainer, &team.researcher] {
        let path = world.ledger(person);
        let left = facts_of(&world, person, &team.code);
        assert!(left.contains("withdrew") && left.contains("joined"), "{left}");
        assert_eq!(given_in(&left), [""; 0], "{left}");
        let verdict = verdict(&path);
        assert_eq!(verdict["ok"], true, "{verdict}");
    }
}

#[test]
fn what_may_be_kept_stays_and_nothing_more_arrives() {
    let (world, team, coach) = given();
    world.unlock(&coach);
    world.sit(9.0);
    withdraw(&world, &coach, true);
    world.sit(4.0);
    world.call("send_now", json!({}));
    collect(&world, &team);
    let flow = world.call("study", json!({}))["arms"][0].clone();
    assert_eq!((&flow["withdrew_kept"], &flow["returned"]), (&json!(1), &json!([1, 0, 0])));
    assert_eq!(exported(&world, "kept"), (1, 1));
    world.unlock(&team.trainer);
    let row = world.call("cohort", json!({}))["coaches"][0].clone();
    // The sit that had gone out before, and those that had not are the coach's own.
    assert!(row["measured_minutes"].as_u64().unwrap() >= 7);
    let practiced = facts_of(&world, &team.trainer, &team.code);
    assert!(!practiced.contains(":240"), "what came after the withdrawal stayed: {practiced}");
    world.unlock(&coach);
    assert_eq!(world.call("sharing", json!({}))["waiting"], 0);
    let asked = world.call("questionnaires", json!({}));
    assert!(asked.as_array().unwrap().iter().all(|sheet| sheet["state"] == "returned"), "{asked}");
}

#[test]
fn keeping_can_become_deleting_and_never_the_other_way() {
    let (world, team, coach) = given();
    withdraw(&world, &coach, true);
    world.refused("withdraw", json!({ "keep": true }));
    world.call("withdraw", json!({ "keep": false }));
    world.call("send_now", json!({}));
    for again in [true, false] {
        world.refused("withdraw", json!({ "keep": again }));
    }
    collect(&world, &team);
    assert_eq!(world.call("study", json!({}))["arms"][0]["withdrew_deleted"], 1);
    assert!(!facts_of(&world, &team.researcher, &team.code).contains("scores"));
}

#[test]
fn a_hand_in_that_comes_after_the_deletion_is_emptied_as_well() {
    let world = World::new();
    let team = world.study();
    let coach = world.call("start", json!({}))["open"]["id"].as_str().unwrap().to_owned();
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
    let folder = world.letters("answers");
    let early: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().flatten().map(|file| file.path()).collect();
    let aside = world.folder.path().join("aside");
    fs::create_dir(&aside).unwrap();
    for file in &early {
        fs::rename(file, aside.join(file.file_name().unwrap())).unwrap();
    }
    withdraw(&world, &coach, false);
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    for file in &early {
        fs::rename(aside.join(file.file_name().unwrap()), file).unwrap();
    }
    let collected = world.call("collect", json!({}));
    assert!(collected["new"].as_u64().unwrap() >= 1, "{collected}");
    world.call("lock", json!({}));
    let path = world.ledger(&team.researcher);
    let left = facts_of(&world, &team.researcher, &team.code);
    assert!(left.contains("emptied") && !left.contains("scores"), "{left}");
    assert_eq!(verdict(&path)["ok"], true);
}

/// The facts in every backup of a ledger, opened one by one.
fn backups_of(path: &Path) -> Vec<String> {
    let key = KeyFile::read(path).unwrap().unlock(Some(PASSPHRASE)).unwrap();
    let folder = path.with_extension("backups");
    let mut all = Vec::new();
    for file in fs::read_dir(folder).unwrap().flatten() {
        let mut archive = Archive::open(&file.path()).unwrap();
        let copy = path.with_extension("look");
        archive.unpack(&mut fs::File::create(&copy).unwrap()).unwrap();
        let ledger = Ledger::open(&copy, &key).unwrap();
        let facts = ledger.facts_of_all("answers").unwrap();
        all.push(facts.iter().map(|fact| fact.body.clone()).collect());
        drop(ledger);
        fs::remove_file(&copy).unwrap();
    }
    all
}

#[test]
fn the_next_backup_takes_the_older_ones_with_it_that_still_held_the_answers() {
    let (world, team, coach) = given();
    world.unlock(&team.researcher);
    for _ in 0..3 {
        world.days_later(1);
        world.call("collect", json!({}));
        world.call("lock", json!({}));
        world.unlock(&team.researcher);
    }
    world.call("back_up_now", json!({}));
    world.call("lock", json!({}));
    let path = world.ledger(&team.researcher);
    let before = backups_of(&path);
    assert!(before.len() >= 3 && before.iter().any(|facts| facts.contains("scores")));

    withdraw(&world, &coach, false);
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    world.days_later(1);
    world.call("collect", json!({}));
    world.call("lock", json!({}));
    let after = backups_of(&path);
    assert!(!after.is_empty(), "there is a backup without it");
    assert!(after.iter().all(|facts| !facts.contains("scores")), "no backup holds an answer");
    assert_eq!(verdict(&path)["ok"], true);
}

#[test]
fn nobody_can_empty_a_fact_that_the_owners_chain_does_not_name() {
    let (world, team, _) = given();
    world.call("lock", json!({}));
    let path = world.ledger(&team.researcher);
    let empty =
        "UPDATE fact SET kind = 'emptied', at = '', day = '', body = '{}' WHERE kind = 'answers'";
    let refused = open_raw(&path).execute_batch(empty).unwrap_err().to_string();
    assert!(refused.contains("never changed"), "{refused}");
    open_raw(&path).execute_batch(&format!("DROP TRIGGER fact_is_final; {empty};")).unwrap();
    let verdict = verdict(&path);
    let findings = verdict["findings"].to_string();
    assert!(
        findings.contains("was emptied, and nothing in this ledger asks for that"),
        "{findings}"
    );
}

#[test]
fn a_deletion_that_was_undone_from_outside_shows() {
    let (world, team, coach) = given();
    let path = world.ledger(&team.researcher);
    world.call("lock", json!({}));
    let raw = open_raw(&path);
    let (at, day, body): (String, String, String) = raw
        .query_row("SELECT at, day, body FROM fact WHERE kind = 'answers'", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    let number: i64 = raw
        .query_row("SELECT number FROM fact WHERE kind = 'answers'", [], |row| row.get(0))
        .unwrap();
    drop(raw);
    withdraw(&world, &coach, false);
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    world.call("lock", json!({}));
    let raw = open_raw(&path);
    raw.execute_batch("DROP TRIGGER fact_is_final").unwrap();
    raw.execute(
        "UPDATE fact SET kind = 'answers', at = ?1, day = ?2, body = ?3
         WHERE author = ?4 AND number = ?5",
        (&at, &day, &body, &team.code, number),
    )
    .unwrap();
    drop(raw);
    let findings = verdict(&path)["findings"].to_string();
    assert!(findings.contains("was to be deleted, and is still here"), "{findings}");
}

#[test]
fn a_coach_chooses_what_the_trainer_sees_from_then_on() {
    let world = World::new();
    let team = world.study();
    let coach = world.call("start", json!({}))["open"]["id"].as_str().unwrap().to_owned();
    world.sit(7.0);
    world.call("share", json!({ "practice": false, "lessons": true }));
    world.sit(5.0);
    let before = world.call("practice_log", json!({}))["sits"].clone();
    let sit = json!({ "practice": "body-scan", "day": "2026-01-15", "minutes": 20 });
    let after = world.call("report_sit", sit)["sits"].clone();
    let is_new =
        |sit: &&Value| !before.as_array().unwrap().iter().any(|one| one["id"] == sit["id"]);
    let entry = after.as_array().unwrap().iter().find(is_new).unwrap()["id"].clone();
    world.call("share", json!({ "practice": true, "lessons": true }));
    world.sit(3.0);
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let week = world.call("cohort", json!({}))["coaches"][0]["weeks"][0].clone();
    assert_eq!((&week["measured_minutes"], &week["reported_minutes"]), (&json!(10), &json!(0)));
    // A correction goes where its entry went: nowhere.
    world.unlock(&coach);
    world.call("remove_sit", json!({ "sit": entry }));
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    assert!(!facts_of(&world, &team.trainer, &team.code).contains("sit-removed"));
}
