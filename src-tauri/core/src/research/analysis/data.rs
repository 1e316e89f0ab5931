//! What an analysis reads, once: who takes part, and what came back.

use std::collections::HashMap;

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
    /// In the order of their codes.
    pub(super) people: Vec<Person>,
    /// In the order they arrived.
    pub(super) sheets: Vec<Sheet>,
    /// Their places, by instrument and wave.
    places: HashMap<(String, String), Vec<usize>>,
}

/// A questionnaire, and the place of its author among the people.
pub(super) struct Sheet {
    pub(super) person: usize,
    pub(super) arm: Arm,
    pub(super) own: Returned,
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
        returned: Vec<Returned>,
    ) -> Result<Self> {
        let setup =
            setup(ledger)?.ok_or_else(|| Error::refused("Please set up the study first."))?;
        let people = people(ledger, weeks)?;
        let by_code: HashMap<&str, usize> =
            people.iter().enumerate().map(|(at, person)| (&*person.code, at)).collect();
        let sheets: Vec<Sheet> = returned
            .into_iter()
            .filter_map(|own| {
                let person = *by_code.get(&*own.author)?;
                Some(Sheet { person, arm: people[person].arm, own })
            })
            .collect();
        let mut places: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, sheet) in sheets.iter().enumerate() {
            let own = &sheet.own.handed_in;
            places.entry((own.instrument.clone(), own.wave.clone())).or_default().push(at);
        }
        Ok(Self {
            study: setup.file.name,
            protocol: setup.file.protocol,
            instruments,
            attendance,
            today,
            people,
            sheets,
            places,
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
    pub(super) fn of(&self, instrument: &str, wave: &str) -> Vec<&Sheet> {
        let places = self.places.get(&(instrument.to_owned(), wave.to_owned()));
        places.into_iter().flatten().map(|at| &self.sheets[*at]).collect()
    }
}

/// A scale's score on a sheet, where enough was answered.
pub(super) fn score(sheet: &Sheet, scale: &Scale) -> Option<f64> {
    sheet.own.handed_in.score(&scale.id).and_then(|score| score.value)
}
