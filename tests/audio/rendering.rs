use std::fs;
use std::path::Path;
use std::sync::Arc;

use evenkeel_audio::{
    Damaged, RATE, Sit, bell, load_clip, measure, render, samples, write_flac, write_wav,
};
use evenkeel_core::practice::timeline::{Bowl, Timeline};
use tempfile::tempdir;

use crate::support::Part::{Bell, Cue, Silence};
use crate::support::{between, clip_of, peak, rms, timeline, tone};

/// Lengths that fall between samples: 1 + 0.70001 + 0.6 + 1.3 + 2 seconds.
fn short_sit(folder: &Path) -> Timeline {
    let clip = tone(&folder.join("a.wav"), RATE, 1, 0.6);
    timeline([Bell(1.0), Silence(0.700_01), Cue(clip), Silence(1.3), Bell(2.0)])
}

#[test]
fn a_sit_is_exactly_as_long_as_asked() {
    let folder = tempdir().unwrap();
    for seconds in [0.0, 0.5, 1.000_02, 3.3] {
        let mut sit = short_sit(folder.path());
        sit.total_seconds = seconds;
        assert_eq!(render(&sit).unwrap().len() as u64, (seconds * 24_000.0).round() as u64);
    }
    let sit = short_sit(folder.path());
    assert_eq!(render(&sit).unwrap().len() as u64, samples(5.600_01));
}

#[test]
fn each_event_sounds_at_its_time_and_silences_are_silent() {
    let folder = tempdir().unwrap();
    let wave = render(&short_sit(folder.path())).unwrap();
    assert_eq!(between(&wave, 0.0, 1.0), bell(Bowl::Medium, 1, 24_000));
    assert_eq!(peak(between(&wave, 1.0, 1.700_01)), 0.0);
    assert!((rms(between(&wave, 1.75, 2.25)) - 0.177).abs() < 0.005, "the cue");
    assert_eq!(peak(between(&wave, 2.300_1, 3.600_01)), 0.0);
    assert_eq!(between(&wave, 3.600_01, 5.600_01), bell(Bowl::Medium, 1, 48_000));
}

#[test]
fn blocks_of_any_size_and_any_start_give_the_same_samples() {
    let folder = tempdir().unwrap();
    let timeline = Arc::new(short_sit(folder.path()));
    let whole = render(&timeline).unwrap();
    for (start, size) in [(0, 997), (30_000, 1024), (45_000, 4096), (60_001, 7)] {
        let mut sit = Sit::from(timeline.clone(), Damaged::Refuse, start);
        let (mut rest, mut block) = (Vec::new(), vec![9.0; size]);
        loop {
            let count = sit.fill(&mut block).unwrap();
            if count == 0 {
                break;
            }
            rest.extend_from_slice(&block[..count]);
        }
        assert!(rest == whole[start as usize..], "from {start} in blocks of {size}");
    }
}

#[test]
fn the_file_holds_the_same_sit_and_is_the_same_to_the_bit() {
    let folder = tempdir().unwrap();
    let sit = short_sit(folder.path());
    let (one, two) = (folder.path().join("one.wav"), folder.path().join("two.wav"));
    write_wav(&sit, &one).unwrap();
    write_wav(&sit, &two).unwrap();
    assert_eq!(fs::read(&one).unwrap(), fs::read(&two).unwrap());

    let file = hound::WavReader::open(&one).unwrap();
    let spec = file.spec();
    assert_eq!((spec.channels, spec.sample_rate, spec.bits_per_sample), (1, 24_000, 16));
    let read: Vec<i16> = file.into_samples().map(Result::unwrap).collect();
    let made = render(&sit).unwrap();
    assert_eq!(read.len(), made.len());
    let off = read.iter().zip(&made).map(|(&a, &b)| (f32::from(a) / 32_767.0 - b).abs());
    assert!(off.fold(0.0, f32::max) <= 0.6 / 32_767.0, "more than rounding lies between");
}

#[test]
fn a_flac_file_holds_the_same_samples_and_is_the_same_to_the_bit() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut sit = short_sit(folder.path());
    // Whole frames of 4096 samples, and last ones of any length.
    for count in [0, 1, 17, 4096, 3 * 4096, 3 * 4096 + 5, samples(5.600_01)] {
        sit.total_seconds = count as f64 / f64::from(RATE);
        write_flac(&sit, &path("one.flac")).unwrap();
        write_flac(&sit, &path("two.flac")).unwrap();
        let bytes = fs::read(path("one.flac")).unwrap();
        assert!(bytes == fs::read(path("two.flac")).unwrap(), "{count} samples twice");
        if count == 0 {
            continue;
        }
        write_wav(&sit, &path("one.wav")).unwrap();
        let wav = hound::WavReader::open(path("one.wav")).unwrap().into_samples::<i16>();
        let wav: Vec<f32> = wav.map(|sample| f32::from(sample.unwrap()) / 32_768.0).collect();
        let flac = load_clip(&clip_of(&path("one.flac"), sit.total_seconds)).unwrap();
        assert!(flac == wav, "{count} samples");
    }
    assert!(measure(&path("one.flac")).is_ok(), "its checksum is that of its samples");
    let size = |name: &str| fs::metadata(path(name)).unwrap().len();
    assert!(2 * size("one.flac") < size("one.wav"));
}

#[test]
fn of_an_open_sit_what_is_laid_out_is_written() {
    let folder = tempdir().unwrap();
    let sit = short_sit(folder.path());
    let open = Timeline { open: true, ..sit.clone() };
    assert!(render(&open).unwrap() == render(&sit).unwrap());
    let [one, two] = ["one.wav", "two.wav"].map(|name| folder.path().join(name));
    write_wav(&sit, &one).unwrap();
    write_wav(&open, &two).unwrap();
    assert_eq!(fs::read(one).unwrap(), fs::read(two).unwrap());
}

#[test]
fn a_damaged_clip_spoils_no_file_that_was_there() {
    let folder = tempdir().unwrap();
    let sit = short_sit(folder.path());
    let path = folder.path().join("sit.wav");
    fs::write(&path, "before").unwrap();
    fs::write(folder.path().join("a.wav"), "damaged").unwrap();
    assert!(write_wav(&sit, &path).is_err());
    assert!(render(&sit).is_err());
    assert_eq!(fs::read(&path).unwrap(), b"before");
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing half-written stays: {names:?}");
}

#[test]
fn in_a_sit_a_damaged_clip_is_silence_and_everything_else_stays_in_its_place() {
    let folder = tempdir().unwrap();
    let sit = short_sit(folder.path());
    let whole = render(&sit).unwrap();
    fs::write(folder.path().join("a.wav"), "damaged").unwrap();
    let mut wave = vec![9.0; whole.len() + 10];
    let count = Sit::new(Arc::new(sit), Damaged::Silence).fill(&mut wave).unwrap();
    assert_eq!(count, whole.len());
    assert_eq!(between(&wave, 0.0, 1.5), between(&whole, 0.0, 1.5));
    assert_eq!(peak(between(&wave, 1.5, 3.6)), 0.0);
    assert_eq!(between(&wave, 3.7, 5.6), between(&whole, 3.7, 5.6));
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    let folder = tempdir().unwrap();
    let error =
        write_wav(&short_sit(folder.path()), &folder.path().join("no/sit.wav")).unwrap_err();
    assert_eq!(error.code, evenkeel_core::Code::NotFound);
}
