//! The sealed file of one hand-in.
//!
//! An age file (binary, one X25519 recipient) around this plaintext:
//!
//! | Bytes | What |
//! |---|---|
//! | 8 | `EVKHI001` |
//! | 32 | Ed25519 public key of the sender |
//! | 64 | Ed25519 signature |
//! | 4 | length of the body, little-endian |
//! | n | body: the JSON of the [`Letter`], zstd |
//! | rest | zeros, up to 4 KiB or the next power of two, 16 MiB at most |
//!
//! age proves no sender, hence the signature inside: over a name for this use, the recipient, the
//! sender and the SHA-256 of the body. As the body holds channel, cohort or study, code, ticket,
//! sequence and the hash of the letter before, all of them are signed, and a reader cannot pass a
//! letter on to somebody else as if it had been sealed to them. The bytes that are stored are the
//! bytes that are signed: nothing is decompressed or parsed before they are verified.
//!
//! Sizes are canonical: a plaintext of any other size than its body asks for is refused.

use std::io::Read;

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use evenkeel_core::ports::{KeyPair, Letter, OpenedLetter, SealedLetter};
use evenkeel_core::{Code, Error, Result};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// No hand-in file is larger: [`MAX_PLAIN`] with what age adds, generously.
pub(crate) const MAX_SEALED: usize = 24 << 20;

const MAGIC: &[u8; 8] = b"EVKHI001";
const DOMAIN: &[u8] = b"evenkeel hand-in v1\0";
const MIN_PLAIN: usize = 4 << 10;
const MAX_PLAIN: usize = 16 << 20;
/// The JSON of a letter, in bytes.
const MAX_JSON: usize = 2 << 20;
/// age's header for one recipient has some 400 bytes. The header is what anybody can write, and
/// age takes time with the square of its length.
const MAX_HEADER: usize = 4 << 10;
/// zstd may look back over this many bytes, as a power of two: its memory while decompressing.
const MAX_WINDOW_LOG: u32 = 24;
const ZSTD_LEVEL: i32 = 3;

/// A new age X25519 pair, in age's own text form.
pub(crate) fn new_reader() -> KeyPair {
    let identity = Identity::generate();
    KeyPair {
        secret: Zeroizing::new(identity.to_string().expose_secret().to_owned()),
        public: identity.to_public().to_string(),
    }
}

/// A new Ed25519 pair, as hex of the seed and of the public key.
pub(crate) fn new_signer() -> KeyPair {
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(seed.as_mut()).expect("without randomness no key may be made");
    let key = SigningKey::from_bytes(&seed);
    KeyPair {
        secret: Zeroizing::new(hex(seed.as_ref())),
        public: hex(key.verifying_key().as_bytes()),
    }
}

/// Signs and seals; see [`evenkeel_core::ports::Courier::seal`].
pub(crate) fn seal(letter: &Letter, signer: &KeyPair, reader: &str) -> Result<SealedLetter> {
    let recipient = recipient(reader)?;
    let key = signing_key(signer)?;
    let sender = key.verifying_key().to_bytes();

    let json = serde_json::to_vec(letter)?;
    let body = zstd::encode_all(json.as_slice(), ZSTD_LEVEL)?;
    let too_large = || Error::refused("This hand-in is larger than 16 MB and cannot be sent.");
    let size = padded_size(body.len()).filter(|_| json.len() <= MAX_JSON).ok_or_else(too_large)?;
    let length = u32::try_from(body.len()).map_err(|_| too_large())?;
    let signature = key.sign(&signed_message(&recipient.to_string(), &sender, &body));

    let mut plain = Vec::with_capacity(size);
    plain.extend_from_slice(MAGIC);
    plain.extend_from_slice(&sender);
    plain.extend_from_slice(&signature.to_bytes());
    plain.extend_from_slice(&length.to_le_bytes());
    plain.extend_from_slice(&body);
    plain.resize(size, 0);

    let bytes = age::encrypt(&recipient, &plain)
        .map_err(|error| Error::new(Code::Fault, format!("age does not seal: {error}")))?;
    Ok(SealedLetter { bytes, hash: hex(&Sha256::digest(&body)) })
}

