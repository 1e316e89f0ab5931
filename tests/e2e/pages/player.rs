//! The player: a sit under way, the brake, and the end.

use fantoccini::key::Key;

use crate::harness::page::Page;
use crate::harness::until;

/// The line of the sit; its last circle is where the sit is.
const LINE: &str = "//*[local-name()='svg'][@role='img']";

/// The player.
pub struct Player<'a>(pub &'a Page);

impl Player<'_> {
    /// Waits for the player and for the first words of the practice.
    pub async fn shows_words(&self) -> String {
        let words = until(async || {
            let words = self.words().await;
            (!words.is_empty()).then_some(words)
        });
        words.await.expect("the words of the practice stand in the player")
    }

    /// The words said last; empty before the first.
    pub async fn words(&self) -> String {
        self.0.text_at("//p[contains(@class,'cue')]").await
    }

    /// How much of the sit has gone by, in percent of its line.
    pub async fn gone(&self) -> f64 {
        let place = self.0.attribute_at(&format!("{LINE}/*[last()]"), "cx").await;
        let place = place.and_then(|place| place.trim_end_matches('%').parse().ok());
        place.expect("the line of the sit is drawn")
    }

    /// Waits until more has gone by than this.
    pub async fn goes_past(&self, gone: f64) {
        let further = until(async || (self.gone().await > gone).then_some(()));
        further.await.expect("the sit goes on");
    }

    /// Holds the sit, and waits until the screen says so.
    pub async fn pause(&self) {
        self.0.press("Pause").await;
        self.0.reads("Paused. It waits for you.").await;
    }

    /// Goes on after a pause or the brake.
    pub async fn go_on(&self) {
        self.0.press("Go on").await;
        self.0.no_longer_reads("Paused. It waits for you.").await;
    }

    /// Pulls the brake with its key.
    pub async fn bring_me_back(&self) {
        self.0.key(char::from(Key::Escape)).await;
        self.0.reads("Take as long as you like. Then any of these is fine:").await;
    }

    /// Ends the sit from the screen of the brake, and says what was noted.
    pub async fn stop_here(&self) -> String {
        self.0.press("Stop here").await;
        self.0.reads("noted.").await;
        self.0.text_at("//h1").await
    }

    /// Leaves the end of the sit.
    pub async fn done(&self) {
        self.0.press("Done").await;
    }
}
