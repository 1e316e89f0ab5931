//! REDCap data dictionaries: 18 columns, one row a field.

use std::collections::BTreeSet;

use evenkeel_core::measures::found::{CopyFormat, FoundItem, FoundOption};

use crate::choices;
use crate::markup;
use crate::table::{Table, cell};
use crate::{Outcome, Read, Refusal};

/// Reads a dictionary, of a whole project or of one instrument.
pub(crate) fn read(text: &str) -> Outcome<Read> {
    let table = Table::read(text, b',')?;
    let name = table.needed("variable / field name")?;
    let form = table.needed("form name")?;
    let kind = table.needed("field type")?;
    let label = table.needed("field label")?;
    let offered = table.needed("choices, calculations, or slider labels")?;
    let section = table.column("section header");
    let least = table.column("text validation min");
    let most = table.column("text validation max");
    let branching = table.column("branching logic (show field only if...)");
    let number = table.column("question number (surveys only)");
    let mut read = Read::new(CopyFormat::RedcapDictionary);
    let mut names = BTreeSet::new();
    for row in table.rows(true) {
        let (at, row) = row?;
        let get = |column: usize| cell(row, Some(column));
        let place = format!("row {at} ({})", get(name));
        if !names.insert(get(name)) {
            return Err(Refusal::at(place, "This field name is there twice."));
        }
        let part = get(form);
        let above = markup::plain(cell(row, section));
        if !above.is_empty() {
            read.instruct(part, &above);
        }
        let words = markup::plain(get(label));
        let options = match get(kind).to_lowercase().as_str() {
            "radio" | "dropdown" if get(offered).is_empty() => {
                return Err(Refusal::at(place, "This question has no answers."));
            }
            "radio" | "dropdown" => choices::split(&place, get(offered))?,
            "yesno" => two("Yes", "No"),
            "truefalse" => two("True", "False"),
            "descriptive" => {
                read.instruct(part, &words);
                continue;
            }
            "calc" => {
                read.note(place, "The file computes a score of its own. The key scores instead.");
                continue;
            }
            "checkbox" => {
                read.note(place, "Several answers can be ticked, so it was left out.");
                continue;
            }
            "slider" => {
                read.note(place, "It is answered on a line without codes, so it was left out.");
                continue;
            }
            "text" | "notes" | "file" | "sql" => continue,
            other => {
                return Err(Refusal::at(place, format!("The field type “{other}” is unknown.")));
            }
        };
        let limit = |column| cell(row, column).parse().ok();
        if let Some(words) = choices::contradiction(&options, limit(least), limit(most)) {
            read.note(&place, words);
        }
        if !cell(row, branching).is_empty() {
            read.note(&place, "It is asked under a condition, which is left out.");
        }
        read.add(FoundItem {
            place,
            part: part.to_owned(),
            name: get(name).to_owned(),
            number: digits(cell(row, number)),
            text: words,
            options,
        })?;
    }
    Ok(read)
}

fn two(yes: &str, no: &str) -> Vec<FoundOption> {
    [("1", yes), ("0", no)]
        .map(|(code, label)| FoundOption { code: code.to_owned(), label: label.to_owned() })
        .into()
}

/// A number such as `7`, `7.` or `7)`.
pub(crate) fn digits(text: &str) -> Option<u32> {
    text.trim().trim_end_matches(['.', ')', ':']).parse().ok()
}
