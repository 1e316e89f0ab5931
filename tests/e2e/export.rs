//! A researcher sees who could be told apart, and exports, with the keyboard.

use std::fs;

use fantoccini::key::Key;

use crate::harness::stage::journey;
use crate::pages::door::Door;
use crate::pages::rail::Rail;

#[tokio::test]
async fn a_researcher_chooses_the_size_of_groups_and_exports_by_keyboard() {
    journey("export", async |stage| {
        let page = stage.open().await;
        Door(&page).look_around("a researcher").await;
        Rail(&page).go("Export").await;
        page.heading("Who could be told apart").await;
        page.reads("Of 21 people").await;
        stage.picture("apart").await;

        // From the heading to the one group of choices that stands first: 5, 10, 11.
        page.key(Key::Tab).await;
        page.key(Key::Right).await;
        page.key(Key::Right).await;
        page.reads("An arm has fewer than 11 people.").await;
        page.key(Key::Left).await;
        page.key(Key::Left).await;
        page.no_longer_reads("An arm has fewer than 11 people.").await;

        let folder = stage.folder("exports").join("by keyboard");
        page.fill("Folder for the export", &folder.display().to_string()).await;
        page.key(Key::Enter).await;
        page.heading("Written: 21 people").await;
        page.reads("What was done").await;
        page.heading("Exports so far").await;
        page.reads("Groups of 5, new ids, no texts.").await;
        stage.picture("written").await;

        let people = fs::read_to_string(folder.join("data/table-participants_data.csv"));
        let people = people.expect("the table of participants");
        assert_eq!(people.lines().count(), 22, "{people}");
        assert!(folder.join("scores.xlsx").is_file() && folder.join("import.R").is_file());
    })
    .await;
}
