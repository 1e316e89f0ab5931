//! Commands that keep ledgers safe: rebuild, backup, restore.

use std::path::{Path, PathBuf};

use clap::Args;
use evenkeel_core::people::moving::bring_in_at;
use evenkeel_core::people::restore::{self, Access, RestorePreview};
use evenkeel_core::store::backup::archive::Reason;
use evenkeel_core::store::backup::{self, Backup};
use evenkeel_core::{Error, Result};
use serde_json::json;

use crate::ledger::open;
use crate::{Context, Outcome, host, passphrase};

#[derive(Args)]
pub(crate) struct RebuildArgs {
    /// The ledger
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Args)]
pub(crate) struct BackupArgs {
    /// The ledger
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// List the backups there are, and make none
    #[arg(long)]
    list: bool,
}

#[derive(Args)]
pub(crate) struct RestoreArgs {
    /// The ledger to replace, or a new file to bring the backup in as
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// The backup
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Say what would change, and change nothing
    #[arg(long)]
    preview: bool,
}

pub(crate) fn rebuild(context: &Context, args: &RebuildArgs) -> Result<Outcome> {
    let (_, mut ledger) = open(context, &args.file)?;
    let rebuilt = ledger.rebuild()?;
    if context.json {
        println!("{}", json!(rebuilt));
    } else {
        println!(
            "{} lines were made again from {} facts, {}.",
            rebuilt.rows,
            rebuilt.facts,
            if rebuilt.same { "and are what they were" } else { "and were wrong before" }
        );
    }
    Ok(if rebuilt.same { Outcome::Well } else { Outcome::Finding })
}

pub(crate) fn backup(context: &Context, args: &BackupArgs) -> Result<Outcome> {
    if args.list {
        return list(context, &args.ledger);
    }
    let ports = host::machine()?;
    let (_, ledger) = open(context, &args.ledger)?;
    let path = backup::now(&*ports, &ledger, Reason::Asked)?;
    if context.json {
        println!("{}", json!({ "backup": path }));
    } else {
        println!("The backup was verified and is at {}.", path.display());
    }
    Ok(Outcome::Well)
}

fn list(context: &Context, ledger: &Path) -> Result<Outcome> {
    let backups = backup::list(ledger)?;
    let line = |backup: &Backup| {
        json!({ "path": backup.path, "made_at": backup.made_at, "reason": backup.reason,
                "bytes": backup.bytes })
    };
    if context.json {
        println!("{}", json!(backups.iter().map(line).collect::<Vec<_>>()));
        return Ok(Outcome::Well);
    }
    if backups.is_empty() {
        println!("There are no backups of this ledger.");
    }
    for backup in &backups {
        let size = backup.bytes.div_ceil(1024);
        println!("{}  {size:>8} KiB  {}", backup.made_at.to_rfc3339(), backup.path.display());
    }
    Ok(Outcome::Well)
}

pub(crate) fn restore(context: &Context, args: &RestoreArgs) -> Result<Outcome> {
    let ports = host::machine()?;
    let words = passphrase::get(context)?;
    if !args.ledger.exists() && !backup::folder_of(&args.ledger).exists() {
        if args.preview {
            return Err(Error::refused(
                "There is no ledger at that place, so nothing there would change.",
            ));
        }
        let opened = bring_in_at(&args.from, words.as_deref(), &args.ledger)?;
        let verdict = opened.ledger.verify()?;
        if context.json {
            println!("{}", json!({ "ledger": args.ledger, "facts": verdict.facts }));
        } else {
            println!("{} facts are at {} now.", verdict.facts, args.ledger.display());
        }
        return Ok(Outcome::Well);
    }
    let access = Access::Words(words.as_deref());
    if args.preview {
        let preview = restore::preview(&*ports, &args.ledger, &args.from, access)?;
        match context.json {
            true => println!("{}", json!(preview)),
            false => println!("{}", in_words(&preview)),
        }
        return Ok(Outcome::Well);
    }
    let restored = restore::restore(&*ports, &args.ledger, &args.from, access)?;
    if context.json {
        println!("{}", json!({ "changed": restored.changed, "kept": restored.kept }));
    } else {
        println!("{}", in_words(&restored.changed));
        match &restored.kept {
            Some(kept) => println!("It is done. What was replaced is kept at {}.", kept.display()),
            None => println!("It is done. There was nothing to replace."),
        }
    }
    Ok(Outcome::Well)
}

fn in_words(preview: &RestorePreview) -> String {
    if !preview.readable {
        return format!(
            "The backup of {} holds {} facts. What is here now cannot be read.",
            preview.made_at, preview.facts
        );
    }
    let side = |changed: &restore::Changed| match (changed.days.first(), changed.days.last()) {
        (Some(first), Some(last)) if first != last => {
            format!("{} facts from {first} to {last}", changed.facts)
        }
        (Some(day), _) => format!("{} facts of {day}", changed.facts),
        _ => "nothing".to_owned(),
    };
    format!(
        "The backup of {} holds {} facts. Only here: {}. Only in the backup: {}.",
        preview.made_at,
        preview.facts,
        side(&preview.lost),
        side(&preview.gained)
    )
}
