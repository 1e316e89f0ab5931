//! A questionnaire from the first question to its receipt, with a night in between.

use crate::harness::stage::journey;
use crate::pages::door::{ALONE, Door};
use crate::pages::questionnaire::{END, Questionnaire};
use crate::pages::rail::Rail;

const PASSPHRASE: &str = "paper boats at noon";

#[tokio::test]
async fn a_questionnaire_waits_where_it_was_left_and_is_final_once_it_is_handed_in() {
    journey("questionnaire", async |stage| {
        let page = stage.open().await;
        Door(&page).take(ALONE, "Renee", Some(PASSPHRASE)).await;
        page.reads(", Renee.").await;
        let sheet = Questionnaire(&page);
        sheet.begin().await;
        let (first, of) = sheet.place().await;
        assert_eq!(first, 1);
        assert!(of >= 30, "only {of} questions");
        page.reads("Your answers stay on this computer, with you alone.").await;
        stage.picture("first-question").await;
        page.press("Next question").await;
        page.reads("Choose an answer, or skip this one for now.").await;

        for figure in ['4', '2', '5', '1', '3'] {
            sheet.answer_by_key(figure).await;
        }
        sheet.rather_not_say().await;
        sheet.skip().await;
        sheet.shows(8).await;

        let page = stage.open().await;
        let sheet = Questionnaire(&page);
        Door(&page).choose("Renee").await;
        Door(&page).try_passphrase(PASSPHRASE).await;
        sheet.resume().await;
        sheet.shows(8).await;
        page.press("Back").await;
        sheet.shows(7).await;
        page.press("Back").await;
        sheet.shows(6).await;
        assert!(page.is_chosen("Rather not say").await, "an answer was not kept");
        page.press("Back").await;
        sheet.shows(5).await;
        assert!(page.is_chosen("3 Now and then").await, "an answer was not kept");
        stage.picture("kept").await;
        page.press("Next question").await;
        page.press("Next question").await;
        sheet.shows(7).await;
        sheet.skip().await;

        sheet.answer_the_rest().await;
        page.heading(END).await;
        page.reads(&format!("{} questions answered", of - 2)).await;
        page.reads("1 question skipped").await;
        page.reads("1 time “rather not say”").await;
        stage.picture("before-handing-in").await;
        let number = sheet.hand_in().await;
        assert!(number.len() >= 5 && number.contains('-'), "no receipt number: {number}");
        page.heading("What you answered, in numbers").await;
        stage.picture("receipt").await;
        page.press("Done").await;

        Rail(&page).go("Questionnaires").await;
        page.reads("Handed in").await;
        for words in ["Begin", "Go on"] {
            assert!(!page.offers(words).await, "\"{words}\" offers to answer it again");
        }
        page.press("Look at your answers").await;
        assert_eq!(sheet.receipt().await, number, "the receipt has another number now");
        assert!(!page.offers("Next question").await, "a receipt can be answered");
    })
    .await;
}
