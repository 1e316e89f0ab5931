//! The program as its package installs it: beside its own course, with nothing of a clone.

use crate::harness::stage::{Stage, output, walk_on};
use crate::pages::door::{ALONE, Door};

#[tokio::test]
#[ignore = "needs an installed program; `cargo xtask bundle` makes one and runs it"]
async fn the_installed_program_opens_its_own_course() {
    let program = std::env::var("EVENKEEL_E2E_PROGRAM").expect("the path of an installed program");
    assert!(program.contains("usr/bin"), "{program} is not an installed program");
    let stage = Stage::new(output().join("e2e/installed"));
    stage.unset("EVENKEEL_CONTENT_DIR");
    walk_on(stage, async |stage| {
        let page = stage.open().await;
        let door = Door(&page);
        door.shows_ways().await;
        door.take(ALONE, "Renee", None).await;
        page.heading("Body scan").await;
        page.press("Read").await;
        page.heading("In this lesson").await;
    })
    .await;
}
