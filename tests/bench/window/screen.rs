//! The display's picture, read from the memory that Xvfb keeps it in: no program that is measured
//! knows of it, and it is the same for all of them.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use super::driver::until;

/// Every so many rows are looked at.
const ROWS: usize = 4;
/// How often.
const LOOKS_EVERY: Duration = Duration::from_millis(4);
/// A picture that has not changed for so long is the last.
const STILL_FOR: Duration = Duration::from_secs(3);
/// Nothing that is measured here takes longer.
const LONGEST: Duration = Duration::from_secs(40);
/// Pictures that differ in fewer of their points are the same: a caret blinks, a clock goes on.
const SAME: f64 = 0.01;

/// The picture of the whole display.
pub struct Screen {
    file: File,
    start: u64,
    row: usize,
    rows: usize,
}

impl Screen {
    /// The display that xtask started; none where it did not.
    pub fn find() -> Option<Self> {
        let file = File::open(Path::new(&std::env::var_os("EVENKEEL_BENCH_SCREEN")?)).ok()?;
        // The head of an X window dump: whole numbers, the highest byte first.
        let number = |field: u64| {
            let mut bytes = [0; 4];
            file.read_exact_at(&mut bytes, field * 4).ok()?;
            Some(u32::from_be_bytes(bytes) as usize)
        };
        let (head, rows, row, colors) = (number(0)?, number(5)?, number(12)?, number(19)?);
        Some(Self { start: (head + colors * 12) as u64, row, rows, file })
    }

    fn picture(&self) -> Vec<u8> {
        let mut picture = vec![0; self.row * self.rows.div_ceil(ROWS)];
        for (number, part) in picture.chunks_exact_mut(self.row).enumerate() {
            let at = self.start + (number * ROWS * self.row) as u64;
            self.file.read_exact_at(part, at).unwrap();
        }
        picture
    }

    /// Waits until what was there before is gone.
    pub fn wait_until_empty(&self) {
        until(|| {
            let picture = self.picture();
            picture.chunks_exact(4).all(|point| point[..3] == picture[..3])
        });
    }

    /// Seconds since `begun` at which the display first showed what it goes on to show.
    pub fn settles(&self, begun: Instant) -> Option<f64> {
        let empty = self.picture();
        let mut changes: Vec<(f64, Vec<u8>)> = Vec::new();
        let mut changed = Instant::now();
        while begun.elapsed() < LONGEST && (changes.is_empty() || changed.elapsed() < STILL_FOR) {
            std::thread::sleep(LOOKS_EVERY);
            let picture = self.picture();
            if differ(changes.last().map_or(&empty, |(_, last)| last), &picture) > 0.0 {
                changed = Instant::now();
                changes.push((begun.elapsed().as_secs_f64(), picture));
            }
        }
        let last = &changes.last()?.1;
        let before = changes.iter().rposition(|(_, picture)| differ(picture, last) >= SAME);
        Some(changes[before.map_or(0, |before| before + 1)].0)
    }
}

/// How much of two pictures differs, from 0 to 1.
fn differ(one: &[u8], other: &[u8]) -> f64 {
    let points = one.chunks_exact(4).zip(other.chunks_exact(4));
    points.filter(|(one, other)| one != other).count() as f64 / (one.len() / 4) as f64
}
