//! The researcher's view: who is in the study, what came back, and the export.

pub mod allocating;
pub mod amend;
pub mod analysis;
pub mod export;
mod keeping;
pub mod screening;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

pub use keeping::Keeping;

use crate::cohort::roster::{keep_reader, new_ticket};
use crate::cohort::taken::gaps;
use crate::error::{Error, Result};
use crate::measures::{Instrument, wording};
use crate::ports::{KeyPair, Ports};
use crate::store::Ledger;
use crate::store::fact::{Draft, new_id};
use crate::study;
use crate::study::invitation::StudyFile;
use crate::study::mailbox;
use crate::study::outbox::Terms;
use crate::study::protocol::{Arm, Protocol};
use crate::study::withdrawal;

/// The study as its researcher sees it. Holds no name.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StudyView {
    /// The study; none before it is set up.
    pub study: Option<Study>,
    /// When hand-ins were last collected, local time, RFC 3339.
    pub collected_at: Option<String>,
    /// One row an arm.
    pub arms: Vec<ArmFlow>,
    /// Hand-ins that are missing between others.
    pub gaps: u32,
    /// Until when answers are kept; none where the protocol does not say.
    #[ts(optional = nullable)]
    pub keeping: Option<Keeping>,
}

/// A study's own facts.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Study {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it asks and when.
    pub protocol: Protocol,
    /// The mailbox.
    pub mailbox: String,
}

/// How many of an arm have come how far.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ArmFlow {
    /// The arm.
    pub arm: Arm,
    /// Codes heard from.
    pub joined: u32,
    /// Codes from whom something came back, one number a wave in the protocol's order.
    pub returned: Vec<u32>,
    /// Withdrew, and what they gave is kept.
    pub withdrew_kept: u32,
    /// Withdrew, and what they gave is deleted.
    pub withdrew_deleted: u32,
}

/// The body of a `study` fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// The study, as trainers get it.
    pub file: StudyFile,
    /// The mailbox.
    pub mailbox: String,
    /// Why the protocol was amended; none for a first version.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Sets up a study under the standard protocol and makes its reader's keys.
///
/// # Errors
/// [`crate::Code::Refused`] when there is one already or a field is empty.
pub fn create(ports: &dyn Ports, ledger: &mut Ledger, name: &str, mailbox: &str) -> Result<()> {
    if setup(ledger)?.is_some() {
        return Err(Error::refused("This ledger has a study already. Nothing was changed."));
    }
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::refused("Please give the study a name."));
    }
    let mailbox = mailbox::address(ports, mailbox)?;
    let keys = ports.courier().new_reader();
    keep_reader(ledger, &keys)?;
    let file = StudyFile {
        evenkeel: "study".to_owned(),
        format_version: 1,
        study: new_id(ports),
        name: name.to_owned(),
        protocol: Protocol::standard(),
        reader: keys.public,
        ticket: new_ticket(ports),
        mailbox: Some(mailbox.clone()),
        wordings: Vec::new(),
        keys: Vec::new(),
        signer: String::new(),
        signature: String::new(),
    };
    ledger.append(ports, Draft::new("study", &Setup { file, mailbox, reason: None })?)?;
    Ok(())
}

/// Where the public half of [`signer`] is kept.
const PUBLIC: &str = "signer/study/public";

/// The key that the study's files are signed with, made when it is first needed.
fn signer(ports: &dyn Ports, ledger: &mut Ledger) -> Result<KeyPair> {
    study::invitation::signer(ports, ledger, "study")
}

/// The study as it was set up.
///
/// # Errors
/// When the ledger cannot be read.
pub fn setup(ledger: &Ledger) -> Result<Option<Setup>> {
    ledger.latest("study")?.map(|fact| fact.read()).transpose()
}

/// Writes the file that trainers open, signed, and returns where it lies. From then on the
/// protocol is in use.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study, or when the protocol is not ready;
/// [`crate::Code::ReadOnly`] or [`crate::Code::DiskFull`].
pub fn save_study_file(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    instruments: &[Instrument],
    weeks: u32,
    folder: &Path,
) -> Result<PathBuf> {
    let file = study_file(ledger)?;
    amend::ready(&file.protocol, instruments, weeks)?;
    let file = file.signed(ports, &signer(ports, ledger)?)?;
    let path = file.write(folder)?;
    let written = json!({ "version": file.protocol.version });
    ledger.append(ports, Draft::new(amend::FILE_WRITTEN, &written)?)?;
    Ok(path)
}

/// The study as trainers get it: with the wording of what it asks, and nothing besides.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study.
pub fn study_file(ledger: &Ledger) -> Result<StudyFile> {
    let setup = setup(ledger)?.ok_or_else(|| Error::refused("Please set up the study first."))?;
    let mut file = setup.file;
    let asks = |id: &str| {
        file.protocol.waves.iter().any(|wave| wave.instruments.iter().any(|one| one == id))
    };
    file.wordings = wording::installed(ledger)?;
    file.wordings.retain(|wording| asks(&wording.instrument));
    file.keys = wording::own_keys(ledger)?;
    file.keys.retain(|key| {
        wording::read_key("own key", key).is_ok_and(|instrument| asks(&instrument.id))
    });
    Ok(file)
}

/// The study as its researcher sees it, as of a day. `weeks` is how many the course runs.
///
/// # Errors
/// When the ledger cannot be read.
pub fn view(ledger: &Ledger, weeks: u32, today: NaiveDate) -> Result<StudyView> {
    let collected_at = ledger.latest("collected")?.map(|fact| fact.at);
    let gaps = gaps(ledger)?.values().sum();
    let Some(setup) = setup(ledger)? else {
        return Ok(StudyView { study: None, collected_at, arms: Vec::new(), gaps, keeping: None });
    };
    let terms = terms(ledger)?;
    let mut returned: BTreeMap<(Arm, String), u32> = BTreeMap::new();
    let mut statement =
        ledger.connection().prepare("SELECT DISTINCT author, wave FROM returned")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(terms) = terms.get(&row.get::<_, String>(0)?) {
            *returned.entry((terms.arm, row.get(1)?)).or_default() += 1;
        }
    }
    let withdrew = withdrawal::received(ledger)?;
    let withdrawn = |arm: Arm, keep: bool| {
        let in_arm = |code: &String| terms.get(code).is_some_and(|terms| terms.arm == arm);
        withdrew.iter().filter(|(code, said)| said.keep == keep && in_arm(code)).count() as u32
    };
    let protocol = setup.file.protocol;
    let keeping = keeping::keeping(ledger, &protocol, weeks, today)?;
    let arms = [Arm::Course, Arm::Comparison]
        .into_iter()
        .map(|arm| ArmFlow {
            arm,
            withdrew_kept: withdrawn(arm, true),
            withdrew_deleted: withdrawn(arm, false),
            joined: terms.values().filter(|terms| terms.arm == arm).count() as u32,
            returned: protocol
                .waves
                .iter()
                .map(|wave| returned.get(&(arm, wave.id.clone())).copied().unwrap_or_default())
                .collect(),
        })
        .collect();
    let study =
        Study { id: setup.file.study, name: setup.file.name, protocol, mailbox: setup.mailbox };
    Ok(StudyView { study: Some(study), collected_at, arms, gaps, keeping })
}

/// Each participant's terms, by study code.
pub(crate) fn terms(ledger: &Ledger) -> Result<BTreeMap<String, Terms>> {
    ledger
        .facts_of_all("joined")?
        .into_iter()
        .map(|fact| Ok((fact.author.clone(), fact.read()?)))
        .collect()
}
