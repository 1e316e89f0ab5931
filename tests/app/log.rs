//! The log: entered, changed, taken back, imported and looked at.

use std::fs;

use evenkeel_core::people::open_at;
use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World, everything_in};

fn entry(world: &World, practice: &str, day: &str, minutes: u32) -> Value {
    world.call("report_sit", json!({ "practice": practice, "day": day, "minutes": minutes }))
}

/// Entered minutes of the first week, and its days.
fn first_week(log: &Value) -> (u64, u64) {
    let week = &log["weeks"][0];
    (week["reported_minutes"].as_u64().unwrap(), week["days_done"].as_u64().unwrap())
}

#[test]
fn a_change_of_an_entered_sit_replaces_it_and_the_ledger_keeps_what_it_was() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.at("2026-01-17T20:00");
    let sit = entry(&world, "body-scan", "2026-01-15", 25)["sits"][0]["id"].clone();
    let log = world.call(
        "change_sit",
        json!({ "sit": sit, "practice": "walking", "day": "2026-01-16", "minutes": 15,
                "reason": "wrong evening" }),
    );
    assert_eq!(log["sits"].as_array().unwrap().len(), 1);
    assert_eq!(log["sits"][0]["id"], sit, "it stays the same sit");
    assert_eq!(log["sits"][0]["title"], "Walking");
    assert_eq!(log["sits"][0]["changed"], true);
    assert_eq!(first_week(&log), (15, 1));
    assert_eq!(log["weeks"][0]["days"][0]["reported_minutes"], 0, "the first day is empty again");
    world.call("lock", json!({}));
    let all = everything_in(&world.ledger(&renee));
    assert!(all.contains("wrong evening") && all.contains("\"minutes\":25"));
}

#[test]
fn what_was_removed_or_changed_can_be_taken_back() {
    let world = World::new();
    world.person("Renee", "coach");
    let sit = entry(&world, "body-scan", "2026-01-15", 25)["sits"][0]["id"].clone();
    let it = json!({ "sit": sit });
    let removed = world.call("remove_sit", it.clone());
    assert_eq!(removed["sits"], json!([]));
    assert_eq!(first_week(&removed), (0, 0));
    assert_eq!(world.refused("remove_sit", it.clone()).0, "not-found");
    assert_eq!(first_week(&world.call("undo_sit", it.clone())), (25, 1));
    world.call(
        "change_sit",
        json!({ "sit": sit, "practice": "body-scan", "day": "2026-01-15", "minutes": 5,
                "reason": "" }),
    );
    let undone = world.call("undo_sit", it.clone());
    assert_eq!(first_week(&undone), (25, 1));
    assert_eq!(undone["sits"][0]["changed"], false, "it is as it was entered");
    assert_eq!(first_week(&world.call("undo_sit", it)), (5, 1), "and the taking back as well");
    let other = entry(&world, "walking", "2026-01-15", 9)["sits"][0]["id"].clone();
    assert_eq!(first_week(&world.call("undo_sit", json!({ "sit": other }))), (5, 1));
}

#[test]
fn a_measured_sit_can_be_written_to_and_not_be_changed() {
    let world = World::new();
    world.person("Renee", "coach");
    world.sit(7.0);
    let sit = world.call("practice_log", json!({}))["sits"][0]["id"].clone();
    let words = |comment: &str| {
        let words = json!({ "sit": sit, "obstacles": ["restless", "pain", "pain"],
                            "comment": comment });
        world.call("note_sit_words", words)["sits"][0].clone()
    };
    words("first");
    let noted = words(" left knee ");
    assert_eq!(noted["obstacles"], json!(["restless", "pain"]));
    assert_eq!(noted["comment"], "left knee");
    for command in ["remove_sit", "undo_sit"] {
        assert!(world.refused(command, json!({ "sit": sit })).1.contains("measured here"));
    }
    let log = world.call("practice_log", json!({}));
    assert_eq!(log["weeks"][0]["measured_minutes"], 7);
}

