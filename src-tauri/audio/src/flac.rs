//! A FLAC file, written as it is made.

use std::io::{Seek, SeekFrom, Write};

use evenkeel_core::{Code, Error, Result};
use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr, StreamInfo};
use flacenc::config::Encoder;
use flacenc::encode_fixed_size_frame;
use flacenc::error::{Verified, Verify};
use flacenc::source::{Context, Fill, FrameBuf};

use crate::RATE;

/// Samples a frame: the size that subset decoders expect.
const FRAME: usize = 4096;
/// `fLaC`, and a header that says: the last block of metadata, STREAMINFO, 34 bytes (RFC 9639,
/// § 8).
const OPENING: [u8; 8] = *b"fLaC\x80\x00\x00\x22";

/// One channel, 16 bit, [`RATE`]. One frame is in memory. The same samples give the same bytes.
pub struct FlacWriter<W> {
    file: W,
    config: Verified<Encoder>,
    info: StreamInfo,
    context: Context,
    frame: FrameBuf,
    waiting: Vec<i32>,
    frames: usize,
}

impl<W: Write + Seek> FlacWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn new(mut file: W) -> Result<Self> {
        let config = Encoder::default().into_verified().map_err(|(_, error)| fault(error))?;
        let mut info = StreamInfo::new(RATE as usize, 1, 16).map_err(fault)?;
        info.set_block_sizes(FRAME, FRAME).map_err(fault)?;
        let frame = FrameBuf::with_size(1, FRAME).map_err(fault)?;
        file.write_all(&OPENING)?;
        file.write_all(&bytes(&info)?)?;
        let (context, waiting) = (Context::new(16, 1), Vec::with_capacity(FRAME));
        Ok(Self { file, config, info, context, frame, waiting, frames: 0 })
    }

    /// Appends samples, each within 16 bits.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&mut self, samples: impl Iterator<Item = i32>) -> Result<()> {
        for sample in samples {
            self.waiting.push(sample);
            if self.waiting.len() == FRAME {
                self.encode()?;
            }
        }
        Ok(())
    }

    /// Writes what is waiting, and the length and checksum of the whole into the opening.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(mut self) -> Result<()> {
        if !self.waiting.is_empty() {
            self.frame.resize(self.waiting.len());
            self.encode()?;
        }
        // A last frame that is shorter does not count (RFC 9639, § 8.2).
        self.info.set_block_sizes(FRAME, FRAME).map_err(fault)?;
        self.info.set_total_samples(self.context.total_samples());
        self.info.set_md5_digest(&self.context.md5_digest());
        self.file.seek(SeekFrom::Start(OPENING.len() as u64))?;
        self.file.write_all(&bytes(&self.info)?)?;
        Ok(self.file.flush()?)
    }

    fn encode(&mut self) -> Result<()> {
        self.frame.fill_interleaved(&self.waiting).map_err(fault)?;
        self.context.fill_interleaved(&self.waiting).map_err(fault)?;
        self.waiting.clear();
        let frame = encode_fixed_size_frame(&self.config, &self.frame, self.frames, &self.info)
            .map_err(fault)?;
        self.frames += 1;
        self.info.update_frame_info(&frame);
        Ok(self.file.write_all(&bytes(&frame)?)?)
    }
}

fn bytes(part: &impl BitRepr) -> Result<Vec<u8>> {
    let mut sink = ByteSink::with_capacity(part.count_bits());
    part.write(&mut sink).map_err(fault)?;
    Ok(sink.into_inner())
}

fn fault(error: impl std::fmt::Debug) -> Error {
    Error::new(Code::Fault, format!("writing a FLAC file: {error:?}"))
}
