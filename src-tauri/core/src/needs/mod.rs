//! What a coach needs to be able to come: a short form before the course. The answers go to the
//! trainer with the coach's name, to arrange things by, and the coach is told so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cohort::roster::roster;
use crate::course::form::Form;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};
use crate::study::protocol::Arm;
use crate::study::withdrawal;

/// The kind of the fact.
pub const NEEDS: &str = "needs";
/// The most characters of a coach's own words.
const MOST_CHARACTERS: usize = 500;

/// What a coach asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// What was chosen, in the form's own words, by the question's id. Facts keep those of its
    /// first language, whatever it was asked in.
    pub chosen: BTreeMap<String, Vec<String>>,
    /// Words of their own; may be empty.
    pub note: String,
}

/// The body of a [`NEEDS`] fact. The highest version of a coach counts: hand-ins come in any order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versioned {
    /// 1 for the first.
    pub version: u32,
    /// What it says.
    pub needs: Needs,
}

/// The form, and what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NeedsView {
    /// What is asked.
    pub form: Form,
    /// What was sent last.
    pub sent: Option<SentNeeds>,
    /// To whom it goes; none where there is nobody to arrange anything.
    pub trainer: Option<String>,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// Today, as the person's day counts.
    pub today: NaiveDate,
}

/// What was sent, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SentNeeds {
    /// The day.
    pub day: NaiveDate,
    /// What it said.
    pub needs: Needs,
}

/// What a whole class needs, for its trainer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassNeeds {
    /// Each question with how many chose what.
    pub totals: Vec<NeedsTotal>,
    /// Each coach who answered, by name.
    pub coaches: Vec<CoachNeeds>,
    /// The names of those from whom nothing has come.
    pub silent: Vec<String>,
}

/// One question over a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NeedsTotal {
    /// The question.
    pub label: String,
    /// The answers in the form's order, with how many chose each.
    pub lines: Vec<NeedsLine>,
}

/// One answer over a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NeedsLine {
    /// The answer.
    pub option: String,
    /// How many chose it.
    pub coaches: u32,
}

/// What one coach needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CoachNeeds {
    /// The name the trainer gave; stays in this ledger.
    pub name: String,
    /// The day of the answers.
    pub day: NaiveDate,
    /// What was chosen: the question, and the answers joined by commas.
    pub chosen: Vec<(String, String)>,
    /// The coach's own words; may be empty.
    pub note: String,
}

impl Needs {
    /// The same in the words of another form: its answers by their places in the list.
    #[must_use]
    pub fn reworded(mut self, from: &Form, to: &Form) -> Self {
        for (id, chosen) in &mut self.chosen {
            for option in chosen {
                let place = from.options(id).iter().position(|other| other == option);
                if let Some(other) = place.and_then(|place| to.options(id).get(place)) {
                    option.clone_from(other);
                }
            }
        }
        self
    }
}

/// Sends what a coach needs, in place of what they sent before.
///
/// # Errors
/// [`Code::Refused`] when nothing is said, or too much.
pub fn send(ports: &dyn Ports, ledger: &mut Ledger, form: &Form, needs: Needs) -> Result<()> {
    let mut said = Needs { note: needs.note.trim().to_owned(), ..Needs::default() };
    for (id, options) in needs.chosen {
        let question = form.questions.iter().find(|question| question.id == id);
        let question =
            question.ok_or_else(|| Error::new(Code::Fault, format!("no question {id}")))?;
        let fits = options.iter().all(|option| question.options.contains(option))
            && (question.several || options.len() <= 1);
        if !fits {
            return Err(Error::new(Code::Fault, format!("{id} cannot be answered like that")));
        }
        if !options.is_empty() {
            said.chosen.insert(id, options);
        }
    }
    if said == Needs::default() {
        return Err(Error::refused("There is nothing to send yet. One answer is enough."));
    }
    if said.note.chars().count() > MOST_CHARACTERS {
        return Err(Error::refused(format!(
            "The note is longer than {MOST_CHARACTERS} characters. Please shorten it; nothing was \
             lost."
        )));
    }
    let before = ledger.latest(NEEDS)?.map(|fact| fact.read::<Versioned>()).transpose()?;
    if before.as_ref().is_some_and(|before| before.needs == said) {
        return Ok(());
    }
    let version = before.map_or(1, |before| before.version + 1);
    ledger.append(ports, Draft::new(NEEDS, &Versioned { version, needs: said })?)?;
    Ok(())
}

