//! The door: who is here, and what brings somebody new.

use crate::harness::page::Page;

/// The ways in, as the door names them.
pub const WAYS: [&str; 6] = [INVITED, ALONE, TRAINER, RESEARCHER, MOVED, SAMPLE];
/// With an invitation file.
pub const INVITED: &str = "I was invited";
/// Without trainer and study.
pub const ALONE: &str = "Take the course on my own";
/// As a trainer.
pub const TRAINER: &str = "I lead a cohort";
/// As a researcher.
pub const RESEARCHER: &str = "I run a study";
/// With everything from another computer.
pub const MOVED: &str = "I used it on another computer";
/// The made-up study.
pub const SAMPLE: &str = "Look around with the sample study";

/// The door.
pub struct Door<'a>(pub &'a Page);

impl Door<'_> {
    /// Waits for the ways of a computer that knows nobody yet.
    pub async fn shows_ways(&self) {
        self.0.heading("What brings you here?").await;
    }

    /// Waits for the list of people.
    pub async fn shows_people(&self) {
        self.0.heading("Who is here?").await;
    }

    /// Makes somebody new; `None` is the choice to go without a passphrase.
    pub async fn take(&self, way: &str, name: &str, passphrase: Option<&str>) {
        self.new_ways().await;
        self.0.press(way).await;
        self.introduce(name, passphrase).await;
    }

    /// Opens an invitation up to where it says what it means.
    pub async fn read_invitation(&self, file: &str) {
        self.new_ways().await;
        self.0.press(INVITED).await;
        self.0.fill("The file from your trainer", file).await;
        self.0.press("Read it").await;
    }

    /// Accepts the invitation that was read.
    pub async fn accept_invitation(&self, name: &str, passphrase: Option<&str>) {
        self.0.press("Accept the invitation").await;
        self.introduce(name, passphrase).await;
    }

    /// Chooses somebody who is known here.
    pub async fn choose(&self, name: &str) {
        self.shows_people().await;
        self.0.press(name).await;
    }

    /// Tries a passphrase for whoever was chosen.
    pub async fn try_passphrase(&self, passphrase: &str) {
        self.0.fill("Your passphrase", passphrase).await;
        self.0.press("Open").await;
    }

    /// Opens the sample study, as "a coach", "a trainer" or "a researcher".
    pub async fn look_around(&self, eyes: &str) {
        self.new_ways().await;
        self.0.press(SAMPLE).await;
        self.0.heading("Through whose eyes?").await;
        self.0.press(&format!("As {eyes}")).await;
        self.0.reads("Sample study. Everything is simulated").await;
    }

    async fn introduce(&self, name: &str, passphrase: Option<&str>) {
        self.0.heading("What should this computer call you?").await;
        self.0.fill("Name", name).await;
        self.0.press("Go on").await;
        self.0.heading("A passphrase, to lock it").await;
        match passphrase {
            Some(passphrase) => {
                self.0.fill("Passphrase", passphrase).await;
                self.0.fill("The same again", passphrase).await;
                self.0.press("Lock with this passphrase").await;
            }
            None => {
                self.0.choose("This is my own computer: go without a passphrase").await;
                self.0.heading("What that means").await;
                self.0.press("Start without a passphrase").await;
            }
        }
    }

    /// The ways, whether or not people are listed before them.
    async fn new_ways(&self) {
        self.0.reads("Evenkeel").await;
        let door = ["Who is here?", "What brings you here?"];
        if self.0.first_heading(&door).await == door[0] {
            self.0.press("Somebody new").await;
        }
        self.shows_ways().await;
    }
}
