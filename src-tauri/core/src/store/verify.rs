//! Does a ledger still say what was written? Every page and every link of every chain is read.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use ts_rs::TS;

use super::Ledger;
use super::deletion::{Deletions, EMPTIED};
use super::fact::{self, Fact};
use crate::error::{Code, Error, Result};

/// What a check of a whole ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Verdict {
    /// Whether everything is as it was written.
    pub ok: bool,
    /// How many facts were read.
    #[ts(type = "number")]
    pub facts: u64,
    /// How many authors have a chain.
    #[ts(type = "number")]
    pub authors: u64,
    /// The hash of the owner's last fact.
    pub head: String,
    /// Everything that is not as it was written, in plain sentences.
    pub findings: Vec<String>,
}

/// What keeps facts from being changed by accident. Whoever takes one away leaves a trace.
const GUARDS: [&str; 3] = ["fact_is_final", "fact_stays", "secret_is_final"];

/// Where a chain has come to.
#[derive(Default)]
struct Link {
    seq: i64,
    number: i64,
    hash: String,
}

impl Ledger {
    /// Reads the whole file and follows each author's chain from its first fact to its last.
    ///
    /// # Errors
    /// [`Code::DamagedLedger`] when the file cannot be read to its end.
    pub fn verify(&self) -> Result<Verdict> {
        let mut findings = self.damaged_pages()?;
        let mut chains: BTreeMap<String, Link> = BTreeMap::new();
        let mut facts = 0;
        let columns = fact::columns(self.schema);
        let deletions = Deletions::of(self.connection(), columns)?;
        let mut statement = self
            .connection()
            .prepare(&format!("SELECT {columns} FROM fact ORDER BY author, number"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let fact = fact::from_row(row)?;
            facts += 1;
            let link = chains.entry(fact.author.clone()).or_default();
            check_link(&fact, link, &mut findings);
            if let Some(finding) = deletions.finding(&fact) {
                findings.push(format!("{} {finding}.", name_of(&fact)));
            }
            *link = Link { seq: fact.seq, number: fact.number, hash: fact.hash };
        }
        self.check_ends(&chains, &mut findings)?;
        self.check_guards(&mut findings)?;
        if findings.is_empty() {
            self.check_pages_agree(&mut findings)?;
        }
        Ok(Verdict {
            ok: findings.is_empty(),
            facts,
            authors: chains.len() as u64,
            head: self.head()?,
            findings,
        })
    }

    /// Each chain has to end where it was noted to end, and nowhere else.
    fn check_ends(
        &self,
        chains: &BTreeMap<String, Link>,
        findings: &mut Vec<String>,
    ) -> Result<()> {
        let mut statement = self.connection().prepare("SELECT author, number, hash FROM chain")?;
        let ends = statement
            .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
            .collect::<rusqlite::Result<BTreeMap<String, (i64, String)>>>()?;
        for author in chains.keys().chain(ends.keys()).collect::<BTreeSet<_>>() {
            match (chains.get(author), ends.get(author)) {
                (Some(link), Some((number, hash)))
                    if (link.number, &link.hash) == (*number, hash) => {}
                (link, Some((number, _))) => findings.push(format!(
                    "The facts of {author} end at {}, and ended at {number} when they were \
                     written.",
                    link.map_or(0, |link| link.number)
                )),
                (_, None) => findings.push(format!(
                    "There are facts of {author}, and none were when they were last written."
                )),
            }
        }
        Ok(())
    }

    fn check_guards(&self, findings: &mut Vec<String>) -> Result<()> {
        let mut statement = self
            .connection()
            .prepare("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = ?1")?;
        for guard in GUARDS {
            if !statement.exists([guard])? {
                findings.push(format!(
                    "The guard {guard}, which keeps facts from being changed, was taken away."
                ));
            }
        }
        Ok(())
    }

    /// Pages that are each as they were written, though not all at the same time, contradict each
    /// other: an index its table, a read model the facts.
    fn check_pages_agree(&self, findings: &mut Vec<String>) -> Result<()> {
        let mut statement = self.connection().prepare("PRAGMA integrity_check(20)")?;
        let lines = statement
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        findings.extend(lines.into_iter().filter(|line| line != "ok"));
        if findings.is_empty() && self.is_of_this_form() && !self.read_models_are_right()? {
            findings.push(
                "The read models are not what the facts say. Making them again mends that."
                    .to_owned(),
            );
        }
        Ok(())
    }

    /// Pages whose seal is broken. The pragma gives no row when all is well and several when not.
    fn damaged_pages(&self) -> Result<Vec<String>> {
        // After a power cut the file may hold half of a page whose whole is in the log. The check
        // reads the file alone, so what is in the log goes there first.
        let _ = self.connection().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
        let mut statement = self.connection().prepare("PRAGMA cipher_integrity_check")?;
        let damaged = statement
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if damaged.iter().any(|line| line.contains("page")) || damaged.is_empty() {
            Ok(damaged)
        } else {
            Err(Error::new(Code::DamagedLedger, damaged.join("; ")))
        }
    }
}

fn check_link(fact: &Fact, last: &Link, findings: &mut Vec<String>) {
    let name = name_of(fact);
    if fact.number != last.number + 1 {
        findings.push(format!("{name}: fact {} before it is missing.", last.number + 1));
    } else if fact.kind != EMPTIED && fact.digest(&last.hash).as_ref() != Some(&fact.hash) {
        findings.push(format!("{name} is not what was written, or the one before it is not."));
    } else if fact.seq <= last.seq {
        findings.push(format!("{name} stands before fact {}, which came first.", last.number));
    }
}

fn name_of(fact: &Fact) -> String {
    format!("Fact {} of {} ({}, {})", fact.number, fact.author, fact.kind, fact.day)
}
