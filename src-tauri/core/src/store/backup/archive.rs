//! A backup as one file: who it belongs to, its key file, and the encrypted ledger.
//!
//! ```text
//! "EVKBAK01"  u32 length  manifest (JSON)
//!             u32 length  key file (JSON, without the person's name)
//!             u64 length  ledger (SQLCipher)
//! SHA-256 of everything before
//! ```
//! Numbers are little-endian. What is readable without the key says no name, no fact and no date
//! but the backup's own. The hash finds damage; forgery is found by the seals of manifest and
//! ledger, which need the key.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::error::{Code, Error, Result, without_content};
use crate::people::Role;
use crate::store::keys::KeyFile;
use crate::store::{DatabaseKey, hex, unhex};

const MAGIC: &[u8; 8] = b"EVKBAK01";
const FORMAT: u32 = 1;
/// The most that manifest and key file may each take, bytes.
const MOST_HEADER: u32 = 64 * 1024;
const HASH: u64 = 32;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// By itself, once a day.
    Daily,
    /// Somebody asked for it.
    Asked,
    /// To go to another computer.
    Moving,
    /// Before the ledger was brought to a newer form.
    BeforeMigration,
    /// Before another backup took its place.
    BeforeRestore,
}

/// What a backup says without its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format: 1.
    pub format_version: u32,
    /// Which ledger this is a copy of, wherever it lies.
    pub ledger: String,
    /// The ledger's file name without its ending.
    pub person: String,
    /// The role.
    pub role: Role,
    /// Whether it is part of a sample study.
    pub sample: bool,
    /// When it was made, local wall time with offset, RFC 3339; empty where nobody knew.
    pub made_at: String,
    /// Why.
    pub reason: Reason,
    /// The version of the program that made it.
    pub program: String,
    /// ChaCha20-Poly1305 nonce of [`Inside`], hex.
    nonce: String,
    /// [`Inside`], sealed with the database key, hex.
    sealed: String,
}

/// What a backup says to those who have its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    /// What the computer called the person.
    pub name: String,
    /// How many facts there are.
    pub facts: u64,
    /// The hash of the owner's last fact.
    pub head: String,
    /// The last day that a fact belongs to.
    pub last_day: Option<NaiveDate>,
}

impl Manifest {
    /// A manifest for what is inside, sealed with the ledger's key.
    pub(super) fn seal(
        random: impl FnOnce(&mut [u8]),
        key: &DatabaseKey,
        plain: Plain,
        inside: &Inside,
    ) -> Result<Self> {
        let mut nonce = [0u8; 12];
        random(&mut nonce);
        let text = Zeroizing::new(serde_json::to_vec(inside)?);
        let payload = Payload { msg: &text, aad: plain.ledger.as_bytes() };
        let sealed = cipher(key)
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|error| Error::new(Code::Fault, error.to_string()))?;
        Ok(Self {
            format_version: FORMAT,
            ledger: plain.ledger,
            person: plain.person,
            role: plain.role,
            sample: plain.sample,
            made_at: plain.made_at,
            reason: plain.reason,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            nonce: hex(&nonce),
            sealed: hex(&sealed),
        })
    }

    /// What it says to those who have the key.
    ///
    /// # Errors
    /// [`Code::DamagedLedger`] when the key is of another ledger, or somebody changed it.
    pub fn open(&self, key: &DatabaseKey) -> Result<Inside> {
        let open = || {
            let nonce: [u8; 12] = unhex(&self.nonce)?.try_into().ok()?;
            let payload = Payload { msg: &unhex(&self.sealed)?, aad: self.ledger.as_bytes() };
            let text = cipher(key).decrypt(&Nonce::from(nonce), payload).ok()?;
            serde_json::from_slice(&Zeroizing::new(text)).ok()
        };
        open().ok_or_else(|| damaged("its seal is broken"))
    }
}

/// The readable part of a manifest that is about to be made.
pub(super) struct Plain {
    pub(super) ledger: String,
    pub(super) person: String,
    pub(super) role: Role,
    pub(super) sample: bool,
    pub(super) made_at: String,
    pub(super) reason: Reason,
}

/// A key of its own for manifests, so that no key is used for two things.
fn cipher(key: &DatabaseKey) -> ChaCha20Poly1305 {
    let mut sha = Sha256::new();
    sha.update(b"evenkeel/backup/manifest");
    sha.update(key.as_slice());
    let own = Zeroizing::new(<[u8; 32]>::from(sha.finalize()));
    ChaCha20Poly1305::new(&Key::from(*own))
}

fn damaged(detail: impl Into<String>) -> Error {
    Error::new(Code::DamagedBackup, detail)
}

