//! What is in memory stays there.

use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use evenkeel_core::store::DatabaseKey;
use rustix::process::{Resource, getrlimit};

#[test]
fn a_crash_writes_no_memory_to_the_disk_nor_hands_it_to_anybody() {
    evenkeel_host::no_core_dumps();
    let limit = getrlimit(Resource::Core);
    // Not 0: a program that collects crashes would still be given everything.
    assert_eq!((limit.current, limit.maximum), (Some(1), Some(1)));
    // What we start inherits it: the processes that draw the pages.
    let crashed = Command::new("sh").args(["-c", "kill -ABRT $$"]).status().unwrap();
    assert_eq!((crashed.signal(), crashed.core_dumped()), (Some(6), false));
}

#[test]
fn a_key_that_is_no_longer_needed_is_wiped() {
    assert!(std::mem::needs_drop::<DatabaseKey>(), "nothing happens when a key goes");
}
