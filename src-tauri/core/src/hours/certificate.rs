//! What a certificate states, signed, and the code on it that anybody can check without a server.
//!
//! The code holds the whole statement, the issuer's public key and the signature: `EVK1`, then in
//! Crockford's base 32 the length of the statement (two bytes, high first), the key (32), the
//! signature (64) and the statement (JSON). What is checked is what was signed, byte for byte.
//! Whose key it is, no code can say: that has to be known from elsewhere.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::rule::HoursKind;
use crate::error::{Error, Result};
use crate::letters::{self, base32, unbase32};
use crate::ports::{KeyPair, Ports};
use crate::store::{hex, unhex};

/// What every code begins with, and the version of its format.
pub const MARK: &str = "EVK1";
/// What a certificate's signature begins with, so that it is good for nothing else.
const SIGNED_AS: &[u8] = b"evenkeel certificate v1\0";
/// Bytes before the statement: its length, the key, the signature.
const HEAD: usize = 2 + 32 + 64;
/// The longest statement, bytes.
const LONGEST: usize = 1_500;

/// What the paper says of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateSays {
    /// That they completed the course under the rule.
    Completed,
    /// That they took part, with the hours recorded so far.
    Attended,
}

/// Everything that a certificate states and its signature covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Statement {
    /// Its number, drawn at random.
    pub number: String,
    /// What it says of them.
    pub says: CertificateSays,
    /// Whose hours these are.
    pub name: String,
    /// The course's name.
    pub course: String,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// The last day of the course.
    pub ends_on: NaiveDate,
    /// Weekly classes that count.
    pub classes: u32,
    /// Weekly classes that there were to be.
    pub classes_planned: u32,
    /// The hours, by kind.
    pub hours: Vec<StatedHours>,
    /// The rule's id and version.
    pub rule: String,
    /// Who issued it.
    pub trainer: String,
    /// The agency they issued it for; may be empty.
    pub agency: String,
    /// The day it was issued.
    pub issued_on: NaiveDate,
}

/// Hours of one kind as they are stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StatedHours {
    /// Which.
    pub kind: HoursKind,
    /// Minutes that count.
    pub minutes: u32,
    /// How much of them the coach entered; the rest of home practice was measured.
    pub reported_minutes: u32,
    /// The least that was asked for; 0 for none.
    pub least_minutes: u32,
}

/// A statement as it is written: short, because people may have to type it.
type Wire = (
    String,
    CertificateSays,
    String,
    String,
    (NaiveDate, NaiveDate),
    (u32, u32),
    Vec<(HoursKind, u32, u32, u32)>,
    String,
    (String, String),
    NaiveDate,
);

impl Statement {
    /// What is signed.
    ///
    /// # Errors
    /// [`crate::Code::Fault`] when it cannot be written.
    pub fn text(&self) -> Result<String> {
        let hours = self.hours.iter();
        let wire: Wire = (
            self.number.clone(),
            self.says,
            self.name.clone(),
            self.course.clone(),
            (self.starts_on, self.ends_on),
            (self.classes, self.classes_planned),
            hours.map(|it| (it.kind, it.minutes, it.reported_minutes, it.least_minutes)).collect(),
            self.rule.clone(),
            (self.trainer.clone(), self.agency.clone()),
            self.issued_on,
        );
        Ok(serde_json::to_string(&wire)?)
    }

    /// The statement that a text says; none for anything else.
    pub fn of(text: &[u8]) -> Option<Self> {
        let wire: Wire = serde_json::from_slice(text).ok()?;
        let (number, says, name, course, dates, classes, hours, rule, issuer, issued_on) = wire;
        let stated = |(kind, minutes, reported_minutes, least_minutes)| StatedHours {
            kind,
            minutes,
            reported_minutes,
            least_minutes,
        };
        Some(Self {
            number,
            says,
            name,
            course,
            starts_on: dates.0,
            ends_on: dates.1,
            classes: classes.0,
            classes_planned: classes.1,
            hours: hours.into_iter().map(stated).collect(),
            rule,
            trainer: issuer.0,
            agency: issuer.1,
            issued_on,
        })
    }
}

/// A statement with its signature, as a trainer's ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The statement, exactly as it was signed.
    pub text: String,
    /// The issuer's public key, hex.
    pub signer: String,
    /// The signature, hex.
    pub signature: String,
}

