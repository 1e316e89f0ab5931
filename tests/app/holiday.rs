//! A cohort with a week without a class.

use std::fs;

use serde_json::{Value, json};

use crate::world::{Team, World};

/// What a trainer sets up: eight weeks from Thursday, January 15, 2026.
fn cohort(world: &World, breaks: &[&str], study_file: Option<Value>) -> Value {
    json!({ "name": "Thursday evenings", "starts_on": "2026-01-15", "breaks": breaks,
            "mailbox": world.path("mailbox"), "study_file": study_file })
}

/// A study whose cohort has no class in the week after class 4.
fn study_with_a_holiday(world: &World) -> Team {
    let researcher = world.person("Rosa Research", "researcher");
    world.call("create_study", json!({ "name": "S", "mailbox": world.path("mailbox") }));
    let study_file = world.call("save_study_file", json!({ "path": world.path("outbox") }));
    let trainer = world.person("Joan Trainer", "trainer");
    world.call("create_cohort", cohort(world, &["2026-02-12"], Some(study_file)));
    let (invitation, code) = invite(world, "Imani Needle");
    let preview = world.call("preview_invitation", json!({ "path": invitation }));
    assert_eq!(preview["ends_on"], "2026-03-18");
    assert_eq!(preview["breaks"], json!(["2026-02-12"]));
    let coach = join(world, &invitation);
    Team { researcher, trainer, coach, invitation, code }
}

fn invite(world: &World, name: &str) -> (String, String) {
    let outbox = world.path("outbox");
    let invited = world.call("invite", json!({ "name": name, "arm": "course", "folder": outbox }));
    let text = |field: &str| invited[field].as_str().unwrap().to_owned();
    (text("path"), text("code"))
}

fn join(world: &World, invitation: &str) -> String {
    world.open_new(json!({ "name": "Imani", "role": "coach",
        "passphrase": crate::world::PASSPHRASE, "invitation": invitation }))
}

#[test]
fn a_holiday_after_class_4_stretches_week_4_and_moves_all_that_follows() {
    let world = World::new();
    let team = study_with_a_holiday(&world);

    // A Tuesday in the week without a class: practice goes on, under week 4.
    world.at("2026-02-10T20:00");
    world.sit(6.0);
    world.at("2026-02-17T20:00");
    world.sit(5.0);
    let today = world.call("today", json!({}));
    assert_eq!((&today["week"], &today["weeks"]), (&json!(4), &json!(8)));
    assert_eq!(today["break_until"], "2026-02-19");
    assert_eq!((&today["week_days"], &today["days_done"]), (&json!(14), &json!(2)));
    assert_eq!(today["ends_on"], "2026-03-18");
    let log = world.call("practice_log", json!({}));
    let week = &log["weeks"][3];
    assert_eq!(log["weeks"].as_array().unwrap().len(), 4);
    assert_eq!(week["days"].as_array().unwrap().len(), 14);
    assert_eq!(week["measured_minutes"], 11);
    assert_eq!(week["days_asked"], log["weeks"][2]["days_asked"], "asked once, not twice");

    // The Thursday after: class 5.
    world.at("2026-02-19T20:00");
    world.sit(4.0);
    let today = world.call("today", json!({}));
    assert_eq!((&today["week"], &today["break_until"]), (&json!(5), &json!(null)));
    assert_eq!((&today["week_days"], &today["days_done"]), (&json!(7), &json!(1)));
    world.call("send_now", json!({}));

    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let view = world.call("cohort", json!({}));
    assert_eq!(view["week"], 5);
    assert_eq!(view["classes"][3], json!({ "week": 4, "day": "2026-02-05" }));
    assert_eq!(view["classes"][4], json!({ "week": 5, "day": "2026-02-19" }));
    let weeks = &view["coaches"][0]["weeks"];
    assert_eq!((&weeks[3]["days"], &weeks[3]["measured_minutes"]), (&json!(2), &json!(11)));
    assert_eq!((&weeks[4]["days"], &weeks[4]["measured_minutes"]), (&json!(1), &json!(4)));
}

#[test]
fn the_follow_up_opens_a_week_later_for_coach_and_board_alike() {
    let world = World::new();
    let team = study_with_a_holiday(&world);
    // Without the holiday it would open on June 3: 91 days after March 11, less 7.
    world.at("2026-06-03T12:00");
    let sheets = world.call("questionnaires", json!({}));
    let follow_up = &sheets[2];
    assert_eq!(follow_up["opens_on"], "2026-06-10");
    assert_eq!(
        (&follow_up["due_on"], &follow_up["closes_on"]),
        (&json!("2026-06-17"), &json!("2026-07-08"))
    );
    assert_eq!(follow_up["state"], "not-due");
    let sheet = json!({ "wave": "follow-up", "instrument": "checkin" });
    assert!(world.refused("questionnaire", sheet).1.contains("opens on June 10"));
    let state = |id: &str| {
        world.unlock(id);
        world.call("cohort", json!({}))["coaches"][0]["questionnaires"][2]["state"].clone()
    };
    assert_eq!(state(&team.trainer), "not-due");
    world.at("2026-06-10T12:00");
    assert_eq!(state(&team.trainer), "open");
    world.at("2026-07-09T12:00");
    assert_eq!(state(&team.trainer), "missed");
}

