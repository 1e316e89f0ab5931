//! A sit as a file.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use evenkeel_core::practice::timeline::Timeline;
use evenkeel_core::{Code, Error, Result};
use hound::{SampleFormat, WavSpec, WavWriter};

use crate::flac::FlacWriter;
use crate::sit::{Damaged, Sit};
use crate::{RATE, samples};

/// Samples that are made at a time.
const BLOCK: usize = 4096;

/// A whole sit as one channel at [`RATE`]; of an open one, what is laid out.
///
/// # Errors
/// [`Code::Content`] for a missing or damaged recording.
pub fn render(timeline: &Timeline) -> Result<Vec<f32>> {
    let mut whole = vec![0.0; samples(timeline.total_seconds) as usize];
    Sit::new(Arc::new(timeline.clone()), Damaged::Refuse).fill(&mut whole)?;
    Ok(whole)
}

/// Writes a whole sit as a WAV file: one channel, 16 bit, [`RATE`].
///
/// The file appears under its name only when it is whole; one that was there is replaced.
///
/// # Errors
/// [`Code::Content`] for a missing or damaged recording; what the file system says otherwise.
pub fn write_wav(timeline: &Timeline, path: &Path) -> Result<()> {
    whole_or_not_at_all(path, |part| {
        let spec = WavSpec {
            channels: 1,
            sample_rate: RATE,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut file = WavWriter::create(part, spec).map_err(wav_error)?;
        blocks(timeline, |block| {
            let mut writer = file.get_i16_writer(block.len() as u32);
            block.iter().for_each(|&sample| writer.write_sample(sixteen_bits(sample)));
            writer.flush().map_err(wav_error)
        })?;
        file.finalize().map_err(wav_error)
    })
}

/// Writes a whole sit as a FLAC file: the same samples as [`write_wav`], to the bit, in about a
/// tenth of the room.
///
/// # Errors
/// As [`write_wav`].
pub fn write_flac(timeline: &Timeline, path: &Path) -> Result<()> {
    whole_or_not_at_all(path, |part| {
        let mut file = FlacWriter::new(BufWriter::new(File::create(part)?))?;
        blocks(timeline, |block| {
            file.write(block.iter().map(|&sample| i32::from(sixteen_bits(sample))))
        })?;
        file.finish()
    })
}

/// Makes the laid-out part of a sit and hands it on block by block.
fn blocks(timeline: &Timeline, mut take: impl FnMut(&[f32]) -> Result<()>) -> Result<()> {
    let mut sit = Sit::new(Arc::new(timeline.clone()), Damaged::Refuse);
    let mut left = samples(timeline.total_seconds);
    let mut block = [0.0; BLOCK];
    while left > 0 {
        let most = BLOCK.min(usize::try_from(left).unwrap_or(BLOCK));
        let count = sit.fill(&mut block[..most])?;
        take(&block[..count])?;
        left -= count as u64;
    }
    Ok(())
}

/// Has a file written aside, and puts it in its place when it is whole.
pub fn whole_or_not_at_all(path: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let part = path.with_added_extension("part");
    write(&part)
        .and_then(|()| Ok(fs::rename(&part, path)?))
        .inspect_err(|_| drop(fs::remove_file(&part)))
}

/// A sample as files hold it.
pub fn sixteen_bits(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}

fn wav_error(error: hound::Error) -> Error {
    match error {
        hound::Error::IoError(error) => error.into(),
        other => Error::new(Code::Fault, format!("writing a WAV file: {other}")),
    }
}