impl Signed {
    /// Signs a statement.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when it is too long for a code, or the key is none.
    pub fn new(ports: &dyn Ports, statement: &Statement, signer: &KeyPair) -> Result<Self> {
        let text = statement.text()?;
        if text.len() > LONGEST {
            return Err(Error::refused(
                "The names on this certificate are too long for its code. Please shorten the \
                 agency’s name. Nothing was issued.",
            ));
        }
        let signature = ports.courier().sign(&[SIGNED_AS, text.as_bytes()].concat(), signer)?;
        Ok(Self { text, signer: signer.public.clone(), signature })
    }

    /// Whether the holder of its key signed it like this.
    pub fn holds(&self, ports: &dyn Ports) -> bool {
        let bytes = [SIGNED_AS, self.text.as_bytes()].concat();
        ports.courier().is_signed(&bytes, &self.signature, &self.signer)
    }

    /// The code that holds all of it.
    ///
    /// # Errors
    /// [`crate::Code::Fault`] when key or signature are none.
    pub fn code(&self) -> Result<String> {
        let fault = || Error::new(crate::Code::Fault, "a key or signature that is none");
        let key = unhex(&self.signer).filter(|key| key.len() == 32).ok_or_else(fault)?;
        let signature = unhex(&self.signature).filter(|it| it.len() == 64).ok_or_else(fault)?;
        let length = (self.text.len() as u16).to_be_bytes();
        let bytes = [&length[..], &key, &signature, self.text.as_bytes()].concat();
        Ok(format!("{MARK}{}", base32(&bytes)))
    }
}

/// What came of reading a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// It is whole. Whether the signature holds is not looked at here.
    Whole(Signed),
    /// It ends too early.
    Short {
        /// So many letters are there.
        letters: usize,
        /// So many belong to it.
        of: usize,
    },
    /// It holds letters that no code has.
    Mistyped,
    /// There is no code in it.
    None,
}

/// Reads the code in a text: as printed, typed or copied, with whatever stands around it.
pub fn read(text: &str) -> Read {
    let plain = plain_letters(text);
    // Words around it may name the mark as well.
    let read = plain.match_indices(MARK).map(|(at, mark)| read_from(&plain[at + mark.len()..]));
    let rank = |read: &Read| match read {
        Read::Whole(_) => 3,
        Read::Short { letters, .. } if *letters > 0 => 2,
        Read::Mistyped | Read::Short { .. } => 1,
        Read::None => 0,
    };
    read.max_by_key(rank).unwrap_or(Read::None)
}

/// What follows a mark.
fn read_from(code: &str) -> Read {
    // Four letters hold the two bytes of the length, and then the whole has so many.
    let Some(head) = unbase32(code.get(..4).unwrap_or_default(), true) else {
        return Read::Mistyped;
    };
    let Some(&[high, low]) = head.first_chunk::<2>() else {
        return Read::Short { letters: code.len(), of: HEAD * 8 / 5 };
    };
    let length = usize::from(u16::from_be_bytes([high, low]));
    let of = ((HEAD + length) * 8).div_ceil(5);
    if length > LONGEST {
        return Read::Mistyped;
    }
    let Some(code) = code.get(..of) else {
        return Read::Short { letters: code.len(), of };
    };
    let Some(bytes) = unbase32(code, false) else { return Read::Mistyped };
    match String::from_utf8(bytes[HEAD..].to_vec()) {
        Ok(text) => Read::Whole(Signed {
            text,
            signer: hex(&bytes[2..34]),
            signature: hex(&bytes[34..HEAD]),
        }),
        Err(_) => Read::Mistyped,
    }
}

/// The letters of a text as a code has them, however they were typed: no doubt is left between O
/// and 0, or I, L and 1.
pub fn plain_letters(text: &str) -> String {
    let letter = |letter: char| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    text.chars().filter(char::is_ascii_alphanumeric).map(letter).collect()
}

/// A public key as people compare it: 25 letters in groups of five, 120 bits and a check.
pub fn fingerprint(public: &str) -> String {
    let letters = letters::of(public.as_bytes(), 24);
    let groups: Vec<&str> = (0..letters.len()).step_by(5).map(|at| &letters[at..at + 5]).collect();
    groups.join("-")
}
