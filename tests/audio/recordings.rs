//! Whole practices that a trainer recorded: streamed, measured, refused, taken in.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use evenkeel_audio::{
    Damaged, Format, RATE, Sit, VOICE_LUFS, load_clip, measure, render, samples, take_in,
};
use evenkeel_core::Code;
use evenkeel_core::practice::timeline::Timeline;
use tempfile::tempdir;

use crate::support::Part::{Bell, Recording, Silence};
use crate::support::{
    between, clip_of, fixture, likeness, peak, rms, sweep, sweeps, timeline, tone, wav,
};

/// What a sit plays from one of its samples on.
fn from(timeline: &Timeline, start: u64) -> Vec<f32> {
    let mut rest = vec![9.0; (samples(timeline.total_seconds) - start) as usize];
    let mut sit = Sit::from(Arc::new(timeline.clone()), Damaged::Refuse, start);
    assert_eq!(sit.fill(&mut rest).unwrap(), rest.len());
    rest
}

/// The sentence a recording is refused with.
fn refusal(path: &Path) -> String {
    let error = measure(path).expect_err(&format!("{} should be refused", path.display()));
    assert_eq!(error.code, Code::Refused, "{error}");
    let words = error.detail;
    assert!(words.contains("Nothing was changed."), "{words}");
    words
}

#[test]
fn a_recording_of_every_kind_is_played_as_it_was_made() {
    let folder = tempdir().unwrap();
    let made = load_clip(&sweep(&folder.path().join("made.wav"), RATE, 1)).unwrap();
    for clip in sweeps(folder.path()) {
        let name = clip.path.display().to_string();
        let wave = render(&timeline([Recording(clip)])).unwrap();
        // An MP3 file without a table does not say how much its encoder put before it.
        let latest = if name.ends_with("sweep-plain.mp3") { samples(0.06) as usize } else { 0 };
        let made = between(&made, 0.1, 5.9);
        let from = samples(0.1) as usize;
        let alike = (from..=from + latest)
            .map(|from| likeness(&wave[from..from + made.len()], made))
            .fold(-1.0, f64::max);
        assert!(alike > 0.995, "{name} is only {alike:.4} like what was recorded");
    }
}

#[test]
fn a_recording_taken_up_anywhere_goes_on_as_if_it_had_been_played_so_far() {
    let folder = tempdir().unwrap();
    for clip in sweeps(folder.path()) {
        let name = clip.path.display().to_string();
        let sit = timeline([Bell(1.0), Recording(clip), Silence(0.5)]);
        let whole = render(&sit).unwrap();
        for start in [samples(1.0), samples(1.000_2), samples(1.2), 60_001, 100_000, 167_900] {
            let rest = from(&sit, start);
            let then = &whole[start as usize..];
            let off = rest.iter().zip(then).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(off < 1e-4, "{name} from sample {start}: {off} off");
        }
    }
}

#[test]
fn a_recording_may_be_shorter_or_longer_than_its_place() {
    let folder = tempdir().unwrap();
    let mut clip = tone(&folder.path().join("a.wav"), RATE, 1, 1.0);
    clip.seconds = 2.0;
    let wave = render(&timeline([Recording(clip.clone()), Bell(1.0)])).unwrap();
    assert_eq!(peak(between(&wave, 1.01, 2.0)), 0.0);
    clip.seconds = 0.5;
    let wave = render(&timeline([Recording(clip), Silence(1.0)])).unwrap();
    assert!(rms(between(&wave, 0.1, 0.5)) > 0.15);
    assert_eq!(peak(between(&wave, 0.5, 1.5)), 0.0);
}

#[test]
fn an_hour_long_recording_is_never_in_memory_whole() {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "recordings::child_plays_a_long_recording", "--ignored", "--nocapture"])
        .env("EVENKEEL_TEST_FOLDER", tempdir().unwrap().path())
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(child.status.success(), "{printed}{}", String::from_utf8_lossy(&child.stderr));
}

