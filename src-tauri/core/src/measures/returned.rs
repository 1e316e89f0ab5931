//! Questionnaires that were handed in, with what was corrected afterwards.
//!
//! A correction is a fact of its own beside the first one: it names the item, what stood there
//! before, and why. The receipt stays.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::thread;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Answer;
use super::sheet::HandedIn;
use crate::error::Result;
use crate::store::Ledger;
use crate::store::fact::{Fact, ME};

/// The kind of fact that corrects an answer.
pub const CORRECTED: &str = "answers-corrected";
/// The kind of fact that holds a person's own words to open questions.
pub const WORDS: &str = "answers-words";

/// Why an answer was corrected. A choice, so that nothing private travels with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WhyCorrected {
    /// Another answer was meant.
    Slip,
    /// The question was misread.
    Misread,
    /// Something else.
    Other,
}

impl WhyCorrected {
    /// The reason as the fact states it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Slip => "Another answer was meant",
            Self::Misread => "The question was misread",
            Self::Other => "Another reason",
        }
    }
}

/// The body of an `answers-corrected` fact: one answer changed, and the whole as it stands now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrected {
    /// The item's number.
    pub number: u32,
    /// What stood there before.
    pub from: Answer,
    /// Why.
    pub why: WhyCorrected,
    /// The questionnaire as it stands now, scored anew. Receipt and times are those of the first.
    pub handed_in: HandedIn,
}

/// The body of an `answers-words` fact: what was written to open questions of one questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The wave's id.
    pub wave: String,
    /// The instrument's id.
    pub instrument: String,
    /// What was written, by the item's number.
    pub words: BTreeMap<u32, String>,
    /// Whether the protocol sends them to the researcher; else they never leave.
    pub shared: bool,
}

/// A questionnaire as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct Returned {
    /// Who handed it in: a code, or [`ME`].
    pub author: String,
    /// The day it was handed in, local date.
    pub day: NaiveDate,
    /// When, local time, RFC 3339.
    pub at: String,
    /// The fact that says how it stands now.
    pub fact: String,
    /// The place in the ledger at which it arrived, before any correction.
    pub seq: i64,
    /// What was answered, corrections included.
    pub handed_in: HandedIn,
    /// What was corrected, the earliest first.
    pub corrections: Vec<Correction>,
}

/// One answer that was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Correction {
    /// The item's number.
    pub number: u32,
    /// What stood there before.
    pub from: Answer,
    /// What stands there now.
    pub to: Answer,
    /// Why.
    pub why: WhyCorrected,
    /// When, local time, RFC 3339.
    pub at: String,
}

/// What the owner of a ledger handed in, in that order.
///
/// # Errors
/// When the ledger cannot be read.
pub fn mine(ledger: &Ledger) -> Result<Vec<Returned>> {
    let mut folding = Folding::with(ledger.facts(CORRECTED, ME)?)?;
    let mut returned = Vec::new();
    for fact in ledger.facts("answers", ME)? {
        let handed_in = fact.read()?;
        returned.extend(folding.take(fact, handed_in));
    }
    Ok(returned)
}

/// What everybody handed in, in the order it arrived. A second sheet of one author, wave and
/// instrument is left aside: the first one counts.
///
/// # Errors
/// When the ledger cannot be read.
pub fn of_all(ledger: &Ledger) -> Result<Vec<Returned>> {
    let mut folding = Folding::with(ledger.facts_of_all(CORRECTED)?)?;
    let mut returned = Vec::new();
    let mut fold = |facts: &mut Vec<Fact>| -> Result<()> {
        let read = read_together(facts);
        for (fact, handed_in) in facts.drain(..).zip(read) {
            returned.extend(folding.take(fact, handed_in?));
        }
        Ok(())
    };
    let mut facts = Vec::with_capacity(TOGETHER);
    ledger.each_of_all("answers", |fact| {
        facts.push(fact);
        if facts.len() == TOGETHER { fold(&mut facts) } else { Ok(()) }
    })?;
    fold(&mut facts)?;
    Ok(returned)
}

/// Questionnaires that are read out of their text together.
const TOGETHER: usize = 512;

/// Reads questionnaires out of the text of their facts, on every processor there is: of a large
/// study it is most of the work.
fn read_together(facts: &[Fact]) -> Vec<Result<HandedIn>> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let share = facts.len().div_ceil(processors).max(1);
    thread::scope(|scope| {
        let parts: Vec<_> = facts
            .chunks(share)
            .map(|part| scope.spawn(|| part.iter().map(Fact::read).collect::<Vec<_>>()))
            .collect();
        let read = parts.into_iter().map(|part| part.join());
        read.flat_map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// Author, wave and instrument.
type Key = (String, String, String);

/// Questionnaires as they come, with the corrections that wait for them.
struct Folding {
    corrected: HashMap<Key, Vec<(Fact, Corrected)>>,
    seen: HashSet<Key>,
}

impl Folding {
    /// A correction may have overtaken its questionnaire.
    fn with(facts: Vec<Fact>) -> Result<Self> {
        let mut corrected: HashMap<Key, Vec<(Fact, Corrected)>> = HashMap::new();
        for fact in facts {
            let body: Corrected = fact.read()?;
            let key = key(&fact, &body.handed_in);
            corrected.entry(key).or_default().push((fact, body));
        }
        Ok(Self { corrected, seen: HashSet::new() })
    }

    /// The questionnaire as it stands now; none where it came before.
    fn take(&mut self, fact: Fact, handed_in: HandedIn) -> Option<Returned> {
        let key = key(&fact, &handed_in);
        let corrected = self.corrected.remove(&key).unwrap_or_default();
        if !self.seen.insert(key) {
            return None;
        }
        let mut sheet = Returned {
            author: fact.author,
            day: fact.day,
            at: fact.at,
            fact: fact.id,
            seq: fact.seq,
            handed_in,
            corrections: Vec::new(),
        };
        for (fact, Corrected { number, from, why, handed_in }) in corrected {
            let to = handed_in.answers.iter().find(|one| one.number == number);
            let Some(to) = to.map(|one| one.answer) else { continue };
            sheet.corrections.push(Correction { number, from, to, why, at: fact.at });
            sheet.handed_in = handed_in;
            sheet.fact = fact.id;
        }
        Some(sheet)
    }
}

fn key(fact: &Fact, sheet: &HandedIn) -> Key {
    (fact.author.clone(), sheet.wave.clone(), sheet.instrument.clone())
}
