//! Reading the course: whose it is, where one was, for whom examples are told.

use std::fs;
use std::sync::Arc;

use evenkeel_core::api::App;
use evenkeel_core::ports::Ports;
use serde_json::json;

use crate::world::{PASSPHRASE, World};

#[test]
fn a_lesson_opens_after_the_section_that_was_read_last() {
    let world = World::new();
    world.person("Renee", "coach");
    let lesson = || world.call("lesson", json!({ "part": "week-1" }));
    let sections = lesson()["sections"].clone();
    let id = |at: usize| sections[at]["id"].clone();
    assert!(lesson()["resume"].is_null(), "a new lesson begins at its beginning");
    for at in [0, 1] {
        world.call("mark_read", json!({ "part": "week-1", "section": id(at) }));
    }
    assert_eq!(lesson()["resume"], id(2));
    let last = sections.as_array().unwrap().len() - 1;
    world.call("mark_read", json!({ "part": "week-1", "section": id(last) }));
    assert!(lesson()["resume"].is_null(), "after the last there is nothing to go on with");
}

#[test]
fn examples_are_told_for_the_roles_a_coach_chose_and_nobody_else_hears_of_it() {
    let world = World::new();
    world.study();
    let roles = json!({ "roles": ["family-coach", "volunteer"] });
    assert_eq!(world.call("choose_roles", roles), json!(["family-coach", "volunteer"]));
    let lesson = world.call("lesson", json!({ "part": "week-3" }));
    assert_eq!(lesson["own_roles"], json!(["family-coach", "volunteer"]));
    assert_eq!(lesson["roles"].as_array().unwrap().len(), 6);
    assert_eq!(world.refused("choose_roles", json!({ "roles": ["pilot"] })).0, "not-found");
    assert!(!world.call("sharing", json!({})).to_string().contains("family-coach"));
}

#[test]
fn a_trainer_reads_the_course_and_its_class_plans_whose_steps_add_up() {
    let world = World::new();
    world.study();
    world.call("lock", json!({}));
    world.person("Joan", "trainer");
    assert_eq!(world.call("course", json!({}))["lessons"].as_array().unwrap().len(), 11);
    let mut steps = 0;
    for part in ["orientation", "week-1", "week-8", "day"] {
        let plan = world.call("class_plan", json!({ "part": part }));
        let all = plan["sections"].as_array().unwrap().iter();
        let blocks = all.flat_map(|section| section["blocks"].as_array().unwrap());
        let run: Vec<u64> = blocks
            .filter(|block| block["kind"] == "steps")
            .flat_map(|block| block["steps"].as_array().unwrap())
            .map(|step| step["minutes"].as_u64().unwrap())
            .collect();
        assert_eq!(Some(run.iter().sum()), plan["minutes"].as_u64(), "{part}");
        steps += run.len();
    }
    assert!(steps > 30, "{steps} steps in four plans");
    let found = world.call("search", json!({ "words": "inquiry" }));
    assert!(found.to_string().contains("\"class\""), "a trainer finds class plans");
}

#[test]
fn a_class_plan_is_the_trainers() {
    let world = World::new();
    world.person("Renee", "coach");
    assert_eq!(world.refused("class_plan", json!({ "part": "week-1" })).0, "fault");
    let found = world.call("search", json!({ "words": "inquiry" }));
    assert!(!found.to_string().contains("\"class\""));
}

#[test]
fn somebody_in_the_comparison_arm_has_help_and_resources_and_no_course_yet() {
    let world = World::new();
    let team = world.study();
    world.unlock(&team.trainer);
    let invited = world.call(
        "invite",
        json!({ "name": "Noor", "arm": "comparison", "folder": world.path("outbox") }),
    );
    world.open_new(json!({ "name": "Noor", "role": "coach", "passphrase": PASSPHRASE,
                           "invitation": invited["path"] }));
    for (command, input) in [
        ("course", json!({})),
        ("lesson", json!({ "part": "week-1" })),
        ("card", json!({ "part": "week-1" })),
        ("scenarios", json!({})),
    ] {
        let (code, words) = world.refused(command, input);
        assert_eq!(code, "refused", "{command}");
        assert!(words.contains("not open to you"), "{words}");
    }
    let found = world.call("search", json!({ "words": "group" }));
    assert!(!found.as_array().unwrap().is_empty());
    assert!(
        !found.to_string().contains("\"lesson\"") && !found.to_string().contains("\"practice\"")
    );
    assert!(
        !world.call("resources", json!({}))["resources"]["resources"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn an_agencys_folder_that_does_not_hold_together_is_left_out_and_told() {
    let world = World::new();
    let agency = world.folder.path().join("agency");
    fs::create_dir_all(agency.join("help")).unwrap();
    let help = world.computer.content().own().join("help/help.toml");
    let text = fs::read_to_string(help).unwrap().replace("988 Suicide", "Our 988 Suicide");
    let start = |text: &str| {
        fs::write(agency.join("help/help.toml"), text).unwrap();
        let app = App::new(Arc::new(world.computer.with_agency(&agency))).unwrap();
        evenkeel_core::api::call(&app, "start", json!({})).unwrap()
    };
    let good = start(&text);
    assert!(good["agency"].is_null());
    assert!(good["help"].to_string().contains("Our 988"));
    let bad = start("format_version = 1\ncountry =");
    assert!(
        bad["agency"]["happened"].as_str().unwrap().contains("help/help.toml:2"),
        "{}",
        bad["agency"]
    );
    assert!(bad["help"].to_string().contains("988 Suicide"), "our own lines are there");
}

#[test]
fn a_help_line_that_was_tried_too_long_ago_says_so_on_the_screen() {
    let world = World::new();
    let agency = world.folder.path().join("agency");
    fs::create_dir_all(agency.join("help")).unwrap();
    let help = world.computer.content().own().join("help/help.toml");
    let text = fs::read_to_string(help).unwrap();
    let text = text.replacen("urgent = true", "urgent = true\nchecked_on = 2026-01-01", 1);
    fs::write(agency.join("help/help.toml"), text).unwrap();
    let computer = Arc::new(world.computer.with_agency(&agency));
    let app = App::new(computer.clone()).unwrap();
    let stale = || evenkeel_core::api::call(&app, "help", json!({})).unwrap()["stale"].clone();
    assert_eq!(stale(), json!([]));
    computer.set("2026-06-30T12:00");
    assert_eq!(stale(), json!([]), "180 days");
    computer.set("2026-07-01T12:00");
    assert_eq!(stale(), json!(["988"]), "181 days");
}
