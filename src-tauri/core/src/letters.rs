//! Letters that people read aloud and type: no two look alike, and a check shows a wrong one.

use sha2::{Digest, Sha256};

use crate::ports::Ports;

/// Crockford's base 32: no I, L, O or U.
pub(crate) const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// So many random letters and one that checks them.
pub(crate) fn draw(ports: &dyn Ports, length: usize) -> String {
    let mut random = vec![0u8; length];
    ports.random(&mut random);
    let mut places: Vec<usize> = random.iter().map(|byte| usize::from(byte % 32)).collect();
    random.fill(0);
    places.push(check_of(&places));
    places.into_iter().map(|place| char::from(LETTERS[place])).collect()
}

/// So many letters that stand for some bytes, and one that checks them: always the same.
pub(crate) fn of(bytes: &[u8], length: usize) -> String {
    let digest = Sha256::digest(bytes);
    let mut places: Vec<usize> =
        digest.iter().take(length).map(|byte| usize::from(byte % 32)).collect();
    places.push(check_of(&places));
    places.into_iter().map(|place| char::from(LETTERS[place])).collect()
}

/// Whether the last letter checks the ones before it. False for anything but letters of ours.
pub(crate) fn is_whole(text: &str) -> bool {
    let places: Option<Vec<usize>> = text.bytes().map(place).collect();
    places.is_some_and(|places| {
        places
            .split_last()
            .is_some_and(|(check, rest)| !rest.is_empty() && *check == check_of(rest))
    })
}

/// Bytes as letters, five bits a letter; what is left over at the end is filled up with nothing.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let (mut text, mut held, mut bits) = (String::new(), 0u32, 0);
    let mut push = |five: u32| text.push(char::from(LETTERS[(five & 31) as usize]));
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(held >> bits);
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        push(held << (5 - bits));
    }
    text
}

/// The whole bytes that letters hold; none for a letter that is none of ours. What is left over at
/// the end has to be empty, unless it is the `start` of something longer.
pub(crate) fn unbase32(text: &str, start: bool) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for letter in text.bytes() {
        held = held << 5 | place(letter)? as u32;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (start || held == 0).then_some(bytes)
}

fn place(byte: u8) -> Option<usize> {
    LETTERS.iter().position(|letter| *letter == byte)
}

/// Luhn mod N (ISO/IEC 7812-1, annex B, with 32 characters): every single wrong character shows.
fn check_of(places: &[usize]) -> usize {
    let sum: usize = places
        .iter()
        .rev()
        .enumerate()
        .map(|(index, place)| {
            let weighed = if index % 2 == 0 { place * 2 } else { *place };
            weighed / 32 + weighed % 32
        })
        .sum();
    (32 - sum % 32) % 32
}
