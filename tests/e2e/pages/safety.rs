//! Locks and backups.

use super::rail::Rail;
use crate::harness::page::Page;

/// The page for locks and backups.
pub struct Safety<'a>(pub &'a Page);

impl Safety<'_> {
    /// Goes there, from whatever page.
    pub async fn open(&self) {
        Rail(self.0).go("You").await;
        self.0.press("Open: Locks and backups").await;
        self.shows().await;
    }

    /// Waits for it.
    pub async fn shows(&self) {
        self.0.heading("Locks and backups").await;
        self.0.heading("What opens it").await;
    }

    /// Draws a recovery code and types back what is asked for. Gives the groups.
    pub async fn make_recovery_code(&self, passphrase: &str) -> Vec<String> {
        self.0.press("Make one: Recovery code").await;
        self.0.fill("Your passphrase now", passphrase).await;
        self.0.press("Show me a code").await;
        self.0.heading("Recovery code for Evenkeel").await;
        let groups = self.0.texts_at("//*[@class='letters']").await;
        self.0.press("I have it on paper").await;
        self.0.reads("Two groups from your paper").await;
        for label in self.0.texts_at("//label[starts-with(normalize-space(.), 'Group ')]").await {
            let at: usize = label["Group ".len()..].parse().expect("the number of a group");
            self.0.fill(&label, &groups[at - 1].to_lowercase()).await;
        }
        self.0.press("That is what it says").await;
        self.0.reads("The recovery code opens this from now on.").await;
        groups
    }

    /// Makes a backup.
    pub async fn back_up(&self) {
        self.0.press("Back up now").await;
        self.0.reads("Made, and read back to its end.").await;
    }

    /// Looks at what the newest backup would change, up to where it could be brought back.
    pub async fn look_at_newest(&self) {
        self.0.press("Look: backup of").await;
        self.0.heading("What this backup would change").await;
    }
}
