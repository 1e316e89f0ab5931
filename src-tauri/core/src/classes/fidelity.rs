//! What was done of a class's plan: element by element, with how long it took and who taught.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::clock::ClassClock;
use super::steps;
use crate::course::lesson::{Block, Inline, Section};
use crate::course::{Course, Part};
use crate::error::{Error, Result};
use crate::paper::Paper;
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, ME};

/// The most minutes a class can have taken.
const MOST_MINUTES: u32 = 24 * 60;
/// The most characters of a reason.
const MOST_CHARACTERS: usize = 500;

/// The body of a `class-kept` fact: the latest one of a part holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeptClass {
    /// The part's id.
    pub part: String,
    /// The day it was held.
    pub held_on: NaiveDate,
    /// Who taught it.
    pub taught_by: String,
    /// How long it took, minutes.
    pub minutes: u32,
    /// Every element of its plan, in order.
    pub elements: Vec<PlanElement>,
}

/// One element of a plan, as it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanElement {
    /// Its name in the plan of that day.
    pub title: String,
    /// How it went.
    pub how: PlanHow,
    /// Why it was changed or left out; may be empty for one that was done.
    pub why: String,
}

/// How an element of a plan went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PlanHow {
    /// Done as planned.
    Done,
    /// Done in another way.
    Changed,
    /// Left out.
    LeftOut,
}

impl PlanHow {
    fn words(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::Changed => "Changed",
            Self::LeftOut => "Left out",
        }
    }
}

/// What was done of one class, and of all so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FidelityView {
    /// What was kept; before that, a sheet to fill in on which everything was done.
    pub sheet: KeptClass,
    /// Whether it was kept.
    pub kept: bool,
    /// Every class that was kept, in the order of the course.
    pub classes: Vec<KeptLine>,
    /// Today, as the day counts.
    pub today: NaiveDate,
}

/// One class that was kept, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeptLine {
    /// The part's id.
    pub part: String,
    /// The day it was held.
    pub held_on: NaiveDate,
    /// How long it took, minutes.
    pub minutes: u32,
    /// How long it was planned to take, minutes.
    pub planned_minutes: u32,
    /// Elements done as planned.
    pub done: u32,
    /// Elements done in another way.
    pub changed: u32,
    /// Elements left out.
    pub left_out: u32,
}

/// The sheet of a part's class, and the classes kept so far. Before it is kept, `clock` says how
/// long it took and `teacher` who taught it.
///
/// # Errors
/// When the ledger cannot be read.
pub fn view(
    ledger: &Ledger,
    course: &Course,
    part: &Part,
    clock: &ClassClock,
    teacher: &str,
    today: NaiveDate,
) -> Result<FidelityView> {
    let kept = all(ledger, course)?;
    let own = kept.iter().find(|(other, _)| other.id == part.id).map(|(_, kept)| kept.clone());
    let began_on = clock.began_at.as_ref().and_then(|at| at.get(..10)?.parse().ok());
    let done = |title: &String| PlanElement {
        title: title.clone(),
        how: PlanHow::Done,
        why: String::new(),
    };
    Ok(FidelityView {
        kept: own.is_some(),
        sheet: own.unwrap_or_else(|| KeptClass {
            part: part.id.clone(),
            held_on: began_on.unwrap_or(today),
            taught_by: teacher.to_owned(),
            minutes: clock.minutes().unwrap_or(part.class_minutes),
            elements: steps(course, part).map(|step| done(&step.title)).collect(),
        }),
        classes: kept.iter().map(|(part, kept)| line(part, kept)).collect(),
        today,
    })
}

