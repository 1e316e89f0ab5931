//! The researcher's protocol: written, checked, frozen, amended; and arms that nobody can foresee.

use std::fs;

use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World, day, everything_in};

fn protocol(world: &World) -> Value {
    world.call("protocol", json!({}))["protocol"].clone()
}

fn set(world: &World, protocol: &Value, reason: Option<&str>) -> Value {
    world.call("set_protocol", json!({ "protocol": protocol, "reason": reason }))
}

fn researcher(world: &World) -> String {
    let id = world.person("Rosa", "researcher");
    let place = json!({ "name": "Coaches 2026", "mailbox": world.path("mailbox") });
    world.call("create_study", place);
    id
}

fn save_file(world: &World) -> String {
    let path = world.call("save_study_file", json!({ "path": world.path("outbox") }));
    path.as_str().unwrap().to_owned()
}

fn cohort(world: &World, study_file: &str) -> String {
    let id = world.person("Joan", "trainer");
    world.call(
        "create_cohort",
        json!({ "name": "Thursdays", "starts_on": day(2026, 1, 15),
                "mailbox": world.path("mailbox"), "study_file": study_file }),
    );
    id
}

#[test]
fn a_protocol_is_free_until_its_file_goes_out_and_then_each_change_is_an_amendment() {
    let world = World::new();
    researcher(&world);
    let mut asked = protocol(&world);
    asked["ethics"] = json!("Approved, 2026-14.");
    let view = set(&world, &asked, None);
    assert_eq!((&view["frozen"], &view["protocol"]["version"]), (&json!(false), &json!(1)));
    assert_eq!(view["key_sign"], Value::Null);
    let file = fs::read_to_string(save_file(&world)).unwrap();
    assert!(file.contains("\"signature\""), "it is signed");
    let view = world.call("protocol", json!({}));
    assert_eq!(view["frozen"], true);
    assert_eq!(view["key_sign"].as_str().map(str::len), Some(9));
    asked["keeps_years"] = json!(10);
    let (_, words) = world.refused("set_protocol", json!({ "protocol": asked, "reason": " " }));
    assert!(words.contains("amendment"), "{words}");
    world.days_later(3);
    let view = set(&world, &asked, Some("The board asked for a term."));
    assert_eq!(view["protocol"]["version"], 2);
    assert_eq!(
        view["versions"],
        json!([{ "version": 2, "day": "2026-01-18", "reason": "The board asked for a term." },
               { "version": 1, "day": "2026-01-15", "reason": null }])
    );
}

#[test]
fn a_protocol_that_is_not_ready_does_not_go_out() {
    let world = World::new();
    researcher(&world);
    let mut asked = protocol(&world);
    asked["waves"][0]["instruments"] = json!(["nobody"]);
    let view = set(&world, &asked, None);
    assert_eq!(view["findings"][0]["stops"].as_bool(), Some(false), "{}", view["findings"]);
    assert!(view["findings"].as_array().unwrap().iter().any(|one| one["stops"] == true));
    let (_, words) = world.refused("save_study_file", json!({ "path": world.path("outbox") }));
    assert!(words.contains("not ready, so no file was written"), "{words}");
    assert_eq!(world.call("protocol", json!({}))["frozen"], false);
}

#[test]
fn other_words_of_consent_are_another_version_once_somebody_may_have_signed() {
    let world = World::new();
    researcher(&world);
    let mut asked = protocol(&world);
    let text = "You are asked to take part. ".repeat(20);
    asked["consent"] = json!({ "version": 7, "text": text });
    assert_eq!(set(&world, &asked, None)["protocol"]["consent"]["version"], 1);
    save_file(&world);
    asked["consent"]["text"] = json!(format!("{text} Your travel is paid."));
    let view = set(&world, &asked, Some("Travel is paid now."));
    assert_eq!(view["protocol"]["consent"]["version"], 2);
}

