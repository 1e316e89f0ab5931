//! Codes that people read aloud: drawn at random, derived from nothing, with a check character.

use crate::ports::Ports;

/// Crockford's base 32: no I, L, O or U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A participant's code such as `7KQM-2X9T`: seven random characters and the check character.
pub fn participant(ports: &dyn Ports) -> String {
    let code = draw(ports, 7);
    format!("{}-{}", &code[..4], &code[4..])
}

/// A receipt's number such as `7KQ-M2X`: five random characters and the check character.
pub fn receipt(ports: &dyn Ports) -> String {
    let code = draw(ports, 5);
    format!("{}-{}", &code[..3], &code[3..])
}

/// Whether a code is whole: a mistyped character shows.
pub fn is_whole(code: &str) -> bool {
    let places: Option<Vec<usize>> = code.bytes().filter(|byte| *byte != b'-').map(place).collect();
    places.is_some_and(|places| {
        places
            .split_last()
            .is_some_and(|(check, rest)| !rest.is_empty() && *check == check_of(rest))
    })
}

fn draw(ports: &dyn Ports, length: usize) -> String {
    let mut random = vec![0u8; length];
    ports.random(&mut random);
    let mut places: Vec<usize> = random.iter().map(|byte| usize::from(byte % 32)).collect();
    places.push(check_of(&places));
    places.into_iter().map(|place| char::from(LETTERS[place])).collect()
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
