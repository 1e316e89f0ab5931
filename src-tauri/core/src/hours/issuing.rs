//! Issuing certificates. What was issued can be written again as it is;
//! what was withdrawn stays known, and the next one has another number.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::certificate::{CertificateSays, Signed, StatedHours, Statement, fingerprint};
use super::count::{Hours, count};
use super::training::one_line;
use super::view::Desk;
use crate::cohort::roster::Rostered;
use crate::course::Course;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::fact::{Draft, ME};
use crate::store::{Ledger, hex};
use crate::study::{code, invitation};

/// The most characters of an agency's name.
const MOST_CHARACTERS: usize = 80;

/// Whom certificates name as their issuer, besides the trainer. Also the body of an `issuer` fact;
/// the latest one holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// The agency's name; may be empty.
    pub agency: String,
}

/// The body of a `certificate` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Issued {
    /// The coach's code.
    code: String,
    /// What was signed.
    signed: Signed,
    /// SHA-256 of the statement, hex.
    sha256: String,
}

/// The body of a `certificate-withdrawn` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WithdrawCertificate {
    /// Its number.
    pub number: String,
    /// Why, for the trainer's own eyes.
    pub why: String,
}

/// How a certificate stands in the ledger of who issued it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum CertificateStanding {
    /// It is the latest of this coach.
    Stands,
    /// A later one took its place.
    Replaced {
        /// The later one's number.
        by: String,
    },
    /// It was withdrawn.
    Withdrawn {
        /// On which day.
        on: NaiveDate,
        /// Why.
        why: String,
    },
}

/// A certificate that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Certificate {
    /// The coach's code.
    pub code: String,
    /// What it states.
    pub statement: Statement,
    /// How it stands.
    pub standing: CertificateStanding,
    /// What was signed.
    #[serde(skip)]
    #[ts(skip)]
    pub signed: Signed,
}

/// Keeps the agency's name for certificates from now on.
///
/// # Errors
/// [`Code::Refused`] for more than a line.
pub fn keep_issuer(ports: &dyn Ports, ledger: &mut Ledger, new: &Issuer) -> Result<()> {
    let agency = one_line(&new.agency, MOST_CHARACTERS).ok_or_else(|| {
        Error::refused(format!(
            "Please write the agency’s name in one line of at most {MOST_CHARACTERS} characters."
        ))
    })?;
    let new = Issuer { agency };
    if new != issuer(ledger)? {
        ledger.append(ports, Draft::new("issuer", &new)?)?;
    }
    Ok(())
}

/// The issuer as it stands.
///
/// # Errors
/// When the ledger cannot be read.
pub fn issuer(ledger: &Ledger) -> Result<Issuer> {
    Ok(ledger.latest("issuer")?.map(|fact| fact.read()).transpose()?.unwrap_or_default())
}

/// The key that this trainer's certificates are signed with, as people compare it.
///
/// # Errors
/// When the ledger cannot be written.
pub fn key(ports: &dyn Ports, ledger: &mut Ledger) -> Result<String> {
    Ok(fingerprint(&invitation::signer(ports, ledger, USE)?.public))
}

const USE: &str = "certificates";

/// Every certificate that was issued, in order.
///
/// # Errors
/// When the ledger cannot be read.
pub fn all(ledger: &Ledger) -> Result<Vec<Certificate>> {
    let mut withdrawn = BTreeMap::new();
    for fact in ledger.facts("certificate-withdrawn", ME)? {
        let WithdrawCertificate { number, why } = fact.read()?;
        withdrawn.insert(number, CertificateStanding::Withdrawn { on: fact.day, why });
    }
    let mut all: Vec<Certificate> = Vec::new();
    for fact in ledger.facts("certificate", ME)? {
        let Issued { code, signed, .. } = fact.read()?;
        let statement = Statement::of(signed.text.as_bytes())
            .ok_or_else(|| Error::new(Code::Fault, "a certificate that says nothing"))?;
        for before in all.iter_mut().filter(|it| it.code == code) {
            if before.standing == CertificateStanding::Stands {
                before.standing = CertificateStanding::Replaced { by: statement.number.clone() };
            }
        }
        let standing = withdrawn.remove(&statement.number).unwrap_or(CertificateStanding::Stands);
        all.push(Certificate { code, statement, standing, signed });
    }
    Ok(all)
}

