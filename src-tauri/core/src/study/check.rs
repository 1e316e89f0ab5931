//! Is a protocol ready for use? Everything at once, each thing with its remedy.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::calendar::Calendar;
use super::protocol::{AnchorDay, Protocol, Wave};
use crate::error::Result;
use crate::measures::Instrument;

/// One thing about a protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProtocolFinding {
    /// Whether it has to be mended before trainers get the study file; else it is to be known.
    pub stops: bool,
    /// What is so, a whole sentence.
    pub problem: String,
    /// What to do, a whole sentence.
    pub remedy: String,
}

/// The shortest consent that can say what it has to, characters.
const SHORTEST_CONSENT: usize = 200;
/// The longest text of a protocol, characters.
const LONGEST_TEXT: usize = 20_000;
/// The most waves, and the furthest a day may lie from its anchor.
const MOST_WAVES: usize = 12;
const MOST_DAYS: u32 = 3660;

/// Checks a protocol for a course of `weeks` weeks. `instruments` are those there are, worded as
/// this study has them.
///
/// # Errors
/// For a course that no calendar holds.
pub fn check(
    protocol: &Protocol,
    instruments: &[Instrument],
    weeks: u32,
) -> Result<Vec<ProtocolFinding>> {
    let mut found = Findings(Vec::new());
    let any = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap_or_default();
    let calendar = Calendar::new(any, weeks, Vec::new())?;
    found.texts(protocol);
    if protocol.waves.is_empty() {
        found.stop("The study asks nothing.", "Add at least one wave with a questionnaire.");
    }
    if protocol.waves.len() > MOST_WAVES {
        found.stop(
            format!("There are {} waves.", protocol.waves.len()),
            format!("A study can have {MOST_WAVES} at most. Take some out."),
        );
    }
    let mut names = BTreeSet::new();
    for wave in &protocol.waves {
        found.wave(wave, instruments);
        if !names.insert(wave.title.trim().to_lowercase()) {
            found.stop(
                format!("Two waves are called “{}”.", wave.title),
                "Give each a name of its own: coaches read it.",
            );
        }
    }
    let in_range =
        |wave: &&Wave| [wave.due, wave.before, wave.after].iter().all(|d| *d <= MOST_DAYS);
    let mut windows: Vec<_> =
        protocol.waves.iter().filter(in_range).map(|wave| (wave, wave.window(&calendar))).collect();
    windows.sort_by_key(|(_, window)| window.due_on);
    for pair in windows.windows(2) {
        let [(earlier, first), (later, second)] = pair else { continue };
        let same = earlier.instruments.iter().any(|id| later.instruments.contains(id));
        if same && first.closes_on >= second.opens_on {
            found.stop(
                format!(
                    "“{}” is still open when “{}” opens, and both ask the same.",
                    earlier.title, later.title
                ),
                "Let the first close before the second opens.",
            );
        }
    }
    found.as_a_whole(protocol);
    if protocol.least_classes.is_some_and(|least| !(1..=weeks).contains(&least)) {
        found.stop(
            "Nobody can be a completer by this rule.",
            format!("Choose from 1 to {weeks} classes, or leave it empty."),
        );
    }
    let last = windows.iter().map(|(_, window)| window.closes_on).max();
    if let (Some(unlocks), Some(last)) = (protocol.unlocks_on(&calendar), last)
        && unlocks <= last
    {
        let days = (last - calendar.ends_on()).num_days() + 1;
        found.know(
            "The comparison arm gets the course while a window is still open, so it is no \
             comparison from then on.",
            format!("To wait for the last window, unlock it {days} days after the course."),
        );
    }
    Ok(found.0)
}

/// Whether nothing stops it.
pub fn is_ready(findings: &[ProtocolFinding]) -> bool {
    !findings.iter().any(|finding| finding.stops)
}

struct Findings(Vec<ProtocolFinding>);

