//! The trainer's board with thousands of coaches, beside DuckDB with the same question and tables
//! of its own.

use evenkeel_core::api::{self, App};
use evenkeel_core::people::{Role, open_at};
use evenkeel_core::ports::Record;
use evenkeel_core::store::fact::Draft;
use serde_json::json;

use crate::desk::{Desk, before_today};
use crate::side::{Line, alone, beside, python, seconds};

/// Sits of each coach.
const EACH: u64 = 400;
/// Days since class 1: the sixth week.
const RUNS: u64 = 40;

/// 5,000 coaches beside DuckDB, and 500 to see how it grows.
pub fn board() -> Vec<Line> {
    let small = cohort(500);
    let few = alone("board, 500 coaches, 200,000 sits", (9, "a 12th of 5,000 or more"), || {
        seconds(|| small.call("cohort", json!({})))
    });
    drop(small);
    let large = cohort(5000);
    let many = beside(
        "board, 5,000 coaches, 2 million sits",
        (7, "≤ 0.5"),
        || seconds(|| large.call("cohort", json!({}))),
        "DuckDB, one thread, the same question",
        || python("board", &["5000", &EACH.to_string()]),
    );
    vec![many, few]
}

fn cohort(coaches: usize) -> Desk {
    let desk = Desk::of(Role::Trainer, |_, _, _| {});
    let mailbox = desk.folder.path().join("mailbox");
    let cohort = json!({ "name": "Thursday", "starts_on": before_today(RUNS), "study_file": null,
                         "mailbox": mailbox });
    desk.call("create_cohort", cohort);
    let Desk { folder, ports, app } = desk;
    app.close().unwrap();
    drop(app);
    let path = folder.path().join("people/renee.evenkeel");
    let (_, mut ledger) = open_at(&path, None).unwrap();
    for coach in 0..coaches {
        let code = format!("{coach:04}-TEST");
        let invited = json!({ "code": code, "name": format!("Coach {coach}"), "arm": "course",
                              "ticket": format!("{coach:032x}") });
        let received = json!({ "name": format!("{coach}.evk"), "code": code,
                               "sender": format!("{coach:064x}"), "sequence": 1,
                               "hash": format!("{coach:064x}"), "previous": "",
                               "day": before_today(1), "facts": EACH });
        let mut drafts = vec![
            Draft::new("invited", &invited).unwrap(),
            Draft::new("received", &received).unwrap(),
        ];
        drafts.extend((0..EACH).map(|sit| {
            let day = before_today(1 + (sit + coach as u64) % RUNS);
            let record = Record {
                id: format!("{sit:032x}"),
                kind: "sit".to_owned(),
                at: day.to_string(),
                day,
                body: json!({ "practice": "body-scan", "measured_seconds": 600 + sit,
                              "to_the_bell": true }),
            };
            Draft::received(&code, record)
        }));
        ledger.append_all(&*ports, drafts).unwrap();
    }
    ledger.close().unwrap();
    let app = App::new(std::sync::Arc::clone(&ports)).unwrap();
    api::call(&app, "unlock", json!({ "id": "renee", "passphrase": null })).unwrap();
    Desk { folder, ports, app }
}
