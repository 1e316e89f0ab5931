//! Looking for words in the whole course.

use evenkeel_core::people::Role;
use serde_json::json;

use crate::desk::Desk;
use crate::side::{Line, alone, seconds};

/// From the words to what was found, once the course is indexed.
pub fn search() -> Vec<Line> {
    let desk = Desk::of(Role::Coach, |_, _, _| {});
    let words = ["breath", "court hallway", "the phone", "anger", "practice", "sleep"];
    words.iter().for_each(|words| drop(desk.call("search", json!({ "words": words }))));
    let mut turn = 0;
    vec![alone("search in the course", (60, "< 5 ms"), || {
        turn += 1;
        seconds(|| desk.call("search", json!({ "words": words[turn % words.len()] })))
    })]
}
