//! One way to the database key: the key sealed with something a person or this computer has.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::{DatabaseKey, hex, unhex};

/// Argon2id memory, KiB: 64 MiB (RFC 9106's second recommendation).
const MEMORY_KIB: u32 = 64 * 1024;
/// Argon2id passes.
const PASSES: u32 = 3;
/// The most memory and passes a key file may ask for, so that a foreign one cannot stall us.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 20;

/// One way to the database key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Slot {
    /// Sealed with a passphrase.
    Passphrase(Sealed),
    /// Sealed with a recovery code.
    Recovery(Sealed),
    /// Sealed with a random key that the system's key store keeps.
    Keychain(Stored),
    /// Not sealed at all: the explicit choice to go without a passphrase.
    Open(Bare),
}

/// The database key, sealed with words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// Argon2id salt, hex.
    salt: String,
    /// Argon2id memory, KiB.
    memory_kib: u32,
    /// Argon2id passes.
    passes: u32,
    /// ChaCha20-Poly1305 nonce, hex.
    nonce: String,
    /// The sealed key, hex.
    wrapped: String,
}

/// The database key, sealed with a key that lies in the system's key store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stored {
    /// Under which name the key store keeps it.
    pub account: String,
    /// ChaCha20-Poly1305 nonce, hex.
    nonce: String,
    /// The sealed key, hex.
    wrapped: String,
}

/// The database key as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bare {
    /// The key, hex.
    key: String,
}

impl Slot {
    /// A slot for a passphrase, or an open one where there is none.
    ///
    /// # Errors
    /// [`Code::Fault`] when the machine has no 64 MiB to spare.
    pub fn wrap(ports: &dyn Ports, key: &DatabaseKey, passphrase: Option<&str>) -> Result<Self> {
        match passphrase {
            Some(passphrase) => Ok(Self::Passphrase(Sealed::with(ports, key, passphrase)?)),
            None => Ok(Self::Open(Bare { key: hex(key.as_slice()) })),
        }
    }
}

impl Bare {
    pub(super) fn open(&self) -> Result<DatabaseKey> {
        let bytes = Zeroizing::new(unhex(&self.key).ok_or_else(damaged)?);
        database_key(&bytes)
    }
}

impl Sealed {
    pub(crate) fn with(ports: &dyn Ports, key: &DatabaseKey, words: &str) -> Result<Self> {
        let mut salt = [0u8; 16];
        ports.random(&mut salt);
        let stretched = stretch(words, &salt, MEMORY_KIB, PASSES)?;
        let (nonce, wrapped) = seal(ports, key, &stretched, &salt)?;
        Ok(Self { salt: hex(&salt), memory_kib: MEMORY_KIB, passes: PASSES, nonce, wrapped })
    }

    /// The key, if these words open the slot.
    pub(crate) fn open(&self, words: &str) -> Result<DatabaseKey> {
        let salt = unhex(&self.salt).ok_or_else(damaged)?;
        if self.memory_kib > MOST_MEMORY_KIB || self.passes > MOST_PASSES {
            return Err(damaged());
        }
        let stretched = stretch(words, &salt, self.memory_kib, self.passes)?;
        unseal(&self.nonce, &self.wrapped, &stretched, &salt)
    }
}

impl Stored {
    pub(super) fn with(
        ports: &dyn Ports,
        key: &DatabaseKey,
        account: &str,
        stored: &DatabaseKey,
    ) -> Result<Self> {
        let (nonce, wrapped) = seal(ports, key, stored, account.as_bytes())?;
        Ok(Self { account: account.to_owned(), nonce, wrapped })
    }

    pub(super) fn open(&self, stored: &DatabaseKey) -> Result<DatabaseKey> {
        unseal(&self.nonce, &self.wrapped, stored, self.account.as_bytes())
    }
}

fn wrong() -> Error {
    Error::new(Code::WrongPassphrase, "no slot opens with it")
}

fn damaged() -> Error {
    Error::new(Code::DamagedLedger, "the key file is damaged")
}

fn database_key(bytes: &[u8]) -> Result<DatabaseKey> {
    let mut key = Zeroizing::new([0u8; 32]);
    if bytes.len() != key.len() {
        return Err(damaged());
    }
    key.copy_from_slice(bytes);
    Ok(key)
}

/// Nonce and sealed key, hex.
fn seal(
    ports: &dyn Ports,
    key: &DatabaseKey,
    with: &DatabaseKey,
    bound_to: &[u8],
) -> Result<(String, String)> {
    let mut nonce = [0u8; 12];
    ports.random(&mut nonce);
    let sealed = ChaCha20Poly1305::new(&Key::from(**with))
        .encrypt(&Nonce::from(nonce), Payload { msg: key.as_slice(), aad: bound_to })
        .map_err(|error| Error::new(Code::Fault, error.to_string()))?;
    Ok((hex(&nonce), hex(&sealed)))
}

fn unseal(nonce: &str, sealed: &str, with: &DatabaseKey, bound_to: &[u8]) -> Result<DatabaseKey> {
    let nonce: [u8; 12] =
        unhex(nonce).and_then(|bytes| bytes.try_into().ok()).ok_or_else(damaged)?;
    let sealed = unhex(sealed).ok_or_else(damaged)?;
    let key = ChaCha20Poly1305::new(&Key::from(**with))
        .decrypt(&Nonce::from(nonce), Payload { msg: &sealed, aad: bound_to })
        .map_err(|_| wrong())?;
    database_key(&Zeroizing::new(key))
}

fn stretch(words: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Result<DatabaseKey> {
    let fault = |error: argon2::Error| Error::new(Code::Fault, error.to_string());
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| damaged())?;
    let mut key = Zeroizing::new([0u8; 32]);
    let mut blocks = Zeroizing::new(vec![Block::default(); params.block_count()]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(
            words.as_bytes(),
            salt,
            key.as_mut_slice(),
            blocks.as_mut_slice(),
        )
        .map_err(fault)?;
    Ok(key)
}
