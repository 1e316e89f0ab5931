//! Backups: made by themselves, verified, thinned, and brought back without losing what they replace.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, TimeDelta};
use evenkeel_core::people::{self, open_at};
use evenkeel_core::store::backup::{Snapshot, archive::Archive, finish_daily, folder_of, list};
use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World};

fn backups(world: &World, id: &str) -> Vec<Value> {
    world.call("backups", json!({ "id": id }))["backups"].as_array().unwrap().clone()
}

/// A coach with a backup, who then sat twice more on two days.
fn with_a_backup() -> (World, String, String) {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    world.call("back_up_now", json!({}));
    let name = backups(&world, &renee)[0]["name"].as_str().unwrap().to_owned();
    for _ in 0..2 {
        world.days_later(1);
        world.sit(4.0);
    }
    (world, renee, name)
}

fn sits(world: &World) -> usize {
    world.call("practice_log", json!({}))["sits"].as_array().unwrap().len()
}

fn facts(ledger: &Path) -> u64 {
    let verdict = open_at(ledger, Some(PASSPHRASE)).unwrap().1.verify().unwrap();
    assert!(verdict.ok, "{:?}", verdict.findings);
    verdict.facts
}

#[test]
fn locking_makes_one_backup_a_day_and_none_when_nothing_happened() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    for _ in 0..3 {
        world.sit(3.0);
        world.call("lock", json!({}));
        world.unlock(&renee);
    }
    assert_eq!(backups(&world, &renee).len(), 1);
    world.days_later(1);
    world.call("lock", json!({}));
    assert_eq!(backups(&world, &renee).len(), 2, "the sits after the first are in the second");
    world.days_later(1);
    world.unlock(&renee);
    world.call("lock", json!({}));
    assert_eq!(backups(&world, &renee).len(), 2, "nothing new");
    assert_eq!(backups(&world, &renee)[0]["reason"], "daily");
}

#[test]
fn old_backups_are_thinned_to_days_weeks_and_months() {
    let world = World::new();
    let renee = world.open_new(json!({ "name": "Renee", "role": "coach", "passphrase": null,
                                       "invitation": null }));
    for _ in 0..400 {
        world.days_later(1);
        world.call("lock_after", json!({ "minutes": 9 }));
        world.call("lock", json!({}));
        world.call("unlock", json!({ "id": renee, "passphrase": null }));
    }
    let days: Vec<NaiveDate> = backups(&world, &renee)
        .iter()
        .map(|line| line["made_at"].as_str().unwrap()[..10].parse().unwrap())
        .collect();
    assert!((20..=26).contains(&days.len()), "{} stay", days.len());
    let last = days[0];
    for back in 0..7 {
        assert!(days.contains(&(last - TimeDelta::days(back))), "{back} days back");
    }
    assert!(*days.last().unwrap() < last - TimeDelta::days(300), "a year back");
}

#[test]
fn a_clock_a_year_ahead_for_a_day_costs_no_backup_that_matters() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let day = |ahead: i64| {
        world.days_later(1);
        *world.computer.wrong_by.lock().unwrap() = TimeDelta::days(ahead);
        world.unlock(&renee);
        world.sit(3.0);
        world.call("lock", json!({}));
    };
    for ahead in [0, 0, 0, 365, 0, 0, -365, 0] {
        day(ahead);
    }
    let of_this_year = backups(&world, &renee)
        .iter()
        .filter(|line| line["made_at"].as_str().unwrap().starts_with("2026-01"))
        .count();
    assert!(of_this_year >= 6, "{:?}", backups(&world, &renee));
}

#[test]
fn two_backups_begun_in_the_same_second_are_both_made() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    world.call("lock", json!({}));
    fs::remove_dir_all(folder_of(&world.ledger(&renee))).unwrap();
    let (_, ledger) = open_at(&world.ledger(&renee), Some(PASSPHRASE)).unwrap();
    let begin = || Snapshot::daily(&*world.computer, &ledger).unwrap();
    let (at_opening, at_closing) = (begin(), begin());
    let made = [at_opening, at_closing].map(|begun| finish_daily(begun).unwrap().unwrap());
    assert!(made.iter().all(|file| file.is_file()) && made[0] != made[1], "{made:?}");
}

#[test]
fn a_backup_is_sealed_and_says_nothing_to_strangers() {
    let world = World::new();
    let renee = world.open_new(json!({ "name": "Needle Nightingale", "role": "coach",
                                       "passphrase": PASSPHRASE, "invitation": null }));
    world.sit(3.0);
    world.call("back_up_now", json!({}));
    let path = list(&world.ledger(&renee)).unwrap()[0].path.clone();
    let bytes = fs::read(path).unwrap();
    for needle in ["Needle", "Nightingale", "body-scan", "SQLite format 3", PASSPHRASE] {
        assert!(!bytes.windows(needle.len()).any(|part| part == needle.as_bytes()), "{needle}");
    }
}

