//! How far each arm moved from the first wave, and whether one moved farther.

use std::collections::BTreeSet;

use evenkeel_stats::ancova::{Adjusted, Difference, Pairs, ancova};
use evenkeel_stats::change::{Moved, moved, welch};
use evenkeel_stats::effect::{Effect, d_ppc2, hedges_g};
use evenkeel_stats::reliable::{ReliableCounts, chance, index};
use evenkeel_stats::{Figure, Interval, formula, student};
use serde::Serialize;
use ts_rs::TS;

use super::data::{ARMS, Data, score};
use super::people::Person;
use super::scores::{WaveScores, wave_scores};
use crate::measures::key::range;
use crate::measures::{Instrument, Precision, Scale};
use crate::study::completion::COMPLETER_RULES;
use crate::study::protocol::{Arm, Wave};

/// Up to so many people are drawn one by one.
const MOST_LINES: usize = 200;

/// One scale over the study.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ScaleAnalysis {
    /// The instrument's id.
    pub instrument: String,
    /// Its name.
    pub instrument_title: String,
    /// Whether a published validation stands behind it.
    pub validated: bool,
    /// The scale's id.
    pub scale: String,
    /// Its name.
    pub title: String,
    /// What a higher number means, in the words in which coaches read it.
    pub about: String,
    /// The lowest score there is.
    pub lowest: f64,
    /// The highest.
    pub highest: f64,
    /// The rule it is scored by, such as `sum-8-of-10`.
    pub rule: String,
    /// Wave by wave, the earliest first.
    pub waves: Vec<WaveScores>,
    /// From the first wave to each later one.
    pub changes: Vec<ScaleChange>,
}

/// From the first wave to a later one.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ScaleChange {
    /// The first wave's id.
    pub from: String,
    /// Its name.
    pub from_title: String,
    /// The later wave's id.
    pub to: String,
    /// Its name.
    pub to_title: String,
    /// Everybody with both scores.
    pub all: Compared,
    /// Of the course arm only those who came to enough classes, rule by rule; empty where
    /// attendance is not known.
    pub completers: Vec<Completers>,
    /// Person by person, where they are few enough to be drawn.
    pub lines: Vec<PersonLine>,
}

/// The same among those who completed the course under a rule.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Completers {
    /// The fewest classes that count as having completed it.
    pub least_classes: u32,
    /// Whether this is the study's own rule; the others show what it does to the figures.
    pub in_force: bool,
    /// What was found.
    pub compared: Compared,
}

/// The arms beside each other: every difference is the course less the comparison.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Compared {
    /// People with both scores, in the course arm and in the comparison arm.
    pub n: [u32; 2],
    /// What so many people can show.
    pub words: String,
    /// The baseline-adjusted difference: read this first.
    pub adjusted: Figure<Adjusted>,
    /// How far each arm moved, in the order of `n`.
    pub moved: [Figure<Moved>; 2],
    /// The difference of the changes.
    pub welch: Figure<Difference>,
    /// That difference in standard deviations of the changes.
    pub hedges_g: Figure<Effect>,
    /// That difference in standard deviations of the first wave.
    pub d_ppc2: Figure<Effect>,
    /// How many changed by more than chance.
    pub reliable: Figure<Reliable>,
}

/// How many of each arm changed by more than chance.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Reliable {
    /// The smallest change that counts, in the unit of the score.
    pub smallest: f64,
    /// What that figure was computed from.
    pub basis: String,
    /// The counts, in the order of `n`.
    pub arms: [ReliableCounts; 2],
}

/// One person's line.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PersonLine {
    /// The study code.
    pub code: String,
    /// The arm.
    pub arm: Arm,
    /// The score at the first wave.
    pub before: f64,
    /// The score at the later wave.
    pub after: f64,
    /// The reliable change index, where the scale's precision is known.
    pub index: Option<f64>,
}

/// Every scale of every instrument, in the order of the protocol.
pub(super) fn scales(data: &Data) -> Vec<ScaleAnalysis> {
    data.asked()
        .into_iter()
        .flat_map(|(instrument, waves)| {
            instrument.scales.iter().map(move |scale| one(data, instrument, scale, &waves))
        })
        .collect()
}

fn one(data: &Data, instrument: &Instrument, scale: &Scale, waves: &[&Wave]) -> ScaleAnalysis {
    let (lowest, highest) = range(instrument, scale);
    // By the place of the person.
    let scores: Vec<Vec<Option<f64>>> = waves
        .iter()
        .map(|wave| {
            let mut scores = vec![None; data.people.len()];
            for sheet in data.of(&instrument.id, &wave.id) {
                scores[sheet.person] = score(sheet, scale);
            }
            scores
        })
        .collect();
    let changes = waves
        .iter()
        .zip(&scores)
        .skip(1)
        .map(|(to, after)| change(data, scale, (waves[0], &scores[0]), (to, after)))
        .collect();
    ScaleAnalysis {
        instrument: instrument.id.clone(),
        instrument_title: instrument.title.clone(),
        validated: instrument.validated,
        scale: scale.id.clone(),
        title: scale.title.clone(),
        about: scale.about.clone(),
        lowest,
        highest,
        rule: scale.rule_id(),
        waves: waves.iter().map(|wave| wave_scores(data, instrument, scale, wave)).collect(),
        changes,
    }
}

