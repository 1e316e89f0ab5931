//! The verdict on each question of a copy: which item of the key it is, and whether it is worded as
//! published.

use std::collections::BTreeSet;

use serde::Serialize;
use ts_rs::TS;

use super::found::FoundItem;
use super::reading::{Reader, numbers};
use super::target::Match;
use super::wording::Checked;

/// What one question of a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ItemVerdict {
    /// Worded as published.
    Published,
    /// Worded as published, with words replaced that the authors let a study replace.
    TargetWord,
    /// Not worded as published, where the published wording is known.
    Differs,
    /// Nobody here knows the published wording.
    Unchecked,
    /// The same item as an earlier question.
    Repeated,
    /// Not of this instrument.
    Surplus,
}

/// One question of a copy, with its verdict.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReadItem {
    /// Where it stands in the copy.
    pub place: String,
    /// Its number in the key; none where it is not of this instrument.
    pub number: Option<u32>,
    /// What it is.
    pub verdict: ItemVerdict,
    /// Its words.
    pub text: String,
    /// Words that stand in place of published ones, such as `helper → coach`.
    pub replaced: Vec<String>,
}

impl Reader<'_> {
    /// A verdict for each question.
    pub(super) fn verdicts(
        &self,
        items: &[&FoundItem],
        matches: &[Option<Match>],
    ) -> Vec<ReadItem> {
        let known = self.fingerprints.cover(&self.instrument.id);
        let mut taken: BTreeSet<u32> = matches.iter().flatten().map(|one| one.number).collect();
        let complete = taken.len() == self.instrument.items.len();
        let named = by_name(items, self.instrument.items.len());
        let mut seen = BTreeSet::new();
        let mut read = Vec::new();
        for (at, (item, one)) in items.iter().zip(matches).enumerate() {
            let (printed, text) = split_number(&item.text);
            let (number, verdict, replaced) = match one {
                Some(one) if !seen.insert(one.number) => {
                    (Some(one.number), ItemVerdict::Repeated, Vec::new())
                }
                Some(one) => {
                    let words = one.replaced.iter().map(|(from, to)| format!("{from} → {to}"));
                    let words: Vec<String> = words.collect();
                    let verdict = if words.is_empty() {
                        ItemVerdict::Published
                    } else {
                        ItemVerdict::TargetWord
                    };
                    (Some(one.number), verdict, words)
                }
                None if complete => (None, ItemVerdict::Surplus, Vec::new()),
                None => {
                    let number = self
                        .choices
                        .assigned
                        .get(&item.place)
                        .copied()
                        .or(item.number)
                        .or(printed)
                        .or_else(|| named.as_ref().map(|named| named[at]))
                        .unwrap_or(at as u32 + 1);
                    let there = self.instrument.items.iter().any(|item| item.number == number);
                    match (there, taken.insert(number)) {
                        (false, _) => (None, ItemVerdict::Surplus, Vec::new()),
                        (true, false) => (Some(number), ItemVerdict::Repeated, Vec::new()),
                        (true, true) if known => (Some(number), ItemVerdict::Differs, Vec::new()),
                        (true, true) => (Some(number), ItemVerdict::Unchecked, Vec::new()),
                    }
                }
            };
            read.push(ReadItem {
                place: item.place.clone(),
                number,
                verdict,
                text: text.to_owned(),
                replaced,
            });
        }
        read
    }

    /// What stands in the way of installing these items, and whether they are as published.
    pub(super) fn weigh(
        &mut self,
        read: &[ReadItem],
        missing: &[u32],
        notes: &mut Vec<String>,
    ) -> Checked {
        let of = |wanted: &[ItemVerdict]| -> Vec<&ReadItem> {
            read.iter().filter(|item| wanted.contains(&item.verdict)).collect()
        };
        let published = of(&[ItemVerdict::Published, ItemVerdict::TargetWord]);
        let differs = of(&[ItemVerdict::Differs]);
        let unchecked = of(&[ItemVerdict::Unchecked]);
        let repeated = of(&[ItemVerdict::Repeated]);
        let surplus = of(&[ItemVerdict::Surplus]);
        if !missing.is_empty() {
            self.hindrances.push(format!(
                "The copy lacks {} of the {} items: {}.",
                missing.len(),
                self.instrument.items.len(),
                numbers(missing)
            ));
        }
        for item in &repeated {
            self.hindrances.push(format!("{}: this item is in the copy twice.", item.place));
        }
        if !surplus.is_empty() {
            let words = format!(
                "{} not of this instrument: {}.",
                are(surplus.len(), "question of the copy", "questions of the copy"),
                places(&surplus)
            );
            // Where the published wording is known, the rest can be told from it for certain.
            if published.len() == self.instrument.items.len() {
                notes.push(format!("{words} They are left out."));
            } else {
                self.hindrances.push(words);
            }
        }
        if !published.is_empty() && !differs.is_empty() {
            self.hindrances.push(format!(
                "{} not worded as published, and the rest of the copy is: {}. A published wording \
                 is installed whole or not at all. Mend the copy.",
                are(differs.len(), "item", "items"),
                places(&differs)
            ));
        } else if !differs.is_empty() && !self.choices.unchecked {
            self.hindrances.push(
                "No question is worded as published. It may be a translation or another version. \
                 Compare it with the form by hand, then install it as unchecked wording."
                    .to_owned(),
            );
        } else if !unchecked.is_empty() && !self.choices.unchecked {
            self.hindrances.push(
                "The published wording of this instrument is not known here. Compare the copy with \
                 the form by hand, then install it as unchecked wording."
                    .to_owned(),
            );
        }
        let whole = published.len() == self.instrument.items.len();
        if whole { Checked::Published } else { Checked::Unchecked }
    }
}

/// The number printed before a question, and the question: `7. I slept` is 7 and `I slept`.
pub(super) fn split_number(text: &str) -> (Option<u32>, &str) {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let marked = rest.strip_prefix(['.', ')', ':']).filter(|rest| rest.starts_with(' '));
    match (digits, marked) {
        (1..=3, Some(rest)) => (text[..digits].parse().ok(), rest.trim_start()),
        _ => (None, text),
    }
}

/// Numbers at the end of the variable names, where they are 1, 2, 3 … in some order.
fn by_name(items: &[&FoundItem], count: usize) -> Option<Vec<u32>> {
    let numbers: Vec<u32> = items
        .iter()
        .map(|item| {
            let name = item.name.trim_end_matches(['R', 'r', '_']);
            let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
            name[letters.len()..].parse().ok()
        })
        .collect::<Option<_>>()?;
    let different: BTreeSet<u32> = numbers.iter().copied().collect();
    let fits = different.len() == count
        && different.first() == Some(&1)
        && different.last().is_some_and(|last| *last as usize == count);
    (fits && numbers.len() == count).then_some(numbers)
}

/// "1 item is", "3 items are".
fn are(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one} is") } else { format!("{count} {many} are") }
}

fn places(items: &[&ReadItem]) -> String {
    let place = |item: &&ReadItem| match item.number {
        Some(number) => format!("item {number} ({})", item.place),
        None => item.place.clone(),
    };
    items.iter().map(place).collect::<Vec<_>>().join(", ")
}