/// Opens, verifies, then parses; see [`evenkeel_core::ports::Courier::open`].
pub(crate) fn open(bytes: &[u8], reader: &KeyPair) -> Result<OpenedLetter> {
    let identity: Identity = reader
        .secret
        .parse()
        .map_err(|_| Error::refused("The key to open hand-ins with is not a key."))?;
    if bytes.len() > MAX_SEALED {
        return Err(bad("larger than any hand-in"));
    }
    let start = &bytes[..bytes.len().min(MAX_HEADER)];
    if !start.windows(5).any(|window| window == b"\n--- ") {
        return Err(bad("not a sealed hand-in"));
    }
    let plain = age::decrypt(&identity, bytes).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => bad("sealed for another reader"),
        _ => bad("cut short or changed on its way"),
    })?;
    let (sender, body) = verified(&plain, &identity.to_public())?;
    Ok(OpenedLetter { sender: hex(sender), hash: hex(&Sha256::digest(body)), letter: parse(body)? })
}

/// Takes the plaintext apart and gives out sender and body only when the signature holds.
fn verified<'a>(plain: &'a [u8], reader: &Recipient) -> Result<(&'a [u8; 32], &'a [u8])> {
    let short = || bad("shorter than a letter");
    let (magic, rest) = plain.split_first_chunk::<8>().ok_or_else(short)?;
    let (sender, rest) = rest.split_first_chunk::<32>().ok_or_else(short)?;
    let (signature, rest) = rest.split_first_chunk::<64>().ok_or_else(short)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
    if magic != MAGIC {
        return Err(bad("not a letter of this version"));
    }
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| short())?;
    let (body, padding) = rest.split_at_checked(length).ok_or_else(short)?;
    if padded_size(length) != Some(plain.len()) || padding.iter().any(|byte| *byte != 0) {
        return Err(bad("padded in another way than letters are"));
    }
    VerifyingKey::from_bytes(sender)
        .and_then(|key| {
            let message = signed_message(&reader.to_string(), sender, body);
            key.verify_strict(&message, &Signature::from_bytes(signature))
        })
        .map_err(|_| bad("not signed by whom it names, or not for this reader"))?;
    Ok((sender, body))
}

/// Decompresses within the caps and parses. Says of JSON only where it fails, never what is there.
fn parse(body: &[u8]) -> Result<Letter> {
    let broken = |_| bad("signed, but not compressed as letters are");
    let mut zstd = zstd::Decoder::with_buffer(body).map_err(broken)?;
    zstd.window_log_max(MAX_WINDOW_LOG).map_err(broken)?;
    let mut json = Vec::new();
    zstd.take(MAX_JSON as u64 + 1).read_to_end(&mut json).map_err(broken)?;
    if json.len() > MAX_JSON {
        return Err(bad("signed, but larger than any letter once decompressed"));
    }
    serde_json::from_slice(&json)
        .map_err(|error| bad(&format!("signed, but no letter from byte {} on", error.column())))
}

/// What the sender signs.
fn signed_message(recipient: &str, sender: &[u8; 32], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(recipient.len()).unwrap_or(u32::MAX);
    let hash = Sha256::digest(body);
    [DOMAIN, &length.to_le_bytes(), recipient.as_bytes(), sender, &hash].concat()
}

/// The size of the plaintext around a body of this length; `None` when there is none so large.
fn padded_size(body: usize) -> Option<usize> {
    let header = MAGIC.len() + 32 + 64 + 4;
    let size = header.checked_add(body)?.max(MIN_PLAIN).checked_next_power_of_two()?;
    (size <= MAX_PLAIN).then_some(size)
}

fn recipient(text: &str) -> Result<Recipient> {
    let no_key = || Error::refused("The key to seal hand-ins to is not a key.");
    let recipient: Recipient = text.parse().map_err(|_| no_key())?;
    // A point of small order makes every shared secret zero; age would panic over it.
    let (_, point) = bech32::decode(text).map_err(|_| no_key())?;
    let point: [u8; 32] = point.try_into().map_err(|_| no_key())?;
    if x25519_dalek::x25519([1; 32], point) == [0; 32] {
        return Err(no_key());
    }
    Ok(recipient)
}

pub(crate) fn signing_key(pair: &KeyPair) -> Result<SigningKey> {
    let no_key = || Error::refused("The key to sign hand-ins with is not a key.");
    let seed = Zeroizing::new(unhex(&pair.secret).ok_or_else(no_key)?);
    let key = SigningKey::from_bytes(&seed);
    if hex(key.verifying_key().as_bytes()) == pair.public { Ok(key) } else { Err(no_key()) }
}

fn bad(detail: &str) -> Error {
    Error::new(Code::BadHandIn, detail)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect();
    bytes?.try_into().ok()
}
