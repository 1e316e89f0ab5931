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
    rule_id: String,
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
        let scales = instrument.scales.iter().map(|scale| {
            let items: Vec<KeyItem> = scale
                .items
                .iter()
                .map(|&number| KeyItem {
                    number,
                    codes: codes.get(&number).copied().unwrap_or_default(),
                    reversed: scale.reversed.contains(&number),
                })
                .collect();
            let rule_id = scale.rule_id();
            let (id, rule, least_answered) = (&*scale.id, scale.score, scale.least_answered);
            KeyScale { id, rule, rule_id, least_answered, items }
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
        // Codes are whole numbers, so a sum is exact; percents of unequal spans round once each.
        let mut sum = 0.0;
        let mut answered = 0_u32;
        for item in &self.items {
            if let Some(value) = answer(item.number).and_then(|code| item.value(code)) {
                sum += match self.rule {
                    Rule::Percent => ((value - item.lowest()) * 100) as f64 / item.span() as f64,
                    Rule::Mean | Rule::Sum => value as f64,
                };
                answered += 1;
            }
        }
        let value = (answered > 0 && answered >= self.least_answered).then(|| match self.rule {
            Rule::Mean | Rule::Percent => sum / f64::from(answered),
            Rule::Sum => sum * self.items.len() as f64 / f64::from(answered),
        });
        Score { scale: self.id.to_owned(), value, answered, rule: self.rule_id.clone() }
    }
}

impl KeyItem<'_> {
    /// What a code counts for, or none where the item does not offer it.
    fn value(&self, code: i32) -> Option<i64> {
        let code = self.codes.contains(&code).then_some(i64::from(code))?;
        Some(if self.reversed { self.lowest() + self.highest() - code } else { code })
    }

    fn lowest(&self) -> i64 {
        self.codes.first().copied().unwrap_or_default().into()
    }

    fn highest(&self) -> i64 {
        self.codes.last().copied().unwrap_or_default().into()
    }

    fn span(&self) -> i64 {
        (self.highest() - self.lowest()).max(1)
    }
}