#[test]
fn a_group_sit_counts_as_a_day_and_says_what_it_is() {
    let world = World::new();
    world.person("Renee", "coach");
    let log = world.call(
        "report_sit",
        json!({ "practice": "group", "day": "2026-01-15", "minutes": 150,
                "obstacles": ["no-place"], "comment": "in the church hall" }),
    );
    assert_eq!(log["sits"][0]["title"], "Class or group sit");
    assert_eq!(log["sits"][0]["comment"], "in the church hall");
    assert_eq!(first_week(&log), (150, 1));
}

#[test]
fn a_long_log_shows_a_page_and_more_when_it_is_asked() {
    let world = World::new();
    world.person("Renee", "coach");
    for minutes in 1..=10 {
        entry(&world, "walking", "2026-01-15", minutes);
    }
    let shown = |asked: Value| {
        let log = world.call("practice_log", asked);
        let minutes =
            log["sits"].as_array().unwrap().iter().map(|sit| sit["reported_minutes"].as_u64());
        assert_eq!(log["sits_in_all"], 10);
        minutes.flatten().collect::<Vec<u64>>()
    };
    assert_eq!(shown(json!({})), [10, 9, 8, 7, 6, 5, 4, 3], "the latest first");
    assert_eq!(shown(json!({ "sits": 10 })).last(), Some(&1));

    // One that is older than the page can be taken back all the same.
    let log = entry(&world, "walking", "2025-12-01", 12);
    assert_eq!(log["sits"].as_array().unwrap().len(), 8);
    let added = log["added"].clone();
    let undone = world.call("undo_sit", json!({ "sit": added }));
    assert_eq!((undone["sits_in_all"].clone(), undone["added"].clone()), (json!(10), Value::Null));
}

#[test]
fn the_trainer_hears_of_changes_and_never_of_words() {
    let world = World::new();
    let team = world.study();
    world.at("2026-01-17T20:00");
    for (day, minutes) in [("2026-01-15", 25), ("2026-01-16", 31), ("2026-01-17", 12)] {
        world.call(
            "report_sit",
            json!({ "practice": "body-scan", "day": day, "minutes": minutes,
                    "obstacles": ["strong-feeling"], "comment": "Needle in the comment" }),
        );
        // Each goes in a hand-in of its own, and they are read in any order.
        world.call("send_now", json!({}));
    }
    let log = world.call("practice_log", json!({}));
    let id = |at: usize| log["sits"][at]["id"].clone();
    world.call(
        "change_sit",
        json!({ "sit": id(0), "practice": "body-scan", "day": "2026-01-17", "minutes": 20,
                "reason": "Needle in the reason" }),
    );
    world.call("send_now", json!({}));
    world.call("remove_sit", json!({ "sit": id(1) }));
    world.call("send_now", json!({}));
    world.call("remove_sit", json!({ "sit": id(2) }));
    world.call("undo_sit", json!({ "sit": id(2) }));
    let tick = json!({ "informal": "routine", "day": "2026-01-17", "word": "Needle in the tick" });
    world.call("tick_informal", tick);
    let sharing = world.call("send_now", json!({}));
    assert!(!sharing.to_string().contains("Needle in"), "{sharing}");

    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let row = world.call("cohort", json!({}))["coaches"][0].clone();
    assert_eq!(row["weeks"][0]["days"], 2, "{row}");
    assert_eq!(row["reported_minutes"], 45);
    assert_eq!(row["last_practice"], "2026-01-17");
    world.call("lock", json!({}));
    assert!(!everything_in(&world.ledger(&team.trainer)).contains("Needle in"));
}

#[test]
fn the_days_of_a_log_that_was_changed_are_still_what_the_facts_say() {
    let world = World::new();
    let team = world.study();
    world.sit(7.0);
    let sit = entry(&world, "walking", "2026-01-15", 12)["sits"][0]["id"].clone();
    let other = entry(&world, "walking", "2026-01-15", 30)["sits"][0]["id"].clone();
    world.call(
        "change_sit",
        json!({ "sit": sit, "practice": "walking", "day": "2026-01-14", "minutes": 9,
                "reason": "" }),
    );
    world.call("remove_sit", json!({ "sit": other }));
    world.call("send_now", json!({}));
    let coach = world.call("start", json!({}))["open"]["id"].as_str().unwrap().to_owned();
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    world.call("lock", json!({}));
    for id in [coach, team.trainer] {
        let (_, mut ledger) = open_at(&world.ledger(&id), Some(PASSPHRASE)).unwrap();
        let verdict = ledger.verify().unwrap();
        assert!(verdict.ok, "{:?}", verdict.findings);
        assert!(ledger.rebuild().unwrap().same);
    }
}

