//! The questionnaires, one of them under way, and its receipt.

use fantoccini::key::Key;

use super::rail::Rail;
use crate::harness::page::Page;
use crate::harness::until;

/// What stands on the page before handing in.
pub const END: &str = "You have reached the end";

/// The questionnaire.
pub struct Questionnaire<'a>(pub &'a Page);

impl Questionnaire<'_> {
    /// Opens the first one that can be answered from the list of all, one question at a time.
    pub async fn begin(&self) {
        self.begin_rows().await;
        self.one_at_a_time().await;
    }

    /// Goes on with the one that was begun, from the list of all, one question at a time.
    pub async fn resume(&self) {
        self.resume_rows().await;
        self.one_at_a_time().await;
    }

    /// Opens the first one that can be answered, as a wide window shows it.
    pub async fn begin_rows(&self) {
        Rail(self.0).go("Questionnaires").await;
        self.0.press("Begin").await;
    }

    /// Goes on with the one that was begun, as a wide window shows it.
    pub async fn resume_rows(&self) {
        Rail(self.0).go("Questionnaires").await;
        self.0.press("Go on").await;
    }

    /// Waits for these questions to stand together.
    pub async fn shows_rows(&self, from: u32, to: u32) {
        self.0.reads(&format!("Questions {from} to {to} of ")).await;
    }

    /// Answers the rows that show with one figure each, and goes on with Enter.
    pub async fn answer_rows(&self, figures: &str) {
        let before = until(async || rows(&self.0.text().await)).await.expect("rows show");
        for figure in figures.chars().cycle().take(before.1 as usize + 1 - before.0 as usize) {
            self.0.key(figure).await;
        }
        self.0.key(Key::Enter).await;
        let left = until(async || (rows(&self.0.text().await) != Some(before)).then_some(()));
        left.await.unwrap_or_else(|| panic!("the rows {before:?} do not give way"));
    }

    /// Chooses one question at a time, unless that is so already.
    pub async fn one_at_a_time(&self) {
        self.0.reads("Each answer is kept as you give it.").await;
        if self.0.offers("One question at a time").await {
            self.0.press("One question at a time").await;
        }
        self.place().await;
    }

    /// The number of the question that shows, and of how many; waits for one.
    pub async fn place(&self) -> (u32, u32) {
        until(async || place(&self.0.text().await)).await.expect("a question shows")
    }

    /// Waits for this question.
    pub async fn shows(&self, number: u32) {
        self.0.reads(&format!("Question {number} of ")).await;
    }

    /// Answers the question that shows with a figure and goes on with Enter.
    pub async fn answer_by_key(&self, figure: char) {
        let before = self.place().await;
        self.0.key(figure).await;
        self.0.key(Key::Enter).await;
        self.leaves(before.0).await;
    }

    /// Gives the answer "Rather not say" and goes on.
    pub async fn rather_not_say(&self) {
        let before = self.place().await;
        self.0.choose("Rather not say").await;
        self.0.press("Next question").await;
        self.leaves(before.0).await;
    }

    /// Skips the question that shows.
    pub async fn skip(&self) {
        let before = self.place().await;
        self.0.press("Skip for now").await;
        self.leaves(before.0).await;
    }

    /// Answers everything that is left, with one figure after the other.
    pub async fn answer_the_rest(&self) {
        for figure in "23421".chars().cycle() {
            if self.0.text().await.contains(END) {
                return;
            }
            self.answer_by_key(figure).await;
        }
    }

    /// Hands in, past the question whether to, and returns the receipt's number.
    pub async fn hand_in(&self) -> String {
        self.0.press("Hand in").await;
        self.0.heading("Hand in these answers?").await;
        self.0.press("Hand in").await;
        self.receipt().await
    }

    /// The number on the receipt that shows.
    pub async fn receipt(&self) -> String {
        self.0.reads("Received on this computer").await;
        let text = self.0.text().await;
        let number = text.split_once("Number ").map(|(_, rest)| rest);
        let number = number.and_then(|rest| rest.split_once('.')).map(|(number, _)| number);
        number.expect("the receipt has a number").to_owned()
    }

    /// Waits until another question shows, or the end.
    async fn leaves(&self, number: u32) {
        let left = until(async || {
            let text = self.0.text().await;
            let shown = place(&text).map(|(shown, _)| shown);
            (text.contains(END) || shown.is_some_and(|shown| shown != number)).then_some(())
        });
        left.await.unwrap_or_else(|| panic!("question {number} does not give way"));
    }
}

/// Reads "Questions 8 to 14 of 33."
fn rows(text: &str) -> Option<(u32, u32)> {
    let (_, rest) = text.split_once("Questions ")?;
    let (from, rest) = rest.split_once(" to ")?;
    let (to, _) = rest.split_once(" of ")?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// Reads "Question 7 of 33."
fn place(text: &str) -> Option<(u32, u32)> {
    let (_, rest) = text.split_once("Question ")?;
    let (number, rest) = rest.split_once(" of ")?;
    let (of, _) = rest.split_once('.')?;
    Some((number.parse().ok()?, of.parse().ok()?))
}
