//! Words that people typed lie nowhere but where they belong.
//!
//! Unique words go in everywhere a person can type; the whole program is used; then every file it
//! left is read, while it runs and after, and what it said to the log and to the system.

use std::fs;
use std::path::{Path, PathBuf};

use evenkeel_core::api;
use serde_json::{Value, json};

use super::haystack::{Haystack, holds};
use crate::world::World;

const PASSPHRASE: &str = "needlepassphrase quiet words";
const NEW_PASSPHRASE: &str = "needlechanged quiet words";
const JOURNAL: &str = "needlejournal rain on the roof";
const DRAFT: &str = "needledraft a good pear";
const SUPERVISOR: &str = "needlesupervisor Dana";
const ROSTERED: &str = "Needleroster Imani";
const OWN_NAME: &str = "Needleown Renee";
const SEARCHED: &str = "needlesearched jaw";
const HARD: &str = "needlehard an old picture";
const CALL: &str = "needlecall after six";
const AGENDA: &str = "needleagenda the night at bed 11";
const COMMENT: &str = "needlecomment in the church hall";
const REASON: &str = "needlereason wrong evening";
const TICKED: &str = "needleticked warm water";
const SIT: &str = "needlesit evenings";
const LOOKED_OVER: &str = "needlelooked Denise";

/// What a coach finds again in their own tables, when they ask for them.
const OWN: [&str; 9] = [JOURNAL, HARD, CALL, AGENDA, COMMENT, REASON, TICKED, SUPERVISOR, SIT];

