//! Receipts: what a reader has received, for the sender's eyes alone.
//!
//! A letter's hash is known to its writer and to whoever opened it, and to nobody else: it covers
//! what is inside the seal. So the hash is the key. The name of a receipt is a hash of it, which
//! only those two can work out; the bytes are sealed with it (ChaCha20-Poly1305), which nobody else
//! can do. All receipts have one size and say nothing to others: not who, nor how many.

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use evenkeel_core::ports::{Receipt, SealedReceipt};
use evenkeel_core::{Code, Error, Result};
use sha2::{Digest, Sha256};

use crate::seal::hex;

/// The size of the text before it is sealed: some thirty runs of numbers.
const PLAIN: usize = 1024;
const NAME: &[u8] = b"evenkeel receipt name v1\0";
const KEY: &[u8] = b"evenkeel receipt key v1\0";
const NONCE: &[u8] = b"evenkeel receipt nonce v1\0";

/// Under which name the receipt for a letter lies.
pub(crate) fn name(letter: &str) -> String {
    format!("{}.evr", hex(&of(NAME, letter)[..16]))
}

/// See [`evenkeel_core::ports::Courier::seal_receipt`].
pub(crate) fn seal(letter: &str, receipt: &Receipt) -> SealedReceipt {
    let mut receipt = receipt.clone();
    let plain = loop {
        let mut plain = serde_json::to_vec(&receipt).unwrap_or_default();
        if plain.len() <= PLAIN {
            plain.resize(PLAIN, b' ');
            break plain;
        }
        // With more gaps than fit, the latest count.
        receipt.received.remove(0);
    };
    // Two copies of a reader's ledger may each write one: another text has another nonce.
    let text = String::from_utf8_lossy(&plain);
    let nonce: [u8; 12] =
        of(NONCE, &format!("{letter} {text}"))[..12].try_into().unwrap_or_default();
    let sealed =
        cipher(letter).encrypt(&nonce.into(), plain.as_slice()).expect("a kilobyte can be sealed");
    SealedReceipt { name: name(letter), bytes: [&nonce[..], &sealed].concat() }
}

/// See [`evenkeel_core::ports::Courier::open_receipt`].
pub(crate) fn open(letter: &str, bytes: &[u8]) -> Result<Receipt> {
    let bad = || Error::new(Code::BadHandIn, "not a receipt for this hand-in");
    let (nonce, sealed) = bytes.split_first_chunk::<12>().ok_or_else(bad)?;
    let plain = cipher(letter).decrypt(&(*nonce).into(), sealed).map_err(|_| bad())?;
    serde_json::from_slice(&plain).map_err(|_| bad())
}

fn cipher(letter: &str) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&of(KEY, letter).into())
}

fn of(use_: &[u8], letter: &str) -> [u8; 32] {
    Sha256::new().chain_update(use_).chain_update(letter).finalize().into()
}
