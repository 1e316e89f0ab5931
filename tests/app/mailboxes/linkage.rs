//! Who holds a copy of the mailbox's files cannot say which progress and which answers are of one
//! coach: not by name, not by size, not by time.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use evenkeel_core::ports::Channel;
use evenkeel_core::store::Ledger;
use evenkeel_core::store::fact::Draft;
use evenkeel_core::study::consent::Acceptance;
use evenkeel_core::study::invitation::Invitation;
use evenkeel_core::study::parcels::{self, Go};
use serde_json::json;

use crate::world::World;

const COACHES: usize = 100;
const DAYS: i64 = 60;

/// A file as somebody sees it who holds a copy of the mailbox.
struct Seen {
    name: String,
    size: usize,
    at: i64,
    /// Whose it is: what the matcher does not know.
    of: usize,
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Sixty days of a hundred coaches, who open the program once or twice on most days.
fn mailbox() -> (Vec<Seen>, Vec<Seen>) {
    let world = World::new();
    let team = world.study();
    let invitation = std::fs::read(&team.invitation).unwrap();
    let invitation: Invitation = serde_json::from_slice(&invitation).unwrap();
    world.call("lock", json!({}));
    let (ports, mut dice) = (&*world.computer, Dice(7));
    let begun = DateTime::parse_from_rfc3339("2026-01-16T00:00:00-06:00").unwrap();
    let (mut progress, mut answers) = (Vec::new(), Vec::new());
    for coach in 0..COACHES {
        let mut ledger = Ledger::in_memory().unwrap();
        set(&world, begun);
        ledger.append(ports, Draft::new("person", &json!({ "role": "coach" })).unwrap()).unwrap();
        invitation.accept(ports, &mut ledger, &Acceptance::default()).unwrap();
        for day in 0..DAYS {
            let visits = [0, 1, 1, 2][dice.below(4) as usize];
            let mut minutes: Vec<i64> =
                (0..visits).map(|_| 360 + dice.below(1020) as i64).collect();
            minutes.sort_unstable();
            for minute in minutes {
                set(&world, begun + TimeDelta::days(day) + TimeDelta::minutes(minute));
                write_something(ports, &mut ledger, day, &mut dice);
                parcels::pack(ports, &mut ledger).unwrap();
                while let Some(parcel) = parcels::next(ports, &ledger, Go::ByItself).unwrap() {
                    let seen = Seen {
                        name: parcel.sent.name.clone(),
                        size: parcel.bytes.len(),
                        at: begun.timestamp() + day * 86_400 + minute * 60,
                        of: coach,
                    };
                    match parcel.sent.channel {
                        Channel::Progress => progress.push(seen),
                        Channel::Answers => answers.push(seen),
                    }
                    parcels::mailed(ports, &mut ledger, &parcel).unwrap();
                }
            }
        }
    }
    (progress, answers)
}

fn set(world: &World, at: DateTime<FixedOffset>) {
    world.computer.set(&at.format("%Y-%m-%dT%H:%M").to_string());
}

fn write_something(
    ports: &dyn evenkeel_core::ports::Ports,
    ledger: &mut Ledger,
    day: i64,
    dice: &mut Dice,
) {
    let read = json!({ "part": "week-1", "section": format!("s{day}-{}", dice.below(9)) });
    ledger.append(ports, Draft::new("lesson-read", &read).unwrap()).unwrap();
    if dice.below(8) == 0 {
        let week = json!({ "week": day / 7 + 1, "answer": "nothing" });
        ledger.append(ports, Draft::new("week-asked", &week).unwrap()).unwrap();
    }
}

/// How many answers a matcher gives to the right coach by taking the progress file that is nearest
/// by some measure.
fn right(progress: &[Seen], answers: &[Seen], far: impl Fn(&Seen, &Seen) -> i64) -> usize {
    answers
        .iter()
        .filter(|one| {
            let nearest = progress.iter().min_by_key(|other| far(one, other)).unwrap();
            nearest.of == one.of
        })
        .count()
}

#[test]
fn a_matcher_pairs_progress_with_answers_no_better_than_chance() {
    let (progress, answers) = mailbox();
    assert!(progress.len() > 20 * COACHES && answers.len() > 3 * COACHES, "enough to match");
    let mut of: HashMap<usize, usize> = HashMap::new();
    progress.iter().for_each(|one| *of.entry(one.of).or_default() += 1);
    // A blind guess takes any progress file.
    let chance: f64 = answers.iter().map(|one| of[&one.of] as f64 / progress.len() as f64).sum();
    let most = chance + 4.0 * chance.sqrt();
    let shared = |one: &str, other: &str| {
        one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count() as i64
    };
    let by_time = right(&progress, &answers, |one, other| (one.at - other.at).abs());
    let by_minute = right(&progress, &answers, |one, other| {
        ((one.at - other.at) % 86_400).abs() * 100_000 + (one.at - other.at).abs() / 86_400
    });
    let just_before = right(&progress, &answers, |one, other| match one.at - other.at {
        after if after >= 0 => after,
        before => i64::MAX / 2 - before,
    });
    let by_name = right(&progress, &answers, |one, other| -shared(&one.name, &other.name));
    let by_size = right(&progress, &answers, |one, other| {
        (one.size as i64 - other.size as i64).abs() * 1_000_000_000 + (one.at - other.at).abs()
    });
    println!(
        "{} answers, {} progress; by chance {chance:.1}; by time {by_time}, by hour {by_minute}, \
         just before {just_before}, by name {by_name}, by size {by_size}",
        answers.len(),
        progress.len()
    );
    for (how, count) in [
        ("time", by_time),
        ("hour", by_minute),
        ("the one just before", just_before),
        ("name", by_name),
        ("size and time", by_size),
    ] {
        assert!(count as f64 <= most, "by {how}: {count} right, {chance:.1} by chance");
    }
}
