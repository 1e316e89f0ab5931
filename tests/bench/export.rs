//! A large study as a de-identified package.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use evenkeel_core::measures::score::score;
use evenkeel_core::measures::sheet::{HandedIn, ItemAnswer, Timing};
use evenkeel_core::measures::wording::read_key;
use evenkeel_core::measures::{Answer, Instrument};
use evenkeel_core::people::Role;
use evenkeel_core::ports::{Ports, Record};
use evenkeel_core::research::amend::{self, SetProtocol};
use evenkeel_core::research::export::{ExportOptions, write};
use evenkeel_core::research::{self, setup};
use evenkeel_core::store::Ledger;
use evenkeel_core::store::fact::Draft;
use evenkeel_core::study::outbox::Terms;
use evenkeel_core::study::protocol::Arm;
use serde_json::Value;
use tempfile::TempDir;

use crate::desk::Desk;
use crate::side::{Line, Peer, among, python, seconds};

const COACHES: u32 = 10_000;
const ITEMS: u32 = 80;
/// The table of single answers, by far the largest.
const ANSWERS: &str = "table-answers_data.csv";
/// What the bare crate writes: a row of that table as values, or as text of any other.
type Row =
    (String, String, String, i64, String, String, String, i64, Option<i64>, String, Option<f64>);

/// 10,000 people with three questionnaires of 80 questions, from the ledger to the whole package,
/// beside writing nothing but its tables from memory.
pub fn export() -> Vec<Line> {
    let desk = Desk::of(Role::Researcher, |_, _, _| {});
    let (ports, folder) = (&*desk.ports, desk.folder.path());
    let mut ledger = Ledger::in_memory().unwrap();
    let instruments = [long_one()];
    let mailbox = folder.join("mailbox");
    fs::create_dir(&mailbox).unwrap();
    research::create(ports, &mut ledger, "Large", &mailbox.display().to_string()).unwrap();
    let mut protocol = setup(&ledger).unwrap().unwrap().file.protocol;
    protocol.waves.iter_mut().for_each(|wave| wave.instruments = vec!["long".to_owned()]);
    let change = SetProtocol { protocol, reason: None };
    amend::set(ports, &mut ledger, &instruments, 8, change).unwrap();
    fill(ports, &mut ledger, &instruments[0]);

    let options = ExportOptions::default();
    let mut export = |out: &Path| {
        write(ports, &mut ledger, &instruments, 8, "Ruth", &options, out).unwrap();
    };
    let kept = folder.join("export");
    export(&kept);
    let tables = kept.join("data");
    let of_python = |peer: &str| python(peer, &[&tables.display().to_string()]);
    let ours = || {
        let out = TempDir::new_in(folder).unwrap();
        seconds(|| export(&out.path().join("export")))
    };
    let peers = vec![
        Peer::new("the csv crate alone", "≤ 3", || Some(bare(&tables))),
        Peer::new("DuckDB, one thread", "≤ 2", || of_python("export_duckdb")),
        Peer::new("pandas", "≤ 0.5", || of_python("export_pandas")),
    ];
    among("export 10,000 × 3 × 80 answers", ("s", 5), ours, peers)
}

/// Seconds that the csv crate takes to write the same tables from memory.
fn bare(tables: &Path) -> f64 {
    let out = TempDir::new().unwrap();
    let all = fs::read_dir(tables).unwrap().flatten().map(|entry| entry.path());
    let all = all.filter(|file| file.extension().is_some_and(|ending| ending == "csv"));
    let one = |file: std::path::PathBuf| {
        let mut reader = csv::Reader::from_path(&file).unwrap();
        let head = reader.headers().unwrap().clone();
        let mut writer =
            csv::Writer::from_path(out.path().join(file.file_name().unwrap())).unwrap();
        writer.write_record(&head).unwrap();
        if file.ends_with(ANSWERS) {
            let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
            return seconds(|| {
                rows.iter().for_each(|row| writer.serialize(row).unwrap());
                writer.flush().unwrap();
            });
        }
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        seconds(|| {
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            writer.flush().unwrap();
        })
    };
    all.map(one).sum()
}

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
    let record = |id: &str, kind: &str, body: Value| {
        let at = "2026-01-15T09:00:00+00:00".to_owned();
        Record { id: id.to_owned(), kind: kind.to_owned(), at, day, body }
    };
    for coach in 0..COACHES {
        let code = format!("K{coach:05}");
        let arm = if coach % 2 == 0 { Arm::Course } else { Arm::Comparison };
        let terms = Terms { arm, starts_on: day, breaks: Vec::new(), protocol: Some(1) };
        let body = serde_json::to_value(terms).unwrap();
        let mut drafts = vec![Draft::received(&code, record("j", "joined", body))];
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
            drafts.push(Draft::received(&code, record(wave, "answers", body)));
        }
        ledger.append_all(ports, drafts).unwrap();
    }
}
