//! Checking a certificate's code, by anybody and without a server.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::certificate::{self, Read, Statement, fingerprint, plain_letters};
use super::issuing::{self, CertificateStanding};
use crate::error::Result;
use crate::ports::Ports;
use crate::store::Ledger;

/// A code to check.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckCertificate {
    /// The code, with whatever was copied around it.
    pub code: String,
    /// The issuer's key as it is known from elsewhere; may be empty.
    pub key: String,
}

/// What a check came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum CheckedCertificate {
    /// It is as it was signed.
    Holds(Box<HeldCertificate>),
    /// It is not as it was signed: something was changed, or a letter mistyped.
    Changed,
    /// It ends too early.
    Short {
        /// So many letters are there.
        letters: usize,
        /// So many belong to it.
        of: usize,
    },
    /// There is no code in it.
    NoCode,
}

/// A certificate that is as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HeldCertificate {
    /// What it is called.
    pub title: String,
    /// What it states.
    pub statement: Statement,
    /// The key that signed it, as people compare it.
    pub key: String,
    /// Whether that is the key that was given to compare with; none when none was given.
    pub key_fits: Option<bool>,
    /// How it stands in the ledger that is open, where it was issued there.
    pub here: Option<CertificateStanding>,
}

/// Checks the code in a text. `ledger` is the one that is open, if any.
///
/// # Errors
/// When that ledger cannot be read.
pub fn check(
    ports: &dyn Ports,
    ledger: Option<&Ledger>,
    input: &CheckCertificate,
) -> Result<CheckedCertificate> {
    let signed = match certificate::read(&input.code) {
        Read::Whole(signed) => signed,
        Read::Short { letters, of } => return Ok(CheckedCertificate::Short { letters, of }),
        Read::Mistyped => return Ok(CheckedCertificate::Changed),
        Read::None => return Ok(CheckedCertificate::NoCode),
    };
    let statement = signed.holds(ports).then(|| Statement::of(signed.text.as_bytes())).flatten();
    let Some(statement) = statement else { return Ok(CheckedCertificate::Changed) };
    let key = fingerprint(&signed.signer);
    let expected = plain_letters(&input.key);
    let issued = ledger.map(issuing::all).transpose()?.unwrap_or_default();
    let here = issued.into_iter().find(|it| it.signed.text == signed.text);
    Ok(CheckedCertificate::Holds(Box::new(HeldCertificate {
        title: super::page::title(statement.says).to_owned(),
        key_fits: (!expected.is_empty()).then(|| expected == plain_letters(&key)),
        key,
        statement,
        here: here.map(|it| it.standing),
    })))
}
