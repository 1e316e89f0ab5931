//! What coaches said about the course, as their trainer sees it.

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::{FEEDBACK, Feedback, asked_by, questions};
use crate::cohort::roster;
use crate::error::Result;
use crate::measures::{Instrument, Item};
use crate::store::fact::ME;
use crate::store::{Ledger, hex};

/// Answers are counted in steps of so many.
pub const STEP: usize = 5;

/// The totals of a class.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FeedbackTotals {
    /// From how many coaches something has come.
    pub came: u32,
    /// In steps of how many answers are counted.
    pub step: u32,
    /// Whether the study asks for it; then the answers are with the researcher.
    pub asked_by_study: bool,
    /// The day of the last class, from which coaches can send it; none before there is a cohort.
    pub opens_on: Option<NaiveDate>,
    /// The questions, by theme. None has more answers than a whole number of steps.
    pub themes: Vec<Theme>,
    /// What coaches wrote and let their trainer read, question by question.
    pub words: Vec<WordsSaid>,
}

/// Questions that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Theme {
    /// What they are about.
    pub title: String,
    /// Its questions.
    pub items: Vec<ItemTotal>,
}

/// One question over a class.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ItemTotal {
    /// Its words.
    pub text: String,
    /// The answers, from the lowest code to the highest: words, and how many chose them.
    pub counts: Vec<(String, u32)>,
    /// How many answers are counted; 0 while there are too few.
    pub n: u32,
    /// Which of the answers is the most favorable one: the first, where the question is worded the
    /// other way round.
    pub best: u32,
    /// The mean, 1 for the least favorable answer up to as many as there are.
    pub mean: Option<f64>,
}

/// What coaches wrote to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WordsSaid {
    /// The question.
    pub question: String,
    /// What was written, in no order that tells who wrote it.
    pub lines: Vec<String>,
}

/// Adds up what has come.
///
/// # Errors
/// When the ledger cannot be read.
pub fn totals(ledger: &Ledger, instruments: &[Instrument]) -> Result<FeedbackTotals> {
    let asked = questions(instruments)?;
    let setup = roster::setup(ledger)?;
    let calendar = setup.as_ref().map(|setup| setup.cohort.calendar()).transpose()?;
    let study = setup.and_then(|setup| setup.study);
    let came: Vec<Feedback> = ledger
        .facts_of_all(FEEDBACK)?
        .iter()
        .filter(|fact| fact.author != ME)
        .map(|fact| fact.read())
        .collect::<Result<_>>()?;
    let counted = came.len() - came.len() % STEP;
    let theme = |title: &str, numbers: &[u32]| Theme {
        title: title.to_owned(),
        items: asked
            .items
            .iter()
            .filter(|item| numbers.contains(&item.number))
            .map(|item| total(asked, item, &came))
            .collect(),
    };
    Ok(FeedbackTotals {
        came: came.len() as u32,
        step: STEP as u32,
        asked_by_study: study.is_some_and(|study| asked_by(&study.protocol)),
        opens_on: calendar.map(|calendar| calendar.class_day(calendar.weeks())),
        themes: asked.scales.iter().map(|scale| theme(&scale.title, &scale.items)).collect(),
        words: asked
            .items
            .iter()
            .filter(|item| item.open)
            .map(|item| words(item, &came[..counted]))
            .collect(),
    })
}

/// One question: the first 5 answers to it, or 10, or 15, as many as there are.
fn total(asked: &Instrument, item: &Item, came: &[Feedback]) -> ItemTotal {
    let codes: Vec<i32> =
        came.iter().filter_map(|said| said.codes.get(&item.number)).copied().collect();
    let codes = &codes[..codes.len() - codes.len() % STEP];
    let options = asked.codes(item);
    let turned = asked.home(item.number).is_some_and(|scale| scale.reversed.contains(&item.number));
    let place = |code: &i32| options.iter().position(|option| option == code).unwrap_or_default();
    let worth = |code: &i32| if turned { options.len() - place(code) } else { place(code) + 1 };
    let sum: usize = codes.iter().map(worth).sum();
    ItemTotal {
        text: item.text.clone(),
        counts: options
            .iter()
            .zip(asked.labels(item))
            .map(|(option, label)| {
                (label, codes.iter().filter(|code| *code == option).count() as u32)
            })
            .collect(),
        n: codes.len() as u32,
        best: if turned { 0 } else { options.len().saturating_sub(1) as u32 },
        mean: (!codes.is_empty()).then(|| sum as f64 / codes.len() as f64),
    }
}

/// What was written to a question, in the order of a hash: it tells nothing about who came when.
fn words(item: &Item, came: &[Feedback]) -> WordsSaid {
    let mut lines: Vec<(String, String)> = came
        .iter()
        .filter_map(|said| said.words.get(&item.number))
        .map(|words| (hex(&Sha256::digest(words)), words.clone()))
        .collect();
    lines.sort();
    WordsSaid {
        question: item.text.clone(),
        lines: lines.into_iter().map(|(_, words)| words).collect(),
    }
}
