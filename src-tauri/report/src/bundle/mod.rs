//! A bundle as a folder: CSV tables, workbooks, texts and checksums. Written beside its place and
//! renamed when whole, so that nobody finds half of one. The same bundle gives the same bytes, and
//! no file says when it was written or by whom.

mod cells;
mod sheet;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use evenkeel_core::bundle::{Bundle, Table, Written};
use evenkeel_core::error::{Error, Result};
use sha2::{Digest, Sha256};

use cells::Lines;

/// The file of checksums, as `sha256sum -c` reads it.
const SUMS: &str = "SHA256SUMS";
/// The time every file says it was written at: 1 January 1980, the first that a ZIP file knows.
const NO_TIME: Duration = Duration::from_secs(315_532_800);

/// Writes a bundle into `folder`, which must be empty or not there yet.
///
/// # Errors
/// [`evenkeel_core::Code::Refused`] when the folder holds something;
/// [`evenkeel_core::Code::ReadOnly`] or [`evenkeel_core::Code::DiskFull`], and then what was
/// written so far is taken away again.
pub fn write_bundle(bundle: &Bundle, folder: &Path) -> Result<Written> {
    if folder.is_dir() && fs::read_dir(folder)?.next().is_some() {
        return Err(Error::refused(
            "That folder holds something already. Please choose an empty folder or a new name: Evenkeel \
             never writes over anything.",
        ));
    }
    let half = beside(folder)?;
    let written = write_files(bundle, &half).and_then(|written| {
        if folder.is_dir() {
            fs::remove_dir(folder)?;
        }
        fs::rename(&half, folder)?;
        Ok(written)
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

fn write_files(bundle: &Bundle, folder: &Path) -> Result<Written> {
    let mut sums: Vec<(String, String)> = Vec::new();
    for table in &bundle.tables {
        sums.push((table.file.to_owned(), write_table(table, folder)?));
    }
    for workbook in &bundle.workbooks {
        let bytes = sheet::bytes(workbook, folder)?;
        sums.push((workbook.file.to_owned(), write_bytes(&bytes, &folder.join(workbook.file))?));
    }
    for text in &bundle.texts {
        let path = folder.join(text.file);
        sums.push((text.file.to_owned(), write_bytes(text.text.as_bytes(), &path)?));
    }
    sums.sort();
    let mut lines = match &*bundle.note {
        "" => String::new(),
        note => format!("# {note}\n"),
    };
    lines.extend(sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")));
    let own = write_bytes(lines.as_bytes(), &folder.join(SUMS))?;
    let mut files: Vec<String> = sums.into_iter().map(|(name, _)| name).collect();
    files.push(SUMS.to_owned());
    Ok(Written { files, sums: own })
}

/// Writes a table row by row and gives its checksum.
fn write_table(table: &Table, folder: &Path) -> Result<String> {
    let mut lines = Lines::new(Summed::create(&folder.join(table.file))?);
    lines.heading(&table.columns)?;
    (table.rows)(&mut lines)?;
    lines.finish()?.finish()
}

fn write_bytes(bytes: &[u8], path: &Path) -> Result<String> {
    let mut file = Summed::create(path)?;
    file.write_all(bytes)?;
    file.finish()
}

/// A file that is summed while it is written.
struct Summed {
    file: BufWriter<File>,
    sha: Sha256,
}

impl Summed {
    fn create(path: &Path) -> Result<Self> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(Self {
            file: BufWriter::with_capacity(1 << 16, File::create(path)?),
            sha: Sha256::new(),
        })
    }

    /// Its checksum, once everything is on the disk.
    fn finish(self) -> Result<String> {
        let file = self.file.into_inner().map_err(|error| Error::from(error.into_error()))?;
        file.set_modified(SystemTime::UNIX_EPOCH + NO_TIME)?;
        file.sync_all()?;
        Ok(self.sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sha.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
