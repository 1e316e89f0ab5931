//! A workbook for spreadsheet programs. Texts stay texts: no cell of it is a formula.

use std::path::Path;

use evenkeel_core::bundle::{Cells, Table, Workbook};
use evenkeel_core::error::{Code, Error, Result};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Workbook as Book, Worksheet, XlsxError,
};

use super::cells::guarded;

/// The most rows that a sheet takes, headings included.
const MOST_ROWS: u32 = 1_048_576;

/// The bytes of a workbook. What it sets aside while it is made lies in `folder`.
pub(super) fn bytes(workbook: &Workbook, folder: &Path) -> Result<Vec<u8>> {
    let mut book = Book::new();
    book.set_tempdir(folder).map_err(fault)?;
    // Else it would say when it was made.
    let made = ExcelDateTime::from_ymd(1980, 1, 1).map_err(fault)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for (name, table) in &workbook.sheets {
        let sheet = book.add_worksheet_with_constant_memory().map_err(fault)?;
        sheet.set_name(*name).map_err(fault)?;
        fill(sheet, table)?;
    }
    book.save_to_buffer().map_err(fault)
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<()> {
    sheet.set_freeze_panes(1, 0).map_err(fault)?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, heading, &bold).map_err(fault)?;
    }
    let mut rows = Rows { sheet, row: 1, column: 0, failed: None };
    (table.rows)(&mut rows)
}

fn fault(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) => error.into(),
        other => Error::new(Code::Fault, other.to_string()),
    }
}

/// Rows on their way into a sheet.
struct Rows<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    /// What went wrong first, told at the end of the row.
    failed: Option<XlsxError>,
}

impl Rows<'_> {
    fn put(&mut self, put: impl FnOnce(&mut Worksheet, u32, u16) -> Option<XlsxError>) {
        if self.failed.is_none() && self.row < MOST_ROWS {
            self.failed = put(self.sheet, self.row, self.column);
        }
        self.column += 1;
    }
}

impl Cells for Rows<'_> {
    fn text(&mut self, text: &str) {
        self.put(|sheet, row, column| sheet.write_string(row, column, guarded(text)).err());
    }

    fn whole(&mut self, number: i64) {
        self.number(number as f64);
    }

    fn number(&mut self, number: f64) {
        self.put(|sheet, row, column| sheet.write_number(row, column, number).err());
    }

    fn tenths(&mut self, tenths: i64) {
        self.number(tenths as f64 / 10.0);
    }

    fn empty(&mut self) {
        self.put(|_, _, _| None);
    }

    fn end(&mut self) -> Result<()> {
        if self.row == MOST_ROWS {
            return Err(Error::refused(
                "There are more rows than a spreadsheet takes. Nothing was written.",
            ));
        }
        (self.row, self.column) = (self.row + 1, 0);
        self.failed.take().map_or(Ok(()), |error| Err(fault(error)))
    }
}
