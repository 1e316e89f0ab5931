//! The guided tour: the real program, driven through its main job, with a picture of each stop.
//! It is one more journey of the end-to-end tests and shares their pages.

use crate::progress::{Outcome, Stop, say};
use crate::system::For;
use crate::test::end_to_end;
use crate::{root, system, target, ui};

/// Pictures in the docs, and the stop of the tour that each is of.
const IN_DOCS: &[(&str, &str)] = &[
    ("today.png", "mid-course"),
    ("lesson.png", "the-lesson"),
    ("player.png", "the-player"),
    ("sharing.png", "what-others-see"),
    ("palette.png", "anywhere-by-typing"),
    ("board.png", "the-board"),
    ("class-mode.png", "class-mode"),
    ("invitation.png", "an-invitation"),
    ("hours.png", "hours"),
    ("protocol.png", "the-protocol"),
    ("scale.png", "one-scale"),
    ("export.png", "before-the-export"),
];

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

/// Every screen in a language of no country, longer than any: words that are cut off, and words that
/// came from no message.
///
/// # Errors
/// When there are any, or something kept it from looking.
pub fn pseudo() -> Outcome {
    system::set_up(For::Testing)?;
    ui::set_up()?;
    say("Building the pages in a made-up language.");
    ui::build_pseudo()?;
    say("Building Evenkeel and its driver. The first time takes about 10 minutes.");
    let looked = end_to_end(&["--no-run"], &[])
        .and_then(|()| end_to_end(&[], &["--ignored", "--exact", "pseudo::no_word_is_lost"]));
    say("Building the pages as they are.");
    ui::build()?;
    looked
}

/// The tour, and then its pictures in place of those in the docs.
///
/// # Errors
/// As [`tour`], and when a picture cannot be written.
pub fn tour_for_docs() -> Outcome {
    tour()?;
    let (from, to) = (target().join("tour"), root().join("docs/pictures"));
    let taken: Vec<String> = std::fs::read_dir(&from)
        .map(|all| {
            all.flatten().map(|one| one.file_name().to_string_lossy().into_owned()).collect()
        })
        .unwrap_or_default();
    for (name, stop) in IN_DOCS {
        let of_stop =
            |file: &&String| file.get(3..).is_some_and(|own| own == format!("{stop}.png"));
        let Some(picture) = taken.iter().find(of_stop) else {
            return Err(Stop::new(format!("The tour has no stop \"{stop}\" for {name}.")));
        };
        std::fs::copy(from.join(picture), to.join(name))
            .map_err(|error| Stop::new(format!("docs/pictures/{name}: {error}.")))?;
    }
    Ok(())
}
