//! The tables about people and what they gave, row by row.

use super::apart::Coarse;
use super::columns::{Column, Frame, Names};
use super::data::{Asked, Data, Person, Sheet};
use crate::bundle::Cells;
use crate::measures::sheet::Timing;
use crate::measures::wording::Checked;
use crate::measures::{Answer, Instrument, Item};

/// The arms as they stand in every table.
pub(super) const ARMS: &[(&str, &str)] = &[("course", "Course"), ("comparison", "Comparison")];
/// Bytes of an id.
const ID: u32 = 13;

fn participant() -> Column {
    Column::text("participant", ID, "Who: an id made for this export, not the study code")
}

fn arm() -> Column {
    Column::choice("arm", "Arm of the study", ARMS)
}

/// The columns that say which questionnaire a row is of.
fn of_sheet(data: &Data) -> Vec<Column> {
    let mut waves: Vec<(&str, &str)> = Vec::new();
    let mut instruments: Vec<(&str, &str)> = Vec::new();
    for asked in &data.asked {
        let wave = (&*asked.wave, &*asked.wave_title);
        let title = asked.instrument.map_or(&*asked.id, |own| &*own.title);
        if !waves.contains(&wave) {
            waves.push(wave);
        }
        if !instruments.iter().any(|(id, _)| *id == asked.id) {
            instruments.push((&asked.id, title));
        }
    }
    vec![
        participant(),
        arm(),
        Column::choice("wave", "Which wave the questionnaire belongs to", &waves),
        Column::whole(
            "study_day",
            "Day it was handed in; day 1 is the day of class 1, and days of holiday count. It may \
             be 0 or less",
        ),
        Column::choice(
            "timing",
            "Whether it came by the day it was due",
            &[("in-time", "On or before that day"), ("late", "After it")],
        ),
        Column::choice("instrument", "Which questionnaire", &instruments),
    ]
}

fn sheet_cells(cells: &mut dyn Cells, data: &Data, sheet: &Sheet) {
    let person = &data.people[sheet.person];
    cells.text(&person.id);
    cells.text(person.arm_name());
    cells.text(&sheet.handed_in.wave);
    cells.whole(sheet.study_day);
    cells.text(match sheet.handed_in.timing {
        Timing::InTime => "in-time",
        Timing::Late => "late",
    });
    cells.text(&sheet.handed_in.instrument);
}

/// One row a participant: the arm, and what people can be known by, coarsened.
pub(super) fn participants<'a>(data: &'a Data, coarse: &'a Coarse) -> Frame<'a> {
    let mut columns = vec![participant(), arm()];
    for (name, title, cells) in coarse.columns() {
        let values: Vec<(&str, &str)> = cells.iter().map(|cell| (*cell, *cell)).collect();
        columns.push(Column::choice(name, title, &values));
    }
    columns.push(Column::whole("questionnaires_returned", "How many questionnaires came back"));
    let rows = move |cells: &mut dyn Cells| {
        for (row, person) in data.people.iter().enumerate() {
            cells.text(&person.id);
            cells.text(person.arm_name());
            coarse.cells(row).for_each(|cell| cells.text(cell));
            cells.whole(person.sheets.iter().flatten().count() as i64);
            cells.end()?;
        }
        Ok(())
    };
    Frame::new("participants", "one row a participant", &["participant"], columns, Box::new(rows))
}

