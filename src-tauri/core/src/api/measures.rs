//! Questionnaires: what the researcher installs, and what a coach reads of their own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::app::{App, Session, path};
use super::{Nothing, PathInput, SheetInput};
use crate::error::{Code, Error, Result};
use crate::measures::found::{CopyFrom, Found};
use crate::measures::reading::{self, CopyChoices, Reading};
use crate::measures::results::{self, OwnResults};
use crate::measures::returned::WhyCorrected;
use crate::measures::runner::Asked;
use crate::measures::sheet::ReturnedSheet;
use crate::measures::wording::{self, Checked, Wording};
use crate::measures::{Answer, Instrument, load};
use crate::people::Role;
use crate::research;
use crate::store::Ledger;

/// A copy of a questionnaire to read: a file or folder, or pasted text.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WordingInput {
    /// The file or folder.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub path: Option<String>,
    /// Numbered text from the official form.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub pasted: Option<String>,
    /// The instrument's id; none to find it by its wording.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub instrument: Option<String>,
    /// What is said about the copy.
    #[serde(default)]
    #[ts(optional, as = "Option<CopyChoices>")]
    pub choices: CopyChoices,
}

/// One answer to correct after handing in.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectAnswer {
    /// The wave's id.
    pub wave: String,
    /// The instrument's id.
    pub instrument: String,
    /// The item's number.
    pub number: u32,
    /// What it should be.
    pub answer: Answer,
    /// Why.
    pub why: WhyCorrected,
}

/// One instrument as the researcher sees it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct InstrumentCard {
    /// Its id.
    pub id: String,
    /// The version of its key, and of the wording where one is installed.
    pub version: String,
    /// Its name.
    pub title: String,
    /// What it is, and what it is not.
    pub about: String,
    /// The span of time it asks about; empty where none is stated.
    pub recall: String,
    /// How many items it has.
    pub items: u32,
    /// About how long it takes, minutes.
    pub minutes: u32,
    /// Its scales, by name.
    pub scales: Vec<String>,
    /// Whether a published validation stands behind it.
    pub validated: bool,
    /// The licence of the wording.
    pub licence: String,
    /// Whom to credit.
    pub credit: String,
    /// How to cite it.
    pub citation: String,
    /// Whether installing it needs a word about who permits it.
    pub needs_permission: bool,
    /// Words that the study may replace by its own.
    pub target_words: Vec<String>,
    /// What was not confirmed against a source.
    pub verify: Vec<String>,
    /// What circulates and contradicts it.
    pub contradictions: Vec<String>,
    /// Whether a file can be held against the published wording.
    pub fingerprints: bool,
    /// Where its wording stands.
    pub wording: WordingState,
    /// The waves that ask it, by id.
    pub asked_in: Vec<String>,
}

/// Where the wording of an instrument stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum WordingState {
    /// It came with the key.
    Own,
    /// It has to be installed before it can be asked.
    Missing,
    /// It is installed.
    Installed {
        /// How it compares with the published one.
        checked: Checked,
        /// What kind of copy it was read from.
        format: String,
        /// The name of the file; empty for pasted text.
        source: String,
        /// By whose permission the study uses it.
        permission: String,
        /// The study's own words, such as `helper → coach`.
        replaced: Vec<String>,
    },
}

impl App {
    pub(super) fn instruments(&self, _: Nothing) -> Result<Vec<InstrumentCard>> {
        self.as_role(Role::Researcher, |session| self.instrument_cards(&session.ledger))
    }

    pub(super) fn preview_wording(&self, input: WordingInput) -> Result<Reading> {
        let found = self.read_copy(&input)?;
        self.as_role(Role::Researcher, |session| self.reading(&session.ledger, &found, &input))
    }

    pub(super) fn install_wording(&self, input: WordingInput) -> Result<Vec<InstrumentCard>> {
        let found = self.read_copy(&input)?;
        self.as_role(Role::Researcher, |session| {
            let reading = self.reading(&session.ledger, &found, &input)?;
            let Session { ports, ledger, .. } = session;
            wording::install(&**ports, ledger, &reading)?;
            self.instrument_cards(ledger)
        })
    }

    pub(super) fn take_key(&self, input: PathInput) -> Result<Vec<InstrumentCard>> {
        let (name, toml) = load::key_file(&path(&input.path)?)?;
        self.as_role(Role::Researcher, |session| {
            let Session { ports, ledger, .. } = session;
            wording::take_key(&**ports, ledger, &self.instruments, &name, &toml)?;
            self.instrument_cards(ledger)
        })
    }

