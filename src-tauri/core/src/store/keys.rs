//! The key file beside a ledger: who it belongs to, and the database key in its slots.
//!
//! A slot is either a passphrase (the key is wrapped with Argon2id and ChaCha20-Poly1305) or open
//! (the key lies there as it is: the explicit choice to go without a passphrase). Losing the
//! passphrase means losing the ledger; nobody can reset it.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{DatabaseKey, hex, unhex};
use crate::error::{Code, Error, Result};
use crate::people::Role;
use crate::ports::Ports;

/// Argon2id memory, KiB: 64 MiB (RFC 9106's second recommendation).
const MEMORY_KIB: u32 = 64 * 1024;
/// Argon2id passes.
const PASSES: u32 = 3;
/// The most memory and passes a key file may ask for, so that a foreign one cannot stall us.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 20;

/// The key file of one ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    /// The version of this format: 1.
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

/// One way to the database key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Slot {
    /// Wrapped with a passphrase.
    Passphrase {
        /// Argon2id salt, hex.
        salt: String,
        /// Argon2id memory, KiB.
        memory_kib: u32,
        /// Argon2id passes.
        passes: u32,
        /// ChaCha20-Poly1305 nonce, hex.
        nonce: String,
        /// The wrapped key, hex.
        wrapped: String,
    },
    /// Not wrapped at all.
    Open {
        /// The key, hex.
        key: String,
    },
}

/// Where the key file of a ledger lies.
pub fn path_beside(ledger: &Path) -> PathBuf {
    let mut name = OsString::from(ledger.as_os_str());
    name.push(".keys");
    PathBuf::from(name)
}

/// A new random database key.
pub fn new_key(ports: &dyn Ports) -> DatabaseKey {
    let mut key = Zeroizing::new([0u8; 32]);
    ports.random(key.as_mut_slice());
    key
}

impl Slot {
    /// Wraps a key: with a passphrase, or not at all.
    ///
    /// # Errors
    /// [`Code::Fault`] when the machine has no 64 MiB to spare.
    pub fn wrap(ports: &dyn Ports, key: &DatabaseKey, passphrase: Option<&str>) -> Result<Self> {
        let Some(passphrase) = passphrase else {
            return Ok(Self::Open { key: hex(key.as_slice()) });
        };
        let mut salt = [0u8; 16];
        let mut nonce = [0u8; 12];
        ports.random(&mut salt);
        ports.random(&mut nonce);
        let stretched = stretch(passphrase, &salt, MEMORY_KIB, PASSES)?;
        let wrapped = ChaCha20Poly1305::new(&Key::from(*stretched))
            .encrypt(&Nonce::from(nonce), Payload { msg: key.as_slice(), aad: &salt })
            .map_err(|error| Error::new(Code::Fault, error.to_string()))?;
        Ok(Self::Passphrase {
            salt: hex(&salt),
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            nonce: hex(&nonce),
            wrapped: hex(&wrapped),
        })
    }

    /// The key, if this passphrase (or none) opens the slot.
    fn unwrap(&self, passphrase: Option<&str>) -> Result<DatabaseKey> {
        let wrong = || Error::new(Code::WrongPassphrase, "no slot opens with it");
        let damaged = || Error::new(Code::DamagedLedger, "the key file is damaged");
        let bytes = match self {
            Self::Open { key } => Zeroizing::new(unhex(key).ok_or_else(damaged)?),
            Self::Passphrase { salt, memory_kib, passes, nonce, wrapped } => {
                let salt = unhex(salt).ok_or_else(damaged)?;
                let nonce: [u8; 12] =
                    unhex(nonce).and_then(|bytes| bytes.try_into().ok()).ok_or_else(damaged)?;
                let wrapped = unhex(wrapped).ok_or_else(damaged)?;
                if *memory_kib > MOST_MEMORY_KIB || *passes > MOST_PASSES {
                    return Err(damaged());
                }
                let stretched =
                    stretch(passphrase.ok_or_else(wrong)?, &salt, *memory_kib, *passes)?;
                let key = ChaCha20Poly1305::new(&Key::from(*stretched))
                    .decrypt(&Nonce::from(nonce), Payload { msg: &wrapped, aad: &salt })
                    .map_err(|_| wrong())?;
                Zeroizing::new(key)
            }
        };
        let mut key = Zeroizing::new([0u8; 32]);
        if bytes.len() != key.len() {
            return Err(damaged());
        }
        key.copy_from_slice(&bytes);
        Ok(key)
    }
}

impl KeyFile {
    /// Whether a passphrase is needed.
    pub fn locked(&self) -> bool {
        !self.slots.iter().any(|slot| matches!(slot, Slot::Open { .. }))
    }

    /// The database key, by whichever slot opens.
    ///
    /// # Errors
    /// [`Code::WrongPassphrase`] when none opens.
    pub fn unlock(&self, passphrase: Option<&str>) -> Result<DatabaseKey> {
        let mut last = Error::new(Code::DamagedLedger, "the key file holds no key");
        for slot in &self.slots {
            match slot.unwrap(passphrase) {
                Ok(key) => return Ok(key),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Reads the key file beside a ledger.
    ///
    /// # Errors
    /// [`Code::MissingKeys`] or [`Code::DamagedLedger`].
    pub fn read(ledger: &Path) -> Result<Self> {
        let path = path_beside(ledger);
        let text = std::fs::read_to_string(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                Error::new(Code::MissingKeys, format!("{} is not there", path.display()))
            }
            _ => error.into(),
        })?;
        serde_json::from_str(&text)
            .map_err(|error| Error::new(Code::DamagedLedger, format!("key file: {error}")))
    }

    /// Writes the key file beside a ledger, whole or not at all.
    ///
    /// # Errors
    /// [`Code::ReadOnly`] or [`Code::DiskFull`].
    pub fn write(&self, ledger: &Path) -> Result<()> {
        let path = path_beside(ledger);
        let half = path.with_extension("keys.writing");
        let text = serde_json::to_string_pretty(self)?;
        let written = private_file(&half).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.and_then(|()| std::fs::rename(&half, &path)).map_err(|error| {
            let _ = std::fs::remove_file(&half);
            error.into()
        })
    }
}

/// A new file that only its owner may read, where the system knows owners.
fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn stretch(
    passphrase: &str,
    salt: &[u8],
    memory_kib: u32,
    passes: u32,
) -> Result<Zeroizing<[u8; 32]>> {
    let fault = |error: argon2::Error| Error::new(Code::Fault, error.to_string());
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(fault)?;
    let mut key = Zeroizing::new([0u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(fault)?;
    Ok(key)
}
