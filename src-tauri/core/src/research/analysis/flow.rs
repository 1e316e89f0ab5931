//! Who came how far, from the facts that there are. What no fact says is not guessed: the step
//! says why it has no number.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::change::{LEAST_CLASSES, ScaleAnalysis};
use super::data::{ARMS, Data};
use super::people::{Person, first_days};
use crate::error::Result;
use crate::measures::returned::Returned;
use crate::measures::sheet::Timing;
use crate::store::Ledger;
use crate::study::protocol::{Arm, Wave, Window};

/// The flow of people through the study, as the CONSORT statement draws it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Flow {
    /// From the first contact to the analysis.
    pub steps: Vec<FlowStep>,
    /// Wave by wave, what came back.
    pub waves: Vec<WaveFlow>,
    /// The windows of each cohort, the earliest first.
    pub calendar: Vec<CohortWaves>,
}

/// One step of the flow.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FlowStep {
    /// Which one: `assessed`, `excluded`, `consented`, `allocated`, `started`, `completed`,
    /// `withdrew` or `analysed`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// How many, in the course arm and in the comparison arm; none where it is not known.
    pub arms: Option<[u32; 2]>,
    /// What is counted, or why it is not known.
    pub words: String,
}

/// What came back in one wave.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct WaveFlow {
    /// The wave's id.
    pub wave: String,
    /// The wave's name.
    pub wave_title: String,
    /// One entry an arm.
    pub arms: Vec<WaveArm>,
}

/// Where everybody of one arm stands in one wave. The numbers add up to the people of the arm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WaveArm {
    /// The arm.
    pub arm: Arm,
    /// Everything came back by the day it was due.
    pub in_time: u32,
    /// Everything came back, some of it after that day.
    pub late: u32,
    /// Some questionnaires of the wave came back and others did not.
    pub in_part: u32,
    /// Nothing came back, and the window has closed.
    pub missed: u32,
    /// Nothing came back yet, and the window is open.
    pub open: u32,
    /// The window has not opened.
    pub not_due: u32,
    /// Nothing came back, and they withdrew before the window closed.
    pub withdrew: u32,
}

/// The windows of everybody who began on one day.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CohortWaves {
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// How many weeks without a class it has.
    pub breaks: u32,
    /// How many people, in the course arm and in the comparison arm.
    pub people: [u32; 2],
    /// The windows, in the order of the protocol.
    pub windows: Vec<WaveWindow>,
}

/// One wave on the calendar.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct WaveWindow {
    /// The wave's id.
    pub wave: String,
    /// When it is open.
    pub window: Window,
}

pub(super) fn flow(ledger: &Ledger, data: &Data, scales: &[ScaleAnalysis]) -> Result<Flow> {
    Ok(Flow {
        steps: steps(ledger, data, scales)?,
        waves: data.protocol.waves.iter().map(|wave| wave_flow(data, wave)).collect(),
        calendar: calendar(data),
    })
}

fn steps(ledger: &Ledger, data: &Data, scales: &[ScaleAnalysis]) -> Result<Vec<FlowStep>> {
    let count = |is: &dyn Fn(&str, &Person) -> bool| {
        ARMS.map(|arm| {
            let own = data.people.iter().filter(|(_, person)| person.arm == arm);
            own.filter(|(code, person)| is(code, person)).count() as u32
        })
    };
    let step = |id: &str, title: &str, arms: Option<[u32; 2]>, words: &str| FlowStep {
        id: id.to_owned(),
        title: title.to_owned(),
        arms,
        words: words.to_owned(),
    };
    let consented = first_days(ledger, "consented")?;
    let signed = (!consented.is_empty()).then(|| count(&|code, _| consented.contains_key(code)));
    let classes = |least: u32| {
        let came = |code: &str| data.attendance.of(code).is_some_and(|came| came >= least);
        data.attendance.is_known().then(|| count(&|code, _| came(code)))
    };
    let not_here = "Attendance stays in the trainer’s ledger. With a list of classes by code, it \
                    is counted here.";
    let of_classes = |known: &str| match data.attendance.is_known() {
        true => known.to_owned(),
        false => not_here.to_owned(),
    };
    let analysed = analysed(data, scales);
    Ok(vec![
        step("assessed", "Assessed", None, "No fact says it: keep this count in the study’s log."),
        step("excluded", "Excluded", None, "No fact says it: keep the reasons in the study’s log."),
        step(
            "consented",
            "Consented",
            signed,
            match signed {
                Some(_) => "Signed the consent in the program.",
                None => "No consent was signed in the program.",
            },
        ),
        step(
            "allocated",
            "In an arm",
            Some(count(&|_, _| true)),
            "Opened their invitation, and something from them was collected.",
        ),
        step("started", "Started", classes(1), &of_classes("Came to one class or more.")),
        step(
            "completed",
            "Completed",
            classes(LEAST_CLASSES),
            &of_classes(&format!("Came to {LEAST_CLASSES} classes or more.")),
        ),
        step(
            "withdrew",
            "Withdrew",
            Some(count(&|_, person| person.withdrew_on.is_some())),
            "Said so in the program, at any time.",
        ),
        step(
            "analysed",
            "Analyzed",
            Some(count(&|code, _| analysed.contains(code))),
            "Have a score at the first wave and at a later one.",
        ),
    ])
}

