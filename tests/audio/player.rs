//! The player without a device: the same rules, by the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use evenkeel_audio::Player;
use evenkeel_core::ports::{Fault, Position, Sound, Volume};
use evenkeel_core::practice::timeline::{OPEN_ENDS_AFTER_SECONDS, Timeline};

use crate::support::Part::Silence;
use crate::support::{timeline, wait_until};

/// A player without a device, and how often `ended` was called.
struct Bench {
    player: Player,
    ended: Arc<AtomicU32>,
}

impl Bench {
    fn start(seconds: f64) -> Self {
        let bench = Self { player: Player::without_device(), ended: Arc::default() };
        bench.start_again(seconds);
        bench
    }

    fn start_again(&self, seconds: f64) {
        let ended = self.ended.clone();
        let count = move || {
            ended.fetch_add(1, Ordering::SeqCst);
        };
        self.player.start(Arc::new(timeline([Silence(seconds)])), Box::new(count));
    }

    fn position(&self) -> Position {
        self.player.position().expect("a sit is running")
    }

    fn ended(&self) -> u32 {
        self.ended.load(Ordering::SeqCst)
    }
}

#[test]
fn a_sit_is_there_at_once_and_moves_with_the_clock() {
    let bench = Bench::start(60.0);
    let start = Instant::now();
    let first = bench.position();
    assert!(first.seconds < 0.1 && !first.paused && !first.audible, "{first:?}");
    sleep(Duration::from_millis(600));
    let off = bench.position().seconds - start.elapsed().as_secs_f64();
    assert!(off.abs() < 0.15, "the clock is {off} s off");
}

#[test]
fn a_pause_holds_and_held_time_does_not_count() {
    let bench = Bench::start(60.0);
    wait_until("it moves", 2.0, || bench.position().seconds > 0.2);
    bench.player.pause();
    assert!(bench.position().paused, "at once");
    sleep(Duration::from_millis(150));
    let held = bench.position().seconds;
    sleep(Duration::from_millis(400));
    assert_eq!(bench.position().seconds, held);
    bench.player.resume();
    sleep(Duration::from_millis(300));
    let after = bench.position();
    assert!(!after.paused);
    assert!((0.15..0.5).contains(&(after.seconds - held)), "{held} then {after:?}");
}

#[test]
fn a_fade_takes_two_seconds_and_holds_there() {
    let bench = Bench::start(60.0);
    wait_until("it moves", 2.0, || bench.position().seconds > 0.2);
    let before = bench.position().seconds;
    bench.player.fade();
    assert!(!bench.position().paused, "not yet");
    wait_until("held after the fade", 3.0, || bench.position().paused);
    let held = bench.position().seconds;
    assert!((held - before - 2.0).abs() < 0.15, "faded for {} s", held - before);
    sleep(Duration::from_millis(300));
    assert_eq!(bench.position().seconds, held);
    bench.player.resume();
    assert!(!bench.position().paused);
    wait_until("it goes on", 1.0, || bench.position().seconds > held + 0.1);
}

#[test]
fn ended_is_called_once_on_time_and_then_there_is_no_position() {
    let bench = Bench::start(0.8);
    let start = Instant::now();
    wait_until("ended", 3.0, || bench.ended() > 0);
    let off = start.elapsed().as_secs_f64() - 0.8;
    assert!((-0.01..0.15).contains(&off), "{off} s late");
    assert_eq!(bench.player.position(), None);
    bench.player.resume();
    sleep(Duration::from_millis(200));
    assert_eq!(bench.ended(), 1);
}

