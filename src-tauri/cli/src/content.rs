//! `content check`: what there is to mend in a course.

use std::path::PathBuf;

use clap::Subcommand;
use evenkeel_core::Result;
use evenkeel_core::course::check::check;
use serde_json::json;

use crate::{Context, Outcome, host};

#[derive(Subcommand)]
pub(crate) enum Content {
    /// Find what there is to mend, with file, line and remedy
    Check {
        /// The content folder; the program's own if none is given
        folder: Option<PathBuf>,
    },
}

pub(crate) fn run(context: &Context, args: &Content) -> Result<Outcome> {
    let Content::Check { folder } = args;
    let ports = host::machine()?;
    let folder = folder.clone().unwrap_or_else(|| ports.content_dir().to_owned());
    let findings = check(&folder, ports.now().local.date_naive());
    if context.json {
        println!("{}", json!({ "folder": folder, "findings": findings }));
    } else if findings.is_empty() {
        println!("Nothing to mend in {}.", folder.display());
    } else {
        for finding in &findings {
            let line = finding.line.map_or_else(String::new, |line| format!(":{line}"));
            println!("{}{line}: {} {}", finding.file, finding.problem, finding.remedy);
        }
        println!("{} to mend in {}.", findings.len(), folder.display());
    }
    Ok(if findings.is_empty() { Outcome::Well } else { Outcome::Finding })
}
