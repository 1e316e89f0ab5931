//! What every column, instrument, scale and item means.

use super::columns::{Frame, Kind};
use super::data::Data;
use super::tables::item_values;
use crate::measures::Instrument;
use crate::measures::wording::Checked;

/// The headings of the codebook.
pub(super) const HEADINGS: [&str; 5] = ["kind", "name", "holds", "meaning", "values"];

/// Its rows.
pub(super) fn codebook(data: &Data, frames: &[Frame]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for frame in frames {
        for column in &frame.columns {
            let holds = match column.kind {
                Kind::Text(_) => "text",
                Kind::Whole => "whole number",
                Kind::Number => "number",
            };
            rows.push(row(
                "column",
                format!("{}/{}", frame.name, column.name),
                holds,
                column.meaning.clone(),
                listed(&column.values),
            ));
        }
    }
    for instrument in &data.instruments {
        let about = format!(
            "version {}; {}; {}",
            instrument.version, instrument.licence, instrument.citation
        );
        rows.push(row("instrument", instrument.id.clone(), "", instrument.title.clone(), about));
        scales(instrument, &mut rows);
        for item in &instrument.items {
            // Somebody else's wording is not passed on; ours is.
            let meaning = match instrument.checked {
                None => item.text.clone(),
                Some(Checked::Published) => "Worded as published".to_owned(),
                Some(Checked::Unchecked) => "Unchecked wording".to_owned(),
            };
            let holds = match (item.quasi, item.open) {
                (Some(_), _) => "people can be known by it: see participants",
                (None, true) => "own words",
                (None, false) => "code",
            };
            let name = format!("{}/{}", instrument.id, item.number);
            rows.push(row("item", name, holds, meaning, listed(&item_values(instrument, item))));
        }
    }
    rows
}

fn row(kind: &str, name: String, holds: &str, meaning: String, values: String) -> Vec<String> {
    vec![kind.to_owned(), name, holds.to_owned(), meaning, values]
}

fn listed(values: &[(String, String)]) -> String {
    let one = |(value, label): &(String, String)| match label.is_empty() || label == value {
        true => value.clone(),
        false => format!("{value} {label}"),
    };
    values.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn scales(instrument: &Instrument, rows: &mut Vec<Vec<String>>) {
    let join = |numbers: &[u32]| match numbers {
        [] => "none".to_owned(),
        _ => numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    };
    for scale in &instrument.scales {
        rows.push(row(
            "scale",
            format!("{}/{}", instrument.id, scale.id),
            "number",
            format!("{}. {}", scale.title, scale.about),
            format!(
                "{:?} of items {}; reversed {}; needs {} answered ({})",
                scale.score,
                join(&scale.items),
                join(&scale.reversed),
                scale.least_answered,
                scale.rule_by
            ),
        ));
    }
}
