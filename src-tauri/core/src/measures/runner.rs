//! Answering a questionnaire: every answer is kept as it is given, and handing in is final.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::returned::{self, Returned, WORDS, Words};
use super::score::score;
use super::sheet::{
    Given, HandedIn, ItemAnswer, Receipt, Runner, RunnerItem, Sheet, SheetState, Timing,
};
use super::{Answer, Instrument, Item, WRITTEN};
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::code;
use crate::study::enrolment::Enrolment;
use crate::study::protocol::{Wave, Window};

/// The most letters of an answer in one's own words.
pub const MOST_WORDS: usize = 4000;

/// Answers by the number of the item.
pub(super) type Answers = BTreeMap<u32, Own>;

/// The latest answer to an item, with the time spent on it in all.
pub(super) struct Own {
    pub(super) answer: Answer,
    pub(super) ms: u32,
    pub(super) words: Option<String>,
    language: Option<String>,
}

/// One sheet under way: which instrument, in which wave, on whose calendar.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The person's terms.
    pub enrolment: &'a Enrolment,
    /// The wave.
    pub wave: &'a Wave,
    /// The instrument.
    pub instrument: &'a Instrument,
}

impl<'a> Asked<'a> {
    /// Finds a sheet by the ids of its wave and instrument.
    ///
    /// # Errors
    /// [`Code::NotFound`] when the protocol does not ask for it; [`Code::Refused`] when its wording
    /// is not there.
    pub fn find(
        enrolment: &'a Enrolment,
        instruments: &'a [Instrument],
        wave: &str,
        instrument: &str,
    ) -> Result<Self> {
        let asked = enrolment
            .protocol
            .wave(wave)
            .filter(|wave| wave.instruments.iter().any(|id| id == instrument))
            .zip(instruments.iter().find(|known| known.id == instrument))
            .map(|(wave, instrument)| Self { enrolment, wave, instrument })
            .ok_or_else(|| Error::new(Code::NotFound, "the protocol asks for no such sheet"))?;
        if !asked.instrument.is_worded() {
            return Err(Error::refused(
                "The words of this questionnaire are not on this computer. Nothing was lost. Ask \
                 your trainer for a new invitation file.",
            ));
        }
        Ok(asked)
    }

    pub(super) fn window(&self) -> Window {
        self.wave.window(&self.enrolment.cohort_calendar)
    }

    /// Where it stands on a day.
    fn state(&self, begun: bool, returned: bool, today: NaiveDate) -> SheetState {
        let window = self.window();
        if returned {
            SheetState::Returned
        } else if today < window.opens_on {
            SheetState::NotDue
        } else if today > window.closes_on {
            SheetState::Missed
        } else if begun {
            SheetState::Begun
        } else if today > window.due_on {
            SheetState::Late
        } else {
            SheetState::Open
        }
    }

    /// It as the list shows it.
    fn sheet(&self, answered: usize, returned: &[Returned], today: NaiveDate) -> Sheet {
        let receipt = self.receipt_among(returned);
        let window = self.window();
        Sheet {
            wave: self.wave.id.clone(),
            wave_title: self.wave.title.clone(),
            instrument: self.instrument.id.clone(),
            title: self.instrument.title.clone(),
            about: self.instrument.about.clone(),
            items: self.instrument.items.len() as u32,
            answered: answered as u32,
            minutes: self.instrument.minutes,
            state: self.state(answered > 0, receipt.is_some(), today),
            opens_on: window.opens_on,
            due_on: window.due_on,
            closes_on: window.closes_on,
            receipt,
        }
    }

    /// It as it is answered, where it was left.
    ///
    /// # Errors
    /// [`Code::Refused`] when it is handed in, or its window is not open.
    pub fn runner(&self, ledger: &Ledger, today: NaiveDate) -> Result<Runner> {
        self.must_be_open(ledger, today)?;
        Ok(self.shown(&self.given(ledger)?))
    }

    /// The questionnaire with these answers.
    pub(super) fn shown(&self, given: &Answers) -> Runner {
        let instrument = self.instrument;
        let items: Vec<RunnerItem> =
            instrument.items.iter().map(|item| self.item(item, given.get(&item.number))).collect();
        let first = |wanted: Option<Answer>| {
            items.iter().find(|item| item.answer == wanted).map(|item| item.number)
        };
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Runner {
            wave: self.wave.id.clone(),
            wave_title: self.wave.title.clone(),
            instrument: instrument.id.clone(),
            title: instrument.title.clone(),
            lang: instrument.language.clone(),
            recall: instrument.recall.clone(),
            instructions: some(&instrument.instructions),
            validated: instrument.validated,
            credit: instrument.credit.clone(),
            licence: instrument.licence.clone(),
            citation: some(&instrument.citation),
            minutes: instrument.minutes,
            for_study: self.enrolment.for_study,
            shares_words: self.shares_words(),
            next: first(None).or_else(|| first(Some(Answer::Skipped))),
            items,
        }
    }

