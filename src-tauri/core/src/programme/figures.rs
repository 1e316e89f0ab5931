//! The numbers of a cohort with everything hidden that has to be. Reports are made of these alone,
//! so that nothing else can get into one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::counts::{self, CountsSettings, MonthCount};
use crate::cohort::attendance::{Class, Marks};
use crate::cohort::board::Attendance;
use crate::cohort::small::{is_small, nested, parts};
use crate::cohort::{inviting, roster};
use crate::course::Course;
use crate::error::Result;
use crate::feedback::{self, FeedbackTotals};
use crate::measures::Instrument;
use crate::store::Ledger;
use crate::study::completion::{self, COMPLETER_RULES};
use crate::study::protocol::Arm;
use crate::study::withdrawal;

/// A cohort in numbers. None stands for what is hidden.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The cohort's name.
    pub cohort: String,
    /// The study's, if there is one.
    pub study: Option<String>,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// The last day of the last week.
    pub ends_on: NaiveDate,
    /// How many weeks the course runs.
    pub weeks: u32,
    /// The day the numbers are of.
    pub as_of: NaiveDate,
    /// The smallest group that is shown.
    pub least: u32,
    /// People who were invited to the course.
    pub invited: Option<u32>,
    /// Those of them who came to a class.
    pub began: Option<u32>,
    /// Those who withdrew, at any time.
    pub withdrew: Option<u32>,
    /// The rule in force: so many classes.
    pub rule: u32,
    /// Rules, the smallest first, each with how many came to so many classes or more.
    pub completed: Vec<(u32, Option<u32>)>,
    /// Class by class.
    pub classes: Vec<ClassFigures>,
    /// Hours that people spent in class, all together.
    pub class_hours: Option<f64>,
    /// Practice that was measured, and that coaches entered: hours, and from how many.
    pub practice: Option<Practice>,
    /// What coaches said about the course.
    pub feedback: Vec<Said>,
    /// Whether the study asks for that, so that nothing of it is here.
    pub asked_by_study: bool,
    /// What the agency counts, and its months, the earliest first; none where it does not.
    pub counts: Option<(CountsSettings, Vec<Month>)>,
}

/// One class.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassFigures {
    /// The week.
    pub week: u32,
    /// Its day.
    pub day: NaiveDate,
    /// Came, made it up, excused, away, not noted.
    pub parts: Vec<Option<u32>>,
}

/// Practice between the classes, from those who share it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Practice {
    /// Hours measured on their computers.
    pub measured_hours: f64,
    /// Hours they entered.
    pub reported_hours: f64,
}

/// One question about the course.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// What it belongs to.
    pub theme: String,
    /// Its words.
    pub question: String,
    /// The most favorable answer.
    pub best: String,
    /// How many gave it.
    pub best_n: Option<u32>,
    /// How many answers are counted.
    pub n: u32,
    /// The mean, from 1 for the least favorable answer to 5.
    pub mean: f64,
}

/// One month of an agency's counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// The first day of it.
    pub month: NaiveDate,
    /// The four boxes, in the order of [`super::counts::BOXES`].
    pub boxes: Vec<Option<u32>>,
    /// All clients.
    pub caseload: Option<u32>,
    /// People reached; outer none where it was not counted.
    pub reached: Option<Option<u32>>,
    /// Those of them who agreed.
    pub agreed: Option<Option<u32>>,
    /// The agency's own counts, in their order; outer none where it was not counted.
    pub others: Vec<Option<Option<u32>>>,
}

/// Works out the figures of a trainer's cohort; none before it is set up.
///
/// # Errors
/// When the ledger cannot be read.
pub fn figures(
    ledger: &Ledger,
    course: &Course,
    instruments: &[Instrument],
    as_of: NaiveDate,
    least: u32,
) -> Result<Option<Figures>> {
    let Some(setup) = roster::setup(ledger)? else { return Ok(None) };
    let calendar = setup.cohort.calendar()?;
    let class = people(ledger)?;
    let marks = Marks::read(ledger)?;
    let held: Vec<_> = calendar.classes().into_iter().filter(|one| one.day <= as_of).collect();

    let classes_of: Vec<u32> = class.iter().map(|code| marks.classes(code)).collect();
    let at_least =
        |least: u32| classes_of.iter().filter(|classes| **classes >= least).count() as u32;
    let protocol = setup.study.as_ref().map(|study| &study.protocol);
    let rule = completion::least_classes(protocol);
    let rules: BTreeSet<u32> = COMPLETER_RULES.into_iter().chain([rule]).collect();
    // The rule in force is kept before the others, and who began before them all.
    let order: Vec<u32> =
        [1, rule].into_iter().chain(rules.iter().copied().filter(|one| *one != rule)).collect();
    let within: Vec<u32> = order.iter().map(|classes| at_least(*classes)).collect();
    let (invited, shown) = nested(class.len() as u32, &within, least);
    let by_rule: BTreeMap<u32, Option<u32>> = order.iter().copied().zip(shown.clone()).collect();

    let withdrew = withdrawal::received(ledger)?;
    let left = class.iter().filter(|code| withdrew.contains_key(*code)).count() as u32;
    let (_, stayed) = nested(class.len() as u32, &[left], least);

    let came = |code: &str, class| marks.of(code, &class).is_some_and(Attendance::counts);
    let minutes: u32 = class
        .iter()
        .flat_map(|code| course.manifest.parts.iter().map(move |part| (code, part)))
        .filter(|(code, part)| came(code, Class::of(part)))
        .map(|(_, part)| part.class_minutes)
        .sum();
    let hours = (!is_small(at_least(1), least)).then(|| f64::from(minutes) / 60.0);
    let said = feedback::totals(ledger, instruments)?;
    Ok(Some(Figures {
        classes: held
            .iter()
            .map(|one| ClassFigures {
                week: one.week,
                day: one.day,
                parts: of_class(&class, &marks, one.week, least),
            })
            .collect(),
        completed: rules.iter().map(|one| (*one, by_rule.get(one).copied().flatten())).collect(),
        began: by_rule.get(&1).copied().flatten(),
        withdrew: stayed.first().copied().flatten(),
        invited,
        rule,
        class_hours: hours,
        practice: practice(ledger, &class, calendar.starts_on(), calendar.ends_on(), least)?,
        asked_by_study: said.asked_by_study,
        feedback: satisfaction(&said, least),
        counts: agencys(ledger, least)?,
        study: setup.cohort.study,
        cohort: setup.cohort.name,
        starts_on: calendar.starts_on(),
        ends_on: calendar.ends_on(),
        weeks: calendar.weeks(),
        as_of,
        least,
    }))
}

