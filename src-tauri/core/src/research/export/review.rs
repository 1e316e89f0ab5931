//! What coaches wrote to open questions leaves one by one, after somebody has read it, or not at
//! all.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::data::Data;
use crate::error::{Error, Result};
use crate::guard::{Pointer, look_over};
use crate::measures::returned::{WORDS, Words};
use crate::store::{Ledger, hex};

/// One text to be read before it may leave.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TextToReview {
    /// What a review names it by: another text, even of the same person, has another.
    pub id: String,
    /// The wave’s id.
    pub wave: String,
    /// The question, where it is ours, or its place.
    pub question: String,
    /// What was written.
    pub words: String,
    /// What in it could lead to a person, as far as a program can tell.
    pub pointers: Vec<Pointer>,
}

/// A text with its place.
struct Written {
    id: String,
    code: String,
    wave: String,
    instrument: String,
    number: u32,
    words: String,
}

/// The texts that were let out.
pub(super) struct Reviewed(Vec<Written>);

fn written(ledger: &Ledger, data: &Data) -> Result<Vec<Written>> {
    let mut all = Vec::new();
    for fact in ledger.facts_of_all(WORDS)? {
        if !data.places.contains_key(&fact.author) {
            continue;
        }
        let own: Words = fact.read()?;
        for (number, words) in own.words.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
            let mut sha = Sha256::new();
            for part in [fact.id.as_str(), &number.to_string(), &words] {
                sha.update((part.len() as u64).to_le_bytes());
                sha.update(part);
            }
            all.push(Written {
                id: hex(&sha.finalize()[..8]),
                code: fact.author.clone(),
                wave: own.wave.clone(),
                instrument: own.instrument.clone(),
                number,
                words,
            });
        }
    }
    Ok(all)
}

/// Everything that there is to read, in an order that says nothing about whose it is.
///
/// # Errors
/// When the ledger cannot be read.
pub(super) fn to_review(ledger: &Ledger, data: &Data) -> Result<Vec<TextToReview>> {
    let mut texts: Vec<TextToReview> = written(ledger, data)?
        .into_iter()
        .map(|text| {
            let instrument = data.instruments.iter().find(|own| own.id == text.instrument);
            let item = instrument
                .filter(|own| own.checked.is_none())
                .and_then(|own| own.items.iter().find(|item| item.number == text.number));
            TextToReview {
                id: text.id,
                wave: text.wave,
                question: item.map_or_else(
                    || format!("Item {} of {}", text.number, text.instrument),
                    |item| item.text.clone(),
                ),
                pointers: look_over(&text.words),
                words: text.words,
            }
        })
        .collect();
    texts.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(texts)
}

impl Reviewed {
    /// The texts with these ids.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] for an id that is no text’s: it was changed since it was read.
    pub(super) fn take(ledger: &Ledger, data: &Data, ids: &[String]) -> Result<Self> {
        let wanted: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        if wanted.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let mut texts = written(ledger, data)?;
        texts.retain(|text| wanted.contains(&*text.id));
        if texts.len() != wanted.len() {
            return Err(Error::refused(
                "The review names a text that is not in this ledger, or was changed since it was \
                 read. Nothing was written. Please read the texts again.",
            ));
        }
        let id = |text: &Written| &data.people[data.places[&text.code]].id;
        texts.sort_by(|a, b| {
            (id(a), &a.wave, &a.instrument, a.number).cmp(&(
                id(b),
                &b.wave,
                &b.instrument,
                b.number,
            ))
        });
        Ok(Self(texts))
    }

    pub(super) fn count(&self) -> u32 {
        self.0.len() as u32
    }

    pub(super) fn rows<'a>(
        &'a self,
        data: &'a Data,
    ) -> impl Iterator<Item = (&'a str, &'a str, &'a str, u32, &'a str)> {
        self.0.iter().map(|text| {
            let person = &data.people[data.places[&text.code]];
            (&*person.id, &*text.wave, &*text.instrument, text.number, &*text.words)
        })
    }
}
