//! How good the data are. Everything here is shown; nothing of it is left out of the figures.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

use super::data::{Data, Sheet};
use super::people::Person;
use crate::cohort::taken::gaps;
use crate::error::Result;
use crate::measures::Answer;
use crate::measures::returned::{Returned, WhyCorrected};
use crate::research::amend::{self, ProtocolVersion};
use crate::store::Ledger;
use crate::store::fact::ME;

/// Seconds an item below which answers may not have been read (Huang 2012).
const QUICK_SECONDS: f64 = 2.0;
/// Below this many items the same answer throughout says nothing.
const FEWEST_FOR_A_LINE: usize = 6;
/// Seconds by which two clocks may differ without a word.
const CLOCKS_DIFFER: i64 = 120;

/// How good the data are.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Quality {
    /// Item by item, how often there is no answer.
    pub items: Vec<ItemMissing>,
    /// Questionnaires that came outside their window.
    pub outside: Vec<OutsideWindow>,
    /// Questionnaires that were answered very fast.
    pub quick: Vec<Quick>,
    /// Questionnaires with the same answer over half of their items or more.
    pub straight: Vec<Straight>,
    /// Questionnaires whose times do not fit each other.
    pub clocks: Vec<ClockWarning>,
    /// Which version of each questionnaire came back, and how often.
    pub versions: Vec<VersionUse>,
    /// Which version of the protocol people take part under.
    pub protocols: Vec<ProtocolUse>,
    /// Hand-ins that are missing between others.
    pub gaps: Vec<Gap>,
    /// How many answers were corrected after handing in, and why.
    pub corrected: Vec<CorrectedFor>,
    /// By which rules fast and straight answering is told.
    pub rules: Vec<String>,
}

/// One item in one wave.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ItemMissing {
    /// The instrument's id.
    pub instrument: String,
    /// The wave's id.
    pub wave: String,
    /// The item's number.
    pub item: u32,
    /// People who were asked it.
    pub asked: u32,
    /// Left open by so many.
    pub skipped: u32,
    /// Answered with "rather not say" by so many.
    pub refused: u32,
    /// Questionnaires that came back without asking it, such as those of another version.
    pub not_asked: u32,
}

/// One questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SheetOf {
    /// The study code.
    pub code: String,
    /// The wave's id.
    pub wave: String,
    /// The instrument's id.
    pub instrument: String,
}

/// A questionnaire that came outside its window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OutsideWindow {
    /// Which one.
    pub sheet: SheetOf,
    /// The day it was handed in.
    pub day: NaiveDate,
    /// Days after the window closed; negative for days before it opened.
    pub by: i32,
}

/// A questionnaire that was answered very fast.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Quick {
    /// Which one.
    pub sheet: SheetOf,
    /// Seconds an item, on average.
    pub seconds: f64,
}

/// A questionnaire with a long run of the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Straight {
    /// Which one.
    pub sheet: SheetOf,
    /// The longest run of the same answer.
    pub run: u32,
    /// How many items were asked.
    pub of: u32,
}

/// A questionnaire whose times do not fit each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClockWarning {
    /// Which one.
    pub sheet: SheetOf,
    /// What does not fit, in words.
    pub words: String,
}

/// A version of a questionnaire in one wave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VersionUse {
    /// The instrument's id.
    pub instrument: String,
    /// The wave's id.
    pub wave: String,
    /// The version.
    pub version: String,
    /// How many came back in it.
    pub sheets: u32,
}

/// A version of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProtocolUse {
    /// The version, the day it was made, and why.
    pub version: ProtocolVersion,
    /// How many people joined under it.
    pub people: u32,
}

/// Hand-ins of one person that are missing between others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Gap {
    /// The study code.
    pub code: String,
    /// How many.
    pub missing: u32,
}

/// Corrections for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CorrectedFor {
    /// The reason.
    pub why: WhyCorrected,
    /// How many answers.
    pub answers: u32,
}

