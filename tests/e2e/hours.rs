//! Hours: a trainer notes training and writes certificates, and anybody checks the code.

use std::fs;

use crate::harness::stage::journey;
use crate::pages::door::Door;
use crate::pages::rail::Rail;

#[tokio::test]
async fn a_trainer_writes_the_papers_and_the_code_on_one_is_checked() {
    journey("hours", async |stage| {
        let page = stage.open().await;
        Door(&page).look_around("a trainer").await;
        Rail(&page).go("Hours").await;
        page.heading("What each coach has").await;
        page.press("Details: Ben O.").await;
        page.fill("What it was", "Confidentiality, one evening at the county").await;
        page.fill("How long, such as 1:30", "1:30").await;
        page.press("Note it").await;
        page.reads("Noted: 1 hour 30 minutes.").await;
        stage.picture("hours").await;
        page.press("Write the papers").await;
        page.reads("Please choose somebody in the list above.").await;
        page.press("Choose everybody").await;
        page.reads("11 statements of attendance.").await;
        let folder = stage.folder("papers");
        page.fill("Folder for the files", &folder.display().to_string()).await;
        page.press("Write 11 papers").await;
        page.reads("11 papers are in the folder.").await;

        let papers: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().collect();
        assert_eq!(papers.len(), 11);
        let bens = papers.iter().find(|file| {
            file.file_name().to_string_lossy().starts_with("Statement of attendance Ben O ")
        });
        let bytes = fs::read(bens.expect("a paper of Ben’s").path()).expect("a file");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let at = text.find("EVK1").expect("a code in the file");
        let code: String = text[at..].chars().take_while(char::is_ascii_alphanumeric).collect();

        Rail(&page).go("All help").await;
        page.press("Check a certificate").await;
        page.fill("The code", &code).await;
        page.press("Check it").await;
        page.heading("This code holds").await;
        page.reads("Ben O.").await;
        page.reads("You issued it, and it stands.").await;
        stage.picture("checked").await;
        let half = code.len() / 2;
        page.fill("The code", &code[..half]).await;
        page.press("Check it").await;
        page.heading("The code ends too early").await;
    })
    .await;
}
