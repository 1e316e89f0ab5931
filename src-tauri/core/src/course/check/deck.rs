//! The boundary scenarios and the glossary.

use std::collections::BTreeSet;

use super::Report;
use crate::course::deck::Deck;
use crate::course::finding::line_of;
use crate::course::glossary::Glossary;
use crate::course::load::{DECK, GLOSSARY};
use crate::course::{ContentFolder, read};

/// How many words a scene has: long enough to be somewhere, short enough for a break.
const SCENE_WORDS: std::ops::RangeInclusive<u32> = 35..=110;

/// Checks the deck; `roles` are the ids the course knows.
pub(super) fn check(content: &ContentFolder, roles: &BTreeSet<String>, report: &mut Report) {
    report.refer(DECK);
    let Some(source) = report.keep(read::text(content, DECK)) else { return };
    let Some(deck) = report.keep(read::toml::<Deck>(DECK, &source)) else { return };
    report.read(DECK, &source, "the deck’s title", &deck.title);
    report.read(DECK, &source, "what the deck is", &deck.about);
    report.ids(DECK, &source, deck.places.iter().map(|place| place.id.as_str()));
    report.ids(DECK, &source, deck.scenarios.iter().map(|one| one.id.as_str()));
    for place in &deck.places {
        report.read(DECK, &source, "a place’s name", &place.title);
        if !deck.scenarios.iter().any(|one| one.place == place.id) {
            report.add(
                DECK,
                line_of(&source, &format!("\"{}\"", place.id)),
                format!("Nothing happens at “{}”.", place.id),
                "Write a scenario there, or take the place out.",
            );
        }
    }
    for one in &deck.scenarios {
        let line = line_of(&source, &format!("\"{}\"", one.id));
        let what = |part: &str| format!("{part} of “{}”", one.id);
        for (part, text) in [
            ("the title", &one.title),
            ("the scene", &one.scene),
            ("what to notice", &one.notice),
            ("what to tell", &one.tell),
            ("stepping back", &one.step_back),
        ] {
            report.read(DECK, &source, &what(part), text);
        }
        for way in &one.might {
            report.read(DECK, &source, &what("a way"), way);
        }
        if one.might.len() < 2 {
            report.add(
                DECK,
                line,
                format!("“{}” offers a single way, which reads as a rule.", one.id),
                "Offer two ways or more.",
            );
        }
        if !deck.places.iter().any(|place| place.id == one.place) {
            report.add(
                DECK,
                line,
                format!("“{}” happens at “{}”, which is no place.", one.id, one.place),
                "Name the id of a [[place]].",
            );
        }
        report.known_roles(DECK, line, &one.roles, roles);
        let words = crate::course::text::word_count(&one.scene);
        if !SCENE_WORDS.contains(&words) {
            report.add(
                DECK,
                line,
                format!("The scene of “{}” has {words} words.", one.id),
                "Bring it to 35 to 110.",
            );
        }
    }
}

pub(super) fn check_glossary(content: &ContentFolder, report: &mut Report) {
    report.refer(GLOSSARY);
    let Some(source) = report.keep(read::text(content, GLOSSARY)) else { return };
    let Some(glossary) = report.keep(read::toml::<Glossary>(GLOSSARY, &source)) else { return };
    report.ids(GLOSSARY, &source, glossary.terms.iter().map(|term| term.id.as_str()));
    let mut forms = BTreeSet::new();
    for term in &glossary.terms {
        report.read(GLOSSARY, &source, "a term", &term.title);
        report.read(GLOSSARY, &source, &format!("the text of “{}”", term.id), &term.text);
        for form in &term.words {
            let line = line_of(&source, form);
            if !forms.insert(form) {
                report.add(
                    GLOSSARY,
                    line,
                    format!("Two terms explain “{form}”."),
                    "Leave it to one of them.",
                );
            }
            if *form != form.to_lowercase() || form.trim().is_empty() {
                report.add(
                    GLOSSARY,
                    line,
                    format!("The form “{form}” is not in lower case."),
                    "Write it in lower case; capitals are found as well.",
                );
            }
        }
    }
}
