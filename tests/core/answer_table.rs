//! Scoring a table of answers.

use evenkeel_core::measures::table::AnswerTable;
use evenkeel_core::measures::{Instrument, Rule};
use evenkeel_core::{Code, Result};

use crate::scoring::key;

fn three() -> Instrument {
    let scales: [(&str, &[u32], &[u32], u32); 2] =
        [("ease", &[1, 3], &[3], 1), ("load", &[2], &[], 1)];
    key(&[1, 2, 3, 4, 5], Rule::Mean, &scales)
}

fn row(cells: &[&str]) -> Result<Vec<String>> {
    let instrument = three();
    AnswerTable::new(&instrument, ["id", "1", "2", "3"])?.row(2, cells.iter().copied())
}

fn refusal<T>(result: Result<T>) -> String {
    let Err(error) = result else { panic!("this should be refused") };
    assert_eq!(error.code, Code::Refused);
    error.detail
}

#[test]
fn a_row_gives_its_id_then_each_scale_and_how_many_were_answered() {
    let instrument = three();
    let sheets = AnswerTable::new(&instrument, ["id", "1", "2", "3"]).unwrap();
    assert_eq!(sheets.header(), ["id", "ease", "ease_answered", "load", "load_answered"]);
    assert_eq!(row(&["p1", "2", "5", "5"]).unwrap(), ["p1", "1.5", "2", "5", "1"]);
}

#[test]
fn an_empty_cell_is_skipped_and_too_few_give_no_score() {
    assert_eq!(row(&["p1", "2", " ", ""]).unwrap(), ["p1", "2", "1", "", "0"]);
}

#[test]
fn columns_may_come_in_any_order_and_after_a_byte_order_mark() {
    let instrument = three();
    let sheets = AnswerTable::new(&instrument, ["\u{feff}3", "id", "2", "1"]).unwrap();
    assert_eq!(sheets.row(2, ["5", "p1", "5", "2"]).unwrap(), ["p1", "1.5", "2", "5", "1"]);
}

#[test]
fn what_is_not_an_answer_is_refused_with_row_and_column() {
    for bad in ["0", "6", "2.0", "2,5", "two", "-1", "99999999999"] {
        let detail = refusal(row(&["p1", "1", bad, "1"]));
        assert!(detail.starts_with(&format!("Row 2, column 2: “{bad}”")), "{detail}");
        assert!(detail.contains("1, 2, 3, 4, 5"), "{detail}");
    }
}

#[test]
fn a_code_between_two_others_is_refused() {
    let cbi = key(&[0, 25, 50, 75, 100], Rule::Mean, &[("work", &[1], &[], 1)]);
    let sheets = AnswerTable::new(&cbi, ["id", "1"]).unwrap();
    assert!(refusal(sheets.row(9, ["p1", "30"])).starts_with("Row 9, column 1"));
}

#[test]
fn a_header_that_is_not_of_this_key_is_refused() {
    let instrument = three();
    let header =
        |names: &[&'static str]| refusal(AnswerTable::new(&instrument, names.iter().copied()));
    assert!(header(&["id", "1", "2"]).contains("“3” is missing"));
    assert!(header(&["1", "2", "3"]).contains("“id” is missing"));
    assert!(header(&["id", "1", "2", "3", "4"]).contains("“4”"));
    assert!(header(&["id", "1", "2", "2"]).contains("“2” is repeated"));
    assert!(header(&["id", "q1", "2", "3"]).contains("“q1”"));
}

#[test]
fn a_row_that_is_too_short_or_too_long_is_refused() {
    assert!(refusal(row(&["p1", "1", "2"])).starts_with("Row 2: there are 3 cells"));
    assert!(refusal(row(&["p1", "1", "2", "3", "4"])).contains("5 cells"));
}

#[test]
fn a_printed_score_reads_back_as_the_same_number() {
    let seven = key(&[0, 25, 50, 75, 100], Rule::Mean, &[("w", &[1, 2, 3, 4, 5, 6, 7], &[7], 4)]);
    let sheets = AnswerTable::new(&seven, ["id", "1", "2", "3", "4", "5", "6", "7"]).unwrap();
    let out = sheets.row(2, ["p", "75", "75", "75", "75", "75", "75", "75"]).unwrap();
    assert_eq!(out[1].parse::<f64>().unwrap(), 475.0 / 7.0);
}
