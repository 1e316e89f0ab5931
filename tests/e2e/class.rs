//! A class: who came, the clock beside its plan, the projector, what was done, and the register.

use fantoccini::key::Key;

use crate::harness::stage::journey;
use crate::pages::door::Door;
use crate::pages::rail::Rail;

#[tokio::test]
async fn a_class_is_noted_held_and_shown_by_keyboard() {
    journey("class", async |stage| {
        let page = stage.open().await;
        Door(&page).look_around("a trainer").await;
        Rail(&page).go("Classes").await;
        page.press("Plan: Both feet on the kitchen floor").await;

        page.press("Who came").await;
        page.reads("Everyone is noted.").await;
        page.choose("Away").await;
        page.reads("Ben O.: away.").await;
        page.key(Key::Down).await;
        page.key('e').await;
        page.reads("Carmen R.: excused.").await;
        stage.picture("who-came").await;
        page.press("Take the last one back").await;
        page.no_longer_reads("Carmen R.: excused.").await;

        page.press("In the way").await;
        page.press("0 Pain").await;
        page.reads("1 Pain").await;
        stage.picture("in-the-way").await;

        page.press("The plan").await;
        page.press("Begin the class").await;
        page.reads("Step 1 of 11").await;
        page.key(Key::Right).await;
        page.heading("The mountain").await;
        page.reads("25 minutes left").await;
        stage.picture("clock").await;

        page.press("Class mode").await;
        page.reads("25 minutes").await;
        page.key(' ').await;
        stage.picture("class-mode").await;
        let shown = page.text().await;
        for name in ["Joan", "Ben O.", "Carmen"] {
            assert!(!shown.contains(name), "the projector shows {name}:\n{shown}");
        }
        page.key(Key::Right).await;
        page.heading("Inquiry").await;
        page.key(Key::Escape).await;
        page.reads("Step 3 of 11").await;

        page.press("What was done").await;
        page.press("Keep it as it stands now").await;
        page.reads("Kept.").await;
        page.reads("All classes so far").await;
        stage.picture("what-was-done").await;
    })
    .await;
}

#[tokio::test]
async fn a_hard_experience_is_written_followed_and_exported_without_a_name() {
    journey("register", async |stage| {
        let page = stage.open().await;
        Door(&page).look_around("a trainer").await;
        Rail(&page).go("Classes").await;
        page.press("Register of hard experiences").await;
        page.press("Write an entry").await;
        page.press("Write it down").await;
        page.reads("A few words are enough.").await;
        page.set("What kind", "fear").await;
        page.fill("What happened", "Left the room in the body scan, short of breath.").await;
        page.fill("What was done", "Cold water, feet on the floor, a call the next day.").await;
        stage.picture("writing").await;
        page.press("Write it down").await;
        page.reads("Written for").await;
        page.heading("Fear or panic").await;

        page.press("What came of it: Fear or panic").await;
        page.fill("What came of it", "Breathes easier with the eyes open.").await;
        page.choose("Yes").await;
        page.press("Note it").await;
        page.reads("Breathes easier with the eyes open.").await;
        stage.picture("followed").await;

        page.unfold("Export for the ethics board").await;
        page.reads("None does unless you tick it.").await;
        page.choose("What was done. Cold water").await;
        page.press("Write the export").await;
        page.reads("1 text in somebody's words.").await;
        stage.picture("exported").await;
    })
    .await;
}
