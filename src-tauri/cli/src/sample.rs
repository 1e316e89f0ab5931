//! `sample`: a simulated study on disk.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use evenkeel_core::Result;
use evenkeel_core::sample::{COACHES, Options, PASSPHRASE, make};
use serde_json::json;

use crate::{Context, Outcome, host, passphrase};

#[derive(Args)]
pub(crate) struct Sample {
    /// The folder to make it in
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How many coaches, both arms together
    #[arg(long, default_value_t = COACHES)]
    coaches: u32,
    /// Another seed gives other people
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub(crate) fn run(context: &Context, args: &Sample) -> Result<Outcome> {
    let ports = host::machine()?;
    let (course, instruments) = host::content(&*ports)?;
    let given =
        context.passphrase_file.is_some() || std::env::var_os("EVENKEEL_PASSPHRASE").is_some();
    let words = if given { passphrase::get(context)? } else { None };
    let options = Options {
        coaches: args.coaches,
        seed: args.seed,
        passphrase: words.unwrap_or_else(|| PASSPHRASE.to_owned()),
    };
    let shown = std::io::stderr().is_terminal() && !context.json;
    let made = make(&ports, &course, &instruments, &args.out, &options, &mut |done| {
        if shown && (done % 50 == 0 || done == args.coaches) {
            eprint!("\r{done} of {} coaches", args.coaches);
            let _ = std::io::stderr().flush();
        }
    })?;
    if shown {
        eprintln!();
    }
    if context.json {
        println!(
            "{}",
            json!({
                "coaches": args.coaches,
                "trainer": made.trainer,
                "researcher": made.researcher,
                "coach_ledgers": made.coaches,
                "mailbox": made.mailbox,
            })
        );
    } else {
        println!("A study with {} simulated coaches is in {}.", args.coaches, args.out.display());
        println!("Trainer:    {}", made.trainer.display());
        println!("Researcher: {}", made.researcher.display());
        for coach in &made.coaches {
            println!("Coach:      {}", coach.display());
        }
        println!("Mailbox:    {}", made.mailbox.display());
    }
    Ok(Outcome::Well)
}
