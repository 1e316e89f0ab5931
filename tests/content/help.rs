//! Rules of the help lines.

use evenkeel_core::course::check::check;

use crate::folder::{Folder, HARD, HELP, RESOURCES, day};

#[test]
fn a_number_tried_more_than_180_days_ago_is_tried_again() {
    let folder = Folder::good();
    folder.change(RESOURCES, "checked_on = 2025-12-01", "");
    let on = |today| check(&folder.content(), day(today));
    assert_eq!(on("2026-05-30"), [], "180 days are fine");
    let late = on("2026-05-31");
    assert_eq!(late.len(), 1);
    assert_eq!((late[0].file.as_str(), late[0].line), (HELP, Some(5)));
    assert!(late[0].problem.contains("181 days"), "{}", late[0]);
}

#[test]
fn a_resource_ages_like_a_help_line() {
    Folder::good()
        .change(HELP, "checked_on = 2025-12-01", "")
        .change(RESOURCES, "2025-12-01", "2025-08-01")
        .finds(RESOURCES, "212 days");
}

#[test]
fn a_resource_has_a_kind_words_and_an_address_that_is_one() {
    Folder::good()
        .change(RESOURCES, "kind = \"groups\"", "kind = \"clubs\"")
        .finds(RESOURCES, "“clubs”");
    Folder::good().change(RESOURCES, "It meets on Mondays.", " ").finds(RESOURCES, "no words");
    Folder::good().change(RESOURCES, "https://", "http://").finds(RESOURCES, "https");
}

#[test]
fn a_number_nobody_tried_yet_is_allowed_and_one_from_the_future_is_not() {
    Folder::good().change(HELP, "checked_on = 2025-12-01", "").finds_nothing();
    Folder::good().change(HELP, "2025-12-01", "2027-01-01").finds(HELP, "yet to come");
}

#[test]
fn a_date_may_be_quoted_and_has_to_be_one() {
    Folder::good().change(HELP, "2025-12-01", "\"2025-12-01\"").finds_nothing();
    Folder::good().change(HELP, "2025-12-01", "\"last week\"").finds_at(HELP, 14, "not a date");
}

#[test]
fn one_line_is_urgent() {
    Folder::good().change(HELP, "urgent = true", "").finds(HELP, "urgent");
}

#[test]
fn a_line_has_a_number_and_words() {
    Folder::good().change(HELP, "phone = \"988\"", "phone = \"\"").finds(HELP, "no number");
    Folder::good().change(HELP, "\"For a hard night.\"", "\"\"").finds(HELP, "about of “988”");
}

#[test]
fn the_way_back_has_steps() {
    Folder::good().change(HELP, "[\"Find the door.\"]", "[]").finds(HELP, "no text");
}

#[test]
fn help_keeps_to_the_words_we_use() {
    Folder::good().change(HELP, "Find the door.", "Find the door!").finds_at(HELP, 22, "excl");
}

#[test]
fn a_kind_of_hard_experience_has_words_and_an_id_of_its_own() {
    Folder::good().change(HARD, "Having to get out of the room.", " ").finds(HARD, "no words");
    Folder::good().change(HARD, "\"fear\"", "\"other\"").finds(HARD, "“other” is there twice");
}