impl Findings {
    fn stop(&mut self, problem: impl Into<String>, remedy: impl Into<String>) {
        self.0.push(ProtocolFinding {
            stops: true,
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }

    fn know(&mut self, problem: impl Into<String>, remedy: impl Into<String>) {
        self.0.push(ProtocolFinding {
            stops: false,
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }

    fn texts(&mut self, protocol: &Protocol) {
        if protocol.ethics.trim().is_empty() {
            self.know(
                "Nothing is said about ethics.",
                "Write who approved the study and under which number, or why nobody had to.",
            );
        }
        match &protocol.consent {
            None => self.know(
                "Coaches sign nothing in Evenkeel.",
                "That is right where they sign on paper. Else write the consent here.",
            ),
            Some(consent) if consent.text.trim().chars().count() < SHORTEST_CONSENT => self.stop(
                "The consent is too short to say what it has to.",
                "Say what is asked, who gets what, how long it is kept, and how to withdraw.",
            ),
            Some(consent) if consent.text.contains('[') => self
                .stop("The consent still has words in [brackets].", "Put your own in their place."),
            Some(_) => {}
        }
        let longest = protocol.consent.as_ref().map_or("", |consent| &consent.text);
        if longest.chars().count().max(protocol.ethics.chars().count()) > LONGEST_TEXT {
            self.stop("A text is longer than 20,000 characters.", "Shorten it.");
        }
        match protocol.keeps_years {
            None => self.know(
                "Nothing is said about how long answers are kept.",
                "Write a number of years, as your ethics board wants it.",
            ),
            Some(years) if !(1..=50).contains(&years) => self.stop(
                format!("Answers would be kept for {years} years."),
                "Choose from 1 to 50 years.",
            ),
            Some(_) => {}
        }
    }

    fn wave(&mut self, wave: &Wave, instruments: &[Instrument]) {
        let name = wave.title.trim();
        if name.is_empty() || wave.title.chars().count() > 80 {
            self.stop("A wave has no name of 1 to 80 letters.", "Give it one: coaches read it.");
        }
        if [wave.due, wave.before, wave.after].iter().any(|days| *days > MOST_DAYS) {
            self.stop(
                format!("“{name}” lies more than ten years away."),
                "Check its days: they are counted from class 1 or from the end of the course.",
            );
        }
        if wave.instruments.is_empty() {
            self.stop(format!("“{name}” asks nothing."), "Choose a questionnaire for it.");
        }
        let mut seen = BTreeSet::new();
        for id in &wave.instruments {
            if !seen.insert(id) {
                self.stop(format!("“{name}” asks “{id}” twice."), "Take it out once.");
            }
            match instruments.iter().find(|known| known.id == *id) {
                None => self.stop(
                    format!("“{name}” asks “{id}”, which nobody knows here."),
                    "Take it out, or bring its key under Questionnaires.",
                ),
                Some(known) if !known.is_worded() => self.stop(
                    format!("“{}” has no wording yet, so “{name}” cannot ask it.", known.title),
                    "Install its wording under Questionnaires.",
                ),
                Some(_) => {}
            }
        }
    }

    /// What a later reader of the study would ask.
    fn as_a_whole(&mut self, protocol: &Protocol) {
        let Some(first) = protocol.waves.first() else { return };
        let before = protocol
            .waves
            .iter()
            .any(|wave| wave.anchor == AnchorDay::Start && wave.due == 0 && wave.before > 0);
        if !before {
            self.know(
                "No wave asks before class 1.",
                "Without a baseline, a change cannot be told from where people began.",
            );
        }
        for wave in &protocol.waves[1..] {
            if wave.anchor == AnchorDay::Start && wave.due > 0 {
                self.know(
                    format!("“{}” counts from class 1, not from the end of the course.", wave.title),
                    "Where a follow-up is meant, count from the end: holidays then move it as well.",
                );
            }
            for id in wave.instruments.iter().filter(|id| !first.instruments.contains(id)) {
                self.know(
                    format!("“{}” asks “{id}”, and “{}” did not.", wave.title, first.title),
                    "Ask it in both to see a change.",
                );
            }
        }
        if protocol.unlocks_after.is_none() {
            self.know(
                "The comparison arm never gets the course.",
                "Write after how many days it is unlocked, if it is a wait-list.",
            );
        }
    }
}
