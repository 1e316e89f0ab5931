//! Sound as it fails: each fault is told, the place is kept, the processor stays quiet, and
//! going on works.

use std::fs;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use evenkeel_audio::{Clocks, Player, RATE, Reading};
use evenkeel_core::ports::{Fault, Position, Sound};

use crate::pulse::{Pulse, prepared, run_with_alsa};
use crate::support::Part::{Bell, Cue, Silence};
use crate::support::{start, timeline, tone, wait_until};

/// Waits for a child to say that it plays.
fn wait_for(child: &mut Child, pulse: &Pulse, what: &str) {
    let said = pulse.path().join(what);
    wait_until("the child goes on or gives up", 15.0, || {
        said.exists() || child.try_wait().unwrap().is_some()
    });
}

#[test]
fn a_sit_whose_sound_server_dies_is_held_and_goes_on_by_the_clock() {
    let mut pulse = Pulse::start();
    let mut child = pulse.run("faults::child_loses_its_device");
    wait_for(&mut child, &pulse, "playing");
    pulse.kill();
    print!("{}", pulse.printed_by(child));
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_loses_its_device() {
    let Some(folder) = prepared() else { return };
    let player = Player::new();
    let ended = start(&player, timeline([Bell(5.0), Silence(0.5)]));
    let now = || player.position().unwrap();
    wait_until("it plays", 5.0, || now().audible && now().seconds > 0.5);
    println!("playing: {:.1} % of a processor", busy_for(2.0, || assert!(now().audible)));
    fs::write(folder.join("playing"), "").unwrap();
    wait_until("held without a device", 6.0, || now().paused && !now().audible);
    let held = now().seconds;
    assert_eq!(now().fault, Some(Fault::DeviceLost));
    println!("lost: {:.1} % of a processor", busy_for(1.5, || assert_eq!(now().seconds, held)));
    player.resume();
    wait_until("it goes on without a device", 4.0, || now().seconds > held + 0.2);
    assert_eq!((now().audible, now().fault), (false, Some(Fault::NoDevice)));
    ended.recv_timeout(Duration::from_secs(12)).expect("the sit ends");
}

#[test]
fn a_sit_whose_device_is_unplugged_is_held_and_sounds_again_when_there_is_another() {
    let pulse = Pulse::start();
    let mut child = pulse.run("faults::child_is_unplugged");
    wait_for(&mut child, &pulse, "playing");
    pulse.unplug();
    wait_for(&mut child, &pulse, "held");
    pulse.plug_in();
    fs::write(pulse.path().join("plugged-in"), "").unwrap();
    print!("{}", pulse.printed_by(child));
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_is_unplugged() {
    let Some(folder) = prepared() else { return };
    let player = Player::new();
    let ended = start(&player, timeline([Bell(2.5), Silence(1.0)]));
    let now = || player.position().unwrap();
    wait_until("it plays", 5.0, || now().audible && now().seconds > 0.5);
    fs::write(folder.join("playing"), "").unwrap();
    wait_until("held", 6.0, || now().paused && now().fault == Some(Fault::DeviceLost));
    let held = now().seconds;
    assert!(held < 2.4, "it did not go on unheard: {held}");
    fs::write(folder.join("held"), "").unwrap();
    wait_until("plugged in", 5.0, || folder.join("plugged-in").exists());
    assert_eq!(now().seconds, held, "it stays where it was");
    player.resume();
    wait_until("it sounds again", 5.0, || now().audible && now().seconds > held);
    assert_eq!(now().fault, None, "all is well again");
    ended.recv_timeout(Duration::from_secs(6)).expect("the sit ends");
}

#[test]
fn without_a_device_a_sit_goes_on_by_the_clock_and_says_so() {
    // A card that is not there answers as one that another program keeps for itself: with an error.
    std::thread::scope(|scope| {
        for alsa in ["pcm.!default { type hw card 29 }", "pcm.!default { type pulse server none }"]
        {
            scope.spawn(|| print!("{}", run_with_alsa(alsa, "faults::child_has_no_device")));
        }
    });
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_has_no_device() {
    if prepared().is_none() {
        return;
    }
    let player = Player::new();
    let begun = Instant::now();
    let ended = start(&player, timeline([Silence(4.0)]));
    let now = || player.position().unwrap();
    wait_until("told", 3.0, || now().fault == Some(Fault::NoDevice));
    assert!(!now().audible && !now().paused);
    println!("without a device: {:.1} % of a processor", busy_for(1.0, || ()));
    player.pause();
    sleep(Duration::from_millis(200));
    println!("held: {:.1} % of a processor", busy_for(0.5, || ()));
    player.resume();
    ended.recv_timeout(Duration::from_secs(8)).expect("the sit ends");
    let took = begun.elapsed().as_secs_f64();
    assert!((4.6..9.0).contains(&took), "4 s and a pause took {took} s");
}

#[test]
fn a_device_without_a_clock_does_not_make_the_sit_race() {
    print!("{}", run_with_alsa("pcm.!default { type null }", "faults::child_has_no_clock"));
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_has_no_clock() {
    if prepared().is_none() {
        return;
    }
    let player = Player::new();
    let begun = Instant::now();
    let ended = start(&player, timeline([Silence(5.0)]));
    let mut furthest: f64 = 0.0;
    while begun.elapsed() < Duration::from_secs(2) {
        let ahead = player.position().unwrap().seconds - begun.elapsed().as_secs_f64();
        furthest = furthest.max(ahead);
        sleep(Duration::from_millis(2));
    }
    assert!(furthest < 1.2, "the position was {furthest} s ahead");
    let now = || player.position().unwrap();
    assert_eq!((now().fault, now().audible), (Some(Fault::NoDevice), false));
    println!("without a clock: {:.1} % of a processor", busy_for(1.5, || ()));
    ended.recv_timeout(Duration::from_secs(4)).expect("the sit ends");
    let took = begun.elapsed().as_secs_f64();
    assert!((4.7..5.8).contains(&took), "a sit of 5 s took {took} s");
}

#[test]
fn a_damaged_recording_is_told_when_its_place_comes() {
    let pulse = Pulse::start();
    pulse.printed_by(pulse.run("faults::child_finds_damage"));
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_finds_damage() {
    let Some(folder) = prepared() else { return };
    let clip = tone(&folder.join("cue.wav"), RATE, 1, 1.0);
    fs::write(&clip.path, "damaged").unwrap();
    let player = Player::new();
    let ended = start(&player, timeline([Bell(2.0), Cue(clip), Bell(1.0)]));
    let now = || player.position();
    let told = |at: Option<Position>| at.and_then(|at| at.fault);
    wait_until("it plays", 5.0, || now().unwrap().seconds > 1.0);
    assert_eq!(told(now()), None, "not before its place");
    wait_until("told", 3.0, || told(now()) == Some(Fault::Damaged));
    let at = now().unwrap();
    assert!((1.9..2.3).contains(&at.seconds) && at.audible && !at.paused, "{at:?}");
    ended.recv_timeout(Duration::from_secs(4)).expect("the sit goes on to its end");
}

#[test]
fn a_sit_that_slept_is_held_where_it_was_with_and_without_a_device() {
    let pulse = Pulse::start();
    let child = pulse.run("faults::child_sleeps");
    run_with_alsa("pcm.!default { type hw card 29 }", "faults::child_sleeps");
    pulse.printed_by(child);
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_sleeps() {
    if prepared().is_none() {
        return;
    }
    let (started, asleep) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let slept = Arc::clone(&asleep);
    let clocks: Clocks = Arc::new(move || {
        let awake = started.elapsed();
        Reading { awake, boot: awake + Duration::from_millis(slept.load(Ordering::SeqCst)) }
    });
    let player = Player::with_clocks(clocks);
    let ended = start(&player, timeline([Bell(4.0)]));
    let now = || player.position().unwrap();
    let told = || now().fault.filter(|fault| matches!(fault, Fault::Slept { .. }));
    wait_until("it moves", 5.0, || now().seconds > 0.5);
    asleep.fetch_add(1_500, Ordering::SeqCst);
    sleep(Duration::from_millis(300));
    assert_eq!((told(), now().paused), (None, false), "a second and a half is no sleep");

    let before = now().seconds;
    asleep.fetch_add(3_600_000, Ordering::SeqCst);
    wait_until("held", 1.0, || now().paused);
    assert_eq!(told(), Some(Fault::Slept { seconds: 3600 }));
    let held = now().seconds;
    sleep(Duration::from_millis(300));
    assert!(now().seconds - before < 0.4, "it slept at {before} and is at {}", now().seconds);
    assert!(now().seconds - held < 0.15);
    asleep.fetch_add(60_000, Ordering::SeqCst);
    sleep(Duration::from_millis(200));
    assert_eq!(
        told(),
        Some(Fault::Slept { seconds: 3600 }),
        "what happens to a held sit is no news"
    );

    player.resume();
    wait_until("taken back", 1.0, || told().is_none());
    wait_until("it goes on", 5.0, || now().seconds > held + 0.3);
    ended.recv_timeout(Duration::from_secs(6)).expect("the sit ends");
}

/// How much of one processor this process uses for so many seconds, %. It must be under 5.
fn busy_for(seconds: f64, check: impl Fn()) -> f64 {
    let (begun, before) = (Instant::now(), used());
    sleep(Duration::from_secs_f64(seconds));
    let share = 100.0 * (used() - before) / begun.elapsed().as_secs_f64();
    check();
    assert!(share < 5.0, "{share:.1} % of a processor");
    share
}

/// Seconds of processor time that this process has used (proc(5): fields 14 and 15, hundredths).
fn used() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace().skip(11);
    fields.take(2).map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
}
