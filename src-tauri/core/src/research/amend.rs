//! The protocol in the researcher's hands: written freely at first, frozen once it is in use, and
//! then changed by amendments with a reason and a date.
//!
//! It is in use from the first study file that was written: offline, nobody can know whether
//! somebody has already enrolled with it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PUBLIC, Setup, setup};
use crate::error::{Error, Result};
use crate::measures::Instrument;
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::check::{ProtocolFinding, check, is_ready};
use crate::study::invitation::sign_of;
use crate::study::protocol::{Allocation, Consent, Protocol, Wave};

/// The kind of the fact that a study file was written.
pub(super) const FILE_WRITTEN: &str = "study-file";

/// One version of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProtocolVersion {
    /// 1 for the first.
    pub version: u32,
    /// The day it was made.
    pub day: NaiveDate,
    /// Why it was amended; none for the first.
    pub reason: Option<String>,
}

/// The protocol as its researcher works on it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ProtocolView {
    /// The protocol that holds.
    pub protocol: Protocol,
    /// Whether it is in use, so that a change is an amendment.
    pub frozen: bool,
    /// Its versions, the latest first.
    pub versions: Vec<ProtocolVersion>,
    /// What a check of it finds.
    pub findings: Vec<ProtocolFinding>,
    /// A consent to start from, in plain words, for this study.
    pub proposed_consent: String,
    /// How often the course meets.
    pub weeks: u32,
    /// The sign of the key that study files are signed with; none before the first.
    pub key_sign: Option<String>,
}

/// A changed protocol.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetProtocol {
    /// The whole of it. Its version, the consent's, and how people come into arms are set by the
    /// program.
    pub protocol: Protocol,
    /// Why, where it is in use already.
    pub reason: Option<String>,
}

/// The protocol as its researcher works on it.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study.
pub fn view(ledger: &Ledger, instruments: &[Instrument], weeks: u32) -> Result<ProtocolView> {
    let Setup { file, .. } = the_study(ledger)?;
    Ok(ProtocolView {
        frozen: is_frozen(ledger)?,
        versions: versions(ledger)?,
        findings: check(&file.protocol, instruments, weeks)?,
        proposed_consent: proposed_consent(&file.name, &file.protocol),
        protocol: file.protocol,
        weeks,
        key_sign: ledger.secret(PUBLIC).ok().map(|public| sign_of(&public)),
    })
}

/// Every version of the protocol, the latest first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn versions(ledger: &Ledger) -> Result<Vec<ProtocolVersion>> {
    let mut versions: Vec<ProtocolVersion> = Vec::new();
    for fact in ledger.facts("study", ME)? {
        let Setup { file, reason, .. } = fact.read()?;
        let version = file.protocol.version;
        versions.retain(|known| known.version != version);
        versions.insert(0, ProtocolVersion { version, day: fact.day, reason });
    }
    Ok(versions)
}

/// Changes the protocol: freely while nobody has the study file, by an amendment once somebody may.
///
/// # Errors
/// [`crate::Code::Refused`] for an amendment without a reason or one that a check stops, and for
/// one that takes away a wave which somebody has answered.
pub fn set(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    instruments: &[Instrument],
    weeks: u32,
    change: SetProtocol,
) -> Result<()> {
    let mut setup = the_study(ledger)?;
    let before = &setup.file.protocol;
    let mut after = change.protocol;
    after.version = before.version;
    after.allocation = before.allocation;
    name_waves(&mut after);
    renumber(&mut after, before.consent.as_ref(), is_frozen(ledger)?);
    if after == *before {
        return Ok(());
    }
    let mut reason = None;
    if is_frozen(ledger)? {
        let why = change.reason.as_deref().unwrap_or_default().trim();
        if why.is_empty() || why.chars().count() > 2000 {
            return Err(Error::refused(
                "The study file is in use, so this is an amendment. Please write why it is made.",
            ));
        }
        let findings = check(&after, instruments, weeks)?;
        if let Some(first) = findings.iter().find(|finding| finding.stops) {
            return Err(Error::refused(format!("{} {}", first.problem, first.remedy)));
        }
        for wave in answered(ledger)? {
            if after.wave(&wave).is_none() {
                return Err(Error::refused(
                    "Somebody has answered a wave that this takes away. Please leave it in.",
                ));
            }
        }
        after.version += 1;
        reason = Some(why.to_owned());
    }
    setup.file.protocol = after;
    ledger.append(ports, Draft::new("study", &Setup { reason, ..setup })?)?;
    Ok(())
}