/// Uses the whole program with telling words. Gives the recovery code.
fn use_everything(world: &World, seen: &mut Vec<Haystack>) -> String {
    let mailbox = world.path("mailbox");
    let outbox = world.path("outbox");
    let new = |name: &str, role: &str, invitation: Value| {
        world.open_new(json!({ "name": name, "role": role, "passphrase": PASSPHRASE,
                               "invitation": invitation }))
    };
    let unlock = |id: &str, words: &str| {
        world.call("unlock", json!({ "id": id, "passphrase": words }));
    };
    let researcher = new("Rosa", "researcher", Value::Null);
    world.call("create_study", json!({ "name": "Coaches 2026", "mailbox": mailbox }));
    let study = world.call("save_study_file", json!({ "path": outbox }));
    let trainer = new("Joan", "trainer", Value::Null);
    world.call(
        "create_cohort",
        json!({ "name": "Thursday", "starts_on": "2026-01-15", "mailbox": mailbox,
                "study_file": study }),
    );
    let invite = json!({ "name": ROSTERED, "arm": "course", "folder": outbox });
    let invitation = world.call("invite", invite)["path"].clone();
    let coach = new(OWN_NAME, "coach", invitation);

    world.call("set_supervisor", json!({ "name": SUPERVISOR, "phone": "217-555-0142" }));
    let entry = |text: &str| {
        json!({ "exercise": "pleasant-calendar", "entry": null, "day": "2026-01-15",
                "fields": { "happened": text } })
    };
    world.call("keep_entry", entry(JOURNAL));
    world.call("keep_draft", entry(DRAFT));
    world.call("search", json!({ "words": SEARCHED }));
    write_everywhere(world);
    world.sit(5.0);
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
    seen.push(Haystack::of(world.folder.path()));

    let drawn = world.call("draw_recovery_code", json!({ "current": PASSPHRASE }));
    let groups: Vec<&str> =
        drawn["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    let typed: Vec<&str> = drawn["ask"]
        .as_array()
        .unwrap()
        .iter()
        .map(|at| groups[at.as_u64().unwrap() as usize - 1])
        .collect();
    world.call("confirm_recovery_code", json!({ "groups": typed }));
    let change = json!({ "current": PASSPHRASE, "new": NEW_PASSPHRASE });
    world.call("change_passphrase", change);
    world.call("back_up_now", json!({}));
    let moved = world.call("save_for_moving", json!({ "folder": outbox }));
    seen.push(Haystack::of(world.folder.path()));
    world.call("preview_moving", json!({ "path": moved, "passphrase": NEW_PASSPHRASE }));
    let backup = world.call("backups", json!({ "id": coach }))["backups"][0]["name"].clone();
    world.call("keep_entry", entry(JOURNAL));
    let restore = json!({ "id": coach, "backup": backup, "passphrase": null });
    world.call("restore", restore);
    seen.push(Haystack::of(world.folder.path()));

    for person in [&trainer, &researcher] {
        unlock(person, PASSPHRASE);
        world.call("collect", json!({}));
    }
    world.call("export", json!({ "path": world.path("export") }));
    unlock(&coach, groups.join(" ").as_str());
    world.call("save_own_data", json!({ "path": world.path("own") }));
    world.call("save_calendar", json!({ "path": world.path("days.ics") }));
    seen.push(Haystack::of(world.folder.path()));
    world.call("lock", json!({}));
    seen.push(Haystack::of(world.folder.path()));
    groups.join("-")
}

/// Writes wherever else a coach can, then looks at every page that asks for nothing.
fn write_everywhere(world: &World) {
    let how = json!({ "unpleasant": true, "affected_day": false, "lasted": true });
    world.call(
        "note_hard",
        json!({ "day": "2026-01-15", "practice": "body-scan", "note": HARD, "how": how,
                "tell_trainer": true }),
    );
    world.call("please_call", json!({ "note": CALL }));
    world.call("look_over", json!({ "text": LOOKED_OVER }));
    world.call("keep_agenda", json!({ "lines": [AGENDA] }));
    let log = world.call(
        "report_sit",
        json!({ "practice": "group", "day": "2026-01-15", "minutes": 20, "obstacles": [],
                "comment": COMMENT }),
    );
    world.call(
        "change_sit",
        json!({ "sit": log["sits"][0]["id"], "practice": "body-scan", "day": "2026-01-15",
                "minutes": 15, "reason": REASON }),
    );
    let tick = json!({ "informal": "routine", "day": "2026-01-15", "word": TICKED });
    world.call("tick_informal", tick);
    let own = json!({ "id": "", "title": SIT, "delay_seconds": 0, "bowl": "small", "strokes": 1,
                      "segments": [{ "title": SIT, "minutes": 9 }] });
    world.call("keep_own_sit", own);
    for page in api::NAMES.iter().filter(|name| !["lock", "restore"].contains(name)) {
        // Those that want more than nothing say so.
        let _ = api::call(&world.app, page, json!({}));
    }
}

#[test]
fn words_that_people_typed_lie_nowhere_but_where_they_belong() {
    let world = World::new();
    let mut seen = Vec::new();
    let code = use_everything(&world, &mut seen);
    let recovery = code.split('-').next().unwrap().to_owned();
    for haystack in &seen {
        for needle in
            [PASSPHRASE, NEW_PASSPHRASE, DRAFT, ROSTERED, SEARCHED, LOOKED_OVER, &code, "SQLite"]
        {
            assert_eq!(haystack.with(needle), Vec::<&Path>::new(), "{needle}");
        }
        // In the clear where the coach asked for their own tables, and nowhere else.
        for needle in OWN.iter().chain(&["began_at", "measured_seconds"]) {
            let strange = |path: &&Path| !path.starts_with(world.path("own"));
            let found: Vec<&Path> = haystack.with(needle).into_iter().filter(strange).collect();
            assert_eq!(found, Vec::<&Path>::new(), "{needle}");
        }
        // What this computer calls somebody is in the key file beside the ledger, and only there.
        for path in haystack.with(OWN_NAME) {
            assert!(path.extension().is_some_and(|ending| ending == "keys"), "{}", path.display());
        }
    }
    let at_last = seen.last().unwrap();
    for needle in OWN {
        assert!(!at_last.with(needle).is_empty(), "{needle} was never written down");
    }
    for file in ["environ", "cmdline"] {
        let own = fs::read(Path::new("/proc/self").join(file)).unwrap_or_default();
        assert!(!holds(&own, PASSPHRASE) && !holds(&own, &recovery), "{file}");
    }
    let temporary = fs::read_dir(std::env::temp_dir()).unwrap().flatten();
    let small = |path: &PathBuf| path.metadata().is_ok_and(|m| m.is_file() && m.len() < 1 << 24);
    for path in temporary.map(|entry| entry.path()).filter(small) {
        let bytes = fs::read(&path).unwrap_or_default();
        assert!(!holds(&bytes, JOURNAL) && !holds(&bytes, PASSPHRASE), "{}", path.display());
    }
}

/// What goes to the log is an error's code and detail.
#[test]
fn what_goes_wrong_is_logged_without_the_words_it_was_about() {
    let world = World::new();
    let coach = world.person("Renee", "coach");
    let needle = "needlewords of mine";
    let shapes = [
        json!(needle),
        json!([needle]),
        json!({ "id": needle, "passphrase": needle }),
        json!({ "id": coach, "passphrase": needle }),
        json!({ "id": coach, "passphrase": [needle] }),
        json!({ "current": needle, "new": needle }),
        json!({ "current": needle }),
        json!({ "current": needle, "on": needle }),
        json!({ "groups": [needle, needle] }),
        json!({ "minutes": needle }),
        json!({ "name": needle, "role": needle, "passphrase": needle, "invitation": null }),
        json!({ "name": needle.repeat(9), "role": "coach", "passphrase": needle,
                "invitation": null }),
        json!({ "name": "", "role": "coach", "passphrase": needle, "invitation": null }),
        json!({ "exercise": "pleasant-calendar", "entry": null, "day": needle, "fields": {} }),
        json!({ "exercise": "pleasant-calendar", "entry": null, "day": "2026-01-15",
                "fields": { "happened": [needle] } }),
        json!({ "exercise": "pleasant-calendar", "entry": needle, "day": "2026-01-15",
                "fields": { "happened": needle } }),
        json!({ "exercise": "pleasant-calendar", "entry": null, "day": "2027-01-15",
                "fields": { "happened": needle } }),
        json!({ "wave": "baseline", "instrument": "checkin", "number": 1, "answer": needle,
                "ms": 5 }),
        json!({ "name": needle, "phone": [needle] }),
        json!({ "words": [needle] }),
        json!({ "path": needle }),
        json!({ "path": format!("/nowhere/{needle}") }),
        json!({ "folder": format!("/nowhere/{needle}"), "passphrase": needle }),
        json!({ "id": coach, "backup": format!("/nowhere/{needle}"), "passphrase": needle }),
        json!({ "sit": needle }),
        json!({ "note": [needle] }),
    ];
    let mut errors = 0;
    for name in api::NAMES.iter().filter(|name| **name != "open_sample") {
        for shape in &shapes {
            if let Err(error) = api::call(&world.app, name, shape.clone()) {
                errors += 1;
                let line = format!("{name}: {}", error.for_log());
                assert!(!holds(line.as_bytes(), needle), "{line}");
            }
        }
    }
    assert!(errors > 500, "{errors}");
}
