//! How quick a large export is. Run it by itself, in release:
//! `cargo test --release -p evenkeel-host --test export -- --ignored --nocapture export_scale`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use evenkeel_core::measures::score::score;
use evenkeel_core::measures::sheet::{HandedIn, ItemAnswer, Timing};
use evenkeel_core::measures::wording::read_key;
use evenkeel_core::measures::{Answer, Instrument};
use evenkeel_core::ports::{Ports, Record};
use evenkeel_core::research::amend::{self, SetProtocol};
use evenkeel_core::research::analysis::{analyse, attendance::Attendance};
use evenkeel_core::research::export::{ExportOptions, write};
use evenkeel_core::research::{self, setup};
use evenkeel_core::store::Ledger;
use evenkeel_core::store::fact::Draft;
use evenkeel_core::study::outbox::Terms;
use evenkeel_core::study::protocol::Arm;
use tempfile::TempDir;

use crate::others::python;
use crate::study::machine;

const COACHES: u32 = 10_000;
const ITEMS: u32 = 80;

/// A questionnaire of eighty questions in four scales.
fn long_one() -> Instrument {
    let mut toml = String::from(
        "format_version = 1\nid = \"long\"\nversion = \"1\"\ntitle = \"Long\"\nabout = \"Eighty.\"\n\
         licence = \"CC0\"\ncredit = \"nobody\"\ncitation = \"none\"\nvalidated = false\nminutes = 9\n\
         [responses.often]\ncodes = [1, 2, 3, 4, 5]\nlabels = [\"a\", \"b\", \"c\", \"d\", \"e\"]\n\
         [[straight]]\ncode = 5\ngives = { s0 = 5, s1 = 5, s2 = 5, s3 = 5 }\n",
    );
    for scale in 0..4 {
        let items: Vec<u32> = (1..=ITEMS).filter(|item| item % 4 == scale).collect();
        write!(
            toml,
            "[[scale]]\nid = \"s{scale}\"\ntitle = \"S\"\nabout = \"S.\"\nscore = \"mean\"\n\
             least_answered = 15\nrule_by = \"us\"\nitems = {items:?}\n"
        )
        .unwrap();
    }
    for number in 1..=ITEMS {
        write!(toml, "[[item]]\nnumber = {number}\ntext = \"Q{number}\"\nresponses = \"often\"\n")
            .unwrap();
    }
    read_key("long.toml", &toml).unwrap()
}

fn fill(ports: &dyn Ports, ledger: &mut Ledger, instrument: &Instrument) {
    let mut dice: u64 = 7;
    let mut throw = |sides: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    let day = "2026-01-15".parse().unwrap();
    let record = |id: String, kind: &str, body: serde_json::Value| {
        let at = "2026-01-15T09:00:00+00:00".to_owned();
        Record { id, kind: kind.to_owned(), at, day, body }
    };
    for coach in 0..COACHES {
        let code = format!("K{coach:05}");
        let arm = if coach % 2 == 0 { Arm::Course } else { Arm::Comparison };
        let terms = Terms { arm, starts_on: day, breaks: Vec::new(), protocol: Some(1) };
        let body = serde_json::to_value(terms).unwrap();
        let mut drafts = vec![Draft::received(&code, record("j".to_owned(), "joined", body))];
        for wave in ["baseline", "end", "follow-up"] {
            let mut answers = Vec::new();
            for number in 1..=ITEMS {
                let answer = match throw(60) {
                    0 => Answer::Skipped,
                    _ => Answer::Code(1 + throw(5) as i32),
                };
                answers.push(ItemAnswer { number, answer, ms: 1000 + throw(9000) as u32 });
            }
            let by_number = answers.iter().map(|one| (one.number, one.answer)).collect();
            let handed_in = HandedIn {
                wave: wave.to_owned(),
                instrument: instrument.id.clone(),
                instrument_version: "1".to_owned(),
                scores: score(instrument, &by_number),
                answers,
                began_at: "2026-01-15T08:50:00+00:00".to_owned(),
                timing: Timing::InTime,
                receipt: "7KQ-M2X".to_owned(),
                language: None,
            };
            let body = serde_json::to_value(handed_in).unwrap();
            drafts.push(Draft::received(&code, record(wave.to_owned(), "answers", body)));
        }
        ledger.append_all(ports, drafts).unwrap();
    }
}