    fn item(&self, item: &Item, own: Option<&Own>) -> RunnerItem {
        let words = || own.and_then(|own| own.words.clone()).unwrap_or_default();
        RunnerItem {
            number: item.number,
            text: item.text.clone(),
            codes: self.instrument.codes(item).to_vec(),
            labels: self.instrument.labels(item),
            answer: own.map(|own| own.answer),
            words: item.open.then(words),
        }
    }

    /// Keeps one answer, and gives its item as it stands now.
    ///
    /// # Errors
    /// [`Code::Refused`] for an answer that the item does not have, or a sheet that is not open.
    pub fn answer(
        &self,
        ports: &dyn Ports,
        ledger: &mut Ledger,
        number: u32,
        answer: Answer,
        ms: u32,
    ) -> Result<RunnerItem> {
        let item = self.must_fit(number, answer, false)?;
        self.keep(ports, ledger, item, answer, ms, None)
    }

    /// Keeps what was written to an open question, and gives it as it stands now; nothing written
    /// leaves it open.
    ///
    /// # Errors
    /// [`Code::Refused`] for a question that is not open, for more than [`MOST_WORDS`] letters, and
    /// as [`Asked::answer`].
    pub fn write(
        &self,
        ports: &dyn Ports,
        ledger: &mut Ledger,
        number: u32,
        words: &str,
        ms: u32,
    ) -> Result<RunnerItem> {
        let item = self.must_fit(number, Answer::Code(WRITTEN), true)?;
        let words = words.trim();
        if words.chars().count() > MOST_WORDS {
            return Err(Error::refused(format!(
                "That is longer than {MOST_WORDS} letters. Nothing was lost; shorten it, then go on."
            )));
        }
        let answer = if words.is_empty() { Answer::Skipped } else { Answer::Code(WRITTEN) };
        self.keep(ports, ledger, item, answer, ms, Some(words.to_owned()))
    }

