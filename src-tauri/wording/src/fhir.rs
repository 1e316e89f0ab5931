//! FHIR Questionnaires, R4 and R5, JSON.
//!
//! A score may stand in four places, and files use all of them. Where two disagree the file is
//! refused. Scores that a file computes itself are left out.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::measures::found::{CopyFormat, FoundItem, FoundOption};
use serde_json::Value;

use crate::choices;
use crate::markup;
use crate::redcap::digits;
use crate::{Outcome, Read, Refusal};

/// The deepest nesting of items that is followed.
const DEEPEST: usize = 32;

/// Reads a Questionnaire resource.
pub(crate) fn read(name: &str, text: &str) -> Outcome<Read> {
    let resource = json(name, text)?;
    if resource["resourceType"] != "Questionnaire" {
        let kind = resource["resourceType"].as_str().unwrap_or("no resource");
        return Err(Refusal::at(name, format!("This is {kind}, not a FHIR Questionnaire.")));
    }
    let title = ["title", "name", "id"].into_iter().find_map(|key| resource[key].as_str());
    let mut reader = Reader {
        contained: contained(&resource),
        part: title.unwrap_or(name).to_owned(),
        read: Read::new(CopyFormat::Fhir),
        ids: BTreeSet::new(),
    };
    reader.items(&resource["item"], 0)?;
    Ok(reader.read)
}

/// Parses JSON, and says where it is none.
pub(crate) fn json(name: &str, text: &str) -> Outcome<Value> {
    serde_json::from_str(text).map_err(|error| {
        Refusal::at(
            format!("{name}, line {}, column {}", error.line(), error.column()),
            format!("This is not valid JSON: {error}."),
        )
    })
}

struct Reader<'a> {
    /// Contained value sets and code systems, by `#id` and by address.
    contained: BTreeMap<String, &'a Value>,
    part: String,
    read: Read,
    ids: BTreeSet<String>,
}

impl Reader<'_> {
    fn items(&mut self, items: &Value, depth: usize) -> Outcome<()> {
        for (at, item) in items.as_array().into_iter().flatten().enumerate() {
            let id = item["linkId"].as_str().unwrap_or_default();
            let place =
                if id.is_empty() { format!("item {}", at + 1) } else { format!("item {id}") };
            if depth > DEEPEST {
                return Err(Refusal::at(place, "Its items are nested too deep."));
            }
            if id.is_empty() {
                return Err(Refusal::at(place, "It has no linkId."));
            }
            if !self.ids.insert(id.to_owned()) {
                return Err(Refusal::at(place, "This linkId is there twice."));
            }
            self.item(item, id, place)?;
            self.items(&item["item"], depth + 1)?;
        }
        Ok(())
    }

    fn item(&mut self, item: &Value, id: &str, place: String) -> Outcome<()> {
        let text = markup::plain(item["text"].as_str().unwrap_or_default());
        let kind = item["type"].as_str().unwrap_or_default();
        if kind == "group" || kind == "display" {
            if self.read.items.is_empty() {
                let part = self.part.clone();
                self.read.instruct(&part, &text);
            }
            return Ok(());
        }
        if computed(item) {
            self.read.note(place, "The file computes a score of its own. The key scores instead.");
            return Ok(());
        }
        let options = match self.options(item, &place)? {
            Some(options) if !options.is_empty() => options,
            _ => {
                if ["choice", "coding", "open-choice", "decimal", "quantity"].contains(&kind) {
                    self.read
                        .note(place, "It has no answers to choose from here, and was left out.");
                }
                return Ok(());
            }
        };
        if !item["enableWhen"].is_null() {
            self.read.note(&place, "It is asked under a condition, which is left out.");
        }
        let limit = |name: &str| {
            let own = extensions(item).find(|own| is_named(own, name));
            own.and_then(|own| number(own, &["valueInteger", "valueDecimal"]))
        };
        if let Some(words) =
            choices::contradiction(&options, limit("/minValue"), limit("/maxValue"))
        {
            self.read.note(&place, words);
        }
        self.read.add(FoundItem {
            place,
            part: self.part.clone(),
            name: id.to_owned(),
            number: item["prefix"].as_str().and_then(digits),
            text,
            options,
        })
    }

    /// An item's answers; none where it offers none to choose from.
    fn options(&mut self, item: &Value, place: &str) -> Outcome<Option<Vec<FoundOption>>> {
        if let Some(offered) = item["answerOption"].as_array() {
            let options =
                offered.iter().enumerate().map(|(at, option)| self.option(option, at, place));
            return options.collect::<Outcome<_>>().map(Some);
        }
        let Some(address) = item["answerValueSet"].as_str() else { return Ok(None) };
        let bare = address.split('|').next().unwrap_or(address);
        let Some(set) = self.contained.get(bare).copied() else {
            self.read.note(
                place,
                format!("Its answers are kept elsewhere ({address}) and are not fetched."),
            );
            return Ok(None);
        };
        let mut options = Vec::new();
        let includes = set["compose"]["include"].as_array().into_iter().flatten();
        for include in includes {
            let system = include["system"].as_str().unwrap_or_default();
            for concept in include["concept"].as_array().into_iter().flatten() {
                options.push(self.concept(concept, system, options.len(), place)?);
            }
        }
        if options.is_empty() {
            for concept in set["expansion"]["contains"].as_array().into_iter().flatten() {
                let system = concept["system"].as_str().unwrap_or_default();
                options.push(self.concept(concept, system, options.len(), place)?);
            }
        }
        Ok(Some(options))
    }

    fn option(&self, option: &Value, at: usize, place: &str) -> Outcome<FoundOption> {
        let plain = ["valueString", "valueInteger", "valueDate", "valueTime"]
            .into_iter()
            .find_map(|key| Some((key, option.get(key)?)));
        if let Some((key, value)) = plain {
            let label = value.as_str().map_or_else(|| value.to_string(), markup::plain);
            let own = if key == "valueInteger" { value.as_f64() } else { None };
            let score = one_of(&[ordinal(option), own], place, at)?;
            let code = score.map_or_else(|| (at + 1).to_string(), written);
            // A bare number has no words beside it.
            let label = if key == "valueInteger" { String::new() } else { label };
            return Ok(FoundOption { code, label });
        }
        let coding = &option["valueCoding"];
        let system = coding["system"].as_str().unwrap_or_default();
        let scores = [
            ordinal(option),
            ordinal(coding),
            self.weight(system, coding["code"].as_str().unwrap_or_default()),
        ];
        coded(coding, one_of(&scores, place, at)?, at)
            .ok_or_else(|| Refusal::at(place, format!("Answer {} has no code.", at + 1)))
    }

    fn concept(
        &self,
        concept: &Value,
        system: &str,
        at: usize,
        place: &str,
    ) -> Outcome<FoundOption> {
        let code = concept["code"].as_str().unwrap_or_default();
        let score = one_of(&[ordinal(concept), self.weight(system, code)], place, at)?;
        coded(concept, score, at)
            .ok_or_else(|| Refusal::at(place, format!("Answer {} has no code.", at + 1)))
    }

    /// The score that a contained code system gives a code.
    fn weight(&self, system: &str, code: &str) -> Option<f64> {
        let concepts = self.contained.get(system)?["concept"].as_array()?;
        let concept = concepts.iter().find(|concept| concept["code"] == code)?;
        let properties = concept["property"].as_array()?;
        let weighs = |property: &&Value| {
            let name = property["code"].as_str().unwrap_or_default().to_lowercase();
            ["itemweight", "weight", "ordinal", "ordinalvalue", "score"].contains(&name.as_str())
        };
        let property = properties.iter().find(weighs);
        ordinal(concept)
            .or_else(|| number(property?, &["valueDecimal", "valueInteger", "valueString"]))
    }
}

