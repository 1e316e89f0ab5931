//! What in a text could point to a person.

use evenkeel_core::guard::{PointerKind, look_over};
use proptest::prelude::*;

/// What was pointed out, as `kind:text`.
fn found(text: &str) -> Vec<String> {
    let name = |kind| match kind {
        PointerKind::Name => "name",
        PointerKind::Phone => "phone",
        PointerKind::Email => "email",
        PointerKind::Date => "date",
        PointerKind::Number => "number",
    };
    look_over(text).iter().map(|one| format!("{}:{}", name(one.kind), one.text)).collect()
}

#[test]
fn numbers_and_addresses_are_pointed_out_in_the_shapes_people_write() {
    for (text, expected) in [
        ("call 217-555-0142 now", "phone:217-555-0142"),
        ("call (217) 555-0142", "phone:(217) 555-0142"),
        ("at 217.555.0142", "phone:217.555.0142"),
        ("+1 217 555 0142 is hers", "phone:+1 217 555 0142"),
        ("2175550142", "phone:2175550142"),
        ("or 555-0142", "phone:555-0142"),
        ("write to kay.b+x@mail.example.org,", "email:kay.b+x@mail.example.org"),
        ("dob 3/14/1989", "date:3/14/1989"),
        ("born 03-14-89", "date:03-14-89"),
        ("on 1989-03-14", "date:1989-03-14"),
        ("born March 14, 1989 here", "date:March 14, 1989"),
        ("14 Mar 1989", "date:14 Mar 1989"),
        ("ssn 123-45-6789", "number:123-45-6789"),
        ("case 20251107", "number:20251107"),
    ] {
        assert_eq!(found(text), [expected], "{text}");
    }
}

#[test]
fn names_are_pointed_out_by_form_of_address_by_list_and_by_two_capitals() {
    for (text, expected) in [
        ("I saw Ms. Okafor today", "name:Ms. Okafor"),
        ("Officer Brandt waved", "name:Officer Brandt"),
        ("Denise laughed", "name:Denise"),
        ("it was Denise’s idea", "name:Denise"),
        ("then Tanya Reyes left", "name:Tanya Reyes"),
        ("we drove Xochitl Abara home", "name:Xochitl Abara"),
    ] {
        assert_eq!(found(text), [expected], "{text}");
    }
}

#[test]
fn ordinary_sentences_pass() {
    for text in [
        "She laughed about the shoes, and I sat in the car for 10 minutes.",
        "On Thursday at 6:10 pm I had two calls. Then nothing.",
        "It was hard. I was tired. May came late this year.",
        "I called 988 with her, and 911 after that.",
        "Week 4 of 8, 30 minutes, 12 of 21.",
        "Hope is a long word, and grace too.",
        "We met at the County Court on Main.",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}

#[test]
fn the_same_thing_twice_is_pointed_out_once() {
    assert_eq!(found("Denise and then Denise, at 555-0142 or 555-0142").len(), 2);
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(text in "\\PC{0,200}") {
        for pointer in look_over(&text) {
            prop_assert!(text.contains(&pointer.text));
        }
    }
}
