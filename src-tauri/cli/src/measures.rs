//! `measures`: which instruments there are, and answers scored by their keys.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use evenkeel_core::measures::Instrument;
use evenkeel_core::measures::table::AnswerTable;
use evenkeel_core::{Code, Error, Result};
use serde_json::json;

use crate::{Context, Outcome, host};

#[derive(Subcommand)]
pub(crate) enum Measures {
    /// List the instruments
    List,
    /// Score a file of answers: id,1,2,…,n in; id and one column a scale out
    Score {
        /// The instrument's id
        id: String,
        /// The answers, CSV; an empty cell is a skipped item
        #[arg(long, value_name = "IN.csv")]
        answers: PathBuf,
        /// Where the scores go, CSV
        #[arg(long, value_name = "OUT.csv")]
        out: PathBuf,
    },
}

pub(crate) fn run(context: &Context, args: &Measures) -> Result<Outcome> {
    let ports = host::machine()?;
    let instruments = evenkeel_core::measures::load::load(ports.content())?;
    match args {
        Measures::List => list(context, &instruments),
        Measures::Score { id, answers, out } => {
            let instrument = instruments.iter().find(|known| known.id == *id).ok_or_else(|| {
                Error::refused(format!(
                    "There is no instrument {id}. `evenkeelctl measures list` shows what there is."
                ))
            })?;
            let rows = score(instrument, answers, out)?;
            if context.json {
                println!("{}", json!({ "instrument": id, "rows": rows, "out": out }));
            } else {
                println!("{rows} rows scored into {}.", out.display());
            }
            Ok(Outcome::Well)
        }
    }
}

fn list(context: &Context, instruments: &[Instrument]) -> Result<Outcome> {
    if context.json {
        let list: Vec<_> = instruments
            .iter()
            .map(|instrument| {
                let scales: Vec<_> = instrument.scales.iter().map(|scale| &scale.id).collect();
                json!({
                    "id": instrument.id,
                    "version": instrument.version,
                    "title": instrument.title,
                    "items": instrument.items.len(),
                    "scales": scales,
                    "validated": instrument.validated,
                    "licence": instrument.licence,
                })
            })
            .collect();
        println!("{}", json!({ "instruments": list }));
    } else {
        for instrument in instruments {
            let scales: Vec<_> = instrument.scales.iter().map(|scale| scale.id.as_str()).collect();
            println!(
                "{:<16} {} items, scales {}",
                instrument.id,
                instrument.items.len(),
                scales.join(", ")
            );
        }
    }
    Ok(Outcome::Well)
}

/// Scores row by row, so that the length of the file does not matter. OUT is written only when
/// every row of IN was good.
fn score(instrument: &Instrument, answers: &Path, out: &Path) -> Result<u64> {
    let unreadable = |error: csv::Error| Error::refused(format!("{}: {error}.", answers.display()));
    let unwritable = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::from(error),
        kind => Error::new(Code::Fault, format!("{kind:?}")),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(answers)
        .map_err(unreadable)?;
    let mut records = reader.records();
    let header = records.next().transpose().map_err(unreadable)?.unwrap_or_default();
    let table = AnswerTable::new(instrument, header.iter())?;
    let half = out.with_extension("csv.writing");
    let mut writer = csv::Writer::from_path(&half).map_err(unwritable)?;
    let scored = || -> Result<u64> {
        writer.write_record(table.header()).map_err(unwritable)?;
        let mut rows = 0;
        for record in records {
            let record = record.map_err(unreadable)?;
            rows += 1;
            writer.write_record(table.row(rows + 1, record.iter())?).map_err(unwritable)?;
        }
        writer.flush()?;
        Ok(rows)
    };
    let rows = scored();
    match rows {
        Ok(rows) => {
            std::fs::rename(&half, out)?;
            Ok(rows)
        }
        Err(error) => {
            let _ = std::fs::remove_file(&half);
            Err(error)
        }
    }
}
