//! The export: a folder of tables, descriptions and scripts about people who are told apart no
//! further than asked. What stands in which file is in `docs/the-export.md`.
//!
//! The same ledger, options and key give the same bytes. Nothing about an earlier export changes a
//! later one: the head that it states is that of the last fact which is no record of an export or of
//! the clock.

mod anonymous;
mod apart;
mod codebook;
mod columns;
mod data;
mod describe;
mod events;
mod flow;
mod ids;
mod known_by;
mod practice;
mod record;
mod redcap;
mod review;
mod scripts;
mod tables;
mod words;

pub use apart::{Apart, AttributeView, Combination};
pub use ids::Ids;
pub use record::{How, PastExport};
pub use review::TextToReview;

use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Setup, analysis, setup};
use crate::bundle::{Bundle, Table, Text, Workbook};
use crate::error::{Error, Result};
use crate::measures::{Instrument, returned};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::clock::CLOCK;
use crate::store::fact::Draft;
use apart::Coarse;
use columns::Frame;
use data::Data;
use ids::Key;
use practice::Practice;
use record::{EXPORTED, Record};
use redcap::Redcap;
use review::Reviewed;
use words::Told;

/// How to export.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ExportOptions {
    /// The smallest group of people who share what they can be known by, 1 to 100.
    pub k: u32,
    /// How participants are named.
    pub ids: Ids,
    /// The texts that may leave, by the ids of [`TextToReview`].
    pub texts: Vec<String>,
    /// A list of practice by code; none where the study does not know.
    #[ts(optional = nullable)]
    pub practice: Option<String>,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { k: 5, ids: Ids::New, texts: Vec::new(), practice: None }
    }
}

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
    /// What was done to people’s data, a sentence each.
    pub done: Vec<String>,
}

/// What an export would be, before it is written.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ExportView {
    /// Who could be told apart, and what is done about it.
    pub apart: Apart,
    /// What nobody can promise, a sentence each.
    pub not_promised: Vec<String>,
    /// What people wrote, to be read before any of it leaves.
    pub texts: Vec<TextToReview>,
    /// Exports that were made, the latest first.
    pub past: Vec<PastExport>,
}

/// What an export with these options would be. Writes nothing.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study, and for a k that is none.
pub fn view(
    ledger: &Ledger,
    instruments: &[Instrument],
    options: &ExportOptions,
) -> Result<ExportView> {
    let setup = ready(ledger, options)?;
    let returned = returned::of_all(ledger)?;
    let data = Data::read(ledger, setup, instruments, &Key::for_a_preview(), returned)?;
    let coarse = Coarse::find(&data, options.k)?;
    Ok(ExportView {
        not_promised: words::not_promised(coarse.view()),
        apart: coarse.view().clone(),
        texts: review::to_review(ledger, &data)?,
        past: record::all(ledger)?,
    })
}