#[test]
fn a_sit_goes_where_it_is_sent_and_a_held_one_stays_held() {
    let bench = Bench::start(60.0);
    wait_until("it moves", 2.0, || bench.position().seconds > 0.2);
    bench.player.seek(30.0);
    assert!((bench.position().seconds - 30.0).abs() < 0.1, "at once");
    wait_until("it goes on from there", 2.0, || bench.position().seconds > 30.3);
    bench.player.pause();
    sleep(Duration::from_millis(200));
    bench.player.seek(15.0);
    sleep(Duration::from_millis(300));
    let held = bench.position();
    assert_eq!((held.seconds, held.paused), (15.0, true));
    bench.player.seek(-4.0);
    assert_eq!(bench.position().seconds, 0.0);
    bench.player.resume();
    bench.player.seek(1e9);
    wait_until("its end is its end", 2.0, || bench.ended() == 1);
}

#[test]
fn an_open_sit_goes_on_after_what_is_laid_out_until_it_is_stopped() {
    let (player, ended) = (Player::without_device(), Arc::new(AtomicU32::new(0)));
    let count = || {
        let ended = Arc::clone(&ended);
        Box::new(move || {
            ended.fetch_add(1, Ordering::SeqCst);
        })
    };
    let open = Arc::new(Timeline { open: true, ..timeline([Silence(0.3)]) });
    player.start(Arc::clone(&open), count());
    wait_until("it goes on", 2.0, || player.position().unwrap().seconds > 0.8);
    player.seek(OPEN_ENDS_AFTER_SECONDS - 0.3);
    assert!(player.position().is_some());
    wait_until("but not for ever", 2.0, || ended.load(Ordering::SeqCst) == 1);
    player.start(open, count());
    player.stop();
    assert_eq!((player.position(), ended.load(Ordering::SeqCst)), (None, 1));
}

#[test]
fn without_a_device_that_is_told() {
    let bench = Bench::start(60.0);
    wait_until("told", 1.0, || bench.position().fault == Some(Fault::NoDevice));
    bench.player.set_volume(Volume { voice: 0.2, bells: 0.0 });
    assert!(!bench.position().paused, "the sit goes on");
}

#[test]
fn a_stopped_sit_is_gone_and_never_ends() {
    let bench = Bench::start(0.5);
    bench.player.stop();
    assert_eq!(bench.player.position(), None);
    bench.player.resume();
    sleep(Duration::from_millis(900));
    assert_eq!((bench.player.position(), bench.ended()), (None, 0));
}

#[test]
fn a_new_sit_takes_the_place_of_the_other_which_never_ends() {
    let bench = Bench::start(0.6);
    wait_until("it moves", 2.0, || bench.position().seconds > 0.2);
    bench.start_again(60.0);
    assert!(bench.position().seconds < 0.1, "from its beginning");
    sleep(Duration::from_millis(800));
    assert_eq!(bench.ended(), 0);
    assert!(bench.position().seconds > 0.5);
}

#[test]
fn a_held_sit_does_not_end_before_it_goes_on() {
    let bench = Bench::start(0.5);
    bench.player.pause();
    sleep(Duration::from_millis(800));
    assert_eq!(bench.ended(), 0);
    bench.player.resume();
    wait_until("ended", 2.0, || bench.ended() == 1);
}

#[test]
fn the_end_of_one_sit_may_start_the_next() {
    let player = Arc::new(Player::without_device());
    let chained = Arc::downgrade(&player);
    let next = move || {
        let player = chained.upgrade().unwrap();
        player.start(Arc::new(timeline([Silence(60.0)])), Box::new(|| ()));
    };
    player.start(Arc::new(timeline([Silence(0.2)])), Box::new(next));
    sleep(Duration::from_millis(600));
    assert!(player.position().unwrap().seconds > 0.2);
}

#[test]
fn dropping_the_player_ends_its_thread_and_lets_go_of_everything() {
    let bench = Bench::start(60.0);
    let ended = bench.ended.clone();
    assert_eq!(Arc::strong_count(&ended), 3);
    drop(bench);
    wait_until("the thread let go of the sit", 1.0, || Arc::strong_count(&ended) == 1);
    assert_eq!(ended.load(Ordering::SeqCst), 0);
}
