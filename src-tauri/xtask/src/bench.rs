//! What Evenkeel costs beside its peers, in one table.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::display::Display;
use crate::progress::{Outcome, Stop, say};
use crate::system::For;
use crate::{cargo, finish, python, root, system, target, ui};

/// What is built: the measures, the program, and the least window there is.
const PACKAGES: [&str; 3] = ["evenkeel-bench", "evenkeel", "evenkeel-bare"];

/// Builds for release, runs the measures in turn with their peers, prints the table, and keeps
/// every figure in `target/bench/results.json`. `only` names measures; all of them without. `soak`
/// is measured alone, for an hour or so many minutes.
///
/// # Errors
/// When it cannot be built or written. Figures fail nothing.
pub fn bench(only: &[&str]) -> Outcome {
    let only = if only == ["soak"] { &["soak", "60"] } else { only };
    let soaks = only.first() == Some(&"soak");
    system::set_up(For::Testing)?;
    ui::set_up()?;
    let (python, anki) = if soaks { (None, None) } else { peers()? };
    say("Building for release. The first time takes about 20 minutes.");
    ui::build_to_ship()?;
    let packages = PACKAGES.iter().flat_map(|package| ["--package", package]);
    finish(cargo(&["build", "--release", "--bins"]).args(packages))?;
    say(match soaks {
        true => format!("Measuring for {} minutes.", only.last().unwrap_or(&"60")),
        false => "Measuring. Leave the machine alone for about 25 minutes.".to_owned(),
    });

    let folder = target().join("bench");
    fs::create_dir_all(&folder).map_err(|error| unwritten(&error))?;
    let display = Display::start_seen(&folder)?;
    let mut session = Command::new("dbus-run-session");
    session
        .arg("--")
        .arg(target().join("release/evenkeel-bench"))
        .args(only)
        .current_dir(root())
        .env("DISPLAY", &display.name)
        .env("EVENKEEL_BENCH_SCREEN", folder.join("Xvfb_screen0"))
        .envs(python.map(|path| ("EVENKEEL_BENCH_PYTHON", path)))
        .envs(anki.map(|path| ("EVENKEEL_BENCH_ANKI", path)))
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    let output = session
        .output()
        .map_err(|error| Stop::new(format!("The measures could not be started: {error}.")))?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    keep(&lines, only.is_empty())?;
    println!("\n{}", table(&lines));
    match output.status.success() {
        true => Ok(()),
        false => Err(Stop::new("A measure stopped before its end; the lines above are whole.")),
    }
}

/// The Python of the peers, and Anki: the latter only where its packages can be had.
fn peers() -> Result<(Option<PathBuf>, Option<PathBuf>), Stop> {
    system::set_up_peers();
    let python = python::set_up_in("bench-python", &["tests/bench/requirements.txt"])?;
    let anki = python::set_up_in("bench-anki", &["tests/bench/anki.txt"])
        .inspect_err(|stop| say(format!("Measured without Anki: {}", stop.words)));
    Ok((Some(python), anki.ok().map(|python| python.with_file_name("anki"))))
}

/// Keeps the lines as one array. Lines of an earlier run stay where not `all` was measured anew.
fn keep(lines: &str, all: bool) -> Outcome {
    let file = target().join("bench/results.json");
    let before = fs::read_to_string(&file).unwrap_or_default();
    let array = format!("[\n{}\n]\n", joined(&before, lines, all).join(",\n"));
    fs::write(file, array).map_err(|error| unwritten(&error))
}

/// The lines of this run behind those of the one before that it does not replace. A soak is only
/// replaced by a soak.
fn joined<'a>(before: &'a str, lines: &'a str, all: bool) -> Vec<&'a str> {
    let measure = |line: &'a str| text(line, "measure").unwrap_or_default();
    let stays = |line: &&'a str| {
        let replaced = lines.lines().any(|new| measure(new) == measure(line));
        line.starts_with('{') && !replaced && (!all || measure(line) == "soak")
    };
    let before = before.lines().map(|line| line.trim_end_matches(',')).filter(stays);
    before.chain(lines.lines()).collect()
}

fn unwritten(error: &std::io::Error) -> Stop {
    Stop::new(format!("{} cannot be written: {error}.", target().join("bench").display()))
}

/// The lines as a table in Markdown.
fn table(lines: &str) -> String {
    let mut table = String::from(
        "| Measure | Evenkeel | Peer | | Ratio | To reach |\n|---|---:|---:|---|---:|---|\n",
    );
    for line in lines.lines() {
        let text = |name| text(line, name).unwrap_or_default();
        let number = |name| number(line, name);
        let unit = text("unit");
        let figure = |name| number(name).map_or("–".to_owned(), |figure| shown(figure, unit));
        let ratio = number("ratio").map_or("–".to_owned(), |ratio| match ratio {
            small if small < 0.005 => format!("{small:.5}"),
            ratio => format!("{ratio:.2}"),
        });
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {ratio} | {} |",
            text("name"),
            figure("ours"),
            figure("peer"),
            text("peer_name"),
            text("reach"),
        );
    }
    table
}

/// A figure as people read it.
fn shown(figure: f64, unit: &str) -> String {
    match figure {
        figure if unit != "s" => format!("{figure:.1} {unit}"),
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
    use super::{joined, shown, table};

    #[test]
    fn a_line_becomes_a_row_and_a_missing_peer_is_said() {
        let lines = "{\"name\":\"a\",\"ours\":0.002,\"peer\":null,\"peer_name\":\"b (missing here)\",\
                     \"ratio\":null,\"unit\":\"s\",\"runs\":5,\"reach\":\"≤ 1\"}";
        assert!(table(lines).ends_with("| a | 2.0 ms | – | b (missing here) | – | ≤ 1 |\n"));
        assert_eq!([shown(1.5, "s"), shown(0.000_04, "s")], ["1.50 s", "40 µs"]);
        assert_eq!(shown(33.34, "kB"), "33.3 kB");
    }

    #[test]
    fn a_run_of_one_measure_replaces_its_lines_and_no_others_and_a_whole_run_keeps_the_soak() {
        let line = |measure: &str, ours: u32| {
            format!("{{\"measure\":\"{measure}\",\"name\":\"n\",\"ours\":{ours}}}")
        };
        let [sit, soak, start] = ["sit", "soak", "start"].map(|measure| line(measure, 1));
        let before = format!("[\n{sit},\n{soak},\n{start}\n]\n");
        let new = line("sit", 2);
        assert_eq!(joined(&before, &new, false), [&soak, &start, &new]);
        assert_eq!(joined(&before, &new, true), [&soak, &new]);
    }
}
