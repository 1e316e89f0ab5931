//! What frames a coach's weeks: the plan, and a log from elsewhere.

use std::path::Path;

use super::rail::Rail;
use crate::harness::page::Page;

/// The coach's plan.
pub struct Plan<'a>(pub &'a Page);

/// Bringing in a log.
pub struct Import<'a>(pub &'a Page);

impl Plan<'_> {
    /// Plans every week from now on.
    pub async fn change(&self, days: u32, minutes: &str) {
        self.0.set("Days a week", &days.to_string()).await;
        self.0.fill("Minutes", minutes).await;
        self.0.press("Keep this plan").await;
    }

    /// A row of the weeks: number, practice, days, minutes, and whose plan it is.
    pub async fn week(&self, number: u32) -> Vec<String> {
        let row = format!("//table//tr[th[normalize-space(.)='{number}']]");
        let mut cells = self.0.texts_at(&format!("{row}/*[self::th or self::td]")).await;
        // Its first day depends on today.
        cells.remove(1);
        cells
    }
}

impl Import<'_> {
    /// Goes there by way of what is one's own.
    pub async fn open(&self) {
        Rail(self.0).go("You").await;
        self.0.press("Bring it in").await;
        self.0.heading("Bring in a log").await;
    }

    /// Looks into a file.
    pub async fn look(&self, file: &Path) {
        self.0.fill("The file", &file.display().to_string()).await;
        self.0.press("Look into it").await;
        self.0.heading("In this file").await;
    }

    /// Says how its days are written.
    pub async fn day_is_written(&self, how: &str) {
        self.0.set("How days are written", how).await;
    }
}