#[test]
fn a_study_file_that_was_changed_on_its_way_is_refused() {
    let world = World::new();
    researcher(&world);
    let file = save_file(&world);
    let whole = fs::read_to_string(&file).unwrap();
    let reader = serde_json::from_str::<Value>(&whole).unwrap()["reader"].clone();
    for (from, to) in [
        (
            reader.as_str().unwrap(),
            "age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq",
        ),
        ("Coaches 2026", "Coaches 2027"),
        ("\"due\": 91", "\"due\": 30"),
    ] {
        assert!(whole.contains(from), "{from}");
        fs::write(&file, whole.replace(from, to)).unwrap();
        world.person("Jim", "trainer");
        let (_, words) = world.refused(
            "create_cohort",
            json!({ "name": "X", "starts_on": day(2026, 1, 15),
                    "mailbox": world.path("mailbox"), "study_file": file }),
        );
        assert!(words.contains("changed after the researcher signed it"), "{words}");
    }
}

#[test]
fn an_amendment_reaches_the_cohort_and_nobody_elses_does() {
    let world = World::new();
    let rosa = researcher(&world);
    let file = save_file(&world);
    let trainer = cohort(&world, &file);
    world.unlock(&rosa);
    let mut asked = protocol(&world);
    asked["keeps_years"] = json!(5);
    set(&world, &asked, Some("A term."));
    let amended = save_file(&world);
    world.unlock(&trainer);
    let view = world.call("update_study", json!({ "path": amended }));
    assert_eq!(view["study"]["version"], 2);
    researcher(&world);
    let foreign = save_file(&world);
    world.unlock(&trainer);
    let (_, words) = world.refused("update_study", json!({ "path": foreign }));
    assert!(words.contains("another study"), "{words}");
}

/// A study with sealed arms; the researcher, the trainer, and where the file lies.
fn sealed(world: &World) -> (String, String) {
    let rosa = researcher(world);
    let blocks = json!({ "kind": "blocks",
                         "blocks": { "course": 1, "comparison": 1, "sizes": [4, 6] } });
    let view = world.call("seal_allocation", blocks.clone());
    assert_eq!((&view["allocation"], &view["open"]), (&json!("blocks"), &json!(true)));
    assert_eq!(view["commitment"].as_str().unwrap().len(), 64);
    let file = save_file(world);
    world.refused("seal_allocation", blocks);
    (rosa, cohort(world, &file))
}

fn enrol(world: &World, names: &[&str]) -> Value {
    let people: Vec<Value> =
        names.iter().map(|name| json!({ "name": name, "arm": "course" })).collect();
    world.call("enrol", json!({ "people": people }))
}

