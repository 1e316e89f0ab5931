//! Who uses this computer: one encrypted ledger a person and role.

pub mod own_data;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::ports::Ports;
use crate::store::Ledger;
use crate::store::fact::{Draft, new_id};
use crate::store::keys::{self, KeyFile, Slot};

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
    /// Whether everything in it is simulated and will not be kept.
    pub sample: bool,
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

/// Everybody with a ledger in a data folder, by name. A key file that cannot be read is left out.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn list(data_dir: &Path) -> Result<Vec<Person>> {
    let folder = people_dir(data_dir);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut people = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING)
            && let Ok(keys) = KeyFile::read(&path)
        {
            people.push(person(&path, &keys));
        }
    }
    people.sort_by(|a, b| a.name.to_lowercase().cmp(&b.name.to_lowercase()).then(a.id.cmp(&b.id)));
    Ok(people)
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
    std::fs::create_dir_all(&folder)?;
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
    if passphrase.is_some_and(|words| words.chars().count() < SHORTEST_PASSPHRASE) && !sample {
        return Err(Error::refused(format!(
            "Please choose a passphrase of at least {SHORTEST_PASSPHRASE} characters. Four words \
             that you can remember are good."
        )));
    }
    let key = keys::new_key(ports);
    let slots = vec![Slot::wrap(ports, &key, passphrase)?];
    let keys = KeyFile { format_version: 1, name: name.to_owned(), role, sample, slots };
    keys.write(path)?;
    let begun = Ledger::create(path, &key).and_then(|mut ledger| {
        ledger.append(ports, Draft::new("person", &Beginning { role })?)?;
        Ok(ledger)
    });
    match begun {
        Ok(ledger) => Ok((person(path, &keys), ledger)),
        Err(error) => {
            let _ = std::fs::remove_file(keys::path_beside(path));
            Err(error)
        }
    }
}

/// Opens the ledger of a person on this computer.
///
/// # Errors
/// As [`open_at`].
pub fn open(data_dir: &Path, id: &str, passphrase: Option<&str>) -> Result<(Person, Ledger)> {
    let known = list(data_dir)?.into_iter().any(|person| person.id == id);
    if !known {
        return Err(Error::new(crate::Code::NotFound, "no such person here"));
    }
    open_at(&people_dir(data_dir).join(format!("{id}.{ENDING}")), passphrase)
}

/// Opens the ledger at a path.
///
/// # Errors
/// [`crate::Code::NotFound`], [`crate::Code::MissingKeys`], [`crate::Code::WrongPassphrase`], and
/// everything [`Ledger::open`] says.
pub fn open_at(path: &Path, passphrase: Option<&str>) -> Result<(Person, Ledger)> {
    if !path.is_file() {
        return Err(Error::new(crate::Code::NotFound, format!("no ledger at {}", path.display())));
    }
    let keys = KeyFile::read(path)?;
    let ledger = Ledger::open(path, &keys.unlock(passphrase)?)?;
    let beginning: Beginning = ledger
        .latest("person")?
        .ok_or_else(|| Error::new(crate::Code::DamagedLedger, "the ledger has no beginning"))?
        .read()?;
    let mut person = person(path, &keys);
    person.role = beginning.role;
    Ok((person, ledger))
}

fn people_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("people")
}

fn person(path: &Path, keys: &KeyFile) -> Person {
    Person {
        id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        name: keys.name.clone(),
        role: keys.role,
        locked: keys.locked(),
        sample: keys.sample,
    }
}
