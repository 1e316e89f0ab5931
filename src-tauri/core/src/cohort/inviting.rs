//! Invitation files: written, written again, locked with a code that is said by phone, revoked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::enrolling::{Waiting, is_sealed, rostered, waiting};
use super::roster::{self, READER_PUBLIC, Rostered, Setup, no_cohort, roster};
use crate::error::{Code, Error, Result};
use crate::letters;
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::invitation::Invitation;
use crate::study::plan::Plans;
use crate::study::protocol::Arm;
use crate::study::withdrawal::{self, Withdrew};

/// The body of an `issued` fact: an invitation file was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Issued {
    code: String,
    /// The code that opens the file, where it is locked. Said by phone, so it is kept to be said.
    phone_code: Option<String>,
}

/// The body of a `revoked` fact; the latest about a code holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Revoked {
    code: String,
    /// Whether revoking it is taken back.
    #[serde(default)]
    back: bool,
}

/// Invitations as the trainer looks after them.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct InvitationsView {
    /// The cohort's name.
    pub cohort: String,
    /// The study, if there is one.
    pub study: Option<StudyOfCohort>,
    /// Whether the researcher says who is in which arm.
    pub sealed: bool,
    /// People who wait for an arm, in the order of enrolment.
    pub waiting: Vec<Waiting>,
    /// People who have one, by name.
    pub coaches: Vec<InvitedCoach>,
}

/// The study that a cohort is part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StudyOfCohort {
    /// Its name.
    pub name: String,
    /// The version of its protocol that invitations carry.
    pub version: u32,
    /// The sign of the researcher's key, to compare over the phone.
    pub key_sign: Option<String>,
}

/// One coach's invitation.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct InvitedCoach {
    /// The coach's code.
    pub code: String,
    /// The name; stays in this ledger.
    pub name: String,
    /// The arm.
    pub arm: Arm,
    /// The day a file was written last; none while there is none.
    pub written_on: Option<NaiveDate>,
    /// The code that opens the latest file, where it is locked.
    pub phone_code: Option<String>,
    /// Whether a first hand-in has come.
    pub joined: bool,
    /// The day it was revoked, if it was.
    pub revoked_on: Option<NaiveDate>,
    /// Whether the coach withdrew.
    pub withdrew: Option<Withdrew>,
}

/// Which invitations to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WriteInvitations {
    /// Whose, by code; a second file takes the place of the first.
    pub codes: Vec<String>,
    /// Whether each is locked with a code of its own.
    pub locked: bool,
    /// The folder they go to.
    pub folder: String,
}

/// Puts a coach on the roster and writes the invitation file. Returns its path and the code.
///
/// # Errors
/// [`Code::Refused`] without a name, or where the researcher says the arm; [`Code::ReadOnly`] or
/// [`Code::DiskFull`] when the file cannot be written, and then the coach is not on the roster
/// either.
pub fn invite(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    trainer: &str,
    name: &str,
    arm: Arm,
    folder: &Path,
) -> Result<(PathBuf, String)> {
    let setup = roster::setup(ledger)?.ok_or_else(no_cohort)?;
    if is_sealed(&setup) {
        return Err(Error::refused(
            "In this study the researcher says who is in which arm. Put the coach on the roster \
             first, and ask for the arm.",
        ));
    }
    let rostered = rostered(ports, ledger, name, arm)?;
    let code = rostered.code.clone();
    let invitation = invitation(ledger, &setup, trainer, &rostered)?;
    let path = invitation.write(ports, folder, None)?;
    let issued = Issued { code: code.clone(), phone_code: None };
    let facts = vec![Draft::new("invited", &rostered)?, Draft::new("issued", &issued)?];
    ledger.append_all(ports, facts)?;
    Ok((path, code))
}

/// Writes the invitations of people on the roster, with the dates and the study as they are now.
/// Gives the files.
///
/// # Errors
/// [`Code::NotFound`] for a code that has no arm; [`Code::Refused`] for one that was revoked;
/// [`Code::ReadOnly`] or [`Code::DiskFull`], and then it is known which were written.
pub fn write(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    trainer: &str,
    codes: &[String],
    locked: bool,
    folder: &Path,
) -> Result<Vec<PathBuf>> {
    let setup = roster::setup(ledger)?.ok_or_else(no_cohort)?;
    let (known, revoked) = (roster(ledger)?, revoked(ledger)?);
    let mut paths = Vec::with_capacity(codes.len());
    for code in codes {
        let not_there = || Error::new(Code::NotFound, "no such code on the roster");
        let rostered = known.get(code).ok_or_else(not_there)?;
        if revoked.contains_key(code) {
            return Err(Error::refused(format!(
                "The invitation of {} was revoked. Invite them anew, under another code.",
                rostered.name
            )));
        }
        let phone_code = locked.then(|| {
            let code = letters::draw(ports, 7);
            format!("{}-{}", &code[..4], &code[4..])
        });
        let invitation = invitation(ledger, &setup, trainer, rostered)?;
        paths.push(invitation.write(ports, folder, phone_code.as_deref())?);
        ledger.append(ports, Draft::new("issued", &Issued { code: code.clone(), phone_code })?)?;
    }
    Ok(paths)
}

