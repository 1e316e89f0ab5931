//! The export: answers and scores under codes drawn anew, days counted from class 1 in place of
//! dates, and a codebook that says what every column means.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::{setup, terms};
use crate::bundle::{Bundle, Table, Text};
use crate::effects::{HowHard, WeekAnswer, WeekAsked};
use crate::error::{Error, Result};
use crate::measures::returned;
use crate::measures::sheet::{HandedIn, Timing};
use crate::measures::wording::Checked;
use crate::measures::{Answer, Instrument};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;
use crate::study::outbox::Terms;
use crate::study::protocol::Arm;
use crate::study::withdrawal::{self, Withdrew};

/// An export that was written.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Exported {
    /// The folder.
    pub folder: String,
    /// The files in it.
    pub files: Vec<String>,
    /// Participants in it.
    pub participants: u32,
    /// Questionnaires in it.
    pub sheets: u32,
    /// The hash of the ledger's last fact, as the export states it.
    pub head: String,
}

/// One questionnaire that came back, under the participant's new code.
struct Returned {
    participant: String,
    arm: Arm,
    study_day: i64,
    handed_in: HandedIn,
}

/// Writes the export into a new folder and records that it was made.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study; [`crate::Code::ReadOnly`] or
/// [`crate::Code::DiskFull`], and then no half-written export is left.
pub fn write(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    instruments: &[Instrument],
    folder: &Path,
) -> Result<Exported> {
    let head = ledger.head()?;
    let (bundle, participants, sheets) = compose(ports, ledger, instruments, &head)?;
    let files = ports.write_bundle(&bundle, folder)?;
    let record = json!({ "participants": participants, "sheets": sheets, "head": head });
    ledger.append(ports, Draft::new("exported", &record)?)?;
    Ok(Exported { folder: folder.display().to_string(), files, participants, sheets, head })
}

fn compose(
    ports: &dyn Ports,
    ledger: &Ledger,
    instruments: &[Instrument],
    head: &str,
) -> Result<(Bundle, u32, u32)> {
    let setup = setup(ledger)?.ok_or_else(|| Error::refused("Please set up the study first."))?;
    let terms = terms(ledger)?;
    let names = draw_anew(ports, terms.keys());
    let mut sheets = Vec::new();
    for sheet in returned::of_all(ledger)? {
        let Some((terms, name)) = terms.get(&sheet.author).zip(names.get(&sheet.author)) else {
            continue;
        };
        sheets.push(Returned {
            participant: name.clone(),
            arm: terms.arm,
            study_day: (sheet.day - terms.starts_on).num_days() + 1,
            handed_in: sheet.handed_in,
        });
    }
    let order: BTreeMap<&str, usize> =
        setup.file.protocol.waves.iter().enumerate().map(|(at, wave)| (&*wave.id, at)).collect();
    sheets.sort_by_key(|sheet| {
        (sheet.participant.clone(), order.get(&*sheet.handed_in.wave).copied())
    });
    let tables = vec![
        participants(&terms, &names, &sheets, &withdrawal::received(ledger)?),
        answers(&sheets),
        scores(&sheets),
        hard(ledger, &terms, &names)?,
        weeks(ledger, &names)?,
        codebook(instruments, |id| {
            let asked = setup.file.protocol.waves.iter().flat_map(|wave| &wave.instruments);
            asked.chain(sheets.iter().map(|sheet| &sheet.handed_in.instrument)).any(|own| own == id)
        }),
    ];
    let text = readme(&setup.file.name, terms.len(), sheets.len(), head);
    let texts = vec![Text { file: "README.txt", text }];
    Ok((Bundle { tables, texts }, terms.len() as u32, sheets.len() as u32))
}

/// A new random name for each study code, good for this export alone.
fn draw_anew<'a>(
    ports: &dyn Ports,
    codes: impl Iterator<Item = &'a String>,
) -> BTreeMap<String, String> {
    let mut drawn: Vec<(u64, &String)> = codes
        .map(|code| {
            let mut random = [0u8; 8];
            ports.random(&mut random);
            (u64::from_le_bytes(random), code)
        })
        .collect();
    drawn.sort_unstable();
    let width = drawn.len().to_string().len().max(3);
    drawn
        .into_iter()
        .enumerate()
        .map(|(at, (_, code))| (code.clone(), format!("P{:0width$}", at + 1)))
        .collect()
}

fn arm_name(arm: Arm) -> String {
    match arm {
        Arm::Course => "course".to_owned(),
        Arm::Comparison => "comparison".to_owned(),
    }
}

