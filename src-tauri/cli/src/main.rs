//! evenkeelctl: the same core as the desktop program, for scripts and servers.
//!
//! Exit codes: 0 all is well, 1 there is a finding, 2 the arguments or what they name cannot be
//! used, 141 nobody reads the output any more. Errors are one clear line on stderr. With `--json`
//! stdout is JSON and nothing else.

// First, for its `println!` is that of every module below.
#[macro_use]
mod out;

mod analyse;
mod content;
mod export;
mod host;
mod ledger;
mod mail;
mod measures;
mod passphrase;
mod report;
mod safety;
mod sample;
mod sit;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use evenkeel_core::Code;
use evenkeel_core::error::Trouble;

/// Evenkeel for scripts and servers.
#[derive(Parser)]
#[command(name = "evenkeelctl", version, arg_required_else_help = true)]
struct Cli {
    /// Print JSON
    #[arg(long, global = true)]
    json: bool,
    /// Read the passphrase from this file (else EVENKEEL_PASSPHRASE, else ask)
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a simulated study: trainer, researcher, coaches and mailbox
    Sample(sample::Sample),
    /// Print a cohort's board: days, minutes, questionnaires returned or not
    Board(LedgerArgs),
    /// Take new hand-ins out of the mailbox
    Collect(mail::CollectArgs),
    /// Try what a mailbox lets this ledger's owner do, and keep what opens it
    Mailbox(mail::MailboxArgs),
    /// Print what came of a study: who came how far, the data, and change by arm with intervals
    Analyse(analyse::AnalyseArgs),
    /// Write the cohort report and the program report, as PDF and as tables
    Report(report::ReportArgs),
    /// Write the de-identified export of a study, or say who could be told apart in it
    Export(export::ExportArgs),
    /// Check that a ledger still says what was written, or a certificate what was signed
    Verify(verify::VerifyArgs),
    /// Throw the read models away and make them again from the facts
    Rebuild(safety::RebuildArgs),
    /// Make a verified backup beside the ledger
    Backup(safety::BackupArgs),
    /// Bring back a backup, and keep what it replaces
    Restore(safety::RestoreArgs),
    /// Check the course
    #[command(subcommand)]
    Content(content::Content),
    /// List instruments and score answers
    #[command(subcommand)]
    Measures(measures::Measures),
    /// Turn a practice into a timeline or a sound file
    #[command(subcommand)]
    Sit(sit::Sit),
}

/// A ledger to work on.
#[derive(Args)]
struct LedgerArgs {
    /// The ledger, a file ending in .evenkeel
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
}

/// What a command came to.
pub(crate) enum Outcome {
    /// All is well.
    Well,
    /// There is something to look at.
    Finding,
}

/// How a command prints, and how it gets a passphrase.
pub(crate) struct Context {
    pub(crate) json: bool,
    pub(crate) passphrase_file: Option<PathBuf>,
}

fn main() -> ExitCode {
    evenkeel_host::no_core_dumps();
    let cli = Cli::parse();
    let context = Context { json: cli.json, passphrase_file: cli.passphrase_file };
    let outcome = match cli.command {
        Command::Sample(args) => sample::run(&context, &args),
        Command::Board(args) => ledger::board(&context, &args.ledger),
        Command::Collect(args) => mail::collect(&context, &args),
        Command::Mailbox(args) => mail::mailbox(&context, &args),
        Command::Analyse(args) => analyse::run(&context, &args),
        Command::Report(args) => report::run(&context, &args),
        Command::Export(args) => export::run(&context, &args),
        Command::Verify(args) => verify::run(&context, &args),
        Command::Rebuild(args) => safety::rebuild(&context, &args),
        Command::Backup(args) => safety::backup(&context, &args),
        Command::Restore(args) => safety::restore(&context, &args),
        Command::Content(args) => content::run(&context, &args),
        Command::Measures(args) => measures::run(&context, &args),
        Command::Sit(args) => sit::run(&context, &args),
    };
    match outcome {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Finding) => ExitCode::from(1),
        Err(error) => {
            let trouble = Trouble::from(&error);
            let detail = match error.code {
                Code::Refused | Code::Content | Code::TryLater => String::new(),
                _ => format!(" ({})", error.detail),
            };
            eprintln!("evenkeelctl: {}{detail} {}", trouble.happened, trouble.next);
            // A damaged ledger is what a check is there to find.
            let found = matches!(error.code, Code::DamagedLedger | Code::DamagedBackup);
            ExitCode::from(if found { 1 } else { 2 })
        }
    }
}
