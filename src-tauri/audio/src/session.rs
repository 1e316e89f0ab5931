//! One sit on the audio thread: driven by a device where there is one, by a clock where not.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use evenkeel_core::ports::Fault;
use evenkeel_core::practice::timeline::Timeline;

use crate::device::{Device, Health};
use crate::ramp::Ramp;
use crate::ring::Ring;
use crate::sit::{Damaged, Sit};
use crate::state::{State, Wish};
use crate::tap::Tap;
use crate::{RATE, samples};

/// How often the audio thread looks while a sit runs.
const TICK: Duration = Duration::from_millis(50);
/// How often it looks while a device opens.
const SHORT_TICK: Duration = Duration::from_millis(10);
/// A longer step of the clock means that the computer slept: nobody sat.
const LONGEST_STEP: Duration = Duration::from_secs(5);
/// What lies between the last sample handed over and the last one heard, at most.
const DRAIN: Duration = Duration::from_millis(300);
/// The same for a sit that was stopped: long enough for the ramp to arrive.
const SHORT_DRAIN: Duration = Duration::from_millis(200);
/// Seconds of sound made ahead of the device.
const AHEAD_SECONDS: usize = 4;

/// What a sit is started with.
pub struct Order {
    /// The sit as every thread sees it.
    pub state: Arc<State>,
    /// What happens in it.
    pub timeline: Arc<Timeline>,
    /// To be called when it is through.
    pub ended: Box<dyn FnOnce() + Send>,
}

/// Where devices come from.
pub struct Devices {
    enabled: bool,
    /// The one closed last: the next waits for it.
    closing: Option<JoinHandle<()>>,
}

impl Devices {
    /// The system's devices, or none at all.
    pub fn new(enabled: bool) -> Self {
        Self { enabled, closing: None }
    }

    fn open(&mut self, order: &Order) -> Option<Device> {
        let start = order.state.played();
        self.enabled.then(|| {
            let ring = Arc::new(Ring::new(RATE as usize * AHEAD_SECONDS));
            let sit = Sit::from(order.timeline.clone(), Damaged::Silence, start);
            let total = samples(order.timeline.ends_after());
            let tap = Tap::new(ring.clone(), order.state.clone(), total);
            Device::open(sit, ring, tap, self.closing.take())
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
}

impl Session {
    /// Begins a sit where its state says.
    pub fn begin(order: Order, devices: &mut Devices) -> Self {
        let drive = start(&order, devices);
        Self { order, drive }
    }

    /// How long the audio thread may wait before it looks again.
    pub fn tick(&self) -> Duration {
        match &self.drive {
            Drive::Device(device) if device.is_opening() => SHORT_TICK,
            Drive::Clock(clock) => TICK.min(clock.left(&self.order)),
            _ => TICK,
        }
    }

    /// Looks after the sit. False when it is through or stopped.
    pub fn look(&mut self, devices: &mut Devices) -> bool {
        let state = &self.order.state;
        if !state.wish().is_live() {
            return false;
        }
        match &mut self.drive {
            Drive::Device(device) => match device.health() {
                Health::Plays => {
                    if !state.is_audible() {
                        state.set_audible(true);
                        state.tell(None);
                    }
                }
                // Nothing sounds yet that could be faded.
                Health::Opening if state.wish() == Wish::Fade => state.pause(),
                Health::Opening => {}
                Health::Absent => {
                    state.tell(Some(Fault::NoDevice));
                    self.replace(Drive::Clock(Clock::at(state.played())), devices);
                }
                Health::Lost => {
                    state.pause();
                    state.tell(Some(Fault::DeviceLost));
                    self.replace(Drive::Nothing, devices);
                }
            },
            Drive::Clock(clock) => {
                let was_held = clock.held;
                clock.step(&self.order);
                // Somebody who goes on may have plugged something in.
                if was_held && !clock.held && devices.enabled {
                    let drive = start(&self.order, devices);
                    self.replace(drive, devices);
                }
            }
            Drive::Nothing if state.wish() == Wish::Play => {
                self.drive = start(&self.order, devices);
            }
            Drive::Nothing => {}
        }
        self.order.state.played() < samples(self.order.timeline.ends_after())
    }

    /// Goes to a sample of the timeline.
    pub fn seek(&mut self, to: u64, devices: &mut Devices) {
        self.replace(Drive::Nothing, devices);
        self.order.state.set_played(to.min(samples(self.order.timeline.ends_after())));
        self.drive = start(&self.order, devices);
    }

    /// Lets go of the device, and calls `ended` unless the sit was stopped.
    pub fn close(self, devices: &mut Devices) {
        let ended = self.order.state.end();
        if let Drive::Device(device) = self.drive {
            devices.close(device, if ended { DRAIN } else { SHORT_DRAIN });
        }
        if ended {
            (self.order.ended)();
        }
    }

    fn replace(&mut self, drive: Drive, devices: &mut Devices) {
        self.order.state.set_audible(false);
        if let Drive::Device(device) = std::mem::replace(&mut self.drive, drive) {
            devices.close(device, Duration::ZERO);
        }
    }
}

fn start(order: &Order, devices: &mut Devices) -> Drive {
    match devices.open(order) {
        Some(device) => Drive::Device(device),
        None => {
            order.state.tell(Some(Fault::NoDevice));
            Drive::Clock(Clock::at(order.state.played()))
        }
    }
}

/// A monotonic clock that moves a sit on without sound.
struct Clock {
    ramp: Ramp,
    last: Instant,
    /// Samples gone by, with their fraction.
    at: f64,
    held: bool,
}

impl Clock {
    fn at(played: u64) -> Self {
        Self { ramp: Ramp::open(), last: Instant::now(), at: played as f64, held: false }
    }

    fn step(&mut self, order: &Order) {
        let (now, wish) = (Instant::now(), order.state.wish());
        let passed = now.duration_since(std::mem::replace(&mut self.last, now));
        let passed = if passed > LONGEST_STEP { Duration::ZERO } else { passed };
        let moved = self.ramp.pass(wish, passed.as_secs_f64());
        self.held = wish != Wish::Play && moved == 0.0;
        self.at += moved * f64::from(RATE);
        order.state.set_faded(wish == Wish::Fade && self.held);
        order.state.set_played((self.at as u64).min(samples(order.timeline.ends_after())));
    }

    fn left(&self, order: &Order) -> Duration {
        let seconds = order.timeline.ends_after() - self.at / f64::from(RATE);
        Duration::from_secs_f64(seconds.max(0.001))
    }
}
