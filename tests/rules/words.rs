//! Words that people never read here. Content has the same rule in its own check.

use crate::files;

/// From the house's rules of language: whole words, in text that people read.
const NEVER: &[&str] = &[
    "proven",
    "guarantee",
    "guaranteed",
    "cure",
    "streak",
    "streaks",
    "congratulations",
    "user",
    "users",
    "non-compliant",
    "addict",
    "addicts",
    "oops",
];

/// The text between the tags of a component, without its code, styles and expressions.
fn visible(component: &str) -> String {
    let mut text = component.to_owned();
    for tag in ["script", "style"] {
        while let Some(start) = text.find(&format!("<{tag}")) {
            let close = format!("</{tag}>");
            let end = text[start..].find(&close).map_or(text.len(), |at| start + at + close.len());
            text.replace_range(start..end, "");
        }
    }
    let text = without(&text, '{', '}');
    without(&text, '<', '>')
}

/// The text outside a pair of brackets.
fn without(text: &str, open: char, close: char) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            if *c == open {
                depth += 1;
            } else if *c == close {
                depth -= 1;
                return false;
            }
            depth == 0
        })
        .collect()
}

fn forbidden(text: &str) -> Vec<&'static str> {
    let words: Vec<String> =
        text.split(|c: char| !(c.is_alphabetic() || c == '-')).map(str::to_lowercase).collect();
    NEVER.iter().copied().filter(|never| words.iter().any(|word| word == never)).collect()
}

#[test]
fn the_screens_say_nothing_that_shames_or_promises() {
    let mut found = Vec::new();
    for (name, text) in files("ui/src", &["svelte"]) {
        let seen = visible(&text);
        found.extend(forbidden(&seen).into_iter().map(|word| format!("{name}: {word}")));
        if seen.contains("!") {
            found.push(format!("{name}: an exclamation mark"));
        }
    }
    for (name, text) in files("ui/messages", &["json"]) {
        let messages: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&text).unwrap();
        for (key, message) in &messages {
            let said = message.to_string();
            found.extend(forbidden(&said).into_iter().map(|word| format!("{name}: {key}: {word}")));
            if said.contains('!') {
                found.push(format!("{name}: {key}: an exclamation mark"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_rule_itself_sees_what_it_should() {
    let component = "<script>let user = 1;</script><p class=\"user\">A {streak} of proven days</p>";
    assert_eq!(forbidden(&visible(component)), ["proven"]);
}

#[test]
fn every_error_says_what_happened_and_what_is_safe_or_to_do() {
    use evenkeel_core::Code;
    for code in [
        Code::WrongPassphrase,
        Code::TryLater,
        Code::KeychainAway,
        Code::DamagedLedger,
        Code::DamagedBackup,
        Code::NewerLedger,
        Code::MissingKeys,
        Code::LedgerInUse,
        Code::Locked,
        Code::ForeignInvitation,
        Code::BadHandIn,
        Code::ReadOnly,
        Code::DiskFull,
        Code::DiskTrouble,
        Code::NotFound,
        Code::MailboxAway,
        Code::Content,
        Code::Refused,
        Code::Fault,
    ] {
        let (_, happened, next) = code.words();
        assert!(happened.ends_with('.') && next.ends_with('.'), "{}", code.name());
        let words = format!("{happened} {next}");
        assert!(!words.contains('!') && forbidden(&words).is_empty(), "{}", code.name());
    }
}
