//! The guided tour: the main job of everybody, stop by stop, with a picture in light and in dark.
//! `cargo xtask tour` runs it; it asserts no more than that every stop is reached.

use std::cell::RefCell;
use std::path::Path;

use fantoccini::key::Key;

use crate::harness::page::Page;
use crate::harness::sound::SoundServer;
use crate::harness::stage::{Stage, output, walk_on};
use crate::pages::desk::{Cohort, Study};
use crate::pages::door::{ALONE, Door};
use crate::pages::player::Player;
use crate::pages::practice::Practice;
use crate::pages::questionnaire::Questionnaire;
use crate::pages::rail::Rail;

/// One picture and what it shows.
struct Stop {
    title: &'static str,
    about: &'static str,
    light: String,
    dark: String,
}

/// The camera: takes both pictures of a stop and remembers the order.
struct Album {
    stage: Stage,
    stops: RefCell<Vec<Stop>>,
}

#[tokio::test]
#[ignore = "makes pictures for people to look at; `cargo xtask tour` runs it"]
async fn the_guided_tour() {
    let stage = Stage::new(output().join("tour"));
    walk_on(stage, async |stage| {
        let sound = SoundServer::start(&stage.folder("sound")).await;
        stage.set(sound.environment());
        let page = stage.open().await;
        let album = Album { stage: stage.clone(), stops: RefCell::default() };
        a_coach_alone(&page, &album).await;
        the_sample_study(&page, &album).await;
        album.bind(stage.pictures());
    })
    .await;
}

async fn a_coach_alone(page: &Page, album: &Album) {
    let (door, rail, player) = (Door(page), Rail(page), Player(page));
    door.shows_ways().await;
    album.stop(page, "Ways in", "A computer that knows nobody yet.").await;
    door.take(ALONE, "Renee", None).await;
    page.heading("Body scan").await;
    album.stop(page, "Today", "One main thing, two clicks from opening to sitting.").await;

    page.press("Read").await;
    page.heading("In this lesson").await;
    album.stop(page, "The lesson", "Week 1, in its final words.").await;

    page.press("Write it here: Nine dots").await;
    page.heading("Nine dots").await;
    album.stop(page, "An exercise", "Done in the program, and read by nobody else.").await;
    rail.go("Notebook").await;
    page.heading("Notebook").await;
    album.stop(page, "The notebook", "What was written, and what could be.").await;
    rail.go("Course").await;
    page.fill("Look for words", "elevator").await;
    page.reads("places").await;
    album.stop(page, "Looking for words", "In everything there is to read, while one types.").await;

    rail.go("Sit").await;
    page.heading("This week").await;
    album.stop(page, "The practices", "This week’s first, then all the others.").await;
    Practice(page).choose("Body scan").await;
    album.stop(page, "Choosing a sit", "Any length, an anchor, a posture, eyes open or not.").await;
    page.press("Begin").await;
    player.shows_words().await;
    album
        .stop(page, "The player", "Minutes, the words said last, and where the bells stand.")
        .await;
    player.pause().await;
    player.go_on().await;
    player.bring_me_back().await;
    album.stop(page, "The brake", "Esc fades the sound. Then anything is fine.").await;
    player.stop_here().await;
    album.stop(page, "Noted", "What was really sat, measured.").await;
    player.done().await;
    Practice(page).add(25).await;
    page.show("Your practice").await;
    album.stop(page, "The log", "Measured and entered by hand stay apart.").await;

    let sheet = Questionnaire(page);
    sheet.begin().await;
    for figure in ['4', '2', '3'] {
        sheet.answer_by_key(figure).await;
    }
    album.stop(page, "A question", "One at a time, kept as it is answered.").await;
    sheet.answer_the_rest().await;
    album.stop(page, "Before handing in", "A look back before it is final.").await;
    sheet.hand_in().await;
    album.stop(page, "The receipt", "Handed in, with a number and what was answered.").await;
    page.press("Done").await;
    page.press("All help").await;
    page.heading("Help, at any hour").await;
    album.stop(page, "Help", "One click from everywhere.").await;
    rail.lock().await;
}

/// Screens of the sample study: where they lie, what they are called, and what they are for.
type Screens = &'static [(&'static str, &'static str, &'static str)];

const COACH: Screens = &[
    ("practice", "Weeks of practice", "Days and minutes; nothing grades."),
    ("plan", "The plan", "What is asked of the weeks, and what somebody makes of it."),
    ("scenarios", "Scenarios", "A deck about boundaries, to think over or to bring along."),
    ("supervision", "Supervision", "What to bring, and the time it took."),
    ("hard", "This was hard", "What to do now, whom to call, and a place to note it."),
    (
        "needs",
        "What would help",
        "Time, place and device, for the trainer who arranges the course.",
    ),
    ("own-hours", "Own hours", "What is there of what a certificate asks for."),
    ("safety", "Locks and backups", "What opens a ledger, and what brings it back."),
    ("about", "About", "What Evenkeel is, what it does not claim, and whose work is in it."),
];
const TRAINER: Screens = &[
    ("messages", "Texts to send oneself", "Filled in for whoever they are for. Nothing is sent."),
    ("class/week-6", "A class plan", "Every step with its time, and a clock beside it."),
    ("class/week-6/who-came", "Who came", "Came, made up, excused, away: a minute, by keyboard."),
    ("class/week-6/afterwards", "What was done", "What of the plan was done, changed or left out."),
    ("class-mode/week-6", "Class mode", "For a projector: large, with a bell, without a name."),
    ("register", "The register", "Hard experiences: what was done, and what follows."),
    ("hours", "Hours", "What is there and what is still missing, by name."),
    ("certificate", "Checking a certificate", "Offline, by the code on the paper."),
    ("reports", "A report", "Numbers for an agency and a funder. Small groups are hidden."),
    ("arranging", "What the class needs", "Together first, then coach by coach."),
    ("counts", "Program counts", "Off until an agency switches them on. Numbers only."),
];
const RESEARCHER: Screens = &[
    ("protocol", "The protocol", "What is asked and when, and what a check of it finds."),
    ("measures", "Questionnaires", "Keys ship with the program; wording comes from the study."),
    ("analysis", "Figures", "Who came how far, how good the data are, and change by arm."),
    ("analysis/checkin/burnout", "One scale", "The interval first, and the people behind it."),
];

