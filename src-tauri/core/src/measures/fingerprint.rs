//! Fingerprints of published wordings: they tell whether an item is worded as published, and which
//! item of the key it is, in whatever order it comes. They hold no wording.
//!
//! The file is `content/measures/fingerprints.json`: `instruments` maps an instrument's id to
//! fingerprints, and each fingerprint to the item's number in the key. A fingerprint is the first
//! 16 hexadecimal digits of SHA-256 over `ID:TEXT` in UTF-8, the text [normalised](normalise).

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::store::hex;

/// The fingerprints of every published wording that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprints {
    /// The version of this format: 1.
    pub format_version: u32,
    /// What the file is.
    pub about: String,
    /// How a text is normalised, in words.
    pub normalise: String,
    /// How a fingerprint is made, in words.
    pub hash: String,
    /// Where an instrument circulates in several orders: which one the numbers follow.
    #[serde(default)]
    pub order: BTreeMap<String, String>,
    /// Instrument id → fingerprint → number of the item in the key.
    pub instruments: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Fingerprints {
    /// Whether the published wording of an instrument is known.
    pub fn cover(&self, instrument: &str) -> bool {
        self.instruments.contains_key(instrument)
    }

    /// The number of the item that is published with this text.
    pub fn number(&self, instrument: &str, text: &str) -> Option<u32> {
        self.number_of_normal(instrument, &normalise(text))
    }

    /// As [`Fingerprints::number`], for a text that is normalised already.
    pub(super) fn number_of_normal(&self, instrument: &str, normal: &str) -> Option<u32> {
        self.instruments.get(instrument)?.get(&of_normal(instrument, normal)).copied()
    }
}

/// The fingerprint of an item's text.
///
/// ```
/// use evenkeel_core::measures::fingerprint::fingerprint;
/// let printed = fingerprint("pulse", "I slept  well,\nI didn’t wake.");
/// assert_eq!(printed, fingerprint("pulse", "i slept well i DIDN'T wake"));
/// assert_ne!(printed, fingerprint("pulse", "I slept well, I did wake."));
/// assert_eq!(printed.len(), 16);
/// ```
pub fn fingerprint(instrument: &str, text: &str) -> String {
    of_normal(instrument, &normalise(text))
}

fn of_normal(instrument: &str, normal: &str) -> String {
    let mut sha = Sha256::new();
    sha.update(instrument.as_bytes());
    sha.update(b":");
    sha.update(normal.as_bytes());
    hex(&sha.finalize()[..8])
}

/// NFKC; lower case; apostrophes taken out; every run of other characters than a–z and 0–9 becomes
/// one space; trimmed. Words in brackets stay, without their brackets.
pub fn normalise(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '\'' | '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' => {}
            'a'..='z' | '0'..='9' => normal.push(c),
            _ if normal.is_empty() || normal.ends_with(' ') => {}
            _ => normal.push(' '),
        }
    }
    normal.truncate(normal.trim_end().len());
    normal
}
