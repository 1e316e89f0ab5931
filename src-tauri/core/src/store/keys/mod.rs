//! The key file beside a ledger: who it belongs to, and the database key in its slots.
//!
//! The database key is random and never changes. Each slot holds it sealed in another way: with a
//! passphrase, with a recovery code, with a key in the system's key store, or not at all. Changing
//! a passphrase writes this file anew and leaves the database as it is. Who loses the passphrase
//! and has no recovery code loses the ledger; nobody can reset it.

pub mod recovery;
mod slot;
pub(crate) mod tries;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

pub use slot::{Sealed, Slot, Stored};

use super::{DatabaseKey, files};
use crate::error::{Code, Error, Result, without_content};
use crate::people::Role;
use crate::ports::{Keychain, Ports};

/// The format of key files that this program writes.
const FORMAT: u32 = 2;

/// The key file of one ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    /// The version of this format: 1 knew passphrases and open slots, 2 knows all.
    pub format_version: u32,
    /// What this computer calls the person.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Whether the ledger is part of a sample study.
    #[serde(default)]
    pub sample: bool,
    /// Ways to the database key.
    pub slots: Vec<Slot>,
}

/// By which way a ledger was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OpenedBy {
    /// It has no passphrase.
    Nothing,
    /// The passphrase.
    Passphrase,
    /// The recovery code.
    Recovery,
    /// The system's key store.
    Keychain,
}

/// Where the key file of a ledger lies.
pub fn path_beside(ledger: &Path) -> PathBuf {
    files::with_suffix(ledger, ".keys")
}

/// A new random database key.
pub fn new_key(ports: &dyn Ports) -> DatabaseKey {
    let mut key = Zeroizing::new([0u8; 32]);
    ports.random(key.as_mut_slice());
    key
}

impl KeyFile {
    /// A key file with one slot.
    pub fn new(name: &str, role: Role, sample: bool, slot: Slot) -> Self {
        Self { format_version: FORMAT, name: name.to_owned(), role, sample, slots: vec![slot] }
    }

    /// Whether a passphrase is needed.
    pub fn locked(&self) -> bool {
        !self.slots.iter().any(|slot| matches!(slot, Slot::Open(_)))
    }

    /// Whether there is a recovery code.
    pub fn has_recovery(&self) -> bool {
        self.slots.iter().any(|slot| matches!(slot, Slot::Recovery(_)))
    }

