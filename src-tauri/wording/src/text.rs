//! From bytes to text.

use crate::{Outcome, Refusal};

/// The text of a file in UTF-8, without its byte-order mark.
pub(crate) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Outcome<&'a str> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal::at(name, "This is saved as UTF-16. Save it again as UTF-8."));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        Refusal::at(
            format!("{name}, line {line}"),
            "This is not text in UTF-8. Save it again as UTF-8.",
        )
    })?;
    match text.find('\0') {
        None => Ok(text),
        Some(at) => {
            let line = text[..at].lines().count().max(1);
            Err(Refusal::at(format!("{name}, line {line}"), "This is no text."))
        }
    }
}

/// One line of running text: every run of white space is one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
