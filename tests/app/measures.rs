//! A questionnaire that the study brings: installed by the researcher, carried by the study file,
//! answered, corrected and shown. All wording here is invented.

use std::fs;

use evenkeel_core::measures::sheet::HandedIn;
use evenkeel_core::people;
use evenkeel_core::research::Setup;
use evenkeel_core::store::fact::Draft;
use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World, day, everything_in};

/// Three questions of a study's own, without wording, and an open one.
const KEY: &str = r#"
format_version = 1
id = "kettle"
version = "1"
title = "Kettle"
about = "Three invented questions."
recall = "Last week"
licence = "CC0"
credit = "nobody"
citation = "none"
validated = false
minutes = 1
item = [
    { number = 1, responses = "often" },
    { number = 2, responses = "often" },
    { number = 3, responses = "often" },
]

[responses.often]
codes = [1, 2, 3, 4, 5]
higher = "more often"

[[straight]]
code = 5
gives = { tea = 11 }

[[scale]]
id = "tea"
title = "Tea"
about = "A higher number means more tea."
score = "sum"
least_answered = 2
rule_by = "us"
items = [1, 2, 3]
reversed = [2]

[scale.bands]
source = "the teapot"
note = "No other rule circulates."
band = [{ from = 3, name = "little" }, { from = 8, name = "a lot" }]

[scale.precision]
reliability = 0.75
kind = "alpha"
sd = 2
source = "ten kettles"
"#;

const PASTED: &str = "Think of last week.\n\n1 = Never   2 = Once   3 = Twice   4 = Often   \
                      5 = Always\n1. The kettle was on.\n2. The cup was cold.\n3. I put in milk.\n";

impl World {
    /// Changes what the study asks, as a protocol editor will.
    fn ask(&self, researcher: &str, instruments: &[&str], sends_words: bool) {
        self.call("lock", json!({}));
        let path = self.ledger(researcher);
        let (_, mut ledger) = people::open_at(&path, Some(PASSPHRASE)).unwrap();
        let mut setup: Setup = ledger.latest("study").unwrap().unwrap().read().unwrap();
        for wave in &mut setup.file.protocol.waves {
            wave.instruments = instruments.iter().map(|id| (*id).to_owned()).collect();
        }
        setup.file.protocol.sends_words = sends_words;
        let ports: &dyn evenkeel_core::ports::Ports = &*self.computer;
        ledger.append(ports, Draft::new("study", &setup).unwrap()).unwrap();
        drop(ledger);
        self.unlock(researcher);
    }

    fn write_key(&self) -> String {
        let path = self.path("kettle.toml");
        fs::write(&path, KEY).unwrap();
        path
    }

    /// A study that asks the kettle, up to a coach who has joined it. Gives researcher and coach.
    pub fn kettle_study(&self, sends_words: bool, instruments: &[&str]) -> (String, String) {
        let researcher = self.person("Rosa", "researcher");
        let mailbox = self.path("mailbox");
        self.call("create_study", json!({ "name": "Kettles", "mailbox": mailbox }));
        self.call("take_key", json!({ "path": self.write_key() }));
        self.call("install_wording", installing());
        self.ask(&researcher, instruments, sends_words);
        let file = self.call("save_study_file", json!({ "path": self.path("outbox") }));
        let coach = self.join(file.as_str().unwrap());
        (researcher, coach)
    }

    /// A trainer opens the study file, invites, and the coach accepts.
    fn join(&self, study_file: &str) -> String {
        self.person("Joan", "trainer");
        self.call(
            "create_cohort",
            json!({ "name": "Thursdays", "starts_on": day(2026, 1, 15),
                    "mailbox": self.path("mailbox"), "study_file": study_file }),
        );
        let invited = self.call(
            "invite",
            json!({ "name": "Imani", "arm": "course", "folder": self.path("outbox") }),
        );
        self.open_new(json!({ "name": "Imani", "role": "coach", "passphrase": PASSPHRASE,
                              "invitation": invited["path"] }))
    }

