//! `measures`: which instruments there are, what their keys say, copies held against them, and
//! answers scored by them.

mod show;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use evenkeel_core::measures::found::CopyFrom;
use evenkeel_core::measures::reading::{self, CopyChoices, Reading};
use evenkeel_core::measures::table::AnswerTable;
use evenkeel_core::measures::wording::{Checked, read_key};
use evenkeel_core::measures::{Instrument, load};
use evenkeel_core::{Code, Error, Result};
use serde_json::json;

use crate::{Context, Outcome, host};

#[derive(Subcommand)]
pub(crate) enum Measures {
    /// List the instruments
    List,
    /// Print what a key says: items, scales, rules, sources
    Show {
        /// The instrument's id, or a key file
        id: String,
    },
    /// Hold a copy of a questionnaire against its key, item by item; stores nothing
    Import(Box<Import>),
    /// Score a file of answers: id,1,2,…,n in; id and one column a scale out
    Score {
        /// The instrument's id, or a key file
        id: String,
        /// The answers, CSV; an empty cell is a skipped item
        #[arg(long, value_name = "IN.csv")]
        answers: PathBuf,
        /// Where the scores go, CSV
        #[arg(long, value_name = "OUT.csv")]
        out: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct Import {
    /// REDCap CSV or ZIP, FHIR JSON, ReproSchema folder, XLSForm or formr workbook, LimeSurvey
    /// TSV, CSV, or numbered text; - reads numbered text from the keyboard or a pipe
    file: PathBuf,
    /// The instrument's id, or a key file; without it the wording decides
    #[arg(long = "as", value_name = "ID")]
    id: Option<String>,
    /// The form, group or section, where the file holds several
    #[arg(long)]
    part: Option<String>,
    /// A word of the study's own for a published one, such as helper=coach
    #[arg(long, value_name = "WORD=OWN", value_parser = pair)]
    target: Vec<(String, String)>,
    /// Whether the copy counts as the key does, where that has to be said
    #[arg(long, value_enum)]
    direction: Option<Direction>,
    /// Which item a question is: its place in the copy, and the item's number
    #[arg(long, value_name = "PLACE=NUMBER", value_parser = pair)]
    assign: Vec<(String, String)>,
    /// Somebody has compared a wording without fingerprints with the form by hand
    #[arg(long)]
    unchecked: bool,
    /// By whose permission the wording is used
    #[arg(long, default_value = "")]
    permission: String,
    /// Ask the items in the order of the copy
    #[arg(long)]
    as_in_copy: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Direction {
    /// A higher code means the same as in the key
    Same,
    /// The other way round
    Turned,
}

fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let (left, right) = text.split_once('=').ok_or("write two words with = between them")?;
    Ok((left.trim().to_owned(), right.trim().to_owned()))
}

pub(crate) fn run(context: &Context, args: &Measures) -> Result<Outcome> {
    let ports = host::machine()?;
    let instruments = load::load(ports.content())?;
    match args {
        Measures::List => list(context, &instruments),
        Measures::Show { id } => show::show(context, &find(&instruments, id)?),
        Measures::Import(args) => {
            let from = std::io::read_to_string;
            let pasted =
                if args.file == Path::new("-") { Some(from(std::io::stdin())?) } else { None };
            let copy = pasted.as_deref().map_or(CopyFrom::Path(&args.file), CopyFrom::Pasted);
            let found = ports.read_copy(copy)?;
            let prints = load::fingerprints(ports.content())?;
            let own = args.id.as_ref().map(|id| find(&instruments, id)).transpose()?;
            let known = own.as_ref().or_else(|| reading::identify(&found, &instruments, &prints));
            let known = known.ok_or_else(|| {
                Error::refused(
                    "No question is worded as an instrument that is known here. Name it with --as.",
                )
            })?;
            let reading = reading::read(&found, known, &prints, &choices(args)?)?;
            verdict(context, &reading)
        }
        Measures::Score { id, answers, out } => {
            let rows = score(&find(&instruments, id)?, answers, out)?;
            if context.json {
                println!("{}", json!({ "instrument": id, "rows": rows, "out": out }));
            } else {
                println!("{rows} rows scored into {}.", out.display());
            }
            Ok(Outcome::Well)
        }
    }
}

/// An instrument by its id, or from a key file.
fn find(instruments: &[Instrument], id: &str) -> Result<Instrument> {
    if id.ends_with(".toml") {
        let (name, toml) = load::key_file(Path::new(id))?;
        return read_key(&name, &toml);
    }
    instruments.iter().find(|known| known.id == *id).cloned().ok_or_else(|| {
        Error::refused(format!(
            "There is no instrument {id}. `evenkeelctl measures list` shows what there is."
        ))
    })
}

fn choices(args: &Import) -> Result<CopyChoices> {
    let mut assigned = BTreeMap::new();
    for (place, number) in &args.assign {
        let number = number
            .parse()
            .map_err(|_| Error::refused(format!("--assign {place}={number}: not a number.")))?;
        assigned.insert(place.clone(), number);
    }
    Ok(CopyChoices {
        part: args.part.clone(),
        target: args.target.iter().cloned().collect(),
        turned: args.direction.map(|direction| matches!(direction, Direction::Turned)),
        assigned,
        unchecked: args.unchecked,
        permission: args.permission.clone(),
        as_in_copy: args.as_in_copy,
    })
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
                    "worded": instrument.is_worded(),
                })
            })
            .collect();
        println!("{}", json!({ "instruments": list }));
    } else {
        for instrument in instruments {
            let scales: Vec<_> = instrument.scales.iter().map(|scale| scale.id.as_str()).collect();
            println!(
                "{:<16} {:>2} items, scales {}{}",
                instrument.id,
                instrument.items.len(),
                scales.join(", "),
                if instrument.is_worded() { "" } else { "; wording to be installed" }
            );
        }
    }
    Ok(Outcome::Well)
}

/// Prints a verdict. It is a finding when something stands in the way, or nobody can tell whether
/// the wording is the published one.
fn verdict(context: &Context, reading: &Reading) -> Result<Outcome> {
    if context.json {
        let mut all = serde_json::to_value(reading)?;
        all["installable"] = json!(reading.wording.is_some());
        println!("{all}");
    } else {
        println!("{} read as {} ({})", reading.format.name(), reading.title, reading.instrument);
        for item in &reading.items {
            let number = item.number.map_or("–".to_owned(), |number| number.to_string());
            let verdict = serde_json::to_value(item.verdict)?;
            let replaced = item.replaced.join(", ");
            println!(
                "{number:>4}  {:<12} {}  {replaced}",
                verdict.as_str().unwrap_or_default(),
                item.place
            );
        }
        for number in &reading.missing {
            println!("{number:>4}  missing");
        }
        for set in &reading.responses {
            println!("\n{} ({})", set.name, set.higher);
            for (code, label) in set.codes.iter().zip(&set.labels) {
                println!("{code:>4}  {label}");
            }
        }
        for note in &reading.notes {
            println!("note: {note}");
        }
        for hindrance in &reading.hindrances {
            println!("to mend: {hindrance}");
        }
        println!(
            "{}",
            match (reading.checked, &reading.wording) {
                (Checked::Published, Some(_)) => "Worded as published. It can be installed.",
                (Checked::Unchecked, Some(_)) => "Unchecked wording. It can be installed as that.",
                (_, None) => "It cannot be installed as it is.",
            }
        );
    }
    let well = reading.wording.is_some() && reading.checked == Checked::Published;
    Ok(if well { Outcome::Well } else { Outcome::Finding })
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
