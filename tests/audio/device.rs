//! The player on a real sound server, in time.
//!
//! The half that plays runs as a process of its own, because a program's environment, which
//! names the server, must not change while it has threads.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use evenkeel_audio::{Player, RATE, render, samples};
use evenkeel_core::ports::{Sound, Volume};
use evenkeel_core::practice::timeline::{Bowl, Timeline};

use crate::pulse::{Pulse, prepared};
use crate::support::Part::{Bell, Cue, Recording, Silence, Struck};
use crate::support::{between, likeness, peak, rms, start, sweep, timeline, tone, wait_until};

/// Everything a sit can hold: where each part begins and ends is said in [`PARTS`].
fn sit(folder: &Path) -> Timeline {
    let clip = tone(&folder.join("cue.wav"), RATE, 1, 1.2);
    timeline([
        Bell(2.0),
        Silence(1.2),
        Cue(clip),
        Silence(0.8),
        Struck(Bowl::Small, 2, 5.0),
        Silence(0.6),
        Recording(sweep(&folder.join("recording.wav"), 44_100, 2)),
        Silence(0.6),
        Struck(Bowl::Large, 1, 3.0),
    ])
}

const PARTS: [(&str, f64, f64); 5] = [
    ("bell", 0.0, 2.0),
    ("cue", 3.2, 4.4),
    ("small bell", 5.2, 10.2),
    ("recording", 10.8, 16.8),
    ("last bell", 17.4, 20.4),
];
const GAPS: [(f64, f64); 4] = [(2.1, 3.1), (4.5, 5.1), (10.3, 10.7), (16.9, 17.3)];

