//! Ledgers and backups with flipped, cut and swapped bytes: none opens as good with wrong content.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use evenkeel_core::people::restore::{Access, preview};
use evenkeel_core::people::{open_at, restore};
use evenkeel_core::store::Ledger;
use evenkeel_core::store::backup::{self, archive::Reason};
use evenkeel_core::store::fact::Draft;
use serde_json::json;

use crate::Size;
use crate::bench::{self, Work, ledger_in, machine};
use crate::dice::Dice;
use crate::report::Row;

const PAGE: usize = 4096;

pub fn run(size: Size) -> Vec<Row> {
    let tries = if size == Size::Full { 5000 } else { 100 };
    let mut dice = Dice::new(17);
    vec![ledgers(tries, &mut dice), backups(tries, &mut dice)]
}

/// Everything that a ledger says, to compare.
fn content(ledger: &Ledger) -> String {
    let facts = ledger.mine_after(0).unwrap();
    format!("{} {facts:?}", ledger.head().unwrap())
}

fn ledgers(tries: usize, dice: &mut Dice) -> Row {
    let mut row = Row::new("ledgers flipped, cut and swapped");
    let bench = bench::make(Work::Save);
    let path = ledger_in(bench.path());
    // The same ledger earlier: its pages are sealed with the same key.
    let earlier = std::fs::read(&path).unwrap();
    let (_, mut ledger) = open_at(&path, None).unwrap();
    let ports = machine(bench.path());
    for minutes in 0..60 {
        let body = json!({ "practice": "walk", "minutes": minutes });
        ledger.append(&*ports, Draft::new("sit-reported", &body).unwrap()).unwrap();
    }
    let right = content(&ledger);
    ledger.close().unwrap();
    let good = std::fs::read(&path).unwrap();
    let (mut refused, mut harmless) = (0, 0);
    for _ in 0..tries {
        let (bad, how) = damaged(&good, &earlier, dice);
        std::fs::write(&path, &bad).unwrap();
        row.runs += 1;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let (_, ledger) = open_at(&path, None).ok()?;
            let verdict = ledger.verify().ok()?;
            verdict.ok.then(|| content(&ledger))
        }));
        match outcome {
            Err(_) => row.find(format!("{how}: it panicked")),
            Ok(None) => {
                refused += 1;
                if std::fs::read(&path).unwrap() != bad {
                    row.find(format!("{how}: the damaged file was changed"));
                }
            }
            Ok(Some(says)) if says == right => harmless += 1,
            Ok(Some(_)) => row.find(format!("{how}: it opened as good with other content")),
        }
        let _ = std::fs::remove_file(bench.path().join("people/renee.evenkeel-wal"));
    }
    row.notes = format!("{refused} refused or found, {harmless} with nothing of it lost");
    row
}

fn backups(tries: usize, dice: &mut Dice) -> Row {
    let mut row = Row::new("backups flipped, cut and swapped");
    let bench = bench::make(Work::Save);
    let path = ledger_in(bench.path());
    let ports = machine(bench.path());
    let (_, mut ledger) = open_at(&path, None).unwrap();
    let first = backup::now(&*ports, &ledger, Reason::Asked).unwrap();
    let body = json!({ "practice": "walk", "minutes": 5 });
    ledger.append(&*ports, Draft::new("sit-reported", &body).unwrap()).unwrap();
    let second = backup::now(&*ports, &ledger, Reason::Asked).unwrap();
    ledger.close().unwrap();
    let (earlier, good) = (std::fs::read(first).unwrap(), std::fs::read(&second).unwrap());
    let before = std::fs::read(&path).unwrap();
    let access = Access::Words(None);
    let right = preview(&*ports, &path, &second, access).unwrap();
    let (mut refused, mut harmless) = (0, 0);
    for _ in 0..tries {
        let (bad, how) = damaged(&good, &earlier, dice);
        std::fs::write(&second, &bad).unwrap();
        row.runs += 1;
        match catch_unwind(AssertUnwindSafe(|| read(&*ports, &path, &second, access))) {
            Err(_) => row.find(format!("{how}: it panicked")),
            Ok(Err(_)) => refused += 1,
            Ok(Ok(says)) if says == right => harmless += 1,
            Ok(Ok(says)) => row.find(format!("{how}: it was taken as good: {says:?}")),
        }
        if std::fs::read(&second).unwrap() != bad || std::fs::read(&path).unwrap() != before {
            row.find(format!("{how}: a file was changed"));
        }
    }
    row.notes = format!("{refused} refused, {harmless} with nothing of it lost");
    row
}

fn read(
    ports: &dyn evenkeel_core::ports::Ports,
    ledger: &Path,
    file: &Path,
    access: Access,
) -> evenkeel_core::Result<restore::RestorePreview> {
    preview(ports, ledger, file, access)
}

/// A file that something happened to, and what.
fn damaged(good: &[u8], earlier: &[u8], dice: &mut Dice) -> (Vec<u8>, String) {
    let mut bad = good.to_vec();
    let at = dice.below(bad.len());
    let pages = good.len() / PAGE;
    let (one, other) = (dice.below(pages) * PAGE, dice.below(pages) * PAGE);
    let how = match dice.below(9) {
        0 => {
            bad[at] ^= 1 << dice.below(8);
            format!("bit of byte {at}")
        }
        1 => {
            for _ in 0..8 {
                let at = dice.below(bad.len());
                bad[at] = dice.next() as u8;
            }
            "8 bytes anywhere".to_owned()
        }
        2 => {
            bad.truncate(at);
            format!("cut to {at}")
        }
        3 => {
            bad.truncate(one);
            format!("cut to page {}", one / PAGE)
        }
        4 => {
            let (first, second) = (one.min(other), one.max(other));
            if first < second {
                let (left, right) = bad.split_at_mut(second);
                left[first..first + PAGE].swap_with_slice(&mut right[..PAGE]);
            }
            format!("pages {} and {} swapped", first / PAGE, second / PAGE)
        }
        5 => {
            let end = (at + 1 + dice.below(2 * PAGE)).min(bad.len());
            bad[at..end].fill(0);
            format!("zeros from {at} to {end}")
        }
        6 => {
            let length = 1 + dice.below(2 * PAGE);
            bad.extend((0..length).map(|_| dice.next() as u8));
            format!("{length} bytes put to the end")
        }
        7 => {
            let at = dice.below(earlier.len() / PAGE) * PAGE;
            let end = (at + PAGE).min(bad.len());
            bad[at..end].copy_from_slice(&earlier[at..end]);
            format!("page {} as it was earlier", at / PAGE)
        }
        _ => {
            let head: usize = dice.below(200);
            bad[head] = bad[head].wrapping_add(1 + dice.below(254) as u8);
            format!("byte {head} of the header")
        }
    };
    (bad, how)
}