/// A backup that is there, with what can be read of it without the key.
#[derive(Debug)]
pub struct Archive {
    file: File,
    /// Who it belongs to.
    pub manifest: Manifest,
    /// What opens it, without the person's name.
    pub keys: KeyFile,
    ledger_at: u64,
    ledger_bytes: u64,
}

impl Archive {
    /// Opens a backup and reads what stands in front of the ledger.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::DamagedBackup`] for anything but a whole one;
    /// [`Code::NewerLedger`].
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut magic = [0u8; 8];
        file.read_exact(&mut magic).map_err(|_| damaged("it is too short"))?;
        if magic != *MAGIC {
            return Err(damaged("it does not begin like a backup"));
        }
        let manifest = header(&mut file)?;
        let keys = header(&mut file)?;
        #[derive(Deserialize)]
        struct Format {
            format_version: u32,
        }
        let format: Format =
            serde_json::from_slice(&manifest).map_err(|error| damaged(without_content(&error)))?;
        if format.format_version > FORMAT {
            return Err(Error::new(Code::NewerLedger, "a backup of a newer program"));
        }
        let manifest: Manifest =
            serde_json::from_slice(&manifest).map_err(|error| damaged(without_content(&error)))?;
        let keys = KeyFile::parse(&keys).map_err(|error| match error.code {
            Code::DamagedLedger => damaged(error.detail),
            _ => error,
        })?;
        let mut length = [0u8; 8];
        file.read_exact(&mut length).map_err(|_| damaged("it is cut short"))?;
        let ledger_bytes = u64::from_le_bytes(length);
        let ledger_at = file.stream_position()?;
        if ledger_at.checked_add(ledger_bytes).and_then(|end| end.checked_add(HASH)) != Some(size) {
            return Err(damaged("it is cut short, or something was put to its end"));
        }
        Ok(Self { file, manifest, keys, ledger_at, ledger_bytes })
    }

    /// Its size, bytes.
    pub fn bytes(&self) -> u64 {
        self.ledger_at + self.ledger_bytes + HASH
    }

    /// Reads all of it and compares its hash, and on the way writes the ledger into `to`.
    ///
    /// # Errors
    /// [`Code::DamagedBackup`]; [`Code::DiskFull`] or [`Code::ReadOnly`] for `to`.
    pub fn unpack(&mut self, to: &mut impl Write) -> Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut reader = BufReader::with_capacity(1 << 16, &self.file);
        let mut sha = Sha256::new();
        let mut at = 0;
        let end = self.ledger_at + self.ledger_bytes;
        let mut buffer = vec![0u8; 1 << 16];
        while at < end {
            // A piece lies either before the ledger or in it.
            let until = if at < self.ledger_at { self.ledger_at } else { end };
            let most = buffer.len().min((until - at) as usize);
            let read = reader.read(&mut buffer[..most])?;
            if read == 0 {
                return Err(damaged("it is cut short"));
            }
            sha.update(&buffer[..read]);
            if at >= self.ledger_at {
                to.write_all(&buffer[..read])?;
            }
            at += read as u64;
        }
        let mut hash = [0u8; HASH as usize];
        reader.read_exact(&mut hash).map_err(|_| damaged("it is cut short"))?;
        if sha.finalize()[..] != hash {
            return Err(damaged("its hash is another"));
        }
        Ok(())
    }
}

fn header(file: &mut File) -> Result<Vec<u8>> {
    let mut length = [0u8; 4];
    file.read_exact(&mut length).map_err(|_| damaged("it is cut short"))?;
    let length = u32::from_le_bytes(length);
    if length > MOST_HEADER {
        return Err(damaged("its header is too long"));
    }
    let mut bytes = vec![0u8; length as usize];
    file.read_exact(&mut bytes).map_err(|_| damaged("it is cut short"))?;
    Ok(bytes)
}

/// Writes a backup around a ledger file. The ledger's bytes are read from `ledger`.
pub(super) fn pack(
    to: &mut impl Write,
    manifest: &Manifest,
    keys: &KeyFile,
    ledger: &Path,
) -> Result<()> {
    let mut sha = Sha256::new();
    let mut put = |to: &mut dyn Write, bytes: &[u8]| {
        sha.update(bytes);
        to.write_all(bytes)
    };
    put(to, MAGIC)?;
    let nameless = KeyFile { name: String::new(), ..keys.clone() };
    for part in [serde_json::to_vec(manifest)?, nameless.to_bytes()?] {
        put(to, &(part.len() as u32).to_le_bytes())?;
        put(to, &part)?;
    }
    let mut file = File::open(ledger)?;
    put(to, &file.metadata()?.len().to_le_bytes())?;
    let mut buffer = vec![0u8; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        put(to, &buffer[..read])?;
    }
    to.write_all(&sha.finalize())?;
    Ok(())
}
