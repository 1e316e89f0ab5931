//! Installed wordings: facts in the researcher's ledger, carried to coaches by the study file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::fingerprint::Fingerprints;
use super::load::LARGEST_KEY;
use super::reading::Reading;
use super::{Instrument, key, target};
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::fact::{Draft, ME};
use crate::store::{Ledger, hex};

/// How an installed wording compares with the published one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Checked {
    /// Every item is worded as published, but for words that the authors let a study replace.
    Published,
    /// A person compared it; no fingerprint did.
    Unchecked,
}

/// The body of a `wording` fact: the words of one instrument, as a study uses them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The instrument's id.
    pub instrument: String,
    /// The version of the key it was held against.
    pub key_version: String,
    /// What stands above the items.
    pub instructions: String,
    /// The items, in the order they are asked.
    pub items: Vec<Worded>,
    /// The words beside the answers, by the name of the set, in the order of the key's codes.
    pub labels: BTreeMap<String, Vec<String>>,
    /// The study's own words, by the published word that they stand for.
    #[serde(default)]
    pub target: BTreeMap<String, String>,
    /// How it compares with the published wording.
    pub checked: Checked,
    /// What kind of copy it was read from.
    pub format: String,
    /// The name of the file it was read from; empty for pasted text.
    pub source: String,
    /// SHA-256 of what it was read from.
    pub source_sha256: String,
    /// By whose permission the study uses it.
    #[serde(default)]
    pub permission: String,
}

/// One item's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worded {
    /// Its number in the key.
    pub number: u32,
    /// Its words.
    pub text: String,
}

impl Wording {
    /// The instrument with these words, in their order. Its version then names both key and words.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when they do not fit the key.
    pub fn word(&self, instrument: &Instrument) -> Result<Instrument> {
        let mut worded = instrument.clone();
        let fault = |what: &str| {
            Error::refused(format!(
                "The wording of “{}” does not fit its key: {what}. Nothing was changed.",
                instrument.title
            ))
        };
        let numbers: BTreeSet<u32> = self.items.iter().map(|item| item.number).collect();
        if numbers.len() != self.items.len() || self.items.len() != instrument.items.len() {
            return Err(fault("an item is missing or is there twice"));
        }
        worded.items = self
            .items
            .iter()
            .map(|own| {
                let item = instrument.items.iter().find(|item| item.number == own.number);
                let mut item = item.filter(|_| !own.text.trim().is_empty()).cloned()?;
                item.text.clone_from(&own.text);
                Some(item)
            })
            .collect::<Option<_>>()
            .ok_or_else(|| fault("an item is none of the key’s, or has no words"))?;
        for (name, responses) in &mut worded.responses {
            let labels = self.labels.get(name).filter(|own| own.len() == responses.codes.len());
            let labels = labels.ok_or_else(|| fault("the words beside its answers"))?;
            responses.labels.clone_from(labels);
        }
        worded.instructions.clone_from(&self.instructions);
        worded.checked = Some(self.checked);
        worded.version = format!("{}+{}", instrument.version, self.fingerprint()?);
        Ok(worded)
    }

    /// Which words these are: what is asked and how, whatever copy it came from. 8 hexadecimal
    /// digits.
    fn fingerprint(&self) -> Result<String> {
        let said = serde_json::to_vec(&(&self.instructions, &self.items, &self.labels))?;
        Ok(hex(&Sha256::digest(said)[..4]))
    }

    /// Checks that a wording which says that it is the published one is just that.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when it fits no key, or an item was changed.
    pub fn hold(&self, instrument: &Instrument, fingerprints: &Fingerprints) -> Result<()> {
        self.word(instrument)?;
        target::check(instrument, &self.target)?;
        if self.checked == Checked::Unchecked {
            return Ok(());
        }
        for item in &self.items {
            let found = target::find(fingerprints, instrument, &item.text, &self.target);
            if found.is_none_or(|found| found.number != item.number) {
                return Err(Error::refused(format!(
                    "Item {} of “{}” was changed after it was installed, so this file is not \
                     taken. Nothing was changed here. Ask the researcher to send the study file \
                     again.",
                    item.number, instrument.title
                )));
            }
        }
        Ok(())
    }
}

/// Installs what a reading allows, in place of what was installed for this instrument before.
///
/// # Errors
/// [`crate::Code::Refused`] with the first thing that stands in the way.
pub fn install(ports: &dyn Ports, ledger: &mut Ledger, reading: &Reading) -> Result<()> {
    let Some(wording) = &reading.wording else {
        let why = reading.hindrances.first().map_or("", String::as_str);
        return Err(Error::refused(format!("Nothing was installed. {why}")));
    };
    ledger.append(ports, Draft::new("wording", wording)?)?;
    Ok(())
}

