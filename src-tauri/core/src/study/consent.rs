//! What a coach said yes to: the consent they signed and what of their practice they share.
//!
//! The name they sign with stays in their ledger. The study gets, under their code, which version
//! of which words was signed and when.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::invitation::Invitation;
use super::protocol::Consent;
use super::withdrawal::{self, Withdrew};
use crate::error::{Error, Result};
use crate::ports::{Channel, Ports};
use crate::practice::log::entered::{Corrected, Removed};
use crate::store::fact::{Draft, Fact, ME};
use crate::store::{Ledger, hex};
use crate::supervision::Removed as MeetingRemoved;

/// What goes to the trainer besides whether a questionnaire came back. Also the body of a `shares`
/// fact: it holds for everything recorded after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// The days and minutes of practice.
    pub practice: bool,
    /// Which sections of the lessons were read.
    pub lessons: bool,
    /// The minutes of supervision; facts of programs that did not know of it share none.
    #[serde(default)]
    pub supervision: bool,
}

impl Default for Shares {
    fn default() -> Self {
        Self { practice: true, lessons: true, supervision: false }
    }
}

/// How an invitation is accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The name that the consent is signed with, where the study asks for consent here.
    pub signature: Option<String>,
    /// What is shared from the start.
    pub shares: Shares,
}

/// The body of a `consented` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Consented {
    version: u32,
    /// SHA-256 of the words, hex.
    words: String,
    /// Stays here.
    name: String,
}

/// What goes out of a `consented` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentGiven {
    /// The version of the consent.
    pub version: u32,
    /// SHA-256 of its words, hex.
    pub words: String,
}

/// What a coach said yes to, as they can read it again at any time.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OwnConsent {
    /// The words they signed; none where nothing was signed here.
    pub signed: Option<SignedConsent>,
    /// What they share.
    pub shares: Shares,
    /// Whether they withdrew.
    pub withdrew: Option<Withdrew>,
}

/// A consent that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedConsent {
    /// The words and their version.
    pub consent: Consent,
    /// When, local time, RFC 3339.
    pub at: String,
    /// The name it was signed with.
    pub name: String,
}

/// The facts of an acceptance: the invitation, the signature, and what is shared.
///
/// # Errors
/// [`crate::Code::Refused`] when the study asks for consent and nobody signed.
pub(super) fn accepting(invitation: &Invitation, yes: &Acceptance) -> Result<Vec<Draft>> {
    let mut drafts = vec![Draft::new("joined", invitation)?];
    let asked = invitation.study.as_ref().and_then(|study| study.protocol.consent.as_ref());
    if let Some(consent) = asked {
        let name = yes.signature.as_deref().unwrap_or_default().trim();
        if name.is_empty() || name.chars().count() > 80 {
            return Err(Error::refused(
                "Please read the consent, then sign it with your name. It stays on this computer.",
            ));
        }
        let words = fingerprint(&consent.text);
        let signed = Consented { version: consent.version, words, name: name.to_owned() };
        drafts.push(Draft::new("consented", &signed)?);
    }
    drafts.push(Draft::new("shares", &yes.shares)?);
    Ok(drafts)
}

/// Chooses what is shared from now on.
///
/// # Errors
/// [`crate::Code::Refused`] for somebody who has withdrawn or was never invited.
pub fn share(ports: &dyn Ports, ledger: &mut Ledger, shares: Shares) -> Result<()> {
    if Invitation::accepted(ledger)?.is_none() || withdrawal::own(ledger)?.is_some() {
        return Err(Error::refused("Nothing leaves this computer, so there is nothing to choose."));
    }
    if shares != current(ledger)? {
        ledger.append(ports, Draft::new("shares", &shares)?)?;
    }
    Ok(())
}

fn current(ledger: &Ledger) -> Result<Shares> {
    Ok(ledger.latest("shares")?.map(|fact| fact.read()).transpose()?.unwrap_or_default())
}

/// What this coach said yes to.
///
/// # Errors
/// When the ledger cannot be read.
pub fn own(ledger: &Ledger) -> Result<OwnConsent> {
    let mut signed = None;
    if let Some(fact) = ledger.latest("consented")? {
        let said: Consented = fact.read()?;
        // The words are those of the invitation that was accepted with the signature.
        for joined in ledger.facts("joined", ME)?.iter().rev() {
            let study = joined.read::<Invitation>()?.study;
            let consent = study.and_then(|study| study.protocol.consent);
            if let Some(consent) = consent.filter(|one| fingerprint(&one.text) == said.words) {
                signed = Some(SignedConsent { consent, at: fact.at, name: said.name });
                break;
            }
        }
    }
    Ok(OwnConsent { signed, shares: current(ledger)?, withdrew: withdrawal::own(ledger)? })
}

/// What goes out of a `consented` fact: never the name.
pub(super) fn given(fact: &Fact) -> Result<ConsentGiven> {
    let Consented { version, words, .. } = fact.read()?;
    Ok(ConsentGiven { version, words })
}

fn fingerprint(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Which facts may leave, by what the coach chose when they were recorded.
pub(super) struct Leave {
    /// Each choice with its place in the ledger, the earliest first.
    chosen: Vec<(i64, Shares)>,
    withdrew: bool,
    /// Places of entered sits and meetings, for what corrects them.
    entries: BTreeMap<String, i64>,
}

impl Leave {
    pub(super) fn of(ledger: &Ledger) -> Result<Self> {
        let chosen = ledger
            .facts("shares", ME)?
            .iter()
            .map(|fact| Ok((fact.seq, fact.read()?)))
            .collect::<Result<Vec<(i64, Shares)>>>()?;
        let mut entries = ledger.facts("supervised", ME)?;
        if chosen.iter().any(|(_, shares)| !shares.practice) {
            entries.extend(ledger.facts("sit-reported", ME)?);
        }
        Ok(Self {
            chosen,
            withdrew: withdrawal::own(ledger)?.is_some(),
            entries: entries.into_iter().map(|fact| (fact.id, fact.seq)).collect(),
        })
    }

    /// Whether a fact may leave on a channel on which everything up to `through` has gone out.
    /// Of what has not gone out, nothing follows a withdrawal but the withdrawal.
    pub(super) fn lets(&self, channel: Channel, fact: &Fact, through: i64) -> Result<bool> {
        if self.withdrew && fact.seq > through {
            return Ok(fact.kind == withdrawal::WITHDREW);
        }
        if channel == Channel::Answers {
            return Ok(true);
        }
        Ok(match fact.kind.as_str() {
            "sit" | "sit-reported" => self.as_of(fact.seq).practice,
            // What corrects an entry goes where the entry went.
            "sit-corrected" => self.as_of_entry(&fact.read::<Corrected>()?.sit, fact.seq).practice,
            "sit-removed" => self.as_of_entry(&fact.read::<Removed>()?.sit, fact.seq).practice,
            "lesson-read" => self.as_of(fact.seq).lessons,
            "supervised" => self.as_of(fact.seq).supervision,
            "supervised-removed" => {
                self.as_of_entry(&fact.read::<MeetingRemoved>()?.meeting, fact.seq).supervision
            }
            _ => true,
        })
    }

    fn as_of_entry(&self, entry: &str, seq: i64) -> Shares {
        self.as_of(self.entries.get(entry).copied().unwrap_or(seq))
    }

    fn as_of(&self, seq: i64) -> Shares {
        let before = self.chosen.iter().rev().find(|(at, _)| *at < seq);
        before.map(|(_, shares)| *shares).unwrap_or_default()
    }
}