#[test]
fn something_informal_is_ticked_with_a_word_and_unticked() {
    let world = World::new();
    world.person("Renee", "coach");
    let tick = |word: &str| {
        let tick = json!({ "informal": "routine", "day": "2026-01-15", "word": word });
        world.call("tick_informal", tick)["ticks"].clone()
    };
    tick("seat belt");
    let once = json!([{ "informal": "routine", "day": "2026-01-15", "word": "warm water" }]);
    assert_eq!(tick("warm water"), once, "one tick a day");
    assert_eq!(world.call("today", json!({}))["ticks"], once);
    let it = json!({ "informal": "routine", "day": "2026-01-15" });
    assert_eq!(world.call("untick_informal", it)["ticks"], json!([]));
    let unknown = json!({ "informal": "juggling", "day": "2026-01-15", "word": "" });
    assert_eq!(world.refused("tick_informal", unknown).0, "fault");
    let to_come = json!({ "informal": "routine", "day": "2026-01-16", "word": "" });
    assert!(world.refused("tick_informal", to_come).1.contains("still to come"));
}

#[test]
fn the_week_stands_beside_what_is_published_and_kinds_of_minutes_stay_apart() {
    let world = World::new();
    world.person("Renee", "coach");
    world.sit(10.0);
    world.sit(5.0);
    let log = entry(&world, "walking", "2026-01-15", 20);
    let week = &log["weeks"][0];
    assert_eq!(week["minutes_asked"], 180);
    let band = json!({ "from_minutes": 108, "usual_minutes": 115, "to_minutes": 124 });
    assert_eq!(week["band"], band);
    assert!(log["published"]["about"].as_str().unwrap().contains("43 studies"));
    assert_eq!(
        log["mix"],
        json!([
            { "practice": "body-scan", "title": "Body scan", "days": 1, "measured_minutes": 15,
              "reported_minutes": 0 },
            { "practice": "walking", "title": "Walking", "days": 1, "measured_minutes": 0,
              "reported_minutes": 20 },
        ])
    );
    let hours: Vec<u64> =
        log["hours"].as_array().unwrap().iter().map(|it| it["sits"].as_u64().unwrap()).collect();
    assert_eq!(hours.len(), 24);
    assert_eq!((hours[20], hours.iter().sum::<u64>()), (2, 2));
    assert_eq!(week["days"][0]["measured_minutes"], 15);
    assert_eq!(week["days"][0]["reported_minutes"], 20);
}

#[test]
fn the_files_of_ones_own_hold_the_log_as_it_is_now() {
    let world = World::new();
    world.person("Renee", "coach");
    let sit = entry(&world, "walking", "2026-01-15", 12)["sits"][0]["id"].clone();
    entry(&world, "body-scan", "2026-01-15", 30);
    world.call(
        "note_sit_words",
        json!({ "sit": sit, "obstacles": ["no-time", "sleepy"], "comment": "=1+1" }),
    );
    let log = world.call("practice_log", json!({}));
    world.call("remove_sit", json!({ "sit": log["sits"][0]["id"] }));
    let folder = world.path("mine");
    world.call("save_own_data", json!({ "path": folder }));
    let practice = fs::read_to_string(format!("{folder}/practice.csv")).unwrap();
    assert!(practice.contains("2026-01-15,Walking,,12,sleepy no-time,"), "{practice}");
    assert_eq!(practice.lines().count(), 2, "the removed one is in everything.json alone");
}

