use std::fs;
use std::path::Path;

use evenkeel_audio::{RATE, load_clip};
use evenkeel_core::Code;
use tempfile::tempdir;

use crate::support::{between, clip_of, rms, share_of, tone};

#[test]
fn every_kind_of_file_gives_the_same_tone_at_our_rate() {
    let folder = tempdir().unwrap();
    let made = folder.path().join("stereo.wav");
    tone(&made, 44_100, 2, 0.6);
    let lying = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/audio/clips");
    for path in
        [made, lying.join("tone.ogg"), lying.join("tone.flac"), lying.join("tone-44100.mp3")]
    {
        let wave = load_clip(&clip_of(&path, 0.6)).unwrap();
        let name = path.display();
        assert_eq!(wave.len(), 14_400, "{name}: as long as its manifest says");
        let middle = between(&wave, 0.1, 0.5);
        assert!(share_of(middle, 440.0) > 0.99, "{name}: {}", share_of(middle, 440.0));
        assert!((rms(middle) - 0.25 / 2.0_f64.sqrt()).abs() < 0.01, "{name}: {}", rms(middle));
    }
}

#[test]
fn a_tone_too_high_for_our_rate_vanishes_instead_of_folding_back() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("high.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::create(&path, spec).unwrap();
    for n in 0..48_000 {
        let turn = std::f64::consts::TAU * 16_000.0 * f64::from(n) / 48_000.0;
        file.write_sample((turn.sin() * 16_000.0) as i16).unwrap();
    }
    file.finalize().unwrap();
    let wave = load_clip(&clip_of(&path, 1.0)).unwrap();
    assert!(rms(between(&wave, 0.1, 0.9)) < 0.001, "{}", rms(&wave));
}

#[test]
fn a_flipped_byte_is_refused() {
    let folder = tempdir().unwrap();
    let clip = tone(&folder.path().join("a.wav"), RATE, 1, 0.3);
    assert!(load_clip(&clip).is_ok());
    let mut bytes = fs::read(&clip.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&clip.path, bytes).unwrap();
    let error = load_clip(&clip).unwrap_err();
    assert_eq!(error.code, Code::Content);
    assert!(error.detail.contains("changed"), "{error}");
}

#[test]
fn a_missing_clip_is_named() {
    let folder = tempdir().unwrap();
    let clip = tone(&folder.path().join("gone.wav"), RATE, 1, 0.3);
    fs::remove_file(&clip.path).unwrap();
    let error = load_clip(&clip).unwrap_err();
    assert!(error.detail.ends_with("gone.wav is missing."), "{error}");
}

#[test]
fn a_clip_of_another_length_is_refused() {
    let folder = tempdir().unwrap();
    let mut clip = tone(&folder.path().join("a.wav"), RATE, 1, 0.3);
    clip.seconds = 0.5;
    let error = load_clip(&clip).unwrap_err();
    assert!(error.detail.contains("0.30 seconds instead of 0.50"), "{error}");
}

#[test]
fn a_whole_file_that_is_not_sound_is_refused() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.ogg");
    fs::write(&path, "Breathe in. ".repeat(2000)).unwrap();
    let error = load_clip(&clip_of(&path, 1.0)).unwrap_err();
    assert!(error.detail.contains("cannot be decoded"), "{error}");
}
