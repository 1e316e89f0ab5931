//! The wording of a questionnaire, from the researcher who installs it to the coach who reads it;
//! and a coach who answers in rows, puts a slip right and looks at the results. All wording here is
//! invented.

use crate::harness::stage::journey;
use crate::pages::desk::{Cohort, Study, only_file};
use crate::pages::door::{ALONE, Door, RESEARCHER, TRAINER};
use crate::pages::questionnaire::{END, Questionnaire};
use crate::pages::rail::Rail;

const PASSPHRASE: &str = "paper boats at noon";

/// The key of a study's own questionnaire.
const KEY: &str = r#"
format_version = 1
id = "kettle"
version = "1"
title = "Kettle"
about = "Two invented questions."
licence = "CC0"
credit = "nobody"
citation = "none"
validated = false
minutes = 1
item = [{ number = 1, responses = "often" }, { number = 2, responses = "often" }]

[responses.often]
codes = [0, 1, 2]
higher = "more often"

[[straight]]
code = 2
gives = { tea = 2 }

[[scale]]
id = "tea"
title = "Tea"
about = "A higher number means more tea."
score = "sum"
least_answered = 2
rule_by = "us"
items = [1, 2]
reversed = [2]
"#;

const FORM: &str = "Think of last week.\n\n0 = Never   1 = Once   2 = Often\n\
                    1. The kettle was on.\n2. The cup was cold.\n";

#[tokio::test]
async fn a_wording_is_held_against_its_key_and_reaches_the_coach_as_it_was_installed() {
    journey("wording", async |stage| {
        let key = stage.folder("keys").join("kettle.toml");
        std::fs::write(&key, KEY).expect("a key to take");
        let page = stage.open().await;
        let (mailbox, outbox) = (stage.folder("mailbox"), stage.folder("outbox"));
        let (door, rail, study) = (Door(&page), Rail(&page), Study(&page));
        door.take(RESEARCHER, "Ines", None).await;
        study.set_up("Coaches and Calm", &mailbox).await;
        page.press("Questionnaires and their wording").await;
        page.heading("Questionnaires and their wording").await;
        stage.picture("instruments").await;
        page.fill("Key file", &key.display().to_string()).await;
        page.press("Take this key").await;
        page.reads("The key is taken.").await;

        page.press("Install the wording: Kettle").await;
        page.heading("Kettle").await;
        page.set("The text of the official form", FORM).await;
        page.reads("Think of last week.").await;
        page.reads("2 questions. They come in the order of the key.").await;
        page.reads("not checked").await;
        page.reads("The published wording of this instrument is not known here.").await;
        page.press("Install this wording").await;
        page.reads("Its words are not installed yet.").await;
        page.choose("I compared this with the form by hand.").await;
        page.reads("It can be installed.").await;
        stage.picture("verdicts").await;
        page.press("Install this wording").await;
        page.reads("Unchecked wording, compared by hand, from pasted text.").await;
        stage.picture("installed").await;

        // The same words are nobody's published questionnaire.
        page.press("Questionnaires and their wording").await;
        page.press("Install the wording: Perceived Stress Scale, 10 items").await;
        page.set("The text of the official form", FORM).await;
        page.reads("The copy lacks 8 of the 10 items").await;
        page.reads("differs").await;
        page.press("Install this wording").await;
        page.reads("Its words are not installed yet.").await;
        stage.picture("refused").await;

        rail.go("Study").await;
        page.press("Write the protocol").await;
        page.reads("When people are asked").await;
        stage.picture("protocol").await;
        page.choose("Kettle").await;
        page.press("Keep the protocol").await;
        page.reads("Kept.").await;
        page.press("Back to the study").await;
        study.save_file(&outbox).await;
        rail.lock().await;
        door.take(TRAINER, "Joan", None).await;
        let cohort = Cohort(&page);
        let file = only_file(&outbox, "evenkeel-study");
        cohort.set_up("Thursday cohort", &mailbox, Some(&file)).await;
        cohort.invite("Renee").await;
        rail.lock().await;
        let invitation = only_file(&outbox, "evenkeel-invitation");
        door.read_invitation(&invitation.display().to_string()).await;
        page.reads("Who will see what").await;
        door.accept_invitation("Renee", None).await;
        page.heading("Check-in").await;

        rail.go("Questionnaires").await;
        page.press("Begin: Before the course, Kettle").await;
        let sheet = Questionnaire(&page);
        sheet.shows_rows(1, 2).await;
        page.reads("Think of last week.").await;
        page.reads("The cup was cold.").await;
        stage.picture("asked").await;
        // The codes of the key begin with 0, and so do the figures.
        sheet.answer_rows("20").await;
        page.reads("2 questions answered").await;
        sheet.hand_in().await;
        page.reads("4 on a line from 0 to 4.").await;
    })
    .await;
}

#[tokio::test]
async fn rows_are_answered_by_keyboard_and_a_slip_is_put_right_after_handing_in() {
    journey("rows", async |stage| {
        let page = stage.open().await;
        Door(&page).take(ALONE, "Renee", Some(PASSPHRASE)).await;
        page.reads(", Renee.").await;
        let sheet = Questionnaire(&page);
        sheet.begin_rows().await;
        sheet.shows_rows(1, 7).await;
        stage.picture("rows").await;
        sheet.answer_rows("2435142").await;
        sheet.shows_rows(8, 14).await;

        // The window goes, and the place stays.
        let page = stage.open().await;
        let sheet = Questionnaire(&page);
        Door(&page).choose("Renee").await;
        Door(&page).try_passphrase(PASSPHRASE).await;
        sheet.resume_rows().await;
        sheet.shows_rows(8, 14).await;
        page.press("Go on").await;
        page.reads("Seven questions here are open.").await;
        while !page.text().await.contains(END) {
            sheet.answer_rows("3241").await;
        }
        page.reads("34 questions answered").await;
        let number = sheet.hand_in().await;

        page.unfold("Look at your answers").await;
        page.press("Correct question 1").await;
        page.heading("Correct this answer").await;
        page.choose("5 Very often").await;
        page.choose("I meant another answer").await;
        stage.picture("correcting").await;
        page.press("Correct it").await;
        page.reads("Question 1: “Seldom” became “Very often” on ").await;
        assert_eq!(sheet.receipt().await, number, "the receipt stays");
        stage.picture("corrected").await;

        page.press("Your results over time").await;
        page.heading("Your results").await;
        page.reads("It is not a diagnosis").await;
        page.heading("Worn out").await;
        page.unfold("Show as a table").await;
        page.reads("6 of 6").await;
        stage.picture("results").await;
    })
    .await;
}
