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
    let get = |name: &str| -> String {
        raw.query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| row.get(0)).unwrap()
    };
    KeyPair { secret: get("reader/secret").into(), public: get("reader/public") }
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

/// What lies in the mailbox, opened with the one key that opens it: every record as it was sealed.
fn opened(world: &World, folder: &str, key: &KeyPair) -> Vec<(String, Vec<u8>)> {
    let mut records = Vec::new();
    for file in fs::read_dir(world.letters(folder)).unwrap().flatten() {
        let bytes = fs::read(file.path()).unwrap();
        let opened = world.computer.courier().open(&bytes, key).unwrap();
        records.extend(opened.letter.records.into_iter().map(|record| {
            let bytes = format!("{} {} {} {}", record.id, record.kind, record.at, record.body);
            (record.kind, bytes.into_bytes())
        }));
    }
    records
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
}

/// Writes into everything a coach can write in for themselves. Each word of it is a splinter.
fn write_everywhere(world: &World) -> usize {
    let mut written = 0;
    let mut splinter = || {
        written += 1;
        format!("Splinter{written:03}é")
    };
    for line in world.call("journal", json!({})).as_array().unwrap() {
        let id = &line["id"];
        let view = world.call("exercise", json!({ "exercise": id }));
        let fields = view["exercise"]["fields"].as_array().unwrap().iter();
        let words: serde_json::Map<String, serde_json::Value> = fields
            .filter(|field| ["line", "text", "list"].contains(&field["kind"].as_str().unwrap()))
            .map(|field| (field["id"].as_str().unwrap().to_owned(), json!(splinter())))
            .collect();
        if !words.is_empty() {
            let entry =
                json!({ "exercise": id, "entry": null, "day": "2026-01-15", "fields": words });
            world.call("keep_entry", entry);
        }
    }
    let draft = json!({ "exercise": "reflection", "entry": null, "day": "2026-01-15",
                        "fields": { "text": splinter() } });
    world.call("keep_draft", draft);
    let sit = json!({ "practice": "walking", "day": "2026-01-15", "minutes": 12,
                      "obstacles": ["strong-feeling"], "comment": splinter() });
    let id = world.call("report_sit", sit)["sits"][0]["id"].clone();
    let change = json!({ "sit": id, "practice": "walking", "day": "2026-01-15", "minutes": 15,
                         "reason": splinter() });
    world.call("change_sit", change);
    let tick = json!({ "informal": "routine", "day": "2026-01-15", "word": splinter() });
    world.call("tick_informal", tick);
    world.call("keep_agenda", json!({ "lines": [splinter()] }));
    world.call("set_supervisor", json!({ "name": splinter(), "phone": "217-555-0142" }));
    let hard = json!({ "day": "2026-01-15", "practice": "body-scan", "note": splinter(),
                       "how": { "unpleasant": true, "affected_day": true, "lasted": true },
                       "tell_trainer": true });
    world.call("note_hard", hard);
    written
}

#[test]
fn no_byte_of_what_a_coach_writes_for_themselves_is_in_a_hand_in() {
    let world = World::new();
    let team = world.study();
    let written = write_everywhere(&world);
    assert!(written > 60, "only {written} places to write in were found");
    world.call("please_call", json!({ "note": "MeantForTheTrainer" }));
    world.sit(7.0);
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
    let coach = world.call("start", json!({}))["open"]["id"].as_str().unwrap().to_owned();
    world.call("lock", json!({}));

    let own = everything_in(&world.ledger(&coach));
    for number in 1..=written {
        assert!(own.contains(&format!("Splinter{number:03}é")), "splinter {number} was not kept");
    }
    let progress = opened(&world, "progress", &reader_of(&world, &team.trainer));
    let answers = opened(&world, "answers", &reader_of(&world, &team.researcher));
    let (mut meant, mut kinds) = (0, std::collections::BTreeSet::new());
    for (kind, bytes) in progress.iter().chain(&answers) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!holds(bytes, "Splinter"), "a hand-in holds private words: {text}");
        assert!(!holds(bytes, "strong-feeling"), "a hand-in holds what was in the way: {text}");
        meant += usize::from(holds(bytes, "MeantForTheTrainer"));
        kinds.insert(kind.as_str());
    }
    assert_eq!(meant, 1, "what is meant for the trainer is found this way");
    assert!(
        !kinds.iter().any(|kind| kind.contains("journal") || kind.contains("tick")),
        "{kinds:?}"
    );
}
