//! What a sit costs while it plays and is looked at, beside players of the same sit as a file.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use evenkeel_core::course::load;
use evenkeel_core::practice::script::{Anchor, Choices, Eyes, Posture};
use evenkeel_core::practice::timeline::{Timeline, assemble};
use serde_json::{Value, json};

use super::driver::{Driven, until};
use super::processes::{Running, processor};
use super::stage::{Sound, Stage, built, installed};
use crate::desk::content;
use crate::side::{Line, compared};

/// How long each run lasts.
const MINUTE: Duration = Duration::from_secs(60);
const RUNS: usize = 3;

/// The sit that is measured: 45 minutes of the body scan.
pub fn choices() -> Choices {
    let (anchor, posture, eyes) = (Anchor::Breath, Posture::Chair, Eyes::Closed);
    Choices { minutes: 45, anchor, posture, eyes, recording: None }
}

/// What happens in it.
pub fn timeline() -> Timeline {
    let course = load::load(&content()).unwrap();
    assemble(course.practice("body-scan").unwrap(), &choices()).unwrap()
}

/// Begins it, and shows it.
pub fn begin(coach: &Driven) {
    coach.call("sit_start", json!({ "practice": "body-scan", "choices": choices() }));
    coach.run("location.hash = '#/today'");
    coach.wait_for("document.querySelector('nav')");
    coach.run("location.hash = '#/sitting'");
    until(|| coach.call("sit", json!({}))["audible"] == true);
}

/// Processor time of a minute. All play at once into the same sink, so that whatever else the
/// machine does falls on all of them.
pub fn sit() -> Vec<Line> {
    let sound = Sound::start().expect("PulseAudio is installed");
    let stage = Stage::with_renee().hears(&sound);
    let file = stage.path("sit.flac");
    evenkeel_audio::write_flac(&timeline(), &file).unwrap();
    let file = file.display().to_string();
    let players: [(&str, Option<PathBuf>, Vec<&str>); 2] = [
        ("mpv", installed("mpv"), vec!["--no-video", "--no-config", "--really-quiet", &file]),
        ("ffplay", installed("ffplay"), vec!["-nodisp", "-loglevel", "quiet", &file]),
    ];
    let mut ours = Vec::new();
    let mut theirs = vec![Vec::new(); players.len()];
    for _ in 0..RUNS {
        let coach = Driven::start(&stage, &built("evenkeel")).expect("the driver is installed");
        coach.press("Renee");
        begin(&coach);
        let others: Vec<Option<Running>> = players
            .iter()
            .map(|(_, path, arguments)| stage.start(path.as_ref()?, arguments))
            .collect();
        thread::sleep(Duration::from_secs(3));
        let so_far = |running: &Option<Running>| {
            running.as_ref().map(|running| processor(&running.family()))
        };
        let before: Vec<_> = others.iter().map(so_far).collect();
        let mine = processor(&coach.family());
        thread::sleep(MINUTE);
        ours.push(processor(&coach.family()) - mine);
        for ((running, before), theirs) in others.iter().zip(before).zip(&mut theirs) {
            theirs.extend(so_far(running).zip(before).map(|(now, before)| now - before));
        }
        assert_eq!(coach.call("sit", json!({}))["paused"], Value::Bool(false));
        coach.call("sit_stop", json!({}));
    }
    let peers = players.iter().zip(theirs);
    let peers = peers.map(|((name, ..), theirs)| {
        ((*name).to_owned() + " playing the same as a file", "≤ 0.6", theirs)
    });
    compared("processor while a sit plays, 60 s", "s", ours, peers.collect())
}