/// A row of the long table of answers, as values.
type Row =
    (String, String, String, i64, String, String, String, i64, Option<i64>, String, Option<f64>);

/// Seconds that the bare csv crate takes to write the long table of answers from values in memory,
/// and how many bytes it is.
fn bare_csv(folder: &Path, out: &Path) -> (f64, u64) {
    let file = folder.join("table-answers_data.csv");
    let mut reader = csv::Reader::from_path(&file).unwrap();
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    let began = Instant::now();
    let mut writer = csv::Writer::from_path(out.join("answers.csv")).unwrap();
    rows.iter().for_each(|row| writer.serialize(row).unwrap());
    writer.flush().unwrap();
    (began.elapsed().as_secs_f64(), std::fs::metadata(file).unwrap().len())
}

/// Seconds that pandas takes to write the same tables.
fn pandas(folder: &Path, out: &Path) -> f64 {
    let script = "import sys, time, pathlib, pandas\n\
        total = 0\n\
        for file in pathlib.Path(sys.argv[1]).glob('*.csv'):\n\
        \x20   table = pandas.read_csv(file, low_memory=False)\n\
        \x20   began = time.perf_counter()\n\
        \x20   table.to_csv(pathlib.Path(sys.argv[2]) / file.name, index=False)\n\
        \x20   total += time.perf_counter() - began\n\
        print(total)\n";
    let done = Command::new(python()).args(["-c", script]).arg(folder).arg(out).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().parse().unwrap()
}

#[test]
#[ignore = "measures: run it by itself, in release"]
fn export_scale() {
    let folder = TempDir::new().unwrap();
    let ports = machine(folder.path());
    let mut ledger = Ledger::in_memory().unwrap();
    let instruments = [long_one()];
    let mailbox = folder.path().join("mailbox");
    std::fs::create_dir(&mailbox).unwrap();
    research::create(&*ports, &mut ledger, "Large", &mailbox.display().to_string()).unwrap();
    let mut protocol = setup(&ledger).unwrap().unwrap().file.protocol;
    protocol.waves.iter_mut().for_each(|wave| wave.instruments = vec!["long".to_owned()]);
    let change = SetProtocol { protocol, reason: None };
    amend::set(&*ports, &mut ledger, &instruments, 8, change).unwrap();
    fill(&*ports, &mut ledger, &instruments[0]);

    let out = folder.path().join("export");
    let began = Instant::now();
    let options = ExportOptions::default();
    let done = write(&*ports, &mut ledger, &instruments, 8, "Ruth", &options, &out).unwrap();
    let ours = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let day = ports.now().day();
    analyse(&ledger, &instruments, 8, day, &Attendance::default()).unwrap();
    let analysis = began.elapsed().as_secs_f64();

    let (csv_out, pandas_out) = (folder.path().join("csv"), folder.path().join("pandas"));
    std::fs::create_dir(&csv_out).unwrap();
    std::fs::create_dir(&pandas_out).unwrap();
    let (bare, bytes) = bare_csv(&out.join("data"), &csv_out);
    let pandas = pandas(&out.join("data"), &pandas_out);
    let tables = std::fs::read_dir(out.join("data")).unwrap().flatten();
    let all = tables.map(|entry| entry.metadata().unwrap().len()).sum::<u64>() as f64 / 1e6;
    let (ours_rate, bare_rate) = (all / ours, bytes as f64 / 1e6 / bare);
    println!(
        "{} people, {} questionnaires, {all:.0} MB of tables\n\
         the whole export, from the ledger to the renamed folder: {ours:.2} s, {ours_rate:.0} MB/s\n\
         the bare csv crate, long answers from values in memory:  {bare:.2} s, {bare_rate:.0} MB/s\n\
         pandas, the same tables from memory:                     {pandas:.2} s\n\
         the analysis of the same:                                {analysis:.2} s",
        done.participants, done.sheets,
    );
    assert!(ours < pandas, "slower than pandas");
}
