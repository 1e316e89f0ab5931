//! Two windows for an hour: in one a coach sits and hands in each minute, in the other their
//! trainer collects each minute. Memory must not grow.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::driver::Driven;
use super::processes::{memory, processor};
use super::sit;
use super::stage::{Sound, Stage, built};
use crate::desk::before_today;
use crate::side::{Line, median, said};

const MINUTE: Duration = Duration::from_secs(60);
/// Growth is counted from here on, minutes: caches fill first.
const WARM: usize = 10;

/// One window, and what it took in each minute.
struct Window {
    driven: Driven,
    /// MB at its end.
    memory: Vec<f64>,
    /// Seconds of processor time in it.
    processor: Vec<f64>,
    /// Seconds of processor time so far.
    so_far: f64,
}

/// Runs for so many minutes.
pub fn soak(minutes: usize) -> Vec<Line> {
    let sound = Sound::start().expect("PulseAudio is installed");
    let (desk, home) = (Stage::empty(), Stage::empty().hears(&sound));
    let (mut trainer, mut coach) = (Window::open(&desk), Window::open(&home));
    meet(&trainer.driven, &coach.driven, &desk);
    for minute in 1..=minutes {
        let begun = Instant::now();
        sit_on(&coach.driven);
        coach.driven.call(
            "report_sit",
            json!({ "practice": "body-scan", "minutes": 1,
                                                "day": before_today(0) }),
        );
        coach.driven.call("send_now", json!({}));
        let collected = trainer.driven.call("collect", json!({}));
        trainer.driven.run("location.hash = '#/help'; setTimeout(() => history.back(), 500)");
        thread::sleep(MINUTE.saturating_sub(begun.elapsed()));
        let took = [&mut coach, &mut trainer].map(Window::note);
        eprintln!("  minute {minute}: {}, {}; {} new", took[0], took[1], collected["new"]);
    }
    [coach.lines("a sit plays"), trainer.lines("a collect each minute")].concat()
}

/// Joan leads a cohort; Renee comes with her invitation.
fn meet(trainer: &Driven, coach: &Driven, desk: &Stage) {
    let person = |name: &str, role: &str, invitation: &Value| json!({ "name": name, "role": role, "passphrase": null, "invitation": invitation });
    trainer.call("create_person", person("Joan", "trainer", &Value::Null));
    let cohort = json!({ "name": "Thursday", "starts_on": before_today(10), "study_file": null,
                         "mailbox": desk.path("mailbox") });
    trainer.call("create_cohort", cohort);
    let invite = json!({ "name": "Renee", "arm": "course", "folder": desk.path("outbox") });
    let invited = trainer.call("invite", invite);
    coach.call("create_person", person("Renee", "coach", &invited["path"]));
    for window in [trainer, coach] {
        window.run("location.reload()");
        window.wait_for("document.querySelector('nav')");
    }
}

/// Begins a sit when none is under way.
fn sit_on(coach: &Driven) {
    let sit = coach.call("sit", json!({}));
    if sit.is_null() || !sit["noted"].is_null() {
        sit::begin(coach);
    }
}

impl Window {
    fn open(stage: &Stage) -> Self {
        let driven = Driven::start(stage, &built("evenkeel")).expect("the driver is installed");
        Self { driven, memory: Vec::new(), processor: Vec::new(), so_far: 0.0 }
    }

    /// Notes what it took since the last time, and says it.
    fn note(&mut self) -> String {
        let family = self.driven.family();
        let (memory, so_far) = (memory(&family), processor(&family));
        let took = so_far - std::mem::replace(&mut self.so_far, so_far);
        self.memory.push(memory);
        self.processor.push(took);
        format!("{memory:.1} MB and {took:.2} s")
    }

    fn lines(self, doing: &str) -> Vec<Line> {
        let minutes = self.memory.len();
        let warm = &self.memory[WARM.min(minutes.saturating_sub(2))..];
        let early = median(warm[..warm.len().min(WARM)].to_vec());
        let late = median(warm[warm.len().saturating_sub(WARM)..].to_vec());
        let grew = slope(warm) * 60.0;
        let memory = Line {
            name: format!("memory over {minutes} minutes, {doing}: {grew:+.1} MB an hour"),
            ours: late,
            peer: Some(early),
            peer_name: "itself, after 10 minutes".to_owned(),
            ratio: Some(late / early),
            unit: "MB",
            runs: minutes,
            reach: "≤ 1.02",
            each: self.memory,
        };
        let name = format!("processor in a minute, {doing}");
        let mut processor = said(&name, ("s", "–"), minutes, median(self.processor.clone()));
        processor.each = self.processor;
        vec![memory, processor]
    }
}

/// By how much numbers grow from each to the next, by least squares.
fn slope(all: &[f64]) -> f64 {
    let middle = (all.len() as f64 - 1.0) / 2.0;
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    let (mut over, mut under) = (0.0, 0.0);
    for (at, value) in all.iter().enumerate() {
        over += (at as f64 - middle) * (value - mean);
        under += (at as f64 - middle).powi(2);
    }
    if under > 0.0 { over / under } else { 0.0 }
}
