//! Files for other programs, before they become files. Rows are handed on one by one: a table of
//! millions of cells is never held as a whole.

use crate::error::Result;

/// A folder of tables and texts.
#[derive(Default)]
pub struct Bundle<'a> {
    /// Its tables, each a CSV file.
    pub tables: Vec<Table<'a>>,
    /// Its workbooks.
    pub workbooks: Vec<Workbook<'a>>,
    /// Its other files.
    pub texts: Vec<Text>,
    /// A line of its own above the checksums; none where it is empty.
    pub note: String,
}

/// One table.
pub struct Table<'a> {
    /// The file it becomes, from the bundle's folder.
    pub file: &'a str,
    /// The headings.
    pub columns: Vec<String>,
    /// Gives the rows, each time in the same order.
    pub rows: Rows<'a>,
}

/// Gives rows: as many cells as columns, then [`Cells::end`].
pub type Rows<'a> = Box<dyn Fn(&mut dyn Cells) -> Result<()> + 'a>;

/// Takes the cells of a table in their order.
pub trait Cells {
    /// A text. What a spreadsheet would run is made plain.
    fn text(&mut self, text: &str);
    /// A whole number.
    fn whole(&mut self, number: i64);
    /// Any number, as exactly as it is known.
    fn number(&mut self, number: f64);
    /// Tenths, written with one place after the point.
    fn tenths(&mut self, tenths: i64);
    /// Nothing.
    fn empty(&mut self);
    /// The end of a row.
    ///
    /// # Errors
    /// When it cannot be written.
    fn end(&mut self) -> Result<()>;
}

/// A workbook of a spreadsheet program (XLSX).
pub struct Workbook<'a> {
    /// The file it becomes, from the bundle's folder.
    pub file: &'a str,
    /// Its sheets by name, from the left.
    pub sheets: Vec<(&'a str, Table<'a>)>,
}

/// One text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The file it becomes, from the bundle's folder.
    pub file: &'static str,
    /// What stands in it.
    pub text: String,
}

/// What a bundle became.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Its files from the folder, in alphabetical order, and the checksums last.
    pub files: Vec<String>,
    /// SHA-256 of the file of checksums, hexadecimal: it stands for the whole.
    pub sums: String,
}

impl<'a> Table<'a> {
    /// A small table whose rows are there already.
    pub fn of(file: &'a str, columns: Vec<&str>, rows: Vec<Vec<String>>) -> Self {
        let columns = columns.into_iter().map(str::to_owned).collect();
        let rows = Box::new(move |cells: &mut dyn Cells| {
            for row in &rows {
                row.iter().for_each(|cell| cells.text(cell));
                cells.end()?;
            }
            Ok(())
        });
        Self { file, columns, rows }
    }
}
