//! Large ledgers open as fast as small ones.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use evenkeel_core::api::{self, App};
use evenkeel_core::people::{self, Role, open_at};
use evenkeel_core::ports::{Ports, Record};
use evenkeel_core::store::Ledger;
use evenkeel_core::store::backup::{self, archive::Reason};
use evenkeel_core::store::fact::Draft;
use serde_json::json;
use tempfile::TempDir;

use crate::Size;
use crate::bench::{ledger_in, machine};
use crate::report::Row;

/// Milliseconds from the key to an open ledger.
const LIMIT: u128 = 300;

pub fn run(size: Size) -> Vec<Row> {
    let (years, coaches) = if size == Size::Full { (10, 5000) } else { (1, 50) };
    vec![
        measured(&format!("open {years} years of practice"), Role::Coach, |ports, ledger| {
            practice(ports, ledger, years);
        }),
        measured(
            &format!("open a trainer’s {coaches} coaches"),
            Role::Trainer,
            |ports, ledger| {
                cohort(ports, ledger, coaches);
            },
        ),
    ]
}

fn measured(what: &str, role: Role, fill: impl Fn(&dyn Ports, &mut Ledger)) -> Row {
    let mut row = Row::new(what);
    let bench = TempDir::new().unwrap();
    let path = ledger_in(bench.path());
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let ports = machine(bench.path());
    let (_, mut ledger) = people::create_at(&*ports, &path, "Renee", role, None, false).unwrap();
    if role == Role::Trainer {
        ledger.close().unwrap();
        lead_a_cohort(bench.path(), Arc::clone(&ports));
        (_, ledger) = open_at(&path, None).unwrap();
    }
    fill(&*ports, &mut ledger);
    ledger.close().unwrap();
    let mut slowest = 0;
    for _ in 0..5 {
        row.runs += 1;
        let begun = Instant::now();
        let opened = open_at(&path, None).unwrap();
        slowest = slowest.max(begun.elapsed().as_millis());
        drop(opened);
    }
    if slowest > LIMIT {
        row.find(format!("{slowest} ms to open, and {LIMIT} is the most"));
    }
    row.reopen_ms = slowest as u64;
    row.notes = and_the_rest(&*ports, &path);
    let (screen, ms, kib) = first_screen(ports, role);
    row.notes = format!("{screen} {ms} ms, {kib} KiB; {}", row.notes);
    row
}

/// What somebody sees first, how long the core takes for it, and how large its answer is.
fn first_screen(ports: Arc<dyn Ports>, role: Role) -> (&'static str, u128, usize) {
    let (screen, command) = match role {
        Role::Trainer => ("board", "cohort"),
        _ => ("Today", "today"),
    };
    let app = App::new(ports).unwrap();
    api::call(&app, "unlock", json!({ "id": "renee", "passphrase": null })).unwrap();
    let begun = Instant::now();
    let answer = api::call(&app, command, json!({})).unwrap().to_string();
    let ms = begun.elapsed().as_millis();
    app.close().unwrap();
    (screen, ms, answer.len() >> 10)
}

/// How large it is, and how long a whole check and a backup take.
fn and_the_rest(ports: &dyn Ports, path: &Path) -> String {
    let (_, ledger) = open_at(path, None).unwrap();
    let begun = Instant::now();
    let verdict = ledger.verify().unwrap();
    assert!(verdict.ok, "{:?}", verdict.findings);
    let (verify, begun) = (begun.elapsed().as_millis(), Instant::now());
    backup::now(ports, &ledger, Reason::Asked).unwrap();
    let backup = begun.elapsed().as_millis();
    let mebibytes = std::fs::metadata(path).unwrap().len() >> 20;
    format!("{} facts, {mebibytes} MiB; verify {verify} ms, backup {backup} ms", verdict.facts)
}

fn day(after: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 1, 1).unwrap() + Days::new(after)
}

/// A sit a day, an entry every other day, a section of a lesson a week, a questionnaire a year.
fn practice(ports: &dyn Ports, ledger: &mut Ledger, years: u64) {
    let words = "Rain on the roof, and the engine off. Nobody called. ".repeat(6);
    let mut drafts = Vec::new();
    let mut add = |kind: &str, body: serde_json::Value, after| {
        drafts.push(Draft::new(kind, &body).unwrap().on(day(after)));
    };
    for after in 0..years * 365 {
        let sat = json!({ "practice": "body-scan", "measured_seconds": 1500 + after % 300,
                          "to_the_bell": true, "audible": true,
                          "choices": { "minutes": 25, "anchor": "breath", "posture": "chair",
                                       "eyes": "closed" } });
        add("sit", sat, after);
        if after % 2 == 0 {
            let entry = json!({ "exercise": "pleasant-calendar", "fields": { "happened": words } });
            add("journal", entry, after);
        }
        if after % 7 == 0 {
            add("lesson-read", json!({ "part": "week-1", "section": "one" }), after);
        }
        if after % 365 == 9 {
            for number in 1..=34 {
                let answer = json!({ "wave": "baseline", "instrument": "checkin",
                                     "number": number, "answer": { "kind": "code", "code": 3 },
                                     "ms": 900 });
                add("answer", answer, after);
            }
        }
    }
    ledger.append_all(ports, drafts).unwrap();
}

/// The board has something to show only for a cohort.
fn lead_a_cohort(bench: &Path, ports: Arc<dyn Ports>) {
    let app = App::new(ports).unwrap();
    api::call(&app, "unlock", json!({ "id": "renee", "passphrase": null })).unwrap();
    let cohort = json!({ "name": "Thursday", "starts_on": day(0), "study_file": null,
                         "mailbox": bench.join("mailbox") });
    api::call(&app, "create_cohort", cohort).unwrap();
    app.close().unwrap();
}

/// Each coach is on the roster, was in 8 classes and has sent 8 hand-ins with 60 facts in all.
fn cohort(ports: &dyn Ports, ledger: &mut Ledger, coaches: usize) {
    for coach in 0..coaches {
        let code = format!("{coach:04}-TEST");
        let mut drafts = vec![
            Draft::new(
                "invited",
                &json!({ "code": code, "name": format!("Coach {coach}"), "arm": "course",
                         "ticket": format!("{coach:032x}") }),
            )
            .unwrap(),
        ];
        for letter in 0..8 {
            let received = json!({ "name": format!("{coach}-{letter}.evk"), "code": code,
                                   "sender": format!("{coach:064x}"), "sequence": letter + 1,
                                   "hash": format!("{letter:064x}"), "previous": "",
                                   "day": day(letter * 7), "facts": 8 });
            drafts.push(Draft::new("received", &received).unwrap());
            let class = json!({ "code": code, "week": letter + 1, "attendance": "came" });
            drafts.push(Draft::new("attendance", &class).unwrap());
        }
        for after in 0..60 {
            let record = Record {
                id: format!("{after:032x}"),
                kind: "sit".to_owned(),
                at: day(after).to_string(),
                day: day(after),
                body: json!({ "practice": "body-scan", "measured_seconds": 1500,
                              "to_the_bell": true }),
            };
            drafts.push(Draft::received(&code, record));
        }
        ledger.append_all(ports, drafts).unwrap();
    }
}
