//! Answers: kept one by one, and scored by the million.

use std::path::Path;

use evenkeel_core::measures::score::Key;
use evenkeel_core::measures::{Instrument, load};
use evenkeel_core::people::{self, Role};
use evenkeel_core::store::keys::KeyFile;
use rusqlite::{Connection, TransactionBehavior};
use serde_json::json;

use crate::desk::{Desk, content};
use crate::side::{Line, beside, python, rest, seconds};

/// Answers kept in each run.
const EACH: usize = 34;
/// Sheets scored in each run.
const SHEETS: usize = 1_000_000;

/// One answer, kept for good, beside a bare commit: of a row into a table of its own, and of such a
/// fact into a ledger's tables, where four indexes and the end of the chain go to the disk as well.
/// All lie in one folder with the settings of a ledger, so that all wait for the same disk.
pub fn saved() -> Vec<Line> {
    let desk = Desk::of(Role::Coach, |_, _, _| {});
    let people = desk.folder.path().join("people");
    let (own, mut tables) = (own_table(&people), ledgers_tables(&desk, &people));
    let mut code = 1;
    let mut ours = || {
        code = code % 5 + 1;
        each(|number| {
            let answer = json!({ "wave": "baseline", "instrument": "checkin", "number": number,
                                 "ms": 900, "answer": { "kind": "code", "code": code } });
            desk.call("answer", answer);
        })
    };
    vec![
        beside(
            "keep one answer, durable",
            (15, "≤ 1.3"),
            &mut ours,
            "rusqlite with SQLCipher, one commit an answer",
            || Some(each(|number| row(&own, number))),
        ),
        beside(
            "keep one answer, durable: what the program adds",
            (15, "≤ 1.3"),
            &mut ours,
            "rusqlite with SQLCipher, one commit into a ledger’s tables",
            || Some(each(|number| fact(&mut tables, number))),
        ),
    ]
}

/// The seconds that one of [`EACH`] takes.
fn each(mut one: impl FnMut(usize)) -> f64 {
    rest();
    seconds(|| (1..=EACH).for_each(&mut one)) / EACH as f64
}

fn row(bare: &Connection, number: usize) {
    let sql = "INSERT INTO answer VALUES (?1, 'baseline', 'checkin', ?2, 3, 900)";
    let id = format!("{:032x}", number * 7);
    bare.prepare_cached(sql).unwrap().execute((id, number as u32)).unwrap();
}

fn fact(bare: &mut Connection, number: usize) {
    let body = json!({ "wave": "baseline", "instrument": "checkin", "number": number, "ms": 900,
                       "answer": { "kind": "code", "code": 3 } });
    let transaction = bare.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let cached = |sql| transaction.prepare_cached(sql).unwrap();
    let (last, hash): (i64, String) = cached("SELECT number, hash FROM chain")
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    cached(
        "INSERT INTO fact (form, id, author, number, kind, at, day, boot_ms, boot, program,
                           content, body, hash)
         VALUES (2, ?1, 'me', ?2, 'answer', '2026-11-22T21:04:09.123456789-06:00', '2026-11-22',
                 86400000, '3f0e5c0e-0b5c-4a52-8f60-3a4f3a9d2a11', '0.1.0', '1.0.0', ?3, ?4)",
    )
    .execute((format!("01900000-0000-7000-8000-{last:012}"), last + 1, body.to_string(), &hash))
    .unwrap();
    cached("UPDATE chain SET number = ?1, hash = ?2").execute((last + 1, &hash)).unwrap();
    transaction.commit().unwrap();
}

fn own_table(folder: &Path) -> Connection {
    let bare = opened(&folder.join("own.db"), &[1; 32]);
    bare.execute_batch(
        "CREATE TABLE answer (id TEXT, wave TEXT, instrument TEXT, number INTEGER, code INTEGER,
                              ms INTEGER)",
    )
    .unwrap();
    bare
}

fn ledgers_tables(desk: &Desk, folder: &Path) -> Connection {
    let path = folder.join("bare.evenkeel");
    let made = people::create_at(&*desk.ports, &path, "Bare", Role::Coach, None, false);
    made.unwrap().1.close().unwrap();
    let key = KeyFile::read(&path).unwrap().unlock(None).unwrap();
    opened(&path, &key[..])
}

/// A database with its key and the settings of a ledger.
fn opened(path: &Path, key: &[u8]) -> Connection {
    let bare = Connection::open(path).unwrap();
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    bare.execute_batch(&format!(
        "PRAGMA key = \"x'{hex}'\"; PRAGMA cipher_memory_security = ON;
         PRAGMA temp_store = MEMORY; PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    ))
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
                    sum += scores.iter().filter_map(|score| score.value).sum::<f64>();
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
