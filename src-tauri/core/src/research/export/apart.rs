//! People told apart no further than k: what the search found, with the words and numbers that a
//! preview and a report show.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::anonymous::{Found, Ladder, solve, withheld_at};
use super::data::Data;
use super::known_by::{Steps, WITHHELD};
use crate::error::Result;

/// Who could be told apart, and what is done about it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Apart {
    /// How many people are in the export.
    pub people: u32,
    /// The smallest group that is asked for.
    pub k: u32,
    /// What people can be known by, besides their arm.
    pub attributes: Vec<AttributeView>,
    /// People whose combination nobody else has, before anything is done.
    pub alone: u32,
    /// People who share theirs with fewer than k, before anything is done.
    pub below: u32,
    /// Such combinations, the rarest first; no more than fifty are listed.
    pub combinations: Vec<Combination>,
    /// People for whom everything they can be known by is withheld.
    pub withheld: u32,
    /// The smallest group that is left.
    pub smallest: u32,
}

/// One attribute, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AttributeView {
    /// Its column.
    pub name: String,
    /// What was asked, or what it is.
    pub title: String,
    /// How it is given, in words: `in groups of 10 years`.
    pub given: String,
    /// How many different values there were.
    pub values: u32,
    /// How many are left.
    pub left: u32,
    /// Of how many people everything would be withheld, were this attribute given as it was said;
    /// none where it is.
    pub without: Option<u32>,
}

/// What some people share.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Combination {
    /// The arm, and the values in the order of the attributes.
    pub values: Vec<String>,
    /// How many people.
    pub people: u32,
}

/// The most combinations that are listed.
const LISTED: usize = 50;

/// Attributes with the steps that were found.
pub(super) struct Coarse {
    names: Vec<String>,
    titles: Vec<String>,
    steps: Vec<Steps>,
    found: Found,
    view: Apart,
}

impl Coarse {
    /// Looks for the steps that lose least.
    ///
    /// # Errors
    /// As [`solve`].
    pub(super) fn find(data: &Data, k: u32) -> Result<Self> {
        let attributes = data.attributes();
        let arms: Vec<usize> = data.people.iter().map(|person| person.arm as usize).collect();
        let (mut steps, mut ladders) = (Vec::new(), Vec::new());
        for attribute in &attributes {
            let Steps { ladder, words, cells } = attribute.steps(k);
            let copy = Ladder { values: ladder.values.clone(), steps: ladder.steps.clone() };
            ladders.push(copy);
            steps.push(Steps { ladder, words, cells });
        }
        let found = solve(&arms, &ladders, k)?;
        let names = attributes.iter().map(|one| one.name.clone()).collect();
        let titles: Vec<String> = attributes.iter().map(|one| one.title.clone()).collect();
        let views = (0..attributes.len()).map(|at| {
            let step = found.steps[at];
            let without = (step > 0).then(|| {
                let mut finest = found.steps.clone();
                finest[at] = 0;
                withheld_at(&arms, &ladders, &finest, k)
            });
            AttributeView {
                name: attributes[at].name.clone(),
                title: titles[at].clone(),
                given: steps[at].words[step].clone(),
                values: steps[at].cells[0].len() as u32,
                left: if steps[at].is_withheld(step) {
                    0
                } else {
                    steps[at].cells[step].len() as u32
                },
                without,
            }
        });
        let view = Apart {
            people: data.people.len() as u32,
            k,
            attributes: views.collect(),
            alone: 0,
            below: 0,
            combinations: Vec::new(),
            withheld: found.withheld.iter().filter(|withheld| **withheld).count() as u32,
            smallest: found.smallest,
        };
        let mut coarse = Self { names, titles, steps, found, view };
        coarse.count(data, k);
        Ok(coarse)
    }

    /// Counts who stands alone before anything is done.
    fn count(&mut self, data: &Data, k: u32) {
        let mut shared: BTreeMap<Vec<&str>, u32> = BTreeMap::new();
        for (row, person) in data.people.iter().enumerate() {
            let mut values = vec![person.arm_name()];
            values.extend(self.steps.iter().map(|steps| steps.cell(0, row)));
            *shared.entry(values).or_default() += 1;
        }
        let mut few: Vec<(u32, Vec<&str>)> = shared
            .into_iter()
            .filter(|(_, people)| *people < k)
            .map(|(values, people)| (people, values))
            .collect();
        few.sort();
        let alone = few.iter().filter(|(people, _)| *people == 1).count() as u32;
        let below = few.iter().map(|(people, _)| people).sum();
        let combinations = few
            .into_iter()
            .take(LISTED)
            .map(|(people, values)| Combination {
                values: values.into_iter().map(str::to_owned).collect(),
                people,
            })
            .collect();
        (self.view.alone, self.view.below, self.view.combinations) = (alone, below, combinations);
    }

    pub(super) fn view(&self) -> &Apart {
        &self.view
    }

    /// Name and title of each attribute, and every value that can stand in its column.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&str, &str, Vec<&str>)> {
        (0..self.names.len()).map(|at| {
            let mut cells: Vec<&str> =
                self.steps[at].cells[self.found.steps[at]].iter().map(String::as_str).collect();
            if cells.len() > 1 && self.view.withheld > 0 {
                cells.push(WITHHELD);
            }
            (&*self.names[at], &*self.titles[at], cells)
        })
    }

    /// What stands in a person’s row, attribute by attribute.
    pub(super) fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.steps.len()).map(move |at| {
            let (steps, step) = (&self.steps[at], self.found.steps[at]);
            match self.found.withheld[row] && steps.cells[step].len() > 1 {
                true => WITHHELD,
                false => steps.cell(step, row),
            }
        })
    }
}
