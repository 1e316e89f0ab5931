//! Rules of the trainer's signals and messages.

use crate::folder::{Folder, MESSAGES, SIGNALS};

#[test]
fn numbers_of_a_rule_that_nobody_can_mean_are_named_with_the_rule() {
    for (rule, words) in [
        ("rule = \"quiet\", days = 0", "has a 0"),
        ("rule = \"classes-missed\", missed = 4, of_first = 3", "more classes missed"),
        ("rule = \"fewer-days\", under = 0, weeks = 2, after = 4", "has a 0"),
        ("rule = \"fewer-days\", under = 5, weeks = 2, after = 4", "fewer days as well"),
        ("rule = \"fewer-days\", under = 2, weeks = 2, after = 8", "seven days"),
        ("rule = \"short-sits\", sits = 3, minutes = 0, days = 14", "has a 0"),
    ] {
        let folder = Folder::good();
        folder.change(SIGNALS, "rule = \"quiet\", days = 7", rule).finds_at(SIGNALS, 4, words);
    }
}

#[test]
fn rules_at_the_edge_of_what_can_be_meant_are_fine() {
    for rule in [
        "rule = \"please-call\"",
        "rule = \"classes-missed\", missed = 3, of_first = 3",
        "rule = \"fewer-days\", under = 4, weeks = 1, after = 4",
        "rule = \"window-closing\", days = 0",
    ] {
        let folder = Folder::good();
        folder.change(SIGNALS, "rule = \"quiet\", days = 7", rule).finds_nothing();
    }
}

#[test]
fn a_rule_that_the_program_does_not_know_is_named_with_its_line() {
    let folder = Folder::good();
    folder.change(SIGNALS, "rule = \"quiet\"", "rule = \"moonlight\"");
    folder.finds_at(SIGNALS, 7, "moonlight");
}

#[test]
fn a_place_that_nothing_fills_is_named_in_the_subject_and_in_the_text() {
    for (from, to) in [("\"{wave}\"", "\"{missed}\""), ("Hello {name}", "Hello {score}")] {
        let place = if to.contains("score") { "{score}" } else { "{missed}" };
        Folder::good().change(MESSAGES, from, to).finds(MESSAGES, place);
    }
}

#[test]
fn the_same_voice_holds_for_messages() {
    let folder = Folder::good();
    folder.change(MESSAGES, "Hello {name}", "Hello {name}!").finds(MESSAGES, "exclamation mark");
}
