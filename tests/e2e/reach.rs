//! Open to everybody: on every screen and everything that opens on one, names and roles in the
//! accessibility tree, axe-core in both colors, and nothing lost in a narrow window, with the
//! largest text, or with both.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::Value;

use crate::harness::page::Page;
use crate::harness::stage::{Stage, journey};
use crate::harness::tree;
use crate::pages::door::{ALONE, Door};
use crate::pages::player::Player;
use crate::pages::questionnaire::Questionnaire;

/// The screens of a coach.
pub const COACH: &[&str] = &[
    "today",
    "course",
    "lesson/week-1",
    "card/week-1",
    "search/breath",
    "scenarios",
    "words",
    "resources",
    "journal",
    "exercise/nine-dots",
    "sit",
    "sit/body-scan",
    "own-sit",
    "practice",
    "plan",
    "import",
    "questionnaires",
    "results",
    "sharing",
    "you",
    "safety",
    "supervision",
    "own-hours",
    "needs",
    "feedback",
    "hard",
    "help",
    "about",
];
/// The screens of a trainer.
pub const TRAINER: &[&str] = &[
    "cohort",
    "invitations",
    "messages",
    "classes",
    "class/week-3",
    "class-mode/week-3",
    "recordings",
    "register",
    "hours",
    "reports",
    "arranging",
    "said",
    "counts",
    "certificate",
];
/// The screens of a researcher.
pub const RESEARCHER: &[&str] = &[
    "study",
    "analysis",
    "analysis/checkin/burnout",
    "export",
    "measures",
    "measures/proqol5",
    "protocol",
    "kit",
];

#[tokio::test]
async fn every_screen_of_a_coach_is_open_to_everybody() {
    every("reach-coach", "a coach", COACH).await;
}

#[tokio::test]
async fn every_screen_of_a_trainer_is_open_to_everybody() {
    every("reach-trainer", "a trainer", TRAINER).await;
}

#[tokio::test]
async fn every_screen_of_a_researcher_is_open_to_everybody() {
    every("reach-researcher", "a researcher", RESEARCHER).await;
}

async fn every(name: &str, eyes: &'static str, screens: &'static [&'static str]) {
    journey(name, async move |stage| {
        let page = stage.open().await;
        Door(&page).look_around(eyes).await;
        let mut found = Vec::new();
        for screen in screens {
            println!("{screen}");
            page.go(screen).await;
            found.extend(look(&stage, &page, screen).await);
        }
        assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn the_door_a_sit_a_questionnaire_and_whatever_opens_are_open_to_everybody() {
    journey("reach-open", async |stage| {
        let page = stage.open().await;
        let door = Door(&page);
        let mut found = Vec::new();
        let mut see = async |what: &str| found.extend(look(&stage, &page, what).await);

        door.shows_ways().await;
        see("the ways in").await;
        door.read_invitation("/nowhere").await;
        page.reads("That file or folder is not there.").await;
        see("an error at the door").await;
        page.press("Back").await;
        door.take(ALONE, "Renee", Some("paper boats at noon")).await;
        page.heading("Body scan").await;

        page.press("Go to, Ctrl K").await;
        page.heading("Go to").await;
        see("the palette").await;
        page.key(Key::Escape).await;
        page.key('?').await;
        page.heading("Keys").await;
        see("the keys").await;
        page.key(Key::Escape).await;
        page.go("lesson/week-1").await;
        page.press("body scan").await;
        page.reads("All words").await;
        see("a word explained").await;
        page.key(Key::Escape).await;

        page.go("sit/body-scan").await;
        page.press("Begin").await;
        Player(&page).shows_words().await;
        for (panel, words) in [
            ("Volume", "The last bell can always be heard"),
            ("The words", "end bell"),
            ("Keys", "Use these keys."),
        ] {
            page.press(panel).await;
            page.reads(words).await;
            see(&format!("the player, {panel}")).await;
        }
        Player(&page).bring_me_back().await;
        page.press("Talk to someone").await;
        see("the brake").await;
        Player(&page).stop_here().await;
        see("the end of a sit").await;
        Player(&page).done().await;

        let sheet = Questionnaire(&page);
        sheet.begin_rows().await;
        page.reads("Each answer is kept as you give it.").await;
        see("a page of questions").await;
        sheet.one_at_a_time().await;
        see("a question").await;
        sheet.answer_the_rest().await;
        see("before handing in").await;
        page.press("Hand in").await;
        page.heading("Hand in these answers?").await;
        see("a question before it is final").await;
        page.press("Hand in").await;
        sheet.receipt().await;
        see("the receipt").await;
        page.press("Done").await;
        page.press("Lock").await;
        door.choose("Renee").await;
        door.try_passphrase("paper goats at noon").await;
        page.reads("That passphrase does not open it.").await;
        see("a wrong passphrase").await;

        page.press("Back").await;
        door.look_around("a trainer").await;
        page.press("Ben O.").await;
        page.reads("Answers, scores and journals are not here").await;
        see("a panel of the board").await;
        assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
    })
    .await;
}

/// What is wrong with what shows, a line each: the names and roles a screen reader gets, axe in both
/// colors, and what is lost in a narrow window, with the largest text, and with both at once.
async fn look(stage: &Stage, page: &Page, what: &str) -> Vec<String> {
    let mut found = Vec::new();
    for finding in tree::findings(page).await {
        found.push(format!("{what}: {finding}"));
    }
    for colors in ["light", "dark"] {
        page.dress(colors).await;
        for violation in axe(page).await {
            found.push(format!("{what}, {colors}: {violation}"));
        }
    }
    page.dress("light").await;
    for (text, width) in [("usual", 320), ("largest", 320), ("largest", 1280)] {
        page.narrow(text, width).await;
        let lost = page.lost().await;
        if !lost.is_empty() {
            stage.picture(&format!("{}-{text}", what.replace(['/', ' ', ','], "-"))).await;
        }
        found.extend(lost.iter().map(|line| format!("{what}, {text} text at {width} px: {line}")));
    }
    page.narrow("usual", 1280).await;
    found
}

/// The rules of WCAG 2.2, levels A and AA, that axe-core can check and that do not hold.
async fn axe(page: &Page) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(file).expect("axe-core; `cargo xtask setup` installs it");
    let script = format!(
        "if (!window.axe) {{ {source} }}
         const done = arguments[arguments.length - 1];
         const only = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
         axe.run({{ runOnly: only }}).then(({{ violations }}) => done(violations.flatMap((one) =>
           one.nodes.map((node) => one.id + ': ' + node.html.slice(0, 160)))),
           (error) => done(['axe: ' + error]));"
    );
    let Value::Array(lines) = page.evaluate(&script).await else { return Vec::new() };
    lines.into_iter().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}
