//! The practice log: what was measured here and what was entered by hand, side by side and never
//! added up.

pub mod entered;
pub mod informal;
mod measured;
mod read;
mod seen;
mod words;

pub use measured::{Running, Sat, recover, whole_minutes};
pub use read::{LogDay, LogSit, LogWeek, PAGE, PracticeLog, days_in_week, log, practiced_on, sits};
pub use seen::{Band, HourLine, MixLine, Published};
pub(super) use words::draft as note_draft;
pub use words::{Obstacle, Words, note};
