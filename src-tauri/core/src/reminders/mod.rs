//! What a coach wants to be reminded of: at a time of day while the program runs, and in a calendar
//! file for everything else. Nothing else survives the three months to the follow-up.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::course::Course;
use crate::error::Result;
use crate::journal;
use crate::measures::Instrument;
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::Draft;
use crate::study::enrolment::Enrolment;

/// The body of a `reminder` fact; the latest one holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// The time of day for practice; none for no reminder.
    #[ts(as = "Option<String>")]
    pub practice_at: Option<NaiveTime>,
    /// The time of day at which classes begin, for the calendar file alone.
    #[ts(as = "Option<String>")]
    pub class_at: Option<NaiveTime>,
    /// Whether the program starts with the computer, so that it can remind at all.
    pub starts_with_computer: bool,
}

/// One entry of a calendar file, in local time: it stays at its hour when clocks change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Unique, and the same each time the file is made: a calendar then replaces its entry.
    pub uid: String,
    /// Its name, which others may see over a shoulder: nothing private.
    pub title: String,
    /// What it is.
    pub about: String,
    /// The first day.
    pub day: NaiveDate,
    /// From when and for how many minutes; none for a whole day.
    pub time: Option<(NaiveTime, u32)>,
    /// The last day, for an entry that repeats every day.
    pub daily_until: Option<NaiveDate>,
}

/// What the person chose.
///
/// # Errors
/// When the ledger cannot be read.
pub fn chosen(ledger: &Ledger) -> Result<Reminder> {
    Ok(ledger.latest("reminder")?.map(|fact| fact.read()).transpose()?.unwrap_or_default())
}

/// Keeps what the person chose.
///
/// # Errors
/// When the ledger cannot be written.
pub fn choose(ports: &dyn Ports, ledger: &mut Ledger, reminder: &Reminder) -> Result<()> {
    if *reminder != chosen(ledger)? {
        ledger.append(ports, Draft::new("reminder", reminder)?)?;
    }
    Ok(())
}

/// Whether a reminder falls between two looks at the clock.
///
/// A time that a clock change skips is due at the first look after it; one that comes twice is due
/// the first time.
pub fn is_due(at: NaiveTime, before: NaiveDateTime, now: NaiveDateTime) -> bool {
    let due = |day: NaiveDate| {
        let due = day.and_time(at);
        before < due && due <= now
    };
    before < now && (due(now.date()) || due(before.date()))
}

/// The entries of a coach's calendar file: classes, practice, the windows of questionnaires, and
/// the letter.
///
/// # Errors
/// When the ledger cannot be read.
pub fn events(
    ledger: &Ledger,
    course: &Course,
    instruments: &[Instrument],
    enrolment: &Enrolment,
    today: NaiveDate,
) -> Result<Vec<Event>> {
    let chosen = chosen(ledger)?;
    let mut events = Vec::new();
    let entry = |uid: &str, title: &str, about: &str, day: NaiveDate| Event {
        uid: format!("{uid}@evenkeel"),
        title: title.to_owned(),
        about: about.to_owned(),
        day,
        time: None,
        daily_until: None,
    };
    if enrolment.takes_course() {
        if enrolment.trainer.is_some() {
            for class in enrolment.calendar.classes() {
                let minutes = course.part_of_week(class.week).map(|part| part.class_minutes);
                events.push(Event {
                    time: chosen.class_at.zip(minutes),
                    ..entry(
                        &format!("class-{}", class.week),
                        &format!("Class {}", class.week),
                        "",
                        class.day,
                    )
                });
            }
        }
        if let Some(at) = chosen.practice_at {
            let planned = enrolment.plans.on(course, enrolment.week(today), today);
            let about = match planned.days {
                7 => "Every day of the week.".to_owned(),
                days => format!("Any {days} of the 7 days of a week."),
            };
            let first = today.max(enrolment.calendar.starts_on());
            if first <= enrolment.calendar.ends_on() {
                events.push(Event {
                    time: Some((at, planned.minutes)),
                    daily_until: Some(enrolment.calendar.ends_on()),
                    ..entry("practice", "Practice", &about, first)
                });
            }
        }
        for exercise in &course.exercises {
            if let Some(day) = journal::comes_back_on(exercise, enrolment.calendar.ends_on()) {
                let about = "What you wrote to yourself is in Evenkeel, in the notebook.";
                events.push(entry(
                    &format!("back-{}", exercise.id),
                    "A letter from you",
                    about,
                    day,
                ));
            }
        }
    }
    for wave in &enrolment.protocol.waves {
        let window = wave.window(&enrolment.cohort_calendar);
        let known = |id: &String| instruments.iter().any(|instrument| instrument.id == *id);
        if !wave.instruments.iter().any(known) {
            continue;
        }
        let opens = entry(
            &format!("wave-{}", wave.id),
            &format!("Questionnaire: {}", wave.title),
            &format!(
                "Open Evenkeel. It can be answered from {} to {}.",
                window.opens_on.format("%B %-d, %Y"),
                window.closes_on.format("%B %-d, %Y")
            ),
            window.due_on,
        );
        events.push(opens);
    }
    events.sort_by_key(|event| (event.day, event.time));
    Ok(events)
}
