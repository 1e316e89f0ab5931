//! Signatures on files that nobody has to seal: a study file, an allocation.
//!
//! What is signed begins with a name for its use, so that no signature is good for another.

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use evenkeel_core::Result;
use evenkeel_core::ports::KeyPair;

use crate::seal::{hex, signing_key, unhex};

/// Signs; see [`evenkeel_core::ports::Courier::sign`].
pub(crate) fn sign(bytes: &[u8], signer: &KeyPair) -> Result<String> {
    Ok(hex(&signing_key(signer)?.sign(bytes).to_bytes()))
}

/// Verifies; see [`evenkeel_core::ports::Courier::is_signed`].
pub(crate) fn is_signed(bytes: &[u8], signature: &str, signer: &str) -> bool {
    let (Some(signature), Some(signer)) = (unhex::<64>(signature), unhex::<32>(signer)) else {
        return false;
    };
    VerifyingKey::from_bytes(&signer)
        .is_ok_and(|key| key.verify_strict(bytes, &Signature::from_bytes(&signature)).is_ok())
}
