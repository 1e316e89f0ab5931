//! One simulated coach: what they do on which day. The numbers below are invented; they only make
//! a study that looks like one, with people who practice a lot, a little, and not at all.

use chrono::{Days, NaiveDate, NaiveTime};

use super::clock::Elsewhen;
use super::desk;
use super::dice::Dice;
use crate::course::progress::mark_read;
use crate::course::{Course, Plan};
use crate::effects;
use crate::error::Result;
use crate::feedback;
use crate::measures::runner::Asked;
use crate::measures::{Answer, Instrument, Quasi};
use crate::needs;
use crate::ports::Ports;
use crate::practice::log::entered::{self, Entering};
use crate::practice::log::{Running, Sat, Words};
use crate::practice::script::{Anchor, Choices, Eyes, Posture};
use crate::store::Ledger;
use crate::study::enrolment::Enrolment;
use crate::study::parcels::{self, Go, Parcel};
use crate::study::protocol::{AnchorDay, Wave};
use crate::supervision::{self, Setting, Supervised};

const NAMES: [&str; 21] = [
    "Renee S.",
    "Ben O.",
    "Carmen R.",
    "Deshawn T.",
    "Ellen K.",
    "Farah N.",
    "Grace L.",
    "Hector V.",
    "Imani J.",
    "Tomás A.",
    "Wendy P.",
    "Alicia M.",
    "Jonas B.",
    "Keisha D.",
    "Luis G.",
    "Marta W.",
    "Nadia H.",
    "Owen C.",
    "Priya F.",
    "Ruth E.",
    "Sam Y.",
];

/// The invented name of the coach at a place on the roster.
pub(super) fn name(at: u32) -> String {
    let name = NAMES[at as usize % NAMES.len()];
    match at as usize / NAMES.len() {
        0 => name.to_owned(),
        round => format!("{name} {}", round + 1),
    }
}

/// A coach at work on their own ledger.
pub(super) struct Simulated<'a> {
    pub(super) clock: &'a Elsewhen,
    pub(super) course: &'a Course,
    pub(super) instruments: &'a [Instrument],
    pub(super) dice: Dice,
    pub(super) today: NaiveDate,
    /// The place on the roster.
    pub(super) place: u32,
    /// Whether they note supervision and share its minutes.
    pub(super) supervised: bool,
}

/// Something that happens on a day.
enum Event {
    Sit { minutes: u32, seconds: u32 },
    Reported { minutes: u32 },
    Read { part: usize, section: usize },
    Supervised,
    Answers { wave: usize },
    PleaseCall,
    Needs,
    Feedback,
    Send,
}

