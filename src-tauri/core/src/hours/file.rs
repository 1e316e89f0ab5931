//! The files of certificates: each with a name of its own, and none written over.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::certificate::{CertificateSays, Statement};
use crate::error::Result;

/// Writes a new file into a folder, never in place of another. The same file that lies there
/// already is left, and given.
///
/// # Errors
/// [`Code::ReadOnly`], [`Code::DiskFull`] or [`Code::NotFound`]; then nothing half-written is left.
pub fn write_new(folder: &Path, stem: &str, bytes: &[u8]) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    for copy in 1.. {
        let name = if copy == 1 { format!("{stem}.pdf") } else { format!("{stem} ({copy}).pdf") };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                if let Err(error) = file.write_all(bytes).and_then(|()| file.sync_all()) {
                    let _ = fs::remove_file(&path);
                    return Err(error.into());
                }
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if fs::read(&path).is_ok_and(|there| there == bytes) {
                    return Ok(path);
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    unreachable!("there is always another name")
}

/// The name of a certificate's file, without its ending.
pub fn file_stem(statement: &Statement) -> String {
    let what = match statement.says {
        CertificateSays::Completed => "Certificate",
        CertificateSays::Attended => "Statement of attendance",
    };
    let plain = |c: char| if c.is_alphanumeric() || " -’".contains(c) { c } else { ' ' };
    let name: String = statement.name.chars().map(plain).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{what} {name} {}", statement.number)
}
