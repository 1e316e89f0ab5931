//! Numbered text from a form: `7. I slept.` is a question, `1 = Never` an answer, and what stands
//! above the first question is the instruction.
//!
//! Answers hold for the questions after them, until others are given; answers that stand after
//! all questions hold for those that have none. A line without a number goes on with the question
//! before it; an empty line ends it.

use evenkeel_core::measures::found::{CopyFormat, FoundItem, FoundOption};

use crate::text::one_line;
use crate::{Outcome, Read, Refusal};

/// Reads the text.
pub(crate) fn read(text: &str) -> Outcome<Read> {
    let mut reader = Reader { read: Read::new(CopyFormat::Text), ..Reader::default() };
    for (at, line) in (1..).zip(text.lines()) {
        reader.line(at, line)?;
    }
    reader.close()?;
    let late = std::mem::take(&mut reader.options);
    if !reader.options_used {
        for item in reader.read.items.iter_mut().filter(|item| item.options.is_empty()) {
            item.options.clone_from(&late);
        }
    }
    Ok(reader.read)
}

struct Reader {
    read: Read,
    /// The question under way: its line, number and words.
    open: Option<(usize, u32, String)>,
    /// The answers that hold now.
    options: Vec<FoundOption>,
    /// Whether a question has taken them.
    options_used: bool,
    /// Whether an empty line has ended the question before.
    ended: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            read: Read::new(CopyFormat::Text),
            open: None,
            options: Vec::new(),
            options_used: false,
            ended: false,
        }
    }
}

impl Reader {
    fn line(&mut self, at: usize, line: &str) -> Outcome<()> {
        // Forms print a line or a box to write on before the number.
        let line = line.trim_start_matches(['_', '☐', '□', '•', ' ', '\t', '\u{feff}']).trim_end();
        if line.is_empty() {
            self.ended = true;
            return Ok(());
        }
        if let Some(options) = answers(line) {
            self.close()?;
            if self.options_used {
                self.options.clear();
                self.options_used = false;
            }
            self.options.extend(options);
        } else if let Some((number, text)) = question(line) {
            self.close()?;
            self.open = Some((at, number, text.to_owned()));
            self.ended = false;
        } else if let Some((_, _, text)) = self.open.as_mut().filter(|_| !self.ended) {
            text.push(' ');
            text.push_str(line);
        } else if self.read.items.is_empty() && self.open.is_none() {
            self.read.instruct("", line);
        } else {
            self.read.note(format!("line {at}"), "This line belongs to no question.");
        }
        Ok(())
    }

    fn close(&mut self) -> Outcome<()> {
        let Some((at, number, text)) = self.open.take() else { return Ok(()) };
        let place = format!("line {at}");
        if self.read.items.iter().any(|item| item.number == Some(number)) {
            return Err(Refusal::at(place, format!("The number {number} is there twice.")));
        }
        self.options_used |= !self.options.is_empty();
        self.read.add(FoundItem {
            place,
            part: String::new(),
            name: String::new(),
            number: Some(number),
            text: one_line(without_scale(&text)),
            options: self.options.clone(),
        })
    }
}

/// The answers of a line: `1 = Never`, or several of them.
fn answers(line: &str) -> Option<Vec<FoundOption>> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = line[at..].find('=') {
        let sign = at + found;
        let before = line[..sign].trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let start = if digits.ends_with('-') { digits.len() - 1 } else { digits.len() };
        if digits.len() < before.len() && line.is_char_boundary(start) {
            places.push((start, sign));
        }
        at = sign + 1;
    }
    let (first, _) = places.first()?;
    if *first != 0 {
        return None;
    }
    let ends = places.iter().skip(1).map(|(start, _)| *start).chain([line.len()]);
    let options = places.iter().zip(ends).map(|((start, sign), end)| {
        let label = line[sign + 1..end].trim_matches([' ', '\t', ',', ';', '|', '/', '·']);
        FoundOption { code: line[*start..*sign].trim().to_owned(), label: one_line(label) }
    });
    Some(options.collect())
}

/// The number and the words of a question: `7. I slept`, `7) I slept`, `7 I slept`.
fn question(line: &str) -> Option<(u32, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let number = line[..digits].parse().ok()?;
    let rest = line[digits..].strip_prefix(['.', ')', ':']).unwrap_or(&line[digits..]);
    let text = rest.trim_start();
    let starts = rest.len() > text.len() && text.starts_with(|c: char| !c.is_ascii_digit());
    (starts && text.chars().any(char::is_alphabetic)).then_some((number, text))
}

/// The words without the row of numbers to circle that a form prints after them.
fn without_scale(text: &str) -> &str {
    let mut rest = text.trim_end();
    let mut last: Option<i64> = None;
    let mut taken = 0;
    while let Some((before, number)) = rest.rsplit_once(char::is_whitespace) {
        let Ok(code) = number.parse::<i64>() else { break };
        let step = last.map(|last| last - code);
        if step.is_some_and(|step| step <= 0 || step > 25) {
            break;
        }
        (last, rest, taken) = (Some(code), before.trim_end(), taken + 1);
    }
    if taken >= 3 { rest } else { text }
}
