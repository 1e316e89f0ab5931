//! The tables of what happened on a day: practice, hard experiences, the week’s question, and the
//! words that were reviewed.

use super::columns::{Column, Frame};
use super::data::Data;
use super::practice::Practice;
use super::review::Reviewed;
use crate::bundle::Cells;
use crate::effects::{HowHard, WeekAnswer, WeekAsked};
use crate::error::Result;
use crate::store::Ledger;

fn participant() -> Column {
    Column::text("participant", 13, "Who: an id made for this export, not the study code")
}

fn study_day() -> Column {
    Column::whole("study_day", "The day; day 1 is the day of class 1")
}

/// One row a day and kind of minutes.
pub(super) fn practice<'a>(data: &Data, practice: &Practice) -> Frame<'a> {
    let rows = practice.rows(data);
    let columns = vec![
        participant(),
        study_day(),
        Column::choice(
            "kind",
            "Where the minutes come from",
            &[("measured", "Measured by the program"), ("entered", "Entered by the person")],
        ),
        Column::whole("minutes", "Minutes of practice on that day"),
    ];
    let rows = move |cells: &mut dyn Cells| {
        for (participant, day, kind, minutes) in &rows {
            cells.text(participant);
            cells.whole(*day);
            cells.text(kind.name());
            cells.whole((*minutes).into());
            cells.end()?;
        }
        Ok(())
    };
    let key = &["participant", "study_day", "kind"];
    Frame::new("practice", "one row a day and kind of minutes", key, columns, Box::new(rows))
}

/// Hard experiences: how each was, never in whose words.
pub(super) fn hard<'a>(ledger: &Ledger, data: &Data) -> Result<Frame<'a>> {
    let mut found = Vec::new();
    for fact in ledger.facts_of_all("hard")? {
        let Some(person) = data.places.get(&fact.author).map(|at| &data.people[*at]) else {
            continue;
        };
        let how: HowHard = fact.read()?;
        let marks = [how.unpleasant, how.affected_day, how.lasted].map(i64::from);
        found.push((person.id.clone(), person.day(fact.day), marks));
    }
    found.sort();
    let columns = vec![
        participant(),
        study_day(),
        Column::whole("unpleasant", "It was unpleasant: 1 for yes, 0 for no"),
        Column::whole("affected_day", "It got in the way of the day: 1 for yes, 0 for no"),
        Column::whole("lasted", "It lasted past the day: 1 for yes, 0 for no"),
    ];
    let rows = move |cells: &mut dyn Cells| {
        for (participant, day, marks) in &found {
            cells.text(participant);
            cells.whole(*day);
            marks.iter().for_each(|mark| cells.whole(*mark));
            cells.end()?;
        }
        Ok(())
    };
    Ok(Frame::new("hard", "one row a hard experience that was noted", &[], columns, Box::new(rows)))
}

/// The answers to each week's question about unwanted effects.
pub(super) fn weeks<'a>(ledger: &Ledger, data: &Data) -> Result<Frame<'a>> {
    let mut found = Vec::new();
    for fact in ledger.facts_of_all("week-asked")? {
        let Some(at) = data.places.get(&fact.author) else { continue };
        let asked: WeekAsked = fact.read()?;
        let answer = match asked.answer {
            WeekAnswer::Nothing => "nothing",
            WeekAnswer::Something => "something",
            WeekAnswer::Refused => "refused",
        };
        found.push((data.people[*at].id.clone(), i64::from(asked.week), answer));
    }
    found.sort();
    let columns = vec![
        participant(),
        Column::whole("week", "Week of the course that was asked about"),
        Column::choice(
            "unwanted_effects",
            "Whether practice did anything unwanted that week. Not answered has no row",
            &[("nothing", "No"), ("something", "Yes"), ("refused", "Rather not say")],
        ),
    ];
    let rows = move |cells: &mut dyn Cells| {
        for (participant, week, answer) in &found {
            cells.text(participant);
            cells.whole(*week);
            cells.text(answer);
            cells.end()?;
        }
        Ok(())
    };
    let row_is = "one row an answer about unwanted effects";
    Ok(Frame::new("weeks", row_is, &[], columns, Box::new(rows)))
}

/// What was written to open questions, as far as it was reviewed and let out.
pub(super) fn words<'a>(data: &'a Data, reviewed: &'a Reviewed) -> Frame<'a> {
    let columns = vec![
        participant(),
        Column::text("wave", 64, "Which wave it was written in"),
        Column::text("instrument", 64, "Which questionnaire"),
        Column::whole("item", "Number of the open question in the key"),
        Column::text("words", 8000, "What was written, as it was let out after reading it"),
    ];
    let rows = move |cells: &mut dyn Cells| {
        for (id, wave, instrument, number, words) in reviewed.rows(data) {
            cells.text(id);
            cells.text(wave);
            cells.text(instrument);
            cells.whole(number.into());
            cells.text(words);
            cells.end()?;
        }
        Ok(())
    };
    let key = &["participant", "wave", "instrument", "item"];
    Frame::new("words", "one row a text that was let out", key, columns, Box::new(rows))
}