/// Whether the protocol may go out to trainers.
///
/// # Errors
/// [`crate::Code::Refused`] with the first thing that stops it.
pub(super) fn ready(protocol: &Protocol, instruments: &[Instrument], weeks: u32) -> Result<()> {
    let findings = check(protocol, instruments, weeks)?;
    match findings.iter().find(|finding| finding.stops) {
        Some(first) if !is_ready(&findings) => Err(Error::refused(format!(
            "The protocol is not ready, so no file was written. {} {}",
            first.problem, first.remedy
        ))),
        _ => Ok(()),
    }
}

/// Whether the protocol is in use.
pub(super) fn is_frozen(ledger: &Ledger) -> Result<bool> {
    Ok(ledger.latest(FILE_WRITTEN)?.is_some() || !ledger.facts_of_all("joined")?.is_empty())
}

/// How people come into arms from now on; before the study is in use only.
pub(super) fn set_allocation(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    allocation: Allocation,
) -> Result<()> {
    let mut setup = the_study(ledger)?;
    if setup.file.protocol.allocation != allocation {
        setup.file.protocol.allocation = allocation;
        ledger.append(ports, Draft::new("study", &setup)?)?;
    }
    Ok(())
}

pub(super) fn the_study(ledger: &Ledger) -> Result<Setup> {
    setup(ledger)?.ok_or_else(|| Error::refused("Please set up the study first."))
}

fn answered(ledger: &Ledger) -> Result<Vec<String>> {
    let mut statement = ledger.connection().prepare("SELECT DISTINCT wave FROM returned")?;
    let waves = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(waves)
}

/// Gives new waves an id from their name; those that have one keep it.
fn name_waves(protocol: &mut Protocol) {
    for at in 0..protocol.waves.len() {
        if protocol.waves[at].id.is_empty() {
            let name = file_name(&protocol.waves[at].title);
            let taken = |id: &str| protocol.waves.iter().any(|wave: &Wave| wave.id == id);
            let free = (1..).map(|number| match number {
                1 => format!("wave-{name}"),
                number => format!("wave-{name}-{number}"),
            });
            let id = free.into_iter().find(|id| !taken(id)).unwrap_or_default();
            protocol.waves[at].id = id;
        }
    }
}

/// Letters and figures of a name, small, with hyphens between.
fn file_name(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let words: String = text.chars().map(plain).take(40).collect();
    words.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// Other words are another version of the consent, once somebody may have signed the earlier ones.
fn renumber(protocol: &mut Protocol, before: Option<&Consent>, frozen: bool) {
    let Some(consent) = &mut protocol.consent else { return };
    consent.version = match before {
        Some(before) if before.text == consent.text || !frozen => before.version,
        Some(before) => before.version + 1,
        None => 1,
    };
}

/// A consent to start from. What only the researcher can know stands in brackets.
fn proposed_consent(study: &str, protocol: &Protocol) -> String {
    let asked = protocol.waves.len();
    let times = match asked {
        1 => "once".to_owned(),
        many => format!("{many} times"),
    };
    let years = protocol.keeps_years.map_or("[number]".to_owned(), |years| years.to_string());
    let ethics = match protocol.ethics.trim() {
        "" => "[Who approved the study, and under which number.]",
        said => said,
    };
    format!(
        "You are asked to take part in {study}. It looks at how recovery coaches are doing before \
         and after a course in mindfulness.\n\n\
         What you do. You fill in questionnaires {times}. Some people take the course now, some \
         later or not at all. You can leave any question open.\n\n\
         Who gets what. Your answers go to the researchers under a code. They never get your name. \
         Your trainer knows your name and never gets an answer. Your employer gets neither.\n\n\
         What could be hard. Some questions are about strain at work. Sitting quietly can bring up \
         things that hurt. You can stop at any time, and the program shows where to turn.\n\n\
         How long it is kept. Answers are kept for {years} years, then deleted. Reports never name \
         anybody. In a small group, somebody who knows you well could still recognize an answer.\n\n\
         It is your choice. Saying no, or stopping later, costs you nothing: not the course, not \
         your work. You can withdraw in the program under “What others see”, without a reason, and \
         have what you gave kept or deleted. What was already counted in a published report cannot \
         be taken out again.\n\n\
         Questions. [Name, phone and mail of the researcher.]\n\n{ethics}"
    )
}
