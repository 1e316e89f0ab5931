//! Hand-ins made without the crate under test, from the description of the format alone: good
//! ones, to see that the description is right, and bad ones.

use age::x25519::Recipient;
use ed25519_dalek::{Signer, SigningKey};
use evenkeel_core::ports::Letter;
use sha2::{Digest, Sha256};

/// The parts of a plaintext. [`Forgery::of`] makes a good one; tests then spoil a part.
pub struct Forgery {
    pub magic: [u8; 8],
    pub signed_for: String,
    pub signer: SigningKey,
    pub sender: [u8; 32],
    pub signature: Option<[u8; 64]>,
    pub length: Option<u32>,
    pub body: Vec<u8>,
    pub size: Option<usize>,
    pub last_byte: u8,
}

impl Forgery {
    pub fn of(reader: &str, letter: &Letter) -> Self {
        Self::around(reader, &serde_json::to_vec(letter).unwrap())
    }

    /// With this text instead of the JSON of a letter.
    pub fn around(reader: &str, json: &[u8]) -> Self {
        let signer = SigningKey::from_bytes(&[7; 32]);
        Self {
            magic: *b"EVKHI001",
            signed_for: reader.to_owned(),
            sender: signer.verifying_key().to_bytes(),
            signer,
            signature: None,
            length: None,
            body: zstd::encode_all(json, 3).unwrap(),
            size: None,
            last_byte: 0,
        }
    }

    pub fn plain(&self) -> Vec<u8> {
        let mut message = b"evenkeel hand-in v1\0".to_vec();
        message.extend_from_slice(&(self.signed_for.len() as u32).to_le_bytes());
        message.extend_from_slice(self.signed_for.as_bytes());
        message.extend_from_slice(&self.sender);
        message.extend_from_slice(&Sha256::digest(&self.body));
        let signature = self.signature.unwrap_or_else(|| self.signer.sign(&message).to_bytes());

        let length = self.length.unwrap_or(self.body.len() as u32);
        let mut plain =
            [&self.magic[..], &self.sender, &signature, &length.to_le_bytes(), &self.body].concat();
        let bucket = plain.len().max(4096).next_power_of_two();
        plain.resize(self.size.unwrap_or(bucket), 0);
        *plain.last_mut().unwrap() |= self.last_byte;
        plain
    }

    pub fn sealed(&self, reader: &str) -> Vec<u8> {
        sealed(&self.plain(), reader)
    }
}

pub fn sealed(plain: &[u8], reader: &str) -> Vec<u8> {
    age::encrypt(&reader.parse::<Recipient>().unwrap(), plain).unwrap()
}

/// A good letter followed by this many bytes of white space, which JSON allows.
pub fn bomb(letter: &Letter, white: u64, window_log: Option<u32>) -> Vec<u8> {
    use std::io::Read;
    let json = serde_json::to_vec(letter).unwrap();
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
    if let Some(log) = window_log {
        encoder.window_log(log).unwrap();
    }
    let mut text = json.as_slice().chain(std::io::repeat(b' ').take(white));
    std::io::copy(&mut text, &mut encoder).unwrap();
    encoder.finish().unwrap()
}
