//! Plain CSV.

use evenkeel_core::measures::found::CopyFormat;
use evenkeel_core::measures::verdict::ItemVerdict;

use crate::support::*;

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// One column for the answers.
pub fn with_choices() -> String {
    let rows = (1..).zip(ITEMS).map(|(at, text)| {
        format!("{at},{},{}\n", quoted(text), quoted(&crate::redcap::choices(at)))
    });
    "number,text,choices\n".to_owned() + &rows.collect::<String>()
}

/// Two columns, as expfactory writes them: labels in one order, values beside them.
pub fn paired(values: &dyn Fn(usize) -> &'static str) -> String {
    let rows = (1..).zip(ITEMS).map(|(at, text)| {
        format!("radio\t{text}\t1\t1\t{}\t{}\n", labels(at).join(","), values(at))
    });
    "question_type\tquestion_text\trequired\tpage_number\toption_text\toption_values\n".to_owned()
        + "instruction\tThink of last week.\t0\t1\t\t\n"
        + &rows.collect::<String>()
}

#[test]
fn the_three_ways_to_write_answers_are_read_as_published() {
    let found = read("n.csv", &with_choices());
    assert_eq!(found.format, CopyFormat::Csv);
    is_published(&found);
    let found = read("survey.tsv", &paired(&|_| "1,2,3,4,5"));
    assert_eq!(found.parts[0].instructions, "Think of last week.");
    is_published(&found);
    let rows = (1..).zip(ITEMS).map(|(at, text)| format!("{text};{}\n", labels(at).join(";")));
    is_published(&read("n.csv", &("item;1;2;3;4;5\n".to_owned() + &rows.collect::<String>())));
}

#[test]
fn codes_that_were_reversed_beforehand_are_told_and_read_right() {
    let found =
        read("n.tsv", &paired(&|at| if [3, 5].contains(&at) { "5,4,3,2,1" } else { "1,2,3,4,5" }));
    let reading = is_published(&found);
    let said = reading.notes.join("\n");
    assert!(said.contains("has reversed the codes of item 3 already"), "{said}");
    assert!(said.contains("item 5 already"), "{said}");
}

#[test]
fn codes_turned_for_an_item_that_the_key_does_not_reverse_are_refused() {
    let found = read("n.tsv", &paired(&|at| if at == 2 { "5,4,3,2,1" } else { "1,2,3,4,5" }));
    let reading = held(&found, &Default::default());
    assert!(reading.wording.is_none());
    assert!(reading.hindrances[0].contains("item 2 counts the other way round"), "{reading:?}");
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let mut lines: Vec<String> =
        with_choices().lines().map(|line| line.to_owned() + "\n").collect();
    let heading = lines.remove(0);
    lines.reverse();
    let found = read("n.csv", &(heading + &lines.concat()));
    assert_eq!(found.items[0].text, ITEMS[5]);
    let reading = is_published(&found);
    let order: Vec<Option<u32>> = reading.items.iter().map(|item| item.number).collect();
    assert_eq!(order, [6, 5, 4, 3, 2, 1].map(Some));
    assert!(!reading.same_order);
    assert_eq!(reading.items[0].verdict, ItemVerdict::Published);
}

#[test]
fn what_is_wrong_is_refused_with_its_row() {
    let wrong = paired(&|at| if at == 4 { "1,2,3" } else { "1,2,3,4,5" });
    refuses("n.tsv", wrong, "row 6", "3 values and 5 labels");
    refuses("n.csv", with_choices().replace("3,\"I lay", "3,x,y,z,\"I lay"), "row 4", "6 cells");
    refuses("n.csv", with_choices().replace("text,choices", "text,text"), "row 1", "there twice");
}