#[test]
fn what_a_device_plays_is_what_is_rendered_at_its_time() {
    let pulse = Pulse::start();
    let recorder = pulse.record();
    let printed = pulse.printed_by(pulse.run("device::child_plays_a_sit"));
    let heard = recorder.heard();

    let made = render(&sit(pulse.path())).unwrap();
    let heard = from_onset(&heard, &made);
    assert!(heard.len() >= made.len(), "the sit ended {} samples early", made.len() - heard.len());
    for (name, from, to) in PARTS {
        let (late, alike) = find(heard, between(&made, from, to), from);
        println!("{name}: {late:+.4} s, correlation {alike:.5}");
        assert!(late.abs() < 0.1, "the {name} comes {late} s late");
        assert!(alike > 0.99, "the {name} is only {alike:.4} like the rendered one");
    }
    for (from, to) in GAPS {
        let loudest = peak(between(heard, from, to));
        assert!(loudest < 0.001, "{loudest} in the silence from {from} s");
    }
    let rest = &heard[samples(20.5) as usize..];
    assert!(peak(rest) < 0.001, "nothing comes after the last bell");

    let took: f64 =
        printed.split("ended after ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!((took - 20.4).abs() < 0.3, "a sit of 20.4 s took {took} s");
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_plays_a_sit() {
    let Some(folder) = prepared() else { return };
    let player = Player::new();
    let ended = start(&player, sit(&folder));
    let now = || player.position().unwrap();
    wait_until("it sounds", 5.0, || now().audible && now().seconds > 0.0);
    assert_eq!(now().fault, None);
    let begun = Instant::now() - Duration::from_secs_f64(now().seconds);
    sleep(Duration::from_secs(4));
    let late = begun.elapsed().as_secs_f64() - now().seconds;
    assert!(late.abs() < 0.2, "the position is {late} s behind");
    ended.recv_timeout(Duration::from_secs(20)).expect("the sit ends");
    println!("ended after {:.3} s", begun.elapsed().as_secs_f64());
    // What was handed over last is still on its way.
    sleep(Duration::from_millis(400));
}

#[test]
fn the_last_bell_rings_on_time_while_the_caller_is_blocked() {
    let pulse = Pulse::start();
    let recorder = pulse.record();
    pulse.printed_by(pulse.run("device::child_is_blocked"));
    let made = render(&blocked_sit()).unwrap();
    let heard = recorder.heard();
    let (late, alike) = find(from_onset(&heard, &made), between(&made, 5.0, 7.0), 5.0);
    println!("the last bell comes {late:+.4} s late, correlation {alike:.5}");
    assert!(late.abs() < 0.1, "the last bell comes {late} s late");
    assert!(alike > 0.99, "{alike}");
}

fn blocked_sit() -> Timeline {
    timeline([Bell(2.0), Silence(3.0), Bell(2.0)])
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_is_blocked() {
    if prepared().is_none() {
        return;
    }
    // The caller holds what `ended` needs, and does not come back before the sit is over.
    let busy = Arc::new(Mutex::new(()));
    let held = busy.lock().unwrap();
    let player = Player::new();
    let waits = Arc::clone(&busy);
    player.start(Arc::new(blocked_sit()), Box::new(move || drop(waits.lock().unwrap())));
    sleep(Duration::from_millis(8500));
    drop(held);
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
fn voice_and_bells_change_their_loudness_at_once_and_the_last_bell_is_always_heard() {
    let pulse = Pulse::start();
    let recorder = pulse.record();
    let printed = pulse.printed_by(pulse.run("device::child_turns_it_down"));
    let turned: f64 =
        printed.split("turned at ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let made = render(&long_tone(pulse.path())).unwrap();
    let heard = recorder.heard();
    let heard = from_onset(&heard, &made);
    let loudness = |from: f64, to: f64| rms(between(heard, from, to));
    let before = loudness(turned - 0.5, turned - 0.1);
    let after = loudness(turned + 0.1, turned + 0.5);
    // Half the way down is a quarter of the amplitude.
    assert!((after / before - 0.25).abs() < 0.02, "{before} before, {after} after 100 ms");
    let last = peak(between(heard, 7.0, 10.0)) / peak(between(&made, 7.0, 10.0));
    assert!((last - 0.1).abs() < 0.02, "the last bell is {last} of its loudness");
}

/// A bell to 1 s, a tone to 7 s, a bell to 10 s.
fn long_tone(folder: &Path) -> Timeline {
    timeline([Bell(1.0), Cue(tone(&folder.join("tone.wav"), RATE, 1, 6.0)), Bell(3.0)])
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_turns_it_down() {
    let Some(folder) = prepared() else { return };
    let player = Player::new();
    let ended = start(&player, long_tone(&folder));
    let seconds = || player.position().map_or(99.0, |at| at.seconds);
    wait_until("the tone sounds", 5.0, || seconds() > 3.0);
    println!("turned at {} s", seconds());
    player.set_volume(Volume { voice: 0.5, bells: 1.0 });
    wait_until("the tone goes on", 5.0, || seconds() > 5.0);
    player.set_volume(Volume { voice: 0.5, bells: 0.05 });
    ended.recv_timeout(Duration::from_secs(8)).expect("the sit ends");
    sleep(Duration::from_millis(400));
}

#[test]
fn somebody_who_goes_back_hears_that_place_again_without_a_click() {
    let pulse = Pulse::start();
    let recorder = pulse.record();
    let printed = pulse.printed_by(pulse.run("device::child_goes_back_and_on"));
    let made = render(&rising_tone(pulse.path())).unwrap();
    let heard = recorder.heard();
    let heard = &heard[onset(&heard).expect("it is heard")..];
    // Each place, once the half second of its ramp is over.
    for (place, from) in [("after going back", 1.2), ("after going on", 4.7)] {
        let part = between(&made, from, from + 0.2);
        let best = (0..heard.len() - part.len())
            .step_by(2)
            .map(|at| likeness(&heard[at..at + part.len()], part))
            .fold(-1.0, f64::max);
        assert!(best > 0.98, "{place}: at best {best:.3} like what lies there\n{printed}");
    }
    let step =
        |wave: &[f32]| wave.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
    assert!(step(heard) < 1.1 * step(&made), "{} against {}", step(heard), step(&made));
}

fn rising_tone(folder: &Path) -> Timeline {
    timeline([Recording(sweep(&folder.join("recording.wav"), RATE, 1))])
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_goes_back_and_on() {
    let Some(folder) = prepared() else { return };
    let player = Player::new();
    let ended = start(&player, rising_tone(&folder));
    let now = || player.position().unwrap();
    wait_until("two seconds sounded", 6.0, || now().seconds > 2.0);
    player.seek(0.5);
    assert!((now().seconds - 0.5).abs() < 0.1, "the place is said at once: {:?}", now());
    wait_until("a second more sounded", 4.0, || now().seconds > 1.6);
    assert!(now().seconds < 1.9, "{:?}", now());
    player.pause();
    player.seek(4.0);
    sleep(Duration::from_millis(400));
    assert_eq!((now().seconds, now().paused), (4.0, true), "a held sit stays held");
    for seconds in [-3.0, 5.0, 0.0, 4.0] {
        player.seek(seconds);
    }
    sleep(Duration::from_millis(300));
    assert_eq!(now().seconds, 4.0);
    player.resume();
    ended.recv_timeout(Duration::from_secs(4)).expect("the sit ends");
    sleep(Duration::from_millis(400));
}

/// What was heard, from where the sit began.
fn from_onset<'a>(heard: &'a [f32], made: &[f32]) -> &'a [f32] {
    &heard[onset(heard).expect("a bell is heard") - onset(made).unwrap()..]
}

/// The first sample that is clearly not silence.
fn onset(wave: &[f32]) -> Option<usize> {
    wave.iter().position(|sample| sample.abs() > 0.01)
}

/// Where a part that is due at `due` seconds is found: how many seconds late, and how alike it is
/// there, −1 to 1. A fifth of a second on either side is searched.
fn find(heard: &[f32], part: &[f32], due: f64) -> (f64, f64) {
    let (due, reach) = (samples(due) as usize, samples(0.2) as usize);
    // A loaded machine may let the device run dry for a moment, which shifts what follows.
    let start = &part[..part.len().min(RATE as usize)];
    let places = due.saturating_sub(reach)..=(due + reach).min(heard.len() - part.len());
    let like = |at: usize, part: &[f32]| likeness(&heard[at..at + part.len()], part);
    let at = places.max_by(|&a, &b| like(a, start).total_cmp(&like(b, start))).unwrap();
    ((at as f64 - due as f64) / f64::from(RATE), like(at, part))
}
