//! The trainer's desk: needs and feedback, an agency's counts, and reports.

use std::path::Path;

use serde_json::{Value, json};

use crate::world::{World, everything_in};

/// A trainer with so many coaches in the course, all joined; gives the trainer and the coaches.
fn class(world: &World, coaches: usize) -> (String, Vec<String>) {
    let trainer = world.person("Joan Trainer", "trainer");
    let cohort = json!({ "name": "Thursday evenings", "starts_on": "2026-01-29",
        "mailbox": world.path("mailbox"), "study_file": null });
    world.call("create_cohort", cohort);
    let mut letters = Vec::new();
    for at in 0..coaches {
        let invite = json!({ "name": format!("Needle {}", letter(at)), "arm": "course",
                             "folder": world.path("outbox") });
        letters.push(world.call("invite", invite)["path"].clone());
    }
    let join = |(at, path): (usize, Value)| {
        world.open_new(json!({ "name": format!("Coach {}", letter(at)), "role": "coach",
            "passphrase": crate::world::PASSPHRASE, "invitation": path }))
    };
    let coaches = letters.into_iter().enumerate().map(join).collect();
    (trainer, coaches)
}

fn letter(at: usize) -> char {
    char::from(b'A' + at as u8)
}

fn needs(time: &[&str], note: &str) -> Value {
    json!({ "chosen": { "time": time, "place": ["By video"] }, "note": note })
}

/// The same answer to every question about the course.
fn said(code: i32, words: &str, show: bool) -> Value {
    let codes: serde_json::Map<String, Value> =
        (1..=12).map(|number| (number.to_string(), json!(code))).collect();
    json!({ "codes": codes, "words": { "13": words }, "show_words": show })
}

fn collect(world: &World, trainer: &str) {
    world.unlock(trainer);
    world.call("collect", json!({}));
}

#[test]
fn what_a_coach_needs_reaches_the_trainer_by_name_and_adds_up() {
    let world = World::new();
    let (trainer, coaches) = class(&world, 3);
    for (at, coach) in coaches.iter().take(2).enumerate() {
        world.unlock(coach);
        assert_eq!(world.call("today", json!({}))["for_trainer"], json!(["needs"]));
        let note = if at == 0 { "A chair by the door" } else { "" };
        world.call("send_needs", needs(&["Evening", "Weekend"], note));
        assert_eq!(world.call("today", json!({}))["for_trainer"], json!([]));
        world.call("send_now", json!({}));
    }
    let sharing = world.call("sharing", json!({}));
    let words: Vec<&Value> =
        sharing["trainer_sees"].as_array().unwrap().iter().map(|fact| &fact["words"]).collect();
    assert!(words.contains(&&json!("What would help you come: all you chose and wrote")));
    world.call("send_needs", needs(&["Evening"], ""));
    world.call("send_now", json!({}));

    collect(&world, &trainer);
    let class = world.call("class_needs", json!({}));
    assert_eq!(class["coaches"][0]["name"], "Needle A");
    assert_eq!(class["coaches"][0]["note"], "A chair by the door");
    let time = json!(["Which times could work for you?", "Evening, Weekend"]);
    assert_eq!(class["coaches"][0]["chosen"][0], time);
    let lines = class["totals"][0]["lines"].as_array().unwrap();
    let of = |option: &str| &lines.iter().find(|line| line["option"] == option).unwrap()["coaches"];
    assert_eq!((of("Evening"), of("Weekend"), of("Midday")), (&json!(2), &json!(1), &json!(0)));
    assert_eq!(class["silent"], json!(["Needle C"]));
}

#[test]
fn needs_are_not_asked_for_once_the_course_is_on_and_never_of_somebody_alone() {
    let world = World::new();
    let (_, coaches) = class(&world, 1);
    world.unlock(&coaches[0]);
    assert!(
        world
            .refused("send_needs", json!({ "chosen": {}, "note": " " }))
            .1
            .contains("nothing to send")
    );
    let wrong = json!({ "chosen": { "place": ["By video", "By phone"] }, "note": "" });
    assert_eq!(world.refused("send_needs", wrong).0, "fault");
    world.days_later(14);
    assert_eq!(world.call("today", json!({}))["for_trainer"], json!([]));
    world.person("Alone", "coach");
    assert_eq!(world.call("needs", json!({}))["trainer"], Value::Null);
    assert_eq!(world.call("today", json!({}))["for_trainer"], json!([]));
}

