//! What an analysis reads, once: who takes part, and what came back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::attendance::Attendance;
use super::people::{Person, people};
use crate::error::{Error, Result};
use crate::measures::returned::{self, Returned};
use crate::measures::{Instrument, Scale};
use crate::research::setup;
use crate::store::Ledger;
use crate::study::protocol::{Arm, Protocol, Wave};

/// The arms, in the order of every table: a difference is the first less the second.
pub const ARMS: [Arm; 2] = [Arm::Course, Arm::Comparison];

/// Everything an analysis is made of.
pub(super) struct Data<'a> {
    pub(super) study: String,
    pub(super) protocol: Protocol,
    pub(super) instruments: &'a [Instrument],
    pub(super) attendance: &'a Attendance,
    pub(super) today: NaiveDate,
    /// By study code.
    pub(super) people: BTreeMap<String, Person>,
    /// In the order they arrived.
    pub(super) sheets: Vec<Returned>,
}

impl<'a> Data<'a> {
    pub(super) fn read(
        ledger: &Ledger,
        instruments: &'a [Instrument],
        weeks: u32,
        today: NaiveDate,
        attendance: &'a Attendance,
    ) -> Result<Self> {
        let sheets = returned::of_all(ledger)?;
        Self::with(ledger, instruments, weeks, today, attendance, sheets)
    }

    /// The same with sheets that were read already.
    pub(super) fn with(
        ledger: &Ledger,
        instruments: &'a [Instrument],
        weeks: u32,
        today: NaiveDate,
        attendance: &'a Attendance,
        mut sheets: Vec<Returned>,
    ) -> Result<Self> {
        let setup =
            setup(ledger)?.ok_or_else(|| Error::refused("Please set up the study first."))?;
        let people = people(ledger, weeks)?;
        sheets.retain(|sheet| people.contains_key(&sheet.author));
        Ok(Self {
            study: setup.file.name,
            protocol: setup.file.protocol,
            instruments,
            attendance,
            today,
            people,
            sheets,
        })
    }

    /// The instruments that the protocol asks, in its order, each with the waves that ask it.
    pub(super) fn asked(&self) -> Vec<(&'a Instrument, Vec<&Wave>)> {
        let mut asked: Vec<(&Instrument, Vec<&Wave>)> = Vec::new();
        for wave in &self.protocol.waves {
            for id in &wave.instruments {
                if let Some((_, waves)) = asked.iter_mut().find(|(known, _)| known.id == *id) {
                    waves.push(wave);
                } else if let Some(instrument) = self.instruments.iter().find(|one| one.id == *id) {
                    asked.push((instrument, vec![wave]));
                }
            }
        }
        asked
    }

    /// What came back of one instrument in one wave.
    pub(super) fn of(&self, instrument: &str, wave: &str) -> Vec<&Returned> {
        let here = |sheet: &&Returned| {
            sheet.handed_in.instrument == instrument && sheet.handed_in.wave == wave
        };
        self.sheets.iter().filter(here).collect()
    }

    /// The arm of a sheet's author.
    pub(super) fn arm(&self, sheet: &Returned) -> Option<Arm> {
        self.people.get(&sheet.author).map(|person| person.arm)
    }
}

/// A scale's score on a sheet, where enough was answered.
pub(super) fn score(sheet: &Returned, scale: &Scale) -> Option<f64> {
    sheet.handed_in.score(&scale.id).and_then(|score| score.value)
}
