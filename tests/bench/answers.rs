//! Answers: kept one by one, and scored by the million.

use std::path::Path;

use evenkeel_core::measures::score::Key;
use evenkeel_core::measures::{Instrument, load};
use evenkeel_core::people::Role;
use rusqlite::Connection;
use serde_json::json;

use crate::desk::{Desk, content};
use crate::side::{Line, beside, python, rest, seconds};

/// Answers kept in each run.
const EACH: usize = 34;
/// Sheets scored in each run.
const SHEETS: usize = 1_000_000;

/// One answer, kept for good, beside a bare commit into a table of an encrypted database.
pub fn saved() -> Vec<Line> {
    let desk = Desk::of(Role::Coach, |_, _, _| {});
    let bare = bare(desk.folder.path());
    let mut code = 1;
    vec![beside(
        "keep one answer, durable",
        (15, "≤ 1.3"),
        || {
            code = code % 5 + 1;
            rest();
            seconds(|| {
                for number in 1..=EACH {
                    let answer = json!({ "wave": "baseline", "instrument": "checkin",
                                         "number": number, "ms": 900,
                                         "answer": { "kind": "code", "code": code } });
                    desk.call("answer", answer);
                }
            }) / EACH as f64
        },
        "rusqlite with SQLCipher, one commit an answer",
        || {
            rest();
            let all = seconds(|| {
                for number in 1..=EACH {
                    bare.execute(
                        "INSERT INTO answer VALUES (?1, 'baseline', 'checkin', ?2, 3, 900)",
                        (format!("{:032x}", number * 7), number as u32),
                    )
                    .unwrap();
                }
            });
            Some(all / EACH as f64)
        },
    )]
}

fn bare(folder: &Path) -> Connection {
    let bare = Connection::open(folder.join("bare.db")).unwrap();
    bare.execute_batch(
        "PRAGMA key = \"x'0101010101010101010101010101010101010101010101010101010101010101'\";
         PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE answer (id TEXT, wave TEXT, instrument TEXT, number INTEGER, code INTEGER,
                              ms INTEGER)",
    )
    .unwrap();
    bare
}

/// A million sheets of the check-in, beside the same in pandas and numpy.
pub fn scored() -> Vec<Line> {
    let checkin = checkin();
    let items = checkin.items.len();
    // Every 29th answer is left open.
    let mut drawn = 1_u64;
    let codes: Vec<i8> = (0..SHEETS * items)
        .map(|_| {
            drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let draw = (drawn >> 33) as u32;
            if draw.is_multiple_of(29) { 0 } else { (draw % 5 + 1) as i8 }
        })
        .collect();
    let key = Key::of(&checkin);
    vec![beside(
        "score 1 million sheets of 34 items and 6 scales",
        (5, "≤ 0.5"),
        || {
            seconds(|| {
                let mut sum = 0.0;
                for sheet in codes.chunks_exact(items) {
                    let scores = key.score(|number| match sheet[number as usize - 1] {
                        0 => None,
                        code => Some(code.into()),
                    });
                    sum += scores.filter_map(|score| score.value).sum::<f64>();
                }
                std::hint::black_box(sum)
            })
        },
        "pandas and numpy",
        || python("score", &[&SHEETS.to_string()]),
    )]
}

fn checkin() -> Instrument {
    let all = load::load(&content()).unwrap();
    all.into_iter().find(|one| one.id == "checkin").unwrap()
}
