//! k-anonymity by a method that can be told in a sentence: every attribute is coarsened for
//! everybody to the same step of its ladder, and whoever is still in a group of fewer than k has
//! these attributes withheld. Of all combinations of steps the one is taken that loses least.
//!
//! Loss is counted in cells (the precision of Sweeney 2002, doi 10.1142/S021848850200165X): step 2
//! of a ladder of 3 loses two thirds of a cell, a withheld cell one. What everybody shares is never
//! withheld. Withheld rows of an arm are a group as well: where they are fewer than k, the smallest
//! other group joins them. The arm itself is never coarsened.

use std::collections::{BTreeMap, HashMap};

use crate::error::{Error, Result};

/// One attribute that people can be known by, with its ladder.
pub(super) struct Ladder {
    /// The value of each row, at the finest step.
    pub(super) values: Vec<usize>,
    /// For each step the class of every value. The first step is the value itself; on the last
    /// one everybody is the same.
    pub(super) steps: Vec<Vec<usize>>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The step of each ladder.
    pub(super) steps: Vec<usize>,
    /// Rows whose attributes are withheld.
    pub(super) withheld: Vec<bool>,
    /// The smallest group that is left: k or more, but where an arm has fewer people.
    pub(super) smallest: u32,
}

/// A cell lost, in units that every ladder’s height divides.
const CELL: u64 = 60;
/// The most combinations of steps that are looked at.
const MOST_NODES: usize = 100_000;

/// Finds the steps that lose least. `arms` is the arm of each row.
///
/// # Errors
/// [`crate::Code::Refused`] where more is marked than can be looked through.
pub(super) fn solve(arms: &[usize], ladders: &[Ladder], k: u32) -> Result<Found> {
    let rows = Rows::gather(arms, ladders);
    let mut node = vec![0; ladders.len()];
    let nodes = ladders.iter().map(|one| one.steps.len()).try_fold(1usize, usize::checked_mul);
    if nodes.is_none_or(|nodes| nodes > MOST_NODES) {
        return Err(Error::refused(
            "Too many questions are marked as ones that people can be known by. Take the mark off \
             some of them, or leave those questions out. Nothing was written.",
        ));
    }
    let mut best: Option<(u64, u64, Vec<usize>)> = None;
    loop {
        let coarse: u64 = cost(&node, ladders);
        let floor = coarse * rows.people;
        if best.as_ref().is_none_or(|(least, _, _)| floor <= *least) {
            let withheld: u64 = rows.groups(&node, ladders).withheld(k).0;
            let more = withheld_cost(&node, ladders) - coarse;
            let tried = (floor + withheld * more, withheld, node.clone());
            if best.as_ref().is_none_or(|best| tried < *best) {
                best = Some(tried);
            }
        }
        if !next(&mut node, ladders) {
            break;
        }
    }
    let steps = best.map(|(_, _, steps)| steps).unwrap_or(node);
    Ok(rows.apply(steps, ladders, k))
}

/// How many rows would be withheld at these steps.
pub(super) fn withheld_at(arms: &[usize], ladders: &[Ladder], steps: &[usize], k: u32) -> u32 {
    Rows::gather(arms, ladders).groups(steps, ladders).withheld(k).0 as u32
}

/// What one row loses at these steps.
fn cost(node: &[usize], ladders: &[Ladder]) -> u64 {
    node.iter().zip(ladders).map(|(step, ladder)| ladder.cost(*step)).sum()
}

/// What a withheld row loses at these steps.
fn withheld_cost(node: &[usize], ladders: &[Ladder]) -> u64 {
    let lost = |(step, ladder): (&usize, &Ladder)| match ladder.is_shared(*step) {
        true => ladder.cost(*step),
        false => CELL,
    };
    node.iter().zip(ladders).map(lost).sum()
}

impl Ladder {
    fn cost(&self, step: usize) -> u64 {
        match self.steps.len() - 1 {
            0 => 0,
            height => step as u64 * CELL / height as u64,
        }
    }

    /// Whether everybody is the same at a step.
    fn is_shared(&self, step: usize) -> bool {
        self.steps[step].windows(2).all(|pair| pair[0] == pair[1])
    }
}

/// The next combination of steps; false after the last.
fn next(node: &mut [usize], ladders: &[Ladder]) -> bool {
    for (step, ladder) in node.iter_mut().zip(ladders).rev() {
        *step += 1;
        if *step < ladder.steps.len() {
            return true;
        }
        *step = 0;
    }
    false
}

/// Rows that are alike at the finest steps, together.
struct Rows {
    alike: Vec<(usize, Vec<usize>, u64)>,
    /// Which of them each row is in.
    of_row: Vec<usize>,
    people: u64,
}

/// The groups at some steps: which one each kind of row is in, and how large they are.
struct Groups {
    of_kind: Vec<usize>,
    /// Arm and people of each group.
    groups: Vec<(usize, u64)>,
}

impl Rows {
    fn gather(arms: &[usize], ladders: &[Ladder]) -> Self {
        let mut places = BTreeMap::new();
        for (row, arm) in arms.iter().enumerate() {
            let values: Vec<usize> = ladders.iter().map(|ladder| ladder.values[row]).collect();
            *places.entry((*arm, values)).or_insert(0u64) += 1;
        }
        let alike: Vec<_> =
            places.into_iter().map(|((arm, values), people)| (arm, values, people)).collect();
        let find = |row: usize| {
            let values: Vec<usize> = ladders.iter().map(|ladder| ladder.values[row]).collect();
            let key = (arms[row], values);
            let at =
                alike.binary_search_by(|(arm, values, _)| (arm, values).cmp(&(&key.0, &key.1)));
            at.unwrap_or_default()
        };
        let of_row = (0..arms.len()).map(find).collect();
        Self { alike, of_row, people: arms.len() as u64 }
    }