    fn answer_kettle(&self, wave: &str, codes: [i32; 3]) -> Value {
        for (number, code) in (1..).zip(codes) {
            self.call(
                "answer",
                json!({ "wave": wave, "instrument": "kettle", "number": number, "ms": 900,
                        "answer": { "kind": "code", "code": code } }),
            );
        }
        self.call("hand_in", json!({ "wave": wave, "instrument": "kettle" }))
    }
}

fn installing() -> Value {
    json!({ "pasted": PASTED, "instrument": "kettle", "choices": { "unchecked": true } })
}

fn sheet() -> Value {
    json!({ "wave": "baseline", "instrument": "kettle" })
}

fn correcting(number: u32, code: i32) -> Value {
    json!({ "wave": "baseline", "instrument": "kettle", "number": number, "why": "misread",
            "answer": { "kind": "code", "code": code } })
}

fn card<'a>(cards: &'a Value, id: &str) -> &'a Value {
    cards.as_array().unwrap().iter().find(|card| card["id"] == id).unwrap()
}

#[test]
fn a_copy_is_shown_before_it_is_installed_and_nothing_is_stored_by_looking() {
    let world = World::new();
    let researcher = world.person("Rosa", "researcher");
    let cards = world.call("take_key", json!({ "path": world.write_key() }));
    assert_eq!(card(&cards, "kettle")["wording"]["kind"], "missing");
    assert_eq!(card(&cards, "checkin")["wording"]["kind"], "own");
    assert_eq!(card(&cards, "proqol5")["fingerprints"], true);
    assert_eq!(card(&cards, "proqol5")["wording"]["kind"], "missing");
    let looked = world.call(
        "preview_wording",
        json!({ "pasted": PASTED, "instrument": "kettle", "choices": {} }),
    );
    assert_eq!(looked["items"][1]["verdict"], "unchecked");
    assert!(looked["hindrances"][0].as_str().unwrap().contains("unchecked wording"));
    assert_eq!(card(&world.call("instruments", json!({})), "kettle")["wording"]["kind"], "missing");
    let (code, words) =
        world.refused("install_wording", json!({ "pasted": PASTED, "instrument": "kettle" }));
    assert_eq!(code, "refused");
    assert!(words.contains("Nothing was installed"), "{words}");
    let cards = world.call("install_wording", installing());
    let wording = &card(&cards, "kettle")["wording"];
    assert_eq!((&wording["kind"], &wording["checked"]), (&json!("installed"), &json!("unchecked")));
    world.call("lock", json!({}));
    world.unlock(&researcher);
    let again = card(&world.call("instruments", json!({})), "kettle").clone();
    assert_eq!(&again["wording"], wording, "it is still there tomorrow");
}

#[test]
fn items_that_no_fingerprint_tells_are_assigned_by_hand() {
    let world = World::new();
    world.person("Rosa", "researcher");
    world.call("take_key", json!({ "path": world.write_key() }));
    let preview = |choices: Value| {
        let input = json!({ "pasted": PASTED, "instrument": "kettle", "choices": choices });
        world.call("preview_wording", input)
    };
    let looked = preview(json!({ "unchecked": true }));
    assert_eq!(looked["responses"][0]["ask_direction"], false, "it counts as the key does");
    let places: Vec<&str> =
        (0..3).map(|at| looked["items"][at]["place"].as_str().unwrap()).collect();
    let turned = json!({ "unchecked": true, "assigned": { places[0]: 3, places[2]: 1 } });
    let looked = preview(turned.clone());
    let numbers: Vec<u64> =
        (0..3).map(|at| looked["items"][at]["number"].as_u64().unwrap()).collect();
    assert_eq!((numbers, &looked["same_order"]), (vec![3, 2, 1], &json!(false)));
    assert_eq!(looked["hindrances"], json!([]));
    let twice = preview(json!({ "unchecked": true, "assigned": { places[0]: 2 } }));
    assert!(twice["hindrances"].to_string().contains("twice"), "{}", twice["hindrances"]);
}

