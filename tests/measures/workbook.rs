//! XLSForm and formr workbooks.

use std::fmt::Write as _;

use evenkeel_core::measures::found::{CopyFormat, Found};

use crate::support::*;

/// A workbook with these sheets, as Excel writes it: the strings of the first sheet shared, those
/// of the others in place.
pub fn book(sheets: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    let escape =
        |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut strings: Vec<String> = Vec::new();
    let mut members: Vec<(String, String)> = Vec::new();
    let (mut list, mut links) = (String::new(), String::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let at = at + 1;
        write!(list, "<sheet name=\"{}\" sheetId=\"{at}\" r:id=\"r{at}\"/>", escape(name)).unwrap();
        write!(
            links,
            "<Relationship Id=\"r{at}\" Type=\"{office}/worksheet\" Target=\"worksheets/s{at}.xml\"/>"
        )
        .unwrap();
        let mut xml = format!("<worksheet xmlns=\"{main}\"><sheetData>");
        for (row, cells) in rows.iter().enumerate() {
            write!(xml, "<row r=\"{}\">", row + 1).unwrap();
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
                if let Ok(number) = text.parse::<f64>() {
                    write!(xml, "<c r=\"{place}\"><v>{number}</v></c>").unwrap();
                } else if at == 1 {
                    write!(xml, "<c r=\"{place}\" t=\"s\"><v>{}</v></c>", strings.len()).unwrap();
                    strings.push(escape(text));
                } else {
                    let text = escape(text);
                    write!(xml, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
                        .unwrap();
                }
            }
            xml.push_str("</row>");
        }
        members.push((format!("xl/worksheets/s{at}.xml"), xml + "</sheetData></worksheet>"));
    }
    let shared: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    members.extend([
        ("[Content_Types].xml".to_owned(), types.to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}\">{links}<Relationship Id=\"rs\" \
                 Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{main}\">{shared}</sst>")),
    ]);
    let members: Vec<(&str, &String)> =
        members.iter().map(|(name, text)| (name.as_str(), text)).collect();
    zipped(&members)
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn choices_sheet() -> Vec<Vec<String>> {
    let mut rows = vec![row(&["list_name", "name", "label"])];
    for (list, labels) in [("often", OFTEN), ("much", MUCH)] {
        for (code, label) in (1..).zip(labels) {
            rows.push(row(&[list, &code.to_string(), label]));
        }
    }
    rows
}

fn xlsform() -> Sheets {
    let mut survey = vec![row(&["type", "name", "label::English (en)", "label::Español (es)"])];
    survey.push(row(&["note", "intro", "Think of **last** week.", "x"]));
    survey.push(row(&["begin_group", "g", "", ""]));
    for (at, text) in (1..).zip(ITEMS) {
        let list = if [4, 5].contains(&at) { "select_one much" } else { "select_one often" };
        survey.push(row(&[list, &format!("n{at}"), text, "x"]));
    }
    survey.push(row(&["end_group", "", "", ""]));
    vec![("survey", survey), ("choices", choices_sheet()), ("settings", vec![row(&["form_title"])])]
}

type Sheets = Vec<(&'static str, Vec<Vec<String>>)>;

fn opened(sheets: &[(&str, Vec<Vec<String>>)]) -> Found {
    evenkeel_wording::read_bytes("nights.xlsx", &book(sheets)).unwrap()
}

pub fn xlsform_book() -> Vec<u8> {
    book(&xlsform())
}

/// The members of a ZIP.
pub fn members(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut member = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::copy(&mut member, &mut bytes).unwrap();
            (String::from_utf8(member.name_raw().to_vec()).unwrap(), bytes)
        })
        .collect()
}

#[test]
fn an_xlsform_is_read_as_published() {
    let found = opened(&xlsform());
    assert_eq!(found.format, CopyFormat::Workbook);
    assert_eq!(found.parts[0].instructions, "Think of last week.");
    assert_eq!(found.items[0].place, "row 4 (n1)");
    is_published(&found);
}

#[test]
fn a_formr_table_with_answers_in_columns_is_read_as_published() {
    let mut survey = vec![row(&[
        "type", "name", "label", "optional", "showif", "choice1", "choice2", "choice3", "choice4",
        "choice5", "choice6",
    ])];
    for (at, text) in (1..).zip(ITEMS) {
        let name = if [3, 5].contains(&at) { format!("n{at}R") } else { format!("n{at}") };
        let mut cells = row(&["mc", &name, text, "", ""]);
        cells.extend(labels(at).map(str::to_owned));
        survey.push(cells);
    }
    let found = opened(&[("survey", survey)]);
    assert!(notes(&found).contains("(n3R): Its name ends in R"), "{}", notes(&found));
    is_published(&found);
}

#[test]
fn a_formr_table_with_lists_is_read_as_published() {
    let mut survey = vec![row(&["type", "name", "choice_list", "label"])];
    for (at, text) in (1..).zip(ITEMS) {
        let list = if [4, 5].contains(&at) { "much" } else { "often" };
        survey.push(row(&["mc_button", &format!("n{at}"), list, text]));
    }
    is_published(&opened(&[("Survey", survey), ("Choices", choices_sheet())]));
}

#[test]
fn what_is_wrong_is_refused_with_its_sheet_and_row() {
    let wrong = |change: &dyn Fn(&mut Sheets)| {
        let mut sheets = xlsform();
        change(&mut sheets);
        book(&sheets)
    };
    refuses("a.xlsx", wrong(&|s| s[0].0 = "other"), "a.xlsx", "no sheet “survey”");
    let bytes = wrong(&|s| s[0].1[3][0] = "select_one none".to_owned());
    refuses("a.xlsx", bytes, "sheet survey, row 4 (n1)", "“none” is not in the sheet");
    let bytes = wrong(&|s| s[1].1[2][1].clear());
    refuses("a.xlsx", bytes, "sheet choices, row 3", "no name");
    let bytes = wrong(&|s| s[1].1[0][0] = "list".to_owned());
    refuses("a.xlsx", bytes, "sheet choices, row 1", "list_name");
    let bytes = wrong(&|s| s[0].1[0][0] = "kind".to_owned());
    refuses("a.xlsx", bytes, "row 1", "“type” is missing");
    let bytes = wrong(&|s| s[1].1[3][1] = "1".to_owned());
    refuses("a.xlsx", bytes, "row 4 (n1)", "code 1 is there twice");
}

#[test]
fn a_sheet_that_claims_a_billion_cells_is_refused() {
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
                 <dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>\
                 </row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>\
                 </worksheet>";
    let mut members = members(&xlsform_book());
    for (name, bytes) in &mut members {
        if name == "xl/worksheets/s1.xml" {
            *bytes = sheet.as_bytes().to_vec();
        }
    }
    let members: Vec<(&str, &Vec<u8>)> =
        members.iter().map(|(name, bytes)| (name.as_str(), bytes)).collect();
    refuses("a.xlsx", zipped(&members), "sheet survey, row 1048576", "more than");
}

#[test]
fn an_old_excel_file_is_refused_in_plain_words() {
    refuses("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 1, 2], "a.xls", "Save it as .xlsx");
}