#[test]
#[ignore = "the half of another test that runs in a process of its own"]
fn child_plays_a_long_recording() {
    if std::env::var_os("EVENKEEL_TEST_FOLDER").is_none() {
        return;
    }
    // 40 MB as a file, 80 MB as samples.
    let folder = tempdir().unwrap();
    let path = folder.path().join("long.wav");
    let minutes = 14;
    let short = wav(&path, RATE, 1, 1.0, |at| 0.1 * (2000.0 * at).sin());
    let mut bytes = fs::read(&short.path).unwrap();
    let sound = bytes.split_off(44);
    let length = (sound.len() * 60 * minutes) as u32;
    bytes[4..8].copy_from_slice(&(length + 36).to_le_bytes());
    bytes[40..44].copy_from_slice(&length.to_le_bytes());
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    std::io::Write::write_all(&mut file, &bytes).unwrap();
    for _ in 0..60 * minutes {
        std::io::Write::write_all(&mut file, &sound).unwrap();
    }
    drop(file);
    let sit = Arc::new(timeline([Recording(clip_of_large(&path, 60.0 * minutes as f64))]));
    let before = most_memory();
    let mut sit = Sit::new(sit, Damaged::Refuse);
    let (mut block, mut made) = ([0.0; 4096], 0);
    loop {
        match sit.fill(&mut block).unwrap() {
            0 => break,
            count => made += count,
        }
    }
    assert_eq!(made, 60 * minutes * RATE as usize);
    let grown = most_memory() - before;
    println!("{grown} kB for {minutes} minutes");
    assert!(grown < 8_000, "{grown} kB more were needed for {minutes} minutes");
}

/// A clip whose hash is computed without holding the file.
fn clip_of_large(path: &Path, seconds: f64) -> evenkeel_core::practice::script::Clip {
    let measured = measure(path).unwrap();
    assert_eq!(measured.seconds, seconds);
    evenkeel_core::practice::script::Clip {
        path: path.to_owned(),
        sha256: measured.sha256,
        seconds,
    }
}

/// The most memory this process ever had, kB.
fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_recording_of_every_kind_is_measured_to_its_end() {
    let folder = tempdir().unwrap();
    let kinds = [Format::Wav, Format::Flac, Format::Ogg, Format::Mp3, Format::Mp3];
    let clips = sweeps(folder.path());
    let first = measure(&clips[0].path).unwrap();
    assert!((-24.0..-16.0).contains(&first.lufs), "{first:?}");
    for (clip, kind) in clips.iter().zip(kinds) {
        let measured = measure(&clip.path).unwrap();
        assert_eq!(measured.format, kind);
        assert_eq!(measured.sha256, clip.sha256);
        // An MP3 file without a table does not say what its encoder put around it.
        let spare = if clip.path.ends_with("sweep-plain.mp3") { 0.1 } else { 0.03 };
        assert!((measured.seconds - 6.0).abs() < spare, "{measured:?}");
        assert!((measured.lufs - first.lufs).abs() < 0.5, "{measured:?}, {first:?}");
        assert!((measured.peak_dbfs - first.peak_dbfs).abs() < 1.2, "{measured:?}, {first:?}");
    }
}

#[test]
fn what_is_not_sound_is_refused() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("letter.mp3");
    fs::write(&path, "Breathe in. ".repeat(4000)).unwrap();
    assert_eq!(
        refusal(&path),
        "letter.mp3 is not a recording that can be played here. Nothing was changed. Save it as \
         WAV, FLAC, MP3 or Ogg Vorbis, then choose it."
    );
    fs::write(&path, "").unwrap();
    assert!(refusal(&path).contains("is not a recording"));
    assert_eq!(measure(&folder.path().join("gone.wav")).unwrap_err().code, Code::NotFound);
}

#[test]
fn a_recording_that_breaks_off_is_refused_wherever_it_does() {
    let folder = tempdir().unwrap();
    for clip in sweeps(folder.path()) {
        let bytes = fs::read(&clip.path).unwrap();
        for share in [0.35, 0.6, 0.93] {
            let half = folder.path().join("half").with_extension(clip.path.extension().unwrap());
            fs::write(&half, &bytes[..(bytes.len() as f64 * share) as usize]).unwrap();
            let words = refusal(&half);
            assert!(
                words.contains("is cut short") || words.contains("is damaged"),
                "{} at {share}: {words}",
                clip.path.display()
            );
        }
    }
}

