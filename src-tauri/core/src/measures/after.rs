//! After handing in: the receipt, reading it again, and correcting an answer while there is time.

use chrono::NaiveDate;

use super::Answer;
use super::key::range;
use super::returned::{self, CORRECTED, Corrected, Returned, WhyCorrected};
use super::runner::Asked;
use super::score::score;
use super::sheet::{HandedIn, Receipt, ReturnedSheet, Runner, ShownScore};
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;

impl Asked<'_> {
    /// The questionnaire as it was handed in, with what was corrected since.
    ///
    /// # Errors
    /// [`Code::NotFound`] before it is handed in.
    pub fn returned(&self, ledger: &Ledger, today: NaiveDate) -> Result<ReturnedSheet> {
        let all = returned::mine(ledger)?;
        let (returned, first) = self.among(&all);
        let returned = returned.ok_or_else(|| Error::new(Code::NotFound, "not handed in yet"))?;
        let mut given = self.given(ledger)?;
        for one in &returned.handed_in.answers {
            if let Some(own) = given.get_mut(&one.number) {
                own.answer = one.answer;
            }
        }
        let closes_on = self.window().closes_on;
        Ok(ReturnedSheet {
            sheet: Runner { next: None, ..self.shown(&given) },
            receipt: self.receipt_of(returned, first),
            correct_until: (today <= closes_on).then_some(closes_on),
            corrections: returned.corrections.clone(),
        })
    }

    /// Corrects one answer of a questionnaire that was handed in, while its window is open. What
    /// was there before stays on record, and so does the receipt.
    ///
    /// # Errors
    /// [`Code::Refused`] before it is handed in, after the window has closed, for an open question
    /// or an answer that the item does not have, and when it is the answer already.
    pub fn correct(
        &self,
        ports: &dyn Ports,
        ledger: &mut Ledger,
        number: u32,
        answer: Answer,
        why: WhyCorrected,
    ) -> Result<()> {
        let all = returned::mine(ledger)?;
        let Some(returned) = self.among(&all).0 else {
            return Err(Error::refused(
                "This questionnaire is not handed in yet. Go back to the question to change it.",
            ));
        };
        if ports.now().day() > self.window().closes_on {
            return Err(Error::refused(
                "The time for this questionnaire is over, so its answers stay as they were handed \
                 in. Nothing was changed.",
            ));
        }
        let item = self.instrument.items.iter().find(|item| item.number == number);
        if item.is_some_and(|item| item.open) {
            return Err(Error::refused("What was written stays as it was handed in."));
        }
        self.must_fit(number, answer, false)?;
        let mut handed_in = returned.handed_in.clone();
        let one = handed_in.answers.iter_mut().find(|one| one.number == number);
        let Some(one) = one.filter(|one| one.answer != answer) else {
            return Err(Error::refused("That is the answer already. Nothing was changed."));
        };
        let from = std::mem::replace(&mut one.answer, answer);
        let answers = handed_in.answers.iter().map(|one| (one.number, one.answer)).collect();
        handed_in.scores = score(self.instrument, &answers);
        let corrected = Corrected { number, from, why, handed_in };
        let draft = Draft::new(CORRECTED, &corrected)?.correcting(&returned.fact, why.words());
        ledger.append(ports, draft)?;
        Ok(())
    }

    /// The receipt, once handed in.
    pub(super) fn receipt(&self, ledger: &Ledger) -> Result<Option<Receipt>> {
        Ok(self.receipt_among(&returned::mine(ledger)?))
    }

    /// The receipt, where it is among what was handed in.
    pub(super) fn receipt_among(&self, returned: &[Returned]) -> Option<Receipt> {
        let (returned, first) = self.among(returned);
        returned.map(|returned| self.receipt_of(returned, first))
    }

    /// What was handed in for this sheet, and for the first sheet of its instrument before it.
    fn among<'r>(&self, returned: &'r [Returned]) -> (Option<&'r Returned>, Option<&'r Returned>) {
        let mut first = None;
        for one in returned {
            if one.handed_in.instrument != self.instrument.id {
                continue;
            }
            if one.handed_in.wave == self.wave.id {
                return (Some(one), first);
            }
            first.get_or_insert(one);
        }
        (None, first)
    }

    fn receipt_of(&self, returned: &Returned, first: Option<&Returned>) -> Receipt {
        let scores = if self.enrolment.protocol.shows_scores {
            self.scores(&returned.handed_in, first.map(|first| &first.handed_in))
        } else {
            Vec::new()
        };
        Receipt {
            number: returned.handed_in.receipt.clone(),
            at: returned.at.clone(),
            wave_title: self.wave.title.clone(),
            title: self.instrument.title.clone(),
            scores,
        }
    }

    fn scores(&self, handed_in: &HandedIn, first: Option<&HandedIn>) -> Vec<ShownScore> {
        self.instrument
            .scales
            .iter()
            .map(|scale| {
                let (lowest, highest) = range(self.instrument, scale);
                let score = handed_in.score(&scale.id);
                ShownScore {
                    scale: scale.id.clone(),
                    title: scale.title.clone(),
                    about: scale.about.clone(),
                    value: score.and_then(|score| score.value),
                    lowest,
                    highest,
                    answered: score.map_or(0, |score| score.answered),
                    items: scale.items.len() as u32,
                    first: first.and_then(|sheet| sheet.score(&scale.id)?.value),
                }
            })
            .collect()
    }
}
