//! `verify`: does a ledger still say what was written, and a certificate what was signed?

use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use clap::Args;
use evenkeel_core::hours::certificate::MARK;
use evenkeel_core::hours::check::{CheckCertificate, CheckedCertificate, HeldCertificate, check};
use evenkeel_core::hours::page::{day, time, told};
use evenkeel_core::{Error, Result};
use serde_json::json;

use crate::ledger::open;
use crate::{Context, Outcome, host};

/// The largest file in which a certificate's code is looked for, bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

#[derive(Args)]
pub(crate) struct VerifyArgs {
    /// A ledger, a certificate as PDF or text, or the code printed on one
    #[arg(required = true, value_name = "FILE|CODE")]
    what: Vec<OsString>,
    /// The key that is known to be the issuer's, to compare with
    #[arg(long, default_value = "")]
    key: String,
}

pub(crate) fn run(context: &Context, args: &VerifyArgs) -> Result<Outcome> {
    let words: Vec<_> = args.what.iter().map(|word| word.to_string_lossy()).collect();
    let file = match args.what.as_slice() {
        [one] if Path::new(one).exists() => Path::new(one),
        _ if words.concat().to_uppercase().starts_with(MARK) => {
            return certificate(context, words.join(" "), &args.key);
        }
        _ => {
            return Err(Error::refused(format!(
                "There is no file of this name, and a certificate’s code begins with {MARK}."
            )));
        }
    };
    match code_in(file)? {
        Some(code) => certificate(context, code, &args.key),
        None => ledger(context, file),
    }
}

/// The text of a file from where a certificate's code begins in it; none where there is none. A
/// ledger is encrypted, and what looks like a code in one is chance.
fn code_in(file: &Path) -> Result<Option<String>> {
    if file.extension().is_some_and(|ending| ending == "evenkeel") {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(LARGEST).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let at = text.find(MARK);
    if at.is_none() && bytes.starts_with(b"%PDF") {
        return Err(Error::refused(format!(
            "No code was found in this PDF file. Copy the code that is printed on it, beginning \
             with {MARK}, and give that."
        )));
    }
    Ok(at.map(|at| text[at..].to_owned()))
}

fn certificate(context: &Context, code: String, key: &str) -> Result<Outcome> {
    let ports = host::machine()?;
    let checked = check(&*ports, None, &CheckCertificate { code, key: key.to_owned() })?;
    let well = matches!(&checked, CheckedCertificate::Holds(held) if held.key_fits != Some(false));
    if context.json {
        println!("{}", json!(checked));
    } else {
        println!("{}", in_words(&checked));
    }
    Ok(if well { Outcome::Well } else { Outcome::Finding })
}

fn in_words(checked: &CheckedCertificate) -> String {
    match checked {
        CheckedCertificate::Holds(held) => told_of(held),
        CheckedCertificate::Changed => {
            "This code does not hold: something in it was changed after it was \
                             signed, or a letter was mistyped. Nothing it says can be relied on."
                .to_owned()
        }
        CheckedCertificate::Short { letters, of } => format!(
            "This code ends too early: {letters} of {of} letters are there. Copy all of it, down \
             to the last line."
        ),
        CheckedCertificate::NoCode => {
            format!("There is no code in this. A code begins with {MARK}.")
        }
    }
}

fn told_of(held: &HeldCertificate) -> String {
    let one = &held.statement;
    let mut lines = vec![
        "This code holds. Compare what it says with the paper:".to_owned(),
        format!("  {}, number {}", held.title, one.number),
        format!("  {}", one.course),
        format!("  {} {}", one.name, told(one)),
    ];
    for hours in &one.hours {
        let entered = match hours.reported_minutes {
            0 => String::new(),
            minutes => format!(", of these {} entered by the coach", time(minutes)),
        };
        lines.push(format!("  {}: {}{entered}", hours.kind.title(), time(hours.minutes)));
    }
    let by = [one.trainer.as_str(), &one.agency];
    let by: Vec<&str> = by.into_iter().filter(|name| !name.is_empty()).collect();
    lines.push(format!("  Rule: {}", one.rule));
    lines.push(format!("  Issued by {} on {}", by.join(", "), day(one.issued_on)));
    lines.push(format!("Signed with the key {}.", held.key));
    lines.push(match held.key_fits {
        Some(true) => "That is the key you gave, so its holder signed this.".to_owned(),
        Some(false) => "That is NOT the key you gave. Somebody else signed this.".to_owned(),
        None => "Anybody can make a key. Compare this one with the issuer’s, by a way you already \
                 trust."
            .to_owned(),
    });
    lines.push(
        "What no code can show: whether it was withdrawn since, and what a board accepts. Ask the \
         issuer."
            .to_owned(),
    );
    lines.join("\n")
}

fn ledger(context: &Context, file: &Path) -> Result<Outcome> {
    let (_, ledger) = open(context, file)?;
    let verdict = ledger.verify()?;
    if context.json {
        println!("{}", json!(verdict));
    } else if verdict.ok {
        println!(
            "All {} facts of {} authors are as they were written. Last fact: {}.",
            verdict.facts, verdict.authors, verdict.head
        );
    } else {
        println!("This ledger is not as it was written:");
        for finding in &verdict.findings {
            println!("  {finding}");
        }
    }
    Ok(if verdict.ok { Outcome::Well } else { Outcome::Finding })
}
