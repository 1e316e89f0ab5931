//! Ids that are good for an export: a keyed hash of the study code, so that nobody without the key
//! can go from one to the other, and rows in order of id lie in no order that means anything.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::{Ledger, hex, unhex};

/// How participants are named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Ids {
    /// Drawn anew for this export and kept nowhere: two exports cannot be joined.
    #[default]
    New,
    /// By a key in this ledger: the same person has the same id in every such export.
    Stable,
}

/// Where the stable key is kept.
const STABLE: &str = "export/key";

/// The secret that ids are made with.
pub(super) struct Key(Zeroizing<Vec<u8>>);

impl Key {
    /// A key of this kind. A stable one is made when it is first asked for.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub(super) fn of(ports: &dyn Ports, ledger: &mut Ledger, ids: Ids) -> Result<Self> {
        if ids == Ids::Stable
            && let Some(known) = ledger.find_secret(STABLE)?
        {
            let bytes = unhex(&known).ok_or_else(|| Error::new(Code::Fault, "no export key"))?;
            return Ok(Self(Zeroizing::new(bytes)));
        }
        let mut drawn = Zeroizing::new(vec![0u8; 32]);
        ports.random(&mut drawn);
        if ids == Ids::Stable {
            ledger.keep_secret(STABLE, &Zeroizing::new(hex(&drawn)))?;
        }
        Ok(Self(drawn))
    }

    /// A key for looking only: what is shown under it is never written.
    pub(super) fn for_a_preview() -> Self {
        Self(Zeroizing::new(vec![0u8; 32]))
    }

    /// The id of a code: P and twelve letters and digits (60 bits of HMAC-SHA-256).
    pub(super) fn id(&self, code: &str) -> String {
        /// Crockford’s base 32: no I, L, O or U.
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0) else {
            unreachable!("HMAC takes keys of any length");
        };
        mac.update(code.as_bytes());
        let hash = mac.finalize().into_bytes();
        let mut bits = hash.iter().take(8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        let mut id = String::from("P");
        for _ in 0..12 {
            id.push(char::from(LETTERS[(bits >> 59) as usize]));
            bits <<= 5;
        }
        id
    }
}