#[test]
fn what_a_restore_would_change_is_said_first_and_nothing_is_touched() {
    let (world, renee, name) = with_a_backup();
    let input = json!({ "id": renee, "backup": name, "passphrase": null });
    let preview = world.call("preview_restore", input.clone());
    assert_eq!(preview["lost"]["sits"], 2);
    assert_eq!(preview["lost"]["days"], json!(["2026-01-16", "2026-01-17"]));
    assert_eq!((&preview["gained"]["facts"], &preview["readable"]), (&json!(0), &json!(true)));
    assert_eq!(sits(&world), 3, "still open, still all there");
    world.call("lock", json!({}));
    let locked = json!({ "id": renee, "backup": name, "passphrase": PASSPHRASE });
    assert_eq!(world.call("preview_restore", locked)["lost"]["sits"], 2, "at the door as well");
    assert_eq!(world.refused("preview_restore", input).0, "wrong-passphrase");
    assert_eq!(list(&world.ledger(&renee)).unwrap().len(), 2);
}

#[test]
fn a_restore_brings_back_the_backup_and_keeps_what_it_replaced() {
    let (world, renee, name) = with_a_backup();
    let input = json!({ "id": renee, "backup": name, "passphrase": null });
    let restored = world.call("restore", input);
    assert_eq!(restored["start"]["open"], Value::Null, "locked");
    world.unlock(&renee);
    assert_eq!(sits(&world), 1);
    // And back again: nothing was ever lost.
    let kept = PathBuf::from(restored["kept"].as_str().unwrap());
    let kept = kept.file_name().unwrap().to_str().unwrap();
    let back = json!({ "id": renee, "backup": kept, "passphrase": null });
    assert_eq!(world.call("preview_restore", back.clone())["gained"]["sits"], 2);
    world.call("restore", back);
    world.unlock(&renee);
    assert_eq!(sits(&world), 3);
    world.call("lock", json!({}));
    let (_, ledger) = open_at(&world.ledger(&renee), Some(PASSPHRASE)).unwrap();
    assert!(ledger.verify().unwrap().ok);
    assert_eq!(ledger.facts("restored", "me").unwrap().len(), 1);
}

#[test]
fn a_passphrase_changed_since_the_backup_stays_changed() {
    let (world, renee, name) = with_a_backup();
    let new = "another four quiet words";
    world.call("change_passphrase", json!({ "current": PASSPHRASE, "new": new }));
    world.call("restore", json!({ "id": renee, "backup": name, "passphrase": null }));
    assert_eq!(
        world.refused("unlock", json!({ "id": renee, "passphrase": PASSPHRASE })).0,
        "wrong-passphrase"
    );
    world.call("unlock", json!({ "id": renee, "passphrase": new }));
    assert_eq!(sits(&world), 1);
}

#[test]
fn a_forgotten_new_passphrase_can_be_undone_with_the_backup_and_the_old_one() {
    let (world, renee, name) = with_a_backup();
    let new = "another four quiet words";
    world.call("change_passphrase", json!({ "current": PASSPHRASE, "new": new }));
    world.call("lock", json!({}));
    world.call("restore", json!({ "id": renee, "backup": name, "passphrase": PASSPHRASE }));
    world.unlock(&renee);
    assert_eq!(sits(&world), 1);
}

#[test]
fn a_ledger_that_cannot_be_read_any_more_is_brought_back_and_its_files_kept() {
    for broken in ["ledger", "keys", "both gone"] {
        let (world, renee, name) = with_a_backup();
        world.call("lock", json!({}));
        let path = world.ledger(&renee);
        let keys = path.with_extension("evenkeel.keys");
        match broken {
            "ledger" => fs::write(&path, b"only noise is left").unwrap(),
            "keys" => fs::write(&keys, b"{").unwrap(),
            _ => {
                fs::remove_file(&path).unwrap();
                fs::remove_file(&keys).unwrap();
            }
        }
        let file = folder_of(&path).join(&name);
        let access = people::restore::Access::Words(Some(PASSPHRASE));
        let preview = people::restore::preview(&*world.computer, &path, &file, access).unwrap();
        let restored = people::restore::restore(&*world.computer, &path, &file, access).unwrap();
        assert_eq!(restored.changed, preview, "{broken}");
        assert_eq!(preview.readable, broken == "keys", "{broken}");
        if broken == "ledger" {
            let kept = restored.kept.unwrap().join(path.file_name().unwrap());
            assert_eq!(fs::read(kept).unwrap(), b"only noise is left");
        }
        assert_eq!(facts(&path), 3, "{broken}");
    }
}