fn change(
    data: &Data,
    scale: &Scale,
    (from, before): (&Wave, &[Option<f64>]),
    (to, after): (&Wave, &[Option<f64>]),
) -> ScaleChange {
    let precision = scale.precision.as_ref();
    let by = precision.map(|known| chance(known.sd, known.reliability));
    let lines: Vec<Line> = before
        .iter()
        .zip(after)
        .zip(&data.people)
        .filter_map(|((before, after), person)| {
            let (before, after) = (*before).zip(*after)?;
            Some(Line { person, before, after })
        })
        .collect();
    let completers = match data.attendance.is_known() {
        false => Vec::new(),
        true => completer_rules(data.protocol.least_classes)
            .into_iter()
            .map(|least_classes| Completers {
                least_classes,
                in_force: data.protocol.least_classes == Some(least_classes),
                compared: compare(precision, &lines, |line| {
                    let classes = data.attendance.of(&line.person.code);
                    line.person.arm != Arm::Course
                        || classes.is_some_and(|came| came >= least_classes)
                }),
            })
            .collect(),
    };
    ScaleChange {
        from: from.id.clone(),
        from_title: from.title.clone(),
        to: to.id.clone(),
        to_title: to.title.clone(),
        all: compare(precision, &lines, |_| true),
        completers,
        lines: match lines.len() {
            ..=MOST_LINES => lines.iter().map(|line| line.drawn(by)).collect(),
            _ => Vec::new(),
        },
    }
}

/// Both scores of somebody.
struct Line<'a> {
    person: &'a Person,
    before: f64,
    after: f64,
}

impl Line<'_> {
    /// As it is drawn; `by` is the chance that a reliable change is measured by.
    fn drawn(&self, by: Option<f64>) -> PersonLine {
        let Self { person, before, after } = *self;
        PersonLine {
            code: person.code.clone(),
            arm: person.arm,
            before,
            after,
            index: by.map(|by| index(before, after, by)),
        }
    }
}

fn completer_rules(in_force: Option<u32>) -> BTreeSet<u32> {
    COMPLETER_RULES.into_iter().chain(in_force).collect()
}

fn compare(
    precision: Option<&Precision>,
    lines: &[Line],
    takes: impl Fn(&Line) -> bool,
) -> Compared {
    let arms = ARMS.map(|arm| {
        let own = lines.iter().filter(|line| line.person.arm == arm && takes(line));
        let (before, after) = own.map(|line| (line.before, line.after)).unzip();
        Pairs { before, after }
    });
    let [course, comparison] = &arms;
    let n = [course.before.len() as u32, comparison.before.len() as u32];
    Compared {
        n,
        words: what_n_means(n),
        adjusted: Figure::new(formula::ANCOVA, ancova(course, comparison)),
        moved: [course, comparison].map(|arm| Figure::new(formula::CHANGE, moved(arm))),
        welch: Figure::new(formula::WELCH, welch(course, comparison)),
        hedges_g: Figure::new(formula::HEDGES_G, hedges_g(course, comparison)),
        d_ppc2: Figure::new(formula::D_PPC2, d_ppc2(course, comparison)),
        reliable: reliable(precision, &arms),
    }
}

fn reliable(precision: Option<&Precision>, arms: &[Pairs; 2]) -> Figure<Reliable> {
    let by = formula::RELIABLE_CHANGE;
    let Some(known) = precision else {
        let why = "No standard deviation and reliability are known for this scale.".to_owned();
        return Figure::Refused { by, why };
    };
    let chance = chance(known.sd, known.reliability);
    let counts = |arm: &Pairs| {
        let mut counts = ReliableCounts::default();
        for (before, after) in arm.before.iter().zip(&arm.after) {
            counts.count(index(*before, *after, chance));
        }
        counts
    };
    let unsure = if known.verify { ", which could not be confirmed" } else { "" };
    let basis = format!(
        "Computed from SD {} and r {} ({}; {}){unsure}.",
        known.sd, known.reliability, known.kind, known.source
    );
    let value = Reliable {
        smallest: known.smallest_reliable_change(),
        basis,
        arms: [counts(&arms[0]), counts(&arms[1])],
    };
    Figure::Known { by, value }
}

/// How closely so many people can tell two arms apart: half the length of the interval of a
/// difference, in standard deviations, t(0.975, df) · √(1/n + 1/m).
fn what_n_means([course, comparison]: [u32; 2]) -> String {
    if course < 2 || comparison < 2 {
        return format!(
            "{course} and {comparison} people have both scores. That is too few to compare arms."
        );
    }
    let (n, m) = (f64::from(course), f64::from(comparison));
    let reach = student::t_quantile(Interval::SIDE, n + m - 2.0) * (1.0 / n + 1.0 / m).sqrt();
    let digits = if reach < 0.1 { 2 } else { 1 };
    format!(
        "{course} and {comparison} people have both scores. That tells the arms apart to about \
         {reach:.digits$} standard deviations either way."
    )
}
