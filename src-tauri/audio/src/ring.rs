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
}
