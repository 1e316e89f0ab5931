//! XLSForm and formr workbooks: a sheet `survey` with one row a question, and a sheet `choices`.

use std::collections::BTreeMap;

use evenkeel_core::measures::found::{CopyFormat, FoundItem, FoundOption};

use crate::limits::MOST_COLUMNS;
use crate::markup;
use crate::sheets::{self, Members};
use crate::table::{Table, cell};
use crate::{Outcome, Read, Refusal};

/// Reads a workbook from its unpacked members.
pub(crate) fn read(name: &str, members: &Members) -> Outcome<Read> {
    let known = sheets::sheets(members)?;
    let member =
        |wanted: &str| known.iter().find(|(sheet, _)| sheet.trim().eq_ignore_ascii_case(wanted));
    let Some((_, survey)) = member("survey") else {
        let names: Vec<&str> = known.iter().map(|(sheet, _)| sheet.as_str()).collect();
        return Err(Refusal::at(
            name,
            format!("There is no sheet “survey”. The sheets are: {}.", names.join(", ")),
        ));
    };
    let shared = sheets::shared(members)?;
    let table = |sheet: &str, member: &str| {
        sheets::rows(members, member, &shared).and_then(Table::new).map_err(|refusal| {
            Refusal::at(format!("sheet {sheet}, {}", refusal.place), refusal.reason)
        })
    };
    let survey = table("survey", survey)?;
    let lists = match member("choices") {
        Some((_, member)) => lists(&table("choices", member)?)?,
        None => BTreeMap::new(),
    };
    questions(name, &survey, &lists)
        .map_err(|refusal| Refusal::at(format!("sheet survey, {}", refusal.place), refusal.reason))
}

/// The column of a label: `label`, else the English one, else the first of any language.
fn label_column(table: &Table) -> Option<usize> {
    let spoken = || table.headings().iter().filter(|name| name.starts_with("label::"));
    let english = spoken().find(|name| name.contains("english") || name.ends_with("(en)"));
    table.column("label").or_else(|| table.column(english.or_else(|| spoken().next())?))
}

fn lists(table: &Table) -> Outcome<BTreeMap<String, Vec<FoundOption>>> {
    let in_choices =
        |refusal: Refusal| Refusal::at(format!("sheet choices, {}", refusal.place), refusal.reason);
    let list = table.column("list_name").or_else(|| table.column("list name"));
    let list = list.ok_or_else(|| table.needed("list_name").err()).map_err(|refusal| {
        in_choices(refusal.unwrap_or_else(|| Refusal::at("row 1", "There is no list_name.")))
    })?;
    let name = table.column("name").or_else(|| table.column("value"));
    let label = label_column(table);
    let mut lists: BTreeMap<String, Vec<FoundOption>> = BTreeMap::new();
    for row in table.rows(false) {
        let (at, row) = row.map_err(in_choices)?;
        let (id, code) = (cell(row, Some(list)), cell(row, name));
        if id.is_empty() {
            continue;
        }
        if code.is_empty() {
            return Err(Refusal::at(
                format!("sheet choices, row {at}"),
                "This answer has no name, which is its code.",
            ));
        }
        let label = markup::plain(cell(row, label));
        lists.entry(id.to_owned()).or_default().push(FoundOption { code: code.to_owned(), label });
    }
    Ok(lists)
}

fn questions(
    file: &str,
    table: &Table,
    lists: &BTreeMap<String, Vec<FoundOption>>,
) -> Outcome<Read> {
    let kind = table.needed("type")?;
    let name = table.needed("name")?;
    let label = label_column(table);
    let list = table.column("choice_list");
    let conditions = [table.column("relevant"), table.column("showif")];
    let constraint = table.column("constraint");
    let mut read = Read::new(CopyFormat::Workbook);
    for row in table.rows(false) {
        let (at, row) = row?;
        let (kind, name) = (cell(row, Some(kind)), cell(row, Some(name)));
        if kind.is_empty() {
            continue;
        }
        let place = format!("row {at} ({name})");
        let text = markup::plain(cell(row, label));
        let mut words = kind.split_whitespace();
        let first = words.next().unwrap_or_default().to_lowercase();
        let named = words.next().or(Some(cell(row, list))).filter(|list| !list.is_empty());
        let offers = match first.as_str() {
            "note" | "begin_group" | "begin" => {
                if read.items.is_empty() {
                    read.instruct(file, &text);
                }
                continue;
            }
            "select_multiple" | "mc_multiple" | "mc_multiple_button" => {
                read.note(place, "Several answers can be ticked, so it was left out.");
                continue;
            }
            "calculate" => {
                read.note(place, "The file computes a value of its own, which was left out.");
                continue;
            }
            "select_one" | "mc" | "mc_button" | "rating_button" | "select_or_add_one" => true,
            _ => false,
        };
        let mut options = written_beside(table, row);
        if options.is_empty() {
            match named.and_then(|list| lists.get(list)) {
                Some(list) => options.clone_from(list),
                None if offers => {
                    return Err(Refusal::at(
                        place,
                        match named {
                            Some(list) => format!("The list “{list}” is not in the sheet choices."),
                            None => "This question has no answers.".to_owned(),
                        },
                    ));
                }
                None => continue,
            }
        }
        if !offers {
            continue;
        }
        if conditions.iter().any(|column| !cell(row, *column).is_empty()) {
            read.note(&place, "It is asked under a condition, which is left out.");
        }
        let limit = cell(row, constraint);
        if !limit.is_empty() {
            read.note(&place, format!("The file limits its answers ({limit}). The key decides."));
        }
        if name.ends_with('R') && name.len() > 1 {
            read.note(&place, "Its name ends in R, for reversed. Only the key reverses.");
        }
        read.add(FoundItem {
            place,
            part: file.to_owned(),
            name: name.to_owned(),
            number: None,
            text,
            options,
        })?;
    }
    Ok(read)
}

/// Answers in columns of their own, as formr writes them: `choice1`, `choice2` …
fn written_beside(table: &Table, row: &[String]) -> Vec<FoundOption> {
    let mut options = Vec::new();
    for at in 1..=MOST_COLUMNS {
        let Some(column) = table.column(&format!("choice{at}")) else { break };
        options.push(FoundOption {
            code: at.to_string(),
            label: markup::plain(cell(row, Some(column))),
        });
    }
    while options.last().is_some_and(|option| option.label.is_empty()) {
        options.pop();
    }
    options
}
