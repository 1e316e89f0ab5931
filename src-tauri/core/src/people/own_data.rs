//! Everything of one's own as files that can be read without this program.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::bundle::{Bundle, Table, Text};
use crate::course::Course;
use crate::effects;
use crate::error::Result;
use crate::journal;
use crate::measures::sheet::HandedIn;
use crate::measures::{Answer, Instrument};
use crate::ports::Ports;
use crate::practice::log;
use crate::store::Ledger;
use crate::store::fact::ME;
use crate::supervision;

/// Writes everything of the owner's into a new folder: tables to open in a spreadsheet, and every
/// fact as it is in `everything.json`. Returns the names of the files.
///
/// # Errors
/// As [`Ports::write_bundle`].
pub fn write(
    ports: &dyn Ports,
    ledger: &Ledger,
    course: &Course,
    instruments: &[Instrument],
    folder: &Path,
) -> Result<Vec<String>> {
    let tables = vec![
        practice(ledger, course)?,
        informal(ledger, course)?,
        written(ledger, course)?,
        questionnaires(ledger, instruments)?,
        hard(ledger)?,
        supervised(ledger)?,
    ];
    let texts = vec![
        Text { file: "everything.json", text: everything(ledger)? },
        Text { file: "README.txt", text: README.to_owned() },
    ];
    let bundle = Bundle { tables, texts, ..Bundle::default() };
    Ok(ports.write_bundle(&bundle, folder)?.files)
}

const README: &str = "What you did and wrote in Evenkeel\n\n\
    practice.csv        your sits: measured on this computer, or entered by you\n\
    informal.csv        what you did without sitting down\n\
    notebook.csv        what you wrote, a line for each field\n\
    questionnaires.csv  what you answered, a line for each question\n\
    hard.csv            hard experiences you noted\n\
    supervision.csv     supervision you noted\n\
    everything.json     every fact of your ledger as it is, for other programs\n\
    SHA256SUMS          checks that no file has changed\n\n\
    These files are not locked. Whoever can open this folder can read them. Put them where you \
    keep private things, or delete them when you are done: your ledger still has it all.\n";

fn practice(ledger: &Ledger, course: &Course) -> Result<Table<'static>> {
    let mut rows = Vec::new();
    for sit in log::sits(ledger, course, &..)?.into_iter().rev() {
        let seconds =
            sit.measured_seconds.map(|seconds| format!("{:.1}", f64::from(seconds) / 60.0));
        let obstacles: Vec<String> = sit
            .obstacles
            .iter()
            .map(|obstacle| Ok(serde_json::to_value(obstacle)?.as_str().unwrap_or("").to_owned()))
            .collect::<Result<_>>()?;
        rows.push(vec![
            sit.day.to_string(),
            sit.title,
            seconds.unwrap_or_default(),
            sit.reported_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            obstacles.join(" "),
            sit.comment,
        ]);
    }
    let columns =
        vec!["day", "practice", "minutes_measured", "minutes_entered", "obstacles", "comment"];
    Ok(Table::of("practice.csv", columns, rows))
}

fn informal(ledger: &Ledger, course: &Course) -> Result<Table<'static>> {
    let known = || course.manifest.parts.iter().flat_map(|part| &part.plan.informal);
    let rows = log::informal::ticks(ledger)?.into_iter().map(|tick| {
        let title = known().find(|it| it.id == tick.informal).map(|it| it.title.clone());
        vec![tick.day.to_string(), title.unwrap_or(tick.informal), tick.word]
    });
    let columns = vec!["day", "what", "word"];
    Ok(Table::of("informal.csv", columns, rows.collect()))
}

fn written(ledger: &Ledger, course: &Course) -> Result<Table<'static>> {
    let mut rows = Vec::new();
    for entry in journal::entries(ledger)?.into_iter().rev() {
        let exercise = course.exercise(&entry.exercise);
        for (id, text) in entry.fields {
            let field = exercise.and_then(|it| it.fields.iter().find(|field| field.id == id));
            rows.push(vec![
                entry.day.to_string(),
                exercise.map_or_else(|| entry.exercise.clone(), |it| it.title.clone()),
                field.map_or(id, |field| field.label.clone()),
                text,
            ]);
        }
    }
    let columns = vec!["day", "exercise", "field", "text"];
    Ok(Table::of("notebook.csv", columns, rows))
}

fn questionnaires(ledger: &Ledger, instruments: &[Instrument]) -> Result<Table<'static>> {
    let known: BTreeMap<&str, &Instrument> =
        instruments.iter().map(|instrument| (instrument.id.as_str(), instrument)).collect();
    let mut rows = Vec::new();
    for fact in ledger.facts("answers", ME)? {
        let sheet: HandedIn = fact.read()?;
        let instrument = known.get(sheet.instrument.as_str());
        for one in &sheet.answers {
            let item = instrument.and_then(|it| it.items.iter().find(|i| i.number == one.number));
            let answer = match one.answer {
                Answer::Code(code) => code.to_string(),
                Answer::Skipped => "skipped".to_owned(),
                Answer::Refused => "rather not say".to_owned(),
            };
            rows.push(vec![
                fact.day.to_string(),
                sheet.wave.clone(),
                sheet.instrument.clone(),
                one.number.to_string(),
                item.map_or_else(String::new, |item| item.text.clone()),
                answer,
            ]);
        }
    }
    let columns = vec!["day", "wave", "questionnaire", "number", "question", "answer"];
    Ok(Table::of("questionnaires.csv", columns, rows))
}

fn hard(ledger: &Ledger) -> Result<Table<'static>> {
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    let noted = effects::noted(ledger)?.into_iter().rev();
    let rows = noted.map(|(day, hard)| {
        let how = hard.how;
        let told = [how.unpleasant, how.affected_day, how.lasted, hard.tell_trainer].map(yes);
        [vec![day.to_string()], told.to_vec(), vec![hard.note]].concat()
    });
    let columns = vec!["day", "unpleasant", "affected_day", "lasted", "trainer_told", "note"];
    Ok(Table::of("hard.csv", columns, rows.collect()))
}

fn supervised(ledger: &Ledger) -> Result<Table<'static>> {
    let mut rows = Vec::new();
    for meeting in supervision::meetings(ledger)?.into_iter().rev() {
        let setting = serde_json::to_value(meeting.held.setting)?;
        let setting = setting.as_str().unwrap_or_default().to_owned();
        rows.push(vec![meeting.day.to_string(), setting, meeting.held.minutes.to_string()]);
    }
    let columns = vec!["day", "setting", "minutes"];
    Ok(Table::of("supervision.csv", columns, rows))
}

/// Every fact of the owner, in order.
fn everything(ledger: &Ledger) -> Result<String> {
    let facts = ledger.mine_after(0)?.into_iter().map(|fact| {
        let body: Value = serde_json::from_str(&fact.body)?;
        Ok(json!({ "id": fact.id, "kind": fact.kind, "at": fact.at, "day": fact.day,
                   "corrects": fact.corrects, "reason": fact.reason, "body": body }))
    });
    let facts: Vec<Value> = facts.collect::<Result<_>>()?;
    Ok(serde_json::to_string_pretty(&json!({ "evenkeel": "everything", "facts": facts }))?)
}