/// What the owner of a ledger sent last.
///
/// # Errors
/// When the ledger cannot be read.
pub fn sent(ledger: &Ledger) -> Result<Option<SentNeeds>> {
    let Some(fact) = ledger.latest(NEEDS)? else { return Ok(None) };
    Ok(Some(SentNeeds { day: fact.day, needs: fact.read::<Versioned>()?.needs }))
}

/// What a trainer's class needs, in the words of `form`; facts keep those of the `first` one.
///
/// # Errors
/// When the ledger cannot be read.
pub fn of_class(ledger: &Ledger, first: &Form, form: &Form) -> Result<ClassNeeds> {
    let mut latest: BTreeMap<String, (NaiveDate, Versioned)> = BTreeMap::new();
    for fact in ledger.facts_of_all(NEEDS)?.into_iter().filter(|fact| fact.author != ME) {
        let said: Versioned = fact.read()?;
        let newer = latest.get(&fact.author).is_none_or(|(_, known)| known.version < said.version);
        if newer {
            latest.insert(fact.author, (fact.day, said));
        }
    }
    let withdrew = withdrawal::received(ledger)?;
    let mut class = ClassNeeds { totals: Vec::new(), coaches: Vec::new(), silent: Vec::new() };
    let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
    for (code, rostered) in roster(ledger)? {
        if rostered.arm != Arm::Course || withdrew.contains_key(&code) {
            continue;
        }
        let Some((day, said)) = latest.remove(&code) else {
            class.silent.push(rostered.name);
            continue;
        };
        let needs = said.needs.reworded(first, form);
        for (id, options) in &needs.chosen {
            for option in options {
                *counts.entry((id.clone(), option.clone())).or_default() += 1;
            }
        }
        class.coaches.push(CoachNeeds {
            name: rostered.name,
            day,
            chosen: in_words(form, &needs),
            note: needs.note,
        });
    }
    class.coaches.sort_by_key(|coach| coach.name.to_lowercase());
    class.silent.sort_by_key(|name| name.to_lowercase());
    class.totals = totals(form, counts);
    Ok(class)
}

/// The answers of one coach, in the form's order.
fn in_words(form: &Form, needs: &Needs) -> Vec<(String, String)> {
    let known = form.questions.iter().filter_map(|question| {
        needs.chosen.get(&question.id).map(|chosen| (question.label.clone(), chosen.join(", ")))
    });
    let asked = |id: &String| form.questions.iter().any(|question| question.id == *id);
    // A form of another version may have asked something else.
    let other = needs.chosen.iter().filter(|(id, _)| !asked(id));
    known.chain(other.map(|(id, chosen)| (id.clone(), chosen.join(", ")))).collect()
}

fn totals(form: &Form, mut counts: BTreeMap<(String, String), u32>) -> Vec<NeedsTotal> {
    let mut totals: Vec<NeedsTotal> = Vec::new();
    for question in &form.questions {
        let mut lines: Vec<NeedsLine> = question
            .options
            .iter()
            .map(|option| NeedsLine {
                option: option.clone(),
                coaches: counts.remove(&(question.id.clone(), option.clone())).unwrap_or_default(),
            })
            .collect();
        let others: Vec<(String, String)> =
            counts.keys().filter(|(id, _)| *id == question.id).cloned().collect();
        for key in others {
            let coaches = counts.remove(&key).unwrap_or_default();
            lines.push(NeedsLine { option: key.1, coaches });
        }
        totals.push(NeedsTotal { label: question.label.clone(), lines });
    }
    totals
}