/// Insight Timer's export, as people get it.
const INSIGHT: &str = "Started At,Duration,Preset,Activity\n\
    01/17/2026 08:21:14,0:45:0,,Meditation\n\
    01/16/2026 01:30:00,0:10:20,\"Walking, slow\",Walking\n\
    01/16/2026 01:30:00,0:10:20,\"Walking, slow\",Walking\n\
    12/24/2025 21:00:00,1:50:0,,Meditation\n\
    bad-date,0:10:0,Broken,Meditation\n\
    01/17/2026 09:00:00,soon,,Meditation\n\
    01/19/2026 09:00:00,0:20:0,,Meditation\n";

fn file(world: &World, name: &str, text: &str) -> String {
    let path = world.path(name);
    fs::write(&path, text).unwrap();
    path
}

fn preview(world: &World, path: &str) -> Value {
    world.call("preview_import", json!({ "path": path, "mapping": null }))
}

#[test]
fn an_export_of_insight_timer_is_read_shown_and_taken_once() {
    let world = World::new();
    world.person("Renee", "coach");
    world.at("2026-01-17T20:00");
    let path = file(&world, "insight.csv", INSIGHT);
    let preview_before = preview(&world, &path);
    assert_eq!(preview_before["mapping"]["written_as"], "month-day-year");
    assert_eq!(preview_before["mapping"]["length_in"], "clock");
    let row = |at: usize| preview_before["rows"][at].clone();
    assert_eq!(row(0)["day"], "2026-01-17");
    assert_eq!(row(0)["minutes"], 45);
    assert_eq!(row(1)["day"], "2026-01-15", "half past one belongs to the evening before");
    assert_eq!(row(1)["title"], "Walking");
    assert_eq!(row(2)["known"], true, "it stands there twice");
    let count = |name: &str| preview_before[name].as_u64().unwrap();
    assert_eq!((count("new"), count("known"), count("bad")), (3, 1, 3));
    assert_eq!(count("before_course"), 1);
    assert_eq!(world.call("last_import", json!({})), Value::Null);
    assert_eq!(preview_before["bad_rows"][0]["line"], 6);
    assert!(preview_before["bad_rows"][1]["reason"].as_str().unwrap().contains("“soon”"));
    assert!(preview_before["bad_rows"][2]["reason"].as_str().unwrap().contains("still to come"));

    let take = json!({ "path": path, "mapping": preview_before["mapping"] });
    let taken = world.call("import_sits", take.clone());
    assert_eq!(taken, json!({ "new": 3, "known": 1, "bad": 3 }));
    let again = world.call("import_sits", take.clone());
    assert_eq!(again, json!({ "new": 0, "known": 4, "bad": 3 }));
    let log = world.call("practice_log", json!({}));
    assert_eq!(log["sits"].as_array().unwrap().len(), 3);
    assert_eq!(log["sits"][0]["source"], "imported");
    assert_eq!(first_week(&log), (55, 2));
    assert_eq!(log["weeks"][0]["measured_minutes"], 0);

    let last = json!({ "day": "2026-01-17", "sits": 3 });
    assert_eq!(world.call("last_import", json!({})), last, "what came in one go goes in one go");

    world.call("remove_sit", json!({ "sit": log["sits"][0]["id"] }));
    let known = preview(&world, &path)["new"].clone();
    assert_eq!(known, 0, "what was removed by itself stays away");
    assert_eq!(world.call("take_back_import", json!({}))["sits"], json!([]));
    assert_eq!(world.call("last_import", json!({})), Value::Null);
    assert_eq!(world.call("import_sits", take)["new"], 3);
}

#[test]
fn an_export_of_meditate_brings_its_notes_along() {
    let world = World::new();
    world.person("Renee", "coach");
    // Thursday, January 15, 2026, 12:00 in Chicago.
    let text = "start_time_unix,duration_secs,mode,label,note\n\
                1768500000,600,timer,Body scan,\"a bus, and rain\"\n\
                1768500700,29,timer,,\n";
    let path = file(&world, "meditate.csv", text);
    let seen = preview(&world, &path);
    assert_eq!(seen["bad_rows"][0]["reason"], "It is shorter than half a minute.");
    let taken = json!({ "path": path, "mapping": seen["mapping"] });
    world.call("import_sits", taken);
    let sit = world.call("practice_log", json!({}))["sits"][0].clone();
    assert_eq!(sit["title"], "Body scan");
    assert_eq!(sit["reported_minutes"], 10);
    assert_eq!(sit["day"], "2026-01-15");
    assert_eq!(sit["comment"], "a bus, and rain");
}

