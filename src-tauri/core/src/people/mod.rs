//! Who uses this computer: one encrypted ledger a person and role.

pub mod day;
pub mod door;
pub mod idle;
pub mod moving;
pub mod own_data;
pub mod restore;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::backup;
use crate::store::fact::{Draft, new_id};
use crate::store::keys::tries::Tries;
use crate::store::keys::{self, KeyFile, OpenedBy, Slot};
use crate::store::{Ledger, files};

/// What a person comes to do. A ledger belongs to one role for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Takes the course, answers questionnaires.
    Coach,
    /// Leads a cohort.
    Trainer,
    /// Runs a study.
    Researcher,
}

/// A person on this computer, as the door shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// Which ledger: the file's name without its ending.
    pub id: String,
    /// What this computer calls them. Stays on this computer.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Whether a passphrase is needed to open the ledger.
    pub locked: bool,
    /// Whether this computer's key store can open it as well.
    pub keychain: bool,
    /// Seconds until another passphrase can be tried; 0 unless wrong ones were tried too often.
    pub wait_seconds: u32,
    /// Whether everything in it is simulated and will not be kept.
    pub sample: bool,
    /// Whether its files are not all there, or its key file cannot be read. The name may then be
    /// unknown: empty. A backup can bring it back.
    pub damaged: bool,
}

/// The fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// The ending of a ledger's file name.
const ENDING: &str = "evenkeel";

/// The body of the first fact of every ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beginning {
    role: Role,
}

/// Everybody with a ledger in the data folder, or with backups of one that is gone, by name.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn list(ports: &dyn Ports) -> Result<Vec<Person>> {
    let folder = people_dir(ports.data_dir());
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut places = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ledger = path.with_extension(ENDING);
        let has_backups = || {
            path == backup::folder_of(&ledger)
                && backup::list(&ledger).is_ok_and(|backups| !backups.is_empty())
        };
        if path == ledger || has_backups() {
            places.insert(ledger);
        }
    }
    let mut people: Vec<Person> = places.iter().map(|path| listed(ports, path)).collect();
    people.sort_by(|a, b| a.name.to_lowercase().cmp(&b.name.to_lowercase()).then(a.id.cmp(&b.id)));
    Ok(people)
}

fn listed(ports: &dyn Ports, path: &Path) -> Person {
    let wait_seconds = Tries::of(path).wait(ports);
    if let Ok(keys) = KeyFile::read(path) {
        return Person { wait_seconds, damaged: !path.is_file(), ..person(path, &keys) };
    }
    let newest = backup::list(path).ok().and_then(|all| all.into_iter().next());
    Person {
        id: id_of(path),
        name: String::new(),
        role: newest.map_or(Role::Coach, |backup| backup.role),
        locked: true,
        keychain: false,
        wait_seconds,
        sample: false,
        damaged: true,
    }
}

/// Makes a new ledger for a person on this computer and opens it.
///
/// # Errors
/// [`crate::Code::Refused`] for an empty name or a short passphrase; [`crate::Code::ReadOnly`]
/// or [`crate::Code::DiskFull`], and then nothing is left behind.
pub fn create(
    ports: &dyn Ports,
    name: &str,
    role: Role,
    passphrase: Option<&str>,
) -> Result<(Person, Ledger)> {
    let folder = people_dir(ports.data_dir());
    files::make_folder(&folder)?;
    let path = folder.join(format!("{}.{ENDING}", new_id(ports)));
    create_at(ports, &path, name, role, passphrase, false)
}

/// Makes a new ledger at a path and opens it.
///
/// # Errors
/// As [`create`].
pub fn create_at(
    ports: &dyn Ports,
    path: &Path,
    name: &str,
    role: Role,
    passphrase: Option<&str>,
    sample: bool,
) -> Result<(Person, Ledger)> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Error::refused("Please write a name of 1 to 60 letters."));
    }
    if !sample {
        long_enough(passphrase)?;
    }
    if path.exists() {
        return Err(Error::refused(format!(
            "There is a ledger at {} already. It was left as it is.",
            path.display()
        )));
    }
    let key = keys::new_key(ports);
    let keys = KeyFile::new(name, role, sample, Slot::wrap(ports, &key, passphrase)?);
    // Begun under another name, so that a power cut leaves a whole ledger or none.
    let begun = files::with_suffix(path, ".beginning");
    let _ = std::fs::remove_file(&begun);
    let made = Ledger::create(&begun, &key)
        .and_then(|mut ledger| {
            ledger.append(ports, Draft::new("person", &Beginning { role })?)?;
            ledger.close()
        })
        .and_then(|()| keys.write(path))
        .and_then(|()| files::move_into_place(&begun, path))
        .and_then(|()| Ledger::open(path, &key));
    match made {
        Ok(ledger) => Ok((person(path, &keys), ledger)),
        Err(error) => {
            for left in [begun, path.to_owned(), keys::path_beside(path)] {
                let _ = std::fs::remove_file(left);
            }
            Err(error)
        }
    }
}