#[test]
fn a_damaged_recording_is_refused_where_its_kind_of_file_can_tell() {
    let folder = tempdir().unwrap();
    for name in ["sweep.flac", "sweep.ogg"] {
        let clips = sweeps(folder.path());
        let clip = clips.iter().find(|clip| clip.path.ends_with(name)).unwrap();
        let mut bytes = fs::read(&clip.path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 4;
        fs::write(&clip.path, bytes).unwrap();
        let words = refusal(&clip.path);
        assert!(words.contains("damaged") && words.contains("Copy it again"), "{words}");
    }
}

#[test]
fn no_file_whatever_lies_in_it_does_worse_than_be_refused() {
    let folder = tempdir().unwrap();
    let mut dice = 7_u64;
    let mut roll = |most: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % most
    };
    for clip in sweeps(folder.path()) {
        let whole = fs::read(&clip.path).unwrap();
        let path = folder.path().join("spoilt").with_extension(clip.path.extension().unwrap());
        for round in 0..TRIES {
            let mut bytes = whole.clone();
            // Half of the blows fall on the first bytes, where files say what they are.
            for _ in 0..=round % 6 {
                let reach = if roll(2) == 0 { 400 } else { bytes.len() };
                bytes[roll(reach)] = roll(256) as u8;
            }
            fs::write(&path, bytes).unwrap();
            if let Err(error) = measure(&path) {
                assert_eq!(error.code, Code::Refused, "{}: {error}", clip.path.display());
            }
        }
    }
}

/// How often each kind of file is spoilt.
const TRIES: usize = 40;

#[test]
fn what_was_recorded_badly_is_refused_with_what_to_do() {
    let folder = tempdir().unwrap();
    type Case = (&'static str, fn(f64) -> f64, &'static str);
    let cases: [Case; 5] = [
        ("silent.wav", |_| 0.0, "is silent"),
        ("hum.wav", |at| 0.0005 * (2000.0 * at).sin(), "is silent"),
        ("quiet.wav", |at| 0.002 * (2000.0 * at).sin(), "too quiet"),
        ("clipped.wav", |at| 4.0 * (2000.0 * at).sin() * (3.0 * at).sin(), "distorted"),
        ("loud.wav", |at| 0.99 * (9000.0 * at).sin().signum(), "distorted"),
    ];
    for (name, wave, why) in cases {
        let path = folder.path().join(name);
        wav(&path, RATE, 1, 2.0, wave);
        let words = refusal(&path);
        assert!(words.contains(why) && words.starts_with(name), "{words}");
    }
    let path = folder.path().join("long.wav");
    wav(&path, RATE, 1, 1.0, |at| 0.1 * (500.0 * at).sin());
    let mut bytes = fs::read(&path).unwrap();
    bytes[4..8].copy_from_slice(&(91 * 60 * RATE * 2 + 36).to_le_bytes());
    bytes[40..44].copy_from_slice(&(91 * 60 * RATE * 2).to_le_bytes());
    fs::write(&path, bytes).unwrap();
    let words = refusal(&path);
    assert!(words.contains("is longer than 90 minutes"), "{words}");
}

#[test]
fn a_recording_that_was_written_as_it_was_made_needs_no_length() {
    let folder = tempdir().unwrap();
    let clip = sweep(&folder.path().join("piped.wav"), RATE, 1);
    let mut bytes = fs::read(&clip.path).unwrap();
    for place in [4..8, 40..44] {
        bytes[place].copy_from_slice(&[0xff; 4]);
    }
    fs::write(&clip.path, bytes).unwrap();
    assert_eq!(measure(&clip.path).unwrap().seconds, 6.0);
}

#[test]
fn a_recording_is_taken_in_as_loud_as_the_voice() {
    let folder = tempdir().unwrap();
    let quiet = folder.path().join("quiet.wav");
    wav(&quiet, 44_100, 2, 3.0, |at| 0.01 * (2500.0 * at).sin());
    for recording in [quiet, fixture("sweep.mp3"), fixture("sweep.ogg")] {
        let copy = folder.path().join("copy.flac");
        let (was, is) = (measure(&recording).unwrap(), take_in(&recording, &copy).unwrap());
        assert_eq!(is.format, Format::Flac);
        assert!((is.lufs - VOICE_LUFS).abs() < 0.1, "{was:?} became {is:?}");
        assert!((is.seconds - was.seconds).abs() < 1e-9);
        assert_eq!(is.sha256, clip_of(&copy, is.seconds).sha256);
        assert!(load_clip(&clip_of(&copy, is.seconds)).is_ok());
    }
    let before = fs::read_dir(folder.path()).unwrap().count();
    let silent = wav(&folder.path().join("silent.wav"), RATE, 1, 1.0, |_| 0.0);
    assert!(take_in(&silent.path, &folder.path().join("none.flac")).is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before + 1, "nothing is left behind");
}
