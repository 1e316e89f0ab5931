//! The mailbox: a store that holds sealed files.
//!
//! Relied on are only writing a new name, listing, reading and deleting: what stores promise
//! beyond that (conditions, renaming, order) they keep in different ways. Names are random or the
//! hash of what they name, nothing is overwritten, and a file that is half there is simply not a
//! letter yet.
//!
//! Kinds of mailbox are the arms of [`Stores::open`]. A folder is written aside and moved into
//! place. The others are asked as little as can be: one request to write and one to read, because
//! a store may let coaches do these and nothing else.

use std::error::Error as _;
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use evenkeel_core::ports::Mailbox;
use evenkeel_core::{Code, Error, Result};
use opendal::services::{Fs, S3, Webdav};
use opendal::{EntryMode, ErrorKind, HttpTransporter, OperationContext, Operator};

use crate::address::Address;
use crate::seal::MAX_SEALED;
use crate::wire;

/// Where files of a folder mailbox lie until they are whole. Not a valid name, so never listed.
const WRITING: &str = ".writing";
const MAX_NAME: usize = 128;

/// What is laid over every store: nothing, or in tests the faults of one.
pub(crate) type Over = fn(Operator) -> Operator;

/// Opens stores, and keeps the way to the network once there is one.
#[derive(Debug)]
pub(crate) struct Stores {
    network: OnceLock<HttpTransporter>,
    over: Over,
}

/// What a mailbox is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Makes nothing, so that it works on a read-only one.
    Read,
    /// Into a folder that is there already.
    Write,
    /// Making the folder first.
    WriteNew,
}

/// Writes a new file; see [`evenkeel_core::ports::Courier::put`].
pub(crate) async fn put(
    stores: Arc<Stores>,
    mailbox: Mailbox,
    path: String,
    bytes: Vec<u8>,
) -> Result<()> {
    let path = path.as_str();
    let here = matches!(Address::read(&mailbox.address)?, Address::Folder(_));
    let away = |error| trouble(Code::MailboxAway, here, error);
    let store = stores.open(&mailbox, Purpose::Write)?;
    if here {
        if store.exists(path).await.unwrap_or(false) {
            if store.read(path).await.is_ok_and(|there| there.to_vec() == bytes) {
                return Ok(());
            }
            return Err(Error::refused(
                "The mailbox already has a file of this name. It was left as it is.",
            ));
        }
        return written(&store, path, bytes).await.map_err(away);
    }
    // Elsewhere nobody need be let look: names are random, and the same name has the same bytes.
    match written(&store, path, bytes.clone()).await {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let store = stores.open(&mailbox, Purpose::WriteNew)?;
            written(&store, path, bytes).await.map_err(away)
        }
        outcome => outcome.map_err(away),
    }
}

async fn written(store: &Operator, path: &str, bytes: Vec<u8>) -> opendal::Result<()> {
    let mut writer = store.writer(path).await?;
    let outcome = match writer.write(bytes).await {
        Ok(()) => writer.close().await.map(|_| ()),
        Err(error) => Err(error),
    };
    if outcome.is_err() {
        // Give back the space of the half file. What counts is the first error, not this one.
        let _ = writer.abort().await;
    }
    outcome
}

/// The letters in a folder, sorted; see [`evenkeel_core::ports::Courier::list`].
pub(crate) async fn list(
    stores: Arc<Stores>,
    mailbox: Mailbox,
    folder: String,
) -> Result<Vec<String>> {
    let (store, here) = reading(&stores, &mailbox)?;
    let entries = match store.list(&format!("{folder}/")).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(trouble(Code::MailboxAway, here, error)),
    };
    // opendal says of a link what it leads to, so a link to a file counts as that file.
    let mut names: Vec<String> = entries
        .iter()
        .filter(|entry| entry.metadata().mode() == EntryMode::FILE)
        .map(|entry| entry.name().to_owned())
        .filter(|name| valid(name).is_ok())
        .collect();
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// One file; see [`evenkeel_core::ports::Courier::get`].
pub(crate) async fn get(stores: Arc<Stores>, mailbox: Mailbox, path: String) -> Result<Vec<u8>> {
    let path = path.as_str();
    let (store, here) = reading(&stores, &mailbox)?;
    let missing = |error| trouble(Code::NotFound, here, error);
    let too_large = |length| Error::new(Code::BadHandIn, format!("a file of {length} bytes"));
    if !here {
        let bytes = store.read(path).await.map_err(missing)?;
        return if bytes.len() > MAX_SEALED {
            Err(too_large(bytes.len() as u64))
        } else {
            Ok(bytes.to_vec())
        };
    }
    let found = store.stat(path).await.map_err(missing)?;
    if found.mode() != EntryMode::FILE {
        return Err(Error::new(Code::NotFound, format!("{path} is not a file")));
    }
    let length = found.content_length();
    if length > MAX_SEALED as u64 {
        return Err(too_large(length));
    }
    // Not a byte more than was looked at, should the file be growing.
    let bytes = store.read_with(path).range(0..length).await.map_err(missing)?;
    Ok(bytes.to_vec())
}

