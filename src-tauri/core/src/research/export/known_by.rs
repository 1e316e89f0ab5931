//! What people can be known by, and the ladder each attribute can be coarsened on.

use std::collections::BTreeMap;

use super::anonymous::Ladder;
use crate::measures::Quasi;

/// In place of a value that the export does not give.
pub(super) const WITHHELD: &str = "withheld";
/// Where somebody gave no answer.
pub(super) const NOT_SAID: &str = "not said";
/// Rare values together.
const OTHER: &str = "other";
/// From this age on everybody is of one age, as the Safe Harbor list asks.
const OLDEST: i32 = 90;

/// One attribute of everybody.
pub(super) struct Attribute {
    /// Its column.
    pub(super) name: String,
    /// What was asked, or what it is.
    pub(super) title: String,
    pub(super) kind: Quasi,
    /// The words for its codes, for a category.
    pub(super) labels: BTreeMap<i32, String>,
    /// The code of each person; none where nothing was said.
    pub(super) codes: Vec<Option<i32>>,
}

/// An attribute with its ladder: what stands in the export on each step.
pub(super) struct Steps {
    /// The ladder that is searched.
    pub(super) ladder: Ladder,
    /// For each step, what it does, in words.
    pub(super) words: Vec<String>,
    /// For each step, the cell of each class.
    pub(super) cells: Vec<Vec<String>>,
}

impl Attribute {
    /// Its ladder, for groups of `k`.
    pub(super) fn steps(&self, k: u32) -> Steps {
        let mut known: Vec<Option<i32>> = self.codes.clone();
        known.sort_unstable();
        known.dedup();
        let place = |code: &Option<i32>| known.binary_search(code).unwrap_or_default();
        let values: Vec<usize> = self.codes.iter().map(place).collect();
        let mut steps = Steps {
            ladder: Ladder { values, steps: Vec::new() },
            words: Vec::new(),
            cells: Vec::new(),
        };
        match self.kind {
            Quasi::Age => {
                for years in [5, 10, 20] {
                    let cell =
                        |code: &Option<i32>| code.map_or(NOT_SAID.into(), |code| span(code, years));
                    steps.add(&known, format!("in groups of {years} years"), cell);
                }
            }
            Quasi::Category => {
                let label = |code: &Option<i32>| match code {
                    None => NOT_SAID.to_owned(),
                    Some(code) => {
                        self.labels.get(code).cloned().unwrap_or_else(|| code.to_string())
                    }
                };
                steps.add(&known, "as it was said".to_owned(), label);
                let mut people = vec![0u32; known.len()];
                steps.ladder.values.iter().for_each(|value| people[*value] += 1);
                let rare = people.iter().filter(|people| **people < k).count();
                if rare > 1 && rare < known.len() {
                    steps.add(
                        &known,
                        format!("what fewer than {k} people said is “{OTHER}”"),
                        |code| if people[place(code)] < k { OTHER.into() } else { label(code) },
                    );
                }
            }
        }
        if steps.cells[0].len() > 1 {
            steps.add(&known, "for nobody".to_owned(), |_| WITHHELD.to_owned());
        }
        steps
    }
}

impl Steps {
    /// Adds a step, unless it does what the one before does.
    fn add(&mut self, known: &[Option<i32>], words: String, cell: impl Fn(&Option<i32>) -> String) {
        let mut cells: Vec<String> = Vec::new();
        let classes: Vec<usize> = known
            .iter()
            .map(|code| {
                let own = cell(code);
                cells.iter().position(|known| *known == own).unwrap_or_else(|| {
                    cells.push(own);
                    cells.len() - 1
                })
            })
            .collect();
        if self.cells.last().is_some_and(|last| last.len() == cells.len()) {
            return;
        }
        self.ladder.steps.push(classes);
        self.words.push(words);
        self.cells.push(cells);
    }

    /// What stands in a row at a step.
    pub(super) fn cell(&self, step: usize, row: usize) -> &str {
        &self.cells[step][self.ladder.steps[step][self.ladder.values[row]]]
    }

    /// Whether nobody's value is given at a step.
    pub(super) fn is_withheld(&self, step: usize) -> bool {
        self.cells[step] == [WITHHELD]
    }
}

/// The group of an age, such as `35 to 39`.
fn span(age: i32, years: i32) -> String {
    let from = age.min(OLDEST).div_euclid(years) * years;
    if from + years > OLDEST {
        return format!("{from} or older");
    }
    format!("{from} to {}", from + years - 1)
}

#[cfg(test)]
mod tests {
    use super::{Attribute, span};
    use crate::measures::Quasi;

    #[test]
    fn ages_are_in_groups_and_from_90_on_alike() {
        assert_eq!(span(18, 5), "15 to 19");
        assert_eq!(span(37, 10), "30 to 39");
        assert_eq!((span(90, 5), span(104, 5)), ("90 or older".into(), "90 or older".into()));
        assert_eq!((span(89, 10), span(97, 10)), ("80 to 89".into(), "90 or older".into()));
        assert_eq!((span(83, 20), span(101, 20)), ("80 or older".into(), "80 or older".into()));
    }

    #[test]
    fn rare_words_are_put_together_before_everything_is_withheld() {
        let codes = [1, 1, 1, 2, 2, 2, 3, 4].map(Some).to_vec();
        let attribute = Attribute {
            name: "role".into(),
            title: "Role".into(),
            kind: Quasi::Category,
            labels: [(3, "Volunteer".to_owned())].into(),
            codes,
        };
        let steps = attribute.steps(3);
        assert_eq!(steps.cells[0], ["1", "2", "Volunteer", "4"]);
        assert_eq!(steps.cells[1], ["1", "2", "other"]);
        assert_eq!(steps.cells[2], ["withheld"]);
        assert_eq!((steps.cell(1, 6), steps.cell(1, 0)), ("other", "1"));
    }

    #[test]
    fn an_attribute_that_everybody_shares_costs_nothing() {
        let codes = vec![Some(0); 4];
        let attribute = Attribute {
            name: "a".into(),
            title: "A".into(),
            kind: Quasi::Category,
            labels: [].into(),
            codes,
        };
        assert_eq!(attribute.steps(5).cells, [["0"]]);
    }
}
