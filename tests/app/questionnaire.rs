//! Answering a questionnaire: nothing is lost, nothing changes afterwards.

use serde_json::{Value, json};

use crate::world::World;

fn sheet() -> Value {
    json!({ "wave": "baseline", "instrument": "checkin" })
}

#[test]
fn it_goes_on_where_it_was_left() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    world.answer("baseline", 1, json!({ "kind": "code", "code": 4 }));
    world.answer("baseline", 2, json!({ "kind": "refused" }));
    world.answer("baseline", 3, json!({ "kind": "skipped" }));
    world.call("lock", json!({}));
    world.unlock(&renee);
    let runner = world.call("questionnaire", sheet());
    assert_eq!(runner["next"], 4);
    assert_eq!(runner["items"][0]["answer"], json!({ "kind": "code", "code": 4 }));
    assert_eq!(runner["items"][1]["answer"], json!({ "kind": "refused" }));
}

#[test]
fn a_skipped_question_is_offered_again_at_the_end_and_a_refused_one_is_left_alone() {
    let world = World::new();
    world.person("Renee", "coach");
    let items = world.call("questionnaire", sheet())["items"].as_array().unwrap().len() as u64;
    for number in 1..=items {
        let answer = match number {
            2 => json!({ "kind": "refused" }),
            5 => json!({ "kind": "skipped" }),
            _ => json!({ "kind": "code", "code": 3 }),
        };
        world.answer("baseline", number, answer);
    }
    assert_eq!(world.call("questionnaire", sheet())["next"], 5);
    world.answer("baseline", 5, json!({ "kind": "code", "code": 1 }));
    assert_eq!(world.call("questionnaire", sheet())["next"], Value::Null);
}

#[test]
fn handing_in_is_final_and_gives_a_receipt_that_stays() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let receipt = world.hand_in("baseline", 3);
    let number = receipt["number"].as_str().unwrap();
    assert!(evenkeel_core::study::code::is_whole(number), "{number}");
    assert!(world.refused("hand_in", sheet()).1.contains("can’t be changed"));
    let (_, words) = world.refused(
        "answer",
        json!({ "wave": "baseline", "instrument": "checkin", "number": 1,
                "answer": { "kind": "code", "code": 5 }, "ms": 1 }),
    );
    assert!(words.contains("handed in"), "{words}");
    world.call("lock", json!({}));
    world.unlock(&renee);
    let sheets = world.call("questionnaires", json!({}));
    assert_eq!(sheets[0]["state"], "returned");
    assert_eq!(sheets[0]["receipt"]["number"], number);
}

#[test]
fn the_same_answer_everywhere_scores_what_the_key_implies() {
    let world = World::new();
    world.person("Renee", "coach");
    let receipt = world.hand_in("baseline", 5);
    for score in receipt["scores"].as_array().unwrap() {
        // Half of each scale is reversed, so fives and ones meet in the middle.
        assert_eq!(score["value"], 3.0, "{score}");
        assert_eq!((score["lowest"].as_f64(), score["highest"].as_f64()), (Some(1.0), Some(5.0)));
    }
}

#[test]
fn questions_that_were_never_shown_hold_the_hand_in_back() {
    let world = World::new();
    world.person("Renee", "coach");
    world.answer("baseline", 1, json!({ "kind": "code", "code": 4 }));
    let (code, words) = world.refused("hand_in", sheet());
    assert_eq!(code, "refused");
    assert!(words.contains("33 questions"), "{words}");
}

#[test]
fn an_answer_that_the_question_does_not_have_is_refused() {
    let world = World::new();
    world.person("Renee", "coach");
    for (number, code) in [(1, 6), (1, 0), (99, 3)] {
        let (kind, _) = world.refused(
            "answer",
            json!({ "wave": "baseline", "instrument": "checkin", "number": number,
                    "answer": { "kind": "code", "code": code }, "ms": 1 }),
        );
        assert_eq!(kind, "refused");
    }
}

#[test]
fn the_follow_up_opens_three_months_after_the_end_of_the_course() {
    let world = World::new();
    world.person("Renee", "coach");
    let sheets = world.call("questionnaires", json!({}));
    let follow_up = &sheets[2];
    // Class 1 on January 15, eight weeks to March 11, and 91 days on.
    assert_eq!(follow_up["due_on"], "2026-06-10");
    assert_eq!(follow_up["opens_on"], "2026-06-03");
    assert_eq!(follow_up["closes_on"], "2026-07-01");
    let follow_up = json!({ "wave": "follow-up", "instrument": "checkin" });
    assert!(world.refused("questionnaire", follow_up.clone()).1.contains("opens on June 3"));
    world.at("2026-06-03T12:00");
    assert_eq!(world.call("questionnaire", follow_up.clone())["next"], 1);
    world.at("2026-07-02T12:00");
    assert!(
        world.refused("questionnaire", follow_up).1.contains("time for this questionnaire is over")
    );
}