#[test]
fn one_day_that_is_none_does_not_decide_how_the_others_are_read() {
    let world = World::new();
    world.person("Renee", "coach");
    let written = |text: &str| {
        let path = file(&world, "days.csv", &format!("Date,Minutes\n{text}"));
        let seen = preview(&world, &path);
        (seen["mapping"]["written_as"].clone(), seen["bad"].as_u64().unwrap())
    };
    assert_eq!(written("01/13/2026,5\n13/14/2026,5\n1/2/2026,5\n"), (json!("month-day-year"), 1));
    assert_eq!(written("13.1.2026,5\nsoon,5\n1.2.2025,5\n"), (json!("day-month-year"), 1));
    assert_eq!(written("2026-01-13,5\n01/02/2026,5\n2026-01-02,5\n"), (json!("year-month-day"), 1));
    assert_eq!(written("1768300000,5\nDate,5\n1768200000,5\n"), (json!("seconds"), 1));
    assert_eq!(written("2/1/2026,5\n3/1/2026,5\n"), (json!("day-month-year"), 0), "not to come");
    // Either reading fits: month first, and the preview shows the days.
    assert_eq!(written("01/02/2025,5\n02/01/2025,6\n"), (json!("month-day-year"), 0));
}

#[test]
fn any_table_can_be_mapped_by_hand() {
    let world = World::new();
    world.person("Renee", "coach");
    let text = "\u{feff}Datum;Uhr;Was;Dauer\n15.01.2026;6:05 PM;Sitzen im Kreis;12,5\n";
    let path = file(&world, "own.csv", text);
    let mapping = json!({ "when": 0, "time": 1, "written_as": "day-month-year", "length": 3,
        "length_in": "minutes", "kind": 2, "comment": null,
        "kinds": [{ "kind": "Sitzen im Kreis", "practice": "group" }], "practice": "body-scan" });
    let seen = world.call("preview_import", json!({ "path": path, "mapping": mapping }));
    assert_eq!(seen["columns"], json!(["Datum", "Uhr", "Was", "Dauer"]));
    assert_eq!(seen["kinds"], json!(["Sitzen im Kreis"]));
    assert_eq!(seen["rows"][0]["title"], "Class or group sit");
    assert_eq!(seen["rows"][0]["minutes"], 13);
    let mut wrong = mapping.clone();
    wrong["length"] = json!(9);
    let refused = world.refused("preview_import", json!({ "path": path, "mapping": wrong }));
    assert!(refused.1.contains("no such column"));
    for (name, text) in [("empty.csv", ""), ("one.csv", "Date\n2026-01-15\n"), ("x", "\0\0\0")] {
        let path = file(&world, name, text);
        let refused = world.refused("preview_import", json!({ "path": path, "mapping": null }));
        assert!(refused.1.contains("Nothing was imported"), "{name}: {}", refused.1);
    }
}

#[test]
fn the_trainer_hears_of_imported_sits_of_the_course_and_of_none_before_it() {
    let world = World::new();
    let team = world.study();
    world.at("2026-01-17T20:00");
    let path = file(&world, "insight.csv", INSIGHT);
    let mapping = preview(&world, &path)["mapping"].clone();
    world.call("import_sits", json!({ "path": path, "mapping": mapping }));
    let sharing = world.call("send_now", json!({}));
    let days: Vec<&str> = sharing["trainer_sees"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fact| fact["words"].as_str().unwrap().contains("practice"))
        .map(|fact| fact["day"].as_str().unwrap())
        .collect();
    assert_eq!(days, ["2026-01-17", "2026-01-15"]);
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["reported_minutes"], 55);
}

