//! The research export, and what it would be.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use evenkeel_core::measures::wording::{in_use, installed, own_keys};
use evenkeel_core::research::export::{self, Apart, ExportOptions, ExportView, Ids};
use evenkeel_core::{Error, Result};

use crate::ledger::open;
use crate::{Context, Outcome, host};

#[derive(Args)]
pub(crate) struct ExportArgs {
    /// The researcher's ledger
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// A new or empty folder
    #[arg(long, value_name = "DIR", required_unless_present = "preview")]
    out: Option<PathBuf>,
    /// The smallest group of people who share arm, age, role and the like
    #[arg(long, default_value_t = 5)]
    k: u32,
    /// Draw ids anew, or make them with the key in this ledger
    #[arg(long, value_enum, default_value_t = KeyArg::New)]
    key: KeyArg,
    /// Let out what people wrote in their own words, as far as --review names it
    #[arg(long, value_enum, default_value_t = YesNo::No)]
    include_free_text: YesNo,
    /// The ids of texts that somebody has read and lets out, one a line (see --preview)
    #[arg(long, value_name = "FILE")]
    review: Option<PathBuf>,
    /// Practice by day from the trainer: code, day, kind (measured or entered), minutes
    #[arg(long, value_name = "CSV")]
    practice: Option<PathBuf>,
    /// Say who could be told apart and what people wrote, and write nothing
    #[arg(long)]
    preview: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum KeyArg {
    New,
    Stable,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum YesNo {
    No,
    Yes,
}

pub(crate) fn run(context: &Context, args: &ExportArgs) -> Result<Outcome> {
    let options = ExportOptions {
        k: args.k,
        ids: match args.key {
            KeyArg::New => Ids::New,
            KeyArg::Stable => Ids::Stable,
        },
        texts: reviewed(args)?,
        practice: args.practice.as_ref().map(|list| list.display().to_string()),
    };
    let ports = host::machine()?;
    let (person, mut ledger) = open(context, &args.ledger)?;
    let (course, shipped) = host::content(&*ports)?;
    let (keys, wordings) = (own_keys(&ledger)?, installed(&ledger)?);
    let instruments = in_use(&shipped, &keys, &wordings);
    let Some(out) = args.out.as_ref().filter(|_| !args.preview) else {
        let view = export::view(&ledger, &instruments, &options)?;
        if context.json {
            println!("{}", serde_json::to_string(&view)?);
        } else {
            preview(&view);
        }
        return Ok(Outcome::Well);
    };
    let out = std::path::absolute(out)?;
    let weeks = course.manifest.weeks;
    let written =
        export::write(&*ports, &mut ledger, &instruments, weeks, &person.name, &options, &out)?;
    if context.json {
        println!("{}", serde_json::to_string(&written)?);
        return Ok(Outcome::Well);
    }
    println!(
        "{} participants and {} questionnaires are in {}:",
        written.participants, written.sheets, written.folder
    );
    written.files.iter().for_each(|file| println!("  {file}"));
    println!("\nWhat was done:");
    written.done.iter().for_each(|words| println!("- {words}"));
    println!("\nMade from a ledger that ends in {}.", written.head);
    Ok(Outcome::Well)
}

/// The texts that may leave. Nobody lets them out without having read them one by one.
fn reviewed(args: &ExportArgs) -> Result<Vec<String>> {
    match (args.include_free_text, &args.review) {
        (YesNo::No, None) => Ok(Vec::new()),
        (YesNo::No, Some(_)) => Err(Error::refused(
            "A review was given, and --include-free-text is no. Say yes, or leave the review out. \
             Nothing was written.",
        )),
        (YesNo::Yes, None) => Err(Error::refused(
            "What people wrote in their own words can name them and others, and no program can tell \
             for sure. So it leaves one text at a time. Read the texts with --preview, write the \
             ids of those that may leave into a file, one a line, and give it with --review. \
             Nothing was written.",
        )),
        (YesNo::Yes, Some(review)) => ids(review),
    }
}

fn ids(review: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(review)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

fn preview(view: &ExportView) {
    let Apart { people, k, alone, below, withheld, smallest, .. } = &view.apart;
    println!(
        "{people} people. Before anything is done, {alone} have a combination that nobody else has, \
         and {below} share theirs with fewer than {k}.\n"
    );
    println!("{:<22} {:>7} {:>5}  given", "known by", "values", "left");
    for one in &view.apart.attributes {
        println!("{:<22} {:>7} {:>5}  {}", one.name, one.values, one.left, one.given);
        if let Some(without) = one.without {
            println!("{:<37} as it was said, {without} people would be withheld", "");
        }
    }
    println!("\nWithheld for {withheld} of {people}. The smallest group left has {smallest}.");
    if !view.apart.combinations.is_empty() {
        println!("\nCombinations of fewer than {k}, the rarest first:");
        for one in &view.apart.combinations {
            println!("{:>4}  {}", one.people, one.values.join(" · "));
        }
    }
    for text in &view.texts {
        println!("\n{}  {} · {}\n  {}", text.id, text.wave, text.question, text.words);
        for pointer in &text.pointers {
            println!("  could lead to a person: {}", pointer.text);
        }
    }
    println!();
    view.not_promised.iter().for_each(|words| println!("{words}"));
}
