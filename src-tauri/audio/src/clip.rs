//! Recordings on their way into a sit: checked, decoded piece by piece, brought to the rate of the
//! crate. However long one is, a few packets of it are in memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use evenkeel_core::practice::script::Clip;
use evenkeel_core::{Code, Error, Result};
use sha2::{Digest, Sha256};

use crate::decode::{Decoding, Why};
use crate::resample::Resampler;
use crate::{RATE, samples};

/// How far a decoded clip may be from the length in its manifest. Symphonia leaves up to 20 ms of
/// padding behind a Vorbis file of one page.
const LENGTH_TOLERANCE_SECONDS: f64 = 0.05;
/// Bytes or samples read at a time.
const CHUNK: usize = 1 << 16;

/// Reads a whole clip (WAV, FLAC, MP3 or Ogg Vorbis) as one channel at [`RATE`], as long as its
/// manifest says.
///
/// # Errors
/// [`Code::Content`] when the file is missing, is not the one its hash names, is not sound, or
/// is not as long as it should be.
pub fn load(clip: &Clip) -> Result<Vec<f32>> {
    check(clip)?;
    let mut stream = Stream::open(clip, 0)?;
    let (mut wave, mut block) = (Vec::new(), vec![0.0; CHUNK]);
    loop {
        let count = stream.read(&mut block)?;
        wave.extend_from_slice(&block[..count]);
        if count < block.len() {
            break;
        }
    }
    let seconds = wave.len() as f64 / f64::from(RATE);
    if (seconds - clip.seconds).abs() > LENGTH_TOLERANCE_SECONDS {
        let why = format!("lasts {seconds:.2} seconds instead of {:.2}", clip.seconds);
        return Err(trouble(&clip.path, &why));
    }
    wave.resize(samples(clip.seconds) as usize, 0.0);
    Ok(wave)
}

/// Compares a file with its hash, because damaged audio decodes without complaint.
///
/// # Errors
/// [`Code::Content`] when the file is missing or is not the one its hash names.
pub fn check(clip: &Clip) -> Result<()> {
    let found = hash(&clip.path).map_err(|error| trouble(&clip.path, &missing(&error)))?;
    if found.eq_ignore_ascii_case(&clip.sha256) {
        Ok(())
    } else {
        Err(trouble(&clip.path, "is not the recording it should be: it was changed"))
    }
}

/// SHA-256 of a file, lower-case hex.
///
/// # Errors
/// What the file system says.
pub fn hash(path: &Path) -> io::Result<String> {
    let (mut file, mut digest) = (File::open(path)?, Sha256::new());
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => digest.update(&chunk[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A recording being played: one channel at [`RATE`].
pub struct Stream {
    clip: Clip,
    decoding: Decoding,
    resampler: Resampler,
    decoded: Vec<f32>,
    /// Made and not yet handed out, from `given` on.
    ready: Vec<f32>,
    given: usize,
    over: bool,
}

impl Stream {
    /// Begins with the `start`th sample at [`RATE`]. The hash is not looked at: see [`check`].
    ///
    /// # Errors
    /// [`Code::Content`] when the file is missing or is not sound.
    pub fn open(clip: &Clip, start: u64) -> Result<Self> {
        let file = File::open(&clip.path).map_err(|error| trouble(&clip.path, &missing(&error)))?;
        let open = |decoding: Decoding| {
            let resampler = Resampler::new(decoding.rate(), RATE, start);
            let mut stream = Self {
                clip: clip.clone(),
                decoding,
                resampler,
                decoded: Vec::new(),
                ready: Vec::new(),
                given: 0,
                over: false,
            };
            if stream.resampler.wants() > 0 {
                stream.decoding.seek(stream.resampler.wants())?;
            }
            Ok(stream)
        };
        Decoding::open(Box::new(file), false)
            .and_then(open)
            .map_err(|why| trouble(&clip.path, &why))
    }

    /// Writes the next samples and returns how many; fewer than asked for only at the end.
    ///
    /// # Errors
    /// [`Code::Content`] when the file can no longer be read.
    pub fn read(&mut self, out: &mut [f32]) -> Result<usize> {
        let mut done = 0;
        while done < out.len() {
            if self.given == self.ready.len() {
                if self.over {
                    break;
                }
                self.refill().map_err(|why| trouble(&self.clip.path, &why))?;
            }
            let count = (self.ready.len() - self.given).min(out.len() - done);
            let from = &self.ready[self.given..self.given + count];
            out[done..done + count].copy_from_slice(from);
            self.given += count;
            done += count;
        }
        Ok(done)
    }

    fn refill(&mut self) -> std::result::Result<(), Why> {
        self.ready.clear();
        self.given = 0;
        self.decoded.clear();
        self.over = !self.decoding.next(&mut self.decoded)?;
        if !self.decoded.is_empty() {
            // What was decoded only to prime the decoder lies before what is wanted.
            let (begins, wants) =
                (self.decoding.at() - self.decoded.len() as u64, self.resampler.wants());
            let early = wants.saturating_sub(begins) as usize;
            self.decoded.drain(..early.min(self.decoded.len()));
            self.resampler.push(&self.decoded, &mut self.ready);
        }
        if self.over {
            self.resampler.finish(&mut self.ready);
        }
        Ok(())
    }
}

fn missing(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "is missing".to_owned(),
        _ => format!("cannot be read ({error})"),
    }
}

fn trouble(path: &Path, why: &str) -> Error {
    Error::new(Code::Content, format!("The recording {} {why}.", path.display()))
}
