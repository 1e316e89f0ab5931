//! A sound file, decoded block by block: WAV, FLAC, MP3 or Ogg Vorbis, mixed to one channel.
//!
//! Errors here complete the sentence "The recording …".

use std::io::ErrorKind;

use symphonia::core::audio::SampleBuffer;
use symphonia::core::codecs::{
    CODEC_TYPE_FLAC, CODEC_TYPE_MP3, CODEC_TYPE_NULL, CODEC_TYPE_VORBIS, CodecType, Decoder,
    DecoderOptions,
};
use symphonia::core::errors::Error as DecodeError;
use symphonia::core::formats::{FormatOptions, FormatReader, Packet, SeekMode, SeekTo};
use symphonia::core::io::{MediaSource, MediaSourceStream};

/// A decoder that starts in the middle needs what came before to be right: so many seconds of it.
const PRIMES_SECONDS: f64 = 0.25;

/// The rates that sound is recorded at, hertz.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=192_000;

/// What a damaged or foreign file is answered with.
pub type Why = String;

/// The kinds of file that can be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Uncompressed.
    Wav,
    /// Compressed without loss.
    Flac,
    /// MPEG layer 3.
    Mp3,
    /// Ogg Vorbis.
    Ogg,
}

/// A file that is being decoded. Holds one packet at a time.
pub struct Decoding {
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn Decoder>,
    track: u32,
    format: Format,
    rate: u32,
    frames: Option<u64>,
    /// The frame that the next sample handed out belongs to.
    at: u64,
    buffer: Option<SampleBuffer<f32>>,
    /// The last packet as it lay in the file.
    packet: Box<[u8]>,
    /// Whether nothing was handed out since the place was changed.
    sought: bool,
    /// The first thing that could not be decoded: where (frames), and why.
    trouble: Option<(u64, Why)>,
}

impl Decoding {
    /// Begins to decode. `verify` has a FLAC file compared with its own checksum.
    ///
    /// # Errors
    /// When it is none of the four kinds of file.
    pub fn open(source: Box<dyn MediaSource>, verify: bool) -> Result<Self, Why> {
        let stream = MediaSourceStream::new(source, Default::default());
        let options = FormatOptions { enable_gapless: true, ..FormatOptions::default() };
        let reader = symphonia::default::get_probe()
            .format(&Default::default(), stream, &options, &Default::default())
            .map_err(undecodable)?
            .format;
        let track = reader
            .tracks()
            .iter()
            .find(|track| track.codec_params.codec != CODEC_TYPE_NULL)
            .ok_or("holds no sound")?;
        let params = &track.codec_params;
        let decoder = symphonia::default::get_codecs()
            .make(params, &DecoderOptions { verify })
            .map_err(undecodable)?;
        let rate = params.sample_rate.unwrap_or_default();
        if !RATES.contains(&rate) {
            return Err(format!("has {rate} samples a second, which nobody records at"));
        }
        let (track, frames, format) = (track.id, params.n_frames, format_of(params.codec));
        Ok(Self {
            reader,
            decoder,
            track,
            format,
            rate,
            frames,
            at: 0,
            buffer: None,
            packet: Box::default(),
            sought: false,
            trouble: None,
        })
    }

    /// Which kind of file it is.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Samples a second in the file.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// How many samples the file says it has; for an MP3 file without a table, a guess.
    pub fn promised(&self) -> Option<u64> {
        self.frames
    }

    /// How many samples were handed out, counted from the start of the file.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// The last packet as it lay in the file.
    pub fn last_packet(&self) -> &[u8] {
        &self.packet
    }

    /// The first thing that could not be decoded: at which sample, and why.
    pub fn trouble(&self) -> Option<&(u64, Why)> {
        self.trouble.as_ref()
    }

    /// Whether everything decoded is what was encoded; `None` where the file does not say.
    pub fn is_verified(&mut self) -> Option<bool> {
        self.decoder.finalize().verify_ok
    }

    /// Appends the next samples to `out`; false at the end. What cannot be decoded is silence.
    ///
    /// # Errors
    /// When the file can no longer be read, or changes its nature in the middle.
    pub fn next(&mut self, out: &mut Vec<f32>) -> Result<bool, Why> {
        let packet = match self.reader.next_packet() {
            Ok(packet) => packet,
            Err(DecodeError::IoError(error)) if error.kind() == ErrorKind::UnexpectedEof => {
                return Ok(false);
            }
            Err(DecodeError::DecodeError(why)) => {
                self.note(why);
                return Ok(true);
            }
            Err(DecodeError::ResetRequired) => {
                return Err("holds more than one recording".to_owned());
            }
            Err(error) => return Err(undecodable(error)),
        };
        if packet.track_id() == self.track {
            self.decode(&packet, out)?;
            self.packet = packet.data;
        }
        Ok(true)
    }

    fn decode(&mut self, packet: &Packet, out: &mut Vec<f32>) -> Result<(), Why> {
        let start = out.len();
        if self.sought {
            self.at = packet.ts();
        }
        match self.decoder.decode(packet) {
            Ok(decoded) => {
                let spec = *decoded.spec();
                if spec.rate != self.rate {
                    return Err("changes its rate in the middle".to_owned());
                }
                let needed = decoded.capacity() * spec.channels.count();
                let buffer = match &mut self.buffer {
                    Some(buffer) if buffer.capacity() >= needed => buffer,
                    other => other.insert(SampleBuffer::new(decoded.capacity() as u64, spec)),
                };
                buffer.copy_interleaved_ref(decoded);
                let channels = spec.channels.count().max(1);
                out.extend(
                    buffer
                        .samples()
                        .chunks_exact(channels)
                        .map(|frame| frame.iter().sum::<f32>() / channels as f32),
                );
            }
            Err(DecodeError::DecodeError(why)) => {
                self.note(why);
                out.resize(start + packet.dur() as usize, 0.0);
            }
            Err(error) => return Err(undecodable(error)),
        }
        self.sought &= out.len() == start;
        self.at += (out.len() - start) as u64;
        Ok(())
    }

    fn note(&mut self, why: &str) {
        let at = self.at;
        self.trouble.get_or_insert_with(|| (at, why.to_owned()));
    }

    /// Goes to a sample, or some way before it: [`Decoding::at`] says where once something was
    /// handed out.
    ///
    /// # Errors
    /// When the file cannot be searched.
    pub fn seek(&mut self, to: u64) -> Result<(), Why> {
        let ts = to.saturating_sub(u64::from((PRIMES_SECONDS * f64::from(self.rate)) as u32));
        let place = SeekTo::TimeStamp { ts, track_id: self.track };
        self.reader.seek(SeekMode::Accurate, place).map_err(undecodable)?;
        self.decoder.reset();
        self.sought = true;
        Ok(())
    }
}

fn format_of(codec: CodecType) -> Format {
    match codec {
        CODEC_TYPE_FLAC => Format::Flac,
        CODEC_TYPE_MP3 => Format::Mp3,
        CODEC_TYPE_VORBIS => Format::Ogg,
        _ => Format::Wav,
    }
}

fn undecodable(error: DecodeError) -> Why {
    format!("cannot be decoded ({error})")
}
