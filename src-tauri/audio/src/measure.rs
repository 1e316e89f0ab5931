//! A trainer's recording, before it becomes part of a practice: decoded to its end, measured, and
//! refused with a reason. What passes here never stops a sit.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use evenkeel_core::practice::script::Clip;
use evenkeel_core::{Error, Result};

use crate::clip::{self, Stream};
use crate::decode::{Decoding, Format};
use crate::flac::FlacWriter;
use crate::loudness::Meter;
use crate::render::{sixteen_bits, whole_or_not_at_all};
use crate::resample::Resampler;
use crate::{RATE, samples, whole};

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
    let begins_well = whole::begins_well(path)?;
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
    if whole::promised(path, &decoding)?.is_some_and(|promised| promised as f64 > rate * longest) {
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
    if let Some(why) = whole::lack(path, &mut decoding)? {
        return Err(refused(&name, &why, COPY_AGAIN));
    }
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
