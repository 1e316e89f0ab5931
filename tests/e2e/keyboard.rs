//! By keyboard alone: no click, no script that moves the focus. Every stop of the tabulator has to
//! be seen, and after every step the focus is where the next thing stands.

use fantoccini::key::Key;

use crate::harness::keyboard::Keyboard;
use crate::harness::page::Page;
use crate::harness::stage::journey;
use crate::pages::door::{ALONE, SAMPLE};
use crate::pages::player::Player;
use crate::pages::questionnaire::{END, Questionnaire};

/// The lessons, in the order of the course.
const LESSONS: [&str; 11] = [
    "Before your thumb says yes",
    "While you were saying mm-hm",
    "The sunglasses in the dark",
    "Between two doors",
    "The monitor and the fridge",
    "What you almost sent",
    "Both feet on the kitchen floor",
    "Out of office",
    "Canned peaches",
    "A third of a sheet cake",
    "The slow elevator",
];
const MAP: &str = "A map with four corners";

#[tokio::test]
async fn the_whole_course_a_sit_and_a_questionnaire_are_done_by_keyboard_alone() {
    journey("keyboard", async |stage| {
        let page = stage.open().await;
        begin(&page).await;
        read_the_course(&page).await;
        stage.picture("course-read").await;
        write(&page).await;
        stage.picture("written").await;
        sit(&page).await;
        stage.picture("log").await;
        answer(&page).await;
        stage.picture("receipt").await;
    })
    .await;
}

#[tokio::test]
async fn a_researcher_comes_in_and_writes_an_export_by_keyboard_alone() {
    journey("keyboard-export", async |stage| {
        let page = stage.open().await;
        let keys = Keyboard(&page);
        page.heading("What brings you here?").await;
        keys.press(SAMPLE).await;
        keys.lands_on("Through whose eyes?").await;
        keys.press("As a researcher").await;
        page.heading("Who is in these numbers").await;

        keys.chord(Key::Control, 'k').await;
        page.heading("Go to").await;
        keys.write("export").await;
        page.key(Key::Enter).await;
        keys.lands_on("Export").await;
        page.heading("Who could be told apart").await;
        let folder = stage.folder("exports").join("by keyboard");
        keys.fill("Folder for the export", &folder.display().to_string()).await;
        keys.press("Write the export").await;
        page.heading("Written: 21 people").await;
        assert!(folder.join("scores.xlsx").is_file(), "the export is not where it was typed");
        stage.picture("written").await;

        // Whoever got lost finds all keys, and back.
        page.key('?').await;
        keys.lands_on("Keys").await;
        page.key(Key::Escape).await;
        page.no_longer_reads("Everywhere").await;
    })
    .await;
}

/// From the first start to Today.
async fn begin(page: &Page) {
    let keys = Keyboard(page);
    page.heading("What brings you here?").await;
    keys.press(ALONE).await;
    keys.lands_on("What should this computer call you?").await;
    keys.fill("Name", "Renee").await;
    page.key(Key::Enter).await;
    keys.lands_on("A passphrase, to lock it").await;
    keys.fill("Passphrase", "four words and a kettle").await;
    keys.fill("The same again", "four words and a kettle").await;
    keys.press("Lock with this passphrase").await;
    page.heading("Body scan").await;
}

/// Every lesson to its end, from the list of the course and from lesson to lesson.
async fn read_the_course(page: &Page) {
    let keys = Keyboard(page);
    keys.press("Course").await;
    keys.lands_on("Course").await;
    keys.press(&format!("Read: {}", LESSONS[0])).await;
    for (at, lesson) in LESSONS.iter().enumerate() {
        keys.lands_on(lesson).await;
        page.heading("In this lesson").await;
        keys.read_to_the_end().await;
        if at == 0 {
            // Page by page once; the others in a window as high as it takes.
            page.resize(1280, 4000).await;
        }
        match LESSONS.get(at + 1) {
            Some(_) => keys.press("After this").await,
            None => keys.press("All lessons").await,
        }
    }
    page.resize(1280, 800).await;
    keys.lands_on("Course").await;
    for lesson in LESSONS {
        page.reads(lesson).await;
        assert!(
            page.offers(&format!("Read again: {lesson}")).await,
            "not read to its end: {lesson}"
        );
    }
}

/// One exercise, from the notebook.
async fn write(page: &Page) {
    let keys = Keyboard(page);
    keys.press("Notebook").await;
    keys.lands_on("Notebook").await;
    keys.press("Later in the course").await;
    keys.press(&format!("Write: {MAP}")).await;
    keys.lands_on(MAP).await;
    keys.fill("Body", "jaw, and both hands").await;
    keys.fill("Thought", "Here we go again").await;
    keys.chord(Key::Control, char::from(Key::Enter)).await;
    page.reads("That is the map of one moment.").await;
    keys.lands_on("Kept").await;
}

/// A sit: set up, begun, held, gone on with, ended, and found in the log.
async fn sit(page: &Page) {
    let keys = Keyboard(page);
    let player = Player(page);
    keys.press("Sit").await;
    keys.lands_on("Sit").await;
    keys.press("Choose: Body scan").await;
    keys.lands_on("Sit").await;
    keys.tab_to("30 min").await;
    page.key(Key::Left).await;
    keys.press("Begin").await;
    player.shows_words().await;
    page.key(' ').await;
    page.reads("Paused. It waits for you.").await;
    keys.press("Go on").await;
    page.no_longer_reads("Paused. It waits for you.").await;
    page.key(Key::Escape).await;
    page.reads("Take as long as you like. Then any of these is fine:").await;
    keys.press("Go on").await;
    player.shows_words().await;
    keys.press("Pause").await;
    keys.press("End here").await;
    keys.lands_on("Less than a minute, noted.").await;
    keys.press("Done").await;
    keys.lands_on("Good ").await;
    keys.press("Practice log").await;
    keys.lands_on("Your practice").await;
    page.reads("Less than a minute, measured here").await;
}

/// A questionnaire from its first question to the receipt.
async fn answer(page: &Page) {
    let keys = Keyboard(page);
    keys.press("Questionnaires").await;
    keys.lands_on("Questionnaires").await;
    keys.press("Begin").await;
    page.reads("Each answer is kept as you give it.").await;
    while !page.text().await.contains(END) {
        Questionnaire(page).answer_rows("42315").await;
    }
    keys.lands_on(END).await;
    keys.press("Hand in").await;
    keys.lands_on("Hand in these answers?").await;
    keys.press("Hand in").await;
    Questionnaire(page).receipt().await;
    keys.press("Done").await;
    keys.press("Questionnaires").await;
    page.reads("Handed in").await;
}
