//! Small groups: what is hidden cannot be worked out.

use std::collections::BTreeSet;

use evenkeel_core::cohort::small::{Shown, is_small, nested, parts, table};
use proptest::prelude::*;

/// A table with its totals as a last row and a last column.
fn with_totals(cells: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> =
        cells.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
    all.push((0..all[0].len()).map(|column| all.iter().map(|row| row[column]).sum()).collect());
    all
}

/// The same of what is shown.
fn published(shown: &Shown) -> Vec<Vec<Option<u32>>> {
    let mut all: Vec<Vec<Option<u32>>> = shown
        .cells
        .iter()
        .zip(&shown.rows)
        .map(|(row, total)| row.iter().copied().chain([*total]).collect())
        .collect();
    all.push(shown.columns.iter().copied().chain([shown.all]).collect());
    all
}

/// Every table of this shape that counts up to `most` people.
fn every_table(rows: usize, columns: usize, most: u32) -> Vec<Vec<Vec<u32>>> {
    let numbers = u64::from(most) + 1;
    (0..numbers.pow((rows * columns) as u32))
        .map(|mut code| {
            let mut next = || {
                let digit = (code % numbers) as u32;
                code /= numbers;
                digit
            };
            (0..rows).map(|_| (0..columns).map(|_| next()).collect()).collect()
        })
        .filter(|cells: &Vec<Vec<u32>>| cells.iter().flatten().sum::<u32>() <= most)
        .collect()
}

/// Tries every table there is: those that agree with all that is shown differ in every number that
/// is hidden.
#[test]
fn no_hidden_number_follows_from_those_that_are_shown() {
    for (rows, columns, most, least) in [(1, 3, 20, 5), (1, 4, 12, 3), (2, 2, 14, 3), (2, 3, 8, 3)]
    {
        let all = every_table(rows, columns, most);
        let patterns: BTreeSet<Vec<Vec<Option<u32>>>> =
            all.iter().map(|cells| published(&table(cells, least))).collect();
        let whole: Vec<Vec<Vec<u32>>> = all.iter().map(|cells| with_totals(cells)).collect();
        for shown in patterns {
            let places = || shown.iter().flatten();
            let agree: Vec<Vec<u32>> = whole
                .iter()
                .map(|one| one.concat())
                .filter(|one| places().zip(one).all(|(shown, n)| shown.is_none_or(|it| it == *n)))
                .collect();
            for (place, _) in places().enumerate().filter(|(_, shown)| shown.is_none()) {
                let first = agree[0][place];
                assert!(agree.iter().any(|one| one[place] != first), "{first} in {shown:?}");
            }
        }
    }
}

#[test]
fn a_table_without_small_groups_is_shown_as_it_is() {
    let cells = vec![vec![5, 0, 12], vec![9, 7, 0]];
    let shown = published(&table(&cells, 5));
    let whole: Vec<Vec<u32>> =
        shown.into_iter().map(|row| row.into_iter().flatten().collect()).collect();
    assert_eq!(whole, with_totals(&cells));
}

#[test]
fn a_whole_that_is_too_small_takes_its_groups_with_it() {
    assert_eq!(parts(&[1, 2, 0], 5), (vec![None; 3], None));
    assert_eq!(parts(&[1, 1, 9], 5), (vec![None, None, None], Some(11)), "two are no group either");
    assert_eq!(parts(&[], 5), (vec![], Some(0)));
}

#[test]
fn who_completed_is_hidden_when_it_shows_who_did_not() {
    assert_eq!(nested(11, &[10, 9, 8], 5), (Some(11), vec![None, None, None]));
    assert_eq!(nested(11, &[11, 11, 6], 5), (Some(11), vec![Some(11), Some(11), Some(6)]));
    assert_eq!(nested(3, &[2], 5), (None, vec![None]));
    assert_eq!(nested(0, &[0], 5), (Some(0), vec![Some(0)]));
}

proptest! {
    #[test]
    fn what_is_left_holds_no_small_group_and_no_remainder_that_is_one(
        cells in (1usize..5, 1usize..6).prop_flat_map(|(rows, columns)| {
            prop::collection::vec(prop::collection::vec(0u32..15, columns), rows)
        }),
        least in 3u32..12,
    ) {
        let shown = published(&table(&cells, least));
        let truth = with_totals(&cells);
        let turned = |of: &Vec<Vec<Option<u32>>>| -> Vec<Vec<Option<u32>>> {
            (0..of[0].len()).map(|column| of.iter().map(|row| row[column]).collect()).collect()
        };
        for (row, line) in shown.iter().enumerate() {
            for (column, count) in line.iter().enumerate() {
                prop_assert!(count.is_none_or(|count| count == truth[row][column]));
                prop_assert!(count.is_none_or(|count| !is_small(count, least)));
            }
        }
        for line in shown.iter().chain(&turned(&shown)) {
            let (whole, groups) = line.split_last().unwrap();
            if let (Some(whole), true) = (whole, groups.contains(&None)) {
                let rest = whole - groups.iter().flatten().sum::<u32>();
                prop_assert!(rest >= least, "{rest} in {line:?}");
            }
        }
    }

    #[test]
    fn between_two_groups_that_are_shown_there_is_nobody_or_enough(
        mut counts in prop::collection::vec(0u32..60, 1..7),
        more in 0u32..20,
        least in 3u32..12,
    ) {
        let all = counts.iter().max().unwrap() + more;
        counts.rotate_left(1);
        let (whole, within) = nested(all, &counts, least);
        let mut kept: Vec<u32> = within.iter().chain([&whole]).flatten().copied().chain([0]).collect();
        kept.sort_unstable();
        prop_assert!(kept.windows(2).all(|two| !is_small(two[1] - two[0], least)), "{kept:?}");
        let hidden = within.iter().zip(&counts).filter(|(shown, _)| shown.is_none());
        for (_, count) in hidden {
            let near = kept.iter().any(|one| is_small(one.abs_diff(*count), least)) || whole.is_none();
            prop_assert!(near, "{count} was hidden for nothing beside {kept:?}");
        }
    }
}