#[test]
fn what_coaches_say_at_the_end_is_counted_in_fives_and_shows_nobodys_words_unasked() {
    let world = World::new();
    let (trainer, coaches) = class(&world, 7);
    world.unlock(&coaches[0]);
    assert!(world.refused("send_feedback", said(4, "", true)).1.contains("still on"));
    world.call("keep_feedback", said(4, "Half a thought", false));
    world.at("2026-03-20T20:00");
    let view = world.call("feedback", json!({}));
    assert_eq!(view["draft"]["words"]["13"], "Half a thought", "nothing was lost");
    assert_eq!(world.call("today", json!({}))["for_trainer"], json!(["feedback"]));

    let send = |at: usize| {
        world.unlock(&coaches[at]);
        let code = if at == 5 { 1 } else { 5 };
        let words = format!("Splinter {}", letter(at));
        world.call("send_feedback", said(code, &words, at.is_multiple_of(2)));
        world.call("send_now", json!({}));
    };
    (0..4).for_each(send);
    collect(&world, &trainer);
    let totals = world.call("feedback_totals", json!({}));
    assert_eq!((&totals["came"], &totals["themes"][0]["items"][0]["n"]), (&json!(4), &json!(0)));
    assert_eq!(totals["words"][0]["lines"], json!([]));

    for later in [4..5, 5..7] {
        later.for_each(send);
        collect(&world, &trainer);
    }
    let totals = world.call("feedback_totals", json!({}));
    let first = &totals["themes"][0]["items"][0];
    assert_eq!((&totals["came"], &first["n"]), (&json!(7), &json!(5)));
    assert_eq!(first["counts"][4], json!(["Fully", 5]), "the sixth, who said 1, waits for company");
    let turned = &totals["themes"][0]["items"][2];
    assert_eq!((&turned["best"], &turned["mean"]), (&json!(0), &json!(1.0)), "{turned}");
    let mut lines: Vec<&str> = totals["words"][0]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l.as_str().unwrap())
        .collect();
    lines.sort_unstable();
    assert_eq!(lines, ["Splinter A", "Splinter C", "Splinter E"]);
    world.call("lock", json!({}));
    let ledger = everything_in(&world.ledger(&trainer));
    assert!(!ledger.contains("Splinter B"), "words that were not to be shown have not left");

    world.unlock(&coaches[1]);
    assert!(world.refused("send_feedback", said(3, "", false)).1.contains("sent already"));
    let shared = world.call("sharing", json!({})).to_string();
    assert!(shared.contains("What you said about the course, none of your words"));
}

#[test]
fn a_study_that_asks_the_same_leaves_the_trainer_nothing_to_ask() {
    let world = World::new();
    world.kettle_study(false, &["course-feedback"]);
    world.at("2026-03-20T20:00");
    assert_eq!(world.call("feedback", json!({}))["trainer"], Value::Null);
    assert!(world.refused("send_feedback", said(4, "", true)).1.contains("nobody here"));
}

fn month(caseload: u32, boxes: [u32; 4]) -> Value {
    json!({ "month": "2025-12-01", "caseload": caseload, "completed": boxes[0],
            "in_treatment": boxes[1], "not_in_treatment": boxes[2],
            "ended_without_completing": boxes[3], "reached": 40, "agreed": 28, "others": {} })
}

#[test]
fn a_month_adds_up_or_is_not_noted_and_a_correction_stands_beside_what_was() {
    let world = World::new();
    let (trainer, _) = class(&world, 1);
    world.unlock(&trainer);
    assert!(world.refused("note_month", month(100, [38, 26, 22, 14])).1.contains("off"));
    world.call(
        "set_counts",
        json!({ "on": true, "others": [{ "id": "", "name": "Naloxone kits" }] }),
    );
    let wrong = world.refused("note_month", month(101, [38, 26, 22, 14])).1;
    assert!(wrong.contains("add up to 100, and the caseload is 101: 1 missing"), "{wrong}");
    let mut agreed = month(100, [38, 26, 22, 14]);
    agreed["agreed"] = json!(41);
    assert!(world.refused("note_month", agreed).1.contains("41 agreed, and 40 were reached"));
    let mut later = month(100, [38, 26, 22, 14]);
    later["month"] = json!("2026-02-01");
    assert!(world.refused("note_month", later).1.contains("still to come"));

    world.call("note_month", month(100, [38, 26, 22, 14]));
    world.call("note_month", month(100, [38, 26, 22, 14]));
    let view = world.call("note_month", month(100, [37, 27, 22, 14]));
    assert_eq!(view["months"].as_array().unwrap().len(), 1);
    assert_eq!(view["months"][0]["count"]["completed"], 37);
    assert_eq!(view["months"][0]["corrected"], 1, "the same again is no correction");
    assert_eq!(view["last_month"], "2025-12-01");
}

