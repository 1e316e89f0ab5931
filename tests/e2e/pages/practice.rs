//! Choosing a sit, and the log of what was sat.

use super::rail::Rail;
use crate::harness::page::Page;

/// Choosing and logging practice.
pub struct Practice<'a>(pub &'a Page);

impl Practice<'_> {
    /// Opens the list of practices and chooses one.
    pub async fn choose(&self, practice: &str) {
        Rail(self.0).go("Sit").await;
        self.0.heading("Sit").await;
        self.0.press(&format!("Choose: {practice}")).await;
        self.0.heading(practice).await;
    }

    /// Begins the body scan as it is set up.
    pub async fn begin(&self) {
        self.choose("Body scan").await;
        self.0.press("Begin").await;
    }

    /// Opens the log.
    pub async fn open_log(&self) {
        Rail(self.0).go("Practice log").await;
        self.0.heading("Your practice").await;
    }

    /// Adds a sit of today from elsewhere.
    pub async fn add(&self, minutes: u32) {
        self.open_log().await;
        self.0.press("Add a sit from elsewhere").await;
        self.0.fill("Minutes", &minutes.to_string()).await;
        self.0.press("Add it").await;
        self.0.reads("noted as entered by you.").await;
    }

    /// Opens the latest sit of a practice, to write to it and to change it.
    pub async fn open_sit(&self, practice: &str) {
        self.0.press(&format!("Open: {practice}")).await;
        self.0.reads("A line for yourself").await;
    }

    /// Unfolds the table behind a chart of the log, and reads its first row.
    pub async fn table(&self, chart: &str) -> Vec<String> {
        self.0.unfold(&format!("As a table: {chart}")).await;
        let figure = format!("//figure[.//h2[normalize-space(.)='{chart}']]");
        self.0.texts_at(&format!("{figure}//details//tbody/tr[1]/*[self::th or self::td]")).await
    }
}