    fn groups(&self, node: &[usize], ladders: &[Ladder]) -> Groups {
        let mut known: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        let mut groups: Vec<(usize, u64)> = Vec::new();
        let mut of_kind = Vec::with_capacity(self.alike.len());
        for (arm, values, people) in &self.alike {
            let class = |at: usize| ladders[at].steps[node[at]][values[at]];
            let key = (*arm, (0..ladders.len()).map(class).collect());
            let group = *known.entry(key).or_insert_with(|| {
                groups.push((*arm, 0));
                groups.len() - 1
            });
            groups[group].1 += people;
            of_kind.push(group);
        }
        Groups { of_kind, groups }
    }

    fn apply(&self, steps: Vec<usize>, ladders: &[Ladder], k: u32) -> Found {
        let groups = self.groups(&steps, ladders);
        let (_, withheld) = groups.withheld(k);
        let mut left: BTreeMap<(usize, Option<usize>), u64> = BTreeMap::new();
        for (at, (arm, people)) in groups.groups.iter().enumerate() {
            *left.entry((*arm, (!withheld[at]).then_some(at))).or_default() += people;
        }
        Found {
            steps,
            withheld: self.of_row.iter().map(|kind| withheld[groups.of_kind[*kind]]).collect(),
            smallest: left.values().min().copied().unwrap_or_default() as u32,
        }
    }
}

impl Groups {
    /// How many rows are withheld, and which groups they are.
    fn withheld(&self, k: u32) -> (u64, Vec<bool>) {
        let k = u64::from(k);
        let mut withheld: Vec<bool> = self.groups.iter().map(|(_, people)| *people < k).collect();
        let mut of_arm: BTreeMap<usize, u64> = BTreeMap::new();
        for ((arm, people), _) in self.groups.iter().zip(&withheld).filter(|(_, is)| **is) {
            *of_arm.entry(*arm).or_default() += people;
        }
        for (arm, people) in &mut of_arm {
            while *people < k {
                let others = self.groups.iter().enumerate();
                let smallest = others
                    .filter(|(at, (own, _))| own == arm && !withheld[*at])
                    .min_by_key(|(at, (_, people))| (*people, *at));
                let Some((at, (_, more))) = smallest else { break };
                withheld[at] = true;
                *people += more;
            }
        }
        (of_arm.values().sum(), withheld)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{Ladder, solve};

    fn ladder(values: &[usize]) -> Ladder {
        let most = values.iter().copied().max().unwrap_or_default();
        let own = (0..=most).collect();
        let pairs = (0..=most).map(|value| value / 2).collect();
        Ladder { values: values.to_vec(), steps: vec![own, pairs, vec![0; most + 1]] }
    }

    #[test]
    fn nothing_is_lost_where_nobody_stands_out() {
        let found = solve(&[0; 6], &[ladder(&[0, 0, 0, 1, 1, 1])], 3).unwrap();
        assert_eq!((found.steps, found.smallest), (vec![0], 3));
        assert!(found.withheld.iter().all(|withheld| !withheld));
    }

    #[test]
    fn one_step_for_all_is_taken_where_it_costs_less_than_withholding_many() {
        let found = solve(&[0; 8], &[ladder(&[0, 0, 1, 1, 2, 2, 3, 3])], 4).unwrap();
        assert_eq!((found.steps, found.smallest), (vec![1], 4));
    }

    #[test]
    fn a_single_rare_row_takes_the_smallest_group_along() {
        let mut values = vec![0; 40];
        values.extend([2; 5]);
        values.push(4);
        let found = solve(&[0; 46], &[ladder(&values)], 5).unwrap();
        assert_eq!((found.steps, found.smallest), (vec![0], 6));
        assert_eq!(found.withheld.iter().filter(|withheld| **withheld).count(), 6);
    }

    #[test]
    fn an_arm_with_fewer_people_than_k_keeps_no_attribute() {
        let found = solve(&[0, 0, 0, 0, 0, 1, 1], &[ladder(&[0, 0, 0, 0, 0, 0, 0])], 5).unwrap();
        assert_eq!(found.withheld, [false, false, false, false, false, true, true]);
        assert_eq!(found.smallest, 2);
    }

    proptest! {
        #[test]
        fn whoever_is_left_is_one_of_k(
            rows in proptest::collection::vec((0usize..2, 0usize..6, 0usize..4), 1..60),
            k in 1u32..7,
        ) {
            let arms: Vec<usize> = rows.iter().map(|row| row.0).collect();
            let ladders = [
                ladder(&rows.iter().map(|row| row.1).collect::<Vec<_>>()),
                ladder(&rows.iter().map(|row| row.2).collect::<Vec<_>>()),
            ];
            let found = solve(&arms, &ladders, k).unwrap();
            let mut groups: BTreeMap<_, u32> = BTreeMap::new();
            for (row, arm) in arms.iter().enumerate() {
                let class = |at: usize| {
                    let ladder = &ladders[at];
                    ladder.steps[found.steps[at]][ladder.values[row]]
                };
                let cells = (!found.withheld[row]).then(|| [class(0), class(1)]);
                *groups.entry((*arm, cells)).or_default() += 1;
            }
            for ((arm, cells), people) in groups {
                let in_arm = arms.iter().filter(|own| **own == arm).count() as u32;
                prop_assert!(people >= k || (cells.is_none() && in_arm < k));
            }
        }
    }
}