/// Issues a certificate to each of these coaches, or gives the one that stands: a certificate of
/// completion until it is withdrawn, a statement of attendance until the hours are others. All of
/// them or none.
///
/// # Errors
/// [`Code::NotFound`] for a code that is not on the roster; [`Code::Refused`] before there is a
/// cohort.
pub fn issue(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    course: &Course,
    trainer: &str,
    codes: &[String],
) -> Result<Vec<Signed>> {
    let desk = Desk::of(ledger, course)?;
    let (today, agency) = (ports.now().day(), issuer(ledger)?.agency);
    let signer = invitation::signer(ports, ledger, USE)?;
    let before = all(ledger)?;
    let (mut given, mut drafts) = (Vec::new(), Vec::new());
    for code in codes {
        let coach = desk.roster.get(code);
        let coach = coach.ok_or_else(|| Error::new(Code::NotFound, "no such code"))?;
        let hours = count(&course.hours, course, &desk.evidence_of(code));
        let mut statement = state(&desk, course, coach, &hours, today);
        trainer.clone_into(&mut statement.trainer);
        agency.clone_into(&mut statement.agency);
        let standing =
            before.iter().find(|it| it.code == *code && it.standing == CertificateStanding::Stands);
        if let Some(one) = standing.filter(|one| is_good(&one.statement, &statement)) {
            given.push(one.signed.clone());
            continue;
        }
        let number = code::participant(ports);
        let signed = Signed::new(ports, &Statement { number, ..statement }, &signer)?;
        let sha256 = hex(&Sha256::digest(signed.text.as_bytes()));
        let issued = Issued { code: code.clone(), signed: signed.clone(), sha256 };
        drafts.push(Draft::new("certificate", &issued)?);
        given.push(signed);
    }
    ledger.append_all(ports, drafts)?;
    Ok(given)
}

/// Whether one that stands is still what somebody is given who would be given `new`.
fn is_good(standing: &Statement, new: &Statement) -> bool {
    let Statement { number, issued_on, .. } = standing.clone();
    standing.says == CertificateSays::Completed
        || Statement { number, issued_on, ..new.clone() } == *standing
}

fn state(
    desk: &Desk,
    course: &Course,
    coach: &Rostered,
    hours: &Hours,
    today: NaiveDate,
) -> Statement {
    let says = match hours.met && today >= desk.last_class() {
        true => CertificateSays::Completed,
        false => CertificateSays::Attended,
    };
    let stated = hours.lines.iter().filter(|line| line.minutes > 0 || line.least_minutes > 0);
    // Who has taken part is not told what they have not done.
    let least = |minutes| if says == CertificateSays::Completed { minutes } else { 0 };
    Statement {
        number: String::new(),
        says,
        name: desk.paper_name(coach),
        course: course.manifest.title.clone(),
        starts_on: desk.calendar.starts_on(),
        ends_on: desk.calendar.ends_on(),
        classes: hours.classes,
        classes_planned: desk.calendar.weeks(),
        hours: stated
            .map(|line| StatedHours {
                kind: line.kind,
                minutes: line.minutes,
                reported_minutes: line.reported_minutes,
                least_minutes: least(line.least_minutes),
            })
            .collect(),
        rule: format!("{} {}", course.hours.id, course.hours.version),
        trainer: String::new(),
        agency: String::new(),
        issued_on: today,
    }
}

/// Withdraws a certificate. It stays known here; no code that was printed learns of it.
///
/// # Errors
/// [`Code::NotFound`] for a number that is not here; [`Code::Refused`] without a reason, or for one
/// that does not stand any more.
pub fn withdraw(ports: &dyn Ports, ledger: &mut Ledger, input: WithdrawCertificate) -> Result<()> {
    let all = all(ledger)?;
    let one = all.iter().find(|it| it.statement.number == input.number);
    let one = one.ok_or_else(|| Error::new(Code::NotFound, "no certificate of this number"))?;
    if one.standing != CertificateStanding::Stands {
        return Err(Error::refused("This one does not stand any more. Nothing was changed."));
    }
    let why = one_line(&input.why, 200).filter(|why| !why.is_empty()).ok_or_else(|| {
        Error::refused("Please say in a line why, for your own records. Nothing was changed.")
    })?;
    let withdrawn = WithdrawCertificate { why, ..input };
    ledger.append(ports, Draft::new("certificate-withdrawn", &withdrawn)?)?;
    Ok(())
}
