//! The table.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

/// One line: something that was done many times, and what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// What was done.
    pub what: String,
    /// How often.
    pub runs: u64,
    /// Acknowledged facts that were not there afterwards.
    pub lost: u64,
    /// Ledgers that were neither as before nor as after.
    pub half: u64,
    /// The longest time to open again, milliseconds.
    pub reopen_ms: u64,
    /// Numbers that belong to this line alone.
    pub notes: String,
    /// Everything that should not have happened, in words; the first few.
    pub findings: Vec<String>,
    /// How many such things there were.
    pub found: u64,
}

impl Row {
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            runs: 0,
            lost: 0,
            half: 0,
            reopen_ms: 0,
            notes: String::new(),
            findings: Vec::new(),
            found: 0,
        }
    }

    pub fn find(&mut self, words: impl Into<String>) {
        self.found += 1;
        if self.findings.len() < 8 {
            let words = words.into();
            // At once: the whole run takes an hour, and the table comes last.
            eprintln!("  {}: {words}", self.what);
            self.findings.push(words);
        }
    }
}

/// Prints the table and writes it into a folder.
pub fn finish(rows: &[Row], folder: &Path) -> ExitCode {
    println!(
        "{:<44} {:>7} {:>6} {:>6} {:>9} {:>9}  notes",
        "what", "runs", "lost", "half", "reopen", "findings"
    );
    for row in rows {
        println!(
            "{:<44} {:>7} {:>6} {:>6} {:>6} ms {:>9}  {}",
            row.what, row.runs, row.lost, row.half, row.reopen_ms, row.found, row.notes
        );
        for finding in &row.findings {
            println!("    {finding}");
        }
    }
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        let text = serde_json::to_string_pretty(rows).unwrap_or_default();
        std::fs::write(folder.join("results.json"), text)
    });
    if let Err(error) = written {
        println!("The results could not be written: {error}");
    }
    let bad = rows.iter().any(|row| row.lost + row.half + row.found > 0 || row.reopen_ms >= 2000);
    if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
