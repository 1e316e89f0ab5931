//! Files for other programs, before they become files.

/// A folder of tables and texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// Its tables, each a CSV file.
    pub tables: Vec<Table>,
    /// Its other files.
    pub texts: Vec<Text>,
}

/// One table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The file it becomes, from the bundle's folder.
    pub file: &'static str,
    /// The headings.
    pub columns: Vec<&'static str>,
    /// The rows, as many cells as columns.
    pub rows: Vec<Vec<String>>,
}

/// One text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The file it becomes, from the bundle's folder.
    pub file: &'static str,
    /// What stands in it.
    pub text: String,
}