#[test]
fn a_key_that_does_not_hold_or_takes_our_id_is_refused() {
    let world = World::new();
    world.person("Rosa", "researcher");
    for (from, to, words) in [
        ("reversed = [2]", "reversed = [4]", "reverses item 4"),
        ("gives = { tea = 11 }", "gives = { tea = 15 }", "gives 11.00 on “tea”"),
        ("codes = [1, 2, 3, 4, 5]", "codes = [5, 4, 3, 2, 1]", "do not ascend"),
        ("id = \"kettle\"", "id = \"maas\"", "belongs to a questionnaire that Evenkeel brings"),
    ] {
        let path = world.path("own.toml");
        assert!(KEY.contains(from));
        fs::write(&path, KEY.replacen(from, to, 1)).unwrap();
        let (code, said) = world.refused("take_key", json!({ "path": path }));
        assert_eq!(code, "refused");
        assert!(said.contains(words), "{said} does not say {words:?}");
    }
}

#[test]
fn installed_wording_reaches_the_coach_and_its_answers_the_researcher() {
    let world = World::new();
    let (researcher, _) = world.kettle_study(false, &["kettle"]);
    let runner = world.call("questionnaire", sheet());
    assert_eq!(runner["instructions"], "Think of last week.");
    assert_eq!(runner["items"][1]["text"], "The cup was cold.");
    assert_eq!(runner["items"][1]["labels"][4], "Always");
    assert_eq!(runner["items"][1]["answer"], Value::Null, "nothing is chosen beforehand");
    let receipt = world.answer_kettle("baseline", [5, 1, 4]);
    assert_eq!(receipt["scores"][0]["value"], 14.0, "5 and 6 − 1 and 4");
    world.call("send_now", json!({}));
    world.unlock(&researcher);
    world.call("collect", json!({}));
    let out = world.path("export");
    world.call("export", json!({ "path": out }));
    let scores = fs::read_to_string(format!("{out}/data/table-scores_data.csv")).unwrap();
    assert!(scores.contains("kettle,tea,14,3"), "{scores}");
    let answers = fs::read_to_string(format!("{out}/data/table-answers_data.csv")).unwrap();
    let version = answers.lines().nth(1).unwrap().split(',').nth(6).unwrap();
    assert!(version.starts_with("1+") && version.len() == 10, "{version}");
    let codebook = fs::read_to_string(format!("{out}/codebook.csv")).unwrap();
    assert!(codebook.contains("kettle/2,code,Unchecked wording"), "{codebook}");
    assert!(!codebook.contains("cold"), "somebody else’s wording is not passed on");
}

#[test]
fn the_study_file_carries_what_is_asked_and_nothing_besides() {
    let world = World::new();
    let researcher = world.person("Rosa", "researcher");
    let place = json!({ "name": "Kettles", "mailbox": world.path("mailbox") });
    world.call("create_study", place);
    world.call("take_key", json!({ "path": world.write_key() }));
    world.call("install_wording", installing());
    let saved = |name: &str| -> Value {
        let folder = world.path(name);
        let path = world.call("save_study_file", json!({ "path": folder }));
        serde_json::from_str(&fs::read_to_string(path.as_str().unwrap()).unwrap()).unwrap()
    };
    assert_eq!((&saved("a")["wordings"], &saved("a")["keys"]), (&json!([]), &json!([])));
    world.ask(&researcher, &["checkin", "kettle"], false);
    let file = saved("b");
    assert_eq!(file["wordings"][0]["instrument"], "kettle");
    assert_eq!(file["keys"].as_array().unwrap().len(), 1);
}

