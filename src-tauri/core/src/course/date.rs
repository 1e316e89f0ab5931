//! A date in a content file: as TOML writes it, or in quotes as people and JSON write it.

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Toml(toml::value::Datetime),
    Quoted(Option<NaiveDate>),
}

pub(super) fn serialize<S: Serializer>(date: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
    date.serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<NaiveDate>, D::Error> {
    let date = match Written::deserialize(from) {
        Ok(Written::Quoted(date)) => return Ok(date),
        Ok(Written::Toml(time)) => time.date,
        Err(_) => None,
    };
    date.and_then(|date| {
        NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
    })
    .map(Some)
    .ok_or_else(|| D::Error::custom("this is not a date such as 2026-03-01"))
}
