//! Where the time goes at a start, printed when `--trace-start` is on the command line.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Instant;

/// The beginning, and the span under way.
static BEGAN: OnceLock<(Instant, Mutex<Instant>)> = OnceLock::new();

/// Begins to trace where the command line asks for it.
pub fn begin() {
    if std::env::args().skip(1).any(|word| word == "--trace-start") {
        let now = Instant::now();
        BEGAN.get_or_init(|| (now, Mutex::new(now)));
    }
}

/// Ends a span: prints how long it took, and when it ended, both in milliseconds.
pub fn span(name: &str) {
    let Some((began, last)) = BEGAN.get() else { return };
    let now = Instant::now();
    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
    let took = now.duration_since(*last).as_secs_f64() * 1e3;
    let at = now.duration_since(*began).as_secs_f64() * 1e3;
    *last = now;
    println!("{at:8.1} ms  {took:8.1} ms  {name}");
}
