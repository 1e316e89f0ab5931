//! A trainer's recording, before it becomes part of a practice: decoded to its end, measured, and
//! refused with a reason. What passes here never stops a sit.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom};
use std::path::Path;

use evenkeel_core::practice::script::Clip;
use evenkeel_core::{Error, Result};

use crate::clip::{self, Stream};
use crate::decode::{Decoding, Format};
use crate::flac::FlacWriter;
use crate::loudness::Meter;
use crate::render::{sixteen_bits, whole_or_not_at_all};
use crate::resample::Resampler;
use crate::{RATE, samples};

/// The loudness of the voice that comes with the course, LUFS.
pub const VOICE_LUFS: f64 = -23.0;
/// The longest recording, minutes.
const LONGEST_MINUTES: u32 = 90;
/// A recording that peaks below this is silent, dB of full scale.
const SILENT_DBFS: f64 = -60.0;
/// Raising what is quieter than this, LUFS, raises its noise to where it is heard.
const QUIETEST_LUFS: f64 = -50.0;
/// What is louder than this, LUFS, was squeezed until nothing is left of the voice.
const LOUDEST_LUFS: f64 = -8.0;
/// So near to full scale, for so many samples on end, is a wave whose top was cut off.
const CLIPPED: (f32, usize) = (0.999, 3);
/// The most of a recording, by samples, that may be cut off.
const MOST_CLIPPED: f64 = 0.001;
/// An MP3 file may begin with packets that refer to what was cut off before them.
const MP3_STARTS_SECONDS: f64 = 0.2;
/// The samples of one MP3 packet.
const MP3_PACKET: u64 = 1152;
/// The highest peak a recording is raised to, dB of full scale.
const PEAK_DBFS: f64 = -1.0;

/// What a recording is.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Its exact length when decoded, seconds.
    pub seconds: f64,
    /// Its loudness without its pauses, LUFS (ITU-R BS.1770).
    pub lufs: f64,
    /// Its highest peak, dB of full scale.
    pub peak_dbfs: f64,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: String,
    /// The kind of file.
    pub format: Format,
}

/// Decodes a recording to its end and measures it. It may be as long as it likes in memory's
/// terms: a packet at a time is looked at.
///
/// # Errors
/// [`evenkeel_core::Code::Refused`], with a sentence that says why and what to do, for a file that
/// is not sound, is cut short or damaged, is silent, distorted, too quiet or too loud to be mended,
/// or is longer than 90 minutes. What the file system says when it cannot be read.
pub fn measure(path: &Path) -> Result<Measured> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let sha256 = clip::hash(path)?;
    let begins_well = begins_well(path)?;
    let mut decoding =
        Decoding::open(Box::new(File::open(path)?), true).map_err(|_| match begins_well {
            true => refused(&name, "is damaged or cut short", COPY_AGAIN),
            false => refused(&name, NOT_SOUND, "Save it as WAV, FLAC, MP3 or Ogg Vorbis"),
        })?;
    let format = decoding.format();
    let rate = f64::from(decoding.rate());
    let too_long = || {
        let why = format!("is longer than {LONGEST_MINUTES} minutes");
        refused(&name, &why, "Choose a shorter one, or cut it in two")
    };
    let longest = f64::from(LONGEST_MINUTES) * 60.0;
    if promised(path, &decoding)?.is_some_and(|promised| promised as f64 > rate * longest) {
        return Err(too_long());
    }
    let mut resampler = Resampler::new(decoding.rate(), RATE, 0);
    let (mut meter, mut tops) = (Meter::new(), Tops::default());
    let (mut decoded, mut heard, mut length) = (Vec::new(), Vec::new(), 0);
    loop {
        let more = decoding.next(&mut decoded).map_err(|why| refused(&name, &why, COPY_AGAIN))?;
        tops.push(&decoded);
        resampler.push(&decoded, &mut heard);
        if !more {
            resampler.finish(&mut heard);
        }
        meter.push(&heard);
        length += heard.len();
        decoded.clear();
        heard.clear();
        if length as u64 > samples(longest) {
            return Err(too_long());
        }
        if !more {
            break;
        }
    }
    whole(&name, path, &mut decoding, rate)?;
    let peak_dbfs = meter.peak_dbfs();
    let lufs = meter
        .lufs()
        .filter(|_| peak_dbfs > SILENT_DBFS)
        .ok_or_else(|| refused(&name, "is silent", "Check the microphone, and record it again"))?;
    if tops.share() > MOST_CLIPPED || lufs > LOUDEST_LUFS {
        let next = "Record it again with the microphone turned down or farther away";
        return Err(refused(&name, "is distorted: it was recorded too loud", next));
    }
    if lufs < QUIETEST_LUFS {
        let next = "Record it again with the microphone turned up or nearer";
        return Err(refused(&name, "is too quiet: raised, its noise would be heard", next));
    }
    let seconds = length as f64 / f64::from(RATE);
    Ok(Measured { seconds, lufs, peak_dbfs, sha256, format })
}

