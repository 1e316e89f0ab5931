//! Who came how far, from the facts that there are: the steps, the waves, and the calendar.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::change::ScaleAnalysis;
use super::data::{ARMS, Data};
use super::people::Person;
use super::steps::{FlowStep, steps};
use crate::error::Result;
use crate::measures::sheet::Timing;
use crate::store::Ledger;
use crate::study::protocol::{Arm, Wave, Window};

/// The flow of people through the study, as the CONSORT statement draws it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Flow {
    /// From the first contact to the analysis.
    pub steps: Vec<FlowStep>,
    /// What does not add up, in words.
    pub notes: Vec<String>,
    /// Wave by wave, what came back.
    pub waves: Vec<WaveFlow>,
    /// The windows of each cohort, the earliest first.
    pub calendar: Vec<CohortWaves>,
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
    let (steps, notes) = steps(ledger, data, scales)?;
    Ok(Flow {
        steps,
        notes,
        waves: data.protocol.waves.iter().map(|wave| wave_flow(data, wave)).collect(),
        calendar: calendar(data),
    })
}

fn wave_flow(data: &Data, wave: &Wave) -> WaveFlow {
    let asked = wave.instruments.iter().filter(|id| {
        data.instruments.iter().any(|instrument| instrument.id == **id && instrument.is_worded())
    });
    let asked = asked.count();
    // By the place of the person: how many sheets, and whether one of them was late.
    let mut returned = vec![(0, false); data.people.len()];
    for sheet in data.sheets.iter().filter(|sheet| sheet.own.handed_in.wave == wave.id) {
        let (sheets, late) = &mut returned[sheet.person];
        *sheets += 1;
        *late |= sheet.own.handed_in.timing == Timing::Late;
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
        let own = data.people.iter().zip(&returned).filter(|(person, _)| person.arm == arm);
        for (person, came) in own {
            let window = wave.window(&person.calendar);
            let place = match *came {
                (0, _) if person.withdrew_on.is_some_and(|day| day <= window.closes_on) => {
                    &mut counts.withdrew
                }
                (0, _) if data.today > window.closes_on => &mut counts.missed,
                (0, _) if data.today < window.opens_on => &mut counts.not_due,
                (0, _) => &mut counts.open,
                (sheets, _) if sheets < asked => &mut counts.in_part,
                (_, true) => &mut counts.late,
                (_, false) => &mut counts.in_time,
            };
            *place += 1;
        }
        counts
    });
    WaveFlow { wave: wave.id.clone(), wave_title: wave.title.clone(), arms: arms.collect() }
}

fn calendar(data: &Data) -> Vec<CohortWaves> {
    let mut cohorts: Vec<(&Person, [u32; 2])> = Vec::new();
    for person in &data.people {
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
