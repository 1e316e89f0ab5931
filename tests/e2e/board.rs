//! The trainer's board: found, sorted and opened by keyboard, and what was done about a signal
//! taken back.

use fantoccini::key::Key;

use crate::harness::stage::journey;
use crate::pages::desk::Cohort;
use crate::pages::door::Door;

/// What stands in the panel of one coach and nowhere else.
const IN_PANEL: &str = "Answers, scores and journals are not here";

#[tokio::test]
async fn the_board_is_gone_through_by_keyboard_and_a_signal_is_done_and_undone() {
    journey("board", async |stage| {
        let page = stage.open().await;
        let cohort = Cohort(&page);
        Door(&page).look_around("a trainer").await;

        page.heading("Worth a call").await;
        page.reads("Asked for a call on February 21.").await;
        page.press("Done").await;
        page.reads("Ellen K.: Please call, done.").await;
        page.reads("Put off or done (1)").await;
        stage.picture("done").await;
        page.press("Undo").await;
        page.no_longer_reads("Put off or done").await;

        page.press("Alicia M.").await;
        page.reads(IN_PANEL).await;
        page.key(Key::Escape).await;
        page.no_longer_reads(IN_PANEL).await;
        page.key(Key::Down).await;
        assert_eq!(cohort.row_of_keyboard().await, "Ben O.", "an arrow goes one row on");
        page.key(Key::Enter).await;
        page.heading("Ben O.").await;
        page.reads(IN_PANEL).await;
        stage.picture("panel").await;
        page.key(Key::Escape).await;
        page.no_longer_reads(IN_PANEL).await;
        page.key(Key::End).await;
        assert_eq!(cohort.row_of_keyboard().await, "Wendy P.");

        page.press("Coach").await;
        assert_eq!(cohort.first_row().await, "Wendy P.", "names from Z");
        page.set("Show", "worth").await;
        page.reads("4 of 21 coaches").await;
        page.fill("Find by name or code", "hect").await;
        page.reads("1 of 21 coaches").await;
        assert_eq!(cohort.first_row().await, "Hector V.");
        page.press("Copy as a table").await;
        page.reads("Copied.").await;

        page.press("Texts to send yourself").await;
        page.heading("Texts to send yourself").await;
        page.reads("Evenkeel sends nothing").await;
        stage.picture("messages").await;
    })
    .await;
}
