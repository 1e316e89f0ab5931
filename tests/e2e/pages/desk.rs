//! The desks of those who run things: the trainer's cohort and the researcher's study.

use std::path::{Path, PathBuf};

use crate::harness::page::Page;

/// The trainer's cohort and its board.
pub struct Cohort<'a>(pub &'a Page);

/// The researcher's study.
pub struct Study<'a>(pub &'a Page);

impl Cohort<'_> {
    /// Sets up a cohort whose class 1 is today.
    pub async fn set_up(&self, name: &str, mailbox: &Path, study_file: Option<&Path>) {
        self.0.heading("Set up a cohort").await;
        self.0.press("Set up the cohort").await;
        self.0.reads("Please give it a name.").await;
        let today = self.today().await;
        self.0.fill("Name of the cohort", name).await;
        self.0.set("Day of class 1", &today).await;
        self.0.fill("Mailbox", &mailbox.display().to_string()).await;
        if let Some(file) = study_file {
            let label = "Study file, if the cohort is part of a study";
            self.0.fill(label, &file.display().to_string()).await;
        }
        self.0.press("Set up the cohort").await;
        self.0.heading(name).await;
    }

    /// Unfolds the form for invitations, which is open only while there is no coach.
    pub async fn unfold_invitation(&self) {
        self.0.unfold("Invite a coach").await;
    }

    /// Invites a coach; the file goes to the folder that is proposed.
    pub async fn invite(&self, name: &str) {
        self.0.fill("The coach’s name", name).await;
        self.0.press("Write the invitation").await;
        self.0.heading(&format!("The invitation for {name} is written")).await;
    }

    /// Asks for other days in one week of the course.
    pub async fn plan_week(&self, week: u32, days: u32) {
        self.0.unfold("The plan of the weeks").await;
        self.0.set("For", &week.to_string()).await;
        self.0.set("Days a week", &days.to_string()).await;
        self.0.press("Keep this plan").await;
        self.0.reads("Kept, for the board and for every invitation from now on.").await;
    }

    /// Collects what lies in the mailbox.
    pub async fn collect(&self) {
        collect(self.0).await;
    }

    /// A coach's row in week 1: name, days, minutes measured and self-reported, sections read, the
    /// questionnaires, the last hand-in, and what is worth a call.
    pub async fn row_of(&self, name: &str) -> Vec<String> {
        row(self.0, "weeks-title", name).await
    }

    /// Opens a coach's panel, reads a part of it, and closes it.
    pub async fn panel_of(&self, name: &str, part: &str) -> Vec<String> {
        self.0.press(name).await;
        self.0.heading(part).await;
        let lines = format!("//dialog//section[h3[normalize-space(.)='{part}']]//li");
        let lines = self.0.texts_at(&lines).await;
        self.0.press("Close").await;
        lines
    }

    /// The name in the row that the keyboard is at.
    pub async fn row_of_keyboard(&self) -> String {
        self.0.text_at("//tr[@data-at]//button[@tabindex='0']").await
    }

    /// The name in the first row.
    pub async fn first_row(&self) -> String {
        self.0.text_at("//tr[@data-at='0']/th").await
    }

    /// Today as the program counts days, from its own words under the empty field.
    async fn today(&self) -> String {
        let words = "Please choose the day of class 1, such as ";
        self.0.reads(words).await;
        let text = self.0.text().await;
        text.split_once(words).map(|(_, rest)| rest[..10].to_owned()).expect("a day to choose")
    }
}

impl Study<'_> {
    /// Sets up a study.
    pub async fn set_up(&self, name: &str, mailbox: &Path) {
        self.0.heading("Set up a study").await;
        self.0.fill("Name of the study", name).await;
        self.0.fill("Mailbox", &mailbox.display().to_string()).await;
        self.0.press("Set up the study").await;
        self.0.heading(name).await;
    }

    /// Saves the study file for trainers into a folder.
    pub async fn save_file(&self, folder: &Path) {
        self.0.fill("Folder", &folder.display().to_string()).await;
        self.0.press("Save the study file for trainers").await;
        self.0.reads("Saved as ").await;
    }

    /// Collects what lies in the mailbox.
    pub async fn collect(&self) {
        collect(self.0).await;
    }

    /// The row of an arm: joined, and how many of each wave came back.
    pub async fn flow_of(&self, arm: &str) -> Vec<String> {
        row(self.0, "flow-title", arm).await
    }

    /// Goes to the export, writes it and returns the words about what was written.
    pub async fn export(&self, folder: &Path) -> String {
        self.0.press("Export").await;
        self.0.heading("Who could be told apart").await;
        self.0.fill("Folder for the export", &folder.display().to_string()).await;
        self.0.press("Write the export").await;
        self.0.heading("Written:").await;
        self.0.text_at("//h3[starts-with(normalize-space(.), 'Written:')]").await
    }
}

async fn collect(page: &Page) {
    page.press("Collect hand-ins").await;
    page.reads("new hand-in").await;
}

/// The cells of a row, by the heading of its table and the name at its head.
async fn row(page: &Page, table: &str, name: &str) -> Vec<String> {
    let row = format!("//table[@aria-labelledby='{table}']//tr[th[normalize-space(.)='{name}']]");
    page.texts_at(&format!("{row}/*[self::th or self::td]")).await
}

/// Every file in a folder and below it.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries
        .flat_map(
            |entry| if entry.path().is_dir() { files(&entry.path()) } else { vec![entry.path()] },
        )
        .collect()
}

/// The one file of this kind in a folder.
pub fn only_file(folder: &Path, ending: &str) -> PathBuf {
    let found = files(folder);
    let mut found = found.iter().filter(|file| file.extension().is_some_and(|end| end == ending));
    match (found.next(), found.next()) {
        (Some(file), None) => file.clone(),
        (one, other) => panic!("not exactly one .{ending} in {folder:?}: {one:?} {other:?}"),
    }
}