/// One row a scale and questionnaire.
pub(super) fn scores<'a>(data: &'a Data) -> Frame<'a> {
    let mut columns = of_sheet(data);
    let scales = || data.instruments.iter().flat_map(|own| &own.scales);
    let mut values: Vec<(&str, &str)> = Vec::new();
    for scale in scales() {
        if !values.iter().any(|(id, _)| *id == scale.id) {
            values.push((&scale.id, &scale.title));
        }
    }
    columns.extend([
        Column::choice("scale", "Which scale", &values),
        Column::number("score", "By the key; empty where too few items were answered"),
        Column::whole("items_answered", "Items of the scale answered with a code"),
        Column::text("rule", 64, "How the score was made, such as mean-5-of-6 of the items"),
    ]);
    let rows = move |cells: &mut dyn Cells| {
        for sheet in &data.sheets {
            for score in &sheet.handed_in.scores {
                sheet_cells(cells, data, sheet);
                cells.text(&score.scale);
                match score.value {
                    Some(value) => cells.number(value),
                    None => cells.empty(),
                }
                cells.whole(score.answered.into());
                cells.text(&score.rule);
                cells.end()?;
            }
        }
        Ok(())
    };
    let key = &["participant", "wave", "instrument", "scale"];
    Frame::new("scores", "one row a scale and questionnaire", key, columns, Box::new(rows))
}

/// One row an item and questionnaire that came back.
pub(super) fn answers<'a>(data: &'a Data) -> Frame<'a> {
    let mut columns = of_sheet(data);
    columns.extend([
        Column::text("instrument_version", 64, "Version of its key and wording"),
        Column::whole("item", "Number of the item in the key"),
        Column::whole(
            "code",
            "The answer as chosen, before any reversal; empty where there is none",
        ),
        Column::choice(
            "status",
            "Whether there is an answer, and why not",
            &[
                ("answered", "Answered with a code"),
                ("skipped", "Left open"),
                ("refused", "Rather not say"),
                ("not-asked", "Not asked in this version"),
            ],
        ),
        Column::number("seconds", "Seconds spent on the item, all visits together"),
    ]);
    let rows = move |cells: &mut dyn Cells| {
        for sheet in &data.sheets {
            let instrument = data.asked[sheet.asked].instrument;
            let answers = &sheet.handed_in.answers;
            for one in answers.iter().filter(|one| Data::is_open_to_all(instrument, one.number)) {
                sheet_cells(cells, data, sheet);
                cells.text(&sheet.handed_in.instrument_version);
                cells.whole(one.number.into());
                match one.answer {
                    Answer::Code(code) => cells.whole(code.into()),
                    Answer::Skipped | Answer::Refused => cells.empty(),
                }
                cells.text(match one.answer {
                    Answer::Code(_) => "answered",
                    Answer::Skipped => "skipped",
                    Answer::Refused => "refused",
                });
                cells.tenths((i64::from(one.ms) + 50) / 100);
                cells.end()?;
            }
            for item in open_items(instrument) {
                if answers.iter().any(|one| one.number == item.number) {
                    continue;
                }
                sheet_cells(cells, data, sheet);
                cells.text(&sheet.handed_in.instrument_version);
                cells.whole(item.number.into());
                cells.empty();
                cells.text("not-asked");
                cells.empty();
                cells.end()?;
            }
        }
        Ok(())
    };
    let key = &["participant", "wave", "instrument", "item"];
    Frame::new(
        "answers",
        "one row an item of a questionnaire that came back",
        key,
        columns,
        Box::new(rows),
    )
}

/// The items of an instrument that stand in tables of answers.
pub(super) fn open_items(instrument: Option<&Instrument>) -> impl Iterator<Item = &Item> {
    instrument.into_iter().flat_map(|own| &own.items).filter(|item| item.quasi.is_none())
}

/// A column of a wide table, and where its cells come from.
pub(super) struct Wide<'a> {
    pub(super) column: Column,
    /// Place in [`Data::asked`].
    pub(super) asked: usize,
    pub(super) of: Of<'a>,
}

/// What a wide column holds.
pub(super) enum Of<'a> {
    /// The score of a scale.
    Score(&'a str),
    /// The code of an item.
    Code(u32),
}

