//! Putting people into arms: the researcher's side of [`crate::study::allocation`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::amend::{is_frozen, set_allocation, the_study};
use super::signer;
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::allocation::{Answer, Blocks, Request, Sequence};
use crate::study::protocol::{Allocation, Arm};

/// How people are to come into arms.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SealAllocation {
    /// The trainer says it.
    ByTrainer,
    /// By chance, in blocks.
    Blocks {
        /// How the arms are balanced.
        blocks: Blocks,
    },
    /// By a list: one arm a line.
    List {
        /// `course` or `comparison` on each line.
        text: String,
    },
}

/// Where allocation stands. It never says what comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AllocationView {
    /// How people come into arms.
    pub allocation: Allocation,
    /// SHA-256 of the sealed sequence; none where the trainer says the arm.
    pub commitment: Option<String>,
    /// How many are in each arm: course, comparison.
    pub given: (u32, u32),
    /// Whether it can still be changed.
    pub open: bool,
}

/// The arms that were given in answer to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Allocated {
    /// The answer for the trainer.
    pub path: String,
    /// Codes that were put into an arm now.
    pub new: u32,
    /// Codes that had theirs already.
    pub known: u32,
    /// Where allocation stands now.
    pub view: AllocationView,
}

/// The body of an `allocation-sealed` fact. The sequence itself is among the secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    kept_as: String,
    commitment: String,
}

/// The body of an `allocated` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    cohort: String,
    code: String,
    arm: Arm,
}

/// Seals how people come into arms, in place of what was sealed before.
///
/// # Errors
/// [`crate::Code::Refused`] once the study is in use, or for blocks or a list that do not do.
pub fn seal(ports: &dyn Ports, ledger: &mut Ledger, input: SealAllocation) -> Result<()> {
    the_study(ledger)?;
    if is_frozen(ledger)? {
        return Err(Error::refused(
            "The study file is in use. How people come into arms stays as it was sealed.",
        ));
    }
    let sequence = match input {
        SealAllocation::ByTrainer => return set_allocation(ports, ledger, Allocation::ByTrainer),
        SealAllocation::Blocks { blocks } => Sequence::by_chance(ports, blocks)?,
        SealAllocation::List { text } => Sequence::from_list(&text)?,
    };
    let kept_as = format!("allocation/{}", ledger.facts("allocation-sealed", ME)?.len() + 1);
    let sealed = Sealed { kept_as, commitment: sequence.commitment()? };
    ledger.keep_secret(&sealed.kept_as, &serde_json::to_string(&sequence)?)?;
    ledger.append(ports, Draft::new("allocation-sealed", &sealed)?)?;
    set_allocation(ports, ledger, sequence.allocation())
}

/// Where allocation stands.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study.
pub fn view(ledger: &Ledger) -> Result<AllocationView> {
    let allocation = the_study(ledger)?.file.protocol.allocation;
    let sealed: Option<Sealed> =
        ledger.latest("allocation-sealed")?.map(|fact| fact.read()).transpose()?;
    let given = given(ledger)?;
    let of = |arm: Arm| given.values().filter(|one| one.arm == arm).count() as u32;
    Ok(AllocationView {
        allocation,
        commitment: sealed
            .filter(|_| allocation != Allocation::ByTrainer)
            .map(|sealed| sealed.commitment),
        given: (of(Arm::Course), of(Arm::Comparison)),
        open: !is_frozen(ledger)?,
    })
}

/// Puts the codes of a trainer's file into arms and writes the answer. Codes that have an arm keep
/// it, so a lost answer can be written again.
///
/// # Errors
/// [`crate::Code::Refused`] for a file of another study, a study in which the trainer says the arm,
/// or a list that is at its end; then nobody was put into an arm.
pub fn allocate(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    file: &Path,
    folder: &Path,
) -> Result<(PathBuf, u32, u32)> {
    let setup = the_study(ledger)?;
    let request = Request::read(file)?;
    if request.study != setup.file.study {
        return Err(Error::refused("These people are for another study. Nothing was changed."));
    }
    if setup.file.protocol.allocation == Allocation::ByTrainer {
        return Err(Error::refused("In this study the trainer says who is in which arm."));
    }
    let sealed: Sealed = ledger
        .latest("allocation-sealed")?
        .ok_or_else(|| Error::refused("Please seal how people come into arms first."))?
        .read()?;
    let sequence: Sequence = serde_json::from_str(&ledger.secret(&sealed.kept_as)?)?;
    let before = given(ledger)?;
    let mut in_all = before.len();
    let mut in_cohort = before.values().filter(|one| one.cohort == request.cohort).count();
    let mut arms = BTreeMap::new();
    let mut drafts = Vec::new();
    for code in &request.codes {
        let arm = match before.get(code) {
            Some(known) if known.cohort == request.cohort => known.arm,
            Some(_) => return Err(Error::refused("A code in this file is another cohort’s.")),
            None if arms.contains_key(code) => continue,
            None => {
                let arm = sequence.next(&request.cohort, in_cohort, in_all)?;
                (in_cohort, in_all) = (in_cohort + 1, in_all + 1);
                let given = Given { cohort: request.cohort.clone(), code: code.clone(), arm };
                drafts.push(Draft::new("allocated", &given)?);
                arm
            }
        };
        arms.insert(code.clone(), arm);
    }
    let new = drafts.len() as u32;
    let known = arms.len() as u32 - new;
    let answer = Answer::signed(ports, &signer(ports, ledger)?, &request, arms)?;
    // Written down first: an arm that somebody has seen was given.
    ledger.append_all(ports, drafts)?;
    let day = ports.now().day();
    let name = format!("arms-{day}-{}", &request.cohort[request.cohort.len().saturating_sub(6)..]);
    Ok((answer.write(folder, &name)?, new, known))
}

/// Everybody who was put into an arm, by code.
fn given(ledger: &Ledger) -> Result<BTreeMap<String, Given>> {
    ledger
        .facts("allocated", ME)?
        .iter()
        .map(|fact| fact.read::<Given>().map(|given| (given.code.clone(), given)))
        .collect()
}
