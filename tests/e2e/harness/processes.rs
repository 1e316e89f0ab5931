//! Ends what a journey or a measure started, and nothing else: by process id.

use std::collections::HashMap;
use std::process::Command;

/// The ids of all processes under `root`, itself first.
pub fn family(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        if let Some(parent) = parent(id) {
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

/// Whether a process is still there and not merely waiting to be noticed as gone.
pub fn lives(id: u32) -> bool {
    stat(id).is_some_and(|fields| fields[0] != "Z")
}

/// Asks a process to end.
pub fn end(id: u32) {
    signal("-TERM", id);
}

/// Ends a process that was asked already.
pub fn kill(id: u32) {
    signal("-KILL", id);
}

fn signal(signal: &str, id: u32) {
    let _ = Command::new("kill").args([signal, &id.to_string()]).output();
}

fn parent(id: u32) -> Option<u32> {
    stat(id)?[1].parse().ok()
}

/// What `/proc/ID/stat` says after the name: state, parent and more.
pub fn stat(id: u32) -> Option<Vec<String>> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    Some(stat.rsplit_once(") ")?.1.split(' ').map(str::to_owned).collect())
}
