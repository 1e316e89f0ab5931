//! Hours and certificates: what counts, what is issued, and what a check shows.

use std::fs;
use std::path::Path;

use evenkeel_core::hours::certificate::{Read, Signed, read};
use serde_json::{Value, json};

use crate::world::{Team, World, everything_in};

/// A cohort on the evening of its last class, its one coach practiced and came to everything.
fn taken() -> (World, Team) {
    let world = World::new();
    let team = world.study();
    for week in 0..8 {
        world.at(&format!(
            "2026-{}T19:00",
            ["01-15", "01-22", "01-29", "02-05", "02-12", "02-19", "02-26", "03-05"][week]
        ));
        for _ in 0..8 {
            world.sit(10.0);
        }
    }
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    (world, team)
}

fn attend(world: &World, team: &Team, weeks: std::ops::RangeInclusive<u32>, how: &str) {
    for week in weeks {
        world.attended(&team.code, week, how);
    }
}

fn issue(world: &World, team: &Team, folder: &str) -> (String, Value) {
    let input = json!({ "codes": [team.code], "folder": world.path(folder) });
    let issued = world.call("issue_certificates", input);
    let file = issued["files"][0].as_str().unwrap().to_owned();
    (file, issued["view"]["coaches"][0]["certificates"].clone())
}

/// The code in a file, as `evenkeelctl verify` finds it.
fn code_in(file: &str) -> String {
    let text = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
    let at = text.find("EVK1").expect("a code in the file");
    text[at..].chars().take_while(char::is_ascii_alphanumeric).collect()
}

fn check(world: &World, code: &str) -> Value {
    world.call("check_certificate", json!({ "code": code, "key": "" }))
}

#[test]
fn a_trainer_issues_anybody_verifies_and_a_change_is_refused() {
    let (world, team) = taken();
    attend(&world, &team, 1..=6, "came");
    attend(&world, &team, 7..=7, "made-up");
    let (file, certificates) = issue(&world, &team, "out");
    assert!(file.ends_with(".pdf") && file.contains("Certificate Imani Needle "), "{file}");
    assert_eq!(certificates[0]["standing"]["kind"], "stands");
    let code = code_in(&file);

    assert_eq!(check(&world, &code)["here"]["kind"], "stands");
    world.call("lock", json!({}));
    let held = check(&world, &code);
    assert_eq!(held["outcome"], "holds", "at the door, with no ledger open");
    assert_eq!(held["here"], Value::Null);
    let statement = &held["statement"];
    assert_eq!(statement["name"], "Imani Needle");
    assert_eq!(statement["says"], "completed");
    assert_eq!(statement["trainer"], "Joan Trainer");
    assert_eq!(statement["classes"], 7);
    assert_eq!(
        statement["hours"][0],
        json!({ "kind": "course", "minutes": 1050,
        "reported_minutes": 0, "least_minutes": 900 })
    );
    assert_eq!(statement["hours"][1]["minutes"], 640);

    let mut changed = code.clone().into_bytes();
    let middle = changed.len() / 2;
    changed[middle] = if changed[middle] == b'7' { b'8' } else { b'7' };
    let changed = String::from_utf8(changed).unwrap();
    assert_eq!(check(&world, &changed)["outcome"], "changed");
}

#[test]
fn every_letter_of_a_code_counts_and_so_does_every_field_of_what_it_states() {
    let (world, team) = taken();
    attend(&world, &team, 1..=8, "came");
    let code = code_in(&issue(&world, &team, "out").0);
    for at in 4..code.len() {
        let mut changed = code.clone().into_bytes();
        changed[at] = if changed[at] == b'Z' { b'0' } else { b'Z' };
        let changed = String::from_utf8(changed).unwrap();
        let outcome = check(&world, &changed)["outcome"].as_str().unwrap().to_owned();
        assert!(outcome == "changed" || (at < 8 && outcome == "short"), "letter {at}: {outcome}");
    }

    let Read::Whole(signed) = read(&code) else { panic!("{code}") };
    let fields: Vec<Value> = serde_json::from_str(&signed.text).unwrap();
    let others = [
        json!("0000-0000"),
        json!("attended"),
        json!("Somebody Else"),
        json!("Another course"),
        json!(["2026-01-15", "2026-03-12"]),
        json!([8, 9]),
        json!([["course", 1201, 0, 900]]),
        json!("course-hours 2"),
        json!(["Joan Trainer", "Some agency"]),
        json!("2026-03-06"),
    ];
    assert_eq!(fields.len(), others.len());
    for (at, other) in others.into_iter().enumerate() {
        let mut fields = fields.clone();
        assert_ne!(fields[at], other, "this changes nothing");
        fields[at] = other;
        let forged = Signed { text: serde_json::to_string(&fields).unwrap(), ..signed.clone() };
        assert_eq!(check(&world, &forged.code().unwrap())["outcome"], "changed", "field {at}");
    }
    let other_key = Signed { signer: "11".repeat(32), ..signed.clone() };
    assert_eq!(check(&world, &other_key.code().unwrap())["outcome"], "changed");
}

