//! Who takes part: arm, calendar, and whether somebody withdrew.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::error::Result;
use crate::research::terms;
use crate::store::Ledger;
use crate::study::calendar::Calendar;
use crate::study::protocol::Arm;

/// Somebody in the study.
pub(in crate::research) struct Person {
    pub(super) code: String,
    pub(super) arm: Arm,
    /// The version of the protocol that they joined under.
    pub(super) protocol: Option<u32>,
    /// The weeks of their course; windows count from it.
    pub(in crate::research) calendar: Calendar,
    /// The day they withdrew.
    pub(super) withdrew_on: Option<NaiveDate>,
}

/// Everybody in the study, in the order of their codes. Terms that name no calendar leave nobody
/// out: windows then count without breaks.
pub(in crate::research) fn people(ledger: &Ledger, weeks: u32) -> Result<Vec<Person>> {
    let mut withdrew = first_days(ledger, "withdrew")?;
    terms(ledger)?
        .into_iter()
        .map(|(code, terms)| {
            let plain = || Calendar::new(terms.starts_on, weeks, Vec::new());
            let calendar =
                Calendar::new(terms.starts_on, weeks, terms.breaks.clone()).or_else(|_| plain())?;
            let withdrew_on = withdrew.remove(&code);
            let (arm, protocol) = (terms.arm, terms.protocol);
            Ok(Person { code, arm, protocol, calendar, withdrew_on })
        })
        .collect()
}

/// The first day on which each author recorded a fact of this kind.
pub(super) fn first_days(ledger: &Ledger, kind: &str) -> Result<BTreeMap<String, NaiveDate>> {
    let mut statement = ledger
        .connection()
        .prepare_cached("SELECT author, MIN(day) FROM fact WHERE kind = ?1 GROUP BY author")?;
    let mut rows = statement.query([kind])?;
    let mut days = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let day: String = row.get(1)?;
        days.insert(row.get(0)?, day.parse().unwrap_or_default());
    }
    Ok(days)
}
