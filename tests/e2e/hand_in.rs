//! From an invitation to the board and the export: three people, one computer, one mailbox.

use std::path::Path;

use crate::harness::stage::journey;
use crate::pages::desk::{Cohort, Study, files, only_file};
use crate::pages::door::{Door, RESEARCHER, TRAINER};
use crate::pages::player::Player;
use crate::pages::practice::Practice;
use crate::pages::questionnaire::Questionnaire;
use crate::pages::rail::Rail;

/// The coach, as the trainer calls her. Nobody else must come across this name.
const NAME: &str = "Renee Okafor";

/// What only answers say.
const ANSWERS: [&str; 4] = ["Seldom", "Now and then", "Worn out", "Rather not say"];

#[tokio::test]
async fn a_hand_in_reaches_the_board_without_answers_and_the_export_without_names() {
    journey("hand-in", async |stage| {
        let (mailbox, outbox) = (stage.folder("mailbox"), stage.folder("outbox"));
        let page = stage.open().await;
        let (door, rail) = (Door(&page), Rail(&page));
        let (cohort, study) = (Cohort(&page), Study(&page));

        door.take(RESEARCHER, "Ines", None).await;
        study.set_up("Coaches and Calm", &mailbox).await;
        study.save_file(&outbox).await;
        let study_file = only_file(&outbox, "evenkeel-study");
        stage.picture("study").await;
        rail.lock().await;

        door.take(TRAINER, "Joan", None).await;
        cohort.set_up("Thursday cohort", &mailbox, Some(&study_file)).await;
        page.reads("Part of Coaches and Calm.").await;
        cohort.invite(NAME).await;
        let invitation = only_file(&outbox, "evenkeel-invitation");
        assert!(!holds(&invitation, "Renee"), "the invitation names the coach");
        stage.picture("invited").await;
        rail.lock().await;

        door.read_invitation(&invitation.display().to_string()).await;
        page.reads("Thursday cohort").await;
        page.reads("Joan sees the days and minutes you practice").await;
        stage.picture("invitation").await;
        door.accept_invitation("Renee", None).await;
        page.heading("Check-in").await;
        stage.picture("coach-today").await;

        let player = Player(&page);
        Practice(&page).begin().await;
        player.shows_words().await;
        // A quarter of a percent of 30 minutes: a few seconds.
        player.goes_past(0.25).await;
        player.bring_me_back().await;
        player.stop_here().await;
        player.done().await;
        Practice(&page).add(25).await;
        page.reads("25 minutes, entered by you").await;
        stage.picture("coach-log").await;

        let sheet = Questionnaire(&page);
        sheet.begin().await;
        page.reads("Only the study can read this").await;
        sheet.answer_the_rest().await;
        sheet.hand_in().await;
        page.press("Done").await;
        rail.go("What others see").await;
        page.press("Send now").await;
        page.reads("Everything has gone out.").await;
        stage.picture("sent").await;
        rail.lock().await;
        let sealed = files(&mailbox);
        assert!(sealed.len() >= 2, "nothing for one of the two lies in the mailbox: {sealed:?}");
        for file in sealed {
            assert!(!holds(&file, "checkin") && !holds(&file, "Renee"), "{file:?} is not sealed");
        }

        door.choose("Joan").await;
        cohort.collect().await;
        let row = cohort.row_of(NAME).await;
        assert_eq!(row[..4], [NAME, "1", "1", "25"], "days, measured, self-reported");
        assert_eq!(row[6], "today", "the last hand-in: {row:?}");
        let returns = cohort.panel_of(NAME, "Questionnaires").await;
        let in_ = returns.iter().filter(|line| line.contains(": in, ")).count();
        assert_eq!(in_, 1, "not one questionnaire returned: {returns:?}");
        let board = page.text().await;
        for words in ANSWERS {
            assert!(!board.contains(words), "the board shows \"{words}\"");
        }
        stage.picture("board").await;
        rail.lock().await;

        door.choose("Ines").await;
        study.collect().await;
        let flow = study.flow_of("Course").await;
        assert_eq!(flow[..3], ["Course", "1", "1"], "one joined and one returned");
        let export = stage.folder("exports").join("first");
        assert_eq!(study.export(&export).await, "Written: 1 person, 1 questionnaire");
        assert!(!page.text().await.contains("Renee"), "the researcher sees a name");
        stage.picture("export").await;
        let answers = export.join("data/table-answers_data.csv");
        let answers = std::fs::read_to_string(answers).expect("the table of answers");
        assert!(answers.lines().count() > 30, "not every answer is there: {answers}");
        for file in files(&export) {
            assert!(!holds(&file, "Renee"), "{file:?} names the coach");
        }
    })
    .await;
}

fn holds(file: &Path, words: &str) -> bool {
    let bytes = std::fs::read(file).expect("a file to look into");
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
}