#[test]
fn a_code_is_read_however_it_was_copied_and_says_when_it_is_cut_short() {
    let (world, team) = taken();
    attend(&world, &team, 1..=8, "came");
    let code = code_in(&issue(&world, &team, "out").0);
    let spaced: String = code
        .to_lowercase()
        .replace('0', "o")
        .chars()
        .enumerate()
        .flat_map(|(at, c)| {
            [Some(c), (at % 5 == 4).then_some(if at % 45 == 44 { '\n' } else { ' ' })]
        })
        .flatten()
        .collect();
    let around = format!("Check this paper, Week 1\n{spaced}\nEvenkeel, page 1");
    assert_eq!(check(&world, &around)["outcome"], "holds");
    let short = check(&world, &code[..code.len() - 1]);
    assert_eq!(
        (&short["outcome"], short["of"].as_u64().unwrap() as usize),
        (&json!("short"), code.len() - 4)
    );
    for nothing in ["", "Week 1", "EVK", "evk 2"] {
        assert_eq!(check(&world, nothing)["outcome"], "no-code", "{nothing}");
    }
    assert_eq!(check(&world, "EVK1ZZZZZZZZ")["outcome"], "changed", "a length that none has");
}

#[test]
fn the_key_can_be_held_against_one_that_is_known_from_elsewhere() {
    let (world, team) = taken();
    attend(&world, &team, 1..=8, "came");
    let key = world.call("hours", json!({}))["key"].as_str().unwrap().to_owned();
    let code = code_in(&issue(&world, &team, "out").0);
    let fits = |key: &str| {
        let input = json!({ "code": code, "key": key });
        world.call("check_certificate", input)["key_fits"].clone()
    };
    assert_eq!(fits(&key.to_lowercase().replace('-', " ")), true);
    assert_eq!(fits("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA"), false);
    assert_eq!(fits("  "), Value::Null, "nothing was given to compare with");
}

#[test]
fn before_the_last_class_and_with_hours_missing_it_is_a_statement_of_attendance() {
    let (world, team) = taken();
    attend(&world, &team, 1..=5, "came");
    let (file, certificates) = issue(&world, &team, "out");
    assert!(file.contains("Statement of attendance"), "{file}");
    let statement = &certificates[0]["statement"];
    assert_eq!(statement["says"], "attended");
    let asked = statement["hours"].as_array().unwrap().iter();
    assert!(asked.clone().all(|line| line["least_minutes"] == 0), "it tells of nothing missing");

    attend(&world, &team, 6..=6, "came");
    world.at("2026-03-04T22:00");
    let (_, early) = issue(&world, &team, "out");
    assert_eq!(early[0]["statement"]["says"], "attended", "the last class is tomorrow");
    world.at("2026-03-05T09:00");
    let (_, after) = issue(&world, &team, "out");
    assert_eq!(after[0]["statement"]["says"], "completed");
    assert_eq!(after[0]["standing"]["kind"], "stands");
    assert_eq!(after[1]["standing"]["by"], after[0]["statement"]["number"]);
    assert_eq!(fs::read_dir(world.path("out")).unwrap().count(), 3, "each has its own name");
}

#[test]
fn the_same_again_is_the_same_file_and_no_file_is_written_over() {
    let (world, team) = taken();
    attend(&world, &team, 1..=8, "came");
    let (first, _) = issue(&world, &team, "out");
    let bytes = fs::read(&first).unwrap();
    world.days_later(30);
    let (again, certificates) = issue(&world, &team, "out");
    assert_eq!((again.as_str(), certificates.as_array().unwrap().len()), (first.as_str(), 1));
    fs::write(&first, "something of somebody’s").unwrap();
    let (beside, _) = issue(&world, &team, "out");
    assert!(beside.ends_with(" (2).pdf"), "{beside}");
    assert!(fs::read(&beside).unwrap() == bytes, "the same to the byte");
    assert_eq!(fs::read_to_string(&first).unwrap(), "something of somebody’s");
    let elsewhere = issue(&world, &team, "elsewhere").0;
    assert_eq!(Path::new(&elsewhere).file_name(), Path::new(&first).file_name());
}

#[test]
fn a_withdrawn_one_stays_known_and_the_next_has_another_number() {
    let (world, team) = taken();
    attend(&world, &team, 1..=8, "came");
    let (file, first) = issue(&world, &team, "out");
    let number = first[0]["statement"]["number"].clone();
    let empty = json!({ "number": number, "why": " " });
    assert!(world.refused("withdraw_certificate", empty).1.contains("why"));
    let withdraw = json!({ "number": number, "why": "The name was spelled wrong" });
    world.call("withdraw_certificate", withdraw.clone());
    assert_eq!(check(&world, &code_in(&file))["here"]["kind"], "withdrawn");
    assert!(world.refused("withdraw_certificate", withdraw).1.contains("does not stand"));
    let (_, both) = issue(&world, &team, "out");
    assert_ne!(both[0]["statement"]["number"], number);
    assert_eq!(both[0]["standing"]["kind"], "stands");
    assert_eq!(both[1]["standing"]["kind"], "withdrawn");
}