/// Measures a recording and writes a copy of it for use in a practice: FLAC, one channel, at
/// [`RATE`], as loud as the voice of the course where its peaks allow. Returns what the copy is.
///
/// # Errors
/// As [`measure`]; then nothing is written.
pub fn take_in(recording: &Path, to: &Path) -> Result<Measured> {
    let Measured { seconds, lufs, peak_dbfs, sha256, .. } = measure(recording)?;
    let gain_db = (VOICE_LUFS - lufs).min(PEAK_DBFS - peak_dbfs);
    let gain = 10.0_f64.powf(gain_db / 20.0) as f32;
    let clip = Clip { path: recording.to_owned(), sha256, seconds };
    whole_or_not_at_all(to, |part| {
        let mut file = FlacWriter::new(BufWriter::new(File::create(part)?))?;
        let mut stream = Stream::open(&clip, 0)?;
        let mut block = [0.0; 4096];
        loop {
            let count = stream.read(&mut block)?;
            file.write(block[..count].iter().map(|sample| i32::from(sixteen_bits(sample * gain))))?;
            if count < block.len() {
                return file.finish();
            }
        }
    })?;
    measure(to)
}

const NOT_SOUND: &str = "is not a recording that can be played here";
const COPY_AGAIN: &str = "Copy it again from where it was made";

fn refused(name: &str, why: &str, next: &str) -> Error {
    Error::refused(format!("{name} {why}. Nothing was changed. {next}, then choose it."))
}

/// Whether everything that was recorded is there.
fn whole(name: &str, path: &Path, decoding: &mut Decoding, rate: f64) -> Result<()> {
    let (format, at) = (decoding.format(), decoding.at());
    let starts = if format == Format::Mp3 { MP3_STARTS_SECONDS } else { 0.0 };
    if let Some((place, _)) = decoding.trouble().filter(|(at, _)| *at as f64 / rate >= starts) {
        let seconds = (*place as f64 / rate) as u64;
        let why = format!("is damaged {}:{:02} minutes into it", seconds / 60, seconds % 60);
        return Err(refused(name, &why, COPY_AGAIN));
    }
    if decoding.is_verified() == Some(false) {
        return Err(refused(name, "is damaged: it is not what was recorded", COPY_AGAIN));
    }
    let promised = promised(path, decoding)?;
    let spare = if format == Format::Mp3 { MP3_PACKET } else { 0 };
    let is_short = match format {
        Format::Wav | Format::Flac => false,
        Format::Mp3 => has_half_a_packet(path, decoding.last_packet())?,
        Format::Ogg => !ends_with_last_page(path)?,
    };
    if is_short || promised.is_some_and(|promised| at + spare < promised) {
        let there = (at as f64 / rate) as u64;
        let why = match promised {
            Some(promised) if promised > at => {
                let all = (promised as f64 / rate).ceil() as u64;
                format!("is cut short or damaged: {there} of {all} seconds are there")
            }
            _ => format!("is cut short: it breaks off after {there} seconds"),
        };
        return Err(refused(name, &why, COPY_AGAIN));
    }
    Ok(())
}

/// How many samples the file says it has, where it knows.
fn promised(path: &Path, decoding: &Decoding) -> Result<Option<u64>> {
    let knows = match decoding.format() {
        Format::Mp3 => has_table(path),
        // One that was written as it was recorded may say that it is endless: 4 GiB.
        Format::Wav => !has_endless_length(path)?,
        Format::Flac | Format::Ogg => true,
    };
    Ok(decoding.promised().filter(|_| knows))
}

/// Whether a file begins as one of those that can be decoded, whatever follows.
fn begins_well(path: &Path) -> Result<bool> {
    let start = head(path, 64)?;
    let has = |what: &[u8]| start.windows(what.len()).any(|part| part == what);
    Ok(start.starts_with(b"fLaC")
        || start.starts_with(b"ID3")
        || start.starts_with(b"RIFF") && has(b"WAVE")
        || start.starts_with(b"OggS") && has(b"vorbis"))
}

/// Whether a WAV file gives no length: its sound is 0 or 2³² − 1 bytes long, or the whole is.
fn has_endless_length(path: &Path) -> Result<bool> {
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
fn head(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The tops of the wave that were cut off.
#[derive(Default)]
struct Tops {
    run: usize,
    cut_off: usize,
    all: usize,
}

impl Tops {
    fn push(&mut self, wave: &[f32]) {
        let (level, least) = CLIPPED;
        for sample in wave {
            self.run = if sample.abs() >= level { self.run + 1 } else { 0 };
            self.cut_off += match self.run {
                run if run == least => least,
                run if run > least => 1,
                _ => 0,
            };
        }
        self.all += wave.len();
    }

    fn share(&self) -> f64 {
        self.cut_off as f64 / self.all.max(1) as f64
    }
}

/// The last bytes of a file.
fn tail(path: &Path, most: u64) -> Result<Vec<u8>> {
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
fn has_half_a_packet(path: &Path, last: &[u8]) -> Result<bool> {
    let tail = tail(path, last.len() as u64 + 8192)?;
    let whole = tail.windows(last.len().max(1)).rposition(|window| window == last);
    let rest = whole.map_or(&[][..], |at| &tail[at + last.len()..]);
    // Eleven bits that begin every packet (ISO 11172-3, § 2.4.1.3).
    Ok(rest.len() >= 2 && rest[0] == 0xff && rest[1] & 0xe0 == 0xe0)
}

/// Whether an Ogg file ends with a whole page that says that it is the last (RFC 3533, § 6).
fn ends_with_last_page(path: &Path) -> Result<bool> {
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
