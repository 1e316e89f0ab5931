//! The words beside the answers of a copy, held against the codes of the key.
//!
//! A copy may count otherwise than the key, count the other way round, or have reversed the codes
//! of some items already. None of that may reach a score: what is kept is one word for each code
//! of the key.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::found::{FoundItem, FoundOption};
use super::{Instrument, Responses};

/// A set of answers, as a copy words it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReadResponses {
    /// Its name in the key.
    pub name: String,
    /// What a higher code means, by the key.
    pub higher: String,
    /// The codes of the key.
    pub codes: Vec<i32>,
    /// The words of the copy beside them; compare them with the form before installing.
    pub labels: Vec<String>,
    /// Whether somebody has to say which way the copy counts.
    pub ask_direction: bool,
}

/// What was made of the answers of a copy.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) sets: Vec<ReadResponses>,
    pub(super) notes: Vec<String>,
    pub(super) hindrances: Vec<String>,
}

/// How a question's answers compare with those of the others.
enum Compared {
    Same,
    Mirrored,
    Other,
}

/// Reads the answers. `items` are the questions of the copy by their number in the key; `turned`
/// says whether the copy counts the other way round, where somebody has said so.
pub(super) fn read(
    instrument: &Instrument,
    items: &BTreeMap<u32, &FoundItem>,
    turned: Option<bool>,
) -> Labels {
    let mut labels = Labels::default();
    for (name, responses) in &instrument.responses {
        let takers: Vec<(u32, &FoundItem)> = instrument
            .items
            .iter()
            .filter(|item| &item.responses == name)
            .filter_map(|item| Some((item.number, *items.get(&item.number)?)))
            .filter(|(_, item)| !item.options.is_empty())
            .collect();
        one_set(instrument, name, responses, &takers, turned, &mut labels);
    }
    labels
}

fn one_set(
    instrument: &Instrument,
    name: &str,
    responses: &Responses,
    takers: &[(u32, &FoundItem)],
    turned: Option<bool>,
    labels: &mut Labels,
) {
    let is_reversed =
        |number: u32| instrument.home(number).is_some_and(|scale| scale.reversed.contains(&number));
    let mut read: Vec<(u32, &FoundItem, Vec<String>, bool)> = Vec::new();
    for (number, item) in takers {
        match by_code(responses, &item.options) {
            Ok((words, foreign, extra)) => {
                if !extra.is_empty() && !labels.notes.iter().any(|note| note.contains(&extra)) {
                    labels.notes.push(format!(
                        "{}: the copy also offers {extra}, which the key does not have. It is left \
                         out; “rather not say” and “skip” are always there.",
                        item.place
                    ));
                }
                read.push((*number, item, words, foreign));
            }
            Err(reason) => labels.hindrances.push(format!("{}: {reason}", item.place)),
        }
    }
    // Where a copy has reversed codes already, the items that the key does not reverse are right.
    let base = read.iter().find(|(number, ..)| !is_reversed(*number)).or(read.first());
    let Some((_, base_item, words, foreign)) = base.cloned() else {
        if labels.hindrances.is_empty() {
            labels.hindrances.push(format!(
                "The copy has no words beside the answers “{name}”. Add them as they stand on the \
                 form, one for each of the codes {}.",
                join(&responses.codes)
            ));
        }
        return;
    };
    for (number, item, own, _) in &read {
        match compare(&words, own) {
            Compared::Same => {}
            Compared::Mirrored if is_reversed(*number) => labels.notes.push(format!(
                "{}: the copy has reversed the codes of item {number} already. The key reverses \
                 it, so the codes of the copy are left aside.",
                item.place
            )),
            Compared::Mirrored => labels.hindrances.push(format!(
                "{}: item {number} counts the other way round than {}, and the key reverses \
                 neither. Mend the copy.",
                item.place, base_item.place
            )),
            Compared::Other => labels.hindrances.push(format!(
                "{}: item {number} has other words beside its answers than {}. Both take the \
                 answers “{name}” of the key.",
                item.place, base_item.place
            )),
        }
    }
    if words.iter().all(String::is_empty) {
        labels.hindrances.push(format!("{}: no answer has words beside it.", base_item.place));
    }
    let ask_direction = foreign || responses.either_way;
    if turned.is_none() && ask_direction {
        let codes: Vec<&str> = base_item.options.iter().map(|option| &*option.code).collect();
        labels.hindrances.push(format!(
            "The key counts {} for “{name}”, and a higher code means {}. The copy counts {}{}. Say \
             whether it counts the same way or the other way round.",
            join(&responses.codes),
            if responses.higher.is_empty() { "more" } else { &responses.higher },
            codes.join(", "),
            if responses.either_way { ", and copies circulate in both directions" } else { "" },
        ));
    }
    let mut in_key_order = words;
    if turned == Some(true) {
        in_key_order.reverse();
    }
    labels.sets.push(ReadResponses {
        name: name.to_owned(),
        higher: responses.higher.clone(),
        codes: responses.codes.clone(),
        labels: in_key_order,
        ask_direction,
    });
}

/// The words for each code of the key, ascending; whether the copy counts otherwise than the key;
/// and what it offers besides.
fn by_code(
    responses: &Responses,
    options: &[FoundOption],
) -> Result<(Vec<String>, bool, String), String> {
    let mut counted: Vec<(Option<i32>, &str)> =
        options.iter().map(|option| (number(&option.code), without_code(option))).collect();
    let word = |code: &i32| {
        counted.iter().find(|(own, _)| own.as_ref() == Some(code)).map(|(_, label)| *label)
    };
    let words: Option<Vec<&str>> = responses.codes.iter().map(word).collect();
    if let Some(words) = words {
        let extra = options.iter().filter(|option| {
            number(&option.code).is_none_or(|code| !responses.codes.contains(&code))
        });
        let extra: Vec<String> =
            extra.map(|option| format!("{} “{}”", option.code, option.label)).collect();
        return Ok((words.into_iter().map(str::to_owned).collect(), false, extra.join(", ")));
    }
    if options.len() != responses.codes.len() {
        return Err(format!(
            "there are {} answers, and the key has {} ({}).",
            options.len(),
            responses.codes.len(),
            join(&responses.codes)
        ));
    }
    if counted.iter().all(|(code, _)| code.is_some()) {
        counted.sort_by_key(|(code, _)| *code);
    }
    Ok((counted.into_iter().map(|(_, label)| label.to_owned()).collect(), true, String::new()))
}

fn compare(base: &[String], own: &[String]) -> Compared {
    if base == own {
        Compared::Same
    } else if base.iter().rev().eq(own) {
        Compared::Mirrored
    } else {
        Compared::Other
    }
}

/// The words of an answer, where the copy has put its code before them: `1 = Never`.
fn without_code(option: &FoundOption) -> &str {
    let label = option.label.trim();
    let rest = label.strip_prefix(option.code.trim()).map(str::trim_start);
    let marked = rest.and_then(|rest| rest.strip_prefix(['=', ':', '.', ')', '-', '–']));
    marked.map_or(label, str::trim_start)
}

/// A code as a whole number: `3`, `3.0`, `-1`.
fn number(code: &str) -> Option<i32> {
    let code = code.trim();
    let whole = code.split_once('.').map_or(code, |(whole, rest)| {
        if rest.bytes().all(|byte| byte == b'0') { whole } else { code }
    });
    whole.parse().ok()
}

fn join(codes: &[i32]) -> String {
    codes.iter().map(i32::to_string).collect::<Vec<_>>().join(", ")
}
