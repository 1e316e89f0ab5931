//! FHIR Questionnaires.

use evenkeel_core::measures::found::CopyFormat;
use serde_json::{Value, json};

use crate::support::*;

const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
const WEIGHT: &str = "http://hl7.org/fhir/StructureDefinition/itemWeight";

/// Where the score of an answer stands.
#[derive(Clone, Copy, Debug)]
enum Score {
    Option,
    Coding,
    ValueSet,
    CodeSystem,
}

fn questionnaire(place: Score) -> Value {
    let extension = |code: usize| json!([{ "url": ORDINAL, "valueDecimal": code }]);
    let coding = |item: usize, code: usize| {
        json!({ "system": "http://example.org/cs", "code": format!("LA{item}-{code}"),
                "display": labels(item)[code - 1] })
    };
    let items: Vec<Value> = (1..)
        .zip(ITEMS)
        .map(|(at, text)| {
            let mut item = json!({ "linkId": format!("n{at}"), "text": text, "type": "choice",
                                   "prefix": format!("{at}.") });
            match place {
                Score::ValueSet | Score::CodeSystem => {
                    item["answerValueSet"] = json!(format!("#set{at}"));
                }
                Score::Option | Score::Coding => {
                    let options = (1..=5).map(|code| {
                        let mut option = json!({ "valueCoding": coding(at, code) });
                        match place {
                            Score::Option => option["extension"] = extension(code),
                            _ => option["valueCoding"]["extension"] = extension(code),
                        }
                        option
                    });
                    item["answerOption"] = options.collect();
                }
            }
            item
        })
        .collect();
    let sets = (1..=6).map(|at: usize| {
        let concepts: Vec<Value> = (1..=5)
            .map(|code| {
                let mut concept = coding(at, code);
                if let Score::ValueSet = place {
                    concept["extension"] = extension(code);
                }
                concept
            })
            .collect();
        json!({ "resourceType": "ValueSet", "id": format!("set{at}"),
                "compose": { "include": [
                    { "system": "http://example.org/cs", "concept": concepts } ] } })
    });
    let mut contained: Vec<Value> = sets.collect();
    if let Score::CodeSystem = place {
        let concepts: Vec<Value> = (1..=6)
            .flat_map(|at| (1..=5).map(move |code| (at, code)))
            .map(|(at, code)| {
                json!({ "code": format!("LA{at}-{code}"), "display": "x",
                        "property": [{ "code": "itemWeight", "valueDecimal": code }] })
            })
            .collect();
        contained.push(json!({ "resourceType": "CodeSystem", "id": "cs",
                               "url": "http://example.org/cs", "concept": concepts }));
    }
    json!({ "resourceType": "Questionnaire", "title": "Nights", "status": "draft",
            "contained": contained,
            "item": [
                { "linkId": "g", "type": "group", "text": "Think of last week.", "item": items }
            ] })
}

pub fn all() -> Vec<String> {
    let places = [Score::Option, Score::Coding, Score::ValueSet, Score::CodeSystem];
    places.map(|place| questionnaire(place).to_string()).into()
}

#[test]
fn scores_are_found_in_all_four_places() {
    for place in [Score::Option, Score::Coding, Score::ValueSet, Score::CodeSystem] {
        let found = read("n.json", &questionnaire(place).to_string());
        assert_eq!(found.format, CopyFormat::Fhir);
        assert_eq!(codes(&found.items[0]), ["1", "2", "3", "4", "5"], "{place:?}");
        assert_eq!(found.parts[0].instructions, "Think of last week.");
        is_published(&found);
    }
}

#[test]
fn both_names_of_the_score_and_the_r5_types_are_known() {
    let r5 = questionnaire(Score::Coding)
        .to_string()
        .replace(ORDINAL, WEIGHT)
        .replace("\"choice\"", "\"coding\"");
    is_published(&read("n.json", &r5));
}

#[test]
fn two_places_that_disagree_are_refused() {
    let mut two = questionnaire(Score::Coding);
    two["item"][0]["item"][2]["answerOption"][1]["extension"] =
        json!([{ "url": WEIGHT, "valueDecimal": 4 }]);
    refuses("n.json", two.to_string(), "item n3", "Answer 2 has the score 4 in one place and 2");
}

#[test]
fn a_score_that_the_file_computes_is_left_out() {
    let mut own = questionnaire(Score::Option);
    own["item"][0]["item"].as_array_mut().unwrap().push(json!({
        "linkId": "total", "type": "quantity", "text": "Total",
        "extension": [{ "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                        "valueExpression": { "language": "text/fhirpath", "expression": "1 + 1" } }]
    }));
    let found = read("n.json", &own.to_string());
    assert!(notes(&found).contains("item total: The file computes a score of its own"));
    is_published(&found);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let pretty = serde_json::to_string_pretty(&questionnaire(Score::Option)).unwrap();
    is_published(&read("n.json", &format!("\u{feff}{}", pretty.replace('\n', "\r\n"))));
}

#[test]
fn limits_that_contradict_the_answers_are_reported() {
    let mut odd = questionnaire(Score::Option);
    odd["item"][0]["item"][0]["extension"] =
        json!([{ "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 3 }]);
    let found = read("n.json", &odd.to_string());
    assert!(notes(&found).contains("item n1: The file says that the highest answer is 3"));
    is_published(&found);
}

#[test]
fn answers_that_are_numbers_have_no_words() {
    let bare = json!({ "resourceType": "Questionnaire", "item": [
        { "linkId": "a", "type": "integer", "text": "How many?",
          "answerOption": [{ "valueInteger": 0 }, { "valueInteger": 1 }] } ] });
    let found = read("n.json", &bare.to_string());
    assert_eq!((codes(&found.items[0]), words(&found.items[0])), (vec!["0", "1"], vec!["", ""]));
}

#[test]
fn answers_kept_elsewhere_are_not_fetched() {
    let mut away = questionnaire(Score::ValueSet);
    away["item"][0]["item"][5]["answerValueSet"] = json!("http://example.org/vs|1.0");
    let found = read("n.json", &away.to_string());
    assert!(notes(&found).contains("kept elsewhere (http://example.org/vs|1.0)"));
    assert_eq!(found.items.len(), 5);
}

#[test]
fn what_is_wrong_is_refused_with_its_place() {
    let whole = questionnaire(Score::Option).to_string();
    refuses("n.json", &whole[..whole.len() - 3], "n.json, line 1, column", "not valid JSON");
    refuses("n.json", whole.replace("Questionnaire", "Patient"), "n.json", "This is Patient");
    refuses("n.json", whole.replace("\"n3\"", "\"n2\""), "item n2", "there twice");
    refuses("n.json", whole.replace("\"linkId\":\"n3\",", ""), "item 3", "no linkId");
    refuses("n.json", whole.replace(ITEMS[4], ""), "item n5", "no words");
    refuses("n.json", "[1, 2]", "n.json", "no resource");
    refuses("n.json", "[".repeat(100_000), "line 1", "not valid JSON");
    let mut deep = json!({ "linkId": "x0", "type": "group" });
    for at in 1..40 {
        deep = json!({ "linkId": format!("x{at}"), "type": "group", "item": [deep] });
    }
    let deep = json!({ "resourceType": "Questionnaire", "item": [deep] });
    refuses("n.json", deep.to_string(), "item x", "nested too deep");
}