fn invitation(
    ledger: &Ledger,
    setup: &Setup,
    trainer: &str,
    rostered: &Rostered,
) -> Result<Invitation> {
    let cohort = &setup.cohort;
    Ok(Invitation {
        evenkeel: "invitation".to_owned(),
        format_version: 1,
        cohort: cohort.id.clone(),
        cohort_name: cohort.name.clone(),
        trainer: trainer.to_owned(),
        starts_on: cohort.starts_on,
        plan: Plans::of_cohort(ledger, &cohort.plan)?.lines(),
        breaks: cohort.breaks.clone(),
        code: rostered.code.clone(),
        arm: rostered.arm,
        reader: ledger.secret(READER_PUBLIC)?.to_string(),
        ticket: rostered.ticket.clone(),
        mailbox: cohort.mailbox.clone(),
        study: setup.study.clone(),
    })
}

/// Revokes an invitation: what comes under its code is not taken any more. What was taken stays.
///
/// # Errors
/// [`Code::NotFound`] for a code that is not on the roster; [`Code::Refused`] when it was revoked
/// before.
pub fn revoke(ports: &dyn Ports, ledger: &mut Ledger, code: &str) -> Result<()> {
    if !roster(ledger)?.contains_key(code) {
        return Err(Error::new(Code::NotFound, "no such code on the roster"));
    }
    if revoked(ledger)?.contains_key(code) {
        return Err(Error::refused("This invitation was revoked before."));
    }
    let body = Revoked { code: code.to_owned(), back: false };
    ledger.append(ports, Draft::new("revoked", &body)?)?;
    Ok(())
}

/// Makes a revoked invitation hold again. What was set aside meanwhile comes with the next
/// collecting.
///
/// # Errors
/// [`Code::Refused`] when it is not revoked.
pub fn unrevoke(ports: &dyn Ports, ledger: &mut Ledger, code: &str) -> Result<()> {
    if !revoked(ledger)?.contains_key(code) {
        return Err(Error::refused("This invitation holds already."));
    }
    let body = Revoked { code: code.to_owned(), back: true };
    ledger.append(ports, Draft::new("revoked", &body)?)?;
    Ok(())
}

/// The codes whose invitation was revoked, and when.
///
/// # Errors
/// When the ledger cannot be read.
pub fn revoked(ledger: &Ledger) -> Result<BTreeMap<String, NaiveDate>> {
    let mut revoked = BTreeMap::new();
    for fact in ledger.facts("revoked", ME)? {
        let Revoked { code, back } = fact.read()?;
        if back {
            revoked.remove(&code)
        } else {
            revoked.insert(code, fact.day)
        };
    }
    Ok(revoked)
}

/// All invitations.
///
/// # Errors
/// [`Code::Refused`] before there is a cohort.
pub fn view(ledger: &Ledger) -> Result<InvitationsView> {
    let setup = roster::setup(ledger)?.ok_or_else(no_cohort)?;
    let mut written = BTreeMap::new();
    for fact in ledger.facts("issued", ME)? {
        let Issued { code, phone_code } = fact.read()?;
        written.insert(code, (fact.day, phone_code));
    }
    let (revoked, withdrew) = (revoked(ledger)?, withdrawal::received(ledger)?);
    let mut statement = ledger.connection().prepare("SELECT 1 FROM letter WHERE author = ?1")?;
    let mut coaches = Vec::new();
    for (code, rostered) in roster(ledger)? {
        let (written_on, phone_code) = written.remove(&code).unzip();
        coaches.push(InvitedCoach {
            name: rostered.name,
            arm: rostered.arm,
            written_on,
            phone_code: phone_code.flatten(),
            joined: statement.exists([&code])?,
            revoked_on: revoked.get(&code).copied(),
            withdrew: withdrew.get(&code).copied(),
            code,
        });
    }
    coaches.sort_by_key(|coach| coach.name.to_lowercase());
    Ok(InvitationsView {
        sealed: is_sealed(&setup),
        cohort: setup.cohort.name,
        study: setup.study.map(|study| StudyOfCohort {
            version: study.protocol.version,
            key_sign: study.sign_of_key(),
            name: study.name,
        }),
        waiting: waiting(ledger)?,
        coaches,
    })
}