#[test]
fn a_plan_of_ones_own_holds_from_the_next_week_on_and_rewrites_nothing() {
    let world = World::new();
    world.person("Renee", "coach");
    world.at("2026-01-18T20:00");
    let line = json!({ "week": null, "days": 4, "practice": "walking", "minutes": 10 });
    let plan = world.call("set_plan", line);
    assert_eq!(plan["now"]["practice"], "walking");
    assert_eq!(plan["this_week"]["days"], 6);
    let today = world.call("today", json!({}));
    assert_eq!(today["main"]["practice"], "walking");
    assert_eq!(today["main"]["choices"]["minutes"], 10);
    assert_eq!(today["days_asked"], 6);
    world.at("2026-01-23T20:00");
    world.call("set_plan", json!({ "week": 3, "days": 2, "practice": null, "minutes": null }));
    let asked = |world: &World| -> Vec<(u64, u64, u64)> {
        let log = world.call("practice_log", json!({}));
        let weeks = log["weeks"].as_array().unwrap().iter();
        weeks
            .map(|week| {
                let number = |name: &str| week[name].as_u64().unwrap();
                (number("days_asked"), number("minutes_asked"), number("plan_version"))
            })
            .collect()
    };
    assert_eq!(asked(&world), [(6, 180, 0), (4, 40, 1)]);
    world.at("2026-02-05T20:00");
    assert_eq!(asked(&world), [(6, 180, 0), (4, 40, 1), (2, 60, 2), (4, 40, 1)]);
    let refused = |line: Value| world.refused("set_plan", line).1;
    let line = |week: Value, days: u32| json!({ "week": week, "days": days });
    assert!(refused(line(json!(2), 3)).contains("That week is over"));
    assert!(refused(line(json!(9), 3)).contains("no such week"));
    assert!(refused(line(Value::Null, 8)).contains("1 to 7 days"));
}

#[test]
fn a_cohorts_plan_comes_with_the_invitation_and_stands_on_the_board() {
    let world = World::new();
    world.person("Joan", "trainer");
    world.call(
        "create_cohort",
        json!({ "name": "Thursday", "starts_on": "2026-01-15", "mailbox": world.path("mailbox"),
                "plan": [{ "week": 1, "days": 5, "practice": "walking", "minutes": 15 }],
                "study_file": null }),
    );
    let invite = |name: &str| {
        let coach = json!({ "name": name, "arm": "course", "folder": world.path("outbox") });
        world.call("invite", coach)
    };
    invite("Nadia");
    world.at("2026-01-17T12:00");
    let plan = world.call("set_cohort_plan", json!({ "week": null, "days": 3 }));
    assert_eq!(plan["weeks"][0]["asked"]["days"], 5, "a week that began stays as it was");
    assert_eq!(plan["weeks"][1]["asked"]["days"], 3);
    let invited = invite("Renee");
    let asked = invited["view"]["coaches"][0]["weeks"][0]["days_asked"].clone();
    assert_eq!(asked, 5);
    world.open_new(json!({ "name": "Renee", "role": "coach", "passphrase": null,
                           "invitation": invited["path"] }));
    let plan = world.call("plan", json!({}));
    assert_eq!(plan["versions"].as_array().unwrap().len(), 2);
    assert_eq!(plan["versions"][0]["by"], "trainer");
    assert_eq!(plan["now"]["days"], 3);
}