pub(super) fn quality(ledger: &Ledger, data: &Data) -> Result<Quality> {
    let mut quality = Quality {
        items: items(data),
        outside: Vec::new(),
        quick: Vec::new(),
        straight: Vec::new(),
        clocks: Vec::new(),
        versions: Vec::new(),
        protocols: protocols(ledger, data)?,
        gaps: gaps(ledger)?
            .into_iter()
            .filter(|(code, missing)| {
                let known = |person: &Person| person.code.as_str().cmp(code);
                *missing > 0 && data.people.binary_search_by(known).is_ok()
            })
            .map(|(code, missing)| Gap { code, missing })
            .collect(),
        corrected: Vec::new(),
        rules: vec![
            format!(
                "Fast: under {QUICK_SECONDS:.0} seconds an item on average (Huang 2012, J Bus \
                 Psychol 27:99–114, doi 10.1007/s10869-011-9231-8)."
            ),
            "Straight: the same answer in a row over half of the items or more (Curran 2016, J \
             Exp Soc Psychol 66:4–19, doi 10.1016/j.jesp.2015.07.006)."
                .to_owned(),
        ],
    };
    let arrived = arrivals(ledger)?;
    let mut versions: BTreeMap<(&str, &str, &str), u32> = BTreeMap::new();
    let mut corrected =
        [(WhyCorrected::Slip, 0), (WhyCorrected::Misread, 0), (WhyCorrected::Other, 0)];
    for sheet in &data.sheets {
        let own = &sheet.own.handed_in;
        *versions.entry((&own.instrument, &own.wave, &own.instrument_version)).or_default() += 1;
        for correction in &sheet.own.corrections {
            let of = corrected.iter_mut().find(|(why, _)| *why == correction.why);
            of.into_iter().for_each(|(_, answers)| *answers += 1);
        }
        quality.outside.extend(outside(data, sheet));
        quality.quick.extend(quick(&sheet.own));
        quality.straight.extend(straight(&sheet.own));
        let after = arrived.partition_point(|(seq, _)| *seq < sheet.own.seq);
        let arrival = after.checked_sub(1).map(|at| &arrived[at].1);
        quality.clocks.extend(clocks(&sheet.own, arrival));
    }
    let version = |((instrument, wave, version), sheets): ((&str, &str, &str), u32)| VersionUse {
        instrument: instrument.to_owned(),
        wave: wave.to_owned(),
        version: version.to_owned(),
        sheets,
    };
    quality.versions = versions.into_iter().map(version).collect();
    let some = corrected.into_iter().filter(|(_, answers)| *answers > 0);
    quality.corrected = some.map(|(why, answers)| CorrectedFor { why, answers }).collect();
    Ok(quality)
}

fn of(sheet: &Returned) -> SheetOf {
    SheetOf {
        code: sheet.author.clone(),
        wave: sheet.handed_in.wave.clone(),
        instrument: sheet.handed_in.instrument.clone(),
    }
}

fn protocols(ledger: &Ledger, data: &Data) -> Result<Vec<ProtocolUse>> {
    let under = |version: u32| {
        data.people.iter().filter(|person| person.protocol == Some(version)).count() as u32
    };
    let uses = amend::versions(ledger)?.into_iter();
    Ok(uses.map(|version| ProtocolUse { people: under(version.version), version }).collect())
}