fn participants(
    terms: &BTreeMap<String, Terms>,
    names: &BTreeMap<String, String>,
    sheets: &[Returned],
    withdrew: &BTreeMap<String, Withdrew>,
) -> Table {
    let mut rows: Vec<Vec<String>> = terms
        .iter()
        .filter_map(|(code, terms)| {
            let name = names.get(code)?;
            let returned = sheets.iter().filter(|sheet| sheet.participant == *name).count();
            Some(vec![
                name.clone(),
                arm_name(terms.arm),
                terms.breaks.len().to_string(),
                returned.to_string(),
                match withdrew.get(code) {
                    None => "no",
                    Some(said) if said.keep => "kept",
                    Some(_) => "deleted",
                }
                .to_owned(),
            ])
        })
        .collect();
    rows.sort();
    Table {
        file: "data/table-participants_data.csv",
        columns: vec![
            "participant",
            "arm",
            "weeks_without_class",
            "questionnaires_returned",
            "withdrew",
        ],
        rows,
    }
}

fn answers(sheets: &[Returned]) -> Table {
    let rows = sheets
        .iter()
        .flat_map(|sheet| {
            sheet.handed_in.answers.iter().map(|one| {
                let (status, code) = match one.answer {
                    Answer::Code(code) => ("answered", code.to_string()),
                    Answer::Skipped => ("skipped", String::new()),
                    Answer::Refused => ("refused", String::new()),
                };
                let mut row = keys_of(sheet);
                row.extend([
                    sheet.handed_in.instrument_version.clone(),
                    one.number.to_string(),
                    code,
                    status.to_owned(),
                    format!("{:.1}", f64::from(one.ms) / 1000.0),
                ]);
                row
            })
        })
        .collect();
    let mut columns = KEY_COLUMNS.to_vec();
    columns.extend(["instrument_version", "item", "code", "status", "seconds"]);
    Table { file: "data/table-answers_data.csv", columns, rows }
}

fn scores(sheets: &[Returned]) -> Table {
    let rows = sheets
        .iter()
        .flat_map(|sheet| {
            sheet.handed_in.scores.iter().map(|score| {
                let mut row = keys_of(sheet);
                row.extend([
                    score.scale.clone(),
                    score.value.map_or_else(String::new, |value| value.to_string()),
                    score.answered.to_string(),
                ]);
                row
            })
        })
        .collect();
    let mut columns = KEY_COLUMNS.to_vec();
    columns.extend(["scale", "score", "items_answered"]);
    Table { file: "data/table-scores_data.csv", columns, rows }
}

/// Hard experiences: how each was, never in whose words.
fn hard(
    ledger: &Ledger,
    terms: &BTreeMap<String, Terms>,
    names: &BTreeMap<String, String>,
) -> Result<Table> {
    let mut rows = Vec::new();
    for fact in ledger.facts_of_all("hard")? {
        let Some((terms, name)) = terms.get(&fact.author).zip(names.get(&fact.author)) else {
            continue;
        };
        let how: HowHard = fact.read()?;
        let study_day = (fact.day - terms.starts_on).num_days() + 1;
        let yes = |is: bool| u8::from(is).to_string();
        rows.push(vec![
            name.clone(),
            study_day.to_string(),
            yes(how.unpleasant),
            yes(how.affected_day),
            yes(how.lasted),
        ]);
    }
    rows.sort();
    Ok(Table {
        file: "data/table-hard_data.csv",
        columns: vec!["participant", "study_day", "unpleasant", "affected_day", "lasted"],
        rows,
    })
}

/// The answers to each week's question about unwanted effects.
fn weeks(ledger: &Ledger, names: &BTreeMap<String, String>) -> Result<Table> {
    let mut rows = Vec::new();
    for fact in ledger.facts_of_all("week-asked")? {
        let Some(name) = names.get(&fact.author) else { continue };
        let asked: WeekAsked = fact.read()?;
        let answer = match asked.answer {
            WeekAnswer::Nothing => "nothing",
            WeekAnswer::Something => "something",
            WeekAnswer::Refused => "refused",
        };
        rows.push(vec![name.clone(), asked.week.to_string(), answer.to_owned()]);
    }
    rows.sort();
    Ok(Table {
        file: "data/table-weeks_data.csv",
        columns: vec!["participant", "week", "unwanted_effects"],
        rows,
    })
}

const KEY_COLUMNS: [&str; 6] = ["participant", "arm", "wave", "study_day", "timing", "instrument"];

fn keys_of(sheet: &Returned) -> Vec<String> {
    let timing = match sheet.handed_in.timing {
        Timing::InTime => "in-time",
        Timing::Late => "late",
    };
    vec![
        sheet.participant.clone(),
        arm_name(sheet.arm),
        sheet.handed_in.wave.clone(),
        sheet.study_day.to_string(),
        timing.to_owned(),
        sheet.handed_in.instrument.clone(),
    ]
}

