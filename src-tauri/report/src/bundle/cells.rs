//! Cells as lines of CSV (RFC 4180, lines end in LF).

use std::borrow::Cow;
use std::io::Write;

use evenkeel_core::bundle::Cells;
use evenkeel_core::error::Result;

/// How many bytes are gathered before they are handed on.
const GATHERED: usize = 1 << 16;

/// Lines of CSV on their way into `out`.
pub(super) struct Lines<W> {
    out: W,
    gathered: Vec<u8>,
    /// Whether the row has a cell already.
    begun: bool,
    itoa: itoa::Buffer,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Self {
        let gathered = Vec::with_capacity(GATHERED + 4096);
        Self { out, gathered, begun: false, itoa: itoa::Buffer::new() }
    }

    pub(super) fn heading(&mut self, columns: &[String]) -> Result<()> {
        columns.iter().for_each(|column| self.text(column));
        self.end()
    }

    /// Hands on what is still gathered, and gives back where it went.
    pub(super) fn finish(mut self) -> Result<W> {
        self.out.write_all(&self.gathered)?;
        Ok(self.out)
    }

    fn next(&mut self) {
        if self.begun {
            self.gathered.push(b',');
        }
        self.begun = true;
    }
}

impl<W: Write> Cells for Lines<W> {
    fn text(&mut self, text: &str) {
        self.next();
        let text = guarded(text);
        if !text.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r')) {
            self.gathered.extend_from_slice(text.as_bytes());
            return;
        }
        self.gathered.push(b'"');
        for byte in text.bytes() {
            if byte == b'"' {
                self.gathered.push(b'"');
            }
            self.gathered.push(byte);
        }
        self.gathered.push(b'"');
    }

    fn whole(&mut self, number: i64) {
        self.next();
        self.gathered.extend_from_slice(self.itoa.format(number).as_bytes());
    }

    fn number(&mut self, number: f64) {
        // Sums and codes are whole numbers, and those are quicker written.
        let whole = number as i64;
        if whole as f64 == number && whole.abs() < 1 << 50 {
            return self.whole(whole);
        }
        self.next();
        let _ = write!(self.gathered, "{number}");
    }

    fn tenths(&mut self, tenths: i64) {
        self.whole(tenths / 10);
        self.gathered.extend([b'.', b'0' + (tenths % 10).unsigned_abs() as u8]);
    }

    fn empty(&mut self) {
        self.next();
    }

    fn end(&mut self) -> Result<()> {
        self.begun = false;
        self.gathered.push(b'\n');
        if self.gathered.len() >= GATHERED {
            self.out.write_all(&self.gathered)?;
            self.gathered.clear();
        }
        Ok(())
    }
}

/// A text that no spreadsheet will take for a formula: what begins like one gets an apostrophe, as
/// OWASP’s page on CSV injection has it. A text that is a number stays one.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let is_number = || {
        text.bytes().all(|byte| b"+-.0123456789e".contains(&byte)) && text.parse::<f64>().is_ok()
    };
    if risky && !is_number() { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use evenkeel_core::bundle::Cells;

    use super::{Lines, guarded};

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_made_plain_text() {
        for cell in ["=HYPERLINK(\"x\")", "@sum", "+cmd|x", "-2+3", "\tx", "＝1", "-inf"] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
    }

    #[test]
    fn a_number_stays_a_number() {
        for cell in ["-12", "+3", "-1.5e3", "12"] {
            assert_eq!(guarded(cell), cell);
        }
    }

    #[test]
    fn cells_are_written_as_another_program_reads_them() {
        let mut lines = Lines::new(Vec::new());
        lines.text("a \"b\", c\nd");
        lines.whole(-7);
        lines.number(2.25);
        lines.number(-3.0);
        lines.tenths(123);
        lines.tenths(4);
        lines.empty();
        lines.end().unwrap();
        let bytes = lines.finish().unwrap();
        let mut read = csv::ReaderBuilder::new().has_headers(false).from_reader(&*bytes);
        let row = read.records().next().unwrap().unwrap();
        let cells: Vec<&str> = row.iter().collect();
        assert_eq!(cells, ["a \"b\", c\nd", "-7", "2.25", "-3", "12.3", "0.4", ""]);
    }
}
