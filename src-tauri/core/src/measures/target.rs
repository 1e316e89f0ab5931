//! Words of a published wording that a study may replace: found in a copy, mapped back for the
//! fingerprint, and put in. Nothing else of a published wording is ever changed.

use std::collections::BTreeMap;

use super::fingerprint::{Fingerprints, normalise};
use super::{Instrument, Target};
use crate::error::{Error, Result};

/// The longest run of words that is tried as the replacement of one.
const LONGEST_RUN: usize = 3;
/// The most ways of mapping one item back that are tried.
const MOST_WAYS: usize = 4096;
/// The longest item that is searched for replaced words, in words.
const LONGEST_ITEM: usize = 120;

/// An item that is worded as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// Its number in the key.
    pub(super) number: u32,
    /// What stands in place of what: (the published word, what the copy says).
    pub(super) replaced: Vec<(String, String)>,
}

/// A stretch of an item's words in which another word may have stood.
struct Slot {
    from: usize,
    to: usize,
    words: Vec<String>,
}

/// Which published item a text is, with words replaced as `said` tells, by published word.
pub(super) fn find(
    fingerprints: &Fingerprints,
    instrument: &Instrument,
    text: &str,
    said: &BTreeMap<String, String>,
) -> Option<Match> {
    if let Some(number) = fingerprints.number(&instrument.id, text) {
        return Some(Match { number, replaced: Vec::new() });
    }
    let target = instrument.target.as_ref()?;
    let (words, bracketed) = split(text);
    if words.len() > LONGEST_ITEM {
        return None;
    }
    let slots = if bracketed.is_empty() || !target.bracketed {
        said_slots(&words, said)
    } else {
        let forms = || target.words.clone();
        bracketed.into_iter().map(|(from, to)| Slot { from, to, words: forms() }).collect()
    };
    map_back(fingerprints, &instrument.id, &words, &slots)
}

/// Which published item a text is when one stretch of it replaces an allowed word, not told
/// beforehand.
pub(super) fn guess(
    fingerprints: &Fingerprints,
    instrument: &Instrument,
    text: &str,
) -> Option<Match> {
    let target = instrument.target.as_ref()?;
    let (words, bracketed) = split(text);
    if words.len() > LONGEST_ITEM || (target.bracketed && !bracketed.is_empty()) {
        return None;
    }
    (1..=LONGEST_RUN.min(words.len())).find_map(|run| {
        (0..=words.len() - run).find_map(|from| {
            let slot = Slot { from, to: from + run, words: target.words.clone() };
            map_back(fingerprints, &instrument.id, &words, &[slot])
        })
    })
}

/// The normalised words of a text, and which stretches of them stood in square brackets.
fn split(text: &str) -> (Vec<String>, Vec<(usize, usize)>) {
    let mut words: Vec<String> = Vec::new();
    let mut bracketed = Vec::new();
    let mut rest = text;
    let add = |words: &mut Vec<String>, text: &str| {
        words.extend(normalise(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
    };
    while let Some((before, inside, after)) = brackets(rest) {
        add(&mut words, before);
        let from = words.len();
        add(&mut words, inside);
        if words.len() > from {
            bracketed.push((from, words.len()));
        }
        rest = after;
    }
    add(&mut words, rest);
    (words, bracketed)
}

/// The first pair of square brackets: what stands before it, in it and after it.
fn brackets(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('[')?;
    let close = open + text[open..].find(']')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

/// Every stretch that says one of the replacements, with the words that it may stand for.
fn said_slots(words: &[String], said: &BTreeMap<String, String>) -> Vec<Slot> {
    let mut by_words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (published, own) in said {
        by_words.entry(normalise(own)).or_default().push(published.clone());
    }
    let mut slots = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = (1..=LONGEST_RUN.min(words.len() - at)).rev().find_map(|run| {
            let forms = by_words.get(&words[at..at + run].join(" "))?;
            Some((run, forms.clone()))
        });
        match run {
            Some((run, mut forms)) => {
                // It may also be an ordinary word of the item.
                forms.push(words[at..at + run].join(" "));
                slots.push(Slot { from: at, to: at + run, words: forms });
                at += run;
            }
            None => at += 1,
        }
    }
    slots
}

/// Tries every way to fill the slots; the first that is published wins.
fn map_back(
    fingerprints: &Fingerprints,
    id: &str,
    words: &[String],
    slots: &[Slot],
) -> Option<Match> {
    let ways = slots.iter().try_fold(1_usize, |ways, slot| ways.checked_mul(slot.words.len()))?;
    if slots.is_empty() || ways > MOST_WAYS {
        return None;
    }
    for way in 0..ways {
        let mut rest = way;
        let mut text: Vec<&str> = Vec::with_capacity(words.len());
        let mut replaced = Vec::new();
        let mut at = 0;
        for slot in slots {
            let published = &slot.words[rest % slot.words.len()];
            rest /= slot.words.len();
            text.extend(words[at..slot.from].iter().map(String::as_str));
            text.push(published);
            let own = words[slot.from..slot.to].join(" ");
            if own != *published {
                replaced.push((published.clone(), own));
            }
            at = slot.to;
        }
        text.extend(words[at..].iter().map(String::as_str));
        if let Some(number) = fingerprints.number_of_normal(id, &text.join(" ")) {
            return Some(Match { number, replaced });
        }
    }
    None
}

/// Checks what a study says in place of the published words.
///
/// # Errors
/// [`crate::Code::Refused`] where the authors allow no such replacement, or it is not a word.
pub(super) fn check(instrument: &Instrument, said: &BTreeMap<String, String>) -> Result<()> {
    for (published, own) in said {
        let allowed = instrument.target.as_ref().map_or(&[][..], |target| &target.words);
        if !allowed.contains(published) {
            return Err(Error::refused(format!(
                "“{published}” cannot be replaced in {}. {}",
                instrument.title,
                if allowed.is_empty() {
                    "Its authors let no word be replaced.".to_owned()
                } else {
                    format!("Its authors let these words be replaced: {}.", allowed.join(", "))
                }
            )));
        }
        let plain = own.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’'));
        let runs = normalise(own).split(' ').filter(|word| !word.is_empty()).count();
        if !plain || own.trim() != own || !(1..=LONGEST_RUN).contains(&runs) || own.len() > 60 {
            return Err(Error::refused(format!(
                "“{own}” cannot stand for “{published}”. Write one to three plain words."
            )));
        }
    }
    Ok(())
}

/// The text with the study's own words in place of the published ones.
pub(super) fn put_in(target: &Target, text: &str, said: &BTreeMap<String, String>) -> String {
    if target.bracketed {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, inside, after)) = brackets(rest) {
            out.push_str(before);
            let normal = normalise(inside);
            match said.get(&normal) {
                Some(own) => out.push_str(&like(inside, own)),
                // Replaced in the copy already: the brackets have done their work.
                None if said.values().any(|own| normalise(own) == normal) => out.push_str(inside),
                None => {
                    out.push('[');
                    out.push_str(inside);
                    out.push(']');
                }
            }
            rest = after;
        }
        return out + rest;
    }
    text.split_inclusive(|c: char| !c.is_alphanumeric())
        .map(|piece| {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            match said.get(&normalise(word)) {
                Some(own) => like(word, own) + &piece[word.len()..],
                None => piece.to_owned(),
            }
        })
        .collect()
}

/// A replacement, with a capital where the published word has one.
fn like(published: &str, own: &str) -> String {
    let mut letters = own.chars();
    match letters.next() {
        Some(first) if published.trim_start().starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => own.to_owned(),
    }
}
