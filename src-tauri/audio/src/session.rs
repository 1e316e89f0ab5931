//! One sit on the audio thread: driven by a device where there is one, by a clock where not.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use evenkeel_core::ports::Fault;
use evenkeel_core::practice::timeline::Timeline;

use crate::RATE;
use crate::clocks::{Clocks, Passed, Reading};
use crate::device::{Device, Health, Supply};
use crate::mix::{Levels, Mix};
use crate::ramp::Ramp;
use crate::ring::Ring;
use crate::sit::{Damaged, Sit};
use crate::state::{State, Wish};
use crate::tap::Tap;

/// How often the audio thread looks while a sit runs.
const TICK: Duration = Duration::from_millis(50);
/// How often it looks while a device opens.
const SHORT_TICK: Duration = Duration::from_millis(10);
/// What lies between the last sample handed over and the last one heard, at most.
const DRAIN: Duration = Duration::from_millis(300);
/// The same for a sit that was stopped: long enough for the ramp to arrive.
const SHORT_DRAIN: Duration = Duration::from_millis(200);
/// Seconds of sound made ahead of the device.
const AHEAD_SECONDS: usize = 4;
/// A sit that is held lets the computer sleep after so long.
const HELD_AWAKE: Duration = Duration::from_secs(30 * 60);

/// What a sit is started with.
pub struct Order {
    /// The sit as every thread sees it.
    pub state: Arc<State>,
    /// What happens in it.
    pub timeline: Arc<Timeline>,
    /// To be called when it is through.
    pub ended: Box<dyn FnOnce() + Send>,
}

/// The machine that sits are played on.
pub struct Machine {
    /// Whether there are devices to look for.
    devices: bool,
    levels: Arc<Levels>,
    clocks: Clocks,
    /// The device closed last: the next waits for it.
    closing: Option<JoinHandle<()>>,
}

impl Machine {
    /// The system's devices, or none at all.
    pub fn new(devices: bool, levels: Arc<Levels>, clocks: Clocks) -> Self {
        Self { devices, levels, clocks, closing: None }
    }

    /// Begins to open a device, where there may be one, for a sit that goes on at its place.
    fn open(&mut self, order: &Order) -> Option<Device> {
        self.devices.then(|| {
            let state = &order.state;
            let seeks = state.seeks();
            state.arrive(state.place());
            let ring = Arc::new(Ring::new(RATE as usize * AHEAD_SECONDS));
            let sit = Sit::from(Arc::clone(&order.timeline), Damaged::Silence, state.played());
            let supply = Supply::new(sit, Arc::clone(state), seeks);
            let mix = Mix::new(Arc::clone(&self.levels), &order.timeline);
            let tap = Tap::new(Arc::clone(&ring), Arc::clone(state), mix);
            Device::open(supply, ring, tap, self.closing.take())
        })
    }

    fn close(&mut self, device: Device, linger: Duration) {
        self.closing = Some(device.close(linger));
    }
}

/// What drives a sit.
enum Drive {
    Device(Device),
    Clock(Clock),
    /// The device was lost and the sit is held until somebody wishes to go on.
    Nothing,
}

/// One running sit.
pub struct Session {
    order: Order,
    drive: Drive,
    looked: Reading,
    /// Since when it is held.
    held: Option<Reading>,
    /// Whether its device had no clock: it is not tried again.
    raced: bool,
}

impl Session {
    /// Begins a sit where its state says.
    pub fn begin(order: Order, machine: &mut Machine) -> Self {
        let looked = (machine.clocks)();
        let mut session = Self { order, drive: Drive::Nothing, looked, held: None, raced: false };
        session.start(machine);
        session
    }

    /// How long the audio thread may wait before it looks again.
    pub fn tick(&self) -> Duration {
        match &self.drive {
            Drive::Device(device) if device.is_opening() => SHORT_TICK,
            Drive::Clock(clock) => TICK.min(clock.left(self.order.state.total())),
            _ => TICK,
        }
    }

    /// Whether the computer should stay awake for it.
    pub fn needs_the_computer(&self) -> bool {
        self.held.is_none_or(|since| match self.looked.since(since) {
            Passed::Awake(passed) | Passed::Slept(passed) => passed < HELD_AWAKE,
        })
    }

