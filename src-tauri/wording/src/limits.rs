//! How much is read at most, so that no file can fill the memory.

use evenkeel_core::measures::found::{FoundItem, Note};

use crate::{Outcome, Refusal};

/// The largest file, bytes.
pub const LARGEST_FILE: u64 = 24 * 1024 * 1024;
/// The most that a ZIP may hold once unpacked, bytes.
pub const LARGEST_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most questions of one file.
pub const MOST_ITEMS: usize = 5000;
/// The most members of a ZIP, and files of a folder.
pub(crate) const MOST_MEMBERS: usize = 2000;
/// The most rows of a table.
pub(crate) const MOST_ROWS: usize = 50_000;
/// The most columns of a table.
pub(crate) const MOST_COLUMNS: usize = 500;
/// The longest question or label, bytes.
const LONGEST_TEXT: usize = 8 * 1024;
/// The most answers of one question.
const MOST_OPTIONS: usize = 100;
/// The most notes that are kept.
const MOST_NOTES: usize = 200;

/// Whether a question is of a size that a question can have.
pub(crate) fn item(item: &FoundItem, before: usize) -> Outcome<()> {
    let refuse = |reason: String| Err(Refusal::at(&item.place, reason));
    if before >= MOST_ITEMS {
        return refuse(format!("There are more than {MOST_ITEMS} questions."));
    }
    if item.text.trim().is_empty() {
        return refuse("This question has answers and no words.".to_owned());
    }
    if item.text.len() > LONGEST_TEXT {
        return refuse("This question is too long to be one.".to_owned());
    }
    if item.options.len() > MOST_OPTIONS {
        return refuse(format!("This question has more than {MOST_OPTIONS} answers."));
    }
    if item.options.iter().any(|option| option.label.len() + option.code.len() > LONGEST_TEXT) {
        return refuse("An answer is too long to be one.".to_owned());
    }
    for (at, option) in item.options.iter().enumerate() {
        if item.options[..at].iter().any(|before| before.code == option.code) {
            return refuse(format!("The code {} is there twice.", option.code));
        }
    }
    Ok(())
}

/// Keeps the first notes, and says how many more there were.
pub(crate) fn notes(notes: &mut Vec<Note>) {
    let more = notes.len().saturating_sub(MOST_NOTES);
    if more > 0 {
        notes.truncate(MOST_NOTES);
        notes.push(Note { place: "the file".to_owned(), words: format!("… and {more} more.") });
    }
}
