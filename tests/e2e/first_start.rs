//! From nobody on this computer to two people with a ledger each, and a look around.

use crate::harness::stage::journey;
use crate::pages::door::{ALONE, Door, WAYS};
use crate::pages::rail::Rail;

const PASSPHRASE: &str = "four words and a kettle";

#[tokio::test]
async fn a_first_start_leads_to_today_and_only_the_right_passphrase_opens_it_again() {
    journey("first-start", async |stage| {
        let page = stage.open().await;
        let (door, rail) = (Door(&page), Rail(&page));

        door.shows_ways().await;
        for way in WAYS {
            assert!(page.offers(way).await, "the door does not offer \"{way}\"");
        }
        stage.picture("ways-in").await;

        door.take(ALONE, "Renee", Some(PASSPHRASE)).await;
        page.reads(", Renee.").await;
        page.heading("Body scan").await;
        page.reads("Week 1 of 8").await;
        assert!(page.offers("Begin").await, "Today does not offer to begin the body scan");
        stage.picture("today").await;
        rail.keep_supervisor("Dana Whitfield", "217-555-0142").await;

        rail.lock().await;
        let closed = page.text().await;
        assert!(!closed.contains("Dana"), "a locked ledger still shows what is in it: {closed}");
        door.choose("Renee").await;
        door.try_passphrase("four words and a cattle").await;
        page.reads("That passphrase does not open it.").await;
        page.reads("Nothing was lost.").await;
        stage.picture("wrong-passphrase").await;
        door.try_passphrase(PASSPHRASE).await;
        page.heading("Body scan").await;
        page.reads("Dana Whitfield").await;

        rail.lock().await;
        door.take(ALONE, "Marcus", None).await;
        page.reads(", Marcus.").await;
        let other = page.text().await;
        assert!(!other.contains("Dana"), "one person sees the other’s supervisor: {other}");
        rail.lock().await;
        assert!(page.offers("Renee").await && page.offers("Marcus").await);
        stage.picture("people").await;
        door.choose("Marcus").await;
        page.reads(", Marcus.").await;
    })
    .await;
}

#[tokio::test]
async fn the_sample_study_opens_through_the_eyes_of_each_role() {
    journey("sample-study", async |stage| {
        let page = stage.open().await;
        let door = Door(&page);
        for (eyes, page_of_theirs, words) in [
            ("a coach", "Today", "Good "),
            ("a trainer", "Cohort", "Week by week"),
            ("a researcher", "Study", "Who is in these numbers"),
        ] {
            door.look_around(eyes).await;
            page.heading(words).await;
            page.reads("Sample study. Everything is simulated").await;
            assert!(page.offers(page_of_theirs).await, "{eyes} finds no \"{page_of_theirs}\"");
            stage.picture(page_of_theirs).await;
            page.press("Lock").await;
        }
    })
    .await;
}
