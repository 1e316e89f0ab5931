//! Descriptions that programs read: Psych-DS (`dataset_description.json`) and Frictionless
//! (`datapackage.json`).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::columns::{Column, Frame, Kind};
use crate::error::Result;

/// The dataset as Psych-DS wants it: every heading of the tables under `data/` is explained once.
pub(super) fn psych_ds(study: &str, frames: &[Frame]) -> Result<String> {
    let mut variables: BTreeMap<&str, (&Column, Vec<&str>)> = BTreeMap::new();
    for frame in frames {
        for column in &frame.columns {
            let (_, tables) = variables.entry(&column.name).or_insert((column, Vec::new()));
            tables.push(frame.name);
        }
    }
    let variables: Vec<Value> = variables
        .into_values()
        .map(|(column, tables)| {
            let mut variable = json!({
                "@type": "PropertyValue",
                "name": column.name,
                "description": format!("{} (in {})", column.meaning, tables.join(", ")),
            });
            if !column.values.is_empty() {
                variable["valueReference"] = column
                    .values
                    .iter()
                    .map(|(value, label)| {
                        let label = if label.is_empty() { value } else { label };
                        json!({ "@type": "PropertyValue", "value": value, "name": label })
                    })
                    .collect();
            }
            variable
        })
        .collect();
    pretty(&json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": study,
        "description": "Answers and scores of a study, under ids made for this export, with study \
                        days in place of dates. See README.txt and deidentification_report.json.",
        "variableMeasured": variables,
    }))
}

/// The tables as a Frictionless data package.
pub(super) fn data_package(study: &str, frames: &[Frame]) -> Result<String> {
    let resources: Vec<Value> = frames.iter().map(resource).collect();
    pretty(&json!({
        "profile": "tabular-data-package",
        "name": "evenkeel-export",
        "title": study,
        "resources": resources,
    }))
}

fn resource(frame: &Frame) -> Value {
    let fields: Vec<Value> = frame
        .columns
        .iter()
        .map(|column| {
            let mut field = json!({
                "name": column.name,
                "type": match column.kind {
                    Kind::Text(_) => "string",
                    Kind::Whole => "integer",
                    Kind::Number => "number",
                },
                "description": column.meaning,
            });
            if !column.values.is_empty() {
                let of_kind = |value: &str| match column.kind {
                    Kind::Whole => value.parse::<i64>().map_or(Value::Null, Value::from),
                    Kind::Text(_) | Kind::Number => Value::from(value),
                };
                let values: Vec<Value> =
                    column.values.iter().map(|(value, _)| of_kind(value)).collect();
                field["constraints"] = json!({ "enum": values });
            }
            field
        })
        .collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if !frame.key.is_empty() {
        schema["primaryKey"] = json!(frame.key);
    }
    if frame.name != "participants" && frame.columns[0].name == "participant" {
        schema["foreignKeys"] = json!([{
            "fields": ["participant"],
            "reference": { "resource": "participants", "fields": ["participant"] },
        }]);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": frame.name,
        "path": frame.file,
        "description": frame.row_is,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

pub(super) fn pretty(value: &Value) -> Result<String> {
    Ok(format!("{}\n", serde_json::to_string_pretty(value)?))
}
