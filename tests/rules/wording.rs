//! Nobody else's questions stand in this repository: keys, facts and fingerprints alone.

use std::collections::BTreeSet;

use evenkeel_core::course::ContentFolder;
use evenkeel_core::measures::fingerprint::Fingerprints;
use evenkeel_core::measures::load;

use crate::{files, root};

/// Lines, what stands in quotation marks in them, and sentences over several lines.
fn pieces(text: &str) -> BTreeSet<String> {
    let mut pieces = BTreeSet::new();
    for line in text.lines() {
        pieces.insert(line.trim().to_owned());
        pieces.extend(line.split(['"', '“', '”', '`', '|', '\t']).map(str::to_owned));
        pieces.extend(line.split_once(['.', ')', ',']).map(|(_, rest)| rest.to_owned()));
    }
    let running = text.split_whitespace().collect::<Vec<_>>().join(" ");
    pieces.extend(running.split(['.', '?', '!', '"', ':']).map(str::to_owned));
    pieces.retain(|piece| (10..400).contains(&piece.len()));
    pieces
}

fn published(text: &str, prints: &Fingerprints) -> Vec<String> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    for id in prints.instruments.keys() {
        let numbers = pieces.iter().filter_map(|piece| prints.number(id, piece));
        found.extend(numbers.map(|number| format!("{id} {number}")));
    }
    found
}

#[test]
fn no_published_item_stands_in_the_repository() {
    let content = ContentFolder::new(root().join("content"));
    let prints = load::fingerprints(&content).unwrap();
    assert!(prints.instruments.values().map(|items| items.len()).sum::<usize>() >= 91);
    for folder in ["content", "src-tauri", "tests", "ui/src"] {
        let endings = ["md", "toml", "rs", "ts", "svelte", "json", "csv", "tsv", "txt", "py"];
        for (name, text) in files(folder, &endings) {
            // The item's number is said, never its words.
            assert_eq!(published(&text, &prints), [""; 0], "{name}");
        }
    }
}

#[test]
fn the_rule_itself_sees_an_item_wherever_it_stands() {
    use evenkeel_core::measures::fingerprint::fingerprint;
    let mut prints = Fingerprints::default();
    let item = fingerprint("nights", "I lay there and did sums.");
    prints.instruments.insert("nights".to_owned(), [(item, 3)].into());
    for text in [
        "I lay there and did sums.",
        "item = { text = \"I lay there and did sums.\" }",
        "3. I lay there and did sums",
        "First this. I lay there\n    and did sums. Then that.",
    ] {
        assert!(!published(text, &prints).is_empty(), "{text}");
    }
    assert!(published("I lay there and did nothing.", &prints).is_empty());
}
