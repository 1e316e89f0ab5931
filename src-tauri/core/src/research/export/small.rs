//! Small numbers in a table of counts: none of 1 to k − 1 is shown, and none that would give such
//! a number away by subtraction.

/// A count out of a known whole. Hidden where it or what is left of the whole is from 1 to k − 1.
pub(super) fn one(count: u32, whole: u32, k: u32) -> Option<u32> {
    let small = |number: u32| (1..k).contains(&number);
    (!small(count) && !small(whole.abs_diff(count))).then_some(count)
}

/// Counts that add up to a known whole. Where hidden ones could be worked out together, the
/// smallest that is shown is hidden as well, until they are k or more and two or more.
pub(super) fn parts(counts: &[u32], k: u32) -> Vec<Option<u32>> {
    let mut shown: Vec<Option<u32>> =
        counts.iter().map(|count| (!(1..k).contains(count)).then_some(*count)).collect();
    loop {
        let hidden = shown.iter().zip(counts).filter(|(shown, _)| shown.is_none());
        let (places, people) = hidden.fold((0, 0), |(n, sum), (_, count)| (n + 1, sum + count));
        if places == 0 || (places > 1 && people >= k) {
            return shown;
        }
        // Without another count above 0, a 0 has to stand in.
        let next = (0..counts.len())
            .filter(|at| shown[*at].is_some())
            .min_by_key(|at| (counts[*at] == 0, counts[*at]));
        let Some(next) = next else { return shown };
        shown[next] = None;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{one, parts};

    #[test]
    fn a_count_and_what_is_left_of_the_whole_are_both_hidden() {
        assert_eq!(one(3, 11, 5), None);
        assert_eq!(one(9, 11, 5), None, "2 are left");
        assert_eq!(one(6, 11, 5), Some(6));
        assert_eq!((one(0, 11, 5), one(11, 11, 5)), (Some(0), Some(11)));
    }

    #[test]
    fn a_single_hidden_count_takes_the_smallest_other_along() {
        assert_eq!(parts(&[12, 3, 8, 0], 5), [Some(12), None, None, Some(0)]);
        assert_eq!(parts(&[10, 1, 0], 5), [None, None, Some(0)]);
        assert_eq!(parts(&[3], 5), [None]);
    }

    proptest! {
        #[test]
        fn nothing_small_can_be_worked_out(
            counts in proptest::collection::vec(0u32..20, 2..7),
            k in 2u32..8,
        ) {
            let shown = parts(&counts, k);
            let hidden: Vec<u32> =
                counts.iter().zip(&shown).filter(|(_, s)| s.is_none()).map(|(c, _)| *c).collect();
            prop_assert!(shown.iter().flatten().all(|count| !(1..k).contains(count)));
            let all = hidden.len() == counts.len();
            prop_assert!(hidden.is_empty() || all || (hidden.len() > 1 && hidden.iter().sum::<u32>() >= k));
        }
    }
}
