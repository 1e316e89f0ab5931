//! What somebody's hours come to under a rule.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::rule::{HoursKind, HoursKindRule, HoursRule};
use crate::cohort::board::Attendance;
use crate::course::{Course, Part, PartKind};

/// What is known of one coach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What only the trainer notes; none in the coach's own ledger.
    pub noted: Option<Noted>,
    /// Minutes of practice by week, 1 for the first: measured and entered.
    pub practice: BTreeMap<u32, (u32, u32)>,
    /// Minutes of supervision.
    pub supervision: u32,
}

/// What the trainer notes of a coach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noted {
    /// Whether they came to a meeting, by the id of its part of the course.
    pub classes: BTreeMap<String, Attendance>,
    /// Minutes of training elsewhere.
    pub training: u32,
}

/// Somebody's hours under a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Hours {
    /// One line a kind, in the order of the rule.
    pub lines: Vec<HoursLine>,
    /// Whether nothing is missing of what the rule asks for.
    pub met: bool,
    /// Weekly classes that count.
    pub classes: u32,
}

/// Hours of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HoursLine {
    /// Which.
    pub kind: HoursKind,
    /// Whether this ledger knows of them: classes are noted by the trainer alone.
    pub known: bool,
    /// What counts, minutes.
    pub minutes: u32,
    /// How much of it the coach entered, minutes; the rest of home practice was measured.
    pub reported_minutes: u32,
    /// Practice beyond what the rule counts, minutes.
    pub beyond_minutes: u32,
    /// The least that the rule asks for, minutes.
    pub least_minutes: u32,
    /// What is still missing of that, minutes.
    pub missing_minutes: u32,
}

/// Counts somebody's hours. The coach's own program and the trainer's use this one function.
pub fn count(rule: &HoursRule, course: &Course, evidence: &Evidence) -> Hours {
    let lines: Vec<HoursLine> =
        rule.kinds.iter().map(|kind| line(rule, kind, course, evidence)).collect();
    let attended = attended(rule, course, evidence);
    Hours {
        met: lines.iter().all(|line| line.known && line.missing_minutes == 0),
        classes: attended.iter().filter(|part| part.kind == PartKind::Week).count() as u32,
        lines,
    }
}

fn line(
    rule: &HoursRule,
    asked: &HoursKindRule,
    course: &Course,
    evidence: &Evidence,
) -> HoursLine {
    let noted = evidence.noted.as_ref();
    let (mut reported, mut beyond) = (0, 0);
    let minutes = match asked.kind {
        HoursKind::Course => {
            attended(rule, course, evidence).iter().map(|it| it.class_minutes).sum()
        }
        HoursKind::Practice => {
            let counted = practice(rule, evidence);
            (reported, beyond) = (counted.reported, counted.beyond);
            counted.measured + counted.reported
        }
        HoursKind::Supervision => evidence.supervision,
        HoursKind::Ethics => {
            let came = attended(rule, course, evidence);
            let came = |part: &str| came.iter().any(|it| it.id == part);
            rule.ethics.iter().filter(|it| came(&it.part)).map(|it| it.minutes).sum()
        }
        HoursKind::Training => noted.map_or(0, |noted| noted.training),
    };
    let known =
        noted.is_some() || matches!(asked.kind, HoursKind::Practice | HoursKind::Supervision);
    HoursLine {
        kind: asked.kind,
        known,
        minutes,
        reported_minutes: reported,
        beyond_minutes: beyond,
        least_minutes: asked.least_minutes,
        missing_minutes: if known { asked.least_minutes.saturating_sub(minutes) } else { 0 },
    }
}

/// The parts whose meeting counts.
fn attended<'a>(rule: &HoursRule, course: &'a Course, evidence: &Evidence) -> Vec<&'a Part> {
    let Some(noted) = &evidence.noted else { return Vec::new() };
    let counts = |part: &&Part| match noted.classes.get(&part.id) {
        Some(Attendance::Came) => true,
        Some(Attendance::MadeUp) => rule.classes.made_up,
        Some(Attendance::Excused | Attendance::Away) | None => false,
    };
    let parts = course.manifest.parts.iter();
    parts.filter(|part| rule.classes.kinds.contains(&part.kind)).filter(counts).collect()
}

#[derive(Default)]
struct Practiced {
    measured: u32,
    reported: u32,
    beyond: u32,
}

fn practice(rule: &HoursRule, evidence: &Evidence) -> Practiced {
    let rule = &rule.practice;
    let most = rule.most_minutes_a_week.unwrap_or(u32::MAX);
    evidence.practice.values().fold(Practiced::default(), |sum, &(measured, reported)| {
        let measured = if rule.measured { measured } else { 0 };
        let reported = if rule.reported { reported } else { 0 };
        let counted = measured.min(most);
        let also = reported.min(most - counted);
        Practiced {
            measured: sum.measured + counted,
            reported: sum.reported + also,
            beyond: sum.beyond + (measured - counted) + (reported - also),
        }
    })
}
