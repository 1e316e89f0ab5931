//! What stands beside every page: where to go, how it looks, help, and the lock.

use super::door::Door;
use crate::harness::page::Page;

/// The rail.
pub struct Rail<'a>(pub &'a Page);

impl Rail<'_> {
    /// Goes to a page by its name.
    pub async fn go(&self, page: &str) {
        self.0.press(page).await;
    }

    /// Closes the ledger and waits for the door.
    pub async fn lock(&self) {
        self.0.press("Lock").await;
        Door(self.0).shows_people().await;
    }

    /// Fills in the supervisor's card, from whatever page.
    pub async fn keep_supervisor(&self, name: &str, phone: &str) {
        self.write_card("Fill in the card", name, phone).await;
    }

    /// Writes somebody else onto the supervisor's card.
    pub async fn change_supervisor(&self, name: &str, phone: &str) {
        self.write_card("Change the card", name, phone).await;
    }

    async fn write_card(&self, button: &str, name: &str, phone: &str) {
        self.0.press("All help").await;
        self.0.press(button).await;
        self.0.fill("Name", name).await;
        self.0.fill("Phone", phone).await;
        self.0.press("Keep the card").await;
        self.0.reads("Kept. It stands beside every screen now.").await;
    }
}
