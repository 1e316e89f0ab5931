//! Whether a sound file is all there. Decoders do not say: they play what they find.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::decode::{Decoding, Format, Why};

/// An MP3 file may begin with packets that refer to what was cut off before them.
const MP3_STARTS_SECONDS: f64 = 0.2;
/// The samples of one MP3 packet.
const MP3_PACKET: u64 = 1152;

/// What is missing of a file that was decoded to its end; completes "The recording …".
///
/// # Errors
/// When the file cannot be read.
pub fn lack(path: &Path, decoding: &mut Decoding) -> io::Result<Option<Why>> {
    let (format, at, rate) = (decoding.format(), decoding.at(), f64::from(decoding.rate()));
    let starts = if format == Format::Mp3 { MP3_STARTS_SECONDS } else { 0.0 };
    if let Some((place, _)) = decoding.trouble().filter(|(at, _)| *at as f64 / rate >= starts) {
        let seconds = (*place as f64 / rate) as u64;
        let why = format!("is damaged {}:{:02} minutes into it", seconds / 60, seconds % 60);
        return Ok(Some(why));
    }
    if decoding.is_verified() == Some(false) {
        return Ok(Some("is damaged: it is not what was recorded".to_owned()));
    }
    let promised = promised(path, decoding)?;
    let spare = if format == Format::Mp3 { MP3_PACKET } else { 0 };
    let is_short = match format {
        Format::Wav | Format::Flac => false,
        Format::Mp3 => has_half_a_packet(path, decoding.last_packet())?,
        Format::Ogg => !ends_with_last_page(path)?,
    };
    let lacks = is_short || promised.is_some_and(|promised| at + spare < promised);
    Ok(lacks.then(|| {
        let there = (at as f64 / rate) as u64;
        match promised {
            Some(promised) if promised > at => {
                let all = (promised as f64 / rate).ceil() as u64;
                format!("is cut short or damaged: {there} of {all} seconds are there")
            }
            _ => format!("is cut short: it breaks off after {there} seconds"),
        }
    }))
}

/// How many samples the file says it has, where it knows.
///
/// # Errors
/// When the file cannot be read.
pub fn promised(path: &Path, decoding: &Decoding) -> io::Result<Option<u64>> {
    let knows = match decoding.format() {
        Format::Mp3 => has_table(path),
        // One that was written as it was recorded may say that it is endless: 4 GiB.
        Format::Wav => !has_endless_length(path)?,
        Format::Flac | Format::Ogg => true,
    };
    Ok(decoding.promised().filter(|_| knows))
}

/// Whether a file begins as one of those that can be decoded, whatever follows.
///
/// # Errors
/// When the file cannot be read.
pub fn begins_well(path: &Path) -> io::Result<bool> {
    let start = head(path, 64)?;
    let has = |what: &[u8]| start.windows(what.len()).any(|part| part == what);
    Ok(start.starts_with(b"fLaC")
        || start.starts_with(b"ID3")
        || start.starts_with(b"RIFF") && has(b"WAVE")
        || start.starts_with(b"OggS") && has(b"vorbis"))
}

/// Whether a WAV file gives no length: its sound is 0 or 2³² − 1 bytes long, or the whole is.
fn has_endless_length(path: &Path) -> io::Result<bool> {
    let start = head(path, 4096)?;
    let length = |at: usize| {
        start
            .get(at..at + 4)
            .map_or(0, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    };
    let sound = start.windows(4).position(|four| four == b"data").map_or(0, |at| length(at + 4));
    Ok([length(4), sound].iter().any(|&length| length == 0 || length >= u32::MAX - 8192))
}

/// The first bytes of a file.
fn head(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The last bytes of a file.
fn tail(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether an MP3 file says exactly how many packets it has (a Xing, Info or VBRI header), so that
/// its length is more than a guess.
fn has_table(path: &Path) -> bool {
    let read = || -> io::Result<Vec<u8>> {
        let (mut file, mut opening) = (File::open(path)?, [0; 10]);
        file.read_exact(&mut opening)?;
        // Tags come first: ten bytes, and a length of four times seven bits (ID3v2, § 3.1).
        let tags = match opening {
            [b'I', b'D', b'3', _, _, _, length @ ..] => {
                10 + length.iter().fold(0, |sum, &byte| (sum << 7) | u64::from(byte & 0x7f))
            }
            _ => 0,
        };
        file.seek(SeekFrom::Start(tags))?;
        let mut first = Vec::new();
        file.take(256).read_to_end(&mut first)?;
        Ok(first)
    };
    let tables: [&[u8]; 3] = [b"Xing", b"Info", b"VBRI"];
    read().is_ok_and(|first| first.windows(4).any(|four| tables.contains(&four)))
}

/// Whether an MP3 file ends in the middle of a packet: after the last whole one, another begins.
fn has_half_a_packet(path: &Path, last: &[u8]) -> io::Result<bool> {
    let tail = tail(path, last.len() as u64 + 8192)?;
    let whole = tail.windows(last.len().max(1)).rposition(|window| window == last);
    let rest = whole.map_or(&[][..], |at| &tail[at + last.len()..]);
    // Eleven bits that begin every packet (ISO 11172-3, § 2.4.1.3).
    Ok(rest.len() >= 2 && rest[0] == 0xff && rest[1] & 0xe0 == 0xe0)
}

/// Whether an Ogg file ends with a whole page that says that it is the last (RFC 3533, § 6).
fn ends_with_last_page(path: &Path) -> io::Result<bool> {
    let tail = tail(path, 1 << 17)?;
    let Some(at) = tail.windows(4).rposition(|four| four == b"OggS") else { return Ok(false) };
    let page = &tail[at..];
    let Some((header, rest)) = page.split_at_checked(27) else { return Ok(false) };
    let Some((lengths, body)) = rest.split_at_checked(usize::from(header[26])) else {
        return Ok(false);
    };
    let length: usize = lengths.iter().map(|&length| usize::from(length)).sum();
    Ok(header[5] & 4 != 0 && body.len() >= length)
}
