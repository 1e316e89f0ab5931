//! What a program and everything it started take: memory and processor time.

use std::collections::HashMap;
use std::fs;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Ticks of processor time a second, as Linux counts for people.
const TICKS: f64 = 100.0;

/// A program that was started, ended with everything it started when this is dropped.
pub struct Running(pub Child);

impl Running {
    /// Its id and those of all that it started.
    pub fn family(&self) -> Vec<u32> {
        family(self.0.id())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        end(&self.family());
        let _ = self.0.wait();
    }
}

/// The ids of all processes under `root`, itself first.
pub fn family(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        if let Some(parent) = stat(id).and_then(|fields| fields[1].parse().ok()) {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut family = vec![root];
    let mut next = 0;
    while let Some(id) = family.get(next) {
        family.extend(children.remove(id).unwrap_or_default());
        next += 1;
    }
    family
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
        signal("-TERM", *id);
        while number == 0 && lives(*id) && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    while family.iter().any(|id| lives(*id)) && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(20));
    }
    family.iter().filter(|id| lives(**id)).for_each(|id| signal("-KILL", *id));
}

fn signal(signal: &str, id: u32) {
    if lives(id) {
        let _ = Command::new("kill").args([signal, &id.to_string()]).output();
    }
}

fn lives(id: u32) -> bool {
    stat(id).is_some_and(|fields| fields[0] != "Z")
}

/// What `/proc/ID/stat` says after the name: state, parent and more.
fn stat(id: u32) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let fields = stat.rsplit_once(") ")?.1;
    Some(fields.split(' ').map(str::to_owned).collect())
}