    /// Looks after the sit. False when it is through or stopped.
    pub fn look(&mut self, machine: &mut Machine) -> bool {
        if !self.order.state.wish().is_live() {
            return false;
        }
        let passed = self.look_at_the_clocks(machine);
        let state = Arc::clone(&self.order.state);
        match &mut self.drive {
            Drive::Device(device) => match device.health() {
                Health::Plays => {
                    state.set_audible(true);
                    state.take_back(|fault| matches!(fault, Fault::NoDevice | Fault::DeviceLost));
                    state.tell_damage();
                }
                // Nothing sounds yet that could be faded.
                Health::Opening if state.wish() == Wish::Fade => state.pause(),
                Health::Opening => {}
                Health::Absent => self.go_on_by_the_clock(machine),
                Health::Races(ahead) => {
                    self.raced = true;
                    state.set_played(state.played().saturating_sub(ahead));
                    self.go_on_by_the_clock(machine);
                }
                Health::Lost => {
                    state.pause();
                    if !state.has_slept() {
                        state.tell(Fault::DeviceLost);
                    }
                    self.replace(Drive::Nothing, machine);
                }
            },
            Drive::Clock(clock) => {
                let was_held = clock.held;
                clock.step(passed, &state);
                // Somebody who goes on may have plugged something in.
                if was_held && !clock.held && !self.raced && machine.devices {
                    self.start(machine);
                }
            }
            Drive::Nothing => {
                state.arrive(state.place());
                if state.wish() == Wish::Play {
                    self.start(machine);
                }
            }
        }
        state.place() < state.total()
    }

    /// Lets go of the device, and calls `ended` unless the sit was stopped.
    pub fn close(self, machine: &mut Machine) {
        let ended = self.order.state.end();
        if let Drive::Device(device) = self.drive {
            machine.close(device, if ended { DRAIN } else { SHORT_DRAIN });
        }
        if ended {
            (self.order.ended)();
        }
    }

    /// Time awake since the last look. A sit during which the computer slept is held.
    fn look_at_the_clocks(&mut self, machine: &Machine) -> Duration {
        let now = (machine.clocks)();
        let passed = now.since(std::mem::replace(&mut self.looked, now));
        let state = &self.order.state;
        let plays = matches!(state.wish(), Wish::Play | Wish::Fade);
        let passed = match passed {
            Passed::Awake(passed) => passed,
            Passed::Slept(slept) => {
                if let Drive::Device(device) = &mut self.drive {
                    device.forgive();
                }
                if plays {
                    state.pause();
                    let seconds = u32::try_from(slept.as_secs()).unwrap_or(u32::MAX);
                    state.tell(Fault::Slept { seconds });
                }
                Duration::ZERO
            }
        };
        if state.wish() == Wish::Hold {
            self.held.get_or_insert(now);
        } else {
            self.held = None;
            state.take_back(|fault| matches!(fault, Fault::Slept { .. }));
        }
        passed
    }

    fn start(&mut self, machine: &mut Machine) {
        match machine.open(&self.order) {
            Some(device) => self.replace(Drive::Device(device), machine),
            None => self.go_on_by_the_clock(machine),
        }
    }

    fn go_on_by_the_clock(&mut self, machine: &mut Machine) {
        let state = &self.order.state;
        state.tell(Fault::NoDevice);
        let clock = Clock::at(state.place());
        self.replace(Drive::Clock(clock), machine);
    }

    fn replace(&mut self, drive: Drive, machine: &mut Machine) {
        self.order.state.set_audible(false);
        if let Drive::Device(device) = std::mem::replace(&mut self.drive, drive) {
            machine.close(device, Duration::ZERO);
        }
    }
}

/// A monotonic clock that moves a sit on without sound.
struct Clock {
    ramp: Ramp,
    /// Samples gone by, with their fraction.
    at: f64,
    held: bool,
}

impl Clock {
    fn at(played: u64) -> Self {
        Self { ramp: Ramp::open(), at: played as f64, held: false }
    }

    fn step(&mut self, passed: Duration, state: &State) {
        if let Some(to) = state.target() {
            self.at = to as f64;
            state.arrive(to);
        }
        let wish = state.wish();
        let moved = self.ramp.pass(wish, passed.as_secs_f64());
        self.held = wish != Wish::Play && self.ramp.gain() == 0.0;
        self.at += moved * f64::from(RATE);
        state.set_faded(wish == Wish::Fade && self.held);
        state.set_played((self.at as u64).min(state.total()));
    }

    fn left(&self, total: u64) -> Duration {
        let seconds = (total as f64 - self.at) / f64::from(RATE);
        Duration::from_secs_f64(seconds.max(0.001))
    }
}