#[test]
fn a_study_file_of_an_earlier_version_is_still_read() {
    let world = World::new();
    world.person("Rosa", "researcher");
    world.call("create_study", json!({ "name": "Old", "mailbox": world.path("mailbox") }));
    let path = world.call("save_study_file", json!({ "path": world.path("outbox") }));
    let path = path.as_str().unwrap();
    let mut file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let later = ["wordings", "keys", "signer", "signature"];
    file.as_object_mut().unwrap().retain(|name, _| !later.contains(&name.as_str()));
    file["format_version"] = json!(1);
    let asked = ["version", "waves", "shows_scores"];
    file["protocol"].as_object_mut().unwrap().retain(|name, _| asked.contains(&name.as_str()));
    fs::write(path, file.to_string()).unwrap();
    world.join(path);
    let sheets = world.call("questionnaires", json!({}));
    assert_eq!(sheets[0]["instrument"], "checkin");
}

/// A study file as programs wrote it that did not sign yet.
fn unsigned(text: &str) -> String {
    let mut file: Value = serde_json::from_str(text).unwrap();
    file.as_object_mut().unwrap().retain(|name, _| name != "signer" && name != "signature");
    file["format_version"] = json!(1);
    serde_json::to_string_pretty(&file).unwrap()
}

#[test]
fn a_study_file_whose_wording_does_not_fit_is_refused() {
    let world = World::new();
    let (researcher, _) = world.kettle_study(false, &["kettle"]);
    world.unlock(&researcher);
    let path = world.call("save_study_file", json!({ "path": world.path("outbox") }));
    let text = unsigned(&fs::read_to_string(path.as_str().unwrap()).unwrap());
    for (from, to, words) in [
        ("\"number\": 2", "\"number\": 1", "does not fit its key"),
        ("\"instrument\": \"kettle\"", "\"instrument\": \"teapot\"", "does not know: teapot"),
        ("reversed = [2]", "reversed = [3]", "gives"),
        ("\"unchecked\"", "\"published\"", "was changed after it was installed"),
    ] {
        let bad = world.path("bad.evenkeel-study");
        let changed = if from.starts_with("reversed") {
            text.replace("gives = { tea = 11 }", "gives = { tea = 12 }")
        } else {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        };
        fs::write(&bad, changed).unwrap();
        world.person("Jim", "trainer");
        let (_, said) = world.refused(
            "create_cohort",
            json!({ "name": "X", "starts_on": day(2026, 1, 15), "mailbox": world.path("mailbox"),
                    "study_file": bad }),
        );
        assert!(said.contains(words), "{said} does not say {words:?}");
    }
}

#[test]
fn an_answer_can_be_corrected_while_the_wave_is_open_and_the_receipt_stays() {
    let world = World::new();
    let (researcher, coach) = world.kettle_study(false, &["kettle"]);
    let (_, words) = world.refused("correct_answer", correcting(1, 2));
    assert!(words.contains("not handed in yet"), "{words}");
    let receipt = world.answer_kettle("baseline", [5, 1, 4]);
    world.call("send_now", json!({}));
    let corrected = world.call("correct_answer", correcting(1, 2));
    assert_eq!(corrected["receipt"]["number"], receipt["number"]);
    assert_eq!(corrected["receipt"]["at"], receipt["at"]);
    assert_eq!(corrected["receipt"]["scores"][0]["value"], 11.0);
    assert_eq!(corrected["sheet"]["items"][0]["answer"], json!({ "kind": "code", "code": 2 }));
    assert_eq!(corrected["corrections"][0]["from"], json!({ "kind": "code", "code": 5 }));
    assert_eq!(corrected["corrections"][0]["why"], "misread");
    assert_eq!(corrected["correct_until"], "2026-01-21");
    for (number, code, why) in [(1, 2, "answer already"), (1, 9, "does not have that answer")] {
        let (_, words) = world.refused("correct_answer", correcting(number, code));
        assert!(words.contains(why), "{words}");
    }
    world.call("send_now", json!({}));

    world.call("lock", json!({}));
    let (_, ledger) = people::open_at(&world.ledger(&coach), Some(PASSPHRASE)).unwrap();
    let fact = ledger.latest("answers-corrected").unwrap().unwrap();
    assert_eq!(fact.corrects, ledger.latest("answers").unwrap().map(|first| first.id));
    assert_eq!(fact.reason.as_deref(), Some("The question was misread"));
    let first: HandedIn = ledger.latest("answers").unwrap().unwrap().read().unwrap();
    assert_eq!(first.score("tea").unwrap().value, Some(14.0), "the first one stays as it was");
    drop(ledger);

    world.unlock(&researcher);
    world.call("collect", json!({}));
    let out = world.path("export");
    let exported = world.call("export", json!({ "path": out }));
    assert_eq!(exported["sheets"], 1, "a correction is no second questionnaire");
    let scores = fs::read_to_string(format!("{out}/data/table-scores_data.csv")).unwrap();
    assert!(scores.contains("kettle,tea,11,3"), "{scores}");

    world.unlock(&coach);
    world.at("2026-01-22T12:00");
    let (_, words) = world.refused("correct_answer", correcting(1, 3));
    assert!(words.contains("is over") && words.contains("Nothing was changed"), "{words}");
    assert_eq!(world.call("returned_sheet", sheet())["correct_until"], Value::Null);
}