impl Simulated<'_> {
    /// Lives through the study up to today: practices, reads, answers, sends.
    pub(super) fn live(&mut self, ledger: &mut Ledger) -> Result<()> {
        let enrolment = Enrolment::of(ledger, self.course, self.today)?;
        let mut events = Vec::new();
        if enrolment.takes_course() {
            self.practice_days(&enrolment, &mut events);
            self.worth_a_call(&enrolment, &mut events);
            self.desk_days(&enrolment, &mut events);
            // Every other week, on the day after class.
            for week in (1..=8).step_by(2).filter(|_| self.supervised) {
                let day = enrolment.calendar.class_day(week) + Days::new(1);
                events.push((day, 16 * 60, Event::Supervised));
            }
        }
        self.questionnaire_days(&enrolment, &mut events);
        events.retain(|(day, _, _)| *day <= self.today);
        events.sort_by_key(|(day, minute, _)| (*day, *minute));
        let base: Vec<f64> = (0..8).map(|_| self.dice.normal() * 0.6).collect();
        for (day, minute, event) in events {
            self.clock.set(at(day, minute));
            self.happen(ledger, &enrolment, &base, event)?;
        }
        Ok(())
    }

    fn practice_days(&mut self, enrolment: &Enrolment, events: &mut Vec<(NaiveDate, u32, Event)>) {
        let calendar = &enrolment.calendar;
        let keen = 0.25 + 0.65 * self.dice.chance();
        let stops_after = if self.dice.chance() < 0.1 { self.dice.between(2, 5) } else { 8 };
        for (part, lesson) in self.course.lessons.iter().enumerate() {
            let week = self.course.manifest.parts[part].week;
            if week == 0 || week > stops_after {
                continue;
            }
            let first = calendar.first_day(week);
            for section in 0..self.dice.between(0, lesson.sections.len() as u32) as usize {
                let day = first + Days::new(self.dice.between(0, 5).into());
                events.push((day, 21 * 60 + section as u32, Event::Read { part, section }));
            }
        }
        let days =
            (1..=stops_after).flat_map(|week| calendar.days(week).map(move |day| (week, day)));
        for (week, day) in days {
            if self.dice.chance() < keen {
                let asked = plan(self.course, enrolment, day);
                let minutes =
                    if self.dice.chance() < 0.45 { asked.minutes } else { asked.short_minutes };
                let minute = if self.dice.chance() < 0.4 { 6 * 60 + 20 } else { 19 * 60 + 5 };
                let event = match self.dice.chance() {
                    chance if chance < 0.18 => Event::Reported { minutes },
                    chance if chance < 0.28 => {
                        Event::Sit { minutes, seconds: self.dice.between(90, minutes * 50) }
                    }
                    _ => Event::Sit { minutes, seconds: minutes * 60 },
                };
                events.push((day, minute, event));
            }
            if day == calendar.last_day(week) || day == self.today {
                events.push((day, 19 * 60 + 30, Event::Send));
            }
        }
    }

    /// What a trainer should see in week 6: one asks for a call, one stops sits soon after they
    /// began, and one is not heard of any more.
    fn worth_a_call(&self, enrolment: &Enrolment, events: &mut Vec<(NaiveDate, u32, Event)>) {
        let calendar = &enrolment.calendar;
        let of_week = |week, days| calendar.first_day(week) + Days::new(days);
        match self.place {
            4 => {
                events.push((of_week(6, 2), 19 * 60 + 20, Event::PleaseCall));
                events.push((of_week(6, 2), 19 * 60 + 30, Event::Send));
            }
            6 => {
                let stopped = |day| (day, 20 * 60, Event::Sit { minutes: 30, seconds: 110 });
                events.extend([of_week(5, 1), of_week(5, 4), of_week(6, 3)].map(stopped));
            }
            7 => events.retain(|(day, ..)| *day < of_week(5, 2)),
            _ => {}
        }
    }

    /// What goes to the trainer's desk: what a coach needs, and what they say at the end. With dice
    /// of its own, so that nothing else falls differently.
    fn desk_days(&self, enrolment: &Enrolment, events: &mut Vec<(NaiveDate, u32, Event)>) {
        let mut dice = self.dice.clone().fork();
        let calendar = &enrolment.calendar;
        if dice.chance() < 0.9 {
            let day = calendar.starts_on() - Days::new(dice.between(3, 20).into());
            events.push((day, 20 * 60, Event::Needs));
            events.push((day, 20 * 60 + 1, Event::Send));
        }
        if dice.chance() < 0.95 {
            let day = calendar.class_day(calendar.weeks()) + Days::new(dice.between(0, 9).into());
            events.push((day, 20 * 60, Event::Feedback));
            events.push((day, 20 * 60 + 1, Event::Send));
        }
    }

    fn questionnaire_days(
        &mut self,
        enrolment: &Enrolment,
        events: &mut Vec<(NaiveDate, u32, Event)>,
    ) {
        for (index, wave) in enrolment.protocol.waves.iter().enumerate() {
            let window = wave.window(&enrolment.cohort_calendar);
            let returns = if index == 0 { 1.0 } else { 0.88 };
            if self.dice.chance() < returns {
                let (first, last) = match wave.anchor {
                    AnchorDay::Start => (-12, 1),
                    AnchorDay::End => (-2, 9),
                };
                let spread = self.dice.between(0, (last - first) as u32);
                let day = window.due_on + chrono::TimeDelta::days(first + i64::from(spread));
                let day = day.clamp(window.opens_on, window.closes_on);
                let minute = 12 * 60 + self.dice.between(0, 540);
                events.push((day, minute, Event::Answers { wave: index }));
                events.push((day, minute + 1, Event::Send));
            }
        }
    }

    fn happen(
        &mut self,
        ledger: &mut Ledger,
        enrolment: &Enrolment,
        base: &[f64],
        event: Event,
    ) -> Result<()> {
        let day = self.clock.now().day();
        let practice = plan(self.course, enrolment, day).practice.clone();
        match event {
            Event::Sit { minutes, seconds } => {
                let sat = Sat {
                    practice,
                    choices: Some(Choices {
                        minutes,
                        anchor: Anchor::Hands,
                        posture: Posture::Chair,
                        eyes: Eyes::Open,
                        recording: None,
                    }),
                    measured_seconds: seconds,
                    to_the_bell: seconds == minutes * 60,
                    audible: true,
                    cut_short: false,
                };
                Running { day, sats: vec![sat] }.note(self.clock, ledger)
            }
            Event::Reported { minutes } => {
                let sit = Entering { practice: &practice, day, minutes };
                entered::report(self.clock, ledger, &sit, &Words::default()).map(drop)
            }
            Event::Read { part, section } => {
                let (part, lesson) =
                    (&self.course.manifest.parts[part], &self.course.lessons[part]);
                mark_read(self.clock, ledger, &part.id, &lesson.sections[section].id).map(drop)
            }
            Event::Supervised => {
                let held = Supervised { setting: Setting::Individual, minutes: 45 };
                supervision::note(self.clock, ledger, day, &held)
            }
            Event::Answers { wave } => self.answer(ledger, enrolment, base, wave),
            Event::PleaseCall => {
                effects::please_call(self.clock, ledger, "Evenings are best, after eight.")
            }
            Event::Needs => {
                let needs = desk::needs(&self.course.needs, &mut self.dice.clone().fork());
                needs::send(self.clock, ledger, &self.course.needs, needs)
            }
            Event::Feedback => {
                let asked = feedback::questions(self.instruments)?;
                let said = desk::feedback(asked, &mut self.dice.clone().fork());
                feedback::send(self.clock, ledger, enrolment, self.instruments, said)
            }
            Event::Send => self.send(ledger),
        }
    }

    fn answer(
        &mut self,
        ledger: &mut Ledger,
        enrolment: &Enrolment,
        base: &[f64],
        wave_index: usize,
    ) -> Result<()> {
        let wave: &Wave = &enrolment.protocol.waves[wave_index];
        for id in &wave.instruments {
            let asked = Asked::find(enrolment, self.instruments, &wave.id, id)?;
            if asked.instrument.scales.is_empty() {
                self.say_who(ledger, &asked)?;
            } else {
                let helped = enrolment.takes_course() && wave_index > 0;
                self.say_how(ledger, &asked, base, if helped { 0.25 } else { 0.0 })?;
            }
            asked.hand_in(self.clock, ledger)?;
        }
        Ok(())
    }

    /// Answers what belongs to scales: near the person’s own level, and `helped` by the course.
    fn say_how(
        &mut self,
        ledger: &mut Ledger,
        asked: &Asked,
        base: &[f64],
        helped: f64,
    ) -> Result<()> {
        for item in &asked.instrument.items {
            let scale =
                asked.instrument.scales.iter().position(|scale| scale.items.contains(&item.number));
            let scale = scale.unwrap_or_default();
            let reversed = asked.instrument.scales[scale].reversed.contains(&item.number);
            let wave_noise = self.dice.normal() * 0.15;
            let easier = matches!(
                &*asked.instrument.scales[scale].id,
                "burnout" | "compassion_fatigue" | "workload"
            );
            let level = 3.0
                + base[scale % base.len()]
                + wave_noise
                + if easier { -helped } else { helped }
                + self.dice.normal() * 0.7;
            let code = level.round().clamp(1.0, 5.0) as i32;
            let answer = match self.dice.chance() {
                chance if chance < 0.012 => Answer::Skipped,
                chance if chance < 0.022 => Answer::Refused,
                _ => Answer::Code(if reversed { 6 - code } else { code }),
            };
            let ms = self.dice.between(1_800, 14_000);
            asked.answer(self.clock, ledger, item.number, answer, ms)?;
        }
        Ok(())
    }

    /// Answers what belongs to no scale: who somebody is. Its dice are its own, so that it changes
    /// no other answer.
    fn say_who(&self, ledger: &mut Ledger, asked: &Asked) -> Result<()> {
        let mut dice = Dice::new(self.dice.clone().next() ^ 0x5eed);
        for item in &asked.instrument.items {
            if item.open {
                asked.answer(self.clock, ledger, item.number, Answer::Skipped, 900)?;
                continue;
            }
            let codes = asked.instrument.codes(item);
            let likely = match item.quasi {
                // From 25 to 64, most in the middle.
                Some(Quasi::Age) => 2.0 + 4.0 * (dice.chance() + dice.chance()),
                // The first ones more often.
                _ => codes.len() as f64 * dice.chance() * dice.chance(),
            };
            let code = codes[(likely as usize).min(codes.len() - 1)];
            let answer = if dice.chance() < 0.04 { Answer::Refused } else { Answer::Code(code) };
            asked.answer(self.clock, ledger, item.number, answer, dice.between(1_800, 9_000))?;
        }
        Ok(())
    }

    fn send(&self, ledger: &mut Ledger) -> Result<()> {
        parcels::pack(self.clock, ledger)?;
        while let Some(parcel) = parcels::next(self.clock, ledger, Go::Asked)? {
            let Parcel { mailbox, folder, bytes, sent } = &parcel;
            self.clock.courier().put(mailbox, folder, &sent.name, bytes)?;
            parcels::mailed(self.clock, ledger, &parcel)?;
        }
        Ok(())
    }
}

fn at(day: NaiveDate, minute: u32) -> chrono::NaiveDateTime {
    let time = NaiveTime::from_num_seconds_from_midnight_opt((minute % 1440) * 60, 0);
    day.and_time(time.unwrap_or_default())
}

/// What is asked in the week of a day.
fn plan<'a>(course: &'a Course, enrolment: &Enrolment, day: NaiveDate) -> &'a Plan {
    let part = course.part_of_week(enrolment.week(day));
    &part.unwrap_or(&course.manifest.parts[0]).plan
}