#[test]
fn the_name_of_a_count_says_what_is_counted() {
    let world = World::new();
    let (trainer, _) = class(&world, 1);
    world.unlock(&trainer);
    let named = |names: &[&str]| {
        let others: Vec<Value> =
            names.iter().map(|name| json!({ "id": "", "name": name })).collect();
        json!({ "on": true, "others": others })
    };
    for (names, why) in [
        (&["Case 4471203"][..], "4471203"),
        (&["born 3/14/1988"], "3/14/1988"),
        (&["Rides", "rides "], "twice"),
        (&[" "], "Please give each count a name"),
    ] {
        assert!(world.refused("set_counts", named(names)).1.contains(why), "{names:?}");
    }
    let view = world.call("set_counts", named(&["Rides given"]));
    let id = view["settings"]["others"][0]["id"].clone();
    let renamed = json!({ "on": false, "others": [{ "id": id, "name": "Rides to court" }] });
    let view = world.call("set_counts", renamed);
    assert_eq!(view["settings"]["others"][0]["id"], id, "a new name is the same count");
}

/// Five of six came to all eight classes, the sixth to none.
fn taught(world: &World) -> (String, Vec<String>) {
    let (trainer, coaches) = class(world, 6);
    for coach in &coaches {
        world.unlock(coach);
        world.call("send_now", json!({}));
    }
    world.at("2026-04-01T20:00");
    collect(world, &trainer);
    let board = world.call("cohort", json!({}));
    for (at, coach) in board["coaches"].as_array().unwrap().iter().enumerate() {
        for week in 1..=8 {
            let attendance = if at == 5 { "away" } else { "came" };
            world.attended(coach["code"].as_str().unwrap(), week, attendance);
        }
    }
    (trainer, coaches)
}

#[test]
fn a_report_hides_whoever_stands_alone_and_holds_no_name() {
    let world = World::new();
    taught(&world);
    let report = world.call("report", json!({ "report": "cohort" }));
    let bars = &report["sections"][0]["blocks"][0]["bars"];
    assert_eq!(bars[0]["value"], "6 of 6 (100 %)");
    assert_eq!(bars[1]["value"], "hidden", "five who came would show the one who did not");
    assert_eq!(bars[1]["share"], Value::Null);
    let text = report.to_string();
    assert!(!text.contains("Needle") && !text.contains("Joan"), "{text}");
    // 5 people, 8 classes of two and a half hours.
    assert!(text.contains(r#"["In class","100"]"#), "{text}");
    assert!(
        world
            .refused("set_least", json!({ "least": 4, "report": "cohort" }))
            .1
            .contains("5 to 100")
    );
    let wider = world.call("set_least", json!({ "least": 10, "report": "programme" }));
    assert_eq!((&wider["least"], &wider["title"]), (&json!(10), &json!("Thursday evenings")));
    assert!(wider.to_string().contains("fewer than 10"));
    assert_eq!(wider["sections"][0]["blocks"][0]["bars"][0]["value"], "hidden");
}

#[test]
fn the_tables_say_hidden_where_the_page_does() {
    let world = World::new();
    taught(&world);
    world.call("set_counts", json!({ "on": true, "others": [{ "id": "", "name": "=Kits" }] }));
    world.call("note_month", month(100, [38, 26, 33, 3]));
    let out = world.path("tables");
    let files = world.call("save_tables", json!({ "folder": out }));
    assert_eq!(files, json!(["README.txt", "figures.csv", "program-counts.csv", "SHA256SUMS"]));
    let read = |name: &str| std::fs::read_to_string(Path::new(&out).join(name)).unwrap();
    let figures = read("figures.csv");
    assert!(figures.contains("people,invited,,6,6,people"), "{figures}");
    assert!(figures.contains("completion,completed,4 classes or more,hidden,6,people"));
    let counts = read("program-counts.csv");
    assert!(
        counts.contains("2025-12,Completed,hidden") && counts.contains("2025-12,In treatment,26")
    );
    assert!(counts.contains("2025-12,Ended without completing,hidden"), "{counts}");
    assert!(counts.contains("2025-12,Agreed,28") && counts.contains("'=Kits"), "{counts}");
}

#[test]
fn only_a_trainer_sees_the_desk() {
    let world = World::new();
    let (_, coaches) = class(&world, 1);
    world.unlock(&coaches[0]);
    for name in ["class_needs", "feedback_totals", "counts"] {
        assert_eq!(world.refused(name, json!({})).0, "fault", "{name}");
    }
    assert_eq!(world.refused("report", json!({ "report": "cohort" })).0, "fault");
    assert_eq!(
        world.refused("save_pdf", json!({ "kind": "report", "report": "cohort" })).0,
        "fault"
    );
}