#[test]
fn what_is_written_to_an_open_question_leaves_only_when_the_protocol_says_so() {
    for sends in [false, true] {
        let world = World::new();
        let (researcher, coach) = world.kettle_study(sends, &["course-feedback"]);
        let asked = json!({ "wave": "baseline", "instrument": "course-feedback" });
        let answer = |number: u64, answer: Value, words: Value| {
            world.call(
                "answer",
                json!({ "wave": "baseline", "instrument": "course-feedback", "number": number,
                        "answer": answer, "words": words, "ms": 800 }),
            )
        };
        for number in 1..=12 {
            answer(number, json!({ "kind": "code", "code": 4 }), Value::Null);
        }
        let written = json!({ "kind": "code", "code": 1 });
        answer(13, written.clone(), json!("The needle in the haystack."));
        answer(14, json!({ "kind": "refused" }), Value::Null);
        let last = answer(15, written.clone(), json!("   "));
        assert_eq!(last["answer"], json!({ "kind": "skipped" }), "nothing written");
        let runner = world.call("questionnaire", asked.clone());
        assert_eq!(runner["items"][12]["words"], "The needle in the haystack.");
        assert_eq!(runner["items"][14], last);
        assert_eq!(runner["items"][0]["words"], Value::Null);
        world.call("lock", json!({}));
        world.unlock(&coach);
        let again = world.call("questionnaire", asked.clone());
        assert_eq!(again["shares_words"], sends, "the screen says who reads them");
        assert_eq!(again["items"][12]["words"], "The needle in the haystack.", "it is kept");
        world.call("hand_in", asked.clone());
        let sharing = world.call("send_now", json!({}));
        assert_eq!(sharing["study_sees"].to_string().contains("needle"), sends);
        assert!(!sharing["trainer_sees"].to_string().contains("needle"));
        world.unlock(&researcher);
        world.call("collect", json!({}));
        world.call("lock", json!({}));
        let all = everything_in(&world.ledger(&researcher));
        assert_eq!(all.contains("needle"), sends, "sends_words = {sends}");
        world.unlock(&researcher);
        let out = world.path("export");
        world.call("export", json!({ "path": out }));
        let answers = fs::read_to_string(format!("{out}/data/table-answers_data.csv")).unwrap();
        assert!(answers.contains(",13,1,answered,") && answers.contains(",14,,refused,"));
        assert!(!answers.contains("needle"), "an export holds no words");
        let texts = world.call("export_view", json!({}))["texts"].clone();
        assert_eq!(texts.as_array().unwrap().len(), usize::from(sends), "{texts}");
        if sends {
            assert_eq!(texts[0]["words"], "The needle in the haystack.");
            let let_out = |texts: Value, name: &str| json!({ "path": world.path(name), "options": { "texts": texts } });
            let (_, words) = world.refused("export", let_out(json!(["0123"]), "unknown"));
            assert!(words.contains("Please read the texts again"), "{words}");
            world.call("export", let_out(json!([texts[0]["id"]]), "read"));
            let file = format!("{}/data/table-words_data.csv", world.path("read"));
            let words = fs::read_to_string(file).unwrap();
            assert!(words.ends_with(",baseline,course-feedback,13,The needle in the haystack.\n"));
        }
    }
}