/// Everybody who is in at least one comparison.
fn analysed<'a>(data: &'a Data, scales: &[ScaleAnalysis]) -> BTreeSet<&'a str> {
    let mut in_any = BTreeSet::new();
    for scale in scales.iter().filter(|scale| !scale.changes.is_empty()) {
        let first = &scale.changes[0].from;
        let scored = |sheet: &&Returned| {
            sheet.handed_in.instrument == scale.instrument
                && sheet.handed_in.score(&scale.scale).is_some_and(|score| score.value.is_some())
        };
        let own = || data.sheets.iter().filter(scored);
        let begun: BTreeSet<&str> = own()
            .filter(|sheet| sheet.handed_in.wave == *first)
            .map(|sheet| &*sheet.author)
            .collect();
        let later = own().filter(|sheet| sheet.handed_in.wave != *first);
        in_any.extend(later.map(|sheet| &*sheet.author).filter(|code| begun.contains(code)));
    }
    in_any
}

fn wave_flow(data: &Data, wave: &Wave) -> WaveFlow {
    let asked = wave.instruments.iter().filter(|id| {
        data.instruments.iter().any(|instrument| instrument.id == **id && instrument.is_worded())
    });
    let asked = asked.count();
    let mut returned: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for sheet in data.sheets.iter().filter(|sheet| sheet.handed_in.wave == wave.id) {
        let (sheets, late) = returned.entry(&sheet.author).or_default();
        *sheets += 1;
        *late |= sheet.handed_in.timing == Timing::Late;
    }
    let arms = ARMS.into_iter().map(|arm| {
        let mut counts = WaveArm {
            arm,
            in_time: 0,
            late: 0,
            in_part: 0,
            missed: 0,
            open: 0,
            not_due: 0,
            withdrew: 0,
        };
        for (code, person) in data.people.iter().filter(|(_, person)| person.arm == arm) {
            let window = wave.window(&person.calendar);
            let came = returned.get(&**code);
            let place = match came {
                Some((sheets, _)) if *sheets < asked => &mut counts.in_part,
                Some((_, true)) => &mut counts.late,
                Some((_, false)) => &mut counts.in_time,
                None if person.withdrew_on.is_some_and(|day| day <= window.closes_on) => {
                    &mut counts.withdrew
                }
                None if data.today > window.closes_on => &mut counts.missed,
                None if data.today < window.opens_on => &mut counts.not_due,
                None => &mut counts.open,
            };
            *place += 1;
        }
        counts
    });
    WaveFlow { wave: wave.id.clone(), wave_title: wave.title.clone(), arms: arms.collect() }
}

fn calendar(data: &Data) -> Vec<CohortWaves> {
    let mut cohorts: Vec<(&Person, [u32; 2])> = Vec::new();
    for person in data.people.values() {
        let at = cohorts.iter().position(|(known, _)| known.calendar == person.calendar);
        let at = at.unwrap_or_else(|| {
            cohorts.push((person, [0, 0]));
            cohorts.len() - 1
        });
        cohorts[at].1[usize::from(person.arm == Arm::Comparison)] += 1;
    }
    cohorts.sort_by_key(|(person, _)| (person.calendar.starts_on(), person.calendar.ends_on()));
    cohorts
        .into_iter()
        .map(|(person, people)| CohortWaves {
            starts_on: person.calendar.starts_on(),
            breaks: person.calendar.breaks().len() as u32,
            people,
            windows: data
                .protocol
                .waves
                .iter()
                .map(|wave| WaveWindow {
                    wave: wave.id.clone(),
                    window: wave.window(&person.calendar),
                })
                .collect(),
        })
        .collect()
}