#[test]
fn what_a_coach_leaves_out_of_their_plan_is_as_their_cohort_has_it() {
    let world = World::new();
    world.person("Joan", "trainer");
    world.call(
        "create_cohort",
        json!({ "name": "Thursday", "starts_on": "2026-01-15", "mailbox": world.path("mailbox"),
                "plan": [{ "week": null, "days": 4 }, { "week": 2, "minutes": 20 }],
                "study_file": null }),
    );
    let coach = json!({ "name": "Renee", "arm": "course", "folder": world.path("outbox") });
    let invited = world.call("invite", coach);
    world.open_new(json!({ "name": "Renee", "role": "coach", "passphrase": null,
                           "invitation": invited["path"] }));
    let asked = |plan: &Value, week: usize| {
        let asked = &plan["weeks"][week - 1]["asked"];
        (asked["days"].as_u64().unwrap(), asked["minutes"].as_u64().unwrap())
    };
    let first = world.call("plan", json!({}));
    // A later change of the cohort stands in place of an earlier one, for its week.
    assert_eq!((asked(&first, 2), asked(&first, 3)), ((6, 20), (4, 30)));
    let plan = world.call("set_plan", json!({ "week": null, "minutes": 10 }));
    assert_eq!((asked(&plan, 2), asked(&plan, 3)), ((6, 10), (4, 10)));
    assert_eq!(plan["now"]["practice"], "body-scan");
    let long = world.call("set_plan", json!({ "week": null, "minutes": 5 }));
    assert_eq!(asked(&long, 2).1, 10, "a body scan takes ten minutes at least");
    let back = world.call("set_plan", json!({ "week": null }));
    assert_eq!(back["weeks"], first["weeks"], "back to what the trainer planned");
    assert_eq!(back["versions"].as_array().unwrap().len(), 5, "and that stands in the list too");
}

#[test]
fn an_invitation_to_a_plan_that_nobody_can_follow_breaks_nothing() {
    let world = World::new();
    let team = world.study();
    let text = fs::read_to_string(&team.invitation).unwrap();
    let mut invitation: Value = serde_json::from_str(&text).unwrap();
    invitation["plan"] = json!([{ "week": null, "days": 4_000_000_000_u32, "practice": "gone",
                                  "minutes": 4_000_000_000_u32 }]);
    let path = file(&world, "other.evenkeel-invitation", &invitation.to_string());
    world.open_new(json!({ "name": "Renee", "role": "coach", "passphrase": null,
                           "invitation": path }));
    let today = world.call("today", json!({}));
    assert_eq!(today["practice"]["id"], "body-scan");
    assert_eq!(today["days_asked"], 7);
    world.call("practice_log", json!({}));
}

#[test]
fn a_day_starts_when_they_say_and_past_facts_stay_where_they_are() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.at("2026-01-17T09:00");
    world.sit(5.0);
    assert_eq!(world.call("day_start", json!({}))["hour"], 4);
    world.call("set_day_start", json!({ "hour": 11 }));
    assert_eq!(world.call("today", json!({}))["day"], "2026-01-16");
    world.at("2026-01-17T10:00");
    world.sit(6.0);
    world.unlock(&renee);
    world.at("2026-01-17T10:30");
    world.sit(7.0);
    let days = || -> Vec<String> {
        let log = world.call("practice_log", json!({}));
        let sits = log["sits"].as_array().unwrap().iter();
        sits.map(|sit| format!("{} {}", sit["day"], sit["measured_seconds"])).collect()
    };
    let nights = ["\"2026-01-17\" 300", "\"2026-01-16\" 420", "\"2026-01-16\" 360"];
    assert_eq!(days(), nights);
    world.call("set_day_start", json!({ "hour": 0 }));
    assert_eq!(days(), nights, "another hour moves nothing");
    assert!(world.refused("set_day_start", json!({ "hour": 13 })).1.contains("midnight to noon"));
}

#[test]
fn in_the_small_hours_it_is_still_the_day_before_also_for_what_is_entered() {
    let world = World::new();
    world.person("Renee", "coach");
    world.at("2026-01-16T23:55");
    world.sit(8.0);
    world.at("2026-01-17T02:00");
    let calendar_says = json!({ "practice": "walking", "day": "2026-01-17", "minutes": 9 });
    assert!(world.refused("report_sit", calendar_says.clone()).1.contains("still to come"));
    let log = entry(&world, "walking", "2026-01-16", 9);
    assert_eq!(log["today"], "2026-01-16");
    assert_eq!(first_week(&log), (9, 1), "both are one day");
    assert_eq!(log["weeks"][0]["days"][1]["measured_minutes"], 8);
    assert_eq!(log["hours"][23]["sits"], 1, "it began before midnight");
    world.call("set_day_start", json!({ "hour": 0 }));
    assert_eq!(first_week(&world.call("report_sit", calendar_says)), (18, 2));
}