fn contained(resource: &Value) -> BTreeMap<String, &Value> {
    let mut known = BTreeMap::new();
    for one in resource["contained"].as_array().into_iter().flatten() {
        if let Some(id) = one["id"].as_str() {
            known.insert(format!("#{id}"), one);
        }
        if let Some(address) = one["url"].as_str() {
            known.insert(address.to_owned(), one);
        }
    }
    known
}

fn extensions(of: &Value) -> impl Iterator<Item = &Value> {
    of["extension"].as_array().into_iter().flatten()
}

fn is_named(extension: &Value, ending: &str) -> bool {
    extension["url"].as_str().is_some_and(|address| address.ends_with(ending))
}

/// Whether the item is a score that the file computes itself.
fn computed(item: &Value) -> bool {
    ["calculatedExpression", "initialExpression"]
        .into_iter()
        .any(|name| extensions(item).any(|own| is_named(own, name)))
}

/// The score that an extension gives, by any of its names.
fn ordinal(of: &Value) -> Option<f64> {
    let named = |own: &&Value| {
        ["/ordinalValue", "/itemWeight", "questionnaire-ordinalValue", "iso21090-CO-value"]
            .into_iter()
            .any(|name| is_named(own, name))
    };
    extensions(of).find(named).and_then(|own| number(own, &["valueDecimal", "valueInteger"]))
}

fn number(of: &Value, keys: &[&str]) -> Option<f64> {
    keys.iter().find_map(|key| {
        let value = &of[*key];
        value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
    })
}

/// The one score that the places agree on.
fn one_of(scores: &[Option<f64>], place: &str, at: usize) -> Outcome<Option<f64>> {
    let mut said = scores.iter().flatten();
    let first = said.next().copied();
    match said.find(|other| Some(**other) != first) {
        None => Ok(first),
        Some(other) => Err(Refusal::at(
            place,
            format!(
                "Answer {} has the score {} in one place and {} in another. Mend the file.",
                at + 1,
                first.map_or_else(String::new, written),
                written(*other)
            ),
        )),
    }
}

/// An answer from a coding or a concept.
fn coded(coding: &Value, score: Option<f64>, at: usize) -> Option<FoundOption> {
    let own = coding["code"].as_str().map(str::trim).filter(|code| !code.is_empty());
    let label = coding["display"].as_str();
    if own.is_none() && label.is_none() && score.is_none() {
        return None;
    }
    let code = score.map(written).or_else(|| own.map(str::to_owned));
    Some(FoundOption {
        code: code.unwrap_or_else(|| (at + 1).to_string()),
        label: markup::plain(label.unwrap_or_default()),
    })
}

/// A number without a needless decimal point.
pub(crate) fn written(number: f64) -> String {
    format!("{number}")
}
