//! The trainer's desk: who is worth a call, what was done about it, and texts to send oneself.

use serde_json::{Value, json};

use crate::world::{Team, World, everything_in};

/// A study whose coach asked for a call, seen by the trainer.
fn called(world: &World) -> Team {
    let team = world.study();
    world.call("please_call", json!({ "note": "After six is good" }));
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    team
}

fn board(world: &World) -> Value {
    world.call("cohort", json!({}))
}

/// The rules whose signals are open, but for the questionnaire that closes in these days.
fn open(view: &Value) -> Vec<&str> {
    let signals = view["signals"].as_array().unwrap().iter();
    let open = signals.filter(|signal| signal["state"]["kind"] == "open");
    let rules = open.map(|signal| signal["rule"].as_str().unwrap());
    rules.filter(|rule| *rule != "window-closing").collect()
}

fn about(signal: &Value, more: Value) -> Value {
    let mut input = json!({ "code": signal["code"], "rule": signal["rule"],
                            "about": signal["about"] });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn mark(world: &World, signal: &Value, mark: Value) -> Value {
    world.call("mark_signal", about(signal, json!({ "mark": mark })))
}

#[test]
fn a_call_that_is_done_stays_done_can_be_taken_back_and_comes_back_with_a_new_one() {
    let world = World::new();
    let team = called(&world);
    let view = board(&world);
    let signal = &view["signals"][0];
    assert_eq!(signal["name"], "Imani Needle");
    assert_eq!(signal["reason"], "Asked for a call on January 15.");
    assert_eq!(signal["said"], "After six is good");

    let done = mark(&world, signal, json!({ "kind": "done" }));
    assert_eq!(done["signals"][0]["state"], json!({ "kind": "done", "on": "2026-01-15" }));
    assert_eq!(done["coaches"][0]["calls"][0]["done_on"], "2026-01-15");
    let undone = mark(&world, signal, json!({ "kind": "open" }));
    assert_eq!(open(&undone), ["please-call"]);
    assert_eq!(undone["coaches"][0]["calls"][0]["done_on"], Value::Null);
    mark(&world, signal, json!({ "kind": "done" }));

    world.days_later(1);
    world.unlock(&team.coach);
    world.call("please_call", json!({ "note": "" }));
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let view = board(&world);
    assert_eq!(open(&view), ["please-call"], "another call is something new");
    let calls = view["coaches"][0]["calls"].as_array().unwrap();
    let answered: Vec<&Value> = calls.iter().map(|call| &call["done_on"]).collect();
    assert_eq!(answered, [&Value::Null, &json!("2026-01-15")]);
}

#[test]
fn what_is_put_off_comes_back_on_its_day_and_never_in_the_past() {
    let world = World::new();
    called(&world);
    let signal = board(&world)["signals"][0].clone();
    for day in ["2026-01-15", "2028-01-15"] {
        let input = about(&signal, json!({ "mark": { "kind": "later", "until": day } }));
        assert!(world.refused("mark_signal", input).1.contains("after today"));
    }
    let later = mark(&world, &signal, json!({ "kind": "later", "until": "2026-01-18" }));
    assert!(open(&later).is_empty());
    world.days_later(2);
    assert!(open(&board(&world)).is_empty(), "a day before");
    world.days_later(1);
    assert_eq!(open(&board(&world)), ["please-call"]);
}

#[test]
fn a_note_stays_with_its_signal_and_with_its_coach() {
    let world = World::new();
    let team = called(&world);
    let signal = board(&world)["signals"][0].clone();
    let note = |text: &str| world.call("note_signal", about(&signal, json!({ "note": text })));
    let view = note("  Rang at seven, no answer. ");
    assert_eq!(view["signals"][0]["note"], "Rang at seven, no answer.");
    let lines = json!([{ "day": "2026-01-15", "rule": "please-call",
                         "note": "Rang at seven, no answer." }]);
    assert_eq!(view["coaches"][0]["notes"], lines);
    assert_eq!(note("")["coaches"][0]["notes"], json!([]), "taken out again");
    let input = about(&signal, json!({ "note": "x".repeat(2001) }));
    assert!(world.refused("note_signal", input).1.contains("2000"));
    world.unlock(&team.coach);
    world.call("lock", json!({}));
    assert!(!everything_in(&world.ledger(&team.coach)).contains("Rang at seven"));
}

#[test]
fn a_rule_that_is_switched_off_finds_nobody_until_it_is_on_again() {
    let world = World::new();
    called(&world);
    let switch = |on: bool| world.call("switch_signal", json!({ "rule": "please-call", "on": on }));
    let off = switch(false);
    assert!(open(&off).is_empty());
    assert_eq!(off["rules"][0]["on"], false);
    assert_eq!(open(&switch(true)), ["please-call"]);
    let (code, _) = world.refused("switch_signal", json!({ "rule": "moon", "on": true }));
    assert_eq!(code, "not-found");
}

#[test]
fn signals_are_the_trainers_and_of_people_on_the_roster() {
    let world = World::new();
    let team = called(&world);
    let stranger = json!({ "code": "ZZZZ", "rule": "quiet", "about": "x",
                           "mark": { "kind": "done" } });
    assert_eq!(world.refused("mark_signal", stranger.clone()).0, "not-found");
    world.unlock(&team.coach);
    for (name, input) in [("mark_signal", stranger), ("messages", json!({}))] {
        world.refused(name, input);
    }
}

#[test]
fn absences_and_silence_reach_the_list_as_they_are_noted() {
    let world = World::new();
    let team = called(&world);
    world.days_later(7);
    let absent = |week: u32, how: &str| world.attended(&team.code, week, how);
    absent(1, "away");
    let view = absent(2, "excused");
    assert_eq!(open(&view), ["please-call", "classes-missed", "quiet"], "in the rules’ order");
    let view = absent(2, "made-up");
    assert_eq!(open(&view), ["please-call", "quiet"]);
}

#[test]
fn texts_are_filled_in_for_whoever_they_are_for_and_say_nothing_of_answers() {
    let world = World::new();
    let team = called(&world);
    let group = |at: usize| world.call("messages", json!({}))[at].clone();
    let message = group(0)["messages"][0].clone();
    assert_eq!(message["name"], "Imani Needle");
    let (subject, text) = (message["subject"].as_str().unwrap(), message["text"].as_str().unwrap());
    assert!(subject.contains("is open until"), "{subject}");
    assert!(
        text.starts_with("Hello Imani Needle,\n\n") && text.ends_with("Joan Trainer"),
        "{text}"
    );
    assert!(!text.contains('{') && !text.ends_with('\n'));
    assert_eq!(group(1)["messages"], json!([]), "nobody missed two classes");

    world.unlock(&team.coach);
    world.hand_in("baseline", 3);
    world.call("send_now", json!({}));
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    assert_eq!(group(0)["messages"], json!([]), "it is in");

    world.days_later(7);
    for week in [1, 2] {
        world.attended(&team.code, week, "away");
    }
    let text = group(1)["messages"][0]["text"].as_str().unwrap().to_owned();
    assert!(text.contains("in classes 1 and 2"), "{text}");
    assert!(text.contains("class 3 on Thursday, January 29"), "{text}");
}

#[test]
fn a_text_opens_in_the_mail_program_to_nobody_yet_and_no_other_address_opens() {
    let world = World::new();
    called(&world);
    let key = world.call("messages", json!({}))[0]["messages"][0]["key"].clone();
    world.call("open_message", json!({ "key": key }));
    let opened = world.computer.mail.lock().unwrap().clone();
    assert_eq!(opened.len(), 1);
    assert!(opened[0].starts_with("mailto:?subject=The%20questionnaire"), "{opened:?}");
    assert!(opened[0].contains("&body=Hello%20Imani%20Needle%2C%0D%0A%0D%0A"), "{opened:?}");
    assert_eq!(opened[0].matches('&').count(), 1, "nothing in a text adds to the address");
    let (code, _) = world.refused("open_message", json!({ "key": "https://example.org" }));
    assert_eq!(code, "not-found");
}

#[test]
fn the_sample_study_has_people_worth_a_call() {
    let world = World::new();
    world.call("open_sample", json!({ "role": "trainer" }));
    let view = board(&world);
    let found = open(&view);
    for rule in ["please-call", "quiet", "short-sits"] {
        assert!(found.contains(&rule), "{rule} is not in {found:?}");
    }
    assert!(found.len() <= 8, "most of them need nothing: {found:?}");
}
