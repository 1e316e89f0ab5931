//! Does a ledger still say what was written? Every page and every link of every chain is read.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Ledger;
use super::fact::{self, Fact};
use crate::error::{Code, Error, Result};

/// What a check of a whole ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether everything is as it was written.
    pub ok: bool,
    /// How many facts were read.
    pub facts: u64,
    /// How many authors have a chain.
    pub authors: u64,
    /// The hash of the owner's last fact.
    pub head: String,
    /// Everything that is not as it was written, in plain sentences.
    pub findings: Vec<String>,
}

impl Ledger {
    /// Reads the whole file and follows each author's chain from its first fact to its last.
    ///
    /// # Errors
    /// [`Code::DamagedLedger`] when the file cannot be read to its end.
    pub fn verify(&self) -> Result<Verdict> {
        let mut findings = self.damaged_pages()?;
        let mut chains: BTreeMap<String, (i64, String)> = BTreeMap::new();
        let mut facts = 0;
        let mut statement = self
            .connection()
            .prepare(&format!("SELECT {} FROM fact ORDER BY author, number", fact::COLUMNS))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let fact = fact::from_row(row)?;
            facts += 1;
            let (number, hash) = chains.entry(fact.author.clone()).or_default();
            check_link(&fact, *number, hash, &mut findings);
            (*number, *hash) = (fact.number, fact.hash);
        }
        let mut statement = self.connection().prepare("SELECT author, number, hash FROM chain")?;
        let ends = statement
            .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
            .collect::<rusqlite::Result<BTreeMap<String, (i64, String)>>>()?;
        for (author, end) in &ends {
            if chains.get(author) != Some(end) {
                findings.push(format!(
                    "The chain of {author} does not end at fact {}, where it ended when it was \
                     written.",
                    end.0
                ));
            }
        }
        Ok(Verdict {
            ok: findings.is_empty(),
            facts,
            authors: chains.len() as u64,
            head: self.head()?,
            findings,
        })
    }

    /// Pages whose seal is broken. The pragma gives no row when all is well and several when not.
    fn damaged_pages(&self) -> Result<Vec<String>> {
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

fn check_link(fact: &Fact, last: i64, previous: &str, findings: &mut Vec<String>) {
    let name = format!("Fact {} of {} ({}, {})", fact.number, fact.author, fact.kind, fact.day);
    if fact.number != last + 1 {
        findings.push(format!("{name}: fact {} before it is missing.", last + 1));
    } else if fact.digest(previous).as_ref() != Some(&fact.hash) {
        findings.push(format!("{name} is not what was written, or the one before it is not."));
    }
}
