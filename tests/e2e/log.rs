//! The practice log: a sit entered, changed, taken out and brought back, with words to it; and the
//! same numbers in every table.

use crate::harness::stage::journey;
use crate::pages::door::{ALONE, Door};
use crate::pages::player::Player;
use crate::pages::practice::Practice;
use crate::pages::rail::Rail;

const WORDS: &str = "the radiator ticked";

#[tokio::test]
async fn a_sit_is_entered_changed_and_brought_back_and_stands_in_every_table() {
    journey("log", async |stage| {
        let page = stage.open().await;
        let (door, log) = (Door(&page), Practice(&page));
        door.take(ALONE, "Renee", None).await;
        page.heading("Body scan").await;
        log.open_log().await;
        page.reads("Nothing noted yet this week.").await;
        stage.picture("empty").await;

        log.add(25).await;
        page.reads("One of six days this week. 0 min measured here. 25 min entered by you.").await;
        stage.picture("added").await;
        page.press("Undo").await;
        page.reads("Nothing noted yet this week.").await;
        log.add(25).await;

        log.open_sit("Body scan").await;
        page.choose("Sleepy").await;
        page.choose("Too little time").await;
        page.fill("A line for yourself", WORDS).await;
        page.press("Keep these words").await;
        page.reads("Kept.").await;
        page.show("Sit by sit").await;
        stage.picture("words").await;

        page.press("Change day or length").await;
        page.fill("Minutes", "40").await;
        page.set("Practice", "group").await;
        page.fill("Why, if you like", "it was the class").await;
        stage.picture("change").await;
        page.press("Keep the change").await;
        page.reads("Class or group sit. 40 minutes, entered by you, changed later.").await;
        stage.picture("changed").await;
        page.press("Undo").await;
        page.reads("Body scan. 25 minutes, entered by you.").await;

        log.open_sit("Body scan").await;
        page.press("Take it out").await;
        page.reads("Body scan, taken out.").await;
        page.reads("Nothing noted yet this week.").await;
        stage.picture("taken-out").await;
        page.press("Undo").await;
        page.reads("25 min entered by you.").await;

        page.choose("One routine thing").await;
        page.fill("A word for One routine thing", "seat belt").await;
        let week = log.table("Minutes a week").await;
        assert_eq!(week, ["1", "1 of 6", "0", "25", "180", "108 to 124"], "measured, then entered");
        page.reads("One routine thing: seat belt").await;
        let mix = log.table("Which practices").await;
        assert_eq!(mix, ["Body scan", "1", "0", "25"], "days, measured, entered");
        let day = log.table("Day by day").await;
        assert_eq!(day[1..], ["1", "0", "25"], "week, measured, entered");
        page.show("Minutes a week").await;
        stage.picture("tables").await;
        page.press("Copy the table: Minutes a week").await;
        page.reads("Copied.").await;

        page.show("Sit by sit").await;
        log.open_sit("Body scan").await;
        page.press("This was hard").await;
        page.heading("Note it, if you like").await;
        page.choose("It was unpleasant").await;
        page.press("Note it").await;
        page.reads("With: Body scan.").await;

        Rail(&page).lock().await;
        assert!(!page.text().await.contains(WORDS), "a locked ledger still shows what is in it");
        door.choose("Renee").await;
        log.open_log().await;
        page.reads(&format!("Sleepy, too little time. {WORDS}")).await;
        page.reads("One routine thing: seat belt").await;
    })
    .await;
}

#[tokio::test]
async fn a_word_after_a_sit_stands_in_the_log() {
    journey("log-after-a-sit", async |stage| {
        let page = stage.open().await;
        let (log, player) = (Practice(&page), Player(&page));
        Door(&page).take(ALONE, "Renee", None).await;
        log.begin().await;
        player.shows_words().await;
        player.bring_me_back().await;
        player.stop_here().await;
        page.unfold("Something in the way").await;
        page.choose("Restless").await;
        page.fill("A line for yourself", WORDS).await;
        page.press("Keep these words").await;
        page.reads("Kept. It stands in your practice log.").await;
        stage.picture("kept").await;
        player.done().await;
        log.open_log().await;
        page.reads(&format!("Restless. {WORDS}")).await;
        log.open_sit("Body scan").await;
        page.reads("It was measured here, so its day and length stay as they are.").await;
        assert!(!page.offers("Take it out").await, "a measured sit can be taken out");
        page.show("Sit by sit").await;
        stage.picture("measured").await;
        page.show("Time of day").await;
        stage.picture("time-of-day").await;
    })
    .await;
}