#[test]
fn arms_come_from_the_researcher_and_nobody_who_enrols_can_foresee_them() {
    let world = World::new();
    let (rosa, joan) = sealed(&world);
    let view = enrol(&world, &["Imani Needle", "Ben", "Carmen", "Deshawn"]);
    assert_eq!((view["waiting"].as_array().unwrap().len(), &view["coaches"]), (4, &json!([])));
    let (_, words) = world.refused(
        "invite",
        json!({ "name": "Ellen", "arm": "course", "folder": world.path("outbox") }),
    );
    assert!(words.contains("the researcher says"), "{words}");
    let asking = world.call("ask_for_arms", json!({ "path": world.path("outbox") }));
    let request = fs::read_to_string(asking.as_str().unwrap()).unwrap();
    assert!(!request.contains("Imani") && !request.contains("Thursdays"), "{request}");

    world.unlock(&rosa);
    let give = json!({ "file": asking, "folder": world.path("outbox") });
    let given = world.call("allocate", give.clone());
    assert_eq!((&given["new"], &given["known"]), (&json!(4), &json!(0)));
    let again = world.call("allocate", give);
    assert_eq!((&again["new"], &again["known"]), (&json!(0), &json!(4)), "an arm is given once");
    let (first, second) = [&given, &again]
        .map(|one| fs::read_to_string(one["path"].as_str().unwrap()).unwrap())
        .into();
    assert_eq!(first, second);

    world.unlock(&joan);
    let view = world.call("take_arms", json!({ "path": given["path"] }));
    assert_eq!((&view["waiting"], view["coaches"].as_array().unwrap().len()), (&json!([]), 4));
    let codes: Vec<Value> =
        view["coaches"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    let writing = json!({ "codes": codes, "locked": false, "folder": world.path("letters") });
    world.call("write_invitations", writing);
    world.call("lock", json!({}));
    // What decides is in the researcher's ledger and nowhere else.
    let researchers = everything_in(&world.ledger(&rosa));
    let seed = researchers.split("\"seed\":\"").nth(1).unwrap()[..64].to_owned();
    let mut elsewhere = everything_in(&world.ledger(&joan));
    for folder in ["outbox", "letters"] {
        for file in fs::read_dir(world.folder.path().join(folder)).unwrap().flatten() {
            elsewhere.push_str(&fs::read_to_string(file.path()).unwrap());
        }
    }
    assert!(!elsewhere.contains(&seed) && !elsewhere.contains("\"sizes\""));
    assert!(!researchers.contains("Needle") && !researchers.contains("Thursdays"));
}

#[test]
fn arms_that_another_hand_wrote_are_refused() {
    let world = World::new();
    let (rosa, joan) = sealed(&world);
    enrol(&world, &["Imani", "Ben"]);
    let asking = world.call("ask_for_arms", json!({ "path": world.path("outbox") }));
    world.unlock(&rosa);
    let given = world.call("allocate", json!({ "file": asking, "folder": world.path("outbox") }));
    let path = given["path"].as_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let turned = text
        .replace("\"course\"", "\"x\"")
        .replace("\"comparison\"", "\"course\"")
        .replace("\"x\"", "\"comparison\"");
    let forged = world.path("forged.evenkeel-arms");
    fs::write(&forged, turned).unwrap();
    world.unlock(&joan);
    let (_, words) = world.refused("take_arms", json!({ "path": forged }));
    assert!(words.contains("did not sign these arms"), "{words}");
    assert_eq!(world.call("invitations", json!({}))["waiting"].as_array().unwrap().len(), 2);
}

#[test]
fn the_comparison_arm_gets_the_course_on_its_day() {
    let world = World::new();
    researcher(&world);
    let mut asked = protocol(&world);
    asked["unlocks_after"] = json!(113);
    set(&world, &asked, None);
    let file = save_file(&world);
    cohort(&world, &file);
    let invited = world.call(
        "invite",
        json!({ "name": "Imani", "arm": "comparison", "folder": world.path("outbox") }),
    );
    let preview = world.call("preview_invitation", json!({ "path": invited["path"] }));
    assert_eq!(preview["unlocks_on"], "2026-07-02");
    let coach = world.open_new(json!({ "name": "Imani", "role": "coach",
        "passphrase": PASSPHRASE, "invitation": invited["path"] }));
    assert_eq!(world.call("start", json!({}))["takes_course"], false);
    assert_eq!(world.call("today", json!({}))["main"]["course_on"], Value::Null, "asked first");
    world.at("2026-05-01T20:00");
    world.unlock(&coach);
    assert_eq!(world.call("today", json!({}))["main"]["course_on"], "2026-07-02");
    world.at("2026-07-02T20:00");
    world.unlock(&coach);
    assert_eq!(world.call("start", json!({}))["takes_course"], true);
    let today = world.call("today", json!({}));
    assert_eq!((&today["week"], &today["starts_on"]), (&json!(1), &json!("2026-07-02")));
    let follow_up = world.call("questionnaires", json!({}))[2].clone();
    assert_eq!(follow_up["due_on"], "2026-06-10", "waves stay where the cohort has them");
}
