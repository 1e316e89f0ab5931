//! Moving to another computer: everything of one person in one file, which needs its passphrase.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::{ENDING, Opened, Role, begin, long_enough, people_dir};
use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::backup::archive::{Archive, Reason};
use crate::store::backup::{self, Snapshot};
use crate::store::fact::new_id;
use crate::store::keys::{KeyFile, Slot};
use crate::store::{Ledger, files};

/// A file from another computer, read to its end and not brought in yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MovePreview {
    /// What the other computer called the person.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// When the file was made, RFC 3339.
    pub made_at: String,
    /// How many facts it holds.
    pub facts: u32,
    /// The last day that anything in it belongs to.
    pub last_day: Option<NaiveDate>,
    /// Whether the person is on this computer already. Then it cannot be brought in beside them.
    pub here_already: bool,
}

/// Writes everything into one file in a folder. Nothing there is overwritten.
///
/// `passphrase` is for a ledger that has none: the file is going to travel.
///
/// # Errors
/// [`crate::Code::Refused`] without a passphrase; [`crate::Code::ReadOnly`] or
/// [`crate::Code::DiskFull`], and then there is no file.
pub fn pack(
    ports: &dyn Ports,
    ledger: &Ledger,
    folder: &Path,
    passphrase: Option<&str>,
) -> Result<PathBuf> {
    let (path, key) = ledger.place()?;
    let mut keys = KeyFile::read(path)?;
    // The key store stays behind.
    keys.remove_keychain();
    if !keys.locked() {
        if passphrase.is_none() {
            return Err(Error::refused(
                "This opens without a passphrase, and a file that travels must not. Choose a \
                 passphrase for the file.",
            ));
        }
        long_enough(passphrase)?;
        keys.put(Slot::wrap(ports, key, passphrase)?);
    }
    let name = format!("Evenkeel {}", ports.now().local.format("%Y-%m-%d"));
    Snapshot::take(ports, ledger, keys, Reason::Moving, folder, Some(&name))?.finish()
}

/// Reads a file from another computer to its end.
///
/// # Errors
/// [`crate::Code::DamagedBackup`], [`crate::Code::WrongPassphrase`].
pub fn preview(ports: &dyn Ports, file: &Path, words: Option<&str>) -> Result<MovePreview> {
    let mut archive = Archive::open(file)?;
    let (key, _) = archive.keys.unlock_by(words)?;
    let folder = people_dir(ports.data_dir());
    files::make_folder(&folder)?;
    let aside = folder.join(format!("{}.{ENDING}.restoring", new_id(ports)));
    let (_scrap, inside) = backup::unpack_verified(&mut archive, &key, &aside)?;
    Ok(MovePreview {
        name: inside.name,
        role: archive.manifest.role,
        here_already: place_for(ports, &archive).exists(),
        made_at: archive.manifest.made_at,
        facts: inside.facts as u32,
        last_day: inside.last_day,
    })
}

/// Brings a person in from another computer and opens their ledger.
///
/// # Errors
/// As [`preview`]; [`crate::Code::Refused`] when the person is here already.
pub fn bring_in(ports: &dyn Ports, file: &Path, words: Option<&str>) -> Result<Opened> {
    let place = place_for(ports, &Archive::open(file)?);
    files::make_folder(&people_dir(ports.data_dir()))?;
    bring_in_at(file, words, &place)
}

/// Brings a ledger in at a path that nothing has yet, and opens it.
///
/// # Errors
/// As [`bring_in`].
pub fn bring_in_at(file: &Path, words: Option<&str>, place: &Path) -> Result<Opened> {
    if place.exists() {
        return Err(Error::refused(
            "This person is on this computer already, and was left as they are. To go back to \
             an earlier state, open it and bring back a backup.",
        ));
    }
    let mut archive = Archive::open(file)?;
    let (key, by) = archive.keys.unlock_by(words)?;
    let aside = files::with_suffix(place, ".restoring");
    let (unpacked, inside) = backup::unpack_verified(&mut archive, &key, &aside)?;
    let keys = KeyFile { name: inside.name, ..archive.keys };
    // The ledger's name comes last: without it, nobody is listed.
    keys.write(place)?;
    files::move_into_place(&unpacked.0, place)?;
    begin(place, &keys, &key, by)
}

/// Where a person keeps their ledger on this computer: under the same name as on the other.
fn place_for(ports: &dyn Ports, archive: &Archive) -> PathBuf {
    let id = &archive.manifest.person;
    let ours = id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let id = if ours { id.clone() } else { archive.manifest.ledger.clone() };
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    people_dir(ports.data_dir()).join(format!("{id}.{ENDING}"))
}