fn items(data: &Data) -> Vec<ItemMissing> {
    let mut items = Vec::new();
    for (instrument, waves) in data.asked() {
        for wave in waves {
            let sheets = data.of(&instrument.id, &wave.id);
            let fresh = |item| ItemMissing {
                instrument: instrument.id.clone(),
                wave: wave.id.clone(),
                item,
                asked: 0,
                skipped: 0,
                refused: 0,
                not_asked: sheets.len() as u32,
            };
            let mut own: Vec<ItemMissing> = match sheets.is_empty() {
                true => Vec::new(),
                false => instrument.items.iter().map(|item| fresh(item.number)).collect(),
            };
            for sheet in &sheets {
                for (near, answer) in sheet.own.handed_in.answers.iter().enumerate() {
                    // Answers stand in the order of the key, nearly always without a gap.
                    let is = |item: &ItemMissing| item.item == answer.number;
                    let at = match own.get(near).is_some_and(is) {
                        true => Some(near),
                        false => own.iter().position(is),
                    };
                    let at = at.unwrap_or_else(|| {
                        own.push(fresh(answer.number));
                        own.len() - 1
                    });
                    let item = &mut own[at];
                    item.asked += 1;
                    item.not_asked = item.not_asked.saturating_sub(1);
                    match answer.answer {
                        Answer::Skipped => item.skipped += 1,
                        Answer::Refused => item.refused += 1,
                        Answer::Code(_) => {}
                    }
                }
            }
            own.sort_by_key(|item| item.item);
            items.extend(own);
        }
    }
    items
}

fn outside(data: &Data, Sheet { person, own: sheet, .. }: &Sheet) -> Option<OutsideWindow> {
    let wave = data.protocol.wave(&sheet.handed_in.wave)?;
    let window = wave.window(&data.people[*person].calendar);
    let by = match sheet.day {
        day if day < window.opens_on => (day - window.opens_on).num_days(),
        day if day > window.closes_on => (day - window.closes_on).num_days(),
        _ => return None,
    };
    Some(OutsideWindow { sheet: of(sheet), day: sheet.day, by: by as i32 })
}

fn quick(sheet: &Returned) -> Option<Quick> {
    let answers = &sheet.handed_in.answers;
    let ms: u64 = answers.iter().map(|answer| u64::from(answer.ms)).sum();
    let seconds = ms as f64 / 1000.0 / answers.len().max(1) as f64;
    (!answers.is_empty() && seconds < QUICK_SECONDS).then(|| Quick { sheet: of(sheet), seconds })
}

fn straight(sheet: &Returned) -> Option<Straight> {
    let answers = &sheet.handed_in.answers;
    let (mut longest, mut run, mut last) = (0, 0, None);
    for answer in answers {
        run = match answer.answer {
            Answer::Code(_) if last == Some(answer.answer) => run + 1,
            Answer::Code(_) => 1,
            Answer::Skipped | Answer::Refused => 0,
        };
        last = Some(answer.answer);
        longest = longest.max(run);
    }
    let is = answers.len() >= FEWEST_FOR_A_LINE && 2 * longest >= answers.len();
    is.then(|| Straight { sheet: of(sheet), run: longest as u32, of: answers.len() as u32 })
}

fn clocks(sheet: &Returned, arrived: Option<&DateTime<FixedOffset>>) -> Option<ClockWarning> {
    let at = DateTime::parse_from_rfc3339(&sheet.at).ok()?;
    let began = DateTime::parse_from_rfc3339(&sheet.handed_in.began_at).ok()?;
    let late = |by: chrono::TimeDelta| by.num_seconds() > CLOCKS_DIFFER;
    let words = if late(began - at) {
        "Begun after it was handed in, by the coach’s clock."
    } else if arrived.is_some_and(|arrived| late(at - *arrived)) {
        "Handed in after it arrived here, by the coach’s clock."
    } else {
        return None;
    };
    Some(ClockWarning { sheet: of(sheet), words: words.to_owned() })
}

/// When hand-ins arrived by this computer's clock, each with its place in the ledger: it is noted
/// right before the facts that it brought.
fn arrivals(ledger: &Ledger) -> Result<Vec<(i64, DateTime<FixedOffset>)>> {
    let mut statement = ledger.connection().prepare_cached(
        "SELECT seq, at FROM fact WHERE kind = 'received' AND author = ?1 ORDER BY seq",
    )?;
    let mut rows = statement.query([ME])?;
    let mut arrived = Vec::new();
    while let Some(row) = rows.next()? {
        let at = DateTime::parse_from_rfc3339(&row.get::<_, String>(1)?);
        if let Ok(at) = at {
            arrived.push((row.get(0)?, at));
        }
    }
    Ok(arrived)
}