#[test]
fn training_elsewhere_is_noted_with_a_line_and_can_be_taken_back() {
    let (world, team) = taken();
    let note = |day: &str, line: &str, minutes: u32| json!({ "code": team.code, "day": day, "line": line, "minutes": minutes });
    let view = world.call("note_training", note("2026-02-10", " Ethics for peers, county ", 90));
    let training = &view["coaches"][0]["training"][0];
    assert_eq!(
        (&training["line"], &training["minutes"]),
        (&json!("Ethics for peers, county"), &json!(90))
    );
    assert_eq!(view["coaches"][0]["hours"]["lines"][4]["minutes"], 90);
    assert!(world.refused("note_training", note("2026-02-10", " ", 90)).1.contains("a line"));
    assert!(world.refused("note_training", note("2026-02-10", "x", 6001)).1.contains("100"));
    assert!(world.refused("note_training", note("2026-03-06", "x", 1)).1.contains("to come"));
    let view = world.call("remove_training", json!({ "training": training["id"] }));
    assert_eq!(view["coaches"][0]["training"], json!([]));
    assert_eq!(view["coaches"][0]["hours"]["lines"][4]["minutes"], 0);
}

#[test]
fn supervision_goes_to_the_trainer_only_where_the_coach_says_so_and_then_as_minutes() {
    let world = World::new();
    let team = world.study();
    let meet = |minutes: u32| {
        let held = json!({ "setting": "individual", "minutes": minutes });
        world.call("note_meeting", json!({ "day": "2026-01-15", "held": held }))
    };
    let share = |supervision: bool| {
        let shares = json!({ "practice": true, "lessons": true, "supervision": supervision });
        world.call("share", shares)
    };
    meet(45);
    share(true);
    meet(60);
    let twice = meet(30);
    let meetings = twice["meetings"].as_array().unwrap();
    let short = meetings.iter().find(|meeting| meeting["held"]["minutes"] == 30).unwrap();
    world.call("remove_meeting", json!({ "meeting": short["id"] }));
    share(false);
    meet(50);
    let own = world.call("own_hours", json!({}));
    assert_eq!(own["hours"]["lines"][2]["minutes"], 155, "one’s own are all there");
    assert_eq!(own["hours"]["lines"][0]["known"], false, "classes are noted by the trainer");
    let sees = world.call("sharing", json!({}))["trainer_sees"].to_string();
    assert!(sees.contains("60 minutes of supervision") && !sees.contains("45 minutes of"));
    assert!(sees.contains("taken out") && !sees.contains("individual"), "{sees}");
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let line = &world.call("hours", json!({}))["coaches"][0]["hours"]["lines"][2];
    assert_eq!(line["minutes"], 60);
    world.call("lock", json!({}));
    assert!(!everything_in(&world.ledger(&team.trainer)).contains("individual"));
}

#[test]
fn the_agency_stands_on_what_is_issued_from_then_on() {
    let (world, team) = taken();
    attend(&world, &team, 1..=8, "came");
    world.call("keep_issuer", json!({ "agency": " Riverbend Family Recovery " }));
    let (_, certificates) = issue(&world, &team, "out");
    assert_eq!(certificates[0]["statement"]["agency"], "Riverbend Family Recovery");
    let long = json!({ "agency": "x".repeat(81) });
    assert!(world.refused("keep_issuer", long).1.contains("80"));
}

#[test]
fn a_paper_can_carry_another_name_than_the_roster() {
    let (world, team) = taken();
    let name = |name: &str| world.call("name_on_paper", json!({ "code": team.code, "name": name }));
    let view = name(" Imani Needle-Johnson ");
    assert_eq!(view["coaches"][0]["paper_name"], "Imani Needle-Johnson");
    assert_eq!(view["coaches"][0]["name"], "Imani Needle", "the roster stays");
    let (file, certificates) = issue(&world, &team, "out");
    assert!(file.contains("Imani Needle-Johnson"), "{file}");
    assert_eq!(certificates[0]["statement"]["name"], "Imani Needle-Johnson");
    assert_eq!(name("")["coaches"][0]["paper_name"], "Imani Needle");
    let long = json!({ "code": team.code, "name": "x".repeat(81) });
    assert!(world.refused("name_on_paper", long).1.contains("80"));
}

#[test]
fn a_ledger_without_a_cohort_and_other_roles_have_no_hours_of_others() {
    let world = World::new();
    world.person("Joan", "trainer");
    assert!(world.refused("hours", json!({})).1.contains("set up the cohort"));
    world.person("Rosa", "researcher");
    assert_eq!(world.refused("hours", json!({})).0, "fault");
}
