//! Coaches come onto the roster: with an arm, or waiting for the one that the researcher gives.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::roster::{self, Rostered, Setup, is_known, new_ticket, no_cohort};
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::allocation::{Answer, Request};
use crate::study::code;
use crate::study::protocol::{Allocation, Arm};

/// The body of an `enrolled` fact: somebody who takes part and has no arm yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Enrolled {
    code: String,
    /// For the trainer's eyes.
    name: String,
    ticket: String,
}

/// Somebody who waits for an arm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Waiting {
    /// The code.
    pub code: String,
    /// The name that the trainer gave; stays in this ledger.
    pub name: String,
}

/// Somebody to put on the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewCoach {
    /// The name, for the trainer's eyes.
    pub name: String,
    /// The arm; ignored where the researcher gives it.
    pub arm: Arm,
}

/// Whether the researcher says who is in which arm.
pub fn is_sealed(setup: &Setup) -> bool {
    let study = setup.study.as_ref();
    study.is_some_and(|study| study.protocol.allocation != Allocation::ByTrainer)
}

/// Puts people on the roster under new codes, all of them or none.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a cohort, or for a name that is none.
pub fn enrol(ports: &dyn Ports, ledger: &mut Ledger, people: &[NewCoach]) -> Result<()> {
    let setup = roster::setup(ledger)?.ok_or_else(no_cohort)?;
    let sealed = is_sealed(&setup);
    let mut drafts = Vec::with_capacity(people.len());
    for person in people {
        let rostered = rostered(ports, ledger, &person.name, person.arm)?;
        drafts.push(match sealed {
            true => {
                let Rostered { code, name, ticket, .. } = rostered;
                Draft::new("enrolled", &Enrolled { code, name, ticket })?
            }
            false => Draft::new("invited", &rostered)?,
        });
    }
    ledger.append_all(ports, drafts)?;
    Ok(())
}

/// A line of the roster for a name, under a new code that is derived from nothing.
pub(super) fn rostered(
    ports: &dyn Ports,
    ledger: &Ledger,
    name: &str,
    arm: Arm,
) -> Result<Rostered> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 {
        return Err(Error::refused("Please write the coach’s name. Only you will see it."));
    }
    let code = loop {
        let code = code::participant(ports);
        if !is_known(ledger, &code)? {
            break code;
        }
    };
    Ok(Rostered { code, name: name.to_owned(), arm, ticket: new_ticket(ports) })
}

/// Everybody who waits for an arm, in the order of enrolment.
///
/// # Errors
/// When the ledger cannot be read.
pub fn waiting(ledger: &Ledger) -> Result<Vec<Waiting>> {
    let enrolled = enrolled(ledger)?;
    Ok(enrolled.into_iter().map(|Enrolled { code, name, .. }| Waiting { code, name }).collect())
}

fn enrolled(ledger: &Ledger) -> Result<Vec<Enrolled>> {
    let facts = ledger.facts("enrolled", ME)?;
    if facts.is_empty() {
        return Ok(Vec::new());
    }
    let in_arms = roster::roster(ledger)?;
    let mut waiting: Vec<Enrolled> = facts.iter().map(|fact| fact.read()).collect::<Result<_>>()?;
    waiting.retain(|enrolled| !in_arms.contains_key(&enrolled.code));
    Ok(waiting)
}

/// Writes the codes of everybody who waits for an arm into a file for the researcher.
///
/// # Errors
/// [`crate::Code::Refused`] when nobody waits; [`crate::Code::ReadOnly`] or
/// [`crate::Code::DiskFull`].
pub fn ask_for_arms(ports: &dyn Ports, ledger: &mut Ledger, folder: &Path) -> Result<PathBuf> {
    let setup = roster::setup(ledger)?.ok_or_else(no_cohort)?;
    let codes: Vec<String> = waiting(ledger)?.into_iter().map(|waiting| waiting.code).collect();
    let study = setup.study.filter(|_| !codes.is_empty());
    let study = study.ok_or_else(|| Error::refused("Nobody waits for an arm."))?;
    let request = Request::new(&study.study, &setup.cohort.id, codes);
    request.write(folder, &format!("enrolled-{}", ports.now().day()))
}

/// Takes the arms that the researcher gave. Gives how many people got theirs now.
///
/// # Errors
/// As [`Answer::read`]; [`crate::Code::Refused`] when nobody waits for any of them.
pub fn take_arms(ports: &dyn Ports, ledger: &mut Ledger, file: &Path) -> Result<u32> {
    let setup = roster::setup(ledger)?.ok_or_else(no_cohort)?;
    let study = setup.study.as_ref().filter(|_| is_sealed(&setup));
    let study = study.ok_or_else(|| {
        Error::refused("In this cohort you say yourself who is in which arm. Nothing was changed.")
    })?;
    let answer = Answer::read(ports, file, study, &setup.cohort.id)?;
    let drafts = enrolled(ledger)?
        .into_iter()
        .filter_map(|Enrolled { code, name, ticket }| {
            let arm = *answer.arms.get(&code)?;
            Some(Draft::new("invited", &Rostered { code, name, arm, ticket }))
        })
        .collect::<Result<Vec<_>>>()?;
    if drafts.is_empty() {
        return Err(Error::refused(
            "Everybody in this file has an arm already. Nothing was changed.",
        ));
    }
    let new = drafts.len() as u32;
    ledger.append_all(ports, drafts)?;
    Ok(new)
}
