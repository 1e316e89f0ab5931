//! Scores against a program in another language that knows the keys by itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use evenkeel_core::course::ContentFolder;
use evenkeel_core::measures::load;
use evenkeel_core::measures::table::AnswerTable;
use tempfile::TempDir;

/// How many answer sets there are, all instruments together; `EVENKEEL_ANSWER_SETS` for more.
fn sets() -> String {
    std::env::var("EVENKEEL_ANSWER_SETS").unwrap_or_else(|_| "100000".to_owned())
}

#[test]
fn a_program_in_another_language_finds_the_same_scores() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/measures");
    let out = TempDir::new().unwrap();
    let made = Command::new("python3")
        .arg(here.join("reference.py"))
        .args([out.path().as_os_str(), sets().as_ref(), "1".as_ref()])
        .output()
        .expect("python3 is needed: `cargo xtask test` installs it");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let content = ContentFolder::new(here.join("../../content"));
    let (mut compared, mut scores) = (0, 0);
    let scored = load::load(&content).unwrap().into_iter().filter(|one| !one.scales.is_empty());
    for instrument in scored {
        let file = |what: &str| {
            let path = out.path().join(format!("{}.{what}.csv", instrument.id));
            fs::read_to_string(path).unwrap_or_else(|_| panic!("no {what} for {}", instrument.id))
        };
        let (answers, expected) = (file("answers"), file("scores"));
        let (mut answers, mut expected) = (answers.lines(), expected.lines());
        let table = AnswerTable::new(&instrument, answers.next().unwrap().split(',')).unwrap();
        assert_eq!(table.header().join(","), expected.next().unwrap(), "{}", instrument.id);
        for (row, (given, wanted)) in (2..).zip(answers.by_ref().zip(expected.by_ref())) {
            let found = table.row(row, given.split(',')).unwrap();
            for (own, other) in found.iter().zip(wanted.split(',')).skip(1) {
                let same = match (own.parse::<f64>(), other.parse::<f64>()) {
                    (Ok(own), Ok(other)) => own == other,
                    _ => own == other,
                };
                assert!(same, "{} row {row}: {own} here, {other} there\n{given}", instrument.id);
                scores += 1;
            }
            assert_eq!(found.len(), wanted.split(',').count());
            compared += 1;
        }
        assert_eq!((answers.next(), expected.next()), (None, None));
    }
    println!("{compared} answer sets, {scores} figures, no difference");
    assert!(compared >= sets().parse::<usize>().unwrap());
}
