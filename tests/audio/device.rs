//! The player on a real sound server, in time.
//!
//! The half that plays runs as a process of its own, because a program's environment, which
//! names the server, must not change while it has threads.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread::sleep;
use std::time::{Duration, Instant};

use evenkeel_audio::{Player, RATE, render, samples};
use evenkeel_core::ports::Sound;
use evenkeel_core::practice::timeline::Timeline;

use crate::pulse::Pulse;
use crate::support::Part::{Bell, Cue, Silence};
use crate::support::{between, likeness, peak, rms, timeline, tone, wait_until};

/// Bell to 2, silence to 3.2, cue to 4.4, silence to 5.6, bell to 8.6.
fn sit(folder: &Path) -> Timeline {
    let clip = tone(&folder.join("cue.wav"), RATE, 1, 1.2);
    timeline([Bell(2.0), Silence(1.2), Cue(clip), Silence(1.2), Bell(3.0)])
}

#[test]
fn what_a_device_plays_is_what_is_rendered_at_its_time() {
    let pulse = Pulse::start();
    let recorder = pulse.record();
    let printed = pulse.printed_by(pulse.run("device::child_plays_a_sit"));
    let heard = recorder.heard();

    let made = render(&sit(pulse.path())).unwrap();
    let start = onset(&heard).expect("a bell is heard") - onset(&made).unwrap();
    let heard = &heard[start..];
    assert!(heard.len() >= made.len(), "the sit ended {} samples early", made.len() - heard.len());
    let events = [("bell", 0.0, 2.0), ("cue", 3.2, 4.4), ("last bell", 5.6, 8.6)];
    for (name, from, to) in events {
        // A loaded machine may let the device run dry for a moment, which shifts what follows.
        let due = onset(between(&made, from, to)).unwrap();
        let early = samples(from) as usize - samples(0.05).min(samples(from)) as usize;
        let found = early + onset(&heard[early..]).expect(name);
        let off = found as f64 / f64::from(RATE) - from - due as f64 / f64::from(RATE);
        assert!(off.abs() < 0.05, "the {name} comes {off} s late");
        let alike = likeness_from(&heard[found - due..], between(&made, from, to));
        assert!(alike > 0.95, "the {name} at {from} s is only {alike:.3} like the rendered one");
    }
    for (from, to) in [(2.05, 3.15), (4.45, 5.55)] {
        let loudest = peak(between(heard, from, to));
        assert!(loudest < 0.001, "{loudest} in the silence from {from} s");
    }
    let rest = &heard[samples(8.6) as usize + 100..];
    assert!(peak(rest) < 0.001, "nothing comes after the last bell");

    let took: f64 =
        printed.split("ended after ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!((took - 8.6).abs() < 0.3, "a sit of 8.6 s took {took} s");
}

#[test]
fn the_brake_fades_what_is_heard_within_two_seconds() {
    let pulse = Pulse::start();
    let recorder = pulse.record();
    pulse.printed_by(pulse.run("device::child_brakes"));
    let heard = recorder.heard();
    let start = onset(&heard).expect("a bell is heard");
    let heard = &heard[start..];
    let second = |n: f64| rms(between(heard, n, n + 0.2));
    // Faded from 1 s to 3 s, held until 4 s, then going on.
    assert!(second(0.7) > 0.05, "{}", second(0.7));
    assert!(second(2.5) < 0.3 * second(0.7), "{}", second(2.5));
    assert!(peak(between(heard, 3.4, 3.9)) < 0.001, "quiet while it is held");
    assert!(second(5.0) > 0.02, "{}", second(5.0));
}

#[test]
fn a_sit_whose_sound_server_dies_is_held_and_goes_on_by_the_clock() {
    let mut pulse = Pulse::start();
    let mut child = pulse.run("device::child_loses_its_device");
    let playing = pulse.path().join("playing");
    wait_until("the child plays or gives up", 10.0, || {
        playing.exists() || child.try_wait().unwrap().is_some()
    });
    pulse.kill();
    pulse.printed_by(child);
}

/// Where the folder is that the parent prepared. These tests are halves: alone they do nothing.
fn prepared() -> Option<PathBuf> {
    env::var_os("EVENKEEL_TEST_FOLDER").map(PathBuf::from)
}

fn start(player: &Player, timeline: Timeline) -> Receiver<()> {
    let (tell, ended) = mpsc::channel();
    player.start(Arc::new(timeline), Box::new(move || tell.send(()).unwrap()));
    ended
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_plays_a_sit() {
    let Some(folder) = prepared() else { return };
    let player = Player::new();
    let ended = start(&player, sit(&folder));
    let now = || player.position().unwrap();
    wait_until("it sounds", 5.0, || now().audible && now().seconds > 0.0);
    let begun = Instant::now() - Duration::from_secs_f64(now().seconds);
    sleep(Duration::from_secs(4));
    let late = begun.elapsed().as_secs_f64() - now().seconds;
    assert!(late.abs() < 0.2, "the position is {late} s behind");
    ended.recv_timeout(Duration::from_secs(8)).expect("the sit ends");
    println!("ended after {:.3} s", begun.elapsed().as_secs_f64());
    // What was handed over last is still on its way.
    sleep(Duration::from_millis(400));
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_brakes() {
    if prepared().is_none() {
        return;
    }
    let player = Player::new();
    let _ended = start(&player, timeline([Bell(20.0)]));
    let seconds = || player.position().unwrap().seconds;
    wait_until("a second has sounded", 5.0, || seconds() > 1.0);
    player.fade();
    wait_until("held after the fade", 4.0, || player.position().unwrap().paused);
    assert!((seconds() - 3.0).abs() < 0.2, "held at {}", seconds());
    sleep(Duration::from_secs(1));
    player.resume();
    wait_until("it goes on", 5.0, || seconds() > 5.0);
    player.stop();
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_loses_its_device() {
    let Some(folder) = prepared() else { return };
    let player = Player::new();
    let ended = start(&player, timeline([Bell(3.0), Silence(1.0)]));
    let now = || player.position().unwrap();
    wait_until("it plays", 5.0, || now().audible && now().seconds > 0.5);
    fs::write(folder.join("playing"), "").unwrap();
    wait_until("held without a device", 6.0, || now().paused && !now().audible);
    let held = now().seconds;
    sleep(Duration::from_millis(500));
    assert_eq!(now().seconds, held, "it stays where it was");
    player.resume();
    wait_until("it goes on without a device", 4.0, || now().seconds > held + 0.2);
    assert!(!now().audible);
    ended.recv_timeout(Duration::from_secs(6)).expect("the sit ends");
}

/// The first sample that is clearly not silence.
fn onset(wave: &[f32]) -> Option<usize> {
    wave.iter().position(|sample| sample.abs() > 0.01)
}

/// Correlation of the start of `a` with `b`, −1 to 1.
fn likeness_from(a: &[f32], b: &[f32]) -> f64 {
    likeness(&a[..b.len()], b)
}
