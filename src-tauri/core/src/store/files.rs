//! Files written so that a power cut leaves the old one or the new one, never half of either.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::Result;

/// A path with something put after its name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    PathBuf::from(name)
}

/// A new file that only its owner may read, where the system knows owners. What was there under
/// this name is gone.
pub(crate) fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Puts a file in the place of another, whole or not at all. When it returns, it lasts.
///
/// # Errors
/// [`crate::Code::ReadOnly`], [`crate::Code::DiskFull`] or [`crate::Code::DiskTrouble`]; then the
/// old file is there as before.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let before = match std::fs::read(path) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    write_over(path, bytes)?;
    sync_folder_of(path).inspect_err(|_| {
        // It may or may not last: who is told that it did not work must find the old one.
        let _ = match before {
            Some(before) => write_over(path, &before),
            None => std::fs::remove_file(path).map_err(Into::into),
        };
    })
}

fn write_over(path: &Path, bytes: &[u8]) -> Result<()> {
    let half = with_suffix(path, ".writing");
    private_file(&half)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&half, path))
        .map_err(|error| {
            let _ = std::fs::remove_file(&half);
            error.into()
        })
}

/// Gives a finished file its name for good. What had the name before is gone.
///
/// # Errors
/// As [`replace`].
pub(crate) fn move_into_place(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to)?;
    sync_folder_of(to)
}

/// Makes a folder, and those above it, that last.
///
/// # Errors
/// [`crate::Code::ReadOnly`] or [`crate::Code::DiskFull`].
pub(crate) fn make_folder(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        make_folder(above)?;
    }
    match std::fs::create_dir(path) {
        Err(error) if !path.is_dir() => Err(error.into()),
        _ => sync_folder_of(path),
    }
}

/// Makes sure that the names in a file's folder last. Windows has no such call and needs none.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn sync_folder_of(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