#[test]
fn a_backup_of_somebody_else_is_refused() {
    let (world, renee, name) = with_a_backup();
    let theirs = folder_of(&world.ledger(&renee)).join(name);
    let ben = world.person("Ben", "coach");
    world.sit(9.0);
    let input =
        json!({ "id": ben, "backup": theirs.display().to_string(), "passphrase": PASSPHRASE });
    for command in ["preview_restore", "restore"] {
        assert!(world.refused(command, input.clone()).1.contains("another ledger"));
    }
    world.call("lock", json!({}));
    assert_eq!(world.refused("restore", input).0, "refused");
    world.unlock(&ben);
    assert_eq!(sits(&world), 1);
}

#[test]
fn a_damaged_backup_is_refused_wherever_the_damage_is() {
    let (world, renee, name) = with_a_backup();
    world.call("lock", json!({}));
    let path = world.ledger(&renee);
    let file = folder_of(&path).join(&name);
    let good = fs::read(&file).unwrap();
    let before = fs::read(&path).unwrap();
    let access = people::restore::Access::Words(Some(PASSPHRASE));
    let header = good.len() - Archive::open(&file).unwrap().bytes() as usize;
    assert_eq!(header, 0, "the file ends where it says");
    let tries = (0..good.len()).step_by(good.len() / 40);
    for at in tries {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        fs::write(&file, &bad).unwrap();
        let refused = people::restore::restore(&*world.computer, &path, &file, access);
        assert!(refused.is_err(), "byte {at} went unnoticed");
        fs::write(&file, &good[..at]).unwrap();
        let refused = people::restore::restore(&*world.computer, &path, &file, access);
        assert!(refused.is_err(), "cut to {at} went unnoticed");
    }
    assert_eq!(fs::read(&path).unwrap(), before);
    let mut names: Vec<_> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name.contains("restoring"))
        .collect();
    names.sort();
    assert!(names.is_empty(), "left behind: {names:?}");
}

#[test]
fn everything_moves_to_another_computer_in_one_file() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    let file = world.call("save_for_moving", json!({ "folder": world.path("outbox") }));
    let again = world.call("save_for_moving", json!({ "folder": world.path("outbox") }));
    assert_ne!(file, again, "nothing is overwritten");
    let input = json!({ "path": file, "passphrase": PASSPHRASE });
    assert_eq!(world.call("preview_moving", input.clone())["here_already"], true);
    assert!(world.refused("bring_in", input.clone()).1.contains("on this computer already"));

    let other = World::new();
    let wrong = json!({ "path": file, "passphrase": "not this one" });
    assert_eq!(other.refused("bring_in", wrong).0, "wrong-passphrase");
    let preview = other.call("preview_moving", input.clone());
    assert_eq!((&preview["name"], &preview["here_already"]), (&json!("Renee"), &json!(false)));
    assert_eq!(other.call("start", json!({}))["people"], json!([]), "a look brings nobody in");
    let start = other.call("bring_in", input);
    assert_eq!((&start["open"]["name"], &start["open"]["id"]), (&json!("Renee"), &json!(renee)));
    assert_eq!(sits(&other), 1);
    other.sit(5.0);
    other.call("lock", json!({}));
    other.unlock(&renee);
    assert_eq!(sits(&other), 2);
}

#[test]
fn what_opens_without_a_passphrase_travels_with_one() {
    let world = World::new();
    world.open_new(json!({ "name": "Renee", "role": "coach", "passphrase": null,
                           "invitation": null }));
    let folder = world.path("outbox");
    let refused = world.refused("save_for_moving", json!({ "folder": folder }));
    assert!(refused.1.contains("Choose a passphrase for the file"), "{}", refused.1);
    let words = json!({ "folder": folder, "passphrase": PASSPHRASE });
    let file = world.call("save_for_moving", words);
    let other = World::new();
    let open = json!({ "path": file, "passphrase": null });
    assert_eq!(other.refused("bring_in", open).0, "wrong-passphrase");
    other.call("bring_in", json!({ "path": file, "passphrase": PASSPHRASE }));
}

#[test]
fn a_full_disk_or_a_closed_folder_keeps_nobody_from_locking_and_is_told() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    // A file stands where the folder should be.
    fs::write(folder_of(&world.ledger(&renee)), b"").unwrap();
    assert_eq!(world.refused("back_up_now", json!({})).0, "fault");
    world.call("lock", json!({}));
    fs::remove_file(folder_of(&world.ledger(&renee))).unwrap();
    let told = world.call("backups", json!({ "id": renee }));
    assert_ne!(told["trouble"], Value::Null);
    world.unlock(&renee);
    world.call("back_up_now", json!({}));
    assert_eq!(world.call("backups", json!({ "id": renee }))["trouble"], Value::Null);
    assert_eq!(sits(&world), 1);
}

