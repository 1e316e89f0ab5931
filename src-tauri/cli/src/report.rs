//! `report`: what an agency and a funder get to read, as pages and as tables.

use std::path::PathBuf;

use clap::Args;
use evenkeel_core::Result;
use evenkeel_core::cohort::small::LEAST;
use evenkeel_core::programme::report::{Basis, ReportKind, checked};
use serde_json::json;

use crate::ledger::open;
use crate::{Context, Outcome, host};

#[derive(Args)]
pub(crate) struct ReportArgs {
    /// The trainer's ledger
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// A new or empty folder
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Hide groups of fewer people than this, and what would give them away
    #[arg(long, value_name = "N", default_value_t = LEAST)]
    least: u32,
}

pub(crate) fn run(context: &Context, args: &ReportArgs) -> Result<Outcome> {
    let least = checked(args.least)?;
    let ports = host::machine()?;
    let (_, ledger) = open(context, &args.ledger)?;
    let (course, instruments) = host::content(&*ports)?;
    let today = ports.now().day();
    let basis = Basis { ledger: &ledger, course: &course, instruments: &instruments, today, least };
    let out = std::path::absolute(&args.out)?;
    let mut files = ports.write_bundle(&basis.tables()?, &out)?.files;
    for (name, kind) in
        [("cohort-report.pdf", ReportKind::Cohort), ("program-report.pdf", ReportKind::Programme)]
    {
        ports.write_paper(&basis.report(kind)?.paper(&course), &out.join(name))?;
        files.push(name.to_owned());
    }
    if context.json {
        println!("{}", json!({ "folder": out, "files": files, "least": least }));
    } else {
        println!("The reports are in {}:", out.display());
        for file in &files {
            println!("  {file}");
        }
        println!("Groups of fewer than {least} are hidden, and what would give them away.");
    }
    Ok(Outcome::Well)
}
