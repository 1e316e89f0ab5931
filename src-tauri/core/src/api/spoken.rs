//! The content in the language of the page: the first one, or one that it is translated into.

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use ts_rs::TS;

use crate::course::{ContentFolder, languages};
use crate::error::Result;

/// The language that a page speaks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetLanguage {
    /// As in the names of translated files: `es`. One that nothing is translated into is the first.
    pub language: String,
}

/// The languages of the content, and which one is spoken: 0 for the first.
pub(super) struct Tongues {
    others: Vec<String>,
    now: AtomicUsize,
}

impl Tongues {
    /// Those of a content folder whose course is written in `first`.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(super) fn of(content: &ContentFolder, first: &str) -> Result<Self> {
        let mut others = languages(content)?;
        others.retain(|other| !first.starts_with(other.as_str()));
        Ok(Self { others, now: AtomicUsize::new(0) })
    }
}

/// Something of the content in every language that was asked for so far. It stands for itself in
/// the one that is spoken.
pub(super) struct Spoken<T> {
    tongues: Arc<Tongues>,
    original: T,
    others: Vec<OnceLock<T>>,
}

impl<T> Spoken<T> {
    pub(super) fn new(original: T, tongues: &Arc<Tongues>) -> Self {
        let others = tongues.others.iter().map(|_| OnceLock::new()).collect();
        Self { tongues: Arc::clone(tongues), original, others }
    }

    /// It in the first language: for facts, exports and the sample study.
    pub(super) fn original(&self) -> &T {
        &self.original
    }

    /// Reads it in a language, unless that was done or there is no such one.
    ///
    /// # Errors
    /// When it cannot be read; the language spoken stays as it was.
    pub(super) fn learn(&self, language: &str, read: impl FnOnce() -> Result<T>) -> Result<()> {
        let place = self.tongues.others.iter().position(|other| other == language);
        if let Some(place) = place.map(|at| &self.others[at]).filter(|it| it.get().is_none()) {
            // Somebody who was faster has read the same.
            let _ = place.set(read()?);
        }
        Ok(())
    }

    /// Speaks a language from now on, everything together. Says whether it is another than before.
    pub(super) fn speak(&self, language: &str) -> bool {
        let place = self.tongues.others.iter().position(|other| other == language);
        let now = place.map_or(0, |at| at + 1);
        self.tongues.now.swap(now, Ordering::Relaxed) != now
    }
}

impl<T> Deref for Spoken<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let other = self.tongues.now.load(Ordering::Relaxed).checked_sub(1);
        other.and_then(|at| self.others[at].get()).unwrap_or(&self.original)
    }
}