    pub(super) fn must_fit(&self, number: u32, answer: Answer, open: bool) -> Result<&'a Item> {
        let item = self.instrument.items.iter().find(|item| item.number == number);
        let item = item.ok_or_else(|| Error::refused(format!("There is no question {number}.")))?;
        let fits = match answer {
            Answer::Code(code) => item.open == open && self.instrument.codes(item).contains(&code),
            Answer::Skipped | Answer::Refused => true,
        };
        if fits {
            return Ok(item);
        }
        Err(Error::refused(format!("Question {number} does not have that answer.")))
    }

    fn keep(
        &self,
        ports: &dyn Ports,
        ledger: &mut Ledger,
        item: &Item,
        answer: Answer,
        ms: u32,
        words: Option<String>,
    ) -> Result<RunnerItem> {
        self.must_be_open(ledger, ports.now().day())?;
        let given = Given {
            wave: self.wave.id.clone(),
            instrument: self.instrument.id.clone(),
            number: item.number,
            answer,
            ms,
            words,
            language: self.instrument.language.clone(),
        };
        ledger.append(ports, Draft::new("answer", &given)?)?;
        if item.open {
            // What was written before may still be at hand.
            return Ok(self.item(item, self.given(ledger)?.get(&item.number)));
        }
        let own = Own { answer, ms, words: None, language: given.language };
        Ok(self.item(item, Some(&own)))
    }

    /// Hands it in for good, scored by its key.
    ///
    /// # Errors
    /// [`Code::Refused`] while questions are unseen, or when it is handed in already.
    pub fn hand_in(&self, ports: &dyn Ports, ledger: &mut Ledger) -> Result<Receipt> {
        let now = ports.now();
        self.must_be_open(ledger, now.day())?;
        let given = self.given(ledger)?;
        let unseen = self.instrument.items.len() - given.len();
        if unseen > 0 {
            return Err(Error::refused(format!(
                "{unseen} questions have not been shown yet. Answer them or choose Skip for now, \
                 then hand in. What you answered is kept."
            )));
        }
        let answers = given.iter().map(|(number, own)| (*number, own.answer)).collect();
        let words: BTreeMap<u32, String> = given
            .iter()
            .filter(|(_, own)| own.answer == Answer::Code(WRITTEN))
            .filter_map(|(number, own)| Some((*number, own.words.clone()?)))
            .collect();
        let handed_in = HandedIn {
            wave: self.wave.id.clone(),
            instrument: self.instrument.id.clone(),
            instrument_version: self.instrument.version.clone(),
            scores: score(self.instrument, &answers),
            answers: given
                .iter()
                .map(|(number, own)| ItemAnswer { number: *number, answer: own.answer, ms: own.ms })
                .collect(),
            began_at: self.began_at(ledger)?.unwrap_or_else(|| now.local.to_rfc3339()),
            timing: if now.day() > self.window().due_on { Timing::Late } else { Timing::InTime },
            receipt: code::receipt(ports),
            language: language(&given),
        };
        let mut drafts = vec![Draft::new("answers", &handed_in)?];
        if !words.is_empty() {
            let words = Words {
                wave: self.wave.id.clone(),
                instrument: self.instrument.id.clone(),
                words,
                shared: self.shares_words(),
            };
            drafts.push(Draft::new(WORDS, &words)?);
        }
        ledger.append_all(ports, drafts)?;
        self.receipt(ledger)?.ok_or_else(|| Error::new(Code::Fault, "no receipt"))
    }

    fn shares_words(&self) -> bool {
        self.enrolment.for_study && self.enrolment.protocol.sends_words
    }

    fn must_be_open(&self, ledger: &Ledger, today: NaiveDate) -> Result<()> {
        match self.state(true, self.is_returned(ledger)?, today) {
            SheetState::Returned => Err(Error::refused(
                "This questionnaire is handed in. It can’t be changed now; your receipt is in the \
                 list.",
            )),
            SheetState::NotDue => Err(Error::refused(format!(
                "This questionnaire opens on {}.",
                self.window().opens_on.format("%B %-d")
            ))),
            SheetState::Missed => Err(Error::refused(
                "The time for this questionnaire is over. Nothing is held against you. What you \
                 answered before is still here.",
            )),
            _ => Ok(()),
        }
    }

    fn is_returned(&self, ledger: &Ledger) -> Result<bool> {
        let mut statement = ledger.connection().prepare_cached(
            "SELECT 1 FROM returned WHERE author = ?1 AND wave = ?2 AND instrument = ?3",
        )?;
        Ok(statement.exists([ME, &self.wave.id, &self.instrument.id])?)
    }

    /// The latest answer to each item.
    pub(super) fn given(&self, ledger: &Ledger) -> Result<Answers> {
        let mut given = Answers::new();
        for fact in ledger.facts("answer", ME)? {
            let one: Given = fact.read()?;
            if one.wave == self.wave.id && one.instrument == self.instrument.id {
                let before = given.remove(&one.number);
                let ms = before.as_ref().map_or(0, |own| own.ms).saturating_add(one.ms);
                // Words stay at hand when the question is skipped or refused after all.
                let words = one.words.or_else(|| before.and_then(|own| own.words));
                let Given { number, answer, language, .. } = one;
                given.insert(number, Own { answer, ms, words, language });
            }
        }
        Ok(given)
    }

    fn began_at(&self, ledger: &Ledger) -> Result<Option<String>> {
        for fact in ledger.facts("answer", ME)? {
            let one: Given = fact.read()?;
            if one.wave == self.wave.id && one.instrument == self.instrument.id {
                return Ok(Some(fact.at));
            }
        }
        Ok(None)
    }
}

/// In which languages answers were asked, in the order of the alphabet.
fn language(given: &Answers) -> Option<String> {
    let languages: BTreeSet<&str> =
        given.values().filter_map(|own| own.language.as_deref()).collect();
    (!languages.is_empty()).then(|| languages.into_iter().collect::<Vec<_>>().join(" "))
}

/// Every sheet the protocol asks for, in its order.
///
/// # Errors
/// When the ledger cannot be read.
pub fn sheets(
    ledger: &Ledger,
    enrolment: &Enrolment,
    instruments: &[Instrument],
    today: NaiveDate,
) -> Result<Vec<Sheet>> {
    let returned = returned::mine(ledger)?;
    let mut answered: BTreeMap<(String, String), BTreeSet<u32>> = BTreeMap::new();
    for fact in ledger.facts("answer", ME)? {
        let Given { wave, instrument, number, .. } = fact.read()?;
        answered.entry((wave, instrument)).or_default().insert(number);
    }
    let mut sheets = Vec::new();
    for wave in &enrolment.protocol.waves {
        for id in &wave.instruments {
            let instrument = instruments.iter().find(|known| known.id == *id);
            if let Some(instrument) = instrument.filter(|known| known.is_worded()) {
                let key = (wave.id.clone(), id.clone());
                let answered = answered.get(&key).map_or(0, BTreeSet::len);
                let asked = Asked { enrolment, wave, instrument };
                let sheet = asked.sheet(answered, &returned, today);
                // Nothing more is asked of somebody who withdrew; what they said stays theirs.
                if !enrolment.withdrawn || sheet.state == SheetState::Returned {
                    sheets.push(sheet);
                }
            }
        }
    }
    Ok(sheets)
}
