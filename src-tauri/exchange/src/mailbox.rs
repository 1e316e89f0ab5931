//! The mailbox: a store that holds sealed files.
//!
//! Relied on are only writing a new name, listing, reading and deleting: what stores promise
//! beyond that (conditions, renaming, order) they keep in different ways. Names are random or the
//! hash of what they name, nothing is overwritten, and a file that is half there is simply not a
//! letter yet.
//!
//! Kinds of mailbox are the arms of [`operator`]. Today there is the folder: a shared drive, a
//! synchronised folder, a USB stick.

use std::error::Error as _;
use std::io;
use std::path::Path;

use evenkeel_core::{Code, Error, Result};
use opendal::services::Fs;
use opendal::{EntryMode, ErrorKind, Operator};
use url::Url;

use crate::seal::MAX_SEALED;

/// Where files of a folder mailbox lie until they are whole. Not a valid name, so never listed.
const WRITING: &str = ".writing";
const MAX_NAME: usize = 128;

/// What a mailbox is opened for. Reading makes nothing, so that it works on a read-only one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Read,
    Write,
}

/// Writes a new file; see [`evenkeel_core::ports::Courier::put`].
pub(crate) async fn put(mailbox: String, path: String, bytes: Vec<u8>) -> Result<()> {
    let store = operator(&mailbox, Purpose::Write)?;
    let away = |error| trouble(Code::MailboxAway, error);
    // A store may let people write and not look. Then the name has to be new by itself.
    if store.exists(&path).await.unwrap_or(false) {
        return Err(Error::refused(
            "The mailbox already has a file of this name. It was left as it is.",
        ));
    }
    let mut writer = store.writer(&path).await.map_err(away)?;
    let written = match writer.write(bytes).await {
        Ok(()) => writer.close().await.map(|_| ()),
        Err(error) => Err(error),
    };
    if written.is_err() {
        // Give back the space of the half file. What counts is the first error, not this one.
        let _ = writer.abort().await;
    }
    written.map_err(away)
}

/// The letters in a folder, sorted; see [`evenkeel_core::ports::Courier::list`].
pub(crate) async fn list(mailbox: String, folder: String) -> Result<Vec<String>> {
    let store = operator(&mailbox, Purpose::Read)?;
    let entries = match store.list(&format!("{folder}/")).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(trouble(Code::MailboxAway, error)),
    };
    // opendal says of a link what it leads to, so a link to a file counts as that file.
    let mut names: Vec<String> = entries
        .iter()
        .filter(|entry| entry.metadata().mode() == EntryMode::FILE)
        .map(|entry| entry.name().to_owned())
        .filter(|name| valid(name).is_ok())
        .collect();
    names.sort_unstable();
    Ok(names)
}

/// One file; see [`evenkeel_core::ports::Courier::get`].
pub(crate) async fn get(mailbox: String, path: String) -> Result<Vec<u8>> {
    let store = operator(&mailbox, Purpose::Read)?;
    let missing = |error| trouble(Code::NotFound, error);
    let found = store.stat(&path).await.map_err(missing)?;
    if found.mode() != EntryMode::FILE {
        return Err(Error::new(Code::NotFound, format!("{path} is not a file")));
    }
    let length = found.content_length();
    if length > MAX_SEALED as u64 {
        return Err(Error::new(Code::BadHandIn, format!("{path} has {length} bytes")));
    }
    // Not a byte more than was looked at, should the file be growing.
    let bytes = store.read_with(&path).range(0..length).await.map_err(missing)?;
    Ok(bytes.to_vec())
}

/// The path of a file inside a mailbox.
///
/// # Errors
/// [`Code::Refused`] when folder or name is not [`valid`].
pub(crate) fn path(folder: &str, name: &str) -> Result<String> {
    Ok(format!("{}/{}", valid(folder)?, valid(name)?))
}

/// Names that every store and every system keeps as they are: `[a-z0-9][a-z0-9.-]*`.
///
/// # Errors
/// [`Code::Refused`] for any other name.
pub(crate) fn valid(name: &str) -> Result<&str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let good = name.bytes().next().is_some_and(plain)
        && name.bytes().all(|byte| plain(byte) || byte == b'.' || byte == b'-')
        && name.len() <= MAX_NAME;
    if good {
        Ok(name)
    } else {
        Err(Error::refused(
            "A name in a mailbox has only small letters, digits, dots and hyphens, \
             and begins with a letter or a digit.",
        ))
    }
}

/// Opens a mailbox. A further kind of store is a further arm.
fn operator(mailbox: &str, purpose: Purpose) -> Result<Operator> {
    // First of all, or the drive of a Windows path would be taken for a scheme.
    if Path::new(mailbox).is_absolute() {
        return folder(mailbox, purpose);
    }
    let no_place =
        || Error::refused("This is not the place of a mailbox. Give the full path of a folder.");
    let url = Url::parse(mailbox).map_err(|_| no_place())?;
    match url.scheme() {
        "file" => {
            let path = url.to_file_path().map_err(|()| no_place())?;
            folder(path.to_str().ok_or_else(no_place)?, purpose)
        }
        other => Err(Error::refused(format!(
            "Evenkeel has no mailboxes of the kind “{other}:”. Give the full path of a folder."
        ))),
    }
}

/// A folder as a mailbox. It must be there: a stick that is not in must not be made up.
fn folder(path: &str, purpose: Purpose) -> Result<Operator> {
    let away = |detail: String| Error::new(Code::MailboxAway, format!("{path}: {detail}"));
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(away("not a folder".to_owned())),
        Err(error) => return Err(away(error.to_string())),
    }
    let mut store = Fs::default().root(path);
    if purpose == Purpose::Write {
        let writing = Path::new(path).join(WRITING);
        store = store.atomic_write_dir(&writing.to_string_lossy());
    }
    Operator::new(store).map_err(|error| trouble(Code::MailboxAway, error))
}

/// An error of the store as ours. `missing` is what it means that something is not there.
fn trouble(missing: Code, error: opendal::Error) -> Error {
    let cause = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    let code = match (error.kind(), cause.map(io::Error::kind)) {
        (ErrorKind::NotFound, _) | (_, Some(io::ErrorKind::NotADirectory)) => missing,
        (ErrorKind::PermissionDenied, _)
        | (_, Some(io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem))
        // Something else lies where the folder would have to be made.
        | (_, Some(io::ErrorKind::AlreadyExists)) => Code::ReadOnly,
        (_, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)) => Code::DiskFull,
        _ => Code::MailboxAway,
    };
    Error::new(code, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_a_full_disk() {
        let code = |kind: io::ErrorKind| {
            let error =
                opendal::Error::new(ErrorKind::Unexpected, "write").set_source(kind_of(kind));
            trouble(Code::MailboxAway, error).code
        };
        assert_eq!(code(io::ErrorKind::StorageFull), Code::DiskFull);
        assert_eq!(code(io::ErrorKind::QuotaExceeded), Code::DiskFull);
        assert_eq!(code(io::ErrorKind::ReadOnlyFilesystem), Code::ReadOnly);
        assert_eq!(code(io::ErrorKind::TimedOut), Code::MailboxAway);
    }

    fn kind_of(kind: io::ErrorKind) -> io::Error {
        io::Error::from(kind)
    }
}
