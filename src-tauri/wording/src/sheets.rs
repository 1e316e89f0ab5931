//! The sheets of an .xlsx workbook as rows of text.
//!
//! A reader of our own, for the few elements that hold text: the usual crate falls over on damaged
//! sheets, and a copy from outside must not end the program. Formulas, dates and styles are not
//! looked at.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::limits::{MOST_COLUMNS, MOST_ROWS};
use crate::{Outcome, Refusal, text};

/// The members of a workbook, by name.
pub(crate) type Members = BTreeMap<String, Vec<u8>>;

/// The sheets of a workbook, in its order: name and member.
pub(crate) fn sheets(members: &Members) -> Outcome<Vec<(String, String)>> {
    let mut links = BTreeMap::new();
    walk(members, "xl/_rels/workbook.xml.rels", |step| {
        if let Step::Open("Relationship", element) = step
            && let (Some(id), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Target"))
        {
            let member = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            links.insert(id, member);
        }
        Ok(())
    })?;
    let mut sheets = Vec::new();
    walk(members, "xl/workbook.xml", |step| {
        if let Step::Open("sheet", element) = step
            && let Some(name) = attribute(element, "name")
        {
            let link = attribute(element, "r:id").or_else(|| attribute(element, "id"));
            let member = link.and_then(|link| links.get(&link));
            sheets.push((name, member.cloned().unwrap_or_default()));
        }
        Ok(())
    })?;
    Ok(sheets)
}

/// The strings that cells share.
pub(crate) fn shared(members: &Members) -> Outcome<Vec<String>> {
    let mut strings: Vec<String> = Vec::new();
    if !members.contains_key("xl/sharedStrings.xml") {
        return Ok(strings);
    }
    let mut runs = Runs::default();
    walk(members, "xl/sharedStrings.xml", |step| {
        match &step {
            Step::Open("si", _) => strings.push(String::new()),
            Step::Close("si") => {}
            _ => {
                if let (Some(words), Some(last)) = (runs.take(&step, &["t"]), strings.last_mut()) {
                    last.push_str(words);
                }
            }
        }
        Ok(())
    })?;
    Ok(strings)
}

/// The rows of a sheet.
pub(crate) fn rows(
    members: &Members,
    member: &str,
    shared: &[String],
) -> Outcome<Vec<Vec<String>>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut runs = Runs::default();
    let (mut row, mut column) = (0_usize, 0_usize);
    let mut kind = String::new();
    let mut words = String::new();
    walk(members, member, |step| {
        match &step {
            Step::Open("row", element) => {
                row = attribute(element, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                column = 0;
            }
            Step::Open("c", element) => {
                column = attribute(element, "r").and_then(|r| column_of(&r)).unwrap_or(column + 1);
                kind = attribute(element, "t").unwrap_or_default();
                words.clear();
            }
            Step::Close("c") => {
                let place = || format!("row {row}");
                let text = match kind.as_str() {
                    "s" => match words.trim().parse().ok().and_then(|at: usize| shared.get(at)) {
                        Some(text) => text.clone(),
                        None => return Err(Refusal::at(place(), "A cell refers to no text.")),
                    },
                    "e" => {
                        let reason = format!("A formula gives {}.", words.trim());
                        return Err(Refusal::at(place(), reason));
                    }
                    "str" | "inlineStr" | "b" => std::mem::take(&mut words),
                    _ => number(&words),
                };
                keep(&mut rows, row, column, text)?;
            }
            _ => {
                if let Some(more) = runs.take(&step, &["v", "t"]) {
                    words.push_str(more);
                }
            }
        }
        Ok(())
    })?;
    Ok(rows)
}

fn keep(rows: &mut Vec<Vec<String>>, row: usize, column: usize, text: String) -> Outcome<()> {
    if text.trim().is_empty() {
        return Ok(());
    }
    if !(1..=MOST_ROWS).contains(&row) || !(1..=MOST_COLUMNS).contains(&column) {
        return Err(Refusal::at(
            format!("row {row}"),
            format!("There are more than {MOST_ROWS} rows or {MOST_COLUMNS} columns."),
        ));
    }
    if rows.len() < row {
        rows.resize(row, Vec::new());
    }
    let cells = &mut rows[row - 1];
    if cells.len() < column {
        cells.resize(column, String::new());
    }
    cells[column - 1] = text;
    Ok(())
}

/// A number as people write it: `3` for `3.0`.
fn number(text: &str) -> String {
    let text = text.trim();
    text.parse::<f64>().map_or_else(|_| text.to_owned(), |number| number.to_string())
}

/// The column of a cell such as `AB12`, from 1.
fn column_of(cell: &str) -> Option<usize> {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters.take(4).fold(0_usize, |column, letter| {
        column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    (column > 0).then_some(column)
}

/// One step through a document.
enum Step<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Which text belongs to the elements that hold words, and not to readings printed above them.
#[derive(Default)]
struct Runs {
    inside: u32,
    aside: u32,
}

impl Runs {
    fn take<'a>(&mut self, step: &Step<'a>, holders: &[&str]) -> Option<&'a str> {
        match step {
            Step::Open("rPh", _) => self.aside += 1,
            Step::Close("rPh") => self.aside = self.aside.saturating_sub(1),
            Step::Open(name, _) if holders.contains(name) => self.inside += 1,
            Step::Close(name) if holders.contains(name) => {
                self.inside = self.inside.saturating_sub(1);
            }
            Step::Text(words) if self.inside > 0 && self.aside == 0 => return Some(words),
            _ => {}
        }
        None
    }
}

/// Walks through a member. An empty element opens and closes; entities are text.
fn walk(
    members: &Members,
    member: &str,
    mut act: impl FnMut(Step<'_>) -> Outcome<()>,
) -> Outcome<()> {
    let bytes = members
        .get(member)
        .ok_or_else(|| Refusal::at(member, "This member of the workbook is missing."))?;
    let mut reader = Reader::from_str(text::decode(member, bytes)?);
    loop {
        let event = reader.read_event().map_err(|error| {
            let place = format!("{member}, byte {}", reader.error_position());
            Refusal::at(place, format!("The workbook is damaged: {error}."))
        })?;
        match event {
            Event::Start(element) => act(Step::Open(element.local_name().as_ref(), &element))?,
            Event::Empty(element) => {
                act(Step::Open(element.local_name().as_ref(), &element))?;
                act(Step::Close(element.local_name().as_ref()))?;
            }
            Event::End(element) => act(Step::Close(element.local_name().as_ref()))?,
            Event::Text(words) => act(Step::Text(&words.xml10_content()))?,
            Event::CData(words) => act(Step::Text(&words.xml10_content()))?,
            Event::GeneralRef(entity) => {
                let named = match &*entity.xml10_content() {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => entity.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = named.filter(|c| !c.is_control()) {
                    act(Step::Text(c.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
