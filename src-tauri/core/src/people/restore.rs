//! Bringing back a backup: what it would change is said first, and what it replaces is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::door;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::backup::archive::{Archive, Inside, Reason};
use crate::store::backup::{self, Scrap, Snapshot};
use crate::store::fact::Draft;
use crate::store::keys::{self, KeyFile};
use crate::store::{DatabaseKey, Ledger, files};

/// What bringing back a backup would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RestorePreview {
    /// When the backup was made, RFC 3339.
    pub made_at: String,
    /// The last day that anything in it belongs to.
    pub last_day: Option<NaiveDate>,
    /// How many facts it holds.
    pub facts: u32,
    /// Whether what is here now can be read. If not, nobody can say what would be lost.
    pub readable: bool,
    /// What is here and not in the backup.
    pub lost: Changed,
    /// What is in the backup and not here.
    pub gained: Changed,
}

/// Facts that are in one of two ledgers alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Changed {
    /// How many facts, of every kind.
    pub facts: u32,
    /// Sits among them, measured or entered.
    pub sits: u32,
    /// Questionnaires handed in among them.
    pub questionnaires: u32,
    /// Entries written in exercises and calendars among them.
    pub entries: u32,
    /// The days they belong to, in order.
    pub days: Vec<NaiveDate>,
}

/// The body of a `restored` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Restored {
    made_at: String,
    lost: u32,
    gained: u32,
}

/// What a restore came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoredTo {
    /// What changed.
    pub changed: RestorePreview,
    /// Where what was replaced is kept; none where there was nothing.
    pub kept: Option<PathBuf>,
}

