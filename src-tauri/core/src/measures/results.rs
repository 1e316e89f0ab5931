//! A person's own results: each scale over the waves, what a higher number means, and how much of
//! a change chance alone can make. Bands only where the authors published them, under their name.

use serde::Serialize;
use ts_rs::TS;

use super::key::range;
use super::returned::{self, Returned};
use super::{Instrument, Scale};
use crate::error::Result;
use crate::store::Ledger;
use crate::study::protocol::Protocol;

/// What stands beside every result.
pub const CAUTION: &str = "This shows how you answered, then and now. It is not a diagnosis, and \
                           a number cannot say how you are. If something in it worries you, talk \
                           to somebody; the help page says where to turn.";

/// A person's own results.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OwnResults {
    /// Whether the protocol lets coaches see their scores. If not, the rest is empty.
    pub shown: bool,
    /// What stands beside every result.
    pub caution: String,
    /// One entry for each questionnaire that was handed in, in the order of the protocol.
    pub instruments: Vec<InstrumentResults>,
}

/// The results of one questionnaire.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct InstrumentResults {
    /// Its id.
    pub instrument: String,
    /// Its name.
    pub title: String,
    /// What it is, and what it is not.
    pub about: String,
    /// Whether a published validation stands behind it.
    pub validated: bool,
    /// Whom to credit, on screen and in print.
    pub credit: String,
    /// The licence of the wording.
    pub licence: String,
    /// How to cite it.
    pub citation: String,
    /// Its scales, in the order of the key.
    pub scales: Vec<ScaleResult>,
}

/// One scale over the waves.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ScaleResult {
    /// Its id.
    pub scale: String,
    /// Its name in plain words.
    pub title: String,
    /// What a higher number means.
    pub about: String,
    /// The lowest it can be.
    pub lowest: f64,
    /// The highest it can be.
    pub highest: f64,
    /// The rule it is scored by, such as `sum-8-of-10`.
    pub rule: String,
    /// Who set the rule for missing answers.
    pub rule_by: String,
    /// One entry for each wave that was handed in, the earliest first.
    pub points: Vec<ScorePoint>,
    /// From the first wave to the latest; none with fewer than two scores.
    pub change: Option<ScoreChange>,
    /// The authors' bands, where they published some.
    pub bands: Option<ShownBands>,
}

/// A score at one wave.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ScorePoint {
    /// The wave's id.
    pub wave: String,
    /// The wave's name.
    pub wave_title: String,
    /// The day it was handed in, local date.
    pub day: String,
    /// The score; none where too little was answered.
    pub value: Option<f64>,
    /// How many items were answered.
    pub answered: u32,
    /// How many items it has.
    pub items: u32,
}

/// A change between two waves, and what chance alone can make.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ScoreChange {
    /// The name of the earlier wave.
    pub from: String,
    /// The name of the later wave.
    pub to: String,
    /// Later minus earlier, in the unit of the score.
    pub by: f64,
    /// Smaller changes than this are within what chance alone makes in 95 of 100 people who did
    /// not change; none where the precision is not known.
    pub smallest_reliable: Option<f64>,
    /// The change with what chance adds and takes away: from this …
    pub lowest: Option<f64>,
    /// … to this.
    pub highest: Option<f64>,
    /// What that figure was computed from, or that it is not known.
    pub basis: String,
}

/// Bands as their authors published them.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ShownBands {
    /// Whose bands, by what name.
    pub source: String,
    /// What to know before reading them.
    pub note: String,
    /// Whether they could not be confirmed against the source itself.
    pub verify: bool,
    /// The bands, the lowest first.
    pub bands: Vec<ShownBand>,
    /// The name of the band in which the latest score lies.
    pub latest: Option<String>,
}

/// One band.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ShownBand {
    /// Its name.
    pub name: String,
    /// The score that it begins with.
    pub from: f64,
    /// The score that the next one begins with; none for the highest band.
    pub below: Option<f64>,
}

