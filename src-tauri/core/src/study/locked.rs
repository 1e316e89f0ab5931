//! An invitation that only a short code opens, which the trainer says over the phone.
//!
//! The code has 35 random bits and is stretched with Argon2id (64 MiB, 3 passes: about 0.14 s a
//! guess). That holds against whoever finds the file in a mailbox or on a stick and tries on a
//! computer or two: all codes take one computer some 150 years. It does not hold against somebody
//! with thousands of machines and a reason, nor when file and code are sent the same way.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};

use super::code;
use super::invitation::Invitation;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::keys::{self, Sealed};
use crate::store::{hex, unhex};

/// The file of a locked invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Locked {
    /// Always `locked-invitation`.
    evenkeel: String,
    /// The version of this format: 1.
    format_version: u32,
    /// A key of this file's own, sealed with the code.
    lock: Sealed,
    /// The invitation, sealed with that key (ChaCha20-Poly1305), hex.
    sealed: String,
}

/// The key seals one thing once, so its nonce need not differ.
const NONCE: [u8; 12] = [0; 12];

impl Locked {
    pub(super) fn with(ports: &dyn Ports, invitation: &Invitation, code: &str) -> Result<Self> {
        let key = keys::new_key(ports);
        let cipher = ChaCha20Poly1305::new(&Key::from(*key));
        let sealed = cipher
            .encrypt(&Nonce::from(NONCE), serde_json::to_vec(invitation)?.as_slice())
            .map_err(|_| Error::new(Code::Fault, "the invitation does not seal"))?;
        Ok(Self {
            evenkeel: "locked-invitation".to_owned(),
            format_version: 1,
            lock: Sealed::with(ports, &key, &plain(code))?,
            sealed: hex(&sealed),
        })
    }

    /// The invitation, if this code opens it.
    pub(super) fn open(&self, code: Option<&str>) -> Result<Invitation> {
        let foreign = |detail: &str| Error::new(Code::ForeignInvitation, detail);
        if self.evenkeel != "locked-invitation" || self.format_version != 1 {
            return Err(foreign("not a locked invitation of this format"));
        }
        let code = code.map(plain).filter(|code| !code.is_empty());
        let code = code.ok_or_else(|| Error::new(Code::LockedInvitation, "no code was given"))?;
        if !code::is_whole(&code) {
            return Err(Error::refused(
                "One character of this code is not right. Please check it, or ask your trainer to \
                 read it out again.",
            ));
        }
        let key = self.lock.open(&code).map_err(|error| match error.code {
            Code::WrongPassphrase => Error::refused(
                "This code opens another invitation. Please ask your trainer for the one that \
                 goes with this file.",
            ),
            Code::DamagedLedger => foreign("its lock is none"),
            _ => error,
        })?;
        let sealed = unhex(&self.sealed).ok_or_else(|| foreign("not hex"))?;
        let plain = ChaCha20Poly1305::new(&Key::from(*key))
            .decrypt(&Nonce::from(NONCE), sealed.as_slice())
            .map_err(|_| foreign("it was changed after it was locked"))?;
        serde_json::from_slice(&plain).map_err(|_| foreign("locked, and not an invitation"))
    }
}

/// A code as it was drawn, however it was typed: Crockford's letters leave no doubt between O and
/// 0, or I, L and 1.
fn plain(code: &str) -> String {
    let letter = |letter: char| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    code.chars().filter(char::is_ascii_alphanumeric).map(letter).collect()
}