async fn the_sample_study(page: &Page, album: &Album) {
    let door = Door(page);
    door.look_around("a coach").await;
    page.heading("Good ").await;
    album.stop(page, "Mid-course", "The sample study, through the eyes of a coach.").await;
    Rail(page).go("What others see").await;
    page.reads("Everything goes out under the code").await;
    album.stop(page, "What others see", "Entry by entry, exactly as it goes out.").await;
    album.walk(page, COACH).await;
    page.press("Go to, Ctrl K").await;
    page.heading("Go to").await;
    album.stop(page, "Anywhere by typing", "Ctrl K, and a word or two.").await;
    page.key(Key::Escape).await;
    page.press("Lock").await;

    door.look_around("a trainer").await;
    page.heading("Week by week").await;
    album.stop(page, "The cohort", "Who is worth a call, and why. Never an answer.").await;
    page.show("Week by week").await;
    album.stop(page, "The board", "Days, minutes, classes and questionnaires of everybody.").await;
    page.press("Ben O.").await;
    page.reads("Answers, scores and journals are not here").await;
    album.stop(page, "One coach", "What they share, week by week.").await;
    page.press("Close").await;
    Cohort(page).unfold_invitation().await;
    Cohort(page).invite("Sam").await;
    album.stop(page, "An invitation", "A file to hand over. The name is not in it.").await;
    album.walk(page, TRAINER).await;
    page.press("Lock").await;

    door.look_around("a researcher").await;
    page.heading("Who is in these numbers").await;
    album.stop(page, "The study", "Counted by code. There is no name to see.").await;
    album.walk(page, RESEARCHER).await;
    page.go("export").await;
    page.heading("Who could be told apart").await;
    album
        .stop(page, "Before the export", "Who could be told apart, and what each step costs.")
        .await;
    let folder = album.stage.folder("export").join("first");
    Study(page).export(&folder).await;
    album.stop(page, "The export", "Tables, codebook and scripts, under codes drawn anew.").await;
    page.press("Lock").await;
}

impl Album {
    /// Stops at one screen after the other.
    async fn walk(&self, page: &Page, screens: Screens) {
        for (address, title, about) in screens {
            page.go(address).await;
            self.stop(page, title, about).await;
        }
        // Back to where the rail stands.
        page.go("help").await;
    }

    async fn stop(&self, page: &Page, title: &'static str, about: &'static str) {
        let name = title.to_lowercase().replace(' ', "-");
        page.dress("light").await;
        let light = self.stage.picture(&name).await;
        page.dress("dark").await;
        let dark = self.stage.picture_again(&format!("{name}-dark")).await;
        page.dress("light").await;
        println!("  {light}: {about}");
        self.stops.borrow_mut().push(Stop { title, about, light, dark });
    }

    /// Writes the page that shows all stops in order.
    fn bind(&self, folder: &Path) {
        let stops: String = self
            .stops
            .borrow()
            .iter()
            .enumerate()
            .map(|(index, Stop { title, about, light, dark })| {
                let before: String = [light, dark]
                    .into_iter()
                    .filter(|name| has_changed(folder, name))
                    .map(|name| image(&format!("../tour-before/{name}"), title, "before"))
                    .collect();
                let changed = match before.is_empty() {
                    true => String::new(),
                    false => format!("<p><strong>Changed.</strong> It was:</p>{before}"),
                };
                format!(
                    "<section><h2>{}. {title}</h2><p>{about}</p>{}{}{changed}</section>\n",
                    index + 1,
                    image(light, title, "light"),
                    image(dark, title, "dark"),
                )
            })
            .collect();
        let page = format!("{HEAD}{stops}</main>\n</html>\n");
        std::fs::write(folder.join("index.html"), page).expect("the index can be written");
    }
}

fn image(name: &str, title: &str, how: &str) -> String {
    format!("<a href=\"{name}\"><img src=\"{name}\" alt=\"{title}, {how}\"></a>")
}

/// Whether the tour before this one has another picture under this name. Pictures are numbered,
/// so that a stop put in between makes those after it new ones.
fn has_changed(folder: &Path, name: &str) -> bool {
    let before = folder.with_file_name("tour-before").join(name);
    let read = |path: &Path| std::fs::read(path).ok();
    read(&before).is_some_and(|before| Some(before) != read(&folder.join(name)))
}

const HEAD: &str = "<!doctype html>
<html lang=\"en-US\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>A tour of Evenkeel</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  main { max-width: 90rem; margin: 2rem auto; padding: 0 1rem; }
  section { margin-block: 3rem; }
  p { margin-block: 0 1rem; }
  img { width: calc(50% - .5rem); border: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
  @media (max-width: 50rem) { img { width: 100%; } }
</style>
</head>
<body>
<main>
<h1>A tour of Evenkeel</h1>
<p>The real program, driven through its main job. Everybody in these pictures is made up.</p>
";
