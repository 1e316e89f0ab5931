//! What Evenkeel costs beside its peers, in one table.

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};

use crate::progress::{Outcome, Stop, say};
use crate::system::For;
use crate::{cargo, finish, python, root, system, target};

/// Builds for release, runs the measures in turn with their peers, prints the table, and keeps
/// every figure in `target/bench/results.json`. `only` names measures; all of them without.
///
/// # Errors
/// When it cannot be built or written. Figures fail nothing.
pub fn bench(only: &[&str]) -> Outcome {
    system::set_up(For::Testing)?;
    let python = python::set_up_in("bench-python", &["tests/bench/requirements.txt"])?;
    say("Building for release. The first time takes about 10 minutes.");
    finish(&mut cargo(&["build", "--release", "--package", "evenkeel-bench"]))?;
    say("Measuring. Leave the machine alone for about 15 minutes.");
    let output = Command::new(target().join("release/evenkeel-bench"))
        .args(only)
        .env("EVENKEEL_BENCH_PYTHON", python)
        .current_dir(root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Stop::new(format!("The measures could not be started: {error}.")))?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    keep(&lines)?;
    println!("\n{}", table(&lines));
    match output.status.success() {
        true => Ok(()),
        false => Err(Stop::new("A measure stopped before its end; the lines above are whole.")),
    }
}

/// Keeps the lines as one array.
fn keep(lines: &str) -> Outcome {
    let folder = target().join("bench");
    let array = format!("[\n{}\n]\n", lines.lines().collect::<Vec<_>>().join(",\n"));
    let written =
        fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join("results.json"), array));
    written.map_err(|error| Stop::new(format!("{} cannot be written: {error}.", folder.display())))
}

/// The lines as a table in Markdown.
fn table(lines: &str) -> String {
    let mut table = String::from(
        "| Measure | Evenkeel | Peer | | Ratio | To reach |\n|---|---:|---:|---|---:|---|\n",
    );
    for line in lines.lines() {
        let text = |name| text(line, name).unwrap_or_default();
        let number = |name| number(line, name);
        let seconds = |name| number(name).map_or("–".to_owned(), shown);
        let ratio = number("ratio").map_or("–".to_owned(), |ratio| format!("{ratio:.2}"));
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {ratio} | {} |",
            text("name"),
            seconds("ours"),
            seconds("peer"),
            text("peer_name"),
            text("reach"),
        );
    }
    table
}

/// Seconds as people read them.
fn shown(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 0.001 => format!("{:.1} ms", s * 1e3),
        s => format!("{:.0} µs", s * 1e6),
    }
}

/// A text field of a line of JSON that we wrote ourselves: no quotation mark stands in it.
fn text<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(&format!("\"{name}\":\""))?.1.split('"').next()
}

/// A number of such a line; none for null.
fn number(line: &str, name: &str) -> Option<f64> {
    let rest = line.split_once(&format!("\"{name}\":"))?.1;
    rest.split([',', '}']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{shown, table};

    #[test]
    fn a_line_becomes_a_row_and_a_missing_peer_is_said() {
        let lines = "{\"name\":\"a\",\"ours\":0.002,\"peer\":null,\"peer_name\":\"b (missing here)\",\
                     \"ratio\":null,\"unit\":\"s\",\"runs\":5,\"reach\":\"≤ 1\"}";
        assert!(table(lines).ends_with("| a | 2.0 ms | – | b (missing here) | – | ≤ 1 |\n"));
        assert_eq!([shown(1.5), shown(0.000_04)], ["1.50 s", "40 µs"]);
    }
}