#[test]
fn a_migration_leaves_the_ledger_as_it_was_before_beside_it() {
    let world = World::new();
    let (_folder, path) = super::released("1");
    let before = 142;
    let (_, ledger) = open_at(&path, Some("sample")).unwrap();
    ledger.close().unwrap();
    let copy = folder_of(&path).join("before-version-2.evenkeel-backup");
    let access = people::restore::Access::Words(Some("sample"));
    let preview = people::restore::preview(&*world.computer, &path, &copy, access).unwrap();
    assert_eq!((preview.facts, preview.lost.facts, preview.gained.facts), (before, 0, 0));
    // The copy is still in the old form: bringing it back migrates it again.
    people::restore::restore(&*world.computer, &path, &copy, access).unwrap();
    let verdict = open_at(&path, Some("sample")).unwrap().1.verify().unwrap();
    assert!(verdict.ok, "{:?}", verdict.findings);
    // Two more: that it was brought back, and that this computer's clock stands elsewhere.
    assert_eq!(verdict.facts, u64::from(before) + 2);
}

#[test]
fn somebody_whose_files_are_gone_stands_at_the_door_and_is_brought_back_there() {
    for gone in ["evenkeel", "evenkeel.keys", "both"] {
        let (world, renee, name) = with_a_backup();
        world.call("lock", json!({}));
        let path = world.ledger(&renee);
        for ending in
            ["evenkeel", "evenkeel.keys"].iter().filter(|it| gone == "both" || **it == gone)
        {
            fs::remove_file(path.with_extension(ending)).unwrap();
        }
        let listed = world.call("start", json!({}))["people"][0].clone();
        assert_eq!((&listed["id"], &listed["damaged"]), (&json!(renee), &json!(true)), "{gone}");
        let known = if gone == "evenkeel" { "Renee" } else { "" };
        assert_eq!(listed["name"], known, "{gone}");
        let refused = world.refused("unlock", json!({ "id": renee, "passphrase": null }));
        assert!(["missing-keys", "not-found"].contains(&refused.0.as_str()), "{refused:?}");

        let input = json!({ "id": renee, "backup": name, "passphrase": PASSPHRASE });
        world.call("preview_restore", input.clone());
        let start = world.call("restore", input)["start"].clone();
        assert_eq!(start["people"][0]["name"], "Renee", "{gone}");
        assert_eq!(start["people"][0]["damaged"], false, "{gone}");
        world.unlock(&renee);
        assert_eq!(sits(&world), 1, "{gone}");
    }
}

#[test]
fn a_backup_that_could_not_be_made_is_told_to_whom_it_concerns_and_to_nobody_else() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.sit(3.0);
    fs::write(folder_of(&world.ledger(&renee)), b"").unwrap();
    world.call("lock", json!({}));
    let unsaved = || world.call("awake", json!({ "moved": false }))["unsaved"].clone();
    assert_eq!(unsaved(), false, "nobody is here");
    world.person("Ben", "coach");
    assert_eq!(unsaved(), false, "it was not Ben’s");
    world.call("lock", json!({}));
    world.unlock(&renee);
    let told = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        unsaved() == true
    });
    assert!(told, "it is tried again, and told again");
}

#[test]
fn a_ledger_that_opens_and_is_not_what_was_written_can_still_be_replaced() {
    for damage in ["a fact changed behind its back", "a page in the middle"] {
        let (world, renee, name) = with_a_backup();
        world.call("lock", json!({}));
        let path = world.ledger(&renee);
        if damage.starts_with("a fact") {
            crate::world::open_raw(&path)
                .execute_batch("DROP TRIGGER fact_is_final; UPDATE fact SET day = '2020-01-01'")
                .unwrap();
        } else {
            let mut bytes = fs::read(&path).unwrap();
            let middle = bytes.len() / 2 / 4096 * 4096;
            bytes[middle..middle + 4096].fill(7);
            fs::write(&path, bytes).unwrap();
        }
        let damaged = fs::read(&path).unwrap();
        let input = json!({ "id": renee, "backup": name, "passphrase": PASSPHRASE });
        world.call("preview_restore", input.clone());
        let restored = world.call("restore", input);
        let kept = PathBuf::from(restored["kept"].as_str().unwrap());
        assert_eq!(fs::read(kept.join(path.file_name().unwrap())).unwrap(), damaged, "{damage}");
        world.unlock(&renee);
        assert_eq!(sits(&world), 1, "{damage}");
    }
}
