//! Is a bench as it should be, whatever happened to it?

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use evenkeel_core::people::{self, open_at};
use evenkeel_core::store::Ledger;
use evenkeel_core::store::backup::{self, archive::Archive};
use evenkeel_core::store::keys::KeyFile;

use crate::bench::{Work, ledger_in, machine, passphrase, read_key};
use crate::report::Row;

/// What a worker was told before it went.
#[derive(Debug, Default, Clone)]
pub struct Told {
    /// The `ack` lines, without the word.
    pub safe: Vec<String>,
    /// The `told` lines, without the word.
    pub errors: Vec<String>,
    /// Whether it came to its end.
    pub done: bool,
    /// Whether it gave up.
    pub failed: bool,
}

impl Told {
    pub fn read(output: &str) -> Self {
        let mut told = Self::default();
        // A line that was cut off by the end of the program says nothing.
        for line in output.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            match line.split_once(' ') {
                Some(("ack", rest)) => told.safe.push(rest.to_owned()),
                Some(("told", rest)) => told.errors.push(rest.to_owned()),
                _ if line == "done" => told.done = true,
                _ if line == "failed" => told.failed = true,
                _ => {}
            }
        }
        told
    }

    fn has(&self, what: &str) -> bool {
        self.safe.iter().any(|safe| safe == what)
    }

    fn last(&self, what: &str) -> Option<&str> {
        self.safe.iter().rev().find_map(|safe| safe.strip_prefix(what))
    }
}

/// Opens what was left behind and counts what is wrong with it.
pub fn check(work: Work, bench: &Path, told: &Told, row: &mut Row) {
    let path = ledger_in(bench);
    row.runs += 1;
    let words = words(work, bench, told);
    let timed = || {
        let begun = Instant::now();
        let opened = open(work, bench, told, words.as_deref());
        (opened, begun.elapsed().as_millis() as u64)
    };
    let (mut opened, mut ms) = timed();
    if ms >= 2000 {
        // Once more: another program may have had the machine.
        drop(opened);
        (opened, ms) = timed();
    }
    row.reopen_ms = row.reopen_ms.max(ms);
    let ledger = match opened {
        Ok(Some(ledger)) => ledger,
        Ok(None) => return,
        Err(words) => {
            row.half += 1;
            return row.find(format!("{}: {words}", work.name()));
        }
    };
    let before = row.found;
    whole(work, &ledger, row);
    let ids = ids(&ledger);
    for fact in told.safe.iter().filter_map(|safe| safe.strip_prefix("fact ")) {
        if !ids.contains(fact) {
            row.lost += 1;
            row.find(format!("the fact {fact} was acknowledged and is gone"));
        }
    }
    match work {
        Work::Submit => submitted(&ledger, told, row),
        Work::Restore => restored(&ledger, bench, told, row),
        Work::Migrate | Work::BringIn => {
            let expected = if work == Work::Migrate { 142 } else { 31 };
            let mine = ledger.mine_after(0).map_or(0, |facts| facts.len());
            if mine < expected {
                row.lost += 1;
                row.find(format!("{mine} facts where {expected} were"));
            }
        }
        Work::Save | Work::Backup | Work::Change => {}
    }
    drop(ledger);
    backups(&path, told, row);
    if row.found > before {
        row.find(format!("… after {told:?}"));
    }
}

/// The words that should open it. Where it was being changed, the last acknowledged passphrase
/// or the one after that.
fn words(work: Work, bench: &Path, told: &Told) -> Option<String> {
    match work {
        Work::Migrate => Some("sample".to_owned()),
        Work::Change => {
            let changes = told.last("change ").and_then(|word| word.parse().ok()).unwrap_or(0);
            let keys = KeyFile::read(&ledger_in(bench)).ok()?;
            let all = [changes, changes + 1].map(passphrase);
            all.into_iter().find(|words| keys.unlock(Some(words)).is_ok())
        }
        _ => None,
    }
}

/// Opens it as a person would. `None` where there is rightly nothing to open.
fn open(
    work: Work,
    bench: &Path,
    told: &Told,
    words: Option<&str>,
) -> Result<Option<Ledger>, String> {
    if work == Work::BringIn && !told.has("bring-in") {
        // Either nobody is listed, or somebody who can be opened.
        let listed = people::list(&*machine(bench)).map_err(|error| error.to_string())?;
        if listed.is_empty() {
            return Ok(None);
        }
    }
    open_at(&ledger_in(bench), words)
        .map(|(_, ledger)| Some(ledger))
        .map_err(|error| error.to_string())
}

fn whole(work: Work, ledger: &Ledger, row: &mut Row) {
    match ledger.verify() {
        Ok(verdict) if verdict.ok => {}
        Ok(verdict) => {
            row.half += 1;
            row.find(format!("{}: {}", work.name(), verdict.findings.join(" ")));
        }
        Err(error) => {
            row.half += 1;
            row.find(format!("{}: {error}", work.name()));
        }
    }
}

fn ids(ledger: &Ledger) -> BTreeSet<String> {
    let facts = ledger.mine_after(0).unwrap_or_default();
    facts.into_iter().map(|fact| fact.id).collect()
}

fn submitted(ledger: &Ledger, told: &Told, row: &mut Row) {
    let count = |kind| ledger.facts(kind, "me").map_or(0, |facts| facts.len());
    let acknowledged = told.safe.iter().filter(|safe| safe.starts_with("answer ")).count();
    if count("answer") < acknowledged {
        row.lost += (acknowledged - count("answer")) as u64;
        row.find("an answer that was acknowledged is gone");
    }
    let sheets = count("answers");
    let handed_in = told.last("submit ").is_some();
    if sheets > 1 || (handed_in && sheets == 0) {
        row.lost += u64::from(sheets == 0);
        row.find(format!("handed in {handed_in}, and there are {sheets}"));
    }
}

/// After a restore there is what was before or what was in the backup, and what was before is kept.
fn restored(ledger: &Ledger, bench: &Path, told: &Told, row: &mut Row) {
    let sits = ledger.facts("sit-reported", "me").map_or(0, |facts| facts.len());
    if sits == 40 && !told.has("restore") {
        return;
    }
    if sits != 30 {
        row.half += 1;
        return row.find(format!("{sits} sits, neither the 40 of before nor the 30 of the backup"));
    }
    let kept = backup::list(&ledger_in(bench)).unwrap_or_default();
    let key = read_key(bench);
    let whole = kept.iter().any(|backup| {
        Archive::open(&backup.path)
            .and_then(|archive| archive.manifest.open(&key))
            .is_ok_and(|inside| inside.facts >= 41)
    });
    if !whole {
        row.lost += 10;
        row.find("what the backup replaced was not kept");
    }
}

/// Every backup in the list is whole, and every acknowledged one is in the list.
fn backups(ledger: &Path, told: &Told, row: &mut Row) {
    let listed = backup::list(ledger).unwrap_or_default();
    for backup in &listed {
        let read = Archive::open(&backup.path)
            .and_then(|mut archive| archive.unpack(&mut std::io::sink()));
        if let Err(error) = read {
            row.half += 1;
            row.find(format!("{}: {error}", backup.path.display()));
        }
    }
    for made in told.safe.iter().filter_map(|safe| safe.strip_prefix("backup ")) {
        let name = Path::new(made).file_name();
        if !listed.iter().any(|backup| backup.path.file_name() == name) {
            row.lost += 1;
            row.find(format!("the backup {made} was acknowledged and is gone"));
        }
    }
}