#[test]
fn the_export_counts_days_from_class_1_and_says_how_many_weeks_were_free() {
    let world = World::new();
    let team = study_with_a_holiday(&world);
    world.hand_in("baseline", 4);
    world.at("2026-03-18T20:00");
    world.hand_in("end", 4);
    world.call("send_now", json!({}));
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    let out = world.path("export");
    world.call("export", json!({ "path": out, "options": { "k": 1 } }));
    let read = |name: &str| fs::read_to_string(format!("{out}/{name}")).unwrap();
    let people = read("data/table-participants_data.csv");
    assert!(people.starts_with("participant,arm,weeks_without_class,"), "{people}");
    assert!(people.contains(",course,1,no,en,2\n"), "{people}");
    // Nine weeks of seven days: the last of them is day 63.
    assert!(read("data/table-scores_data.csv").contains(",course,end,63,in-time,"));
    assert!(read("codebook.csv").contains("weeks_without_class"));
}

#[test]
fn dates_can_be_looked_at_before_anything_is_kept() {
    let world = World::new();
    world.person("Joan", "trainer");
    let dates = |breaks: &[&str]| json!({ "starts_on": "2026-01-15", "breaks": breaks });
    let plain = world.call("course_dates", dates(&[]));
    assert_eq!((&plain["ends_on"], &plain["breaks"]), (&json!("2026-03-11"), &json!([])));
    assert_eq!(plain["classes"].as_array().unwrap().len(), 8);
    let moved = world.call("course_dates", dates(&["2026-02-19", "2026-02-12"]));
    assert_eq!(moved["ends_on"], "2026-03-25");
    assert_eq!(moved["breaks"], json!(["2026-02-12", "2026-02-19"]));
    let (code, words) = world.refused("course_dates", dates(&["2026-02-13"]));
    assert_eq!(code, "refused");
    assert!(words.contains("begins on a class day"), "{words}");
    assert_eq!(world.call("cohort", json!({}))["cohort"], json!(null));
}

#[test]
fn a_cohort_with_a_break_that_is_none_is_not_set_up() {
    let world = World::new();
    world.person("Joan", "trainer");
    let (_, words) = world.refused("create_cohort", cohort(&world, &["2026-01-15"], None));
    assert!(words.contains("after class 1") && words.contains("Nothing was lost"), "{words}");
    assert_eq!(world.call("cohort", json!({}))["cohort"], json!(null));
    assert!(world.refused("set_breaks", json!({ "breaks": [] })).1.contains("set up the cohort"));
    world.call("create_cohort", cohort(&world, &[], None));
}

#[test]
fn a_break_set_later_moves_the_board_and_new_invitations_but_not_coaches_who_joined() {
    let world = World::new();
    let trainer = world.person("Joan", "trainer");
    world.call("create_cohort", cohort(&world, &[], None));
    let (before, _) = invite(&world, "Imani");
    join(&world, &before);
    world.at("2026-02-17T20:00");
    world.sit(5.0);
    world.call("send_now", json!({}));

    world.unlock(&trainer);
    world.call("collect", json!({}));
    assert_eq!(world.call("cohort", json!({}))["coaches"][0]["weeks"][4]["days"], 1);
    let view = world.call("set_breaks", json!({ "breaks": ["2026-02-12"] }));
    assert_eq!(view["break_until"], "2026-02-19");
    assert_eq!((&view["week"], &view["cohort"]["ends_on"]), (&json!(4), &json!("2026-03-18")));
    assert_eq!(view["coaches"][0]["weeks"][3]["days"], 1, "the board follows at once");
    let (after, _) = invite(&world, "Nadia");
    let preview = |path: &str| world.call("preview_invitation", json!({ "path": path }));
    assert_eq!(preview(&after)["ends_on"], "2026-03-18");
    assert_eq!(preview(&before)["ends_on"], "2026-03-11", "a file that went out says what it said");

    // What was set stays, can be refused, and can be taken back.
    world.call("lock", json!({}));
    world.unlock(&trainer);
    let (_, words) = world.refused("set_breaks", json!({ "breaks": ["2026-02-13"] }));
    assert!(words.contains("begins on a class day"), "{words}");
    assert_eq!(world.call("cohort", json!({}))["cohort"]["breaks"], json!(["2026-02-12"]));
    let view = world.call("set_breaks", json!({ "breaks": [] }));
    assert_eq!((&view["week"], &view["cohort"]["ends_on"]), (&json!(5), &json!("2026-03-11")));
    world.person("Nadia", "coach");
    assert_eq!(world.refused("set_breaks", json!({ "breaks": [] })).0, "fault");
}

#[test]
fn an_invitation_with_a_break_that_is_none_is_refused() {
    let world = World::new();
    world.person("Joan", "trainer");
    world.call("create_cohort", cohort(&world, &["2026-02-12"], None));
    let (path, _) = invite(&world, "Imani");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("2026-02-12", "2026-02-13")).unwrap();
    assert_eq!(
        world.refused("preview_invitation", json!({ "path": path })).0,
        "foreign-invitation"
    );
}