/// How to open a backup.
#[derive(Clone, Copy)]
pub enum Access<'a> {
    /// The ledger is open.
    Open(&'a Ledger),
    /// A passphrase or recovery code, of now or of then; none where none is needed.
    Words(Option<&'a str>),
}

/// What bringing back a backup of this ledger would change.
///
/// # Errors
/// [`Code::DamagedBackup`], [`Code::WrongPassphrase`], [`Code::TryLater`]; [`Code::Refused`] for a
/// backup of somebody else.
pub fn preview(
    ports: &dyn Ports,
    ledger: &Path,
    backup: &Path,
    access: Access,
) -> Result<RestorePreview> {
    let ready = Ready::make(ports, ledger, backup, access)?;
    let now = match access {
        Access::Open(open) => Some(lines(open)?),
        Access::Words(_) => here_now(ledger, &ready.key)?.map(|(_, lines)| lines),
    };
    ready.compare(now)
}

/// Puts a backup in the place of a ledger. Nothing may have the ledger open.
///
/// The replaced one is kept as a backup, or as the files that they are where it cannot be read.
/// The change itself is one step: a power cut leaves the old ledger or the new one.
///
/// # Errors
/// As [`preview`]; [`Code::LedgerInUse`], [`Code::DiskFull`], [`Code::ReadOnly`]. Then what was
/// there is still there.
pub fn restore(
    ports: &dyn Ports,
    ledger: &Path,
    backup: &Path,
    access: Access,
) -> Result<RestoredTo> {
    let ready = Ready::make(ports, ledger, backup, access)?;
    if let Access::Open(_) = access {
        return Err(Error::new(Code::LedgerInUse, "close the ledger before it is replaced"));
    }
    ready.put_in_place(ports, ledger)
}

/// A backup, unpacked beside the ledger and read to its end.
pub struct Ready {
    key: DatabaseKey,
    keys: KeyFile,
    unpacked: Scrap,
    inside: Inside,
    made_at: String,
}

impl Ready {
    /// Unpacks a backup beside the ledger it will replace.
    ///
    /// # Errors
    /// As [`preview`].
    pub fn make(ports: &dyn Ports, ledger: &Path, backup: &Path, access: Access) -> Result<Self> {
        let mut archive = Archive::open(backup)?;
        let (key, keys) = match access {
            Access::Open(open) => {
                if open.identity()? != archive.manifest.ledger {
                    return Err(somebody_elses());
                }
                let (path, key) = open.place()?;
                (key.clone(), Some(KeyFile::read(path)?))
            }
            Access::Words(words) => unlock(ports, ledger, &archive, words)?,
        };
        let aside = files::with_suffix(ledger, ".restoring");
        let (unpacked, inside) = backup::unpack_verified(&mut archive, &key, &aside)?;
        let keys = match keys {
            Some(keys) => keys,
            None => KeyFile { name: inside.name.clone(), ..archive.keys.clone() },
        };
        Ok(Self { key, keys, unpacked, inside, made_at: archive.manifest.made_at })
    }

    fn compare(&self, now: Option<Lines>) -> Result<RestorePreview> {
        let then = lines(&Ledger::open_copy(&self.unpacked.0, &self.key)?)?;
        let empty = Lines::new();
        let here = now.as_ref().unwrap_or(&empty);
        Ok(RestorePreview {
            made_at: self.made_at.clone(),
            last_day: self.inside.last_day,
            facts: self.inside.facts as u32,
            readable: now.is_some(),
            lost: missing(here, &then),
            gained: missing(&then, here),
        })
    }

    /// Puts it in the ledger's place.
    ///
    /// # Errors
    /// As [`restore`].
    pub fn put_in_place(self, ports: &dyn Ports, ledger: &Path) -> Result<RestoredTo> {
        // Opening and closing it also brings everything into the one file that is replaced.
        let (changed, kept) = match here_now(ledger, &self.key)? {
            Some((now, lines)) => {
                let changed = self.compare(Some(lines))?;
                let mut kept = self.back_up(ports, ledger, now)?;
                if kept.is_none()
                    && let Some((again, _)) = here_now(ledger, &self.key)?
                {
                    kept = self.back_up(ports, ledger, again)?;
                }
                if kept.is_none() {
                    // It can be read, and yet it is not what was written: no backup, but kept.
                    kept = keep_files(ports, ledger)?;
                } else if KeyFile::read(ledger).is_err() {
                    keep_files(ports, ledger)?;
                }
                (changed, kept)
            }
            None => (self.compare(None)?, keep_files(ports, ledger)?),
        };
        let current = KeyFile::read(ledger).ok();
        if current.as_ref() != Some(&self.keys) {
            self.keys.write(ledger)?;
        }
        files::move_into_place(&self.unpacked.0, ledger)?;
        // For whoever looks at the chain later. It is no less restored when this cannot be noted.
        if let Ok(mut new) = Ledger::open(ledger, &self.key) {
            let body = Restored {
                made_at: self.made_at.clone(),
                lost: changed.lost.facts,
                gained: changed.gained.facts,
            };
            let _ = new.append(ports, Draft::new("restored", &body)?);
        }
        Ok(RestoredTo { changed, kept })
    }

    /// Makes a backup of what is about to be replaced, and closes it; none where it looks damaged.
    fn back_up(&self, ports: &dyn Ports, path: &Path, now: Ledger) -> Result<Option<PathBuf>> {
        let (keys, folder) = (self.keys.clone(), backup::folder_of(path));
        let made = Snapshot::take(ports, &now, keys, Reason::BeforeRestore, &folder, None)
            .and_then(Snapshot::finish);
        match made {
            Ok(kept) => {
                now.close()?;
                Ok(Some(kept))
            }
            Err(error) if error.code == Code::DamagedLedger => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The ledger that is here now and what stands in it; none where it is gone or cannot be read to
/// its end. A disk that has trouble at this moment is no reason to take a ledger for lost.
fn here_now(ledger: &Path, key: &DatabaseKey) -> Result<Option<(Ledger, Lines)>> {
    let look = || -> Result<(Ledger, Lines)> {
        let now = Ledger::open(ledger, key)?;
        now.identity()?;
        let lines = lines(&now)?;
        Ok((now, lines))
    };
    let seen = match look() {
        // SQLCipher says the same of a page that it could not read and of one that is damaged.
        // Only the second is so again.
        Err(error) if error.code == Code::DamagedLedger => look(),
        seen => seen,
    };
    match seen {
        Ok(now) => Ok(Some(now)),
        Err(error) => match error.code {
            Code::LedgerInUse | Code::DiskFull | Code::DiskTrouble | Code::ReadOnly => Err(error),
            _ => Ok(None),
        },
    }
}

/// The key of a backup: by the key file of now, else by the one of then, which comes back with it.
fn unlock(
    ports: &dyn Ports,
    ledger: &Path,
    archive: &Archive,
    words: Option<&str>,
) -> Result<(DatabaseKey, Option<KeyFile>)> {
    if let Ok(now) = KeyFile::read(ledger) {
        match door::try_words(ports, ledger, &now, words) {
            Ok((key, _)) if archive.manifest.open(&key).is_ok() => return Ok((key, Some(now))),
            Ok(_) => return Err(somebody_elses()),
            Err(error) if error.code == Code::TryLater => return Err(error),
            Err(_) => {}
        }
    }
    let (key, _) = archive.keys.unlock_by(words)?;
    Ok((key, None))
}

fn somebody_elses() -> Error {
    Error::refused(
        "This is a backup of another ledger. Nothing was changed. Choose one from the list, or \
         bring it in as a person of its own.",
    )
}

/// What stands in a ledger, by hash: kind and day.
type Lines = BTreeMap<String, (String, String)>;

fn lines(ledger: &Ledger) -> Result<Lines> {
    let mut statement = ledger.connection().prepare("SELECT hash, kind, day FROM fact")?;
    let lines = statement
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(lines)
}

/// What is in the first and not in the second.
fn missing(from: &Lines, other: &Lines) -> Changed {
    let mut changed = Changed::default();
    let mut days = BTreeSet::new();
    for (_, (kind, day)) in from.iter().filter(|(hash, _)| !other.contains_key(*hash)) {
        changed.facts += 1;
        match kind.as_str() {
            "sit" | "sit-reported" => changed.sits += 1,
            "answers" | "returned" => changed.questionnaires += 1,
            "journal" => changed.entries += 1,
            _ => {}
        }
        days.extend(day.parse::<NaiveDate>().ok());
    }
    changed.days = days.into_iter().collect();
    changed
}

/// Keeps the files of a ledger that cannot be read, as they are. Only then its write-ahead log
/// may go: it would not fit what takes the ledger's place.
fn keep_files(ports: &dyn Ports, ledger: &Path) -> Result<Option<PathBuf>> {
    let log = files::with_suffix(ledger, "-wal");
    let all = [ledger.to_owned(), keys::path_beside(ledger), log.clone()];
    let there: Vec<&PathBuf> = all.iter().filter(|path| path.exists()).collect();
    if there.is_empty() {
        return Ok(None);
    }
    let stamp = ports.now().local.format("%Y-%m-%d-%H%M%S");
    let folder = backup::folder_of(ledger).join(format!("{stamp}-replaced"));
    files::make_folder(&folder)?;
    for path in there {
        let bytes = std::fs::read(path)?;
        let name = path.file_name().unwrap_or_default();
        files::replace(&folder.join(name), &bytes)?;
    }
    if log.exists() {
        std::fs::remove_file(&log)?;
    }
    Ok(Some(folder))
}
