//! The researcher looks at what came of the study, and enters what no program knows.

use fantoccini::key::Key;

use crate::harness::keyboard::Keyboard;
use crate::harness::stage::journey;
use crate::pages::door::Door;
use crate::pages::rail::Rail;

#[tokio::test]
async fn a_researcher_makes_the_flow_whole_and_reads_a_scale_with_the_keyboard_alone() {
    journey("figures", async |stage| {
        let page = stage.open().await;
        let keys = Keyboard(&page);
        Door(&page).look_around("a researcher").await;
        Rail(&page).go("Figures").await;
        page.heading("Who came how far").await;
        page.reads("No program sees it. Enter your own count under this diagram.").await;
        keys.tab_to("Enter who was assessed and excluded").await;
        page.key(Key::Enter).await;
        for number in ["30", "4", "5", "0"] {
            page.key(Key::Tab).await;
            for figure in number.chars() {
                page.key(figure).await;
            }
        }
        page.key(Key::Enter).await;
        page.reads("Entered.").await;
        page.reads("4 did not meet the conditions").await;
        page.no_longer_reads("Somebody may have sent nothing yet").await;
        stage.picture("flow").await;
        keys.tab_to("Worn out").await;
        page.key(Key::Enter).await;
        page.heading("Worn out").await;
        page.reads("is the 95 % interval of the difference").await;
        page.heading("Means, wave by wave").await;
        assert!(page.offers("Save the drawing, SVG: Means, wave by wave").await);
        keys.tab_to("As a table: Means, wave by wave").await;
        page.key(Key::Enter).await;
        let rows = page.texts_at("//table[contains(@class, 'table')]//th[@scope='row']").await;
        assert!(rows.iter().any(|row| row == "Before the course"), "{rows:?}");
        stage.picture("scale").await;
    })
    .await;
}
