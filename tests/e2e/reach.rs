//! Open to everybody: axe-core on every screen, in both colors, and nothing lost in a narrow
//! window or with the largest text.

use std::path::Path;

use serde_json::Value;

use crate::harness::page::Page;
use crate::harness::stage::{Stage, journey};
use crate::pages::door::Door;

const COACH: &[&str] = &[
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
];
const TRAINER: &[&str] = &[
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
const RESEARCHER: &[&str] = &[
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
async fn every_screen_is_open_to_everybody() {
    journey("reach", async |stage| {
        let page = stage.open().await;
        let door = Door(&page);
        let mut found = Vec::new();
        for (eyes, screens) in
            [("a coach", COACH), ("a trainer", TRAINER), ("a researcher", RESEARCHER)]
        {
            door.look_around(eyes).await;
            for screen in screens {
                found.extend(look(&stage, &page, screen).await);
            }
            page.press("Lock").await;
        }
        assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
    })
    .await;
}

/// What is wrong with a screen, a line each.
async fn look(stage: &Stage, page: &Page, screen: &str) -> Vec<String> {
    page.go(screen).await;
    let mut found = Vec::new();
    for colors in ["light", "dark"] {
        page.dress(colors).await;
        for violation in axe(page).await {
            found.push(format!("{screen}, {colors}: {violation}"));
        }
    }
    page.dress("light").await;
    for (text, width) in [("usual", 320), ("largest", 1280)] {
        page.narrow(text, width).await;
        if let Some(over) = page.sticks_out().await {
            found.push(format!("{screen}, {text} text at {width} px: {over}"));
            stage.picture(&format!("{}-{text}", screen.replace('/', "-"))).await;
        }
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