/// Writes the export into a new folder and records that `by` made it. `weeks` is how many the
/// course runs.
///
/// # Errors
/// [`crate::Code::Refused`] before there is a study, and for options that do not hold;
/// [`crate::Code::ReadOnly`] or [`crate::Code::DiskFull`]. Then no half-written export is left, and
/// none is recorded.
pub fn write(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    instruments: &[Instrument],
    weeks: u32,
    by: &str,
    options: &ExportOptions,
    folder: &Path,
) -> Result<Exported> {
    let setup = ready(ledger, options)?;
    let key = Key::of(ports, ledger, options.ids)?;
    let returned = returned::of_all(ledger)?;
    let (counted, returned) = analysis::flow(ledger, instruments, weeks, as_of(ledger)?, returned)?;
    let data = Data::read(ledger, setup, instruments, &key, returned)?;
    let coarse = Coarse::find(&data, options.k)?;
    let practice = match &options.practice {
        Some(list) => Practice::load(Path::new(list))?,
        None => Practice::default(),
    };
    let reviewed = Reviewed::take(ledger, &data, &options.texts)?;
    let (flow, hidden) = flow::flow(&data, &counted, options.k);
    let mut frames = vec![
        tables::participants(&data, &coarse),
        tables::scores(&data),
        tables::wide("scoreswide", &data, tables::wide_scores(&data)),
        tables::answers(&data),
        tables::wide("answerswide", &data, tables::wide_answers(&data)),
        events::practice(&data, &practice),
        events::hard(ledger, &data)?,
        events::weeks(ledger, &data)?,
        flow,
    ];
    if reviewed.count() > 0 {
        frames.push(events::words(&data, &reviewed));
    }
    let head = head(ledger)?;
    let told = Told {
        study: &data.setup.file.name,
        apart: coarse.view(),
        ids: options.ids,
        sheets: data.sheets.len() as u32,
        hidden,
        texts: reviewed.count(),
        has_practice: options.practice.is_some(),
        head: &head,
    };
    let written = ports.write_bundle(&bundle(&data, &coarse, &frames, &told)?, folder)?;
    let (participants, sheets) = (told.apart.people, told.sheets);
    let done = words::done(&told);
    let how =
        How { k: options.k, ids: options.ids, texts: told.texts, practice: told.has_practice };
    let (sums, by) = (written.sums, by.to_owned());
    let record = Record { participants, sheets, head: head.clone(), how: Some(how), sums, by };
    ledger.append(ports, Draft::new(EXPORTED, &record)?)?;
    let folder = folder.display().to_string();
    Ok(Exported { folder, files: written.files, participants, sheets, head, done })
}

/// The study, where there is one and the options hold.
fn ready(ledger: &Ledger, options: &ExportOptions) -> Result<Setup> {
    let setup = setup(ledger)?.ok_or_else(|| Error::refused("Please set up the study first."))?;
    if !(1..=100).contains(&options.k) {
        return Err(Error::refused(
            "The smallest group is a number from 1 to 100. Nothing was written.",
        ));
    }
    Ok(setup)
}

fn bundle<'a>(
    data: &'a Data,
    coarse: &'a Coarse,
    frames: &'a [Frame],
    told: &Told,
) -> Result<Bundle<'a>> {
    let redcap = Redcap::new(data, coarse, &frames[0].columns);
    let codebook = codebook::codebook(data, frames);
    let mut tables: Vec<Table> = frames.iter().map(Frame::table).collect();
    let book = || Table::of("codebook.csv", codebook::HEADINGS.to_vec(), codebook.clone());
    let sheets = vec![("scores", frames[2].table()), ("codebook", book())];
    let text = |file, text| Text { file, text };
    let bundle = Bundle {
        workbooks: vec![Workbook { file: "scores.xlsx", sheets }],
        texts: vec![
            text("dataset_description.json", describe::psych_ds(told.study, frames)?),
            text("datapackage.json", describe::data_package(told.study, frames)?),
            text("import.R", scripts::r(frames)),
            text("import.sps", scripts::spss(frames)),
            text("deidentification_report.json", words::report(told)?),
            text("README.txt", words::readme(told, frames)),
        ],
        note: format!("ledger head {}", told.head),
        tables: {
            tables.push(book());
            tables.push(redcap.dictionary());
            tables.push(redcap.into_table());
            tables
        },
    };
    Ok(bundle)
}

/// The hash of the last fact that is neither the record of an export nor of the clock: those say
/// nothing about the study.
fn head(ledger: &Ledger) -> Result<String> {
    let own = ledger.mine_after(0)?;
    let last = own.into_iter().rev().find(|fact| ![EXPORTED, CLOCK].contains(&&*fact.kind));
    Ok(last.map(|fact| fact.hash).unwrap_or_default())
}

/// The day that counts are as of: the last on which anything was collected, so that the same ledger
/// gives the same counts tomorrow.
fn as_of(ledger: &Ledger) -> Result<NaiveDate> {
    let day = |kind: &str| Ok::<_, Error>(ledger.latest(kind)?.map(|fact| fact.day));
    Ok(day("collected")?.or(day("study")?).unwrap_or_default())
}
