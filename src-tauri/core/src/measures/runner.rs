//! Answering a questionnaire: every answer is kept as it is given, and handing in is final.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::score::score;
use super::sheet::{
    Given, HandedIn, ItemAnswer, Receipt, Runner, RunnerItem, Sheet, SheetState, ShownScore, Timing,
};
use super::{Answer, Instrument, Rule, Scale};
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::code;
use crate::study::enrolment::Enrolment;
use crate::study::protocol::{Wave, Window};

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
    /// [`Code::NotFound`] when the protocol does not ask for it.
    pub fn find(
        enrolment: &'a Enrolment,
        instruments: &'a [Instrument],
        wave: &str,
        instrument: &str,
    ) -> Result<Self> {
        enrolment
            .protocol
            .wave(wave)
            .filter(|wave| wave.instruments.iter().any(|id| id == instrument))
            .zip(instruments.iter().find(|known| known.id == instrument))
            .map(|(wave, instrument)| Self { enrolment, wave, instrument })
            .ok_or_else(|| Error::new(Code::NotFound, "the protocol asks for no such sheet"))
    }

    fn window(&self) -> Window {
        self.wave.window(&self.enrolment.calendar)
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
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn sheet(&self, ledger: &Ledger, today: NaiveDate) -> Result<Sheet> {
        let given = self.given(ledger)?;
        let receipt = self.receipt(ledger)?;
        let window = self.window();
        Ok(Sheet {
            wave: self.wave.id.clone(),
            wave_title: self.wave.title.clone(),
            instrument: self.instrument.id.clone(),
            title: self.instrument.title.clone(),
            about: self.instrument.about.clone(),
            items: self.instrument.items.len() as u32,
            answered: given.len() as u32,
            minutes: self.instrument.minutes,
            state: self.state(!given.is_empty(), receipt.is_some(), today),
            opens_on: window.opens_on,
            due_on: window.due_on,
            closes_on: window.closes_on,
            receipt,
        })
    }

    /// It as it is answered, where it was left.
    ///
    /// # Errors
    /// [`Code::Refused`] when it is handed in, or its window is not open.
    pub fn runner(&self, ledger: &Ledger, today: NaiveDate) -> Result<Runner> {
        self.must_be_open(ledger, today)?;
        let given = self.given(ledger)?;
        let instrument = self.instrument;
        let items: Vec<RunnerItem> = instrument
            .items
            .iter()
            .filter_map(|item| {
                let responses = instrument.responses.get(&item.responses)?;
                Some(RunnerItem {
                    number: item.number,
                    text: item.text.clone(),
                    codes: responses.codes.clone(),
                    labels: responses.labels.clone(),
                    answer: given.get(&item.number).map(|(answer, _)| *answer),
                })
            })
            .collect();
        let first = |wanted: Option<Answer>| {
            items.iter().find(|item| item.answer == wanted).map(|item| item.number)
        };
        Ok(Runner {
            wave: self.wave.id.clone(),
            wave_title: self.wave.title.clone(),
            instrument: instrument.id.clone(),
            title: instrument.title.clone(),
            recall: instrument.recall.clone(),
            validated: instrument.validated,
            credit: instrument.credit.clone(),
            minutes: instrument.minutes,
            for_study: self.enrolment.for_study,
            next: first(None).or_else(|| first(Some(Answer::Skipped))),
            items,
        })
    }

    /// Keeps one answer.
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
    ) -> Result<()> {
        self.must_be_open(ledger, ports.now().day())?;
        let item = self
            .instrument
            .items
            .iter()
            .find(|item| item.number == number)
            .ok_or_else(|| Error::refused(format!("There is no question {number}.")))?;
        let fits = self.instrument.responses.get(&item.responses).is_some_and(
            |responses| !matches!(answer, Answer::Code(code) if !responses.codes.contains(&code)),
        );
        if !fits {
            return Err(Error::refused(format!("Question {number} does not have that answer.")));
        }
        let given = Given {
            wave: self.wave.id.clone(),
            instrument: self.instrument.id.clone(),
            number,
            answer,
            ms,
        };
        ledger.append(ports, Draft::new("answer", &given)?)?;
        Ok(())
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
        let answers = given.iter().map(|(number, (answer, _))| (*number, *answer)).collect();
        let handed_in = HandedIn {
            wave: self.wave.id.clone(),
            instrument: self.instrument.id.clone(),
            instrument_version: self.instrument.version.clone(),
            scores: score(self.instrument, &answers),
            answers: given
                .iter()
                .map(|(number, (answer, ms))| ItemAnswer {
                    number: *number,
                    answer: *answer,
                    ms: *ms,
                })
                .collect(),
            began_at: self.began_at(ledger)?.unwrap_or_else(|| now.local.to_rfc3339()),
            timing: if now.day() > self.window().due_on { Timing::Late } else { Timing::InTime },
            receipt: code::receipt(ports),
        };
        ledger.append(ports, Draft::new("answers", &handed_in)?)?;
        self.receipt(ledger)?.ok_or_else(|| Error::new(Code::Fault, "no receipt"))
    }

    /// The receipt, once handed in.
    fn receipt(&self, ledger: &Ledger) -> Result<Option<Receipt>> {
        let all = ledger.facts("answers", ME)?;
        let mut first: Option<HandedIn> = None;
        for fact in &all {
            let handed_in: HandedIn = fact.read()?;
            if handed_in.instrument != self.instrument.id {
                continue;
            }
            if handed_in.wave == self.wave.id {
                let scores = if self.enrolment.protocol.shows_scores {
                    self.shown(&handed_in, first.as_ref())
                } else {
                    Vec::new()
                };
                return Ok(Some(Receipt {
                    number: handed_in.receipt,
                    at: fact.at.clone(),
                    wave_title: self.wave.title.clone(),
                    title: self.instrument.title.clone(),
                    scores,
                }));
            }
            first.get_or_insert(handed_in);
        }
        Ok(None)
    }

    fn shown(&self, handed_in: &HandedIn, first: Option<&HandedIn>) -> Vec<ShownScore> {
        let value = |sheet: &HandedIn, id: &str| {
            sheet.scores.iter().find(|score| score.scale == id).and_then(|score| score.value)
        };
        self.instrument
            .scales
            .iter()
            .map(|scale| {
                let (lowest, highest) = range(self.instrument, scale);
                ShownScore {
                    scale: scale.id.clone(),
                    title: scale.title.clone(),
                    about: scale.about.clone(),
                    value: value(handed_in, &scale.id),
                    lowest,
                    highest,
                    answered: handed_in
                        .scores
                        .iter()
                        .find(|score| score.scale == scale.id)
                        .map_or(0, |score| score.answered),
                    items: scale.items.len() as u32,
                    first: first.and_then(|sheet| value(sheet, &scale.id)),
                }
            })
            .collect()
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

    /// The latest answer to each item, with the time spent on it in all.
    fn given(&self, ledger: &Ledger) -> Result<BTreeMap<u32, (Answer, u32)>> {
        let mut given: BTreeMap<u32, (Answer, u32)> = BTreeMap::new();
        for fact in ledger.facts("answer", ME)? {
            let one: Given = fact.read()?;
            if one.wave == self.wave.id && one.instrument == self.instrument.id {
                let before = given.get(&one.number).map_or(0, |(_, ms)| *ms);
                given.insert(one.number, (one.answer, before.saturating_add(one.ms)));
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
    let mut sheets = Vec::new();
    for wave in &enrolment.protocol.waves {
        for id in &wave.instruments {
            if let Some(instrument) = instruments.iter().find(|known| known.id == *id) {
                sheets.push(Asked { enrolment, wave, instrument }.sheet(ledger, today)?);
            }
        }
    }
    Ok(sheets)
}

/// The lowest and the highest score of a scale.
pub fn range(instrument: &Instrument, scale: &Scale) -> (f64, f64) {
    let bounds = scale.items.iter().filter_map(|number| {
        let item = instrument.items.iter().find(|item| item.number == *number)?;
        let codes = &instrument.responses.get(&item.responses)?.codes;
        Some((f64::from(*codes.first()?), f64::from(*codes.last()?)))
    });
    let (mut lowest, mut highest, mut items) = (0.0, 0.0, 0.0);
    for (low, high) in bounds {
        lowest += low;
        highest += high;
        items += 1.0;
    }
    match scale.score {
        Rule::Sum => (lowest, highest),
        Rule::Mean if items > 0.0 => (lowest / items, highest / items),
        Rule::Mean => (0.0, 0.0),
    }
}