/// Refuses a passphrase that is too short. None is the choice to go without.
fn long_enough(passphrase: Option<&str>) -> Result<()> {
    if passphrase.is_some_and(|words| words.chars().count() < SHORTEST_PASSPHRASE) {
        return Err(Error::refused(format!(
            "Please choose a passphrase of at least {SHORTEST_PASSPHRASE} characters. Four words \
             that you can remember are good."
        )));
    }
    Ok(())
}

/// An opened ledger, whose it is, and by which way it was opened.
pub struct Opened {
    /// The person.
    pub person: Person,
    /// Their ledger.
    pub ledger: Ledger,
    /// The way in.
    pub by: OpenedBy,
}

/// Opens the ledger of a person on this computer. Without words, the system's key store is asked
/// where the person chose that.
///
/// # Errors
/// As [`open_slowly`], and [`crate::Code::KeychainAway`].
pub fn open(ports: &dyn Ports, id: &str, words: Option<&str>) -> Result<Opened> {
    let path = find(ports, id)?;
    let keys = KeyFile::read(&path)?;
    match (words, ports.keychain()) {
        (None, Some(keychain)) if keys.locked() && keys.keychain().is_some() => {
            let key = keys.unlock_by_keychain(keychain)?;
            begin(&path, &keys, &key, OpenedBy::Keychain)
        }
        _ => open_slowly(ports, &path, words),
    }
}

/// Where the ledger of a person on this computer lies.
///
/// # Errors
/// [`crate::Code::NotFound`].
pub fn find(ports: &dyn Ports, id: &str) -> Result<PathBuf> {
    let known = list(ports)?.into_iter().any(|person| person.id == id);
    if !known {
        return Err(Error::new(crate::Code::NotFound, "no such person here"));
    }
    Ok(people_dir(ports.data_dir()).join(format!("{id}.{ENDING}")))
}

/// Opens the ledger at a path, slower after each wrong try.
///
/// # Errors
/// As [`open_at`], and [`crate::Code::TryLater`].
pub fn open_slowly(ports: &dyn Ports, path: &Path, words: Option<&str>) -> Result<Opened> {
    let keys = read_keys(path)?;
    let (key, by) = door::try_words(ports, path, &keys, words)?;
    begin(path, &keys, &key, by)
}

/// Opens the ledger at a path.
///
/// # Errors
/// [`crate::Code::NotFound`], [`crate::Code::MissingKeys`], [`crate::Code::WrongPassphrase`], and
/// everything [`Ledger::open`] says.
pub fn open_at(path: &Path, words: Option<&str>) -> Result<(Person, Ledger)> {
    let keys = read_keys(path)?;
    let (key, by) = keys.unlock_by(words)?;
    let opened = begin(path, &keys, &key, by)?;
    Ok((opened.person, opened.ledger))
}

fn read_keys(path: &Path) -> Result<KeyFile> {
    if !path.is_file() {
        return Err(Error::new(crate::Code::NotFound, format!("no ledger at {}", path.display())));
    }
    KeyFile::read(path)
}

fn begin(
    path: &Path,
    keys: &KeyFile,
    key: &crate::store::DatabaseKey,
    by: OpenedBy,
) -> Result<Opened> {
    let ledger = Ledger::open(path, key)?;
    let mut person = person(path, keys);
    person.role = role_of(&ledger)?;
    Ok(Opened { person, ledger, by })
}

/// The role that a ledger was begun for.
fn role_of(ledger: &Ledger) -> Result<Role> {
    let beginning: Beginning = ledger
        .latest("person")?
        .ok_or_else(|| Error::new(crate::Code::DamagedLedger, "the ledger has no beginning"))?
        .read()?;
    Ok(beginning.role)
}

fn people_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("people")
}

fn person(path: &Path, keys: &KeyFile) -> Person {
    Person {
        id: id_of(path),
        name: keys.name.clone(),
        role: keys.role,
        locked: keys.locked(),
        keychain: keys.keychain().is_some(),
        wait_seconds: 0,
        sample: keys.sample,
        damaged: false,
    }
}

fn id_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
