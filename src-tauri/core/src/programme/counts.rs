//! Programme counts, month by month: clients by treatment status, people reached and agreed, and
//! whatever else an agency counts. Off until somebody switches them on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Code, Error, Result};
use crate::guard::{PointerKind, look_over};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME, new_id};

const SETTINGS: &str = "counts-settings";
const MONTH: &str = "programme-count";
/// The most characters of the name of a count.
const MOST_CHARACTERS: usize = 60;
/// The most counts of an agency's own.
const MOST_COUNTS: usize = 20;
/// No count is larger: more is a slip of the hand.
const LARGEST: u32 = 1_000_000;

/// Whether an agency counts, and what besides the four boxes. Also the body of a `counts-settings`
/// fact; the latest counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CountsSettings {
    /// Whether it counts.
    pub on: bool,
    /// Its own counts, in order. One that was there keeps its id; a new one has none yet.
    pub others: Vec<OwnCount>,
}

/// One count of an agency's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnCount {
    /// Its id; empty for a new one.
    pub id: String,
    /// What is counted, never who.
    pub name: String,
}

/// The numbers of one month. Also the body of a `programme-count` fact; the latest of a month
/// counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MonthCount {
    /// The first day of the month.
    pub month: NaiveDate,
    /// All clients of the month. The four after it add up to this.
    pub caseload: u32,
    /// Clients who completed treatment.
    pub completed: u32,
    /// Clients in treatment.
    pub in_treatment: u32,
    /// Clients not in treatment.
    pub not_in_treatment: u32,
    /// Clients whose treatment ended without completing it.
    pub ended_without_completing: u32,
    /// People who were reached; none where it was not counted.
    pub reached: Option<u32>,
    /// Those of them who agreed to take part.
    pub agreed: Option<u32>,
    /// The agency's own counts, by id; those that were counted.
    pub others: BTreeMap<String, u32>,
}

impl MonthCount {
    /// The four boxes, in their order.
    pub fn boxes(&self) -> [u32; 4] {
        [self.completed, self.in_treatment, self.not_in_treatment, self.ended_without_completing]
    }
}

/// The names of the four boxes as people read them.
pub const BOXES: [&str; 4] =
    ["Completed", "In treatment", "Not in treatment", "Ended without completing"];

/// The counts of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CountsView {
    /// Whether it counts, and what.
    pub settings: CountsSettings,
    /// The months, the latest first.
    pub months: Vec<MonthLine>,
    /// The month that is most likely entered next: the last whole one.
    pub last_month: NaiveDate,
    /// Today, as the person's day counts.
    pub today: NaiveDate,
}

/// One month as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MonthLine {
    /// Its numbers.
    pub count: MonthCount,
    /// How many times it was corrected.
    pub corrected: u32,
}

/// What an agency counts.
///
/// # Errors
/// When the ledger cannot be read.
pub fn settings(ledger: &Ledger) -> Result<CountsSettings> {
    Ok(ledger.latest(SETTINGS)?.map(|fact| fact.read()).transpose()?.unwrap_or_default())
}

/// The months as they stand now, the latest first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn months(ledger: &Ledger) -> Result<Vec<MonthLine>> {
    let mut months: BTreeMap<NaiveDate, MonthLine> = BTreeMap::new();
    for fact in ledger.facts(MONTH, ME)? {
        let count: MonthCount = fact.read()?;
        let corrected = months.get(&count.month).map_or(0, |before| before.corrected + 1);
        months.insert(count.month, MonthLine { count, corrected });
    }
    Ok(months.into_values().rev().collect())
}

/// Settings and months together.
///
/// # Errors
/// When the ledger cannot be read.
pub fn view(ledger: &Ledger, today: NaiveDate) -> Result<CountsView> {
    let this_month = today.with_day(1).unwrap_or(today);
    Ok(CountsView {
        settings: settings(ledger)?,
        months: months(ledger)?,
        last_month: this_month - Months::new(1),
        today,
    })
}

