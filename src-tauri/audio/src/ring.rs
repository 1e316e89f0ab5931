//! Samples on their way from the feeder to the device: one writer, one reader, nobody waits.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

/// A ring of samples. Exactly one thread may push and one may pop.
pub struct Ring {
    /// The samples as bits: atomics make sharing them safe at no cost.
    slots: Box<[AtomicU32]>,
    /// How many were ever pushed.
    pushed: AtomicU64,
    /// How many were ever popped.
    popped: AtomicU64,
    /// How often the device asked, whether or not there was something: its heartbeat.
    asked: AtomicU64,
    /// How often the writer went elsewhere in the sit.
    jumps: AtomicU64,
    /// The first sample pushed after the latest jump, and its place in the sit.
    landing: [AtomicU64; 2],
    /// How many samples a device without a clock is ahead of time.
    ahead: AtomicU64,
    /// Set when nobody shall fill or play this ring any more.
    closed: AtomicBool,
}

impl Ring {
    /// An empty ring for so many samples.
    pub fn new(capacity: usize) -> Self {
        Self {
            slots: (0..capacity).map(|_| AtomicU32::new(0)).collect(),
            pushed: AtomicU64::new(0),
            popped: AtomicU64::new(0),
            asked: AtomicU64::new(0),
            jumps: AtomicU64::new(0),
            landing: [AtomicU64::new(0), AtomicU64::new(0)],
            ahead: AtomicU64::new(0),
            closed: AtomicBool::new(false),
        }
    }

    /// Takes as many of the samples as there is room for, and returns how many.
    pub fn push(&self, samples: &[f32]) -> usize {
        let pushed = self.pushed.load(Ordering::Relaxed);
        let used = (pushed - self.popped.load(Ordering::Acquire)) as usize;
        let count = samples.len().min(self.slots.len() - used);
        for (at, sample) in (pushed..).zip(&samples[..count]) {
            self.slot(at).store(sample.to_bits(), Ordering::Relaxed);
        }
        self.pushed.store(pushed + count as u64, Ordering::Release);
        count
    }

    /// The next sample, if there is one.
    pub fn pop(&self) -> Option<f32> {
        let popped = self.popped.load(Ordering::Relaxed);
        if popped == self.pushed.load(Ordering::Acquire) {
            return None;
        }
        let sample = f32::from_bits(self.slot(popped).load(Ordering::Relaxed));
        self.popped.store(popped + 1, Ordering::Release);
        Some(sample)
    }

    /// The writer goes elsewhere: what it pushes from now on begins at this sample of the sit.
    pub fn go(&self, to: u64) {
        self.landing[0].store(self.pushed.load(Ordering::Relaxed), Ordering::Relaxed);
        self.landing[1].store(to, Ordering::Relaxed);
        self.jumps.fetch_add(1, Ordering::Release);
    }

    /// How often the writer went elsewhere.
    pub fn jumps(&self) -> u64 {
        self.jumps.load(Ordering::Acquire)
    }

    /// The reader follows: drops what was pushed before, and returns which jump this was and the
    /// place in the sit of the next sample. Should the writer go on just now, [`Ring::jumps`]
    /// says so, and the reader follows again.
    pub fn jump(&self) -> (u64, u64) {
        let number = self.jumps();
        let [from, to] = [0, 1].map(|half| self.landing[half].load(Ordering::Relaxed));
        let popped = self.popped.load(Ordering::Relaxed).max(from);
        self.popped.store(popped, Ordering::Release);
        (number, to + (popped - from))
    }

    /// Notes how far a device without a clock is ahead of time.
    pub fn set_ahead(&self, samples: u64) {
        self.ahead.store(samples, Ordering::Relaxed);
    }

    /// How many samples the device is ahead of time, if it has no clock.
    pub fn ahead(&self) -> Option<u64> {
        Some(self.ahead.load(Ordering::Relaxed)).filter(|&samples| samples > 0)
    }

    /// Notes that the device asked for a sample.
    pub fn ask(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }

    /// How often the device has asked.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Ends the use of this ring.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    fn slot(&self, at: u64) -> &AtomicU32 {
        &self.slots[(at % self.slots.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Ring;

    #[test]
    fn samples_leave_in_the_order_they_came_across_the_seam() {
        let ring = Ring::new(4);
        assert_eq!(ring.push(&[1.0, 2.0, 3.0]), 3);
        assert_eq!((ring.pop(), ring.pop()), (Some(1.0), Some(2.0)));
        assert_eq!(ring.push(&[4.0, 5.0, 6.0, 7.0]), 3, "only three places were free");
        let rest: Vec<_> = std::iter::from_fn(|| ring.pop()).collect();
        assert_eq!(rest, [3.0, 4.0, 5.0, 6.0]);
    }

    #[test]
    fn a_jump_drops_what_was_pushed_before_it() {
        let ring = Ring::new(8);
        ring.push(&[1.0, 2.0, 3.0]);
        assert_eq!((ring.pop(), ring.jumps()), (Some(1.0), 0));
        ring.go(700);
        ring.push(&[7.0, 8.0]);
        assert_eq!(ring.jump(), (1, 700));
        assert_eq!((ring.pop(), ring.pop(), ring.pop()), (Some(7.0), Some(8.0), None));
        ring.go(50);
        ring.push(&[9.0, 10.0]);
        assert_eq!(ring.pop(), Some(9.0), "the reader had run into it already");
        assert_eq!(ring.jump(), (2, 51), "and goes on from there");
    }
}
