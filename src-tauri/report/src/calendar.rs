//! A calendar file (RFC 5545) for the program in which people keep their days.
//!
//! Every time is local and floating: a class at six stays at six when clocks change.

use std::fs;
use std::path::Path;

use chrono::{Duration, NaiveDateTime};
use evenkeel_core::error::Result;
use evenkeel_core::reminders::Event;
use icalendar::{Alarm, Calendar, Component, EventLike};

/// Writes the file, whole or not at all. One that was there is replaced: the same entries keep
/// their ids, so a calendar that takes the file again replaces them as well.
///
/// # Errors
/// [`evenkeel_core::Code::ReadOnly`] or [`evenkeel_core::Code::DiskFull`].
pub fn write_calendar(events: &[Event], made: NaiveDateTime, path: &Path) -> Result<()> {
    let half = path.with_added_extension("writing");
    let written = fs::write(&half, text(events, made)).and_then(|()| fs::rename(&half, path));
    if written.is_err() {
        let _ = fs::remove_file(&half);
    }
    Ok(written?)
}

/// The text of the file; `made` is the moment it is made, UTC.
fn text(events: &[Event], made: NaiveDateTime) -> String {
    let mut calendar = Calendar::new();
    calendar.name("Evenkeel");
    for event in events {
        let mut entry = icalendar::Event::new();
        entry.uid(&event.uid).summary(&event.title).timestamp(made.and_utc());
        if !event.about.is_empty() {
            entry.description(&event.about);
        }
        match event.time {
            Some((at, minutes)) => {
                let begins = event.day.and_time(at);
                entry.starts(begins).ends(begins + Duration::minutes(minutes.into()));
                entry.alarm(Alarm::display(&event.title, -Duration::minutes(10)));
            }
            None => {
                entry.all_day(event.day);
                // Nine in the morning of the day itself.
                entry.alarm(Alarm::display(&event.title, Duration::hours(9)));
            }
        }
        if let Some(last) = event.daily_until {
            let until = last.and_hms_opt(23, 59, 59).unwrap_or_default();
            let rule = format!("FREQ=DAILY;UNTIL={}", until.format("%Y%m%dT%H%M%S"));
            entry.add_property("RRULE", rule);
        }
        calendar.push(entry.done());
    }
    calendar.done().to_string()
}
