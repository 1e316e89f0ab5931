//! From a clone to the program on the screen.

use crate::progress::{Outcome, say};
use crate::system::For;
use crate::{cargo, display, finish, root, system, target, tour, ui};

/// Sets up, builds and starts the program; where nobody could see it, runs the tour.
///
/// # Errors
/// What kept it from starting.
pub fn run() -> Outcome {
    if !display::somebody_can_see() {
        say("There is no display here, so nobody could see the window. This is the tour instead: \
             the real program, driven through its main job, with pictures to look at.");
        return tour::tour();
    }
    system::set_up(For::Running)?;
    ui::set_up()?;
    say("Building the pages.");
    ui::build()?;
    let first = !target().join("release/deps").exists();
    say(if first {
        "Building Evenkeel. The first time takes about 10 minutes."
    } else {
        "Building what changed in Evenkeel."
    });
    finish(&mut cargo(&["build", "--release", "--package", "evenkeel", "--bin", "evenkeel"]))?;
    say("Evenkeel starts. Close its window, or press Ctrl+C here, to end it.");
    let mut start = cargo(&["run", "--release", "--quiet", "--package", "evenkeel"]);
    finish(start.env("EVENKEEL_CONTENT_DIR", root().join("content")))
}
