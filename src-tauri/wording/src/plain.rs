//! Plain CSV: one row a question, a column `text`, and the answers in one of three ways: a cell
//! `1, Never | 2, Seldom`; two cells with values and labels; or a column for each code.

use evenkeel_core::measures::found::{CopyFormat, FoundItem, FoundOption};

use crate::choices;
use crate::markup;
use crate::redcap::digits;
use crate::table::{Table, cell};
use crate::{Outcome, Read, Refusal};

const TEXTS: &[&str] = &["text", "item", "question", "wording", "question_text", "item_text"];
const NUMBERS: &[&str] = &["number", "no", "nr", "#", "item_number"];
const NAMES: &[&str] = &["name", "variable", "id"];
const PARTS: &[&str] = &["part", "section", "form"];
const CHOICES: &[&str] = &["choices", "responses", "answers"];
const VALUES: &[&str] = &["option_values", "values", "codes"];
const LABELS: &[&str] = &["option_text", "labels", "options"];

/// Whether a first line is the heading of such a table.
pub(crate) fn has_header(line: &str) -> bool {
    let separator = separator(line);
    let headings = line.split(char::from(separator)).map(|cell| cell.trim_matches(['"', ' ']));
    headings.clone().count() > 1
        && headings.map(str::to_lowercase).any(|heading| TEXTS.contains(&heading.as_str()))
}

fn separator(line: &str) -> u8 {
    let count = |c: char| line.matches(c).count();
    let candidates = [(count('\t'), b'\t'), (count(';'), b';'), (count(','), b',')];
    candidates.into_iter().max_by_key(|(count, _)| *count).map_or(b',', |(_, separator)| separator)
}

/// Reads a plain CSV or TSV; commas, semicolons and tabs are told by the heading.
pub(crate) fn read(name: &str, text: &str) -> Outcome<Read> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let table = Table::read(text, separator(first))?;
    let column = |names: &[&str]| names.iter().find_map(|name| table.column(name));
    let words = column(TEXTS);
    let coded: Vec<(&String, usize)> = table
        .headings()
        .iter()
        .enumerate()
        .filter(|(_, heading)| heading.parse::<i32>().is_ok())
        .map(|(at, heading)| (heading, at))
        .collect();
    let mut read = Read::new(CopyFormat::Csv);
    for row in table.rows(false) {
        let (at, row) = row?;
        let variable = cell(row, column(NAMES));
        let place = match variable {
            "" => format!("row {at}"),
            name => format!("row {at} ({name})"),
        };
        let text = markup::plain(cell(row, words));
        let (values, labels) = (cell(row, column(VALUES)), cell(row, column(LABELS)));
        let offered = cell(row, column(CHOICES));
        let options = if !offered.is_empty() {
            choices::split(&place, offered)?
        } else if !values.is_empty() {
            paired(&place, values, labels)?
        } else if coded.iter().any(|(_, column)| !cell(row, Some(*column)).is_empty()) {
            let option = |(code, column): &(&String, usize)| FoundOption {
                code: (*code).clone(),
                label: markup::plain(cell(row, Some(*column))),
            };
            coded.iter().map(option).collect()
        } else {
            Vec::new()
        };
        let kind = table.column("question_type").map(|column| cell(row, Some(column)));
        if options.is_empty() && kind.is_some_and(|kind| ["instruction", "text"].contains(&kind)) {
            read.instruct(name, &text);
            continue;
        }
        let part = match cell(row, column(PARTS)) {
            "" => name,
            part => part,
        };
        read.add(FoundItem {
            place,
            part: part.to_owned(),
            name: variable.to_owned(),
            number: digits(cell(row, column(NUMBERS))),
            text,
            options,
        })?;
    }
    Ok(read)
}

/// Two cells: `1,2,3` and `Never,Seldom,Often`. Bars or semicolons serve where labels hold commas.
fn paired(place: &str, values: &str, labels: &str) -> Outcome<Vec<FoundOption>> {
    let split = |cell: &str| -> Vec<String> {
        let by = ['|', ';'].into_iter().find(|c| cell.contains(*c)).unwrap_or(',');
        cell.split(by).map(|piece| piece.trim().to_owned()).collect()
    };
    let codes = split(values);
    let words = if labels.is_empty() { vec![String::new(); codes.len()] } else { split(labels) };
    if codes.len() != words.len() {
        return Err(Refusal::at(
            place,
            format!(
                "There are {} values and {} labels. Where a label holds a comma, separate them \
                 with |.",
                codes.len(),
                words.len()
            ),
        ));
    }
    if codes.iter().any(String::is_empty) {
        return Err(Refusal::at(place, "A value is empty."));
    }
    let option =
        |(code, label): (String, String)| FoundOption { code, label: markup::plain(&label) };
    Ok(codes.into_iter().zip(words).map(option).collect())
}