/// The wordings that are installed, the latest for each instrument.
///
/// # Errors
/// When the ledger cannot be read.
pub fn installed(ledger: &Ledger) -> Result<Vec<Wording>> {
    let mut latest: BTreeMap<String, Wording> = BTreeMap::new();
    for fact in ledger.facts("wording", ME)? {
        let wording: Wording = fact.read()?;
        latest.insert(wording.instrument.clone(), wording);
    }
    Ok(latest.into_values().collect())
}

/// The body of an `own-key` fact: a questionnaire that a study defines for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnKey {
    id: String,
    toml: String,
}

/// Takes a questionnaire that a study defines for itself, in the format of `content/measures/`.
///
/// # Errors
/// [`crate::Code::Refused`] with the first thing to mend in it, or when its id is taken by an
/// instrument of ours.
pub fn take_key(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    shipped: &[Instrument],
    name: &str,
    toml: &str,
) -> Result<()> {
    let instrument = read_key(name, toml)?;
    if shipped.iter().any(|known| known.id == instrument.id) {
        return Err(Error::refused(format!(
            "The id “{}” belongs to a questionnaire that Evenkeel brings. Give yours another one.",
            instrument.id
        )));
    }
    let key = OwnKey { id: instrument.id, toml: toml.to_owned() };
    ledger.append(ports, Draft::new("own-key", &key)?)?;
    Ok(())
}

/// Reads a key that did not come with the content folder.
///
/// # Errors
/// [`crate::Code::Refused`] with the first thing to mend.
pub fn read_key(name: &str, toml: &str) -> Result<Instrument> {
    if toml.len() as u64 > LARGEST_KEY {
        return Err(Error::refused(format!("{name}: this is too large to be a key.")));
    }
    key::read(name, toml).map_err(|findings| {
        let first = findings.first().map_or_else(String::new, ToString::to_string);
        Error::refused(first)
    })
}

/// The keys of the study's own questionnaires, the latest of each, as text.
///
/// # Errors
/// When the ledger cannot be read.
pub fn own_keys(ledger: &Ledger) -> Result<Vec<String>> {
    let mut latest = BTreeMap::new();
    for fact in ledger.facts("own-key", ME)? {
        let key: OwnKey = fact.read()?;
        latest.insert(key.id, key.toml);
    }
    Ok(latest.into_values().collect())
}

/// The instruments as a study uses them: ours, its own, and the wordings that it has installed.
/// What does not fit stays without words and is not asked.
pub fn in_use<'a>(
    shipped: &'a [Instrument],
    keys: &[String],
    wordings: &[Wording],
) -> Cow<'a, [Instrument]> {
    if keys.is_empty() && wordings.is_empty() {
        return Cow::Borrowed(shipped);
    }
    let mut instruments = shipped.to_vec();
    for key in keys {
        if let Ok(own) = read_key("the study’s own key", key)
            && !instruments.iter().any(|known| known.id == own.id)
        {
            instruments.push(own);
        }
    }
    for wording in wordings {
        let place = instruments.iter().position(|known| known.id == wording.instrument);
        if let Some(instrument) = place.map(|place| &mut instruments[place])
            && !instrument.is_worded()
            && let Ok(worded) = wording.word(instrument)
        {
            *instrument = worded;
        }
    }
    Cow::Owned(instruments)
}

/// One of [`in_use`], without the work for all others.
pub fn one_in_use<'a>(
    shipped: &'a [Instrument],
    keys: &[String],
    wordings: &[Wording],
    id: &str,
) -> Option<Cow<'a, Instrument>> {
    let ours = shipped.iter().find(|known| known.id == id).map(Cow::Borrowed);
    let read = |key: &String| read_key("the study’s own key", key).ok();
    let instrument =
        ours.or_else(|| keys.iter().filter_map(read).find(|own| own.id == id).map(Cow::Owned))?;
    if instrument.is_worded() {
        return Some(instrument);
    }
    let mut own = wordings.iter().filter(|wording| wording.instrument == id);
    let worded = own.find_map(|wording| wording.word(&instrument).ok());
    Some(worded.map_or(instrument, Cow::Owned))
}

/// Checks the keys and wordings that a study file or an invitation carries.
///
/// # Errors
/// [`crate::Code::Refused`] when one of them does not hold.
pub fn hold(
    shipped: &[Instrument],
    fingerprints: &Fingerprints,
    keys: &[String],
    wordings: &[Wording],
) -> Result<()> {
    for key in keys {
        read_key("The study’s own questionnaire", key)?;
    }
    let instruments = in_use(shipped, keys, &[]);
    for wording in wordings {
        let instrument = instruments.iter().find(|known| known.id == wording.instrument);
        let instrument = instrument.ok_or_else(|| {
            Error::refused(format!(
                "The study asks a questionnaire that this Evenkeel does not know: {}. Update \
                 Evenkeel, then open the file again.",
                wording.instrument
            ))
        })?;
        wording.hold(instrument, fingerprints)?;
    }
    Ok(())
}