fn codebook(instruments: &[Instrument], is_used: impl Fn(&str) -> bool) -> Table {
    let mut rows: Vec<Vec<String>> = [
        ("participant", "Drawn at random for this export; not the study code", "P001 …"),
        ("arm", "Arm of the study", "course; comparison"),
        (
            "weeks_without_class",
            "Weeks of holiday in the course; each moves its later classes and its end by 7 days",
            "0, 1, 2 …",
        ),
        ("questionnaires_returned", "How many questionnaires came back", "0, 1, 2 …"),
        (
            "withdrew",
            "Whether the participant withdrew, and what became of what they gave",
            "no; kept; deleted",
        ),
        ("wave", "Which wave the questionnaire belongs to", "as in the protocol"),
        (
            "study_day",
            "Day it was handed in; day 1 is the day of class 1, and days of holiday count",
            "whole days, may be 0 or less",
        ),
        ("timing", "Whether it came by the day it was due", "in-time; late"),
        ("instrument", "Which questionnaire", "id of the instrument"),
        ("instrument_version", "Version of its key and wording", "text"),
        ("item", "Number of the item in the key", "1, 2, 3 …"),
        (
            "code",
            "The answer as chosen, before any reversal; empty when there is none",
            "as listed per item",
        ),
        (
            "status",
            "Skipped is left open; refused is “rather not say”. Not asked has no row",
            "answered; skipped; refused",
        ),
        ("seconds", "Time spent on the item, all visits together", "seconds"),
        ("scale", "Which scale", "as listed per scale"),
        ("score", "By the key; empty where too few items were answered", "as listed per scale"),
        ("unpleasant", "A hard experience: it was unpleasant", "0; 1"),
        ("affected_day", "A hard experience: it got in the way of the day", "0; 1"),
        ("lasted", "A hard experience: it lasted past the day", "0; 1"),
        ("week", "Week of the course that was asked about", "1, 2, 3 …"),
        (
            "unwanted_effects",
            "Whether practice did anything unwanted that week. Not answered has no row",
            "nothing; something; refused",
        ),
        ("items_answered", "Items of the scale answered with a code", "0, 1, 2 …"),
    ]
    .into_iter()
    .map(|(name, meaning, values)| {
        vec!["column".to_owned(), name.to_owned(), meaning.to_owned(), values.to_owned()]
    })
    .collect();
    for instrument in instruments.iter().filter(|instrument| is_used(&instrument.id)) {
        rows.push(vec![
            "instrument".to_owned(),
            instrument.id.clone(),
            instrument.title.clone(),
            format!(
                "version {}; {}; {}",
                instrument.version, instrument.licence, instrument.citation
            ),
        ]);
        for scale in &instrument.scales {
            rows.push(vec![
                "scale".to_owned(),
                format!("{}/{}", instrument.id, scale.id),
                format!("{}. {}", scale.title, scale.about),
                format!(
                    "{:?} of items {}; reversed {}; needs {} answered ({})",
                    scale.score,
                    join(&scale.items),
                    join(&scale.reversed),
                    scale.least_answered,
                    scale.rule_by
                ),
            ]);
        }
        for item in &instrument.items {
            // Somebody else's wording is not passed on; ours is.
            let (meaning, labels) = match instrument.checked {
                None => (item.text.clone(), instrument.labels(item)),
                Some(Checked::Published) => ("Worded as published".to_owned(), Vec::new()),
                Some(Checked::Unchecked) => ("Unchecked wording".to_owned(), Vec::new()),
            };
            let values: Vec<String> = instrument
                .codes(item)
                .iter()
                .enumerate()
                .map(|(at, code)| match labels.get(at).filter(|label| !label.is_empty()) {
                    Some(label) => format!("{code} {label}"),
                    None if item.open => format!("{code} something was written"),
                    None => code.to_string(),
                })
                .collect();
            rows.push(vec![
                "item".to_owned(),
                format!("{}/{}", instrument.id, item.number),
                meaning,
                values.join("; "),
            ]);
        }
    }
    Table { file: "codebook.csv", columns: vec!["kind", "name", "meaning", "values"], rows }
}

fn join(numbers: &[u32]) -> String {
    if numbers.is_empty() {
        return "none".to_owned();
    }
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn readme(study: &str, participants: usize, sheets: usize, head: &str) -> String {
    format!(
        "{study}: export of answers and scores\n\n\
         {participants} participants, {sheets} questionnaires.\n\n\
         data/table-participants_data.csv  one row a participant\n\
         data/table-answers_data.csv       one row an item answered, skipped or refused\n\
         data/table-scores_data.csv        one row a scale and questionnaire\n\
         data/table-hard_data.csv          one row for each hard experience, as far as it was noted\n\
         data/table-weeks_data.csv         one row for each answer about unwanted effects\n\
         codebook.csv                      what every column, instrument, scale and item means\n\
         SHA256SUMS                        checks that no file has changed\n\n\
         Participant codes were drawn at random for this export and are kept nowhere. There are no \
         names and no dates in it: study_day counts from the day of class 1.\n\n\
         That is not the same as anonymous. Among {participants} people, arm and answers together \
         can still point to somebody for a reader who knows them. Keep these files as you would \
         keep files with names.\n\n\
         Last fact of the ledger this was made from (SHA-256): {head}\n"
    )
}