#[test]
fn an_open_question_takes_words_and_a_coded_one_does_not() {
    let world = World::new();
    world.kettle_study(false, &["course-feedback"]);
    let input = |number: u32, words: Value, code: i32| {
        json!({ "wave": "baseline", "instrument": "course-feedback", "number": number, "ms": 1,
                "answer": { "kind": "code", "code": code }, "words": words })
    };
    for wrong in [
        input(13, Value::Null, 1),
        input(1, json!("words"), 1),
        input(13, json!("x".repeat(4001)), 1),
    ] {
        assert_eq!(world.refused("answer", wrong).0, "refused");
    }
}

#[test]
fn results_show_change_with_what_chance_can_do_and_bands_by_their_author() {
    let world = World::new();
    world.kettle_study(false, &["kettle"]);
    world.answer_kettle("baseline", [5, 5, 1]);
    let first = world.call("results", json!({}));
    let scale = &first["instruments"][0]["scales"][0];
    assert_eq!(scale["change"], Value::Null);
    assert_eq!(
        (&scale["bands"]["source"], &scale["bands"]["latest"]),
        (&json!("the teapot"), &json!("little"))
    );
    assert!(first["caution"].as_str().unwrap().contains("not a diagnosis"));
    world.at("2026-03-11T12:00");
    world.answer_kettle("end", [5, 5, 3]);
    let results = world.call("results", json!({}));
    let scale = &results["instruments"][0]["scales"][0];
    let values: Vec<&Value> =
        scale["points"].as_array().unwrap().iter().map(|point| &point["value"]).collect();
    assert_eq!(values, [&json!(7.0), &json!(9.0)]);
    assert_eq!(scale["rule"], "sum-2-of-3");
    let change = &scale["change"];
    assert_eq!(change["by"], 2.0);
    // 1.96 · √2 · 2 · √0.25
    let limit = change["smallest_reliable"].as_f64().unwrap();
    assert!((limit - 2.771_86).abs() < 1e-4, "{limit}");
    assert!((change["lowest"].as_f64().unwrap() - (2.0 - limit)).abs() < 1e-9);
    assert!(change["basis"].as_str().unwrap().starts_with("Computed from"));
    assert_eq!(scale["bands"]["latest"], "a lot");
}

#[test]
fn results_stay_hidden_when_the_protocol_hides_them() {
    let world = World::new();
    let (researcher, _) = world.kettle_study(false, &["kettle"]);
    world.unlock(&researcher);
    let path = world.call("save_study_file", json!({ "path": world.path("outbox") }));
    let path = path.as_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let hidden = text.replace("\"shows_scores\": true", "\"shows_scores\": false");
    fs::write(path, unsigned(&hidden)).unwrap();
    world.join(path);
    world.answer_kettle("baseline", [5, 5, 1]);
    let results = world.call("results", json!({}));
    assert_eq!((&results["shown"], &results["instruments"]), (&json!(false), &json!([])));
}

#[test]
fn a_questionnaire_without_its_words_is_not_asked() {
    let world = World::new();
    world.person("Rosa", "researcher");
    let place = json!({ "name": "Kettles", "mailbox": world.path("mailbox") });
    world.call("create_study", place);
    let file = world.call("save_study_file", json!({ "path": world.path("outbox") }));
    let file = file.as_str().unwrap();
    // No program that checks its protocol writes such a file; an earlier one could.
    let text = fs::read_to_string(file).unwrap().replace("\"checkin\"", "\"checkin\", \"maas\"");
    fs::write(file, unsigned(&text)).unwrap();
    world.join(file);
    let sheets = world.call("questionnaires", json!({}));
    assert!(!sheets.to_string().contains("maas"));
    let (_, words) =
        world.refused("questionnaire", json!({ "wave": "baseline", "instrument": "maas" }));
    assert!(words.contains("not on this computer"), "{words}");
}