/// The codes of those who were invited to the course: a comparison group has no class.
fn people(ledger: &Ledger) -> Result<BTreeSet<String>> {
    let revoked = inviting::revoked(ledger)?;
    let mut statement = ledger.connection().prepare("SELECT DISTINCT author FROM letter")?;
    let joined: BTreeSet<String> =
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let all = roster::roster(ledger)?.into_values();
    let own = all.filter(|one| one.arm == Arm::Course);
    let there = own.filter(|one| joined.contains(&one.code) || !revoked.contains_key(&one.code));
    Ok(there.map(|one| one.code).collect())
}

/// Came, made up, excused, away, not noted.
fn of_class(class: &BTreeSet<String>, marks: &Marks, week: u32, least: u32) -> Vec<Option<u32>> {
    let mut groups = [0; 5];
    for code in class {
        let place = match marks.of(code, &Class::Week(week)) {
            Some(Attendance::Came) => 0,
            Some(Attendance::MadeUp) => 1,
            Some(Attendance::Excused) => 2,
            Some(Attendance::Away) => 3,
            None => 4,
        };
        groups[place] += 1;
    }
    parts(&groups, least).0
}

/// Practice between class 1 and the last day. Hidden where too few share theirs.
fn practice(
    ledger: &Ledger,
    class: &BTreeSet<String>,
    from: NaiveDate,
    to: NaiveDate,
    least: u32,
) -> Result<Option<Practice>> {
    let mut statement = ledger.connection().prepare(
        "SELECT author, SUM(measured_seconds), SUM(reported_minutes) FROM practice_day
         WHERE day BETWEEN ?1 AND ?2 AND measured_seconds + reported_minutes > 0 GROUP BY author",
    )?;
    let rows = statement.query_map([from.to_string(), to.to_string()], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, f64>(1)?, row.get::<_, f64>(2)?))
    })?;
    let all: Vec<(String, f64, f64)> = rows.collect::<rusqlite::Result<_>>()?;
    let own: Vec<_> = all.into_iter().filter(|(code, ..)| class.contains(code)).collect();
    let people = own.len() as u32;
    Ok((!is_small(people, least)).then(|| Practice {
        measured_hours: own.iter().map(|(_, seconds, _)| seconds).sum::<f64>() / 3600.0,
        reported_hours: own.iter().map(|(_, _, minutes)| minutes).sum::<f64>() / 60.0,
    }))
}

/// What was said, question by question, of which enough answers have come.
fn satisfaction(totals: &FeedbackTotals, least: u32) -> Vec<Said> {
    let mut said = Vec::new();
    for theme in &totals.themes {
        for item in theme.items.iter().filter(|item| item.n >= least) {
            let Some((best, mean)) = item.counts.get(item.best as usize).zip(item.mean) else {
                continue;
            };
            let (_, within) = nested(item.n, &[best.1], least);
            said.push(Said {
                theme: theme.title.clone(),
                question: item.text.clone(),
                best: best.0.clone(),
                best_n: within.first().copied().flatten(),
                n: item.n,
                mean,
            });
        }
    }
    said
}

fn agencys(ledger: &Ledger, least: u32) -> Result<Option<(CountsSettings, Vec<Month>)>> {
    let settings = counts::settings(ledger)?;
    if !settings.on {
        return Ok(None);
    }
    let months = counts::months(ledger)?.into_iter().rev();
    let months = months.map(|line| month(&line.count, &settings, least)).collect();
    Ok(Some((settings, months)))
}

fn month(count: &MonthCount, settings: &CountsSettings, least: u32) -> Month {
    let (boxes, caseload) = parts(&count.boxes(), least);
    let (reached, agreed) =
        nested(count.reached.unwrap_or_default(), &[count.agreed.unwrap_or_default()], least);
    let agreed = agreed.first().copied().flatten();
    let own = |id: &String| count.others.get(id).copied();
    let seen = |number: u32| Some(number).filter(|one| !is_small(*one, least));
    let others = settings.others.iter().map(|one| own(&one.id).map(seen)).collect();
    Month {
        month: count.month,
        boxes,
        caseload,
        reached: count.reached.map(|_| reached),
        agreed: count.agreed.map(|_| agreed),
        others,
    }
}

/// A month in words, such as “March 2026”.
pub fn month_words(month: NaiveDate) -> String {
    format!("{} {}", month.format("%B"), month.year())
}
