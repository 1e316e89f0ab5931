//! A bundle as a folder: CSV tables, texts and checksums. Written beside its place and
//! renamed when whole, so that nobody finds half of one.

use std::fs;
use std::path::{Path, PathBuf};

use evenkeel_core::bundle::{Bundle, Table};
use evenkeel_core::error::{Code, Error, Result};
use sha2::{Digest, Sha256};

/// Writes a bundle into `folder`, which must be empty or not there yet, and returns the names of
/// its files in alphabetical order.
///
/// # Errors
/// [`Code::Refused`] when the folder holds something; [`Code::ReadOnly`] or [`Code::DiskFull`],
/// and then what was written so far is taken away again.
pub fn write_bundle(bundle: &Bundle, folder: &Path) -> Result<Vec<String>> {
    if folder.is_dir() && fs::read_dir(folder)?.next().is_some() {
        return Err(Error::refused(
            "That folder holds something already. Please choose an empty folder or a new name: Evenkeel \
             never writes over anything.",
        ));
    }
    let half = beside(folder)?;
    let written = write_files(bundle, &half).and_then(|files| {
        if folder.is_dir() {
            fs::remove_dir(folder)?;
        }
        fs::rename(&half, folder)?;
        Ok(files)
    });
    if written.is_err() {
        let _ = fs::remove_dir_all(&half);
    }
    written
}

/// A folder of its own in the same place, for as long as the writing takes.
fn beside(folder: &Path) -> Result<PathBuf> {
    let parent = folder
        .parent()
        .ok_or_else(|| Error::refused("Please choose a folder inside another one."))?;
    fs::create_dir_all(parent)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let half = parent.join(format!(".{name}.writing"));
    if half.exists() {
        fs::remove_dir_all(&half)?;
    }
    fs::create_dir(&half)?;
    Ok(half)
}

fn write_files(bundle: &Bundle, folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for table in &bundle.tables {
        files.push((table.file.to_owned(), csv_bytes(table)?));
    }
    for text in &bundle.texts {
        files.push((text.file.to_owned(), text.text.clone().into_bytes()));
    }
    files.sort();
    let sums: String = files
        .iter()
        .map(|(name, bytes)| format!("{}  {name}\n", hex(&Sha256::digest(bytes))))
        .collect();
    files.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    for (name, bytes) in &files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(files.into_iter().map(|(name, _)| name).collect())
}

fn csv_bytes(table: &Table) -> Result<Vec<u8>> {
    let fault = |error: csv::Error| Error::new(Code::Fault, error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&table.columns).map_err(fault)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned())).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| Error::new(Code::Fault, error.to_string()))
}

/// A cell that a spreadsheet will not take for a formula. Numbers stay as they are.
fn guarded(cell: &str) -> std::borrow::Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if risky { format!("'{cell}").into() } else { cell.into() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_made_plain_text() {
        assert_eq!(guarded("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(guarded("@sum"), "'@sum");
    }

    #[test]
    fn a_negative_number_stays_a_number() {
        assert_eq!(guarded("-12"), "-12");
    }
}