    pub(super) fn results(&self, _: Nothing) -> Result<OwnResults> {
        self.as_coach(|session, enrolment| {
            let instruments = enrolment.instruments(&self.instruments);
            results::results(&session.ledger, &enrolment.protocol, &instruments)
        })
    }

    pub(super) fn returned_sheet(&self, input: SheetInput) -> Result<ReturnedSheet> {
        self.as_coach(|session, enrolment| {
            let instruments = enrolment.instruments(&self.instruments);
            let asked = Asked::find(enrolment, &instruments, &input.wave, &input.instrument)?;
            asked.returned(&session.ledger, session.ports.now().day())
        })
    }

    pub(super) fn correct_answer(&self, input: CorrectAnswer) -> Result<ReturnedSheet> {
        let sheet = self.as_coach(|session, enrolment| {
            let instruments = enrolment.instruments(&self.instruments);
            let asked = Asked::find(enrolment, &instruments, &input.wave, &input.instrument)?;
            let Session { ports, ledger, .. } = session;
            asked.correct(&**ports, ledger, input.number, input.answer, input.why)?;
            asked.returned(ledger, ports.now().day())
        })?;
        self.post_soon();
        Ok(sheet)
    }

    fn read_copy(&self, input: &WordingInput) -> Result<Found> {
        match (&input.path, &input.pasted) {
            (Some(file), None) => self.ports.read_copy(CopyFrom::Path(&path(file)?)),
            (None, Some(text)) => self.ports.read_copy(CopyFrom::Pasted(text)),
            _ => Err(Error::refused("Please choose a file, or paste the text of the form.")),
        }
    }

    /// A copy held against the instrument that was named, or that it is by its wording.
    fn reading(&self, ledger: &Ledger, found: &Found, input: &WordingInput) -> Result<Reading> {
        let keys = wording::own_keys(ledger)?;
        let instruments = wording::in_use(&self.instruments, &keys, &[]);
        let instrument = match &input.instrument {
            Some(id) => instruments.iter().find(|known| known.id == *id),
            None => reading::identify(found, &instruments, &self.fingerprints),
        };
        let instrument = instrument.ok_or_else(|| match &input.instrument {
            Some(id) => Error::new(Code::NotFound, format!("no instrument {id}")),
            None => Error::refused(
                "No question of this copy is worded as an instrument that is known here. Choose \
                 the instrument yourself. Nothing was changed.",
            ),
        })?;
        reading::read(found, instrument, &self.fingerprints, &input.choices)
    }

    fn instrument_cards(&self, ledger: &Ledger) -> Result<Vec<InstrumentCard>> {
        let wordings = wording::installed(ledger)?;
        let instruments =
            wording::in_use(&self.instruments, &wording::own_keys(ledger)?, &wordings);
        let protocol = research::setup(ledger)?.map(|setup| setup.file.protocol);
        Ok(instruments
            .iter()
            .map(|instrument| {
                let waves = protocol.iter().flat_map(|protocol| &protocol.waves);
                let asks = waves.filter(|wave| wave.instruments.contains(&instrument.id));
                let asked_in = asks.map(|wave| wave.id.clone()).collect();
                let own = wordings.iter().find(|wording| wording.instrument == instrument.id);
                card(instrument, own, self.fingerprints.cover(&instrument.id), asked_in)
            })
            .collect())
    }
}

fn card(
    instrument: &Instrument,
    own: Option<&Wording>,
    fingerprints: bool,
    asked_in: Vec<String>,
) -> InstrumentCard {
    let wording = match own {
        _ if !instrument.is_worded() => WordingState::Missing,
        Some(own) if instrument.checked.is_some() => WordingState::Installed {
            checked: own.checked,
            format: own.format.clone(),
            source: own.source.clone(),
            permission: own.permission.clone(),
            replaced: own.target.iter().map(|(from, to)| format!("{from} → {to}")).collect(),
        },
        _ => WordingState::Own,
    };
    InstrumentCard {
        id: instrument.id.clone(),
        version: instrument.version.clone(),
        title: instrument.title.clone(),
        about: instrument.about.clone(),
        recall: instrument.recall.clone(),
        items: instrument.items.len() as u32,
        minutes: instrument.minutes,
        scales: instrument.scales.iter().map(|scale| scale.title.clone()).collect(),
        validated: instrument.validated,
        licence: instrument.licence.clone(),
        credit: instrument.credit.clone(),
        citation: instrument.citation.clone(),
        needs_permission: instrument.needs_permission,
        target_words: instrument.target.as_ref().map_or_else(Vec::new, |it| it.words.clone()),
        verify: instrument.verify.clone(),
        contradictions: instrument.contradictions.clone(),
        fingerprints,
        wording,
        asked_in,
    }
}