    /// The slot for the system's key store.
    pub fn keychain(&self) -> Option<&Stored> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Keychain(stored) => Some(stored),
            _ => None,
        })
    }

    /// The database key, by whichever slot opens. The words may be a passphrase or the recovery
    /// code.
    ///
    /// # Errors
    /// [`Code::WrongPassphrase`] when none opens.
    pub fn unlock(&self, words: Option<&str>) -> Result<DatabaseKey> {
        Ok(self.unlock_by(words)?.0)
    }

    /// As [`KeyFile::unlock`], and says by which way.
    ///
    /// # Errors
    /// As [`KeyFile::unlock`]; [`Code::Refused`] for a recovery code with one wrong letter.
    pub fn unlock_by(&self, words: Option<&str>) -> Result<(DatabaseKey, OpenedBy)> {
        let code = match words {
            Some(words) if self.has_recovery() => recovery::read(words),
            _ => Ok(None),
        };
        let mut last = None;
        for slot in &self.slots {
            let (opened, by) = match (slot, words, &code) {
                (Slot::Open(bare), _, _) => (bare.open(), OpenedBy::Nothing),
                (Slot::Passphrase(sealed), Some(words), _) => {
                    (sealed.open(words), OpenedBy::Passphrase)
                }
                (Slot::Recovery(sealed), _, Ok(Some(code))) => {
                    (sealed.open(code), OpenedBy::Recovery)
                }
                _ => continue,
            };
            match opened {
                Ok(key) => return Ok((key, by)),
                Err(error) => last = Some(error),
            }
        }
        code?;
        Err(match last {
            Some(error) => error,
            None if self.slots.is_empty() => {
                Error::new(Code::DamagedLedger, "the key file holds no key")
            }
            None => Error::new(Code::WrongPassphrase, "no slot opens without words"),
        })
    }

    /// The database key, by what the system's key store keeps.
    ///
    /// # Errors
    /// [`Code::KeychainAway`] when the key store does not answer or has lost it.
    pub fn unlock_by_keychain(&self, keychain: &dyn Keychain) -> Result<DatabaseKey> {
        let away = || Error::new(Code::KeychainAway, "no key for this ledger");
        let slot = self.keychain().ok_or_else(away)?;
        let stored = keychain.fetch(&slot.account)?.ok_or_else(away)?;
        slot.open(&stored).map_err(|_| away())
    }

    /// Puts a slot in the place of the one it stands for: a passphrase replaces a passphrase or
    /// an open slot, and the other way round.
    pub fn put(&mut self, slot: Slot) {
        let first = |slot: &Slot| matches!(slot, Slot::Passphrase(_) | Slot::Open(_));
        self.slots.retain(|old| match &slot {
            Slot::Passphrase(_) | Slot::Open(_) => !first(old),
            Slot::Recovery(_) => !matches!(old, Slot::Recovery(_)),
            Slot::Keychain(_) => !matches!(old, Slot::Keychain(_)),
        });
        self.slots.push(slot);
    }

    /// Seals the key with a recovery code.
    ///
    /// # Errors
    /// As [`Slot::wrap`].
    pub fn put_recovery(&mut self, ports: &dyn Ports, key: &DatabaseKey, code: &str) -> Result<()> {
        self.put(Slot::Recovery(Sealed::with(ports, key, code)?));
        Ok(())
    }

    /// Seals the key with a new random one and gives that to the system's key store.
    ///
    /// # Errors
    /// [`Code::KeychainAway`]; then nothing was changed.
    pub fn put_keychain(
        &mut self,
        ports: &dyn Ports,
        key: &DatabaseKey,
        keychain: &dyn Keychain,
        account: &str,
    ) -> Result<()> {
        let stored = new_key(ports);
        let slot = Stored::with(ports, key, account, &stored)?;
        keychain.keep(account, &stored)?;
        self.put(Slot::Keychain(slot));
        Ok(())
    }

    /// Takes out the recovery code.
    pub fn remove_recovery(&mut self) {
        self.slots.retain(|slot| !matches!(slot, Slot::Recovery(_)));
    }

    /// Takes out the way by the system's key store.
    pub fn remove_keychain(&mut self) {
        self.slots.retain(|slot| !matches!(slot, Slot::Keychain(_)));
    }

    /// Reads the key file beside a ledger.
    ///
    /// # Errors
    /// [`Code::MissingKeys`], [`Code::DamagedLedger`] or [`Code::NewerLedger`].
    pub fn read(ledger: &Path) -> Result<Self> {
        let path = path_beside(ledger);
        let bytes = std::fs::read(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                Error::new(Code::MissingKeys, format!("{} is not there", path.display()))
            }
            _ => error.into(),
        })?;
        Self::parse(&bytes)
    }

    /// Reads a key file from its bytes.
    ///
    /// # Errors
    /// [`Code::DamagedLedger`] or [`Code::NewerLedger`].
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Format {
            format_version: u32,
        }
        let damaged = |error: serde_json::Error| {
            Error::new(Code::DamagedLedger, format!("key file: {}", without_content(&error)))
        };
        let format: Format = serde_json::from_slice(bytes).map_err(damaged)?;
        if format.format_version > FORMAT {
            return Err(Error::new(
                Code::NewerLedger,
                format!("key file version {}, this program knows {FORMAT}", format.format_version),
            ));
        }
        serde_json::from_slice(bytes).map_err(damaged)
    }

    /// The key file as bytes.
    ///
    /// # Errors
    /// Never, in practice.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(&Self { format_version: FORMAT, ..self.clone() })?)
    }

    /// Writes the key file beside a ledger, whole or not at all.
    ///
    /// # Errors
    /// [`Code::ReadOnly`] or [`Code::DiskFull`]; then the old one is still there.
    pub fn write(&self, ledger: &Path) -> Result<()> {
        files::replace(&path_beside(ledger), &self.to_bytes()?)
    }
}
