//! Texts for coaches whose questionnaire has not come or who missed classes, for the trainer to
//! send from their own mail program. Nothing is sent here, and no text knows what was answered.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::board::{BoardRow, CohortView};
use super::signals::{listed, missed_classes};
use crate::course::desk::{Addressed, MessageText};
use crate::measures::sheet::SheetState;
use crate::study::protocol::Arm;

/// So many classes missed, and there is a text for it.
const CLASSES_MISSED: usize = 2;

/// Everybody one text is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MessageGroup {
    /// The text's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whom it is for.
    pub about: String,
    /// One filled in for each of them, by name.
    pub messages: Vec<Message>,
}

/// One text, filled in for one coach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Message {
    /// Which it is: a text's id, a coach's code, and what it is about.
    pub key: String,
    /// The coach's name.
    pub name: String,
    /// The subject.
    pub subject: String,
    /// The text, with line breaks.
    pub text: String,
}

impl Message {
    /// Its address for a mail program, to nobody yet: the program knows no addresses.
    pub fn mailto(&self) -> String {
        let text = self.text.replace('\n', "\r\n");
        format!("mailto:?subject={}&body={}", escaped(&self.subject), escaped(&text))
    }
}

/// The texts, each with everybody whom it is for today.
pub fn messages(texts: &[MessageText], board: &CohortView, trainer: &str) -> Vec<MessageGroup> {
    let group = |text: &MessageText| MessageGroup {
        id: text.id.clone(),
        title: text.title.clone(),
        about: text.about.clone(),
        messages: board
            .coaches
            .iter()
            .filter(|coach| coach.withdrew.is_none() && coach.revoked_on.is_none())
            .flat_map(|coach| for_coach(text, board, coach, trainer))
            .collect(),
    };
    texts.iter().map(group).collect()
}

fn for_coach(
    text: &MessageText,
    board: &CohortView,
    coach: &BoardRow,
    trainer: &str,
) -> Vec<Message> {
    let write = |about: &str, places: &[(&str, &str)]| {
        let mut known = vec![("name", coach.name.as_str()), ("trainer", trainer)];
        known.extend(places);
        Message {
            key: format!("{}/{}/{about}", text.id, coach.code),
            name: coach.name.clone(),
            subject: filled(&text.subject, &known),
            text: filled(text.text.trim(), &known),
        }
    };
    match text.to {
        Addressed::Questionnaire => coach
            .questionnaires
            .iter()
            .filter(|sheet| matches!(sheet.state, SheetState::Open | SheetState::Late))
            .map(|sheet| {
                let last_day = spoken(sheet.closes_on);
                write(&sheet.wave, &[("wave", &sheet.wave_title), ("last_day", &last_day)])
            })
            .collect(),
        Addressed::MissedClasses => {
            let missed = missed_classes(coach);
            let next = board.classes.iter().find(|class| class.day > board.today);
            let Some(next) = next.filter(|_| coach.arm == Arm::Course) else { return Vec::new() };
            if missed.len() < CLASSES_MISSED {
                return Vec::new();
            }
            let missed = format!("classes {}", listed(&missed));
            let next_class = format!("{} on {}", next.week, spoken(next.day));
            vec![write("", &[("missed", &missed), ("next_class", &next_class)])]
        }
    }
}

/// A text with its places filled in. What stands in a place is not looked at again.
fn filled(text: &str, known: &[(&str, &str)]) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let place = part.split_once('}');
        let value = place.and_then(|(name, rest)| {
            known.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, rest))
        });
        match value {
            Some((value, rest)) => out.extend([value, rest]),
            None => out.extend(["{", part]),
        }
    }
    out
}

/// A day as a message says it: Thursday, February 5.
fn spoken(day: NaiveDate) -> String {
    day.format("%A, %B %-d").to_string()
}

/// Percent-encoded, but for letters and figures.
fn escaped(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
