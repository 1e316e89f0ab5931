//! The recovery code: random, printed, and typed back once in years.
//!
//! Six groups of five such as `7KQM2`: four random letters and one that checks them, 120 random
//! bits in all. A letter that was misread shows, and in which group.

use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::letters::{self, LETTERS};
use crate::ports::Ports;

/// How many groups a code has.
pub const GROUPS: usize = 6;
/// How many letters a group has, the checking one included.
const GROUP: usize = 5;

/// A new code.
pub fn draw(ports: &dyn Ports) -> Zeroizing<String> {
    let groups: Vec<_> =
        (0..GROUPS).map(|_| Zeroizing::new(letters::draw(ports, GROUP - 1))).collect();
    let groups: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
    Zeroizing::new(groups.join("-"))
}

/// The code as it was printed, from how somebody typed it: small letters, other dashes, and O, I
/// and L for the digits they look like are all fine. `None` for what is no code.
///
/// # Errors
/// [`crate::Code::Refused`] with the group to look at, when one letter of a code is wrong.
pub(super) fn read(typed: &str) -> Result<Option<Zeroizing<String>>> {
    let letters: Zeroizing<String> = Zeroizing::new(tidy(typed));
    let ours = letters.bytes().all(|letter| LETTERS.contains(&letter));
    if letters.len() != GROUPS * GROUP || !ours {
        return Ok(None);
    }
    let groups: Vec<&str> = (0..GROUPS).map(|at| &letters[at * GROUP..(at + 1) * GROUP]).collect();
    let wrong: Vec<usize> = (0..GROUPS).filter(|at| !letters::is_whole(groups[*at])).collect();
    match wrong.as_slice() {
        [] => Ok(Some(Zeroizing::new(groups.join("-")))),
        [at, ..] if wrong.len() <= GROUPS / 2 => Err(Error::refused(format!(
            "Group {} of this recovery code has a letter that does not fit. Nothing was lost. \
             Look at it once more, then try again.",
            at + 1
        ))),
        _ => Ok(None),
    }
}

/// Whether somebody typed this group of a code.
pub(crate) fn same_group(code: &str, at: usize, typed: &str) -> bool {
    code.split('-').nth(at).is_some_and(|group| group == *Zeroizing::new(tidy(typed)))
}

fn tidy(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}
