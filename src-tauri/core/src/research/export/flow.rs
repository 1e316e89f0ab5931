//! Who came how far, as counts without small ones.

use super::columns::{Column, Frame};
use super::data::Data;
use super::tables::ARMS;
use crate::bundle::Cells;
use crate::cohort::small::{nested, parts};
use crate::research::analysis::Flow;
use crate::study::protocol::Arm;

/// One count of the table.
struct Count {
    wave: String,
    step: String,
    arm: &'static str,
    people: Option<u32>,
    note: &'static str,
}

/// The counts of a flow with groups of `k`, and how many of them are hidden.
pub(super) fn flow<'a>(data: &Data, flow: &Flow, k: u32) -> (Frame<'a>, u32) {
    let mut counts = Vec::new();
    let whole = |at: usize| {
        let arm = [Arm::Course, Arm::Comparison][at];
        data.people.iter().filter(|person| person.arm == arm).count() as u32
    };
    for step in &flow.steps {
        for (at, (arm, _)) in ARMS.iter().enumerate() {
            let counted = step.arms.map(|arms| arms[at]);
            let people = counted.flatten().map(|people| nested(whole(at), &[people], k).1[0]);
            counts.push(Count {
                wave: String::new(),
                step: step.id.clone(),
                arm,
                people: people.flatten(),
                note: match people {
                    None if counted.is_some() => "not-asked",
                    None => "not-known",
                    Some(None) => "hidden",
                    Some(Some(_)) => "",
                },
            });
        }
    }
    for wave in &flow.waves {
        for ((arm, _), own) in ARMS.iter().zip(&wave.arms) {
            let stands = [
                ("in_time", own.in_time),
                ("late", own.late),
                ("in_part", own.in_part),
                ("missed", own.missed),
                ("open", own.open),
                ("not_due", own.not_due),
                ("withdrew", own.withdrew),
            ];
            let (shown, _) = parts(&stands.map(|(_, count)| count), k);
            counts.extend(stands.iter().zip(shown).map(|((step, _), people)| Count {
                wave: wave.wave.clone(),
                step: (*step).to_owned(),
                arm,
                people,
                note: if people.is_none() { "hidden" } else { "" },
            }));
        }
    }
    let hidden = counts.iter().filter(|count| count.note == "hidden").count() as u32;
    (frame(data, counts), hidden)
}

fn frame<'a>(data: &Data, counts: Vec<Count>) -> Frame<'a> {
    let mut waves: Vec<(&str, &str)> = Vec::new();
    for asked in &data.asked {
        if !waves.iter().any(|(id, _)| *id == asked.wave) {
            waves.push((&asked.wave, &asked.wave_title));
        }
    }
    let columns = vec![
        Column::choice("wave", "Which wave is counted; empty for a step of the study", &waves),
        Column::choice(
            "step",
            "A step of the study, or where people stand in a wave",
            &[
                ("assessed", "Assessed"),
                ("excluded", "Excluded"),
                ("consented", "Signed the consent in the program"),
                ("allocated", "Put into an arm; where the trainer says the arm, as heard"),
                ("heard", "Opened their invitation, and something of them was collected"),
                ("started", "Came to one class or more"),
                ("completed", "Came to as many classes as the rule asks"),
                ("withdrew", "Withdrew"),
                ("analysed", "Has a score at the first wave and at a later one"),
                ("in_time", "Everything came back by the day it was due"),
                ("late", "Everything came back, some of it later"),
                ("in_part", "Some questionnaires of the wave came back"),
                ("missed", "Nothing came back, and the window has closed"),
                ("open", "Nothing came back yet, and the window is open"),
                ("not_due", "The window has not opened"),
            ],
        ),
        Column::choice("arm", "Arm of the study", ARMS),
        Column::whole("people", "How many people; empty where it is hidden or not known"),
        Column::choice(
            "note",
            "Why there is no number",
            &[
                ("hidden", "Small, or it would give a small number away"),
                ("not-asked", "This arm is not asked"),
                ("not-known", "This study’s ledger does not know it"),
            ],
        ),
    ];
    let rows = move |cells: &mut dyn Cells| {
        for count in &counts {
            for cell in [&*count.wave, &*count.step, count.arm] {
                if cell.is_empty() { cells.empty() } else { cells.text(cell) }
            }
            match count.people {
                Some(people) => cells.whole(people.into()),
                None => cells.empty(),
            }
            if count.note.is_empty() {
                cells.empty()
            } else {
                cells.text(count.note)
            }
            cells.end()?;
        }
        Ok(())
    };
    Frame::new("flow", "one row a count", &[], columns, Box::new(rows))
}