#[test]
fn the_class_of_tonight_comes_first_until_the_day_is_over_or_it_is_in_the_log() {
    let world = World::new();
    world.study();
    world.at("2026-01-22T09:00");
    let today = world.call("today", json!({}));
    assert_eq!(today["main"]["kind"], "class");
    assert_eq!(today["main"]["week"], 2);
    assert_eq!(today["main"]["minutes"], 150);
    assert_eq!(today["practice"]["id"], "body-scan");
    assert_eq!(today["practice"]["choices"]["minutes"], 30);
    world.at("2026-01-23T03:59");
    assert_eq!(world.call("today", json!({}))["main"]["kind"], "class");
    world.at("2026-01-23T04:00");
    assert_ne!(world.call("today", json!({}))["main"]["kind"], "class");
    world.at("2026-01-29T21:30");
    assert_eq!(world.call("today", json!({}))["main"]["kind"], "class");
    entry(&world, "group", "2026-01-29", 150);
    assert_ne!(world.call("today", json!({}))["main"]["kind"], "class");
}

#[test]
fn what_is_measured_before_the_first_class_comes_before_it() {
    let world = World::new();
    world.study();
    world.at("2026-01-15T09:00");
    let main = || world.call("today", json!({}))["main"].clone();
    assert_eq!(main()["kind"], "questionnaire");
    assert_eq!(main()["sheet"]["wave"], "baseline");
    world.hand_in("baseline", 2);
    assert_eq!(main()["kind"], "class");
    assert_eq!(main()["week"], 1);
}

#[test]
fn somebody_alone_has_no_class() {
    let world = World::new();
    world.person("Renee", "coach");
    world.at("2026-01-22T09:00");
    assert_eq!(world.call("today", json!({}))["main"]["kind"], "practice");
}

#[test]
fn week_seven_offers_ones_own_mixes() {
    let world = World::new();
    world.person("Renee", "coach");
    assert_eq!(world.call("today", json!({}))["mixes"], json!([]));
    world.at("2026-02-27T09:00");
    let today = world.call("today", json!({}));
    assert_eq!(today["week"], 7);
    let mixes = today["mixes"].as_array().unwrap();
    assert!(mixes.iter().any(|mix| mix["sit"]["id"] == "mix-20-15-10"));
}

#[test]
fn after_the_last_week_a_rhythm_of_ones_own_goes_on() {
    let world = World::new();
    world.person("Renee", "coach");
    assert_eq!(world.call("today", json!({}))["after"], Value::Null);
    world.at("2026-03-12T09:00");
    let after = world.call("today", json!({}))["after"].clone();
    assert_eq!(after["rhythm"]["days"], 4);
    assert_eq!(after["chosen"], false);
    assert_eq!(after["monthly"][0]["informal"]["id"], "monthly-sit");
    assert_eq!(after["monthly"][0]["next"], "2026-04-11");
    assert!(!after["letters"].as_array().unwrap().is_empty(), "{after}");
    let last = after["follow_ups"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["state"], "not-due", "{last}");
    world.call(
        "tick_informal",
        json!({ "informal": "monthly-sit", "day": "2026-03-12", "word": "" }),
    );
    world.call("set_plan", json!({ "week": null, "days": 2, "practice": "lake", "minutes": 20 }));
    let today = world.call("today", json!({}));
    assert_eq!(today["after"]["monthly"][0]["next"], "2026-04-12");
    assert_eq!(today["after"]["rhythm"]["days"], 2);
    assert_eq!(today["after"]["chosen"], true);
    assert_eq!(today["main"]["practice"], "lake");
    world.call("untick_informal", json!({ "informal": "monthly-sit", "day": "2026-03-12" }));
    let today = world.call("today", json!({}));
    assert_eq!(today["after"]["monthly"][0]["next"], "2026-04-11", "a tick taken away is none");
    world.at("2026-03-20T09:00");
    assert_eq!(world.call("today", json!({}))["days_asked"], 2);
}
