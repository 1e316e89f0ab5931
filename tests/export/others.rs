//! What other people's programs find in an export.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use evenkeel_core::bundle::{Bundle, Cells, Table, Workbook};
use evenkeel_core::research::analysis::{analyse, attendance::Attendance};
use serde_json::Value;
use tempfile::TempDir;

use crate::study::{Desk, exported, machine};

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/export")
}

/// The Python that `cargo xtask test` sets up.
pub fn python() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../python/bin/python3");
    std::env::var_os("EVENKEEL_PYTHON").map_or(own, PathBuf::from)
}

fn run(command: &mut Command) -> String {
    let done = command.output().expect("`cargo xtask test` sets up the other programs");
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    let words = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{words}\n{out}");
    out
}

fn check(what: &str, folder: &Path) -> Value {
    let out = run(Command::new(python()).arg(here().join("check.py")).arg(what).arg(folder));
    serde_json::from_str(out.lines().last().unwrap()).unwrap()
}

/// The means of the analysis, by wave, arm and scale.
fn own_means() -> BTreeMap<String, f64> {
    let desk = Desk::new();
    let (weeks, day) = (desk.course.manifest.weeks, desk.ports.now().day());
    let nobody = Attendance::default();
    let analysis = analyse(&desk.ledger, &desk.instruments, weeks, day, &nobody).unwrap();
    let mut means = BTreeMap::new();
    for scale in &analysis.scales {
        for wave in &scale.waves {
            for (arm, own) in ["course", "comparison"].iter().zip(&wave.arms) {
                if let Some(mean) = own.mean.known() {
                    means.insert(format!("{}/{arm}/{}", wave.wave, scale.scale), mean.mean);
                }
            }
        }
    }
    assert_eq!(means.len(), 36, "3 waves, 2 arms, 6 scales");
    means
}

fn compare(found: &BTreeMap<String, f64>, tolerance: f64) {
    let own = own_means();
    assert_eq!(found.keys().collect::<Vec<_>>(), own.keys().collect::<Vec<_>>());
    for (place, mean) in &own {
        assert!((mean - found[place]).abs() < tolerance, "{place}: {mean} and {}", found[place]);
    }
}

#[test]
fn frictionless_finds_nothing_to_say() {
    let found = check("frictionless", exported());
    assert_eq!(found["valid"], true, "{found}");
}

#[test]
fn an_independent_program_finds_the_same_smallest_group() {
    let report = fs::read(exported().join("deidentification_report.json")).unwrap();
    let report: Value = serde_json::from_slice(&report).unwrap();
    let found = check("anonymous", exported());
    assert_eq!(found["k"], report["smallest_group"], "{found}");
    assert!(found["k"].as_u64().unwrap() >= 5);
    let by: Vec<&str> = found["by"].as_array().unwrap().iter().flat_map(Value::as_str).collect();
    assert_eq!(by[0], "arm");
    assert!(by.contains(&"age") && by.contains(&"role"), "{by:?}");
    let given = report["columns"].as_array().unwrap();
    assert!(given.iter().any(|one| one["values_left"].as_u64() > Some(1)), "not all is withheld");
}

#[test]
fn pandas_reads_and_writes_the_same_tables_and_finds_the_same_means() {
    let found = check("pandas_round_trip", exported());
    assert_eq!(found["changed"], serde_json::json!([]));
    assert_eq!(found["equal"], true);
    compare(&serde_json::from_value(found["means"].clone()).unwrap(), 1e-9);
}

#[test]
fn r_reads_every_table_by_its_script_and_finds_the_same_means() {
    let script = "source('import.R'); \
        stopifnot(is.integer(answers$code), is.factor(scores$arm), nrow(participants) == 60); \
        stopifnot(nchar(attr(scores$score, 'label')) > 0, nrow(answerswide) == 60); \
        stopifnot(all(scores$participant %in% participants$participant), nrow(flow) > 20); \
        m <- aggregate(score ~ wave + arm + scale, scores, mean); \
        cat(sprintf('%s/%s/%s %.17g\\n', m$wave, m$arm, m$scale, m$score), sep = '')";
    let mut r = Command::new("Rscript");
    let out = run(r.args(["--vanilla", "-e", script]).current_dir(exported()).env("LC_ALL", "C"));
    let means = out.lines().map(|line| {
        let (place, mean) = line.split_once(' ').unwrap();
        (place.to_owned(), mean.parse().unwrap())
    });
    compare(&means.collect(), 1e-9);
}

