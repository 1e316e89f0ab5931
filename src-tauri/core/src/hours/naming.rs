//! The name that stands on somebody's papers: the roster's, or another where the trainer says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::training::one_line;
use crate::cohort::roster;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The most characters of a name.
const MOST_CHARACTERS: usize = 80;

/// The name for a coach's papers from now on. Also the body of a `paper-name` fact; the latest one
/// of a coach holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NameOnPaper {
    /// The coach's code.
    pub code: String,
    /// The name; empty for the one on the roster.
    pub name: String,
}

/// Keeps the name for a coach's papers.
///
/// # Errors
/// [`Code::Refused`] for more than a line; [`Code::NotFound`] for a code that is not on the roster.
pub fn keep(ports: &dyn Ports, ledger: &mut Ledger, new: NameOnPaper) -> Result<()> {
    let name = one_line(&new.name, MOST_CHARACTERS).ok_or_else(|| {
        Error::refused(format!(
            "Please write the name in one line of at most {MOST_CHARACTERS} characters."
        ))
    })?;
    if !roster::roster(ledger)?.contains_key(&new.code) {
        return Err(Error::new(Code::NotFound, "no such code on the roster"));
    }
    ledger.append(ports, Draft::new("paper-name", &NameOnPaper { name, ..new })?)?;
    Ok(())
}

/// The names that are other than the roster's, by code.
///
/// # Errors
/// When the ledger cannot be read.
pub fn names(ledger: &Ledger) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for fact in ledger.facts("paper-name", ME)? {
        let NameOnPaper { code, name } = fact.read()?;
        names.insert(code, name);
    }
    names.retain(|_, name| !name.is_empty());
    Ok(names)
}
