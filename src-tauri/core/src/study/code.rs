//! Codes that people read aloud: drawn at random, derived from nothing, with a check character.

use crate::letters;
use crate::ports::Ports;

/// A participant's code such as `7KQM-2X9T`: seven random characters and the check character.
pub fn participant(ports: &dyn Ports) -> String {
    let code = letters::draw(ports, 7);
    format!("{}-{}", &code[..4], &code[4..])
}

/// A receipt's number such as `7KQ-M2X`: five random characters and the check character.
pub fn receipt(ports: &dyn Ports) -> String {
    let code = letters::draw(ports, 5);
    format!("{}-{}", &code[..3], &code[3..])
}

/// Whether a code is whole: a mistyped character shows.
pub fn is_whole(code: &str) -> bool {
    letters::is_whole(&code.replace('-', ""))
}
