//! Commands on mailboxes: collect, once or on a schedule, and what opens a mailbox.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use evenkeel_core::cohort::collect::{Collected, OnLedger, Watch, collect as take, take_by_hand};
use evenkeel_core::people::Role;
use evenkeel_core::ports::Login;
use evenkeel_core::study::mailbox::{self, MailboxStep, MailboxTest};
use evenkeel_core::{Code, Error, Result};

use crate::ledger::open;
use crate::{Context, Outcome, host};

#[derive(Args)]
pub(crate) struct CollectArgs {
    /// The trainer's or the researcher's ledger
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// Another mailbox than the one in the ledger
    #[arg(long, value_name = "ADDRESS")]
    mailbox: Option<String>,
    /// Take hand-ins that came by hand: a file, or all in a folder
    #[arg(long, value_name = "PATH", conflicts_with_all = ["mailbox", "every"])]
    from: Option<PathBuf>,
    /// Go on, and collect again after this many minutes; the ledger is closed in between
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..=10_080))]
    every: Option<u64>,
}

#[derive(Args)]
pub(crate) struct MailboxArgs {
    /// Anybody's ledger
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// Keep this name, with the password in the other file, for the mailbox
    #[arg(long, value_name = "NAME", requires = "password_file")]
    user: Option<String>,
    /// The file whose first line is the mailbox's password
    #[arg(long, value_name = "FILE", requires = "user")]
    password_file: Option<PathBuf>,
}

pub(crate) fn collect(context: &Context, args: &CollectArgs) -> Result<Outcome> {
    let Some(minutes) = args.every else { return once(context, args) };
    loop {
        match once(context, args) {
            Ok(_) => {}
            // What is away now may be there the next time; a wrong passphrase will not be right.
            Err(error) if passes(error.code) => eprintln!("evenkeelctl: {error}"),
            Err(error) => return Err(error),
        }
        std::thread::sleep(Duration::from_secs(minutes * 60));
    }
}

fn passes(code: Code) -> bool {
    matches!(code, Code::MailboxAway | Code::MailboxClosed | Code::MailboxFull | Code::LedgerInUse)
}

fn once(context: &Context, args: &CollectArgs) -> Result<Outcome> {
    let ports = host::machine()?;
    let (_, mut ledger) = open(context, &args.ledger)?;
    let mut lend = |act: OnLedger<'_>| act(&mut ledger);
    let collected = match &args.from {
        Some(path) => take_by_hand(&*ports, &mut lend, path)?,
        None => take(&*ports, &mut lend, args.mailbox.as_deref(), &Watch::default())?,
    };
    ledger.close()?;
    if context.json {
        println!("{}", serde_json::to_string(&collected)?);
    } else {
        print(&collected);
    }
    let whole = collected.set_aside.is_empty() && collected.left == 0;
    Ok(if whole { Outcome::Well } else { Outcome::Finding })
}

fn print(collected: &Collected) {
    println!(
        "{} new hand-ins with {} facts; {} were here already.",
        collected.new, collected.facts, collected.known
    );
    for aside in &collected.set_aside {
        println!("Set aside: {}: {}.", aside.name, aside.why);
    }
    if let Some(trouble) = &collected.trouble {
        println!("{} were not looked at. {} {}", collected.left, trouble.happened, trouble.next);
    }
}

pub(crate) fn mailbox(context: &Context, args: &MailboxArgs) -> Result<Outcome> {
    let ports = host::machine()?;
    let (person, mut ledger) = open(context, &args.ledger)?;
    let views = mailbox::view(&*ports, &ledger)?;
    if views.is_empty() {
        return Err(Error::refused("This ledger uses no mailbox."));
    }
    if let (Some(user), Some(file)) = (&args.user, &args.password_file) {
        let text = zeroize::Zeroizing::new(std::fs::read_to_string(file)?);
        let password = text.lines().next().unwrap_or_default().to_owned().into();
        let login = Login { user: user.clone(), password };
        mailbox::keep_login(&mut ledger, &views[0].address, login)?;
    }
    let mut all_work = true;
    for view in &views {
        let at = mailbox::at(&ledger, &view.address)?;
        for folder in &view.folders {
            let test = mailbox::try_out(&*ports, &at, folder, person.role != Role::Coach);
            all_work &= test.works;
            if context.json {
                println!("{}", serde_json::to_string(&test)?);
            } else {
                println!("{}/{folder}", view.address);
                print_test(&test);
            }
        }
    }
    Ok(if all_work { Outcome::Well } else { Outcome::Finding })
}

fn print_test(test: &MailboxTest) {
    for one in &test.tried {
        let what = match one.step {
            MailboxStep::Write => "write a new file",
            MailboxStep::List => "see which files are there",
            MailboxStep::Read => "read a file",
            MailboxStep::Delete => "delete a file",
        };
        let how = match &one.trouble {
            Some(trouble) => trouble.happened.as_str(),
            None if one.asked => "works",
            None => "not tried",
        };
        let need = if one.needed { "" } else { " (not needed here)" };
        println!("  {what}: {how}{need}");
    }
}
