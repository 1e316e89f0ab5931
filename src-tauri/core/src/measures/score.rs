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
    /// The rule it was made by, such as `sum-8-of-10`; empty in scores of earlier versions.
    #[serde(default)]
    pub rule: String,
}

/// One scale of a sheet, scored; its names are the key's, so that a million sheets copy none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored<'a> {
    /// The scale's id.
    pub scale: &'a str,
    /// The score, or none where too little was answered.
    pub value: Option<f64>,
    /// How many of its items were answered with a code.
    pub answered: u32,
    /// The rule it was made by.
    pub rule: &'a str,
}

impl From<Scored<'_>> for Score {
    fn from(scored: Scored) -> Self {
        let Scored { scale, value, answered, rule } = scored;
        Self { scale: scale.to_owned(), value, answered, rule: rule.to_owned() }
    }
}

/// Scores one sheet, scale by scale in the key's order. Item numbers that are missing from
/// `answers` were not asked. A code that its item does not offer is not an answer.
pub fn score(instrument: &Instrument, answers: &BTreeMap<u32, Answer>) -> Vec<Score> {
    let key = Key::of(instrument);
    let scores = key.score(|number| match answers.get(&number) {
        Some(Answer::Code(code)) => Some(*code),
        Some(Answer::Skipped | Answer::Refused) | None => None,
    });
    scores.map(Score::from).collect()
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
    rule_id: String,
    least_answered: u32,
    items: Vec<KeyItem<'a>>,
}

#[derive(Debug, Clone)]
struct KeyItem<'a> {
    number: u32,
    codes: &'a [i32],
    lowest: i64,
    highest: i64,
    /// Whether every whole number from the lowest code to the highest is one.
    unbroken: bool,
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
        let scales = instrument.scales.iter().map(|scale| {
            let items = scale.items.iter().map(|&number| {
                let codes = codes.get(&number).copied().unwrap_or_default();
                let lowest = i64::from(codes.first().copied().unwrap_or_default());
                let highest = i64::from(codes.last().copied().unwrap_or_default());
                KeyItem {
                    number,
                    codes,
                    lowest,
                    highest,
                    unbroken: highest - lowest + 1 == codes.len() as i64,
                    reversed: scale.reversed.contains(&number),
                }
            });
            KeyScale {
                id: &scale.id,
                rule: scale.score,
                rule_id: scale.rule_id(),
                least_answered: scale.least_answered,
                items: items.collect(),
            }
        });
        Self { scales: scales.collect() }
    }

    /// Scores one sheet, scale by scale; `answer` gives the code of an item by its number, or none.
    pub fn score(&self, answer: impl Fn(u32) -> Option<i32>) -> impl Iterator<Item = Scored<'_>> {
        self.scales.iter().map(move |scale| scale.score(&answer))
    }
}

impl KeyScale<'_> {
    fn score(&self, answer: impl Fn(u32) -> Option<i32>) -> Scored<'_> {
        // Codes are whole numbers, so their sum is exact; percents of unequal spans round once each.
        let (mut sum, mut percents) = (0, 0.0);
        let mut answered = 0_u32;
        for item in &self.items {
            let Some(value) = answer(item.number).and_then(|code| item.value(code)) else {
                continue;
            };
            answered += 1;
            match self.rule {
                Rule::Percent => percents += item.percent(value),
                Rule::Mean | Rule::Sum => sum += value,
            }
        }
        let of_answered = f64::from(answered);
        let value = (answered > 0 && answered >= self.least_answered).then(|| match self.rule {
            Rule::Mean => sum as f64 / of_answered,
            Rule::Sum => sum as f64 * self.items.len() as f64 / of_answered,
            Rule::Percent => percents / of_answered,
        });
        Scored { scale: self.id, value, answered, rule: &self.rule_id }
    }
}

impl KeyItem<'_> {
    /// What a code counts for, or none where the item does not offer it.
    fn value(&self, code: i32) -> Option<i64> {
        let listed = self.unbroken || self.codes.contains(&code);
        let code = i64::from(code);
        let offered = listed && (self.lowest..=self.highest).contains(&code);
        offered.then_some(if self.reversed { self.lowest + self.highest - code } else { code })
    }

    /// A value stretched from 0 to 100.
    fn percent(&self, value: i64) -> f64 {
        ((value - self.lowest) * 100) as f64 / (self.highest - self.lowest).max(1) as f64
    }
}
