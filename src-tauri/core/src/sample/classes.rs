//! The sample trainer's classes: who came, what was in the way, what was done, what was hard.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::clock::Elsewhen;
use super::dice::Dice;
use super::evening;
use crate::classes::fidelity::{self, KeptClass, PlanElement, PlanHow};
use crate::classes::{steps, tally};
use crate::cohort::attendance::{self, Class};
use crate::cohort::board::Attendance;
use crate::cohort::roster;
use crate::course::lesson::Step;
use crate::course::{Course, Part, PartKind};
use crate::error::Result;
use crate::practice::log::Obstacle;
use crate::register::{self, FollowUp, Lasted, RegisterEntry, Said};
use crate::store::Ledger;
use crate::study::calendar::ClassDay;

/// How often each obstacle was called out in a class, from week to week.
const TALLIES: [[(Obstacle, u32); 4]; 3] = [
    [(Obstacle::Sleepy, 6), (Obstacle::Restless, 4), (Obstacle::NoTime, 3), (Obstacle::NoPlace, 2)],
    [(Obstacle::Sleepy, 4), (Obstacle::Restless, 5), (Obstacle::NoTime, 5), (Obstacle::Pain, 1)],
    [
        (Obstacle::Sleepy, 3),
        (Obstacle::Restless, 2),
        (Obstacle::NoTime, 4),
        (Obstacle::StrongFeeling, 2),
    ],
];

/// What went another way than planned: the week, the place in its run, how, and why.
const OTHERWISE: [(u32, usize, PlanHow, &str); 4] = [
    (
        2,
        2,
        PlanHow::Changed,
        "Shorter. The first week took its time in pairs, and it was worth it.",
    ),
    (4, 2, PlanHow::Changed, "In chairs for everyone, as two had sore knees."),
    (4, 8, PlanHow::LeftOut, "The fire alarm. We come back to it next week."),
    (6, 6, PlanHow::Changed, "Words only. The towels were still in the wash."),
];

/// Holds the classes up to `today`: who came, what was in the way, what was done, what was hard.
pub(super) fn hold(
    clock: &Elsewhen,
    trainer: &mut Ledger,
    course: &Course,
    coaches: &mut [(String, Dice)],
    today: NaiveDate,
) -> Result<()> {
    let Some(setup) = roster::setup(trainer)? else { return Ok(()) };
    for ClassDay { week, day } in setup.cohort.calendar()?.classes() {
        if day > today {
            break;
        }
        clock.set(evening(day));
        let marks: Vec<_> = coaches
            .iter_mut()
            .map(|(code, dice)| {
                let attendance = match dice.chance() {
                    chance if chance < 0.86 => Attendance::Came,
                    chance if chance < 0.92 => Attendance::MadeUp,
                    chance if chance < 0.96 => Attendance::Excused,
                    _ => Attendance::Away,
                };
                (code.clone(), Some(attendance))
            })
            .collect();
        attendance::mark(clock, trainer, &Class::Week(week), &marks)?;
        let parts = &course.manifest.parts;
        let Some(part) = parts.iter().find(|part| part.kind == PartKind::Week && part.week == week)
        else {
            continue;
        };
        for (obstacle, count) in TALLIES[week as usize % TALLIES.len()] {
            for _ in 0..count {
                tally::tap(clock, trainer, part, obstacle, false)?;
            }
        }
        fidelity::keep(clock, trainer, kept(course, part, day))?;
        let coach = |at: usize| coaches.get(at).map(|(code, _)| code.clone());
        match week {
            2 => register::write(clock, trainer, day, &memory(coach(1), day), None)?,
            3 => say_what_came(clock, trainer)?,
            4 if day < today => {
                let next = day + Days::new(1);
                clock.set(evening(next));
                register::write(clock, trainer, next, &craving(coach(4), next), None)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn kept(course: &Course, part: &Part, day: NaiveDate) -> KeptClass {
    let element = |(at, step): (usize, &Step)| {
        let otherwise = OTHERWISE.iter().find(|one| (one.0, one.1) == (part.week, at));
        PlanElement {
            title: step.title.clone(),
            how: otherwise.map_or(PlanHow::Done, |one| one.2),
            why: otherwise.map_or_else(String::new, |one| one.3.to_owned()),
        }
    };
    KeptClass {
        part: part.id.clone(),
        held_on: day,
        taught_by: "Joan".to_owned(),
        minutes: part.class_minutes + part.week,
        elements: steps(course, part).enumerate().map(element).collect(),
    }
}

fn memory(coach: Option<String>, day: NaiveDate) -> RegisterEntry {
    RegisterEntry {
        coach,
        kind: "memory".to_owned(),
        practice: Some("body-scan".to_owned()),
        happened: "Lying down, an old hospital night came back. Left the room after ten minutes."
            .to_owned(),
        done: "The helper sat outside with them. Talked for ten minutes after class. From now on \
               seated, eyes open, hands as the anchor."
            .to_owned(),
        distress: Some(6),
        affected_day: true,
        lasted: Lasted::Hours,
        related: Said::Yes,
        serious: false,
        follow_up_on: Some(day + Days::new(3)),
        from: None,
    }
}

fn say_what_came(clock: &Elsewhen, trainer: &mut Ledger) -> Result<()> {
    let lines = register::lines(trainer, &BTreeMap::new())?;
    let Some(line) = lines.into_iter().next() else { return Ok(()) };
    let follow_up = FollowUp {
        entry: line.id,
        came: "Slept well since. Sat with eyes open tonight, and it was all right.".to_owned(),
        resolved: Said::Yes,
        next_on: None,
    };
    register::follow_up(clock, trainer, &follow_up)
}

fn craving(coach: Option<String>, day: NaiveDate) -> RegisterEntry {
    RegisterEntry {
        coach,
        kind: "craving".to_owned(),
        practice: Some("sitting-breath".to_owned()),
        happened: "Called the day after class. The quiet had brought a pull to drink that stayed \
                   all evening."
            .to_owned(),
        done: "They called their sponsor and went to a meeting. Agreed on walking in place of \
               sitting for a week."
            .to_owned(),
        distress: Some(7),
        affected_day: true,
        lasted: Lasted::Hours,
        related: Said::Unsure,
        serious: false,
        follow_up_on: Some(day + Days::new(14)),
        from: None,
    }
}