/// Switches counting on or off and says what else is counted. Months that were noted stay.
///
/// # Errors
/// [`Code::Refused`] for a name that is empty, long, there twice, or shaped like something that
/// leads to a person.
pub fn set(ports: &dyn Ports, ledger: &mut Ledger, new: CountsSettings) -> Result<()> {
    let before = settings(ledger)?;
    if new.others.len() > MOST_COUNTS {
        return Err(Error::refused(format!("{MOST_COUNTS} counts of your own are the most.")));
    }
    let mut taken = BTreeSet::new();
    let mut others = Vec::with_capacity(new.others.len());
    for OwnCount { id, name } in new.others {
        let name = name.trim().to_owned();
        is_a_kind_of_thing(&name)?;
        if !taken.insert(name.to_lowercase()) {
            return Err(Error::refused(format!("“{name}” is there twice. Nothing was changed.")));
        }
        let known = before.others.iter().any(|one| one.id == id);
        if !known && !id.is_empty() {
            return Err(Error::new(Code::NotFound, "no such count"));
        }
        others.push(OwnCount { id: if known { id } else { new_id(ports) }, name });
    }
    let new = CountsSettings { on: new.on, others };
    if new != before {
        ledger.append(ports, Draft::new(SETTINGS, &new)?)?;
    }
    Ok(())
}

/// Notes a month, or corrects one.
///
/// # Errors
/// [`Code::Refused`] when the four boxes do not add up to the caseload, more agreed than were
/// reached, the month is still to come, or counting is off. The sentence says which.
pub fn note(ports: &dyn Ports, ledger: &mut Ledger, count: MonthCount) -> Result<()> {
    let settings = settings(ledger)?;
    if !settings.on {
        return Err(Error::refused("Counting is off. Switch it on first; nothing was noted."));
    }
    if count.month.day() != 1 || count.month > ports.now().day() {
        return Err(Error::refused("That month is still to come. Please choose one before."));
    }
    let boxes = count.boxes();
    let own = count.others.values().copied();
    let all = boxes.into_iter().chain([count.caseload]).chain(count.reached).chain(count.agreed);
    if all.chain(own).any(|number| number > LARGEST) {
        return Err(Error::refused("A number is over a million. Please look at it again."));
    }
    let sum: u32 = boxes.iter().sum();
    if sum != count.caseload {
        let by = sum.abs_diff(count.caseload);
        let which = if sum > count.caseload { "too many" } else { "missing" };
        return Err(Error::refused(format!(
            "The four boxes add up to {sum}, and the caseload is {}: {by} {which}. Nothing was \
             noted yet; your numbers are still there.",
            count.caseload
        )));
    }
    match (count.reached, count.agreed) {
        (Some(reached), Some(agreed)) if agreed > reached => {
            return Err(Error::refused(format!(
                "{agreed} agreed, and {reached} were reached: those who agreed are among them. \
                 Nothing was noted yet; your numbers are still there."
            )));
        }
        (None, Some(_)) => {
            return Err(Error::refused(
                "Please say how many were reached as well, or leave both empty. Nothing was noted \
                 yet; your numbers are still there.",
            ));
        }
        _ => {}
    }
    if count.others.keys().any(|id| !settings.others.iter().any(|one| one.id == *id)) {
        return Err(Error::new(Code::NotFound, "no such count"));
    }
    let before = ledger.facts(MONTH, ME)?.into_iter().rev();
    let of_month = |fact: &crate::store::fact::Fact| {
        fact.read::<MonthCount>().is_ok_and(|one| one.month == count.month)
    };
    let draft = Draft::new(MONTH, &count)?;
    let draft = match before.into_iter().find(of_month) {
        Some(fact) if fact.read::<MonthCount>()? == count => return Ok(()),
        Some(fact) => draft.correcting(&fact.id, "corrected by the trainer"),
        None => draft,
    };
    ledger.append(ports, draft)?;
    Ok(())
}

/// Refuses what cannot be the name of a count. A word that only looks like a person's name is
/// pointed out on the screen: it may be that of a house.
fn is_a_kind_of_thing(name: &str) -> Result<()> {
    if name.is_empty()
        || name.chars().count() > MOST_CHARACTERS
        || name.chars().any(char::is_control)
    {
        return Err(Error::refused(format!(
            "Please give each count a name of up to {MOST_CHARACTERS} letters, such as “Naloxone \
             kits given out”."
        )));
    }
    let leads = look_over(name).into_iter().find(|pointer| pointer.kind != PointerKind::Name);
    match leads {
        Some(pointer) => Err(Error::refused(format!(
            "“{}” could lead to a person. A count says what is counted, never who. Nothing was \
             changed.",
            pointer.text
        ))),
        None => Ok(()),
    }
}
