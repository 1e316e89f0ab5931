//! The trainer's desk in numbers: the agency's counts, and the report they end in.

use crate::harness::stage::journey;
use crate::pages::door::Door;
use crate::pages::rail::Rail;

#[tokio::test]
async fn a_month_that_adds_up_stands_in_the_report_for_a_funder() {
    journey("reports", async |stage| {
        let page = stage.open().await;
        Door(&page).look_around("a trainer").await;
        let rail = Rail(&page);
        rail.go("Reports").await;
        page.heading("Who came how far").await;
        page.reads("No name stands in this report.").await;
        stage.picture("report").await;

        page.press("Look: what the class needs").await;
        page.heading("Coach by coach").await;
        stage.picture("needs").await;

        rail.go("Reports").await;
        page.press("Look: program counts").await;
        page.press("Switch it on").await;
        page.fill("Caseload, all of them", "101").await;
        for (status, clients) in [
            ("Completed", "38"),
            ("In treatment", "26"),
            ("Not in treatment", "22"),
            ("Ended without completing", "14"),
        ] {
            page.fill(status, clients).await;
        }
        page.press("Note it").await;
        page.reads("The four boxes add up to 100, and the caseload is 101: 1 missing.").await;
        page.fill("Caseload, all of them", "100").await;
        page.press("Note it").await;
        page.heading("Clients by treatment status").await;
        stage.picture("counts").await;

        page.press("See it in the report").await;
        page.reads("of a caseload of 100").await;
        page.reads("38 of 100 (38 %)").await;
        stage.picture("one-page").await;
    })
    .await;
}