/// The results of whoever owns the ledger, as far as the protocol shows them.
///
/// # Errors
/// When the ledger cannot be read.
pub fn results(
    ledger: &Ledger,
    protocol: &Protocol,
    instruments: &[Instrument],
) -> Result<OwnResults> {
    let caution = CAUTION.to_owned();
    if !protocol.shows_scores {
        return Ok(OwnResults { shown: false, caution, instruments: Vec::new() });
    }
    let returned = returned::mine(ledger)?;
    let mut asked: Vec<&str> = Vec::new();
    for id in protocol.waves.iter().flat_map(|wave| &wave.instruments) {
        if !asked.contains(&id.as_str()) {
            asked.push(id);
        }
    }
    let instruments = asked
        .into_iter()
        .filter_map(|id| instruments.iter().find(|known| known.id == id))
        .map(|instrument| {
            let mine = returned.iter().filter(|one| one.handed_in.instrument == instrument.id);
            (instrument, mine.collect::<Vec<_>>())
        })
        .filter(|(_, mine)| !mine.is_empty())
        .map(|(instrument, mine)| InstrumentResults {
            instrument: instrument.id.clone(),
            title: instrument.title.clone(),
            about: instrument.about.clone(),
            validated: instrument.validated,
            credit: instrument.credit.clone(),
            licence: instrument.licence.clone(),
            citation: instrument.citation.clone(),
            scales: instrument
                .scales
                .iter()
                .map(|scale| scale_result(instrument, scale, &mine, protocol))
                .collect(),
        })
        .collect();
    Ok(OwnResults { shown: true, caution, instruments })
}

fn scale_result(
    instrument: &Instrument,
    scale: &Scale,
    mine: &[&Returned],
    protocol: &Protocol,
) -> ScaleResult {
    let (lowest, highest) = range(instrument, scale);
    let point = |wave: &crate::study::protocol::Wave| {
        let one = mine.iter().find(|one| one.handed_in.wave == wave.id)?;
        let score = one.handed_in.score(&scale.id);
        Some(ScorePoint {
            wave: wave.id.clone(),
            wave_title: wave.title.clone(),
            day: one.day.to_string(),
            value: score.and_then(|score| score.value),
            answered: score.map_or(0, |score| score.answered),
            items: scale.items.len() as u32,
        })
    };
    let points: Vec<ScorePoint> = protocol.waves.iter().filter_map(point).collect();
    let latest = points.iter().rev().find_map(|point| point.value);
    ScaleResult {
        scale: scale.id.clone(),
        title: scale.title.clone(),
        about: scale.about.clone(),
        lowest,
        highest,
        rule: scale.rule_id(),
        rule_by: scale.rule_by.clone(),
        change: change(scale, &points),
        bands: bands(scale, latest),
        points,
    }
}

fn change(scale: &Scale, points: &[ScorePoint]) -> Option<ScoreChange> {
    let mut scored = points.iter().filter_map(|point| Some((point, point.value?)));
    let (first, before) = scored.next()?;
    let (last, after) = scored.next_back()?;
    let by = after - before;
    let limit = scale.precision.as_ref().map(super::Precision::smallest_reliable_change);
    let basis = match &scale.precision {
        Some(known) => format!(
            "Computed from a standard deviation of {} and a reliability of {} ({}; {}){}.",
            known.sd,
            known.reliability,
            known.kind,
            known.source,
            if known.verify { ", which could not be confirmed" } else { "" }
        ),
        None => {
            "How much of a change chance alone can make is not known for this scale.".to_owned()
        }
    };
    Some(ScoreChange {
        from: first.wave_title.clone(),
        to: last.wave_title.clone(),
        by,
        smallest_reliable: limit,
        lowest: limit.map(|limit| by - limit),
        highest: limit.map(|limit| by + limit),
        basis,
    })
}

fn bands(scale: &Scale, latest: Option<f64>) -> Option<ShownBands> {
    let known = scale.bands.as_ref()?;
    let next = known.band.iter().skip(1).map(|band| Some(band.from)).chain([None]);
    let bands: Vec<ShownBand> = known
        .band
        .iter()
        .zip(next)
        .map(|(band, below)| ShownBand { name: band.name.clone(), from: band.from, below })
        .collect();
    let latest = latest.and_then(|value| bands.iter().rfind(|band| value >= band.from));
    Some(ShownBands {
        source: known.source.clone(),
        note: known.note.clone(),
        verify: known.verify,
        latest: latest.map(|band| band.name.clone()),
        bands,
    })
}
