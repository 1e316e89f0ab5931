//! What a researcher enters by hand beside what the study counts.

use serde_json::{Value, json};

use crate::world::World;

fn step(analysis: &Value, id: &str) -> Value {
    let steps = analysis["flow"]["steps"].as_array().unwrap();
    steps.iter().find(|step| step["id"] == id).unwrap().clone()
}

#[test]
fn who_was_assessed_is_entered_by_hand_and_a_later_count_takes_its_place() {
    let world = World::new();
    let team = world.study();
    world.sit(7.0);
    world.hand_in("baseline", 4);
    world.call("send_now", json!({}));
    world.unlock(&team.researcher);
    world.call("collect", json!({}));
    let before = world.call("analysis", json!({}));
    assert_eq!(step(&before, "assessed")["people"], Value::Null);
    assert_eq!(before["screened"], Value::Null);

    let counts = |assessed: u32, declined: u32| json!({ "assessed": assessed, "not_eligible": 1, "declined": declined, "other": 0 });
    world.call("set_screening", counts(9, 4));
    let found = world.call("analysis", json!({}));
    assert_eq!(step(&found, "assessed")["people"], 9);
    let excluded = step(&found, "excluded");
    assert_eq!(excluded["people"], 5);
    assert_eq!(
        excluded["parts"],
        json!([
            { "words": "did not meet the conditions", "people": 1 },
            { "words": "declined", "people": 4 },
        ]),
        "a reason that nobody had is not named"
    );
    let note = found["flow"]["notes"][0].as_str().unwrap();
    assert!(note.starts_with("Assessed less excluded leaves 4, and 1 are in an arm."), "{note}");

    world.call("set_screening", counts(6, 4));
    let found = world.call("analysis", json!({}));
    assert_eq!(found["flow"]["notes"], json!([]), "now it adds up");
    let head = found["head"].clone();
    world.call("set_screening", counts(6, 4));
    assert_eq!(world.call("analysis", json!({}))["head"], head, "the same again is no new fact");

    let (code, words) = world.refused("set_screening", counts(4, 4));
    assert_eq!(code, "refused");
    assert!(words.contains("5 people were excluded and 4 assessed"), "{words}");
    assert_eq!(world.call("analysis", json!({}))["screened"]["counts"], counts(6, 4));
}

#[test]
fn figures_are_the_researchers_alone_and_everybody_can_save_what_they_see() {
    let world = World::new();
    let team = world.study();
    let counts = json!({ "assessed": 3, "not_eligible": 0, "declined": 0, "other": 0 });
    let chart = json!({ "kind": "csv", "text": "a,b\r\n" });
    for person in [&team.trainer, &team.coach] {
        world.unlock(person);
        assert_eq!(world.refused("set_screening", counts.clone()).0, "fault");
        assert_eq!(
            world.call("save_chart", chart.clone()),
            Value::Null,
            "where there is nobody to ask for a place, nothing is written"
        );
    }
    world.call("lock", json!({}));
    assert_eq!(world.refused("save_chart", chart).0, "locked", "and with no ledger open, nothing");
}