impl Wide<'_> {
    /// Writes a person’s cell.
    pub(super) fn cell(&self, cells: &mut dyn Cells, data: &Data, person: &Person) {
        let sheet = data.sheet(person, self.asked).map(|sheet| &sheet.handed_in);
        match self.of {
            Of::Score(scale) => match sheet.and_then(|own| own.score(scale)?.value) {
                Some(value) => cells.number(value),
                None => cells.empty(),
            },
            Of::Code(number) => {
                let answers = sheet.map_or(&[][..], |own| &own.answers);
                // An item nearly always stands at the place of its number.
                let near = answers.get(number as usize - 1).filter(|one| one.number == number);
                let one = near.or_else(|| answers.iter().find(|one| one.number == number));
                match one.map(|one| one.answer) {
                    Some(Answer::Code(code)) => cells.whole(code.into()),
                    _ => cells.empty(),
                }
            }
        }
    }
}

/// The columns of scores, one a wave and scale.
pub(super) fn wide_scores<'a>(data: &'a Data) -> Vec<Wide<'a>> {
    let mut names = Names::default();
    let mut wide = Vec::new();
    for (at, asked) in data.asked.iter().enumerate() {
        for scale in asked.instrument.into_iter().flat_map(|own| &own.scales) {
            let name = names.name(&[&asked.wave, &asked.id, &scale.id]);
            let meaning = format!("{}: {}. {}", asked.wave_title, scale.title, scale.about);
            let column = Column::number(&name, &meaning);
            wide.push(Wide { column, asked: at, of: Of::Score(&scale.id) });
        }
    }
    wide
}

/// The columns of answers, one a wave and item.
pub(super) fn wide_answers<'a>(data: &'a Data) -> Vec<Wide<'a>> {
    let mut names = Names::default();
    let mut wide = Vec::new();
    for (at, asked) in data.asked.iter().enumerate() {
        for item in open_items(asked.instrument) {
            let name = names.name(&[&asked.wave, &asked.id, &item.number.to_string()]);
            let words = item_words(asked, item);
            let mut column = Column::whole(&name, &format!("{}: {words}", asked.wave_title));
            column.values = asked.instrument.map_or_else(Vec::new, |own| item_values(own, item));
            wide.push(Wide { column, asked: at, of: Of::Code(item.number) });
        }
    }
    wide
}

/// What an item asks; somebody else’s wording is not passed on.
pub(super) fn item_words(asked: &Asked, item: &Item) -> String {
    match asked.instrument {
        Some(own) if own.checked.is_none() && !item.text.is_empty() => item.text.clone(),
        Some(own) => format!("Item {} of {}", item.number, own.title),
        None => format!("Item {} of {}", item.number, asked.id),
    }
}

/// The codes of an item with their labels, where those are ours.
pub(super) fn item_values(instrument: &Instrument, item: &Item) -> Vec<(String, String)> {
    let labels = match instrument.checked {
        None => instrument.labels(item),
        Some(Checked::Published | Checked::Unchecked) => Vec::new(),
    };
    let label = |at: usize| labels.get(at).filter(|label| !label.is_empty());
    let own = |(at, code): (usize, &i32)| match label(at) {
        Some(label) => (code.to_string(), label.clone()),
        None if item.open => (code.to_string(), "Something was written".to_owned()),
        None => (code.to_string(), String::new()),
    };
    instrument.codes(item).iter().enumerate().map(own).collect()
}

/// One row a participant, one column a wave and scale, or a wave and item.
pub(super) fn wide<'a>(name: &'static str, data: &'a Data, wide: Vec<Wide<'a>>) -> Frame<'a> {
    let mut columns = vec![participant(), arm()];
    columns.extend(wide.iter().map(|one| one.column.clone()));
    let rows = move |cells: &mut dyn Cells| {
        for person in &data.people {
            cells.text(&person.id);
            cells.text(person.arm_name());
            wide.iter().for_each(|one| one.cell(cells, data, person));
            cells.end()?;
        }
        Ok(())
    };
    Frame::new(name, "one row a participant", &["participant"], columns, Box::new(rows))
}
