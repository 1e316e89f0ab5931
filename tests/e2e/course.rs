//! Reading, looking things up, and writing things down.

use crate::harness::page::Page;
use crate::harness::stage::journey;
use crate::pages::door::{ALONE, Door};
use crate::pages::rail::Rail;

const PASSPHRASE: &str = "four words and a kettle";
const MAP: &str = "A map with four corners";

#[tokio::test]
async fn what_a_coach_looks_up_and_writes_down_is_there_again_behind_the_lock() {
    journey("course", async |stage| {
        let page = stage.open().await;
        let (door, rail) = (Door(&page), Rail(&page));
        door.take(ALONE, "Renee", Some(PASSPHRASE)).await;
        page.heading("Body scan").await;

        rail.go("Course").await;
        page.fill("Look for words", "gelatin").await;
        page.reads("Two spoons").await;
        stage.picture("search").await;
        page.press("Two spoons").await;
        page.heading("Two spoons").await;
        stage.picture("scenario").await;

        read(&page, "The monitor and the fridge").await;
        stage.picture("lesson").await;
        page.press(&format!("Write it here: {MAP}")).await;
        page.heading(MAP).await;
        page.fill("Body", "jaw, and both hands").await;
        page.fill("Thought", "Here we go again").await;
        page.press("Keep").await;
        page.reads("That is the map of one moment.").await;
        stage.picture("kept").await;

        rail.lock().await;
        let closed = page.text().await;
        assert!(!closed.contains("jaw"), "a locked ledger still shows what is in it: {closed}");
        door.choose("Renee").await;
        door.try_passphrase(PASSPHRASE).await;
        rail.go("Notebook").await;
        page.press(&format!("Open: {MAP}")).await;
        page.reads("jaw, and both hands").await;
        stage.picture("notebook").await;
    })
    .await;
}

#[tokio::test]
async fn a_trainer_opens_a_class_plan_with_the_time_of_every_step() {
    journey("class-plan", async |stage| {
        let page = stage.open().await;
        Door(&page).look_around("a trainer").await;
        Rail(&page).go("Classes").await;
        page.press("Plan: The monitor and the fridge").await;
        page.reads("6:00 pm").await;
        page.reads("8:30 pm").await;
        stage.picture("class").await;
    })
    .await;
}

/// Opens a lesson from the list of the course.
async fn read(page: &Page, lesson: &str) {
    Rail(page).go("Course").await;
    page.press(&format!("Read: {lesson}")).await;
    page.heading("In this lesson").await;
}
