//! Answers written into one cell: `1, Never | 2, Seldom`.

use evenkeel_core::measures::found::FoundOption;

use crate::markup;
use crate::{Outcome, Refusal};

/// Splits at bars, and each answer at its first comma. A label may be blank.
pub(crate) fn split(place: &str, cell: &str) -> Outcome<Vec<FoundOption>> {
    let mut options = Vec::new();
    for (at, choice) in cell.split('|').enumerate() {
        let (code, label) = choice.split_once(',').unwrap_or((choice, ""));
        let code = code.trim();
        if code.is_empty() {
            return Err(Refusal::at(place, format!("Answer {} has no code.", at + 1)));
        }
        options.push(FoundOption { code: code.to_owned(), label: markup::plain(label) });
    }
    Ok(options)
}

/// A note about limits that contradict the codes; none where they fit.
pub(crate) fn contradiction(
    options: &[FoundOption],
    least: Option<f64>,
    most: Option<f64>,
) -> Option<String> {
    let codes: Vec<f64> = options.iter().filter_map(|option| option.code.parse().ok()).collect();
    let lowest = codes.iter().copied().reduce(f64::min)?;
    let highest = codes.iter().copied().reduce(f64::max)?;
    let wrong = |limit: Option<f64>, code: f64| limit.filter(|limit| *limit != code);
    let mut said = Vec::new();
    if let Some(least) = wrong(least, lowest) {
        said.push(format!("the lowest answer is {least}, and its answers begin at {lowest}"));
    }
    if let Some(most) = wrong(most, highest) {
        said.push(format!("the highest answer is {most}, and its answers run to {highest}"));
    }
    (!said.is_empty())
        .then(|| format!("The file says that {}. The key decides.", said.join(", and that ")))
}
