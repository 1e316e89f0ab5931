//! The same data for a REDCap project: a data dictionary with its 18 headings, and raw data to
//! import. One record a participant, one form a wave and questionnaire.

use super::apart::Coarse;
use super::columns::{Column, Kind, Names};
use super::data::Data;
use super::tables::{Wide, wide_answers, wide_scores};
use crate::bundle::{Cells, Table};

/// The headings, in the order that REDCap wants.
pub(super) const HEADINGS: [&str; 18] = [
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
];

/// One form and its fields.
struct Form<'a> {
    name: String,
    /// Place in [`Data::asked`].
    asked: usize,
    fields: Vec<Wide<'a>>,
}

/// Both files.
pub(super) struct Redcap<'a> {
    data: &'a Data<'a>,
    coarse: &'a Coarse,
    people: Vec<Column>,
    forms: Vec<Form<'a>>,
    headings: Vec<String>,
}

impl<'a> Redcap<'a> {
    /// `people` are the columns of the participants, their id first.
    pub(super) fn new(data: &'a Data, coarse: &'a Coarse, people: &[Column]) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        let mut names = Names::default();
        names.name(&["participants"]);
        let mut fields: Vec<Wide> = wide_answers(data);
        fields.extend(wide_scores(data));
        for (at, asked) in data.asked.iter().enumerate() {
            let name = names.name(&[&asked.wave, &asked.id]);
            forms.push(Form { name, asked: at, fields: Vec::new() });
        }
        for field in fields {
            forms[field.asked].fields.push(field);
        }
        forms.retain(|form| !form.fields.is_empty());
        let mut headings = vec!["record_id".to_owned()];
        headings.extend(people.iter().skip(1).map(|column| column.name.clone()));
        headings.push("participants_complete".to_owned());
        for form in &forms {
            headings.extend(form.fields.iter().map(|field| field.column.name.clone()));
            headings.push(format!("{}_complete", form.name));
        }
        Self { data, coarse, people: people.to_vec(), forms, headings }
    }

    /// The data dictionary.
    pub(super) fn dictionary(&self) -> Table<'static> {
        let mut rows = vec![row("record_id", "participants", "text", "Participant", "", "")];
        rows.extend(self.people.iter().skip(1).map(|column| field(column, "participants")));
        for form in &self.forms {
            rows.extend(form.fields.iter().map(|one| field(&one.column, &form.name)));
        }
        Table::of("redcap_data_dictionary.csv", HEADINGS.to_vec(), rows)
    }

    /// The raw data.
    pub(super) fn into_table(self) -> Table<'a> {
        let Self { data, coarse, forms, headings, .. } = self;
        let rows = move |cells: &mut dyn Cells| {
            for (row, person) in data.people.iter().enumerate() {
                cells.text(&person.id);
                cells.text(person.arm_name());
                coarse.cells(row).for_each(|cell| cells.text(cell));
                cells.whole(person.sheets.iter().flatten().count() as i64);
                cells.whole(COMPLETE);
                for form in &forms {
                    form.fields.iter().for_each(|one| one.cell(cells, data, person));
                    let came = person.sheets[form.asked].is_some();
                    cells.whole(if came { COMPLETE } else { INCOMPLETE });
                }
                cells.end()?;
            }
            Ok(())
        };
        Table { file: "redcap_data.csv", columns: headings, rows: Box::new(rows) }
    }
}

/// How REDCap says that a form is complete, and that it is not.
const COMPLETE: i64 = 2;
const INCOMPLETE: i64 = 0;

fn field(column: &Column, form: &str) -> Vec<String> {
    let choices = choices(&column.values);
    let kind = if choices.is_empty() { "text" } else { "radio" };
    let check = match column.kind {
        Kind::Whole if choices.is_empty() => "integer",
        Kind::Number => "number",
        _ => "",
    };
    row(&column.name, form, kind, &column.meaning, &choices, check)
}

/// `1, Never | 2, Seldom`. A choice needs a label, and a bar would begin the next one.
fn choices(values: &[(String, String)]) -> String {
    let one = |(value, label): &(String, String)| {
        let label = if label.is_empty() { value } else { label };
        format!("{value}, {}", label.replace('|', "/"))
    };
    values.iter().map(one).collect::<Vec<_>>().join(" | ")
}

fn row(name: &str, form: &str, kind: &str, label: &str, choices: &str, check: &str) -> Vec<String> {
    let mut row = vec![String::new(); HEADINGS.len()];
    for (at, cell) in [(0, name), (1, form), (3, kind), (4, label), (5, choices), (7, check)] {
        cell.clone_into(&mut row[at]);
    }
    row
}