/// Keeps what was done of a class, in place of what was kept before.
///
/// # Errors
/// [`crate::Code::Refused`] for a reason that is missing, a day to come, or a length that cannot
/// be.
pub fn keep(ports: &dyn Ports, ledger: &mut Ledger, mut kept: KeptClass) -> Result<()> {
    kept.taught_by = kept.taught_by.trim().to_owned();
    if kept.taught_by.is_empty() {
        return Err(Error::refused("Please say who taught the class."));
    }
    if kept.held_on > ports.now().day() {
        return Err(Error::refused("That day is still to come. Please choose today or before."));
    }
    if !(1..=MOST_MINUTES).contains(&kept.minutes) {
        return Err(Error::refused("Please give the length of the class in minutes."));
    }
    for element in &mut kept.elements {
        element.why = element.why.trim().to_owned();
        if element.how != PlanHow::Done && element.why.is_empty() {
            return Err(Error::refused(format!(
                "Please say in a word why “{}” went another way. Nothing was lost.",
                element.title
            )));
        }
        if element.why.chars().count() > MOST_CHARACTERS {
            return Err(Error::refused(format!(
                "A reason has {MOST_CHARACTERS} characters at most. Please shorten the one of \
                 “{}”; nothing was lost.",
                element.title
            )));
        }
    }
    ledger.append(ports, Draft::new("class-kept", &kept)?)?;
    Ok(())
}

/// All classes that were kept, as a page to print.
///
/// # Errors
/// [`crate::Code::Refused`] before any was kept.
pub fn paper(ledger: &Ledger, course: &Course) -> Result<Paper> {
    let kept = all(ledger, course)?;
    if kept.is_empty() {
        return Err(Error::refused("Nothing is kept of any class yet. Keep one first."));
    }
    let lines: Vec<KeptLine> = kept.iter().map(|(part, kept)| line(part, kept)).collect();
    let sum = |of: fn(&KeptLine) -> u32| lines.iter().map(of).sum::<u32>();
    let (done, changed, left_out) =
        (sum(|line| line.done), sum(|line| line.changed), sum(|line| line.left_out));
    let lead = format!(
        "{} held. Of {} elements planned, {done} were done as planned, {changed} in another way, \
         and {left_out} were left out. {} minutes in all; planned were {}.",
        if kept.len() == 1 { "1 class".to_owned() } else { format!("{} classes", kept.len()) },
        done + changed + left_out,
        sum(|line| line.minutes),
        sum(|line| line.planned_minutes),
    );
    Ok(Paper {
        language: course.manifest.language.clone(),
        eyebrow: "Class by class".to_owned(),
        title: "What was done of the plan".to_owned(),
        lead,
        sections: kept.iter().map(|(part, kept)| section(part, kept)).collect(),
        credit: String::new(),
    })
}

fn section(part: &Part, kept: &KeptClass) -> Section {
    let text = |text: String| vec![Inline::Text { text }];
    let item = |element: &PlanElement| {
        let why = match element.why.as_str() {
            "" => String::new(),
            why => format!(" {why}"),
        };
        let title = Inline::Strong { text: format!("{}.", element.title) };
        vec![title, Inline::Text { text: format!(" {}.{why}", element.how.words()) }]
    };
    Section {
        id: part.id.clone(),
        title: part.title.clone(),
        blocks: vec![
            Block::Paragraph {
                text: text(format!(
                    "{}, taught by {}. {} minutes; planned were {}.",
                    kept.held_on.format("%B %-d, %Y"),
                    kept.taught_by,
                    kept.minutes,
                    part.class_minutes,
                )),
            },
            Block::List { ordered: false, items: kept.elements.iter().map(item).collect() },
        ],
    }
}

/// The classes that were kept, in the order of the course.
fn all<'a>(ledger: &Ledger, course: &'a Course) -> Result<Vec<(&'a Part, KeptClass)>> {
    let facts = ledger.facts("class-kept", ME)?;
    let read: Vec<KeptClass> = facts.iter().map(|fact| fact.read()).collect::<Result<_>>()?;
    let latest = |part: &'a Part| {
        read.iter().rfind(|kept| kept.part == part.id).map(|kept| (part, kept.clone()))
    };
    Ok(course.manifest.parts.iter().filter_map(latest).collect())
}

fn line(part: &Part, kept: &KeptClass) -> KeptLine {
    let count = |how| kept.elements.iter().filter(|element| element.how == how).count() as u32;
    KeptLine {
        part: part.id.clone(),
        held_on: kept.held_on,
        minutes: kept.minutes,
        planned_minutes: part.class_minutes,
        done: count(PlanHow::Done),
        changed: count(PlanHow::Changed),
        left_out: count(PlanHow::LeftOut),
    }
}
