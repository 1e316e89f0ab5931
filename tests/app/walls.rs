//! Who can read what is decided by keys, not by screens.

use std::fs;

use evenkeel_core::Code;
use evenkeel_core::ports::{KeyPair, Ports};
use serde_json::json;

use crate::world::{Team, World, everything_in, open_raw};

/// A study in which a coach with telling names and answers has handed everything in.
fn told() -> (World, Team) {
    let world = World::new();
    let team = world.study();
    world.call("set_supervisor", json!({ "name": "Dana Needle", "phone": "217-555-0142" }));
    world.sit(7.0);
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
    for person in [&team.trainer, &team.researcher] {
        world.unlock(person);
        world.call("collect", json!({}));
    }
    world.call("lock", json!({}));
    (world, team)
}

fn reader_of(world: &World, id: &str) -> KeyPair {
    let raw = open_raw(&world.ledger(id));
    let get = |name: &str| {
        raw.query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| row.get(0)).unwrap()
    };
    KeyPair { secret: get("reader/secret"), public: get("reader/public") }
}

#[test]
fn the_trainers_key_cannot_open_answers() {
    let (world, team) = told();
    let trainer = reader_of(&world, &team.trainer);
    let researcher = reader_of(&world, &team.researcher);
    let mut opened = 0;
    for file in fs::read_dir(world.letters("answers")).unwrap().flatten() {
        let bytes = fs::read(file.path()).unwrap();
        let courier = world.computer.courier();
        assert_eq!(courier.open(&bytes, &trainer).unwrap_err().code, Code::BadHandIn);
        opened += courier.open(&bytes, &researcher).unwrap().letter.records.len();
    }
    assert!(opened > 0, "the researcher’s key opens them");
}

#[test]
fn the_trainers_ledger_holds_no_answer() {
    let (world, team) = told();
    let text = everything_in(&world.ledger(&team.trainer));
    assert!(text.contains("measured_seconds"), "practice is there");
    assert!(!text.contains("\"answers\""), "no answers");
    assert!(!text.contains("\"scores\""), "no scores");
}

#[test]
fn the_researchers_ledger_holds_no_name() {
    let (world, team) = told();
    let text = everything_in(&world.ledger(&team.researcher));
    assert!(text.contains("\"scores\""), "answers are there");
    for name in ["Imani", "Needle", "Joan", "Dana", "555-0142", "Thursday"] {
        assert!(!text.contains(name), "the researcher’s ledger holds {name}");
    }
}

#[test]
fn an_invitation_holds_no_name_of_the_coach() {
    let (_world, team) = told();
    let text = fs::read_to_string(&team.invitation).unwrap();
    assert!(!text.contains("Imani") && !text.contains("Needle"));
    assert!(!team.invitation.contains("Imani") && !team.invitation.contains("Needle"));
}

#[test]
fn nothing_readable_lies_in_the_mailbox_or_in_the_ledgers() {
    let (world, team) = told();
    let mut needles =
        vec!["Imani", "Needle", "body-scan", "checkin", "measured_seconds", "burnout"];
    needles.push(&team.code);
    let mut files = Vec::new();
    for folder in ["mailbox", "data"] {
        collect_files(&world.folder.path().join(folder), &mut files);
    }
    let mut looked_at = 0;
    for file in files.iter().filter(|file| file.extension().is_none_or(|e| e != "keys")) {
        let bytes = fs::read(file).unwrap();
        looked_at += 1;
        for needle in &needles {
            let found = bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
            assert!(!found, "{} holds “{needle}” in plain text", file.display());
        }
        assert!(!bytes.starts_with(b"SQLite format 3"), "{} is not encrypted", file.display());
    }
    assert!(looked_at >= 5, "three ledgers and at least two hand-ins");
}

pub fn collect_files(folder: &std::path::Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            collect_files(&entry.path(), files);
        } else {
            files.push(entry.path());
        }
    }
}

#[test]
fn the_two_channels_share_no_key_no_name_and_no_id() {
    let (world, team) = told();
    let trainer = everything_in(&world.ledger(&team.trainer));
    let researcher = everything_in(&world.ledger(&team.researcher));
    let long_words = |text: &str| -> std::collections::BTreeSet<String> {
        text.split(|c: char| !c.is_ascii_hexdigit())
            .filter(|word| word.len() >= 32)
            .map(str::to_owned)
            .collect()
    };
    let study = fs::read_dir(world.folder.path().join("outbox"))
        .unwrap()
        .flatten()
        .find(|file| file.path().extension().is_some_and(|e| e == "evenkeel-study"))
        .unwrap();
    let public = fs::read_to_string(study.path()).unwrap();
    for word in long_words(&trainer).intersection(&long_words(&researcher)) {
        // The study file is in both by design: the trainer passes it on.
        assert!(public.contains(word), "{word} joins the two channels");
    }
}
