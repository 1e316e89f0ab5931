//! One spoken clip: checked, decoded, and brought to the rate of the crate.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use evenkeel_core::practice::script::Clip;
use evenkeel_core::{Code, Error, Result};
use rodio::{Decoder, Source};
use sha2::{Digest, Sha256};

use crate::{RATE, resample, samples};

/// How far a decoded clip may be from the length in its manifest. Symphonia leaves up to 20 ms of
/// padding behind a Vorbis file of one page.
const LENGTH_TOLERANCE_SECONDS: f64 = 0.05;

/// Reads a clip (Ogg Vorbis, FLAC, MP3 or WAV) as one channel at [`RATE`], as long as its manifest
/// says.
///
/// The hash is checked before anything is decoded, because damaged audio decodes without
/// complaint.
///
/// # Errors
/// [`Code::Content`] when the file is missing, is not the one its hash names, is not sound, or
/// is not as long as it should be.
pub fn load(clip: &Clip) -> Result<Vec<f32>> {
    let bytes = fs::read(&clip.path).map_err(|error| trouble(&clip.path, &missing(&error)))?;
    if !hex(&Sha256::digest(&bytes)).eq_ignore_ascii_case(&clip.sha256) {
        return Err(trouble(&clip.path, "is not the recording it should be: it was changed"));
    }
    let mut wave = decode(bytes).map_err(|why| trouble(&clip.path, &why))?;
    let seconds = wave.len() as f64 / f64::from(RATE);
    if (seconds - clip.seconds).abs() > LENGTH_TOLERANCE_SECONDS {
        let why = format!("lasts {seconds:.2} seconds instead of {:.2}", clip.seconds);
        return Err(trouble(&clip.path, &why));
    }
    wave.resize(samples(clip.seconds) as usize, 0.0);
    Ok(wave)
}

/// Decodes to the end, mixes to one channel, converts to [`RATE`]. The error completes the
/// sentence "The recording …".
fn decode(bytes: Vec<u8>) -> std::result::Result<Vec<f32>, String> {
    let length = bytes.len() as u64;
    let decoder = Decoder::builder()
        .with_data(Cursor::new(bytes))
        .with_byte_len(length)
        .build()
        .map_err(|error| format!("cannot be decoded ({error})"))?;
    let channels = usize::from(decoder.channels().get());
    let rate = decoder.sample_rate().get();
    let interleaved: Vec<f32> = decoder.collect();
    let mono: Vec<f32> = interleaved
        .chunks_exact(channels)
        .map(|frame| frame.iter().sum::<f32>() / channels as f32)
        .collect();
    Ok(resample::convert(mono, rate, RATE))
}

fn missing(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "is missing".to_owned(),
        _ => format!("cannot be read ({error})"),
    }
}

fn trouble(path: &Path, why: &str) -> Error {
    Error::new(Code::Content, format!("The recording {} {why}.", path.display()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
