//! Each rule, looked at for one coach.

use std::collections::VecDeque;

use chrono::NaiveDate;

use crate::cohort::board::{Attendance, BoardRow};
use crate::course::desk::When;
use crate::measures::sheet::SheetState;
use crate::study::calendar::Calendar;
use crate::study::protocol::Arm;

/// When a board is looked at.
#[derive(Debug, Clone, Copy)]
pub struct AsOf<'a> {
    /// The cohort's weeks.
    pub calendar: &'a Calendar,
    /// Today.
    pub today: NaiveDate,
}

impl AsOf<'_> {
    fn week(&self) -> u32 {
        self.calendar.week(self.today)
    }

    fn course_runs(&self) -> bool {
        (1..=self.calendar.weeks()).contains(&self.week())
    }
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// What it is about: the same for the same thing.
    pub about: String,
    /// The reason, a sentence.
    pub reason: String,
    /// What the coach wrote to the trainer; empty for nothing.
    pub said: String,
}

/// What a rule finds about a coach. `stopped` are the sits they stopped before the last bell, the
/// earliest first: the day, and the seconds sat.
pub fn raised(
    when: When,
    coach: &BoardRow,
    stopped: &[(NaiveDate, u32)],
    as_of: &AsOf<'_>,
) -> Option<Raised> {
    let here = coach.withdrew.is_none() && coach.revoked_on.is_none();
    let in_course = here && coach.arm == Arm::Course && as_of.course_runs();
    match when {
        When::PleaseCall {} => please_call(coach),
        When::WindowClosing { days } if here => window_closing(coach, days, as_of),
        When::ClassesMissed { missed, of_first } if in_course => {
            classes_missed(coach, missed, of_first)
        }
        When::Quiet { days } if in_course => quiet(coach, days, as_of),
        When::FewerDays { under, weeks, after } if in_course => {
            fewer_days(coach, under, weeks, after, as_of)
        }
        When::ShortSits { sits, minutes, days } if in_course => {
            let soon = stopped.iter().filter(|(_, seconds)| *seconds < minutes * 60);
            short_sits(soon.map(|(day, _)| *day), sits, minutes, days, as_of)
        }
        _ => None,
    }
}

/// Whether the latest call was answered or not, it stands for those before it.
fn please_call(coach: &BoardRow) -> Option<Raised> {
    let call = coach.calls.first()?;
    let reason = format!("Asked for a call on {}.", spoken(call.day));
    Some(Raised { about: call.id.clone(), reason, said: call.note.clone() })
}

fn classes_missed(coach: &BoardRow, missed: u32, of_first: u32) -> Option<Raised> {
    let classes = missed_classes(coach);
    let early: Vec<u32> = classes.into_iter().filter(|week| *week <= of_first).collect();
    let last = *early.last().filter(|_| early.len() >= missed as usize)?;
    let one = if early.len() == 1 { "class" } else { "classes" };
    Some(Raised {
        about: format!("class-{last}"),
        reason: format!(
            "{} {one} missed of the first {}: {}.",
            capital(&count(early.len())),
            count(of_first as usize),
            listed(&early)
        ),
        said: String::new(),
    })
}

/// The classes that a coach was away from or excused from and has not made up, in order.
pub(in crate::cohort) fn missed_classes(coach: &BoardRow) -> Vec<u32> {
    let missed = [Some(Attendance::Away), Some(Attendance::Excused)];
    let weeks = coach.weeks.iter().filter(|week| missed.contains(&week.attendance));
    weeks.map(|week| week.week).collect()
}

fn quiet(coach: &BoardRow, days: u32, as_of: &AsOf<'_>) -> Option<Raised> {
    let last = coach.last_practice.max(coach.last_heard);
    let from = last.unwrap_or_default().max(as_of.calendar.starts_on());
    let silent = (as_of.today - from).num_days();
    if silent < i64::from(days) {
        return None;
    }
    let reason = match last {
        Some(_) => format!("No practice and no hand-in for {silent} days."),
        None => format!("Invited, and nothing has come in the {silent} days since class 1."),
    };
    Some(Raised { about: format!("since-{from}"), reason, said: String::new() })
}

fn fewer_days(
    coach: &BoardRow,
    under: u32,
    weeks: u32,
    after: u32,
    as_of: &AsOf<'_>,
) -> Option<Raised> {
    let over = as_of.week() - 1;
    let past: Vec<_> = coach.weeks.iter().filter(|week| week.week <= over).collect();
    let run = past.iter().rev().take_while(|week| week.days < under).count();
    let (before, low) = past.split_at(past.len() - run);
    let full = before.iter().rev().find(|week| week.days >= after)?;
    // What has not been handed in looks like nothing practiced.
    let heard = coach.last_heard.is_some_and(|day| day >= as_of.calendar.last_day(over));
    if run < weeks as usize || !heard {
        return None;
    }
    let days: Vec<String> =
        low.iter().map(|week| format!("{} in week {}", days_of(week.days), week.week)).collect();
    Some(Raised {
        about: format!("week-{}", low.first()?.week),
        reason: format!(
            "Practice on {}, after {} in week {}.",
            listed(&days),
            days_of(full.days),
            full.week
        ),
        said: String::new(),
    })
}

/// The signal is about the sit that made the number full; the next one needs as many new ones.
fn short_sits(
    soon: impl Iterator<Item = NaiveDate>,
    sits: u32,
    minutes: u32,
    days: u32,
    as_of: &AsOf<'_>,
) -> Option<Raised> {
    let within = |from: NaiveDate, to: NaiveDate| (to - from).num_days() < i64::from(days);
    let (mut near, mut full) = (VecDeque::new(), None);
    for day in soon {
        near.push_back(day);
        near.retain(|earlier| within(*earlier, day));
        if near.len() == sits as usize {
            near.clear();
            full = Some(day);
        }
    }
    let day = full.filter(|day| within(*day, as_of.today))?;
    let one = if sits == 1 { "sit" } else { "sits" };
    Some(Raised {
        about: format!("sit-{day}"),
        reason: format!(
            "{} {one} stopped within the first {minutes} minutes, the last on {}.",
            capital(&count(sits as usize)),
            spoken(day)
        ),
        said: String::new(),
    })
}

fn window_closing(coach: &BoardRow, days: u32, as_of: &AsOf<'_>) -> Option<Raised> {
    let open = |state| matches!(state, SheetState::Open | SheetState::Begun | SheetState::Late);
    let left = |day: NaiveDate| (day - as_of.today).num_days();
    let closing = coach.questionnaires.iter().filter(|sheet| open(sheet.state));
    let sheet = closing
        .filter(|sheet| left(sheet.closes_on) <= i64::from(days))
        .min_by_key(|sheet| sheet.closes_on)?;
    let when = match left(sheet.closes_on) {
        0 => "closes today".to_owned(),
        1 => "closes tomorrow".to_owned(),
        left => format!("closes in {left} days, on {}", spoken(sheet.closes_on)),
    };
    Some(Raised {
        about: sheet.wave.clone(),
        reason: format!("“{}” is not in and {when}.", sheet.wave_title),
        said: String::new(),
    })
}

/// A day as a sentence says it: February 5.
fn spoken(day: NaiveDate) -> impl std::fmt::Display {
    day.format("%B %-d")
}

fn days_of(days: u32) -> String {
    match days {
        0 => "no day".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// A number as a word up to nine, as a figure beyond.
fn count(n: usize) -> String {
    let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// "1", "1 and 3", "1, 2 and 3".
pub(in crate::cohort) fn listed<T: ToString>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => items.concat(),
    }
}
