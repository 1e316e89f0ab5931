//! The guided tour: the real program, driven through its main job, with a picture of each stop.
//! It is one more journey of the end-to-end tests and shares their pages.

use crate::progress::{Outcome, say};
use crate::system::For;
use crate::test::end_to_end;
use crate::{system, target, ui};

/// Sets up, builds, drives, and says where the pictures are.
///
/// # Errors
/// What kept it from reaching the end.
pub fn tour() -> Outcome {
    system::set_up(For::Testing)?;
    ui::set_up()?;
    say("Building the pages.");
    ui::build()?;
    say("Building Evenkeel and its driver. The first time takes about 10 minutes.");
    end_to_end(&["--no-run"], &[])?;
    let (tour, before) = (target().join("tour"), target().join("tour-before"));
    if tour.join("index.html").exists() {
        // What changed since is shown side by side.
        let _ = std::fs::remove_dir_all(&before);
        let _ = std::fs::rename(&tour, &before);
    }
    say("The tour begins. It sits for a little while, so it takes a few minutes.");
    end_to_end(&[], &["--ignored", "--exact", "tour::the_guided_tour"])?;
    println!("\nPictures: {}", target().join("tour/index.html").display());
    Ok(())
}
