//! Files of hand-ins that came by hand: on a stick, in an e-mail.

use std::path::{Path, PathBuf};

use crate::error::{Code, Error, Result};
use crate::study::outbox::HAND_IN_ENDING;

/// No hand-in has more bytes.
const LARGEST: u64 = 24 << 20;
/// How deep folders in folders are looked through.
const DEEPEST: u32 = 2;

/// The one file, or the hand-ins in a folder and in those in it, in order.
///
/// # Errors
/// [`Code::NotFound`] when there is neither.
pub(super) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !std::fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    find(path, DEEPEST, &mut files)?;
    files.sort_unstable();
    Ok(files)
}

fn find(folder: &Path, deep: u32, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && deep > 0 {
            find(&path, deep - 1, files)?;
        } else if path.extension().is_some_and(|ending| ending == HAND_IN_ENDING) {
            files.push(path);
        }
    }
    Ok(())
}

/// What is in a file.
///
/// # Errors
/// [`Code::BadHandIn`] for one that is larger than any hand-in.
pub(super) fn read(file: &Path) -> Result<Vec<u8>> {
    match std::fs::metadata(file)?.len() {
        length if length > LARGEST => Err(Error::new(Code::BadHandIn, "larger than any hand-in")),
        _ => Ok(std::fs::read(file)?),
    }
}