#[test]
fn pspp_runs_the_script_and_finds_the_same_means() {
    // PSPP writes beside the script: a copy of the folder is read.
    let folder = TempDir::new().unwrap();
    run(Command::new("cp").arg("-r").arg(exported()).arg(folder.path()));
    let folder = folder.path().join("export");
    let mut pspp = Command::new("pspp");
    run(pspp.args(["-o", "out.txt", "--syntax-encoding=UTF-8", "import.sps"]).current_dir(&folder));
    let words = fs::read_to_string(folder.join("out.txt")).unwrap_or_default();
    assert!(!words.contains("error") && !words.contains("warning"), "{words}");
    let mut convert = Command::new("pspp-convert");
    run(convert.args(["scores.sav", "scores.csv"]).current_dir(&folder));
    let text = fs::read_to_string(folder.join("scores.csv")).unwrap();
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|own| own == name).unwrap();
    let (wave, arm, scale, score) = (at("wave"), at("arm"), at("scale"), at("score"));
    for row in reader.records() {
        let row = row.unwrap();
        if let Ok(value) = row[score].trim().parse::<f64>() {
            let place = format!("{}/{}/{}", row[wave].trim(), row[arm].trim(), row[scale].trim());
            let (sum, count) = sums.entry(place).or_default();
            (*sum, *count) = (*sum + value, *count + 1.0);
        }
    }
    let means = sums.into_iter().map(|(place, (sum, count))| (place, sum / count));
    // It writes four places after the point.
    compare(&means.collect(), 1e-4);
}

#[test]
fn the_workbook_holds_the_scores_and_says_neither_when_nor_by_whom() {
    let found = check("workbook", exported());
    assert_eq!(found["sheets"], serde_json::json!(["scores", "codebook"]));
    assert_eq!((&found["people"], &found["formulas"]), (&60.into(), &0.into()));
    assert_eq!((&found["made"], &found["author"]), (&"1980-01-01 00:00:00".into(), &"".into()));
    assert!(found["largest_difference"].as_f64().unwrap() < 1e-12, "{found}");
}

#[test]
fn nothing_in_a_cell_is_run_as_a_formula() {
    let folder = TempDir::new().unwrap();
    let ports = machine(folder.path());
    let evil =
        ["=HYPERLINK(\"http://x\")", "+1+1", "@SUM(A1)", "-2+3", "\tx", "=cmd|' /C calc'!A0"];
    let table = || Table {
        file: "evil.csv",
        columns: ["a", "b", "c", "d", "e", "f", "n"].map(str::to_owned).to_vec(),
        rows: Box::new(|cells: &mut dyn Cells| {
            evil.iter().for_each(|cell| cells.text(cell));
            cells.whole(-12);
            cells.end()
        }),
    };
    let bundle = Bundle {
        tables: vec![table()],
        workbooks: vec![Workbook { file: "evil.xlsx", sheets: vec![("evil", table())] }],
        ..Bundle::default()
    };
    let out = folder.path().join("out");
    ports.write_bundle(&bundle, &out).unwrap();
    let found = check("cells", &out);
    for (at, cell) in evil.iter().enumerate() {
        assert_eq!(found["csv"][at], format!("'{cell}"));
        assert_eq!(found["workbook"][at], serde_json::json!([format!("'{cell}"), "s"]));
    }
    assert_eq!(found["workbook"][6], serde_json::json!([-12, "n"]));
    assert!(found["number"].as_str().unwrap().starts_with("int"), "a number stays one");
}
