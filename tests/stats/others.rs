//! The same figures in Python and in R, over thousands of random data sets.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use evenkeel_stats::ancova::{Pairs, ancova};
use evenkeel_stats::change::{moved, welch};
use evenkeel_stats::describe::{mean, sd, spread};
use evenkeel_stats::effect::{d_ppc2, hedges_g};
use evenkeel_stats::factor::omega;
use evenkeel_stats::reliability::alpha;
use tempfile::TempDir;

/// How many data sets of pairs there are; a quarter as many of hard ones and of items come on top.
fn sets() -> usize {
    std::env::var("EVENKEEL_DATA_SETS").ok().and_then(|sets| sets.parse().ok()).unwrap_or(4000)
}

/// What two programs may differ by, in parts of the figure or of its own uncertainty.
const TOLERANCE: f64 = 1e-9;

/// Data sets and expected figures, made once.
fn made() -> &'static Path {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    MADE.get_or_init(|| {
        let out = TempDir::new().unwrap();
        run(Command::new(python())
            .arg(here().join("reference.py"))
            .arg(out.path())
            .args([sets().to_string().as_str(), "1"]));
        out
    })
    .path()
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stats")
}

/// The Python with statsmodels that `cargo xtask test` sets up.
fn python() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../python/bin/python3");
    std::env::var_os("EVENKEEL_PYTHON").map_or(own, PathBuf::from)
}

fn run(command: &mut Command) {
    let done = command.output().expect("`cargo xtask test` sets up the other programs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

type Figures = BTreeMap<String, f64>;

/// Every figure of every data set, as it is found here.
fn found(folder: &Path) -> Figures {
    let numbers = |text: &str| -> Vec<f64> {
        text.split(' ').map(|number| number.parse().unwrap()).collect()
    };
    let mut figures = Figures::new();
    let mut first = Pairs::default();
    for line in fs::read_to_string(folder.join("cases.txt")).unwrap().lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let name = fields[1].to_owned();
        let found = match fields[0] {
            "items" => of_items(&fields[2..].iter().map(|item| numbers(item)).collect::<Vec<_>>()),
            _ => {
                let pairs = Pairs { before: numbers(fields[3]), after: numbers(fields[4]) };
                if fields[2] == "first" {
                    first = pairs;
                    continue;
                }
                of_pairs(&first, &pairs)
            }
        };
        figures
            .extend(found.into_iter().map(|(figure, value)| (format!("{name},{figure}"), value)));
    }
    figures
}

fn of_items(items: &[Vec<f64>]) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    if let Ok(it) = alpha(items) {
        found.extend([
            ("alpha", it.alpha),
            ("alpha_low", it.interval.low),
            ("alpha_high", it.interval.high),
        ]);
    }
    found.extend(omega(items).map(|it| ("omega", it.omega)));
    found
}

fn of_pairs(first: &Pairs, second: &Pairs) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    if let Ok(it) = mean(&first.before) {
        found.push(("mean", it.mean));
        found.extend(
            it.interval.iter().flat_map(|of| [("mean_low", of.low), ("mean_high", of.high)]),
        );
    }
    found.extend(sd(&first.before).map(|sd| ("sd", sd)));
    if let Ok(it) = spread(&first.before) {
        found.extend([("q1", it.first_quartile), ("median", it.median), ("q3", it.third_quartile)]);
    }
    if let Ok(it) = ancova(first, second) {
        let by = it.difference;
        found.extend([
            ("adjusted", by.difference),
            ("adjusted_error", by.error),
            ("adjusted_t", by.t),
            ("adjusted_df", by.df),
            ("adjusted_p", by.p),
            ("adjusted_low", by.interval.low),
            ("adjusted_high", by.interval.high),
            ("slope", it.slope),
            ("slope_error", it.slope_error),
            ("residual_sd", it.residual_sd),
            ("first_mean", it.first.mean),
            ("first_low", it.first.interval.low),
            ("first_high", it.first.interval.high),
            ("second_mean", it.second.mean),
            ("second_low", it.second.interval.low),
            ("second_high", it.second.interval.high),
        ]);
    }
    if let Ok(it) = moved(first) {
        found.extend([("moved", it.mean), ("moved_sd", it.sd)]);
        let ends = it.interval;
        found.extend(ends.iter().flat_map(|of| [("moved_low", of.low), ("moved_high", of.high)]));
    }
    if let Ok(it) = welch(first, second) {
        found.extend([
            ("welch", it.difference),
            ("welch_error", it.error),
            ("welch_t", it.t),
            ("welch_df", it.df),
            ("welch_p", it.p),
            ("welch_low", it.interval.low),
            ("welch_high", it.interval.high),
        ]);
    }
    for (names, effect) in [
        (["g", "g_low", "g_high"], hedges_g(first, second)),
        (["d", "d_low", "d_high"], d_ppc2(first, second)),
    ] {
        if let Ok(it) = effect {
            let values = [it.effect, it.interval.low, it.interval.high];
            found.extend(names.into_iter().zip(values));
        }
    }
    found
}

/// Holds what was found against a file of expected figures; gives how many were compared, and how
/// many data sets they came from.
fn compare(found: &Figures, file: &Path) -> (usize, usize) {
    let (mut compared, mut names) = (0, std::collections::BTreeSet::new());
    let mut worst: BTreeMap<String, (f64, String)> = BTreeMap::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let [name, figure, value, scale] = fields[..] else { panic!("{line}") };
        let own = found.get(&format!("{name},{figure}")).copied();
        compared += 1;
        names.insert(name.to_owned());
        let off = match (own, value.parse::<f64>()) {
            (None, Err(_)) => 0.0,
            (Some(own), Ok(value)) => {
                let scale = scale.parse::<f64>().unwrap().max(value.abs());
                assert!(own.is_finite(), "{line}");
                if own == value { 0.0 } else { (own - value).abs() / scale }
            }
            _ => panic!("{line}, and here it is {own:?}"),
        };
        let entry = worst.entry(figure.to_owned()).or_default();
        if off > entry.0 {
            *entry = (off, format!("{line}, and here it is {own:?}"));
        }
    }
    let bad: Vec<_> = worst.values().filter(|(off, _)| *off > TOLERANCE).collect();
    for (figure, (off, _)) in &worst {
        println!("{figure:<16} differs by {off:.1e} at most");
    }
    assert!(bad.is_empty(), "{bad:#?}");
    (compared, names.len())
}

#[test]
fn python_finds_the_same_figures() {
    let (compared, names) = compare(&found(made()), &made().join("expected.txt"));
    println!("{names} data sets, {compared} figures");
    assert!(names >= sets(), "{names}");
}

#[test]
fn r_finds_the_same_figures() {
    run(Command::new("Rscript").arg(here().join("reference.R")).arg(made()));
    let (compared, names) = compare(&found(made()), &made().join("expected-r.txt"));
    println!("{names} data sets, {compared} figures");
    assert!(names >= sets(), "{names}");
}