/// Takes a file out; see [`evenkeel_core::ports::Courier::delete`].
pub(crate) async fn delete(stores: Arc<Stores>, mailbox: Mailbox, path: String) -> Result<()> {
    let (store, here) = reading(&stores, &mailbox)?;
    match store.delete(&path).await {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        outcome => outcome.map_err(|error| trouble(Code::MailboxAway, here, error)),
    }
}

fn reading(stores: &Stores, mailbox: &Mailbox) -> Result<(Operator, bool)> {
    let here = matches!(Address::read(&mailbox.address)?, Address::Folder(_));
    Ok((stores.open(mailbox, Purpose::Read)?, here))
}

/// A folder of a mailbox: one or two names.
///
/// # Errors
/// [`Code::Refused`] when a name in it is not [`valid`].
pub(crate) fn folder(folder: &str) -> Result<&str> {
    folder.splitn(2, '/').try_for_each(|name| valid(name).map(|_| ()))?;
    Ok(folder)
}

/// The path of a file inside a mailbox.
///
/// # Errors
/// [`Code::Refused`] when folder or name is not [`valid`].
pub(crate) fn path(folder: &str, name: &str) -> Result<String> {
    Ok(format!("{}/{}", self::folder(folder)?, valid(name)?))
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

impl Stores {
    /// Stores with something laid over each.
    pub(crate) fn new(over: Over) -> Self {
        Self { network: OnceLock::new(), over }
    }

    fn open(&self, mailbox: &Mailbox, purpose: Purpose) -> Result<Operator> {
        let store = match Address::read(&mailbox.address)? {
            Address::Folder(path) => on_disk(&path, purpose)?,
            Address::Webdav(url) => {
                let mut dav = Webdav::default()
                    .endpoint(&url)
                    .disable_create_dir(purpose != Purpose::WriteNew);
                if let Some(login) = &mailbox.login {
                    dav = dav.username(&login.user).password(&login.password);
                }
                self.far(Operator::new(dav))?
            }
            Address::S3 { endpoint, bucket, root, region } => {
                // Nothing of this computer's own keys, and nobody asked over the network for some.
                let mut s3 = S3::default()
                    .bucket(&bucket)
                    .root(&root)
                    .region(&region)
                    .disable_config_load()
                    .disable_ec2_metadata();
                if let Some(endpoint) = endpoint {
                    s3 = s3.endpoint(&endpoint);
                }
                s3 = match &mailbox.login {
                    Some(login) => s3.access_key_id(&login.user).secret_access_key(&login.password),
                    None => s3.skip_signature(),
                };
                self.far(Operator::new(s3))?
            }
        };
        Ok((self.over)(store))
    }

    fn far(&self, store: opendal::Result<Operator>) -> Result<Operator> {
        let network = match self.network.get() {
            Some(network) => network,
            None => {
                let made = wire::transport()?;
                self.network.get_or_init(|| made)
            }
        };
        let store = store.map_err(|error| trouble(Code::MailboxAway, false, error))?;
        Ok(store.with_context(OperationContext::new().with_http_transport(network.clone())))
    }
}

/// A folder as a mailbox. It must be there: a stick that is not in must not be made up.
fn on_disk(path: &str, purpose: Purpose) -> Result<Operator> {
    let away = |detail: String| Error::new(Code::MailboxAway, format!("{path}: {detail}"));
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(away("not a folder".to_owned())),
        Err(error) => return Err(away(error.to_string())),
    }
    let mut store = Fs::default().root(path);
    if purpose != Purpose::Read {
        let writing = Path::new(path).join(WRITING);
        store = store.atomic_write_dir(&writing.to_string_lossy());
    }
    Operator::new(store).map_err(|error| trouble(Code::MailboxAway, true, error))
}

/// An error of the store as ours. `missing` is what it means that something is not there; `here`
/// says that the store is a folder, whose troubles are those of a disk.
fn trouble(missing: Code, here: bool, error: opendal::Error) -> Error {
    let cause = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    let (closed, full) = match here {
        true => (Code::ReadOnly, Code::DiskFull),
        false => (Code::MailboxClosed, Code::MailboxFull),
    };
    let code = match (error.kind(), cause.map(io::Error::kind)) {
        (ErrorKind::NotFound, _) | (_, Some(io::ErrorKind::NotADirectory)) => missing,
        (ErrorKind::PermissionDenied, _)
        | (_, Some(io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem))
        // Something else lies where the folder would have to be made.
        | (_, Some(io::ErrorKind::AlreadyExists)) => closed,
        (_, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)) => full,
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
            trouble(Code::MailboxAway, true, error).code
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
