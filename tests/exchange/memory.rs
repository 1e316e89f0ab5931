//! What is hostile takes little memory: tried in a process of its own, whose peak says it.

use std::process::Command;

use evenkeel_core::ports::Courier;

use crate::forge::{Forgery, bomb, sealed};
use crate::{letter, post};

const HOSTILE: &str = "memory::what_is_hostile";

#[test]
fn what_is_hostile_takes_less_than_64_mb() {
    let me = std::env::current_exe().unwrap();
    let alone = Command::new(me).args(["--exact", HOSTILE, "--ignored", "--nocapture"]).output();
    let alone = alone.unwrap();
    let said = String::from_utf8_lossy(&alone.stdout);
    assert!(alone.status.success(), "{said}{}", String::from_utf8_lossy(&alone.stderr));
    let peak = said.lines().find_map(|line| line.strip_prefix("peak ")).expect("it said its peak");
    let peak: u64 = peak.parse().unwrap();
    assert!(peak < 64 * 1024, "{peak} kB");
}

#[test]
#[ignore = "run in a process of its own by the test above"]
fn what_is_hostile() {
    let post = post();
    let reader = post.new_reader();
    let mut exploding = Forgery::of(&reader.public, &letter(1));
    exploding.body = bomb(&letter(1), 1 << 30, None);
    let mut wide = Forgery::of(&reader.public, &letter(1));
    wide.body = bomb(&letter(1), 0, Some(27));
    let deep = Forgery::around(&reader.public, "[".repeat(1 << 20).as_bytes());
    let noise: Vec<u8> = (0..9_000_000u32).map(|at| (at * 7 % 251) as u8).collect();
    for bytes in [
        exploding.sealed(&reader.public),
        wide.sealed(&reader.public),
        deep.sealed(&reader.public),
        sealed(&noise, &reader.public),
        noise,
    ] {
        assert!(post.open(&bytes, &reader).is_err());
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    println!("\npeak {}", peak.split_whitespace().nth(1).unwrap());
}
