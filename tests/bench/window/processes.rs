//! What a program and everything it started take: memory and processor time.

use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

use super::by_id::{self, lives, stat};

/// Ticks of processor time a second, as Linux counts for people.
const TICKS: f64 = 100.0;

/// A program that was started, ended with everything it started when this is dropped.
pub struct Running(pub Child);

impl Running {
    /// Its id and those of all that it started.
    pub fn family(&self) -> Vec<u32> {
        by_id::family(self.0.id())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        end(&self.family());
        let _ = self.0.wait();
    }
}

/// Memory of these processes, MB. What several share is divided among them, so that a library
/// which all of a family use counts once.
pub fn memory(family: &[u32]) -> f64 {
    let kilobytes = |id: &u32| -> Option<f64> {
        let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
        let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    family.iter().filter_map(kilobytes).sum::<f64>() / 1024.0
}

/// Processor time of these processes since they started, seconds.
pub fn processor(family: &[u32]) -> f64 {
    let ticks = |id: &u32| -> Option<f64> {
        let fields = stat(*id)?;
        Some(fields[11].parse::<f64>().ok()? + fields[12].parse::<f64>().ok()?)
    };
    family.iter().filter_map(ticks).sum::<f64>() / TICKS
}

/// Asks processes to end, and after a while does not ask any more. The first is asked first: it
/// ends the others as it would for a person.
pub fn end(family: &[u32]) {
    let patience = Instant::now() + Duration::from_secs(5);
    for (number, id) in family.iter().enumerate() {
        if number > 0 && Instant::now() > patience {
            break;
        }
        by_id::end(*id);
        while number == 0 && lives(*id) && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    while family.iter().any(|id| lives(*id)) && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(20));
    }
    family.iter().filter(|id| lives(**id)).for_each(|id| by_id::kill(*id));
}
