//! From answers to scores, by the key alone: wording is never needed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Answer, Instrument, Rule};

/// One scale, scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Score {
    /// The scale's id.
    pub scale: String,
    /// The score, or none where too little was answered.
    pub value: Option<f64>,
    /// How many of its items were answered with a code.
    pub answered: u32,
}

/// Scores one sheet, scale by scale in the key's order. Item numbers that are missing from
/// `answers` were not asked. A code that its item does not offer is not an answer.
pub fn score(instrument: &Instrument, answers: &BTreeMap<u32, Answer>) -> Vec<Score> {
    Key::of(instrument).score(|number| match answers.get(&number) {
        Some(Answer::Code(code)) => Some(*code),
        Some(Answer::Skipped | Answer::Refused) | None => None,
    })
}

/// An instrument made ready to score many sheets.
#[derive(Debug, Clone)]
pub struct Key<'a> {
    scales: Vec<KeyScale<'a>>,
}

#[derive(Debug, Clone)]
struct KeyScale<'a> {
    id: &'a str,
    rule: Rule,
    least_answered: u32,
    items: Vec<KeyItem<'a>>,
}

#[derive(Debug, Clone)]
struct KeyItem<'a> {
    number: u32,
    codes: &'a [i32],
    reversed: bool,
}

impl<'a> Key<'a> {
    /// The key of a loaded instrument.
    pub fn of(instrument: &'a Instrument) -> Self {
        let codes: BTreeMap<u32, &[i32]> = instrument
            .items
            .iter()
            .filter_map(|item| {
                let responses = instrument.responses.get(&item.responses)?;
                Some((item.number, responses.codes.as_slice()))
            })
            .collect();
        let scales = instrument.scales.iter().map(|scale| KeyScale {
            id: &scale.id,
            rule: scale.score,
            least_answered: scale.least_answered,
            items: scale
                .items
                .iter()
                .map(|&number| KeyItem {
                    number,
                    codes: codes.get(&number).copied().unwrap_or_default(),
                    reversed: scale.reversed.contains(&number),
                })
                .collect(),
        });
        Self { scales: scales.collect() }
    }

    /// Scores one sheet; `answer` gives the code of an item by its number, or none.
    pub fn score(&self, answer: impl Fn(u32) -> Option<i32>) -> Vec<Score> {
        self.scales.iter().map(|scale| scale.score(&answer)).collect()
    }
}

impl KeyScale<'_> {
    fn score(&self, answer: impl Fn(u32) -> Option<i32>) -> Score {
        let mut sum = 0_i64;
        let mut answered = 0_u32;
        for item in &self.items {
            if let Some(value) = answer(item.number).and_then(|code| item.value(code)) {
                sum += value;
                answered += 1;
            }
        }
        let value = (answered > 0 && answered >= self.least_answered).then(|| match self.rule {
            Rule::Mean => sum as f64 / f64::from(answered),
            Rule::Sum => sum as f64 * self.items.len() as f64 / f64::from(answered),
        });
        Score { scale: self.id.to_owned(), value, answered }
    }
}

impl KeyItem<'_> {
    /// What a code counts for, or none where the item does not offer it.
    fn value(&self, code: i32) -> Option<i64> {
        let (lowest, highest) = (*self.codes.first()?, *self.codes.last()?);
        let code = self.codes.contains(&code).then_some(i64::from(code))?;
        Some(if self.reversed { i64::from(lowest) + i64::from(highest) - code } else { code })
    }
}
