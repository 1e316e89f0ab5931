//! The rules of language that a machine can hold.
//!
//! They are whole words, so that "secure" and "addiction" pass. "Clean" and "dirty" are fine about
//! a kitchen, so only the phrases that speak about people or tests are held.

use crate::course::text;

const PROMISE: &str = "Say what was found, in how many studies.";
const CHASE: &str = "Say how many days it was, without a chase.";
const PERSON: &str = "Say person, coach, client, or you.";
const TEST: &str = "Say positive or negative about a test, and in recovery about a person.";

/// Words that nobody should read here, in lower case, and what to do about them.
const RULES: &[(&str, &str)] = &[
    ("proven", PROMISE),
    ("guarantee", PROMISE),
    ("guarantees", PROMISE),
    ("guaranteed", PROMISE),
    ("cure", PROMISE),
    ("cures", PROMISE),
    ("cured", PROMISE),
    ("streak", CHASE),
    ("streaks", CHASE),
    ("congratulations", "Leave the praise out."),
    ("user", PERSON),
    ("users", PERSON),
    ("addict", PERSON),
    ("addicts", PERSON),
    ("failed", "Say what happened instead."),
    ("non compliant", "Say what happened instead."),
    ("noncompliant", "Say what happened instead."),
    ("clean and sober", TEST),
    ("clean time", TEST),
    ("get clean", TEST),
    ("got clean", TEST),
    ("getting clean", TEST),
    ("stay clean", TEST),
    ("stayed clean", TEST),
    ("staying clean", TEST),
    ("days clean", TEST),
    ("weeks clean", TEST),
    ("months clean", TEST),
    ("years clean", TEST),
    ("clean test", TEST),
    ("clean tests", TEST),
    ("clean screen", TEST),
    ("clean screens", TEST),
    ("clean urine", TEST),
    ("clean ua", TEST),
    ("clean uas", TEST),
    ("dirty test", TEST),
    ("dirty tests", TEST),
    ("dirty screen", TEST),
    ("dirty screens", TEST),
    ("dirty urine", TEST),
    ("dirty ua", TEST),
    ("dirty uas", TEST),
    ("tested clean", TEST),
    ("tested dirty", TEST),
];

/// Everything in a text that it should not say: the problem and the remedy.
pub(super) fn trespasses(text: &str) -> Vec<(String, &'static str)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (phrase, remedy) in RULES {
        let phrase_words: Vec<&str> = phrase.split(' ').collect();
        if words.windows(phrase_words.len()).any(|window| window == phrase_words) {
            found.push((format!("This says “{phrase}”."), *remedy));
        }
    }
    if text.contains('!') {
        found.push(("There is an exclamation mark.".to_owned(), "End with a full stop."));
    }
    if let Some(sign) = text.chars().find(|&c| is_emoji(c)) {
        found.push((format!("There is the sign “{sign}”."), "Say it in words."));
    }
    found
}

/// Whether an item repeats the time span that stands above all items.
pub(super) fn repeats_recall(text: &str) -> bool {
    let words: Vec<String> = text::words(text)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    words.windows(3).any(|window| {
        matches!(window[0].as_str(), "past" | "last")
            && matches!(window[1].as_str(), "two" | "2")
            && window[2] == "weeks"
    })
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{FE0F}' | '\u{200D}')
}
